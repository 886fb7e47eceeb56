//! Which lines belong to the record before them: stack traces of Java, Python, Go, Node, Rust and .NET.

/// How far into a trace a record of plain text is. Formats with a header on every record do not need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Trace {
    /// Not in one.
    #[default]
    Outside,
    /// Indented frames are expected, then one unindented line that names the error.
    Frames,
    /// The error was named; another trace may follow after a blank line.
    Ended,
}

/// Whether a line is by its look inside something, whatever came before: indented, or a fixed phrase of a trace.
pub(crate) fn is_inside(line: &[u8]) -> bool {
    const PHRASES: [&[u8]; 16] = [
        b"Caused by: ",
        b"Suppressed: ",
        b"... ",
        b"Traceback (most recent call last)",
        b"During handling of the above exception",
        b"The above exception was the direct cause",
        b"stack backtrace:",
        b"goroutine ",
        b"created by ",
        b"--- End of ",
        b"----> ",
        b"note: run with ",
        b"[signal ",
        b"Wrapped by: ",
        b"at ",
        b"exit status ",
    ];
    match line.first() {
        // Most lines begin with a time.
        None | Some(b'0'..=b'9') => false,
        Some(b' ' | b'\t') => true,
        Some(b'}' | b']' | b')') => line.len() <= 3,
        Some(_) => PHRASES.iter().any(|phrase| line.starts_with(phrase)) && !is_false_friend(line),
    }
}

/// `at error …`, `goroutine leak`: words that traces also use.
fn is_false_friend(line: &[u8]) -> bool {
    if let Some(rest) = line.strip_prefix(b"goroutine ") {
        return !rest.first().is_some_and(u8::is_ascii_digit) || !line.ends_with(b"]:");
    }
    if let Some(rest) = line.strip_prefix(b"at ") {
        return !rest.ends_with(b")") && !rest.contains(&b':');
    }
    false
}

/// Whether a line names an error: `TypeError: …`, `java.sql.SQLException: …`, `redis.exceptions.TimeoutError`.
pub(crate) fn names_error(line: &[u8]) -> bool {
    const ENDS: [&[u8]; 8] =
        [b"Error", b"Exception", b"Throwable", b"Interrupt", b"Failure", b"Fault", b"Unavailable", b"Timeout"];
    let end = line
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$')))
        .unwrap_or(line.len());
    let name = line.get(..end).unwrap_or_default();
    let after = line.get(end..).unwrap_or_default();
    if !(after.is_empty() || after.starts_with(b":")) || !name.iter().any(u8::is_ascii_uppercase) {
        return false;
    }
    let last = name.rsplit(|byte| matches!(byte, b'.' | b'$')).next().unwrap_or_default();
    ENDS.iter().any(|end| last.ends_with(end))
        || (name.contains(&b'.') && name.split(|byte| *byte == b'.').count() >= 3)
}

/// Whether a runtime's own report of a crash begins here, which no logger writes.
pub(super) fn is_crash(line: &[u8]) -> bool {
    line.starts_with(b"Exception in thread ")
        || line.starts_with(b"panic: ")
        || line.starts_with(b"fatal error: ")
        || (line.starts_with(b"thread '") && memchr::memmem::find(line, b"panicked at").is_some())
}

/// Whether a line that opens a trace or a report of a crash starts a record when nothing precedes it.
pub(super) fn opens_trace(line: &[u8]) -> bool {
    line.starts_with(b"Traceback (most recent call last)")
        || is_crash(line)
        || line.starts_with(b"Unhandled exception")
        || line.starts_with(b"Uncaught ")
}

impl Trace {
    /// The state of a record that begins with `line`.
    pub(super) fn begin(line: &[u8]) -> Self {
        if opens_trace(line) { Self::Frames } else { Self::Outside }
    }

    /// Whether `line` (not blank, no header) goes on with the record; moves the state.
    pub(super) fn accepts(&mut self, line: &[u8]) -> bool {
        if is_inside(line) {
            *self = Self::Frames;
            return true;
        }
        match self {
            Self::Frames => {
                let goes_on = names_error(line) || opens_trace(line) || is_go_frame(line);
                *self = Self::Ended;
                goes_on
            }
            Self::Outside | Self::Ended => names_error(line),
        }
    }
}

/// `main.handler(0xc000, 0x1)`: Go prints functions unindented, their files indented.
pub(crate) fn is_go_frame(line: &[u8]) -> bool {
    line.ends_with(b")")
        && memchr::memchr(b'(', line).is_some_and(|at| !line.get(..at).unwrap_or_default().contains(&b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_traces() {
        for (line, expected) in [
            ("\tat com.example.A.b(A.java:1)", true),
            ("Caused by: java.io.IOException: x", true),
            ("goroutine 1 [running]:", true),
            ("goroutine leak suspected", false),
            ("at last we are done", false),
            ("}", true),
            ("} else {", false),
            ("", false),
            ("2025-02-09 10:05:23 x", false),
        ] {
            assert_eq!(is_inside(line.as_bytes()), expected, "{line}");
        }
        for (line, expected) in [
            ("TypeError: 'NoneType' object is not subscriptable", true),
            ("java.sql.SQLTransientConnectionException: pool", true),
            ("redis.exceptions.ConnectionError", true),
            ("INFO: x", false),
            ("Error while reading", false),
            ("started", false),
        ] {
            assert_eq!(names_error(line.as_bytes()), expected, "{line}");
        }
    }
}
