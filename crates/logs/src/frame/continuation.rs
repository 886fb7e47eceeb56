//! Which lines belong to the record before them: stack traces of Java, Python, Go, Node, Rust and .NET.

/// How far into a trace a record of plain text is. Formats with a header on every record do not need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Trace {
    /// Not in one.
    #[default]
    Outside,
    /// Indented frames are expected, then one unindented line that names the error.
    Frames,
    /// The error was named before its frames: another that is named is another report.
    Named,
    /// The error was named behind its frames; another trace may follow after a blank line.
    Ended,
    /// The next trace led to the one before it, or followed from it, as the line between them says.
    Chained,
    /// The next line is what a panic of Rust says, whatever it is.
    Message,
}

/// How a trace of Python begins, in whatever layout the line before it is.
const TRACEBACK: &[u8] = b"Traceback (most recent call last)";

/// Whether a trace of Python begins here.
pub(super) fn is_traceback(line: &[u8]) -> bool {
    line.starts_with(TRACEBACK)
}

/// Whether a text tells of a failure, so that a trace behind it is its own.
pub(super) fn tells_of_failure(text: &[u8]) -> bool {
    const WORDS: [&str; 16] = [
        "error",
        "fail",
        "exception",
        "crash",
        "unable",
        "cannot",
        "could not",
        "can't",
        "abort",
        "unhandled",
        "uncaught",
        "panic",
        "fatal",
        "失敗",
        "エラー",
        "例外",
    ];
    let text = text.get(..text.len().min(300)).unwrap_or_default().to_ascii_lowercase();
    WORDS.iter().any(|word| memchr::memmem::find(&text, word.as_bytes()).is_some())
}

/// Whether a line is by its look inside something, whatever came before: indented, or a fixed phrase of a trace.
pub(crate) fn is_inside(line: &[u8]) -> bool {
    const PHRASES: [&[u8]; 19] = [
        b"Caused by: ",
        b"Suppressed: ",
        b"... ",
        TRACEBACK,
        b"During handling of the above exception",
        b"The above exception was the direct cause",
        b"stack backtrace:",
        b"goroutine ",
        b"created by ",
        b"--- End of ",
        b"----> ",
        b"note: run with ",
        b"note: Some details are omitted",
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
    leading_name(line)
        .is_some_and(|name| is_error(name) || (name.contains(&b'.') && name.split(|byte| *byte == b'.').count() >= 3))
}

/// As [`names_error`], of lines whose first word says by itself that it is one.
pub(super) fn names_surely_error(line: &[u8]) -> bool {
    leading_name(line).is_some_and(is_error)
}

/// The name with a capital that a line begins with, alone or before a colon.
fn leading_name(line: &[u8]) -> Option<&[u8]> {
    let end = line
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$')))
        .unwrap_or(line.len());
    let (name, after) = line.split_at_checked(end)?;
    ((after.is_empty() || after.starts_with(b":")) && name.iter().any(u8::is_ascii_uppercase)).then_some(name)
}

fn is_error(name: &[u8]) -> bool {
    const ENDS: [&[u8]; 8] =
        [b"Error", b"Exception", b"Throwable", b"Interrupt", b"Failure", b"Fault", b"Unavailable", b"Timeout"];
    let last = name.rsplit(|byte| matches!(byte, b'.' | b'$')).next().unwrap_or_default();
    ENDS.iter().any(|end| last.ends_with(end)) || is_builtin(last)
}

/// Errors of Python whose names do not say that they are.
fn is_builtin(name: &[u8]) -> bool {
    matches!(name, b"SystemExit" | b"StopIteration" | b"StopAsyncIteration" | b"CancelledError" | b"GeneratorExit")
}

/// Whether a runtime's own report of a crash begins here, which no logger writes.
pub(crate) fn is_crash(line: &[u8]) -> bool {
    const PHRASES: [&[u8]; 17] = [
        b"Exception in thread ",
        b"panic: ",
        b"fatal error: ",
        b"Unhandled exception. ",
        b"Unhandled exception: ",
        b"Unhandled Exception: ",
        b"terminate called after throwing ",
        b"Segmentation fault",
        b"Aborted (core dumped)",
        b"Bus error (core dumped)",
        b"Illegal instruction (core dumped)",
        b"Fatal Python error: ",
        b"FATAL ERROR: ",
        b"SIGSEGV: segmentation violation",
        b"*** stack smashing detected ***",
        b"*** Error in `",
        b"free(): invalid ",
    ];
    match line.first() {
        Some(b'E' | b'p' | b'f' | b'U' | b'S' | b'A' | b'B' | b'I' | b'F' | b'*') => {
            PHRASES.iter().any(|phrase| line.starts_with(phrase))
        }
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
    is_traceback(line) || is_crash(line) || line.starts_with(b"Unhandled exception") || line.starts_with(b"Uncaught ")
}

/// Whether a report of an error or of a crash begins here.
pub(crate) fn opens_report(line: &[u8]) -> bool {
    opens_trace(line) || names_error(line)
}

impl Trace {
    /// The state of a record that begins with `line`.
    pub(super) fn begin(line: &[u8]) -> Self {
        if is_open_panic(line) {
            Self::Message
        } else if is_traceback(line) || is_node_place(line) || line == b"Uncaught:" {
            Self::Frames
        } else if opens_report(line) {
            Self::Named
        } else {
            Self::Outside
        }
    }

    /// Whether an error has been named, so that a trace without a word before it is another one.
    pub(super) fn is_named(self) -> bool {
        matches!(self, Self::Named | Self::Ended)
    }

    /// Whether `line` (not blank, no header) goes on with the record; moves the state.
    pub(super) fn accepts(&mut self, line: &[u8]) -> bool {
        if is_traceback(line) {
            let goes_on = !self.is_named();
            *self = Self::Frames;
            return goes_on;
        }
        if is_inside(line) {
            let is_link = line.starts_with(b"During handling") || line.starts_with(b"The above exception");
            *self = match *self {
                _ if is_link => Self::Chained,
                state @ (Self::Named | Self::Ended) => state,
                Self::Outside | Self::Frames | Self::Chained | Self::Message => Self::Frames,
            };
            return true;
        }
        match self {
            Self::Message => {
                *self = Self::Named;
                true
            }
            Self::Frames | Self::Chained => {
                let goes_on =
                    names_error(line) || opens_trace(line) || is_go_frame(line) || line.starts_with(b"Node.js v");
                *self = Self::Ended;
                goes_on
            }
            Self::Outside => {
                let goes_on = names_error(line);
                if goes_on {
                    *self = Self::Named;
                }
                goes_on || line.starts_with(b"Node.js v")
            }
            Self::Named => is_go_frame(line) || line.starts_with(b"Node.js v"),
            Self::Ended => line.starts_with(b"Node.js v"),
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
            ("Segmentation fault (core dumped)", true),
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
