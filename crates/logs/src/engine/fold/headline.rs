//! What a message of several lines is known by: its first line, the statement of a slow query, the exception of a trace.

use crate::frame::names_error;
use crate::record::Record;
use crate::template::mask::{significant, trimmed};

/// The part of the message that counts. One that stands as it is in a record of one line needs no search for its end.
#[inline]
pub(super) fn headline<'a>(record: &Record<'a>) -> &'a [u8] {
    if record.line_count == 1 && record.raw.as_ptr_range().contains(&record.message.as_ptr()) {
        return trimmed(record.message);
    }
    significant(slow_statement(record.message).unwrap_or(record.message))
}

/// The statement behind the remarks of MySQL's log of slow queries (`# User@Host: …`, `# Query_time: …`, `use shop;`).
fn slow_statement(message: &[u8]) -> Option<&[u8]> {
    let message = message.trim_ascii_start();
    let lines = || message.split(|byte| *byte == b'\n');
    if !message.starts_with(b"# User@Host:") && !message.starts_with(b"# Query_time:") {
        return None;
    }
    lines().find(|line| {
        let line = line.trim_ascii();
        let is_remark = line.starts_with(b"#") || line.starts_with(b"SET timestamp=") || line.starts_with(b"use ");
        !line.is_empty() && !is_remark
    })
}

/// The line of a stack trace that names the exception: the last one of Python's, the first of Java's.
pub(super) fn exception_of(message: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b'\n', message)?;
    let mut lines = message.get(end + 1..)?.split(|byte| *byte == b'\n');
    if memchr::memmem::find(message, b"Traceback (most recent call last)").is_some() {
        lines.rfind(|line| names_error(line))
    } else {
        lines.find(|line| names_error(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_query_is_known_by_its_statement() {
        let message = b"\n# User@Host: app[app] @ ip [10.0.0.1]  Id: 7\n# Query_time: 3.0\nuse shop;\nSET timestamp=17;\nSELECT 7;\n";
        assert_eq!(slow_statement(message), Some(b"SELECT 7;".as_slice()));
        assert_eq!(slow_statement(b"# User@Host: app\n# Query_time: 3.0"), None);
        assert_eq!(slow_statement(b"a message\nof two lines"), None);
    }
}
