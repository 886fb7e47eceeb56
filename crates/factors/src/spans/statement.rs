//! What a log line says, without what varies: enough to recognise the statement that wrote it.

/// Words kept: later ones are mostly payload.
const WORDS: usize = 12;

/// The identity of the statement behind a log message.
///
/// Words that hold digits are places, with one exception: a position in source code (`File.java:31`, `Class#31`) names
/// the statement and stays, and then alone names it, since what follows may hold anything.
pub fn statement_of(message: &str) -> String {
    let words = || message.split_whitespace().take(4 * WORDS);
    if let Some(position) = words().take(WORDS).find(|w| is_source_position(w)) {
        return position.to_owned();
    }
    let mut out = String::new();
    for word in words().take(WORDS) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.bytes().any(|b| b.is_ascii_digit()) { out.push_str("<*>") } else { out.push_str(word) }
    }
    out
}

/// Whether a message says that something went wrong: by its level, or by the name of an error near its start.
pub(super) fn tells_failure(message: &str) -> bool {
    message.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).take(2 * WORDS).any(names_failure)
}

/// `ERROR`, `TimeoutException`, `handleError`: words of levels and of types that stand for failures.
pub(super) fn names_failure(word: &str) -> bool {
    ["error", "fatal", "severe", "critical", "panic"].iter().any(|level| word.eq_ignore_ascii_case(level))
        || ["Error", "Exception"].iter().any(|kind| word.contains(kind))
}

/// `Name#12`, `path/file.rs:12`: letters and dots, one separator, then a small number and nothing else.
fn is_source_position(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ','));
    let Some((name, line)) = word.rsplit_once(['#', ':']) else { return false };
    (1..=5).contains(&line.len())
        && line.bytes().all(|b| b.is_ascii_digit())
        && name.bytes().any(|b| b.is_ascii_alphabetic())
        && name.contains(['.', '/'])
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'_' | b'-' | b'$'))
        // A host and port (`db.local:5432`, `10.0.0.1:80`) looks alike; source names have a capital or an extension.
        && (word.contains('#') || name.rsplit_once('.').is_some_and(|(_, ext)| is_source_extension(ext)))
}

fn is_source_extension(ext: &str) -> bool {
    matches!(ext, "c" | "cc" | "cpp" | "cs" | "go" | "java" | "js" | "kt" | "php" | "py" | "rb" | "rs" | "scala" | "ts")
}

#[cfg(test)]
mod tests {
    use super::statement_of;

    #[test]
    fn positions_name_statements_and_payload_does_not() {
        for (message, expected) in [
            ("16:42:09 INFO c.s.ContactsImpl#31 TraceID: 93be FIND BY ID: 415d", "c.s.ContactsImpl#31"),
            ("I0209 main.go:88] took 3 ms", "main.go:88]"),
            ("connected to db.local:5432 as app", "connected to <*> as app"),
            ("", ""),
        ] {
            assert_eq!(statement_of(message), expected);
        }
    }
}
