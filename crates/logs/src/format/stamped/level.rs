//! Where a header says how serious it is: a level word, with names before it or a label of PHP's around it.

use super::Header;
use crate::format::fields;
use crate::format::json::{Role, role};
use crate::scan::Scan;
use crate::severity::Severity;

/// A level word, alone or as the end of `channel.LEVEL`, in brackets read elsewhere.
pub(super) fn level(scan: &mut Scan<'_>) -> Option<Severity> {
    let start = scan.at();
    let word = scan.while_(|byte| byte.is_ascii_alphabetic());
    let ends = matches!(scan.peek(), None | Some(b' ' | b'\t' | b':' | b',' | b'|' | b'[' | b']' | b';' | b'-'));
    let severity = Severity::from_word(word).filter(|_| {
        // `Error` and `Log` also begin sentences: mixed case counts only before a mark or two blanks.
        let is_one_case = word.iter().all(u8::is_ascii_uppercase)
            || (word.iter().all(u8::is_ascii_lowercase)
                && !matches!(word, b"fail" | b"default" | b"normal" | b"fault" | b"failure"));
        ends && (is_one_case
            || matches!(scan.peek(), Some(b':' | b'|' | b']' | b','))
            || scan.rest().starts_with(b"  "))
    });
    if severity.is_none() {
        scan.go(start);
    }
    severity
}

/// `[ERROR] …`
pub(super) fn in_brackets(text: &[u8]) -> bool {
    bracketed(text).is_some()
}

fn bracketed(text: &[u8]) -> Option<(Severity, usize)> {
    let inside = text.strip_prefix(b"[")?;
    let end = memchr::memchr(b']', inside.get(..16).unwrap_or(inside))?;
    Some((of_bracket(inside.get(..end)?.trim_ascii())?, end + 2))
}

/// The severity of a word in brackets; MySQL has words of its own.
pub(super) fn of_bracket(word: &[u8]) -> Option<Severity> {
    match word {
        b"Note" | b"System" => Some(Severity::Info),
        _ => Severity::from_word(word),
    }
}

/// The level before a time: `ERROR [thread] time`, `[ERROR]⇥time`, `=ERROR REPORT==== time`.
pub(super) fn leading(line: &[u8]) -> Option<Severity> {
    let mut scan = Scan::new(line);
    if let Some((severity, _)) = bracketed(line) {
        return Some(severity);
    }
    if scan.eat(b'(') || scan.eat(b'<') {
        let word = scan.while_(|byte| byte.is_ascii_alphabetic());
        return Severity::from_word(word).filter(|_| matches!(scan.peek(), Some(b')' | b'>')));
    }
    level(&mut scan)
}

/// `PHP Warning:  `, `PHP Fatal error:  `, and the labels of two words without the name before them.
pub(super) fn php(scan: &mut Scan<'_>) -> Option<Severity> {
    const OF_TWO: [(&[u8], Severity); 6] = [
        (b"Fatal error:", Severity::Fatal),
        (b"Recoverable fatal error:", Severity::Fatal),
        (b"Catchable fatal error:", Severity::Fatal),
        (b"Core error:", Severity::Fatal),
        (b"Compile error:", Severity::Fatal),
        (b"Parse error:", Severity::Error),
    ];
    const OF_ONE: [(&[u8], Severity); 4] = [
        (b"Warning:", Severity::Warn),
        (b"Notice:", Severity::Info),
        (b"Deprecated:", Severity::Info),
        (b"Strict Standards:", Severity::Info),
    ];
    // Most messages begin with none of their first letters.
    matches!(scan.peek(), Some(b'P' | b'F' | b'R' | b'C')).then_some(())?;
    let start = scan.at();
    let is_named = scan.eat_all(b"PHP ");
    let own: &[_] = if is_named { &OF_ONE } else { &[] };
    let found = OF_TWO.iter().chain(own).find(|(label, _)| scan.eat_all(label));
    if found.is_none() {
        scan.go(start);
    }
    found.map(|(_, severity)| *severity)
}

/// Words between the time and the level: names, ids and pairs.
const MOST_WORDS: usize = 8;

/// Passes what stands between the time and a level in capitals (or brackets): `cart.api INFO`, `{task.py:7} ERROR`,
/// `pid=1 class=Cart jid=65b1 INFO`. Of words that are nothing but letters there may be one, so that no sentence is taken
/// for a header.
pub(super) fn before_level<'a>(scan: &mut Scan<'a>, header: &mut Header<'a>) -> bool {
    let mut found = Found::default();
    let mut plain_words = 0;
    let mut is_behind_process = false;
    for number in 0..=MOST_WORDS {
        marks(scan);
        if number > 0
            && let Some(severity) = of_header(scan).or_else(|| if is_behind_process { with_colon(scan) } else { None })
        {
            header.severity = Some(severity);
            header.logger = found.logger;
            header.request_id = header.request_id.or(found.request_id);
            header.trace_id = header.trace_id.or(found.trace_id);
            header.has_ids |= found.request_id.is_some() || found.trace_id.is_some();
            return true;
        }
        let (word, look) = look(scan);
        if look == Look::Other {
            // fail2ban's `[123]:`
            let process = word.strip_prefix(b"[").and_then(|word| word.strip_suffix(b"]:"));
            if process.is_some_and(|id| !id.is_empty() && id.iter().all(u8::is_ascii_digit)) {
                continue;
            }
            return false;
        }
        if word.first() == Some(&b'{') {
            // Airflow's place in the source.
            let Some(name) = word.strip_prefix(b"{").and_then(|word| word.strip_suffix(b"}")) else { return false };
            // ClickHouse's query has no place.
            found.logger = memchr::memchr(b':', name).and_then(|colon| name.get(..colon)).or(found.logger);
            continue;
        }
        if look == Look::Pair {
            let at = memchr::memchr(b'=', word).unwrap_or(word.len());
            pair(word.get(..at).unwrap_or_default(), word.get(at + 1..).unwrap_or_default(), &mut found);
            continue;
        }
        if look == Look::Letters {
            plain_words += 1;
            if plain_words > 1 {
                return false;
            }
            found.logger = found.logger.or(Some(word));
            continue;
        }
        if number == 0
            && word.ends_with(b"]")
            && let Some(severity) = behind_process(scan)
        {
            header.severity = Some(severity);
            header.logger = word.get(..memchr::memchr(b'[', word).unwrap_or(word.len()));
            return true;
        }
        // `cart[71]`
        is_behind_process = word.ends_with(b"]") || word.ends_with(b"]:");
        let name = word.get(..memchr::memchr2(b'[', b'(', word).unwrap_or(word.len())).unwrap_or_default();
        let is_dotted = name.contains(&b'.') && name.first().is_some_and(u8::is_ascii_alphabetic);
        let is_plain = !name.is_empty() && name.iter().all(u8::is_ascii_alphabetic);
        if is_dotted || (is_plain && found.logger.is_none()) {
            found.logger = Some(name);
        }
    }
    false
}

/// unbound's `info: ` behind `unbound[12:0]`.
fn behind_process(scan: &mut Scan<'_>) -> Option<Severity> {
    let mut next = *scan;
    next.spaces();
    let word = next.while_(|byte| byte.is_ascii_lowercase());
    let severity = Severity::from_word(word).filter(|_| next.eat_all(b": "))?;
    *scan = next;
    Some(severity)
}

/// What the words before a level say.
#[derive(Default)]
struct Found<'a> {
    logger: Option<&'a [u8]>,
    request_id: Option<&'a [u8]>,
    trace_id: Option<&'a [u8]>,
}

/// What a word between a time and a level looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Letters alone.
    Letters,
    /// A name, an address or a number.
    Name,
    /// `key=value`, or a place in braces.
    Pair,
    /// No part of a header.
    Other,
}

/// The next word, up to a blank or a bar, in one pass: most lines are given up here.
fn look<'a>(scan: &mut Scan<'a>) -> (&'a [u8], Look) {
    let rest = scan.rest();
    let (mut length, mut look, mut has_pair) = (0, Look::Letters, false);
    for &byte in rest {
        match byte {
            b' ' | b'\t' | b'|' => break,
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'=' | b'{' => has_pair = true,
            b'0'..=b'9'
            | b'.'
            | b'_'
            | b'/'
            | b':'
            | b'$'
            | b'@'
            | b'#'
            | b'<'
            | b'>'
            | b'('
            | b')'
            | b'['
            | b']'
            | b'-' => {
                if look == Look::Letters {
                    look = Look::Name;
                }
            }
            _ => look = Look::Other,
        }
        length += 1;
    }
    let word = rest.get(..length).unwrap_or_default();
    let is_letter = length == 1 && !word.iter().all(u8::is_ascii_digit);
    if look == Look::Name && is_process_id(word) {
        // `[123]:`
    } else if has_pair {
        look = Look::Pair;
    } else if length == 0 || length > 96 || is_letter || matches!(word.last(), Some(b':' | b'.' | b'-')) {
        look = Look::Other;
    }
    scan.skip(length);
    (word, look)
}

/// A number in brackets with a colon behind (`[123]:`).
fn is_process_id(word: &[u8]) -> bool {
    let number = word.strip_prefix(b"[").and_then(|word| word.strip_suffix(b"]:"));
    number.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit))
}

/// A level in small letters with its colon (`unbound[12:0] info:`).
fn with_colon(scan: &mut Scan<'_>) -> Option<Severity> {
    let start = scan.at();
    let word = scan.while_(|byte| byte.is_ascii_lowercase());
    let severity = Severity::from_word(word).filter(|_| scan.peek() == Some(b':'));
    if severity.is_none() {
        scan.go(start);
    }
    severity
}

/// Blanks, and marks between them.
fn marks(scan: &mut Scan<'_>) {
    scan.spaces();
    while scan.peek() == Some(b'|') || (scan.peek() == Some(b'-') && scan.peek_at(1) == Some(b' ')) {
        scan.skip(1);
        scan.spaces();
    }
}

/// A pair before a level: an id, or the class of a worker.
fn pair<'a>(key: &'a [u8], value: &'a [u8], found: &mut Found<'a>) {
    match role(None, key) {
        Role::RequestId => found.request_id = fields::id(value),
        Role::TraceId => found.trace_id = fields::trace_id(value),
        Role::Logger => found.logger = Some(value),
        _ => {}
    }
}

/// A level that stands by itself: a well-known word in capitals, or any in brackets.
fn of_header(scan: &mut Scan<'_>) -> Option<Severity> {
    const WORDS: [&[u8]; 10] =
        [b"TRACE", b"DEBUG", b"INFO", b"NOTICE", b"WARN", b"WARNING", b"ERROR", b"CRITICAL", b"FATAL", b"SEVERE"];
    let start = scan.at();
    match scan.peek()? {
        b'[' => {
            let (severity, length) = bracketed(scan.rest())?;
            scan.skip(length);
            return Some(severity);
        }
        b'<' => {
            let word = scan.rest().get(1..)?.split(|byte| *byte == b'>').next()?;
            let severity = Severity::from_word(word).filter(|_| scan.rest().get(word.len() + 1) == Some(&b'>'))?;
            scan.skip(word.len() + 2);
            return Some(severity);
        }
        b'A'..=b'Z' => {}
        _ => return None,
    }
    let word = scan.while_(|byte| byte.is_ascii_uppercase());
    if word.len() >= 4 && WORDS.contains(&word) && matches!(scan.peek(), None | Some(b' ' | b'\t' | b':' | b'|')) {
        return Severity::from_word(word);
    }
    scan.go(start);
    None
}

/// A UUID that is a field of its own: tabs part it from the message, or a level follows, as AWS Lambda has it.
pub(super) fn request_id<'a>(scan: &mut Scan<'a>) -> Option<&'a [u8]> {
    const LENGTH: usize = 36;
    let id = scan.rest().get(..LENGTH)?;
    let is_uuid = id.iter().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    is_uuid.then_some(())?;
    let mut behind = *scan;
    behind.skip(LENGTH);
    let is_field = behind.peek() == Some(b'\t') || (behind.spaces() > 0 && of_header(&mut behind).is_some());
    is_field.then(|| {
        scan.skip(LENGTH);
        id
    })
}
