//! Text without a time of its own, as containers print it: an optional level, an optional name with a colon.

use super::{Context, Fields, FormatKind, stamped};
use crate::severity::Severity;

/// Reads any line that is not blank.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    (!line.trim_ascii().is_empty()).then_some(())?;
    let (start, severity) = clock(line);
    let mut header = stamped::remembered(line, start, context);
    header.severity = header.severity.or(severity);
    if header.severity.is_none() {
        return Some(Fields { kind: FormatKind::Plain, message: line, ..Fields::default() });
    }
    Some(header.with_part(line).into_fields(FormatKind::Plain))
}

/// Where a time of day ends that the line begins with, bare or in brackets, and the level that Serilog's brackets hold
/// behind it: `[09:00:00 INF]`.
fn clock(line: &[u8]) -> (usize, Option<Severity>) {
    if let Some(length) = stamped::time_of_day(line) {
        return (length, None);
    }
    let bracketed = || {
        let inside = line.strip_prefix(b"[")?;
        inside.first().filter(|byte| byte.is_ascii_digit())?;
        let inside = inside.get(..memchr::memchr(b']', inside.get(..inside.len().min(40))?)?)?;
        let end = inside.len() + 2;
        if let Some(length) = stamped::time_of_day(inside) {
            return Some((end, Some(Severity::from_word(inside.get(length..)?.trim_ascii())?)));
        }
        let is_time = inside.iter().all(|byte| byte.is_ascii_digit() || b":.,".contains(byte));
        (is_time && inside.get(2) == Some(&b':') && inside.get(5) == Some(&b':')).then_some((end, None))
    };
    bracketed().unwrap_or((0, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn levels_and_names() {
        for (line, expected) in [
            ("ERROR orders: no connection to 10.0.0.7", "- error logger=orders | orders: no connection to 10.0.0.7"),
            ("[WARN] slow", "- warn | slow"),
            ("panic: runtime error", "- fatal | runtime error"),
            ("just words: and more", "- - | just words: and more"),
            ("12:00:01.123 [error] terminating", "- error | terminating"),
            ("3:04PM ERR no connection", "- error | no connection"),
            ("[09:00:00 WRN] Slow query", "- warn | Slow query"),
            ("[09:00:00] [Server thread/ERROR]: no connection", "- error | no connection"),
            ("[09:00:00] no connection", "- - | [09:00:00] no connection"),
            ("   ", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
