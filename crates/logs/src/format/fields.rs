//! What a format reads out of one line, and the small readers that several formats share.

use super::FormatKind;
use crate::{
    record::{Record, Request},
    scan::{parse_decimal_e9, parse_u64},
    severity::Severity,
    swar,
    time::Stamp,
};

/// How a message is escaped in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Escape {
    /// Not at all.
    #[default]
    None,
    /// As a JSON string.
    Json,
    /// As a quoted CSV field: quotes doubled.
    Csv,
    /// As a JSON array of byte numbers (journald).
    ByteArray,
}

/// One line, understood. All slices point into the line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fields<'a> {
    pub(crate) kind: FormatKind,
    pub(crate) time: Option<Stamp>,
    pub(crate) severity: Option<Severity>,
    pub(crate) service: Option<&'a [u8]>,
    pub(crate) logger: Option<&'a [u8]>,
    pub(crate) message: &'a [u8],
    pub(crate) escape: Escape,
    /// A stack trace or error text in a field of its own, JSON-escaped.
    pub(crate) detail: Option<&'a [u8]>,
    pub(crate) request: Option<Request<'a>>,
    pub(crate) request_id: Option<&'a [u8]>,
    pub(crate) trace_id: Option<&'a [u8]>,
    pub(crate) customer_id: Option<&'a [u8]>,
    /// The line has a header of its own but belongs to the record before it (PostgreSQL's DETAIL).
    pub(crate) follows: bool,
}

impl<'a> Fields<'a> {
    /// The record that the line is, or begins. The time of an envelope is the record's; the line's own is then the inner
    /// one.
    #[inline]
    pub(crate) fn record(&self, place: RecordPlace<'a>) -> Record<'a> {
        Record {
            offset: place.offset,
            line: place.line,
            line_count: place.line_count,
            time: place.envelope.or(self.time),
            time_before: None,
            inner_time: place.envelope.and(self.time),
            severity: self.severity,
            service: self.service.or(place.service),
            pod: place.pod,
            logger: self.logger,
            message: self.message,
            request: self.request,
            request_id: self.request_id,
            trace_id: self.trace_id,
            customer_id: self.customer_id,
            format: self.kind,
            is_cut: false,
            raw: place.raw,
        }
    }
}

/// A line of a time, a remembered header and a message: all that most lines of many logs say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UsualMessage<'a> {
    pub(crate) kind: FormatKind,
    pub(crate) time: Stamp,
    pub(crate) severity: Option<Severity>,
    pub(crate) service: Option<&'a [u8]>,
    pub(crate) logger: Option<&'a [u8]>,
    pub(crate) message: &'a [u8],
}

impl<'a> UsualMessage<'a> {
    pub(crate) fn fields(&self) -> Fields<'a> {
        Fields {
            kind: self.kind,
            time: Some(self.time),
            severity: self.severity,
            service: self.service,
            logger: self.logger,
            message: self.message,
            ..Fields::default()
        }
    }
}

/// Where a record stands, and what its envelope says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RecordPlace<'a> {
    pub(crate) offset: u64,
    pub(crate) line: u64,
    pub(crate) line_count: u32,
    pub(crate) envelope: Option<Stamp>,
    pub(crate) pod: Option<&'a [u8]>,
    /// The service that the envelope names.
    pub(crate) service: Option<&'a [u8]>,
    pub(crate) raw: &'a [u8],
}

/// An id worth keeping: not empty, not a placeholder, not a novel.
pub(crate) fn id(text: &[u8]) -> Option<&[u8]> {
    let is_placeholder =
        matches!(text, b"" | b"-" | b"0" | b"null" | b"none" | b"None" | b"nil" | b"undefined" | b"unknown");
    // Without an early end, the loop is done for many bytes at once.
    let is_graphic = || text.iter().fold(true, |all, byte| all & byte.is_ascii_graphic());
    (!is_placeholder && text.len() <= 128 && is_graphic()).then_some(text)
}

/// A trace id; of a `traceparent` its second part.
pub(crate) fn trace_id(text: &[u8]) -> Option<&[u8]> {
    if text.len() == 55 && text.get(2) == Some(&b'-') {
        return text.get(3..35);
    }
    id(text)
}

/// An HTTP method in capitals.
pub(crate) fn method(text: &[u8]) -> Option<&[u8]> {
    let is_method = matches!(
        text,
        b"GET"
            | b"POST"
            | b"PUT"
            | b"DELETE"
            | b"HEAD"
            | b"PATCH"
            | b"OPTIONS"
            | b"CONNECT"
            | b"TRACE"
            | b"PROPFIND"
            | b"REPORT"
    );
    is_method.then_some(text)
}

/// A status code, 100 to 599, or 0 for "none was sent".
pub(crate) fn status(text: &[u8]) -> Option<u16> {
    if text == b"0" || text == b"000" {
        return Some(0);
    }
    (text.len() == 3)
        .then(|| parse_u64(text))
        .flatten()
        .and_then(|n| u16::try_from(n).ok())
        .filter(|n| (100..600).contains(n))
}

/// Whether a text can be a request path or URL.
pub(crate) fn is_path(text: &[u8]) -> bool {
    text.first() == Some(&b'/') || text.starts_with(b"http://") || text.starts_with(b"https://")
}

/// The path of a request target: scheme, host and query removed.
pub(crate) fn path_only(target: &[u8]) -> &[u8] {
    let mut path = target;
    if let Some(rest) = target.strip_prefix(b"http://").or_else(|| target.strip_prefix(b"https://")) {
        path = memchr::memchr(b'/', rest).and_then(|at| rest.get(at..)).unwrap_or(b"/");
    }
    let end = swar::find_either(b'?', b'#', path).unwrap_or(path.len());
    path.get(..end).unwrap_or_default()
}

/// A duration in nanoseconds: `6.2`, `12ms`, `1.5s`, `250µs`, `PT0.5S`. `unit_ns` is the unit of a bare number.
pub(crate) fn duration(text: &[u8], unit_ns: i64) -> Option<i64> {
    let text = text.strip_prefix(b"PT").unwrap_or(text);
    let end =
        text.iter().position(|byte| !byte.is_ascii_digit() && *byte != b'.' && *byte != b'-').unwrap_or(text.len());
    let unit_ns = match text.get(end..)?.trim_ascii() {
        b"" => unit_ns,
        b"ns" => 1,
        b"us" | b"\xc2\xb5s" | b"\xce\xbcs" => 1_000,
        b"ms" => 1_000_000,
        b"s" | b"S" | b"sec" | b"seconds" => 1_000_000_000,
        b"m" | b"min" => 60_000_000_000,
        _ => return None,
    };
    let e9 = parse_decimal_e9(text.get(..end)?)?;
    let nanos = i128::from(e9) * i128::from(unit_ns) / 1_000_000_000;
    i64::try_from(nanos).ok().filter(|nanos| *nanos >= 0)
}

/// The cells of a row in which every cell is quoted, doubled quotes left as they stand; ends where a cell is not.
pub(crate) fn unquoted(row: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(row);
    std::iter::from_fn(move || {
        let inside = rest.take()?.strip_prefix(b"\"")?;
        let mut end = memchr::memchr(b'"', inside)?;
        while inside.get(end + 1) == Some(&b'"') {
            end += 2 + memchr::memchr(b'"', inside.get(end + 2..)?)?;
        }
        rest = inside.get(end + 1..).and_then(|rest| rest.strip_prefix(b","));
        inside.get(..end)
    })
}

/// The last element of a proxy's list (`0.001, 0.002 : 0.003`).
pub(crate) fn last_of_list(text: &[u8]) -> &[u8] {
    let items = text.split(|byte| matches!(byte, b',' | b' ')).map(<[u8]>::trim_ascii);
    items.rev().find(|item| !item.is_empty() && *item != b":").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_with_and_without_a_unit() {
        for (text, expected) in [
            ("6.2", Some(6_200_000)),
            ("12ms", Some(12_000_000)),
            ("1.5s", Some(1_500_000_000)),
            ("250µs", Some(250_000)),
            ("-1", None),
            ("soon", None),
        ] {
            assert_eq!(duration(text.as_bytes(), 1_000_000), expected, "{text}");
        }
    }

    #[test]
    fn targets_lose_host_and_query() {
        for (target, path) in [("/a/b?x=1", "/a/b"), ("https://h.example/a#f", "/a"), ("http://h", "/"), ("*", "*")] {
            assert_eq!(path_only(target.as_bytes()), path.as_bytes());
        }
        assert_eq!(last_of_list(b"0.001, 0.002 : 0.003"), b"0.003");
        assert_eq!(last_of_list(b"127.0.0.1:80"), b"127.0.0.1:80");
    }
}
