//! PostgreSQL's text log with the usual prefixes: `2026-11-23 08:45:20.376 UTC [8082] user@db app LOG:  …`.

use std::borrow::Cow;

use crate::time::leading;
use crate::{Record, Severity};

const LEVELS: [(&str, Severity); 13] = [
    ("LOG:", Severity::Info),
    ("ERROR:", Severity::Error),
    ("FATAL:", Severity::Fatal),
    ("PANIC:", Severity::Fatal),
    ("WARNING:", Severity::Warn),
    ("NOTICE:", Severity::Info),
    ("INFO:", Severity::Info),
    ("DEBUG:", Severity::Debug),
    ("DETAIL:", Severity::Info),
    ("HINT:", Severity::Info),
    ("STATEMENT:", Severity::Info),
    ("CONTEXT:", Severity::Info),
    ("QUERY:", Severity::Info),
];

/// Reads a line with a time, a process id in brackets and one of PostgreSQL's levels.
pub(super) fn parse(line: &str) -> Option<Record<'_>> {
    let (time, used) = leading(line)?;
    let rest = line.get(used..)?;
    // An abbreviated zone other than UTC is ambiguous (CST is three): the reading stays naive.
    let rest = rest.trim_start();
    let rest = match rest.split_once(' ') {
        Some((word, after)) if (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase()) => after,
        _ => rest,
    };
    if !rest.starts_with('[') {
        return None;
    }
    let (at, (label, severity)) =
        LEVELS.iter().filter_map(|level| Some((rest.find(level.0)?, level))).min_by_key(|(at, _)| *at)?;
    let message = rest.get(at + label.len()..)?.trim_start();
    Some(Record { time: Some(time), severity: Some(*severity), message: Cow::Borrowed(message), ..Record::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_zones() {
        let record =
            parse("2026-11-23 14:27:32.384 UTC [27813] shop@shop orders LOG:  duration: 561.276 ms  execute x: ")
                .unwrap();
        assert!(record.time.unwrap().is_zoned());
        assert!(record.message.starts_with("duration"));
        let record =
            parse("2026-11-23 08:45:20.376 EST [8082] postgres@db/app FATAL:  sorry, too many clients already")
                .unwrap();
        assert_eq!((record.time.unwrap().is_zoned(), record.severity), (false, Some(Severity::Fatal)));
        assert!(parse("2026-11-23 08:45:20 INFO hello").is_none());
    }
}
