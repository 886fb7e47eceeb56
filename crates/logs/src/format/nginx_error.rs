//! nginx's error log: `2025/02/09 10:05:23 [error] 7787#7787: *2 connect() failed …`; no zone.

use std::borrow::Cow;

use crate::time::leading;
use crate::{Record, Severity};

/// Reads an error line.
pub(super) fn parse(line: &str) -> Option<Record<'_>> {
    if line.as_bytes().get(4) != Some(&b'/') {
        return None;
    }
    let (time, used) = leading(line)?;
    let rest = line.get(used..)?.strip_prefix(" [")?;
    let (level, rest) = rest.split_once("] ")?;
    let severity = Severity::parse(level)?;
    let (_, message) = rest.split_once(": ").filter(|(pid, _)| pid.contains('#'))?;
    let message = match message.strip_prefix('*').and_then(|m| m.split_once(' ')) {
        Some((id, text)) if id.bytes().all(|b| b.is_ascii_digit()) => text,
        _ => message,
    };
    Some(Record { time: Some(time), severity: Some(severity), message: Cow::Borrowed(message), ..Record::default() })
}
