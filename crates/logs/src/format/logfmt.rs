//! logfmt: `ts=… level=info msg="…"`; bare, quoted with escapes, keys without value.

use std::borrow::Cow;

use super::fields;
use crate::request::{is_hex, is_method};
use crate::time::{epoch, leading};
use crate::{Record, Request, Severity};

/// Reads a line that starts with a pair and carries a time or a level with a message.
pub(super) fn parse(line: &str) -> Option<Record<'_>> {
    let first = line.split('=').next()?;
    if first.is_empty()
        || first.len() > 40
        || !first.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'@' | b'-'))
    {
        return None;
    }
    let mut record = Record::default();
    let (mut method, mut path, mut status, mut duration_s) = (Cow::Borrowed(""), None, None, None);
    let mut has_message = false;
    each_pair(line, |key, value| {
        if fields::is_time(key) && record.time.is_none() {
            record.time = leading(&value).map(|(s, _)| s).or_else(|| epoch(&value));
        } else if fields::is_level(key) && record.severity.is_none() {
            record.severity = Severity::parse(&value);
        } else if fields::is_message(key) && !has_message {
            has_message = true;
            record.message = value;
        } else if fields::is_service(key) && record.service.is_none() {
            record.service = Some(value);
        } else if fields::is_correlation(key) && is_hex(&value) {
            record.correlations.push(value);
        } else if fields::is_customer(key) && record.customer.is_none() {
            record.customer = Some(value);
        } else if key == "method" && is_method(&value) {
            method = value;
        } else if fields::path_rank(key) > 0 && value.starts_with('/') {
            path = Some(value);
        } else if fields::is_status(key) {
            status = value.parse::<u16>().ok();
        } else if let Some(seconds) = fields::duration_s(key, &value) {
            duration_s = Some(seconds);
        }
    });
    if record.time.is_none() && !(record.severity.is_some() && has_message) {
        return None;
    }
    if let (Some(path), Some(status)) = (path, status) {
        record.request = Some(Request { method, path, status, duration_s });
    }
    if !has_message {
        record.message = Cow::Borrowed(line);
    }
    Some(record)
}

fn each_pair<'a>(line: &'a str, mut call: impl FnMut(&'a str, Cow<'a, str>)) {
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (key, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let Some(after) = after.strip_prefix('=') else {
            rest = after.trim_start();
            continue;
        };
        if let Some(inside) = after.strip_prefix('"') {
            let mut escaped = false;
            let end = inside.bytes().position(|b| {
                let is_end = b == b'"' && !escaped;
                escaped = b == b'\\' && !escaped;
                is_end
            });
            let (value, next) =
                end.map_or((inside, ""), |e| (inside.get(..e).unwrap_or(""), inside.get(e + 1..).unwrap_or("")));
            let value = if value.contains('\\') {
                Cow::Owned(value.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\"))
            } else {
                Cow::Borrowed(value)
            };
            call(key, value);
            rest = next.trim_start();
        } else {
            let end = after.find(' ').unwrap_or(after.len());
            let (value, next) = after.split_at_checked(end).unwrap_or((after, ""));
            call(key, Cow::Borrowed(value));
            rest = next.trim_start();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read() {
        let record = parse(
            r#"ts=2026-11-23T13:21:13.657Z caller=main.go:1 level=warn msg="it \"broke\"" flag req=174b4310d13dd6f0"#,
        )
        .unwrap();
        assert_eq!((record.severity, &*record.message), (Some(Severity::Warn), r#"it "broke""#));
        assert_eq!(record.correlations.len(), 1);
        assert!(parse("a = b").is_none());
        assert!(parse("x=1").is_none());
    }
}
