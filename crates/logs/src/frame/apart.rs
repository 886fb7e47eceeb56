//! Records that are not written one a line: arrays of JSON on one line, the list that an answer of an interface wraps,
//! syslog whose frames are counted in octets (RFC 6587), and a journal's export.
//!
//! What parts two records becomes a line feed, what line feed is inside one a blank: no byte is added or taken away, so
//! offsets stay those of the source.

use std::io::{self, Read};

use crate::format::{JOURNAL_CURSOR, JOURNAL_SEPARATOR};

/// Bytes by which the packing is told.
pub(super) const TOLD_BY: usize = 64 << 10;

/// How records are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// `[{…}, {…}]`, several on a line.
    Array,
    /// `{"Records": [{…}, {…}], …}`: one document, whatever its lines.
    Wrapped,
    /// `89 <14>1 …104 <14>1 …`
    Octets,
    /// `journalctl -o export`: a field a line, a blank line behind each entry.
    Journal,
}

/// Whether the first bytes may begin a packing: most logs are none of these.
pub(super) fn may_be_packed(head: &[u8]) -> bool {
    match head.trim_ascii_start() {
        [b'{', rest @ ..] => rest.trim_ascii_start().first() == Some(&b'"'),
        [b'[', rest @ ..] => rest.trim_ascii_start().first() == Some(&b'{'),
        [b'_', ..] => head.starts_with(JOURNAL_CURSOR),
        [b'1'..=b'9', ..] => head.windows(2).take(8).any(|pair| pair == b" <"),
        _ => false,
    }
}

impl Packing {
    /// The packing of a source by its first bytes, which may be all of it.
    pub(super) fn of(head: &[u8], is_whole: bool) -> Option<Self> {
        match head.trim_ascii_start().first()? {
            b'[' => is_array(head).then_some(Self::Array),
            b'{' => is_wrapped(head, is_whole).then_some(Self::Wrapped),
            b'_' => head.starts_with(JOURNAL_CURSOR).then_some(Self::Journal),
            b'1'..=b'9' => is_counted(head).then_some(Self::Octets),
            _ => None,
        }
    }
}

/// Two objects of an array on one line.
fn is_array(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut json = Json::default();
    line.iter().enumerate().any(|(at, byte)| {
        let depth = json.pass(*byte);
        let next = line.get(at + 1..).unwrap_or_default().trim_ascii_start().first();
        *byte == b',' && depth == 1 && !json.in_string && next == Some(&b'{')
    })
}

/// One object whose first member is a list of records, by its name.
fn is_wrapped(head: &[u8], is_whole: bool) -> bool {
    let key = || {
        let rest = head.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"")?;
        let key = rest.get(..memchr::memchr(b'"', rest)?)?;
        let rest = rest.get(key.len() + 1..)?.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"[")?.trim_ascii_start();
        (rest.first() == Some(&b'{')).then_some(key)
    };
    if !key().is_some_and(|key| NAMES.contains(&key)) {
        return false;
    }
    let mut json = Json::default();
    let mut elements = 0;
    for (at, byte) in head.iter().enumerate() {
        let depth = json.pass(*byte);
        elements += usize::from(*byte == b'{' && depth == WRAPPED && !json.in_string);
        if *byte == b'}' && depth == 0 && !json.in_string {
            // Another one behind it: lines of JSON that begin with a list.
            return is_whole && elements > 1 && head.get(at + 1..).unwrap_or_default().trim_ascii().is_empty();
        }
    }
    !is_whole
}

/// A frame that ends where the next count begins, or that goes on over a line feed.
fn is_counted(head: &[u8]) -> bool {
    let frame = |text: &[u8]| -> Option<(usize, usize)> {
        let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let count: usize = std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()?;
        let body = text.get(digits + 1..)?;
        ((2..=6).contains(&digits) && text.get(digits) == Some(&b' ') && body.first() == Some(&b'<'))
            .then_some((digits + 1, count))
    };
    let Some((start, length)) = frame(head) else { return false };
    let Some(body) = head.get(start..start + length) else { return false };
    let rest = head.get(start + length..).unwrap_or_default();
    let goes_on = body.get(..body.len().saturating_sub(1)).is_some_and(|body| body.contains(&b'\n'));
    let bare = rest.strip_prefix(b"\n").unwrap_or(rest);
    frame(bare).is_some() && (goes_on || (bare.len() == rest.len() && body.last() != Some(&b'\n')))
}

/// What services call the list of their records.
const NAMES: [&[u8]; 8] = [b"Records", b"records", b"logEvents", b"events", b"Events", b"entries", b"logs", b"items"];

/// Where in JSON a byte stands.
#[derive(Debug, Default)]
struct Json {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
}

impl Json {
    /// Passes a byte; the depth in which it stands: of what it opens or closes, the depth outside.
    #[inline]
    fn pass(&mut self, byte: u8) -> usize {
        if self.in_string {
            if self.is_escaped {
                self.is_escaped = false;
            } else if byte == b'\\' {
                self.is_escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
            }
            return self.depth;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                self.depth += 1;
                return self.depth - 1;
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth
    }
}

/// The depth of the elements of a wrapped list.
const WRAPPED: usize = 2;

/// Reads packed records as lines.
pub(super) struct Apart<R> {
    source: R,
    packing: Packing,
    json: Json,
    frame: Frame,
    /// The last byte handed out ended a line, or none was.
    at_line_start: bool,
}

/// What comes next of counted frames.
#[derive(Debug, Clone, Copy)]
enum Frame {
    /// Digits of a count.
    Count { value: usize, digits: usize },
    /// So many bytes of a frame.
    Body(usize),
    /// Counts that do not hold: the rest is left as it is.
    Broken,
}

impl<R: Read> Apart<R> {
    pub(super) fn new(source: R, packing: Packing) -> Self {
        let frame = Frame::Count { value: 0, digits: 0 };
        Self { source, packing, json: Json::default(), frame, at_line_start: true }
    }

    fn array(&mut self, bytes: &mut [u8]) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            let was_in_string = self.json.in_string;
            let depth = self.json.pass(byte);
            if byte == b',' && depth == 1 && !was_in_string {
                // The comma stays where a blank can part the two.
                let place = if bytes.get(at + 1) == Some(&b' ') { at + 1 } else { at };
                let next = bytes.get(place + 1).copied();
                if !matches!(next, Some(b'\n' | b'\r'))
                    && let Some(slot) = bytes.get_mut(place)
                {
                    *slot = b'\n';
                }
            }
            at += 1;
        }
    }

    fn wrapped(&mut self, bytes: &mut [u8]) {
        for slot in bytes {
            let was_in_string = self.json.in_string;
            let depth = self.json.pass(*slot);
            let is_inside = depth > WRAPPED || (depth == WRAPPED && matches!(*slot, b'{' | b'}'));
            if matches!(*slot, b'\n' | b'\r') || !is_inside {
                *slot = if *slot == b',' && depth == WRAPPED && !was_in_string { b'\n' } else { b' ' };
            }
        }
    }

    fn journal(&mut self, bytes: &mut [u8]) {
        for slot in bytes {
            let is_end = *slot == b'\n';
            if is_end && !self.at_line_start {
                *slot = JOURNAL_SEPARATOR;
            }
            self.at_line_start = is_end;
        }
    }

    fn octets(&mut self, bytes: &mut [u8]) {
        for slot in bytes {
            match self.frame {
                Frame::Broken => return,
                Frame::Count { value, digits } => match *slot {
                    byte @ b'0'..=b'9' if digits < 7 => {
                        let value = value * 10 + usize::from(byte - b'0');
                        if digits == 0 && !self.at_line_start {
                            *slot = b'\n';
                        }
                        self.frame = Frame::Count { value, digits: digits + 1 };
                    }
                    b' ' if digits > 0 => self.frame = Frame::Body(value),
                    b'\n' if digits == 0 => self.at_line_start = true,
                    _ => self.frame = Frame::Broken,
                },
                Frame::Body(left) => {
                    let is_last = left <= 1;
                    self.at_line_start = is_last && *slot == b'\n';
                    if *slot == b'\n' && !is_last {
                        *slot = b' ';
                    }
                    self.frame = if is_last { Frame::Count { value: 0, digits: 0 } } else { Frame::Body(left - 1) };
                }
            }
        }
    }
}

impl<R: Read> Read for Apart<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        let bytes = out.get_mut(..count).unwrap_or_default();
        match self.packing {
            Packing::Array => self.array(bytes),
            Packing::Wrapped => self.wrapped(bytes),
            Packing::Octets => self.octets(bytes),
            Packing::Journal => self.journal(bytes),
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read_records};

    fn read(text: &str) -> Vec<(u64, String)> {
        let mut said = Vec::new();
        read_records(text.as_bytes(), &ReadOptions::default(), |record| {
            said.push((record.offset, String::from_utf8_lossy(record.message).into_owned()));
        })
        .unwrap();
        said
    }

    fn messages(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(_, message)| message).collect()
    }

    #[test]
    fn elements_of_an_array_are_records_wherever_they_stand() {
        let [one, two] = [r#"{"level":"error","msg":"no, [stock]"}"#, r#"{"level":"info","msg":"all \"well\", {x"}"#];
        for parted in [", ", ","] {
            let said = read(&format!("[{one}{parted}{two}{parted}{one}]"));
            let texts: Vec<&str> = said.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(texts, ["no, [stock]", "all \"well\", {x", "no, [stock]"], "{parted:?}");
            assert!(said[2].0.abs_diff((one.len() + two.len() + 2 * parted.len() + 1) as u64) <= 1, "{said:?}");
        }
        assert_eq!(messages(&format!("[{one}, {two}]\n[{one}, {two}]\n")).len(), 4);
        // One element a line is as it was.
        assert!(!is_array(format!("[{one},\n{two}]").as_bytes()));
    }

    #[test]
    fn a_list_in_an_answer_is_its_elements() {
        let compact = r#"{"Records": [{"level":"error","msg":"a","x":[{"y":1},{"y":2}]}, {"level":"info","msg":"b"}], "next": "z"}"#;
        assert_eq!(messages(compact), ["a", "b"]);
        let pretty = "{\n    \"events\": [\n        {\n            \"timestamp\": 1739095523000,\n            \"message\": \"a\"\n        },\n        {\n            \"timestamp\": 1739095524000,\n            \"message\": \"b\"\n        }\n    ],\n    \"searchedLogStreams\": []\n}\n";
        assert_eq!(messages(pretty), ["a", "b"]);
        let lines = "{\"tags\":[{\"a\":1},{\"a\":2}],\"msg\":\"a\"}\n{\"tags\":[],\"msg\":\"b\"}\n";
        assert!(
            !is_wrapped(lines.as_bytes(), true) && !is_wrapped(b"{\"tags\":[{\"a\":1},{\"a\":2}],\"msg\":\"a\"}", true)
        );
        assert_eq!(messages(lines), ["a", "b"]);
    }

    #[test]
    fn counted_frames_are_lines() {
        let frame = |text: &str| {
            let body = format!("<14>1 2025-02-09T10:05:23Z web-1 cart 5 - - {text}");
            format!("{} {body}", body.len())
        };
        let bare: String = ["one", "two", "three"].map(frame).concat();
        assert_eq!(messages(&bare), ["one", "two", "three"]);
        let long: String = ["one\nmore", "two\nmore", "three"].map(frame).concat();
        assert_eq!(messages(&long), ["one more", "two more", "three"]);
        let ended: String = ["one", "two"].map(|text| frame(text) + "\n").concat();
        assert!(!is_counted(ended.as_bytes()));
        assert_eq!(messages(&ended), ["one", "two"]);
    }

    #[test]
    fn exported_entries_of_a_journal_are_lines() {
        let entry =
            |text: &str| format!("__CURSOR=s=x\n__REALTIME_TIMESTAMP=1739095523250000\nPRIORITY=3\nMESSAGE={text}\n\n");
        assert_eq!(messages(&(entry("one") + &entry("two"))), ["one", "two"]);
    }

    #[test]
    fn small_reads_change_nothing() {
        let text = r#"{"Records":[{"a":"x,y"},{"b":[1,2]}],"c":3}"#;
        let whole = |size: usize| {
            let mut apart = Apart::new(text.as_bytes(), Packing::Wrapped);
            let (mut all, mut part) = (Vec::new(), vec![0; size]);
            while let Ok(count @ 1..) = apart.read(&mut part) {
                all.extend_from_slice(&part[..count]);
            }
            String::from_utf8(all).unwrap()
        };
        assert_eq!(whole(1), whole(100));
        assert_eq!(whole(100).split_whitespace().collect::<Vec<_>>(), [r#"{"a":"x,y"}"#, r#"{"b":[1,2]}"#]);
    }
}
