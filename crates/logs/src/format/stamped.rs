//! Any text behind a time stamp, and the header grammar that most logging libraries share.
//!
//! ```text
//! 2026-11-24 00:30:18,777 INFO  [http-7] [req=bb7d] com.example.Orders - message
//! time                    level thread   id         logger             message
//! ```
//! After the time come, in any order and at most once each: a level, process ids, brackets (thread, logger, ids) and a
//! logger that ends with `:` or ` - `. The first piece that is none of these starts the message.

use super::{Context, Fields, FormatKind, fields, header_memo::Recalled};
use crate::{scan::Scan, severity::Severity, time::Stamp};

/// The header of a line, read piece by piece.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Header<'a> {
    pub(super) time: Option<Stamp>,
    pub(super) severity: Option<Severity>,
    /// The level stood before the logger.
    pub(super) brackets: u8,
    pub(super) logger: Option<&'a [u8]>,
    /// The logger is named like a class of Java: `com.example.Orders`.
    pub(super) is_class: bool,
    /// What separated the logger from the message.
    pub(super) ending: Ending,
    pub(super) request_id: Option<&'a [u8]>,
    pub(super) trace_id: Option<&'a [u8]>,
    /// An id had a field of its own, even if it was blank.
    pub(super) has_ids: bool,
    pub(super) message: &'a [u8],
    /// The separator right behind the time was ` - `.
    pub(super) dashes: u8,
    /// The byte between seconds and fraction, if any.
    pub(super) fraction_mark: Option<u8>,
}

/// How a logger name ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Ending {
    #[default]
    None,
    Colon,
    Dash,
    Bracket,
}

/// Reads one line that starts with a time stamp, in brackets or not, or with a word before it.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if let Some(header) = read(line, context) {
        return Some(header.into_fields(FormatKind::Stamped));
    }
    let (time, end) = find_time(line, context)?;
    let mut header = remembered(line, end, context);
    header.time = Some(time);
    // `ERROR [thread] time Class: message`, as Cassandra has it.
    header.severity = header.severity.or_else(|| level(&mut Scan::new(line)));
    Some(header.into_fields(FormatKind::Stamped))
}

/// A header that begins with the time.
#[inline]
pub(super) fn read<'a>(line: &'a [u8], context: &mut Context) -> Option<Header<'a>> {
    let bracket = usize::from(line.first() == Some(&b'['));
    let (time, length) = context.clock.read(line.get(bracket..)?)?;
    let mut end = bracket + length;
    let mut told = None;
    if bracket == 1 {
        // `[time]`, Monolog's and Rails' `[time #12]`, or a level and a name behind the time.
        let tail = line.get(end..line.len().min(end + 96))?;
        let close = memchr::memchr(b']', tail)?;
        told = tail.get(..close).and_then(inside);
        (close < 24 || told.is_some()).then_some(())?;
        end += close + 1;
    }
    matches!(line.get(end), None | Some(b' ' | b'\t' | b':' | b',' | b'|' | b'-' | b']' | b'[' | b';')).then_some(())?;
    let mut header = remembered(line, end, context);
    if let Some((severity, name)) = told {
        // The message begins behind the bracket.
        header = Header { severity: Some(severity), logger: name, ..Header::default() };
        header.message = line.get(end..).unwrap_or_default().trim_ascii_start();
    }
    header.time = Some(time);
    header.fraction_mark = line.get(bracket + 19).copied().filter(|mark| matches!(mark, b',' | b'.'));
    Some(header)
}

/// Length of a time of day without a date: `12:00:01.123`, `12:00:01,123`, `3:04PM`; a blank follows.
pub(super) fn time_of_day(line: &[u8]) -> Option<usize> {
    line.first()?.is_ascii_digit().then_some(())?;
    let mut scan = Scan::new(line);
    scan.digits_up_to_two()?;
    scan.eat(b':').then_some(())?;
    scan.digits(2)?;
    if scan.eat(b':') {
        scan.digits(2)?;
        if matches!(scan.peek(), Some(b'.' | b',')) && scan.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) {
            scan.skip(1);
            scan.number()?;
        }
    } else {
        (scan.eat_all(b"AM") || scan.eat_all(b"PM")).then_some(())?;
    }
    (scan.peek() == Some(b' ')).then_some(scan.at())
}

/// What a bracket holds behind the time: `ERROR app::db` of env_logger, `: ERROR/Worker-1` of Celery.
fn inside(text: &[u8]) -> Option<(Severity, Option<&[u8]>)> {
    let text = text.strip_prefix(b":").unwrap_or(text).trim_ascii();
    let end = text.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let name = rest.strip_prefix(b"/").unwrap_or(rest).trim_ascii();
    let fits = !name.is_empty() && !name.contains(&b' ');
    Some((Severity::from_word(word)?, fits.then_some(name)))
}

/// The header from `at` on, without its time.
#[inline]
pub(super) fn remembered<'a>(line: &'a [u8], at: usize, context: &mut Context) -> Header<'a> {
    let Some(recalled) = context.headers.get(line, line.len(), at) else { return learned(line, at, context) };
    Header {
        severity: recalled.severity,
        brackets: recalled.brackets,
        dashes: recalled.dashes,
        ending: recalled.ending,
        logger: recalled.logger,
        is_class: recalled.is_class,
        message: recalled.message,
        ..Header::default()
    }
}

/// As [`read`], for a line that begins with the bare time and has a header that is remembered. The line is the first
/// `length` of the bytes.
#[inline]
pub(super) fn recalled<'a>(bytes: &'a [u8], length: usize, context: &mut Context) -> Option<(Stamp, Recalled<'a>)> {
    let (time, end) = match context.clock.read_before_level(bytes) {
        Some(hit) => hit,
        None => context.clock.read(bytes.get(..length)?)?,
    };
    (end < length && bytes.get(end) == Some(&b' ')).then_some(())?;
    Some((time, context.headers.get(bytes, length, end)?))
}

/// A header that is not remembered yet.
#[cold]
fn learned<'a>(line: &'a [u8], at: usize, context: &mut Context) -> Header<'a> {
    let header = pieces(line, at);
    context.headers.put(line, at, &header);
    header
}

/// The pieces from `at` on.
fn pieces(line: &[u8], at: usize) -> Header<'_> {
    let mut header = Header::default();
    let mut scan = Scan::new(line);
    scan.go(at);
    loop {
        separators(&mut scan, &mut header);
        let start = scan.at();
        if !piece(&mut scan, &mut header) {
            scan.go(start);
            break;
        }
    }
    header.message = scan.rest();
    header.is_class = header.logger.is_some_and(|name| name.contains(&b'.') && name.iter().any(u8::is_ascii_uppercase));
    header
}

fn separators(scan: &mut Scan<'_>, header: &mut Header<'_>) {
    loop {
        scan.spaces();
        match scan.peek() {
            Some(b'|' | b',' | b';' | b':') => scan.skip(1),
            Some(b'-') if matches!(scan.peek_at(1), Some(b' ')) => {
                header.dashes = header.dashes.saturating_add(1);
                scan.skip(1);
            }
            Some(b'-') if scan.rest().starts_with(b"--- ") => scan.skip(3),
            Some(b'-') if scan.rest().starts_with(b"-- ") => scan.skip(2),
            _ => return,
        }
    }
}

/// Reads one piece of a header; false where the message begins.
fn piece<'a>(scan: &mut Scan<'a>, header: &mut Header<'a>) -> bool {
    match scan.peek() {
        Some(b'[') if header.brackets < 6 => bracket(scan, header),
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
                        || (header.severity.is_none() && level_in_brackets(next.rest()))
                        || (header.severity.is_some() && matches!(next.peek(), Some(b'-'))))
            };
            is_id && follows
        }
        Some(_) if header.severity.is_none() && header.brackets < 6 => match level(scan) {
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

/// A logger may still come: there is none yet, or only a plain word in brackets, which may have been anything.
fn may_name(header: &Header<'_>) -> bool {
    header.logger.is_none_or(|name| header.ending == Ending::Bracket && !name.contains(&b'.'))
}

/// A level word, alone or as the end of `channel.LEVEL`, in brackets read elsewhere.
fn level(scan: &mut Scan<'_>) -> Option<Severity> {
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
fn level_in_brackets(text: &[u8]) -> bool {
    let word =
        text.strip_prefix(b"[").and_then(|text| text.get(..memchr::memchr(b']', text.get(..16).unwrap_or(text))?));
    word.is_some_and(|word| Severity::from_word(word.trim_ascii()).is_some())
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
    header.brackets += 1;
    let trimmed = inside.trim_ascii();
    if header.severity.is_none()
        && let Some(severity) = Severity::from_word(trimmed)
    {
        header.severity = Some(severity);
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
    use super::json::{Role, role};
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
        if matches!(next.peek(), Some(b':' | b' ' | b']')) {
            *scan = next;
        }
    }
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

/// The first stamp within the first 128 bytes that stands at the start of a word; where it ends.
fn find_time(line: &[u8], context: &mut Context) -> Option<(Stamp, usize)> {
    let head = line.get(..line.len().min(128))?;
    let mut at = 0;
    let mut words = 0;
    while at < head.len() && words < 8 {
        let rest = head.get(at..)?;
        let starts = matches!(rest.first()?, b'0'..=b'9' | b'A'..=b'Z');
        // Bare counts are too often something else than a time, unless they come first.
        if starts
            && let Some((stamp, length)) = context.clock.read(line.get(at..)?)
            && (length > 13 || at <= 2)
        {
            return Some((stamp, at + length));
        }
        let next = rest.iter().position(|byte| matches!(byte, b' ' | b'[' | b'(' | b'|' | b'\t' | b'"' | b'='))?;
        at += next + 1;
        words += 1;
    }
    None
}

impl<'a> Header<'a> {
    #[inline]
    pub(super) fn into_fields(self, kind: FormatKind) -> Fields<'a> {
        Fields {
            kind,
            time: self.time,
            severity: self.severity,
            logger: self.logger,
            message: self.message,
            request_id: self.request_id,
            trace_id: self.trace_id,
            ..Fields::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn headers_in_any_order() {
        for (line, expected) in [
            ("2025-02-09 10:05:23 something happened", "2025-02-09T10:05:23 - | something happened"),
            ("[2025-02-09 10:05:23] local.ERROR: no route", "2025-02-09T10:05:23 error logger=local | no route"),
            (
                "2025-02-09T10:05:23.123456Z  INFO app::db: ready",
                "2025-02-09T10:05:23.123456Z info logger=app::db | ready",
            ),
            ("081109 203615 148 INFO dfs.DataNode: x 1", "2008-11-09T20:36:15 info logger=dfs.DataNode | x 1"),
            (
                "2025-02-09 10:05:23 Error connecting to db: refused",
                "2025-02-09T10:05:23 - | Error connecting to db: refused",
            ),
            ("[10:05] no", "not this format"),
            (
                "[2025-02-09T10:05:23Z ERROR my_app::db] no pool",
                "2025-02-09T10:05:23Z error logger=my_app::db | no pool",
            ),
            (
                "[2025-02-09 10:05:23,123: WARNING/ForkPoolWorker-1] retry",
                "2025-02-09T10:05:23.123 warn logger=ForkPoolWorker-1 | retry",
            ),
            (
                "ERROR [Stage:1] 2025-02-09 10:05:23,123 Daemon.java:24 - boom",
                "2025-02-09T10:05:23.123 error logger=Daemon.java | boom",
            ),
            (
                "2025-02-09T10:05:23.123456Z 12 [ERROR] [MY-010584] [Repl] boom",
                "2025-02-09T10:05:23.123456Z error logger=Repl | boom",
            ),
            (
                "- 1117838570 2005.06.03 R02 2005-06-03-15.42.50.675872 R02 RAS KERNEL INFO x",
                "2005-06-03T22:42:50Z - | 2005.06.03 R02 2005-06-03-15.42.50.675872 R02 RAS KERNEL INFO x",
            ),
            ("job=7 at 2025-02-09 10:05:23 done", "2025-02-09T10:05:23 - | done"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
