//! Arrays of pretty-printed documents, as clouds export their logs: `[`, then documents, each under the same indent.
//!
//! ```text
//! [                 [{
//!   {                 "a" : 1
//!     "a": 1        },{
//!   },                "a" : 2
//!   { …             }]
//! ```

use crate::format::Recognised;

/// Whether a document begins on this line.
pub(super) fn begins(recognised: &Recognised, text: &[u8]) -> bool {
    let Some(indent) = recognised.indent else { return text == b"{" };
    let bare = text.trim_ascii();
    text.len() - text.trim_ascii_start().len() == indent
        && matches!(bare, b"{" | b"[{" | b"},{" | b"}, {" | b",{" | b", {")
}

/// Whether the array opens or closes here, or a comma parts its documents.
pub(super) fn is_bracket(text: &[u8]) -> bool {
    matches!(text.trim_ascii(), b"[" | b"]" | b"," | b"],")
}

/// Leaves of the lines of a document the document alone: what opened the array or closed the document before goes, and the
/// brace that stands at the beginning of the next one is put back where `is_whole` misses it.
pub(super) fn cut_out(lines: &mut Vec<u8>, is_whole: impl FnOnce(&[u8]) -> bool) {
    if lines.first() == Some(&b'{') {
        return;
    }
    let start = lines.iter().position(|byte| *byte == b'{').unwrap_or(0);
    let shares_lines = matches!(lines.first(), Some(b'}' | b'['));
    lines.drain(..start);
    if shares_lines && !is_whole(lines) {
        lines.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use crate::{ReadOptions, Severity, read_records};

    fn read(text: &str) -> Vec<(u64, Option<Severity>, String)> {
        let mut said = Vec::new();
        read_records(text.as_bytes(), &ReadOptions::default(), |record| {
            said.push((record.line, record.severity, String::from_utf8_lossy(record.message).into_owned()));
        })
        .unwrap();
        said
    }

    #[test]
    fn each_document_of_an_array_is_a_record() {
        let pretty = "[\n  {\n    \"severity\": \"ERROR\",\n    \"tags\": [\n      {\n        \"a\": 1\n      }],\n    \"message\": \"no stock\"\n  },\n  {\n    \"severity\": \"INFO\",\n    \"message\": \"all well\"\n  }\n]\n";
        let said = read(pretty);
        let [(2, Some(Severity::Error), first), (_, Some(Severity::Info), second)] = said.as_slice() else {
            panic!("{said:?}");
        };
        assert_eq!((first.as_str(), second.as_str()), ("no stock", "all well"));
        let shared = "[{\n  \"messageType\" : \"Error\",\n  \"eventMessage\" : \"no stock\"\n},{\n  \"messageType\" : \"Info\",\n  \"eventMessage\" : \"all well\"\n}]\n";
        let said = read(shared);
        assert_eq!(
            said,
            [(1, Some(Severity::Error), "no stock".to_owned()), (4, Some(Severity::Info), "all well".to_owned()),]
        );
        let lines = "[{\"level\":\"error\",\"msg\":\"no stock\"},\n{\"level\":\"info\",\"msg\":\"all well\"}]\n";
        assert_eq!(read(lines).into_iter().map(|(_, _, text)| text).collect::<Vec<_>>(), ["no stock", "all well"]);
    }
}
