//! Templates: a message with what varies masked.
//!
//! A token with a digit is a parameter; so are long hexadecimal words, quoted texts with digits, addresses
//! and paths below their first part. What is left is what the programmer wrote, and the same programmer's
//! line gives the same template, whatever the order of lines: no state, hence trivially mergeable.

/// Longest template kept, in bytes; a message may be a page.
const LONGEST: usize = 400;

/// Writes the template of a message into `out`, which is cleared first. A message of several lines is masked
/// by its first line and, for a stack trace, the line that names the exception.
pub fn mask_into(message: &str, out: &mut String) {
    out.clear();
    let mut lines = message.lines().map(str::trim_end).filter(|l| !l.trim().is_empty());
    mask_line(lines.next().unwrap_or(""), out);
    if let Some(exception) = exception(message)
        && out.len() < LONGEST
    {
        out.push_str(" ⏎ ");
        mask_line(exception, out);
    }
}

/// The line of a stack trace that names the exception: the last one of Python's, the first of Java's.
pub fn exception(message: &str) -> Option<&str> {
    let mut lines = message.lines();
    lines.next()?;
    let is_name = |line: &&str| {
        let name = line.split([':', ' ']).next().unwrap_or("");
        let last = name.rsplit(['.', ':']).next().unwrap_or("");
        line.starts_with(|c: char| c.is_ascii_alphabetic())
            && last.starts_with(|c: char| c.is_ascii_uppercase())
            && ["Error", "Exception", "Timeout", "Interrupt", "Fault", "Panic", "Exit", "Warning"]
                .iter()
                .any(|end| last.ends_with(end))
    };
    if message.contains("Traceback (most recent call last)") { lines.rfind(is_name) } else { lines.find(is_name) }
}

fn mask_line(line: &str, out: &mut String) {
    let line: &str = line.trim();
    let mut last_was_blank = true;
    for token in line.split_inclusive([' ', '\t']) {
        if out.len() > LONGEST {
            out.push('…');
            return;
        }
        let word = token.trim_end_matches([' ', '\t']);
        if !word.is_empty() {
            mask_token(word, out);
            last_was_blank = false;
        }
        if word.len() < token.len() && !last_was_blank {
            out.push(' ');
            last_was_blank = true;
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
}

/// Masks one word; punctuation around and `key=` before a value stay.
fn mask_token(word: &str, out: &mut String) {
    let start = word.len() - word.trim_start_matches(is_bracket).len();
    let core_end = word.trim_end_matches(is_bracket).len().max(start);
    let (Some(head), Some(core), Some(tail)) = (word.get(..start), word.get(start..core_end), word.get(core_end..))
    else {
        return out.push_str(word);
    };
    out.push_str(head);
    match core.split_once('=') {
        Some((key, value)) if is_key(key) && !value.is_empty() => {
            out.push_str(key);
            out.push('=');
            if is_variable(value) { out.push_str("<*>") } else { mask_token(value, out) }
        }
        _ if is_variable(core) => mask_parts(core, out),
        _ => out.push_str(core),
    }
    out.push_str(tail);
}

/// A word that varies: the parts between colons and brackets that vary are masked, the words around them stay.
fn mask_parts(core: &str, out: &mut String) {
    let splits = |c: char| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | '"' | '\'' | '`');
    if !core.contains(splits) {
        return out.push_str("<*>");
    }
    let mut rest = core;
    while !rest.is_empty() {
        let end = rest.find(splits).unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if is_variable(part) {
            out.push_str("<*>");
        } else {
            out.push_str(part);
        }
        let mut chars = after.chars();
        if let Some(separator) = chars.next() {
            out.push(separator);
        }
        rest = chars.as_str();
    }
}

fn is_bracket(c: char) -> bool {
    matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | ',' | ';' | ':' | '"' | '\'' | '`' | '<' | '>' | '.' | '!' | '?')
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        && !key.bytes().all(|b| b.is_ascii_digit())
}

fn is_variable(word: &str) -> bool {
    // `$1` of a prepared statement is text, and so is the 8 of UTF-8.
    if word.starts_with('$') || word.eq_ignore_ascii_case("utf-8") {
        return false;
    }
    word.bytes().any(|b| b.is_ascii_digit())
        || (word.len() >= 3 && word.starts_with('/') && word.matches('/').count() >= 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mask(message: &str) -> String {
        let mut out = String::new();
        mask_into(message, &mut out);
        out
    }

    #[test]
    fn what_varies_is_masked() {
        for (message, template) in [
            ("connected to 10.0.0.1:5432 in 3ms", "connected to <*> in <*>"),
            ("order 17 (user=42, ok) done", "order <*> (user=<*>, ok) done"),
            ("could not get a database connection", "could not get a database connection"),
            ("open /var/lib/x/y.dat failed", "open <*> failed"),
            ("pool max 20", "pool max <*>"),
            (
                "unhandled error\nTraceback (most recent call last):\n  File \"a.py\", line 3\nTypeError: 'NoneType' object is not subscriptable",
                "unhandled error ⏎ TypeError: 'NoneType' object is not subscriptable",
            ),
        ] {
            assert_eq!(mask(message), template);
        }
    }

    proptest! {
        #[test]
        fn masking_ends_and_never_grows_past_its_bound(message in "\\PC{0,300}") {
            prop_assert!(mask(&message).len() <= LONGEST * 6 + message.len());
        }
    }
}
