//! Times that only their place says to be times: `0650`, `09.40`.

use crate::import::time::{
    clock_forms::clock_word,
    moment::{Clock, Found, Raw, check},
    scan::Scan,
    zone,
};

/// `06/03/2025 0650`, `25 February 2025, 09.40`: behind a whole date, four digits are a time.
pub(in crate::import) fn behind_date(scan: &mut Scan<'_>, raw: &Raw) -> Option<Found> {
    raw.date.as_ref().filter(|date| date.year.is_some())?;
    bare(scan)
}

/// `0650`, `09.40`: hour and minute that only their place says to be a time.
pub(in crate::import) fn bare(scan: &mut Scan<'_>) -> Option<Found> {
    let mark = scan.mark();
    let found = bare_parts(scan).filter(|(hour, minute)| *hour < 24 && *minute < 60);
    let is_closed = scan.at_word_end() && !scan.rest().starts_with(['.', '/', '%', ',']);
    let Some((hour, minute)) = found.filter(|_| is_closed) else {
        scan.reset(mark);
        return None;
    };
    clock_word(scan);
    check(Clock { hour: Some(hour), minute: Some(minute), ..Clock::default() }, false, None)
}

/// `and 1812 hrs`, `–0705 EDT`.
pub(in crate::import) fn opens_bare_range(rest: &str) -> bool {
    let rest = rest.trim_start();
    let joined = ["and ", "to ", "until ", "-", "–", "—"].iter().find_map(|word| rest.strip_prefix(word));
    let Some(end) = joined.map(str::trim_start) else { return false };
    let digits = end.bytes().take_while(u8::is_ascii_digit).count();
    let behind = end.get(digits..).unwrap_or_default().trim_start();
    digits == 4
        && (["hrs", "hours", "h "].iter().any(|word| behind.starts_with(word)) || zone::label_at(behind).is_some())
}

fn bare_parts(scan: &mut Scan<'_>) -> Option<(i8, i8)> {
    let mark = scan.mark();
    if let Some(digits) = scan.digits(4, 4) {
        return Some((digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?));
    }
    scan.reset(mark);
    let hour = scan.number(1, 2)?;
    if !(scan.eat(".") || scan.eat("．")) {
        return None;
    }
    let minute = scan.digits(2, 2)?;
    Some((i8::try_from(hour).ok()?, minute.parse().ok()?))
}
