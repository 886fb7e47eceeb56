//! Any text behind a time stamp, and the header grammar that most logging libraries share.
//!
//! ```text
//! 2026-11-24 00:30:18,777 INFO  [http-7] [req=bb7d] com.example.Orders - message
//! time                    level thread   id         logger             message
//! ```
//! After the time come, in any order and at most once each: a level, process ids, brackets (thread, logger, ids) and a
//! logger that ends with `:` or ` - `. The first piece that is none of these starts the message.

mod level;
mod pieces;
mod servers;

use super::{Context, Fields, FormatKind, header_memo::Recalled, inner::read_object};
use crate::{scan::Scan, severity::Severity, time::Stamp};
use pieces::pieces;

/// The header of a line, read piece by piece.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Header<'a> {
    pub(super) time: Option<Stamp>,
    pub(super) severity: Option<Severity>,
    pub(super) brackets: u8,
    /// Of the brackets, those that held the level.
    pub(super) levels: u8,
    /// Spring's rule `---` has just been passed.
    is_behind_rule: bool,
    /// The application, where the header has a place for it.
    pub(super) service: Option<&'a [u8]>,
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
        let has_object = header.severity.is_none() && header.message.last() == Some(&b'}');
        let object = if has_object { read_object(header.message, context) } else { None };
        let fields = header.with_part(line).into_fields(FormatKind::Stamped);
        return Some(match object {
            Some((words, inner)) => with_words(words, fields.carrying(inner)),
            None => fields,
        });
    }
    if let Some(fields) = servers::read(line, context) {
        return Some(fields);
    }
    if line.last() == Some(&b'}')
        && line.first() != Some(&b'{')
        && let Some((words, fields)) = read_object(line, context).filter(|(_, fields)| fields.time.is_some())
    {
        return Some(with_words(words, fields));
    }
    // The time in an object that is cut is one of its values.
    (!line.starts_with(b"{\"")).then_some(())?;
    let (time, end) = find_time(line, context)?;
    let end = end + usize::from(matches!(line.get(end), Some(b')' | b']' | b'}' | b'>')));
    let mut header = remembered(line, end, context);
    header.time = Some(time);
    // `ERROR [thread] time Class: message`, as Cassandra has it.
    header.severity = header.severity.or_else(|| level::leading(line));
    Some(header.into_fields(FormatKind::Stamped))
}

/// The record of an object with what stands before it: one word is who wrote it.
fn with_words<'a>(words: &'a [u8], fields: Fields<'a>) -> Fields<'a> {
    let is_name = !words.is_empty() && !words.contains(&b' ') && words.iter().any(u8::is_ascii_alphabetic);
    Fields { logger: fields.logger.or(Some(words).filter(|_| is_name)), ..fields }
}

/// The time somewhere in the beginning of a line, whatever the line is.
pub(crate) fn time_in(line: &[u8], context: &mut Context) -> Option<Stamp> {
    find_time(line, context).map(|(time, _)| time)
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

/// Whether a line begins with a time that says nothing of the day: `12:00:01.123`, `[09:00:00 INF]`, or the seconds since
/// the start, as the kernel counts them in `[  100.160301]`.
pub(in crate::format) fn has_time_without_date(line: &[u8]) -> bool {
    let Some(inside) = line.strip_prefix(b"[") else { return time_of_day(line).is_some() };
    let close = memchr::memchr(b']', inside.get(..inside.len().min(40)).unwrap_or_default());
    let Some(inside) = close.and_then(|close| inside.get(..close)) else { return false };
    let since_start = inside.trim_ascii();
    let is_count = since_start.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && since_start.get(since_start.len().saturating_sub(7)) == Some(&b'.');
    is_count || time_of_day(inside).is_some() || time_of_day(&[inside, b" "].concat()).is_some()
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
        service: recalled.service,
        brackets: recalled.brackets,
        levels: recalled.levels,
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
        let is_mark = |byte: &u8| matches!(byte, b' ' | b'[' | b'(' | b'|' | b'\t' | b'"' | b'=' | b'<' | b'*');
        let next = rest.iter().position(is_mark)?;
        at += next + 1;
        words += 1;
    }
    None
}

impl<'a> Header<'a> {
    /// Nothing has been read.
    fn is_empty(&self) -> bool {
        self.severity.is_none() && self.logger.is_none() && self.brackets == 0
    }

    /// The part of the program that a plain word with a colon names (`ERROR cart: no connection`) stays in the message: the same
    /// sentence of two parts is two things. The name of a class or module is none.
    pub(super) fn with_part(mut self, line: &'a [u8]) -> Self {
        let Some(name) = self.logger.filter(|_| self.ending == Ending::Colon && !self.is_class) else { return self };
        if name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
            let start = name.as_ptr().addr().saturating_sub(line.as_ptr().addr());
            let tail = line.get(start + name.len()..).unwrap_or_default();
            if tail.strip_prefix(b": ").is_some_and(|rest| rest.trim_ascii_start().len() == self.message.len()) {
                self.message = line.get(start..).unwrap_or_default();
            }
        }
        self
    }

    #[inline]
    pub(super) fn into_fields(self, kind: FormatKind) -> Fields<'a> {
        Fields {
            kind,
            time: self.time,
            severity: self.severity,
            service: self.service,
            logger: self.logger,
            message: self.message,
            request_id: self.request_id,
            trace_id: self.trace_id,
            ..Fields::default()
        }
    }
}

#[cfg(test)]
mod tests;
