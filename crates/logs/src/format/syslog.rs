//! Syslog: RFC 3164 (`<131>Nov 23 13:49:43 host app[42]: msg`, also without priority) and RFC 5424.

use std::borrow::Cow;

use super::fields;
use crate::time::{leading, syslog};
use crate::{Record, Severity};

/// Reads a syslog line.
pub(super) fn parse(line: &str, year: i64) -> Option<Record<'_>> {
    let (severity, rest) = priority(line);
    if let Some(rest) = rest.strip_prefix("1 ") {
        return severity.and_then(|s| rfc5424(rest, s));
    }
    let (time, used) = syslog(rest, year)?;
    let rest = rest.get(used..)?.strip_prefix(' ')?;
    let (_host, rest) = rest.split_once(' ')?;
    let (tag, message) = rest.split_once(": ").or_else(|| rest.split_once(':'))?;
    let name = tag.split(['[', '(']).next().unwrap_or(tag);
    if name.contains(' ') || name.is_empty() {
        return None;
    }
    let mut record = Record {
        time: Some(time),
        severity,
        service: Some(Cow::Borrowed(name)),
        message: Cow::Borrowed(message),
        ..Record::default()
    };
    fields::from_message(message, &mut record.correlations, &mut record.customer);
    Some(record)
}

fn priority(line: &str) -> (Option<Severity>, &str) {
    let Some((number, rest)) = line.strip_prefix('<').and_then(|l| l.split_once('>')) else { return (None, line) };
    let Some(value) = number.parse::<u16>().ok().filter(|n| *n < 192) else { return (None, line) };
    let severity = match value % 8 {
        0..=2 => Severity::Fatal,
        3 => Severity::Error,
        4 => Severity::Warn,
        5 | 6 => Severity::Info,
        _ => Severity::Debug,
    };
    (Some(severity), rest)
}

fn rfc5424(rest: &str, severity: Severity) -> Option<Record<'_>> {
    let (time, used) = leading(rest)?;
    let mut rest = rest.get(used..)?.strip_prefix(' ')?;
    let mut app = "";
    for index in 0..4 {
        let (word, after) = rest.split_once(' ')?;
        if index == 1 {
            app = word;
        }
        rest = after;
    }
    let message = match rest.strip_prefix('-') {
        Some(after) => after.trim_start(),
        None => structured_end(rest)?.trim_start(),
    };
    let message = message.strip_prefix('\u{feff}').unwrap_or(message);
    let service = (app != "-" && !app.is_empty()).then_some(Cow::Borrowed(app));
    Some(Record {
        time: Some(time),
        severity: Some(severity),
        service,
        message: Cow::Borrowed(message),
        ..Record::default()
    })
}

/// What follows the `[id k="v"]` elements, in which `"`, `\` and `]` are escaped.
fn structured_end(text: &str) -> Option<&str> {
    let (mut quoted, mut escaped) = (false, false);
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted && bytes.get(index + 1) != Some(&b'[') => return text.get(index + 1..),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_rfcs() {
        let old = parse("<131>Nov 23 13:49:43 host app[42]: it broke", 2026).unwrap();
        assert_eq!(
            (old.severity, old.service.as_deref(), &*old.message),
            (Some(Severity::Error), Some("app"), "it broke")
        );
        let new =
            parse(r#"<131>1 2026-11-23T13:49:43.248325+00:00 host app 42 - [id k="v\]"] it broke"#, 2026).unwrap();
        assert_eq!((new.service.as_deref(), &*new.message), (Some("app"), "it broke"));
        assert!(parse("Nov 23 is a day", 2026).is_none());
    }
}
