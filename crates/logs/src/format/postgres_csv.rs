//! PostgreSQL's `csvlog`: the time first, the severity in column 12, the message in column 14; quoted fields span lines.

use super::{Context, Escape, Fields, FormatKind};
use crate::severity::Severity;

/// Reads the first line of a row. A message that goes on over lines is closed by the record, not by this line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    line.first()?.is_ascii_digit().then_some(())?;
    let (time, length) = context.clock.read(line)?;
    let mut rest = line.get(length..)?.strip_prefix(b",")?;
    let mut severity = None;
    let mut message = None;
    for column in 2..=14 {
        let (value, after) = field(rest);
        match column {
            12 => severity = Some(Severity::from_word(value)?),
            14 => message = Some(value),
            _ => {}
        }
        rest = match after.strip_prefix(b",") {
            Some(after) => after,
            None if column == 14 => after,
            None => return None,
        };
    }
    let escape = if message?.contains(&b'"') { Escape::Csv } else { Escape::None };
    Some(Fields {
        kind: FormatKind::PostgresCsv,
        time: Some(time),
        severity,
        message: message?,
        escape,
        ..Fields::default()
    })
}

/// A field without its quotes, and what follows it. An unclosed quote takes the rest.
fn field(bytes: &[u8]) -> (&[u8], &[u8]) {
    let Some(quoted) = bytes.strip_prefix(b"\"") else {
        let end = memchr::memchr(b',', bytes).unwrap_or(bytes.len());
        return (bytes.get(..end).unwrap_or_default(), bytes.get(end..).unwrap_or_default());
    };
    let mut at = 0;
    while let Some(found) = quoted.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) {
        let quote = at + found;
        if quoted.get(quote + 1) == Some(&b'"') {
            at = quote + 2;
            continue;
        }
        return (quoted.get(..quote).unwrap_or_default(), quoted.get(quote + 1..).unwrap_or_default());
    }
    (quoted, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn rows() {
        let row = br#"2025-02-09 10:05:23.376 UTC,"shop","db",8082,"10.0.0.9:51234",67a8.1,3,"SELECT",2025-02-09 10:00:00 UTC,3/12,0,ERROR,57014,"canceling ""x"", due to timeout",,,,,,"select 1",,,"api","client backend",,0"#;
        check_line(parse, row, r#"2025-02-09T10:05:23.376Z error | canceling ""x"", due to timeout"#);
        check_line(parse, b"2025-02-09 10:05:23.376 UTC,a,b", "not this format");
        check_line(parse, b"2025-02-09 10:05:23.376 UTC [1] LOG:  x", "not this format");
    }
}
