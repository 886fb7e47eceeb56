//! Access logs: common, combined, and formats of one's own that keep address, time, request and status.
//!
//! ```text
//! 192.0.2.10 - - [23/Nov/2026:15:20:30 +0000] "GET /a HTTP/1.1" 200 5 "ref" "agent"
//! 192.0.2.10 - [2026-11-23T15:20:30+00:00] "GET /a" 200 5 rid=174b… cust="c-1" rt=0.008
//! ```

use std::borrow::Cow;

use super::fields;
use crate::request::{is_hex, is_method};
use crate::time::leading;
use crate::{Record, Request, Severity};

/// Reads an access line.
pub(super) fn parse(line: &str) -> Option<Record<'_>> {
    let open = memchr::memchr(b'[', line.as_bytes()).filter(|at| *at > 0 && *at < 256)?;
    let (head, inside) = (line.get(..open)?, line.get(open + 1..)?);
    // What stands before the time is an address or a host and a few words, never a sentence.
    let first = head.split(' ').next()?;
    if !looks_like_host(first) {
        return None;
    }
    let (time, used) = leading(inside)?;
    let after = inside.get(used..)?.strip_prefix(']')?;
    let mut record = Record { time: Some(time), ..Record::default() };
    let Some(quoted) = after.trim_start().strip_prefix('"') else {
        return after.trim().is_empty().then_some(Record { is_cut: true, ..record });
    };
    let Some(end) = closing_quote(quoted) else {
        return Some(Record { is_cut: true, ..record });
    };
    let (request, rest) = (quoted.get(..end)?, quoted.get(end + 1..)?);
    let mut words = rest.split_ascii_whitespace();
    let status = words.next().and_then(|w| w.parse::<u16>().ok()).filter(|s| *s < 1000);
    let Some(status) = status else {
        return Some(Record { is_cut: true, ..record });
    };
    let mut duration_s = None;
    pairs(rest, |key, value| {
        if let Some(seconds) = fields::duration_s(key, value) {
            duration_s.get_or_insert(seconds);
        } else if fields::is_correlation(key) && is_hex(value) {
            record.correlations.push(Cow::Borrowed(value));
        } else if fields::is_customer(key) && record.customer.is_none() && value != "-" && !value.is_empty() {
            record.customer = Some(Cow::Borrowed(value));
        }
    });
    let mut parts = request.split(' ');
    let method = parts.next().filter(|m| is_method(m)).unwrap_or("");
    let path = parts.next().unwrap_or("");
    record.severity = Some(match status {
        500.. => Severity::Error,
        400..=499 => Severity::Warn,
        _ => Severity::Info,
    });
    // A quote that opens and never closes is a line that was cut, and so is one without the byte count.
    record.is_cut = rest.bytes().filter(|b| *b == b'"').count() % 2 == 1 || words.next().is_none();
    record.message = Cow::Borrowed(line);
    record.request = Some(Request { method: Cow::Borrowed(method), path: Cow::Borrowed(path), status, duration_s });
    Some(record)
}

fn looks_like_host(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 255
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b':' | b'-' | b'_'))
        && (word.contains(['.', ':']) || word == "-" || word == "localhost" || word.starts_with("unix"))
}

/// The end of a quoted text; a backslash takes the next byte with it.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|b| {
        let is_end = b == b'"' && !escaped;
        escaped = b == b'\\' && !escaped;
        is_end
    })
}

/// Calls back for every `key=value` and `key="value"`.
fn pairs<'a>(text: &'a str, mut call: impl FnMut(&'a str, &'a str)) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'=', rest.as_bytes()) {
        let (Some(before), Some(after)) = (rest.get(..at), rest.get(at + 1..)) else { return };
        let key = before.rsplit(' ').next().unwrap_or("");
        let value = match after.strip_prefix('"') {
            Some(inside) => inside.get(..closing_quote(inside).unwrap_or(inside.len())).unwrap_or(""),
            None => after.split(' ').next().unwrap_or(""),
        };
        if !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            call(key, value);
        }
        rest = after.get(value.len()..).unwrap_or("");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combined_and_custom_lines() {
        let record =
            parse(r#"192.0.2.10 - bob smith [23/Nov/2026:15:20:30 +0000] "POST /a?b=1 HTTP/1.1" 502 157 "-" "x (y)""#)
                .unwrap();
        let request = record.request.unwrap();
        assert_eq!((&*request.method, &*request.path, request.status), ("POST", "/a?b=1", 502));
        let record = parse(r#"192.0.2.10 - [2026-11-23T15:20:30+00:00] "GET /a" 200 5 rid=174b4310d13dd6f0 cust="c-1" rt=0.008 us="200""#).unwrap();
        assert_eq!(record.customer.as_deref(), Some("c-1"));
        assert_eq!(record.request.unwrap().duration_s, Some(0.008));
        assert!(!record.is_cut);
    }

    #[test]
    fn a_cut_line_is_told() {
        for line in [
            r#"192.0.2.10 - [2026-11-23T15:20:30+00:00] "GET /a" 200 5 rid=174b4310d13dd6f0 cust="c-"#,
            r#"192.0.2.10 - [2026-11-23T15:20:30+00:00] "GET /a"#,
            r"192.0.2.10 - [2026-11-23T15:20:30+00:00] ",
        ] {
            assert!(parse(line).unwrap().is_cut, "{line}");
        }
    }

    #[test]
    fn oddities_are_read() {
        for line in [
            r#"192.0.2.10 - - [23/Nov/2026:15:20:30 +0000] "\x16\x03\x01" 400 157 "-" "-""#,
            r#"192.0.2.10 - - [23/Nov/2026:15:20:30 +0000] "GARBAGE" 400 157 "-" "-""#,
        ] {
            assert_eq!(parse(line).unwrap().request.unwrap().status, 400);
        }
        assert!(parse("[2026] hello").is_none());
        assert!(parse("the quick [2026-11-23T15:20:30Z] fox").is_none());
    }
}
