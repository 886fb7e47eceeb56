//! java.util.logging's default layout of two lines: time, class and method; then level and message.
//!
//! ```text
//! Mar 10, 2026 12:34:56 PM com.example.Orders place
//! SEVERE: no stock
//! ```

use super::{Context, Fields, FormatKind};
use crate::{record::Record, scan::Scan, severity::Severity};

/// Reads the first line as a record, and the second as one that follows it.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if told(line).is_some() {
        return Some(Fields { kind: FormatKind::JavaUtil, message: line, follows: true, ..Fields::default() });
    }
    line.first()?.is_ascii_alphabetic().then_some(())?;
    let (time, length) = context.clock.read(line)?;
    let mut scan = Scan::new(line);
    scan.go(length);
    (scan.spaces() > 0).then_some(())?;
    let start = scan.at();
    let class = scan.word();
    scan.spaces();
    let method = scan.word();
    let is_name = |name: &[u8]| {
        name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'<'))
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'<' | b'>'))
    };
    let ends = scan.rest().trim_ascii().is_empty();
    (ends && is_name(class) && is_name(method) && (class.contains(&b'.') || line.contains(&b','))).then_some(())?;
    Some(Fields {
        kind: FormatKind::JavaUtil,
        time: Some(time),
        logger: Some(class),
        message: line.get(start..)?,
        ..Fields::default()
    })
}

/// The level and the message of a second line. Only the levels of the library, in capitals.
fn told(line: &[u8]) -> Option<(Severity, &[u8])> {
    let colon = memchr::memchr(b':', line.get(..line.len().min(9))?)?;
    let (level, message) = line.split_at_checked(colon)?;
    matches!(level, b"SEVERE" | b"WARNING" | b"INFO" | b"CONFIG" | b"FINE" | b"FINER" | b"FINEST").then_some(())?;
    let message = message.strip_prefix(b": ").or_else(|| (message == b":").then_some(&[]))?;
    Some((Severity::from_word(level)?, message))
}

/// Takes level and message from the second line of a record that was put together.
pub(super) fn settle(record: &mut Record<'_>) {
    let Some(end) = memchr::memchr(b'\n', record.message) else { return };
    if let Some((severity, message)) = record.message.get(end + 1..).and_then(told) {
        record.severity = Some(severity);
        record.message = message;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn two_lines() {
        for (line, expected) in [
            (
                "Mar 10, 2026 12:34:56 PM com.example.Orders place",
                "2026-03-10T12:34:56 - logger=com.example.Orders | com.example.Orders place",
            ),
            (
                "Mar 10, 2026 1:34:56 PM org.apache.catalina.core.StandardService startInternal",
                "2026-03-10T13:34:56 - logger=org.apache.catalina.core.StandardService | org.apache.catalina.core.StandardService startInternal",
            ),
            ("SEVERE: no stock", "- - follows | SEVERE: no stock"),
            ("Mar 10 12:34:56 web1 sshd[7]: closed", "not this format"),
            ("Error: no stock", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
