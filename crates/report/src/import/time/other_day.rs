//! Words that tell another day than the one told: `翌日`, `the day before`, `(+1)`.

use crate::import::time::{scan::Scan, special};

/// Words for another day than the one told, and how many days on it is; longer words first.
const OTHER_DAYS: &[(&str, i8)] = &[
    ("the day after next", 2),
    ("two days later", 2),
    ("the next day", 1),
    ("the next morning", 1),
    ("the following day", 1),
    ("the following morning", 1),
    ("the day after", 1),
    ("following day", 1),
    ("next day", 1),
    ("next morning", 1),
    ("the previous day", -1),
    ("the previous evening", -1),
    ("the previous night", -1),
    ("previous day", -1),
    ("the day before", -1),
    ("the night before", -1),
    ("the evening before", -1),
    ("day before", -1),
    ("yesterday", -1),
    ("翌々日", 2),
    ("翌翌日", 2),
    ("翌日", 1),
    ("翌朝", 1),
    ("翌未明", 1),
    ("翌", 1),
    ("前々日", -2),
    ("前日", -1),
    ("前夜", -1),
    ("前晩", -1),
    ("昨日", -1),
    ("昨夜", -1),
    ("昨晩", -1),
];

/// `翌日`, `next day`, `D+1`; behind a time of day also in brackets and as a number: `(next day)`, `（翌日）`, `(+1)`, `+1 day`.
pub(super) fn other_day(scan: &mut Scan<'_>, is_behind: bool) -> Option<i8> {
    let mark = scan.mark();
    let close = is_behind
        .then(|| [("(", ")"), ("（", "）"), ("[", "]")].into_iter().find(|(open, _)| scan.eat(open)))
        .flatten()
        .map(|(_, close)| close);
    scan.skip_spaces();
    let word = OTHER_DAYS.iter().find(|(word, _)| {
        let before = scan.mark();
        // `前日比`, `翌月` and `yesterdays` go on.
        let is_there = scan.eat_any(&[word]).is_some() && (!word.is_ascii() || scan.at_word_end());
        if !is_there {
            scan.reset(before);
        }
        is_there
    });
    let counted = || {
        // `D+1 00:30`, `+1 day`, `+1d`, `(+1)`, `+1日`
        let is_marked = !is_behind && (scan.eat("D") || scan.eat("Day ") || scan.eat("day "));
        let sign = special::sign(scan)?;
        let number = i8::try_from(scan.number(1, 1)?).ok()?;
        scan.skip_spaces();
        let has_unit = scan.eat_any(&["days", "day", "d", "日"]).is_some();
        let is_closed = close.is_some_and(|close| scan.starts_with(close));
        let is_whole = scan.at_word_end() && (has_unit || is_closed || is_marked);
        (is_whole && (is_marked || is_behind)).then(|| number * if sign < 0 { -1 } else { 1 })
    };
    let found = word.map(|(_, steps)| *steps).or_else(counted);
    // Behind a time, words without brackets go on as the event: `10:00 翌日対応とした`.
    let is_set_apart = close.is_some_and(|close| {
        scan.skip_spaces();
        scan.eat(close)
    });
    let is_found = if is_behind { is_set_apart || word.is_none() && close.is_none() } else { true };
    let found = found.filter(|_| is_found);
    if found.is_none() {
        scan.reset(mark);
    }
    found
}
