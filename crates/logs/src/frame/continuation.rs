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
    /// The next line is what a panic of Rust says, whatever it is.
    Message,
}

/// Whether a line is by its look inside something, whatever came before: indented, or a fixed phrase of a trace.
pub(crate) fn is_inside(line: &[u8]) -> bool {
    const PHRASES: [&[u8]; 18] = [
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
        b"Stack trace:",
        b"[stacktrace]",
    ];
    match line.first() {
        Some(b' ' | b'\t') => true,
        Some(b'}' | b']' | b')') => line.len() <= 3,
        Some(b'"') => line.starts_with(b"\"}") && line.len() <= 4,
        Some(b'#') => is_php_frame(line),
        Some(b'a'..=b'z' | b'/' | b'.') if is_ruby_frame(line) => true,
        // What a phrase begins with; most lines begin with something else, as a time.
        Some(b'C' | b'S' | b'.' | b'T' | b'D' | b's' | b'g' | b'c' | b'-' | b'n' | b'[' | b'W' | b'a' | b'e') => {
            PHRASES.iter().any(|phrase| line.starts_with(phrase)) && !is_false_friend(line)
        }
        _ => false,
    }
}

/// `#0 /var/www/index.php(3): Cart->add()`, `#1 {main}`; also what debuggers print.
fn is_php_frame(line: &[u8]) -> bool {
    let rest = line.get(1..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = rest.get(digits..).unwrap_or_default();
    digits > 0
        && (rest.starts_with(b" /")
            || rest.starts_with(b" {main}")
            || rest.starts_with(b" [internal function]")
            || rest.starts_with(b"  "))
}

/// `app/models/cart.rb:12:in 'add'`
fn is_ruby_frame(line: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', line.get(..line.len().min(256)).unwrap_or_default()) else { return false };
    let rest = line.get(colon + 1..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = rest.get(digits..).unwrap_or_default();
    digits > 0 && (rest.starts_with(b":in `") || rest.starts_with(b":in '"))
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
pub(crate) fn is_crash(line: &[u8]) -> bool {
    const PHRASES: [&[u8]; 7] = [
        b"Exception in thread ",
        b"panic: ",
        b"fatal error: ",
        b"Unhandled exception. ",
        b"Unhandled exception: ",
        b"Unhandled Exception: ",
        b"terminate called after throwing ",
    ];
    match line.first() {
        Some(b'E' | b'p' | b'f' | b'U') => PHRASES.iter().any(|phrase| line.starts_with(phrase)),
        Some(b't') => is_rust_panic(line) || PHRASES.iter().any(|phrase| line.starts_with(phrase)),
        Some(b'/' | b'n') => is_node_place(line),
        _ => false,
    }
}

fn is_rust_panic(line: &[u8]) -> bool {
    line.starts_with(b"thread '") && memchr::memmem::find(line, b"panicked at").is_some()
}

/// Whether a panic of Rust says what was wrong on the next line, as it does since version 1.73.
pub(super) fn is_open_panic(line: &[u8]) -> bool {
    line.ends_with(b":") && is_rust_panic(line)
}

/// `/app/src/cart.js:12` alone on a line: the place that Node.js names before it shows the source and the error.
fn is_node_place(line: &[u8]) -> bool {
    const ENDS: [&[u8]; 4] = [b".js", b".mjs", b".cjs", b".ts"];
    let Some(colon) = memchr::memrchr(b':', line) else { return false };
    let (name, number) = (line.get(..colon).unwrap_or_default(), line.get(colon + 1..).unwrap_or_default());
    !number.is_empty()
        && number.iter().all(u8::is_ascii_digit)
        && !name.contains(&b' ')
        && (name.starts_with(b"node:internal/")
            || (name.starts_with(b"/") && ENDS.iter().any(|end| name.ends_with(end))))
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
        if is_open_panic(line) {
            Self::Message
        } else if opens_trace(line) {
            Self::Frames
        } else {
            Self::Outside
        }
    }

    /// Whether `line` (not blank, no header) goes on with the record; moves the state.
    pub(super) fn accepts(&mut self, line: &[u8]) -> bool {
        if is_inside(line) {
            *self = Self::Frames;
            return true;
        }
        match self {
            Self::Message => {
                *self = Self::Frames;
                true
            }
            Self::Frames => {
                let goes_on =
                    names_error(line) || opens_trace(line) || is_go_frame(line) || line.starts_with(b"Node.js v");
                *self = Self::Ended;
                goes_on
            }
            Self::Outside | Self::Ended => names_error(line) || line.starts_with(b"Node.js v"),
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
            ("Stack trace:", true),
            ("#0 /var/www/index.php(3): Cart->add()", true),
            ("#1 {main}", true),
            ("#1 priority is the cart", false),
            ("\"} ", true),
            ("app/models/cart.rb:12:in 'add'", true),
            ("cart:7: in stock", false),
            ("", false),
            ("2025-02-09 10:05:23 x", false),
        ] {
            assert_eq!(is_inside(line.as_bytes()), expected, "{line}");
        }
        for (line, expected) in [
            ("thread 'main' panicked at src/main.rs:9:5:", true),
            ("Unhandled exception. System.InvalidOperationException: boom", true),
            ("Unhandled exception in request 7", false),
            ("/app/src/cart.js:12", true),
            ("/app/src/cart.js:12 loaded", false),
            ("panic attack", false),
        ] {
            assert_eq!(is_crash(line.as_bytes()), expected, "{line}");
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
