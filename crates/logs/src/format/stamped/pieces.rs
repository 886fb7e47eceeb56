//! The grammar of headers: which pieces may stand between a time and its message.

use super::level::{before_level, in_brackets, level, of_bracket, php, request_id};
use super::servers::websphere;
use super::{Ending, Header};
use crate::format::json::{Role, role};
use crate::format::{fields, syslog3164};
use crate::scan::Scan;
use crate::severity::Severity;

/// The pieces from `at` on.
pub(super) fn pieces(line: &[u8], at: usize) -> Header<'_> {
    let mut header = Header::default();
    let mut scan = Scan::new(line);
    scan.go(at);
    loop {
        separators(&mut scan, &mut header);
        let start = scan.at();
        if piece(&mut scan, &mut header) {
            continue;
        }
        scan.go(start);
        // Names without a mark behind them are told by the level that follows; only behind a time.
        if at > 0 && scan.at() > at && header.is_empty() && websphere(&mut scan, &mut header) {
            break;
        }
        if at == 0 || header.severity.is_some() || header.logger.is_some() || !before_level(&mut scan, &mut header) {
            scan.go(start);
            break;
        }
    }
    header.message = scan.rest();
    header.is_class = header.logger.is_some_and(|name| name.contains(&b'.') && name.iter().any(u8::is_ascii_uppercase));
    header
}

/// Passes blanks and the marks between pieces.
fn separators(scan: &mut Scan<'_>, header: &mut Header<'_>) {
    loop {
        scan.spaces();
        match scan.peek() {
            Some(b'|' | b',' | b';' | b':') => scan.skip(1),
            Some(b'-') if matches!(scan.peek_at(1), Some(b' ')) => {
                header.dashes = header.dashes.saturating_add(1);
                scan.skip(1);
            }
            Some(b'-') if scan.rest().starts_with(b"--- ") => {
                scan.skip(3);
                header.is_behind_rule = true;
            }
            Some(b'-') if scan.rest().starts_with(b"-- ") => scan.skip(2),
            _ => return,
        }
    }
}

/// Reads one piece of a header; false where the message begins.
fn piece<'a>(scan: &mut Scan<'a>, header: &mut Header<'a>) -> bool {
    if header.logger.is_none()
        && let Some(id) = request_id(scan)
    {
        header.request_id = Some(id);
        header.has_ids = true;
        return true;
    }
    match scan.peek() {
        Some(b'[') if header.brackets < 6 => bracket(scan, header),
        Some(b'%') => {
            // The tag of a network appliance begins the message.
            header.severity = header.severity.or_else(|| syslog3164::of_appliance(scan.rest()));
            false
        }
        Some(b'{' | b'<') if header.severity.is_none() && header.brackets > 0 => angled(scan, header),
        Some(b'0'..=b'9') if header.severity.is_none() || header.logger.is_none() => {
            // A process or thread id, when more of a header follows.
            let run = scan.digit_run();
            let is_id = run <= 10 && header.logger.is_none();
            scan.skip(run);
            let follows = {
                let mut next = *scan;
                next.spaces() > 0
                    && (matches!(next.peek(), Some(b'-')) && matches!(next.peek_at(1), Some(b'-'))
                        || (header.severity.is_none() && level(&mut next).is_some())
                        || (header.severity.is_none() && next.digit_run() > 0)
                        || (header.severity.is_none() && in_brackets(next.rest()))
                        || (header.severity.is_some() && matches!(next.peek(), Some(b'-'))))
            };
            is_id && follows
        }
        Some(_) if header.severity.is_none() && header.brackets < 6 => match level(scan).or_else(|| php(scan)) {
            Some(severity) => {
                header.severity = Some(severity);
                true
            }
            None => may_name(header) && logger(scan, header),
        },
        Some(_) => may_name(header) && logger(scan, header),
        None => false,
    }
}

/// ClickHouse's `{id of the query} <Error>` behind the thread in brackets.
fn angled(scan: &mut Scan<'_>, header: &mut Header<'_>) -> bool {
    let start = scan.at();
    let mut next = *scan;
    if next.eat(b'{') {
        let is_id = next.until(b'}').is_some_and(|id| id.len() <= 64 && !id.contains(&b' '));
        next.spaces();
        if !is_id {
            return false;
        }
    }
    let severity = if next.eat(b'<') { next.until(b'>').and_then(Severity::from_word) } else { None };
    if severity.is_none() {
        scan.go(start);
        return false;
    }
    header.severity = severity;
    *scan = next;
    true
}

/// A logger may still come: there is none yet, or only a plain word in brackets, which may have been anything.
fn may_name(header: &Header<'_>) -> bool {
    header.logger.is_none_or(|name| header.ending == Ending::Bracket && !name.contains(&b'.'))
}

/// Is it the number of a message (`E3000`, `ORA-00600`)? It begins the message.
fn is_message_code(text: &[u8]) -> bool {
    const MOST_LETTERS: usize = 6;
    const FEWEST_DIGITS: usize = 3;
    let letters = text.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let rest = text.get(letters..).unwrap_or_default();
    let digits = rest.strip_prefix(b"-").unwrap_or(rest);
    (1..=MOST_LETTERS).contains(&letters)
        && (FEWEST_DIGITS..=MOST_LETTERS).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
}

/// `[...]`: a level, an id, a thread, or a logger.
fn bracket<'a>(scan: &mut Scan<'a>, header: &mut Header<'a>) -> bool {
    let start = scan.at();
    scan.skip(1);
    let Some(inside) = balanced(scan) else {
        scan.go(start);
        return false;
    };
    if !matches!(scan.peek(), None | Some(b' ' | b'\t' | b':' | b'[' | b'-' | b'|')) {
        scan.go(start);
        return false;
    }
    let trimmed = inside.trim_ascii();
    let is_last = !scan.rest().trim_ascii_start().starts_with(b"[");
    if header.severity.is_some()
        && (header.logger.is_some() || header.brackets > 0)
        && is_last
        && is_message_code(trimmed)
    {
        scan.go(start);
        return false;
    }
    if header.severity.is_none()
        && let Some(severity) = of_bracket(trimmed)
    {
        header.severity = Some(severity);
        header.levels += 1;
        header.brackets += 1;
        return true;
    }
    header.brackets += 1;
    if header.severity.is_none()
        && let Some(slash) = memchr::memrchr(b'/', trimmed)
        && let Some(word) = trimmed.get(slash + 1..)
        && word.iter().all(u8::is_ascii_uppercase)
        && let Some(severity) = Severity::from_word(word)
    {
        // `[Server thread/INFO]`
        header.severity = Some(severity);
        return true;
    }
    if std::mem::take(&mut header.is_behind_rule) && scan.rest().starts_with(b" [") && is_plain_name(trimmed) {
        // Spring Boot's `--- [application] [thread]`.
        header.service = Some(trimmed);
        return true;
    }
    if application(trimmed, header) {
        return true;
    }
    if let Some(at) = memchr::memchr2(b'=', b':', trimmed)
        && ids(trimmed, at, header)
    {
        return true;
    }
    let is_name = |text: &[u8]| {
        !text.is_empty()
            && text.len() <= 96
            && text.iter().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':' | b'/' | b'$' | b'@' | b'#')
            })
            && text.iter().any(u8::is_ascii_alphabetic)
    };
    if header.logger.is_none()
        && is_name(trimmed)
        && (trimmed.contains(&b'.') || header.severity.is_some())
        && !is_thread(trimmed)
    {
        header.logger = Some(trimmed);
        header.ending = Ending::Bracket;
    }
    true
}

fn is_plain_name(text: &[u8]) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
}

/// `[application,trace id,span id]`, as Spring Cloud Sleuth writes it.
fn application<'a>(text: &'a [u8], header: &mut Header<'a>) -> bool {
    let mut parts = text.split(|byte| *byte == b',');
    let (Some(name), Some(trace), Some(span)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let is_hex = |text: &[u8]| text.iter().all(u8::is_ascii_hexdigit);
    if !(is_plain_name(name) && is_hex(trace) && is_hex(span)) {
        return false;
    }
    header.service = Some(name);
    header.trace_id = fields::trace_id(trace);
    header.has_ids = true;
    true
}

/// The inside of a bracket whose opening has been passed; brackets may nest.
fn balanced<'a>(scan: &mut Scan<'a>) -> Option<&'a [u8]> {
    let rest = scan.rest();
    let mut depth = 1_u32;
    for (at, byte) in rest.iter().enumerate().take(256) {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            scan.skip(at + 1);
            return rest.get(..at);
        }
    }
    None
}

/// `req=bb7d508c`, `traceId: 4bf9…` in a bracket.
fn ids<'a>(text: &'a [u8], at: usize, header: &mut Header<'a>) -> bool {
    let (Some(key), Some(value)) = (text.get(..at), text.get(at + 1..)) else { return false };
    match role(None, key.trim_ascii()) {
        Role::RequestId => header.request_id = fields::id(value.trim_ascii()),
        Role::TraceId => header.trace_id = fields::trace_id(value.trim_ascii()),
        _ => return false,
    }
    header.has_ids = true;
    true
}

/// Whether a name looks like a thread: `main`, `http-nio-8080-exec-3`, `pool-3-thread-1`, `Thread-12`.
fn is_thread(name: &[u8]) -> bool {
    let ends_in_number = name.last().is_some_and(u8::is_ascii_digit)
        && name
            .iter()
            .rposition(|byte| !byte.is_ascii_digit())
            .is_some_and(|at| matches!(name.get(at), Some(b'-' | b'#' | b'_')));
    ends_in_number || name == b"main" || name.eq_ignore_ascii_case(b"MainThread")
}

/// A dotted or plain name that ends with `:` or ` - ` (after a level, a plain word will do).
fn logger<'a>(scan: &mut Scan<'a>, header: &mut Header<'a>) -> bool {
    let start = scan.at();
    let whole = scan.rest();
    loop {
        scan.while_(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$' | b'/' | b'-' | b'@' | b'#')
        });
        // `app::db`, as Rust and Ruby write modules.
        let goes_on = scan.rest().starts_with(b"::") && scan.peek_at(2).is_some_and(|byte| byte.is_ascii_alphabetic());
        if !goes_on {
            break;
        }
        scan.skip(2);
    }
    let mut name = whole.get(..scan.at() - start).unwrap_or_default();
    // `file.py:12`, `Class:34`
    if scan.peek() == Some(b':') && scan.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) {
        let mut next = *scan;
        next.skip(1);
        next.skip(next.digit_run());
        if matches!(next.peek(), Some(b':' | b' ' | b']' | b'\t')) {
            *scan = next;
        }
    }
    let has_place = whole.get(name.len()) == Some(&b':') && scan.at() - start > name.len() + 1;
    let fits = name.len() >= 2
        && name.len() <= 160
        && name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_' || *byte == b'/')
        && !matches!(name, b"http" | b"https");
    let is_dotted = name.contains(&b'.') || name.contains(&b'/') || name.contains(&b'$');
    let mut behind = *scan;
    let is_spaced = behind.spaces() > 0;
    let ending = if behind.rest().starts_with(b": ") || (scan.peek() == Some(b':') && scan.peek_at(1).is_none()) {
        Ending::Colon
    } else if is_spaced && behind.rest().starts_with(b"- ") {
        Ending::Dash
    } else if is_dotted && header.severity.is_some() && scan.rest().starts_with(b" [") {
        Ending::Bracket
    } else if is_dotted && has_place && header.severity.is_some() && scan.peek() == Some(b'\t') {
        // zap's console: `INFO⇥cart/api.go:18⇥message`.
        Ending::Bracket
    } else {
        Ending::None
    };
    if !fits
        || ending == Ending::None
        || (header.severity.is_none() && !is_dotted && ending == Ending::Dash && header.dashes == 0)
    {
        scan.go(start);
        return false;
    }
    if let Some(at) = memchr::memchr(b'.', name)
        && header.severity.is_none()
        && let Some(level) = name.get(at + 1..).and_then(Severity::from_word)
    {
        // Monolog: `local.ERROR: message`.
        header.severity = Some(level);
        name = name.get(..at).unwrap_or_default();
    }
    header.logger = Some(name);
    header.ending = ending;
    if ending == Ending::Colon {
        scan.spaces();
        scan.skip(1);
    }
    scan.spaces();
    if ending == Ending::Dash {
        scan.skip(1);
    }
    true
}
