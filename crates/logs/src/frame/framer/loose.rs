//! Kinds that read nearly any line leave it to those that understand more of it.
//!
//! Text behind a time is read by the loosest kinds, whatever the text is: lines of JSON, of nginx or of HAProxy between them
//! would be text as well. How a line begins tells at little cost whether it is worth asking the more telling kinds.

use super::Framer;
use crate::format::{Fields, FormatKind};

/// Lines of one opening that no other kind understood, after which only some are still asked about.
const FRUITLESS: u32 = 64;
/// Of so many lines, one is still asked about.
const ONE_OF: u32 = 16;

impl Framer {
    /// Reads a line as the kind of the stream, or as one that says more about it.
    #[inline]
    pub(super) fn read<'b>(&mut self, block: &[u8], text: &'b [u8]) -> Option<Fields<'b>> {
        if matches!(self.kind, FormatKind::Stamped | FormatKind::Log4j | FormatKind::Python)
            && let Some(opening) = telling_opening(text)
            && let Some(fields) = self.read_telling(block, text, opening)
        {
            return Some(fields);
        }
        let fields = (self.parser)(text, &mut self.context)?;
        if !fields.follows {
            self.misfits = 0;
        }
        Some(fields)
    }

    #[cold]
    fn read_telling<'b>(&mut self, block: &[u8], text: &'b [u8], opening: Opening) -> Option<Fields<'b>> {
        let asked = self.fruitless.get(opening as usize).copied().unwrap_or(0);
        let fields =
            if asked >= FRUITLESS && !asked.is_multiple_of(ONE_OF) { None } else { self.alternative(block, text) };
        // Java's and Python's layouts say no more than any text behind a time.
        let fields = fields.filter(|fields| {
            !matches!(fields.kind, FormatKind::Stamped | FormatKind::Log4j | FormatKind::Python | FormatKind::JavaUtil)
        });
        if let Some(count) = self.fruitless.get_mut(opening as usize) {
            *count = if fields.is_some() { 0 } else { count.saturating_add(1) };
        }
        fields
    }
}

/// How a line begins that may be more than text behind a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Brace,
    Priority,
    Digits,
    Name,
    Bracket,
    Pair,
}

/// How many there are.
pub(super) const OPENINGS: usize = 6;

#[inline]
fn telling_opening(text: &[u8]) -> Option<Opening> {
    match text.first()? {
        b'{' => Some(Opening::Brace),
        b'<' => text.get(1)?.is_ascii_digit().then_some(Opening::Priority),
        b'0'..=b'9' => is_telling_after_digits(text).then_some(Opening::Digits),
        b'A'..=b'Z' => is_telling_after_capital(text).then_some(Opening::Name),
        // Envoy and Apache: `[time] "GET …`, `[Tue Nov …`.
        b'[' => {
            let is_named = text.get(1).is_some_and(u8::is_ascii_uppercase) && text.get(4) == Some(&b' ');
            let head = text.get(..text.len().min(64)).unwrap_or_default();
            (is_named || memchr::memmem::find(head, b"] \"").is_some()).then_some(Opening::Bracket)
        }
        b'a'..=b'z' => {
            let end = text.iter().take(24).position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
            end.is_some_and(|end| text.get(end) == Some(&b'=')).then_some(Opening::Pair)
        }
        _ => None,
    }
}

/// nginx's error log, PostgreSQL, syslog with an ISO time, Redis, addresses, and counts of octets.
#[inline]
fn is_telling_after_digits(text: &[u8]) -> bool {
    let is = |at: usize, byte: u8| text.get(at) == Some(&byte);
    let has_date = (is(4, b'-') && is(7, b'-')) || (is(4, b'/') && is(7, b'/'));
    if !has_date {
        // `71:M `, `10.0.0.1`, `123 <134>1 `
        let run = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        return match text.get(run) {
            Some(b':') => text.get(run + 1).is_some_and(u8::is_ascii_alphabetic),
            Some(b'.') => run <= 3,
            Some(b' ') => is(run + 1, b'<'),
            _ => false,
        };
    }
    if is(4, b'/') {
        return is(20, b'[') && is(19, b' ');
    }
    // ` [7246]` or `UTC-55aba7be.c0c-` behind the time; `host program[71]: `.
    let tail = text.get(19..text.len().min(96)).unwrap_or_default();
    match memchr::memchr(b'[', tail) {
        Some(at) => {
            tail.get(at + 1).is_some_and(u8::is_ascii_digit)
                && (is(10, b'T')
                    || memchr::memmem::find(text.get(19..text.len().min(220)).unwrap_or_default(), b":  ").is_some())
        }
        None => tail.starts_with(b" UTC-") || tail.get(4..).is_some_and(|tail| tail.starts_with(b" UTC-")),
    }
}

/// Ruby's `I, [`, klog's `I1118 `, and syslog's month.
#[inline]
fn is_telling_after_capital(text: &[u8]) -> bool {
    match text.get(1) {
        Some(b',') => text.get(2..4) == Some(b" ["),
        Some(b'0'..=b'9') => text.get(2..5).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit)),
        Some(b'a'..=b'z') => {
            text.get(3) == Some(&b' ') && text.get(5).is_some_and(|byte| byte.is_ascii_digit() || *byte == b' ')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_openings_of_telling_kinds_are_asked_about() {
        for (line, expected) in [
            ("2025-11-18T23:40:00Z starting worker 0", None),
            ("2025-11-18 23:40:00,123 INFO  [main] a.B - x", None),
            ("2025-11-18 23:40:00,123 [7] INFO a.B - x", None),
            ("2025/11/18 23:40:00 [error] 7#7: x", Some(Opening::Digits)),
            ("2025-11-18 23:40:00.123 UTC [7246] LOG:  x", Some(Opening::Digits)),
            ("{\"time\":1}", Some(Opening::Brace)),
            ("Nov 18 23:40:00 web-1 cart[71]: x", Some(Opening::Name)),
            ("I, [2025-11-18T23:40:00 #1]  INFO -- : x", Some(Opening::Name)),
            ("Started cart", None),
            ("level=info msg=x", Some(Opening::Pair)),
            ("node7 | 2025-11-18 23:40:00 | x", None),
            ("71:M 18 Nov 2025 23:40:00.123 * x", Some(Opening::Digits)),
        ] {
            assert_eq!(telling_opening(line.as_bytes()), expected, "{line}");
        }
    }
}
