//! Text that starts with a time, as Python, log4j, logback, Go, Ruby, .NET and others write it:
//! time, then in any order a level, `[logger]`, `[thread]`, `key=value` pairs, then the message.

use std::borrow::Cow;

use super::fields;
use crate::request::is_method;
use crate::time::leading;
use crate::{Record, Request, Severity};

/// Header words looked at for a level; behind them the message has begun.
const HEADER_WORDS: usize = 6;

/// Reads a line that starts with a time, bare or in brackets.
pub(super) fn parse(line: &str) -> Option<Record<'_>> {
    let (time, rest) = if let Some((time, used)) = leading(line) {
        (time, line.get(used..)?)
    } else {
        // `[2026-11-23 15:20:26] …` and Ruby's `I, [2026-11-23T15:20:26.123 #1]  INFO -- : …`.
        let inside = line.strip_prefix('[').or_else(|| line.get(1..).and_then(|l| l.strip_prefix(", [")))?;
        let (time, used) = leading(inside)?;
        let (_, rest) = inside.get(used..)?.split_once(']')?;
        (time, rest)
    };
    let (severity, message) = header(rest);
    let mut record = Record { time: Some(time), severity, message: Cow::Borrowed(message), ..Record::default() };
    // Ids may stand in the header (`[req=…]`) or in the message.
    fields::from_message(rest, &mut record.correlations, &mut record.customer);
    record.request = request(message);
    Some(record)
}

/// Takes the level and bracketed names off the front.
fn header(rest: &str) -> (Option<Severity>, &str) {
    let mut severity = None;
    let mut at = rest.trim_start_matches([' ', '\t', '-', ':', '|', ']']);
    for _ in 0..HEADER_WORDS {
        let bracketed = at.strip_prefix('[').and_then(|inside| inside.split_once(']'));
        let (word, after) = match bracketed {
            Some((word, after)) => (word, after),
            None => at.split_once([' ', '\t', '|']).unwrap_or((at, "")),
        };
        if let Some(level) =
            Severity::parse(word.trim_end_matches(':')).filter(|_| severity.is_none() && is_level_word(word))
        {
            severity = Some(level);
        } else if bracketed.is_none() && !(is_number(word) && (severity.is_none() || after.starts_with("---"))) {
            break;
        }
        at = after.trim_start_matches([' ', '\t', '-', ':', '|']);
    }
    (severity, at)
}

/// A level stands alone and is written in one case: `Error` in the middle of a sentence is none.
fn is_level_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
    !word.is_empty()
        && (word.bytes().all(|b| b.is_ascii_uppercase())
            || word.bytes().all(|b| b.is_ascii_lowercase())
            || word.len() <= 5)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'#'))
}

/// `GET /orders/17 200 3.0ms …` as services log their own requests.
fn request(message: &str) -> Option<Request<'_>> {
    let mut words = message.lines().next()?.split_ascii_whitespace().map(|w| w.trim_matches('"'));
    let method = words.next().filter(|w| is_method(w))?;
    let path = words.next().filter(|w| w.starts_with('/'))?;
    let mut status = None;
    let mut duration_s = None;
    for word in words.take(6) {
        if status.is_none() && word.len() == 3 {
            status = word.parse::<u16>().ok().filter(|s| (100..600).contains(s));
        } else if duration_s.is_none() {
            duration_s = fields::with_unit(word);
        }
    }
    Some(Request { method: Cow::Borrowed(method), path: Cow::Borrowed(path), status: status?, duration_s })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_libraries() {
        for (line, severity, message) in [
            (
                "2026-11-23 14:42:48,808 ERROR [orders.app] [req=720d6e9339b3bc42] it broke",
                Some(Severity::Error),
                "it broke",
            ),
            (
                "2026-11-23 14:42:48.808  WARN 1 --- [main] c.e.App : it broke",
                Some(Severity::Warn),
                "c.e.App : it broke",
            ),
            ("2026/11/23 14:42:48 it broke", None, "it broke"),
            ("[2026-11-23 14:42:48] production.ERROR: it broke", None, "production.ERROR: it broke"),
            ("2026-11-23T14:42:48.808Z info it broke", Some(Severity::Info), "it broke"),
            ("I, [2026-11-23T14:42:48.808 #1]  INFO -- : it broke", Some(Severity::Info), "it broke"),
        ] {
            let record = parse(line).unwrap();
            assert_eq!((record.severity, &*record.message), (severity, message), "{line}");
        }
    }

    #[test]
    fn a_service_logs_its_own_requests() {
        let record = parse("2026-11-24 00:30:18,858 INFO [orders.access] [req=33d02ce92388a4cd] POST /orders 201 43.1ms customer=cust-1094").unwrap();
        let request = record.request.unwrap();
        assert_eq!((&*request.path, request.status, request.duration_s), ("/orders", 201, Some(0.0431)));
        assert_eq!((record.correlations.len(), record.customer.as_deref()), (1, Some("cust-1094")));
    }
}
