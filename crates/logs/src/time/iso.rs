//! Layouts that are all digits: ISO 8601 and RFC 3339 in every common spelling, compact dates, dates with slashes.

use super::{
    reading::{self, Civil, Reading},
    zone,
};
use crate::scan::Scan;

/// A numeric date and a time of day at the start of `bytes`.
pub(super) fn read(bytes: &[u8]) -> Option<(Reading, usize)> {
    let mut scan = Scan::new(bytes);
    let (year, month, day) = date(&mut scan)?;
    let mark = scan.peek()?;
    let mark_length = match mark {
        b'T' | b't' | b'_' | b'-' | b':' => 1,
        b' ' => scan.rest().iter().take_while(|byte| **byte == b' ').count(),
        b',' if scan.peek_at(1) == Some(b' ') => 2,
        _ if scan.peek()?.is_ascii_digit() => 0,
        _ => return None,
    };
    scan.skip(mark_length);
    let (mut second_of_day, mut nanos) = clock(&mut scan)?;
    second_of_day = meridiem(&mut scan, second_of_day);
    if nanos == 0 {
        nanos = reading::fraction(&mut scan);
    }
    let zone_s = zone::read(&mut scan);
    if zone_s.is_none() {
        zone::skip_ambiguous(&mut scan);
    }
    if scan.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let reading = Reading::Civil(Civil { year, month, day, second_of_day, nanos, zone_s });
    Some((reading, scan.at()))
}

/// Year (if any), month and day.
fn date(scan: &mut Scan<'_>) -> Option<(Option<i32>, u32, u32)> {
    match scan.digit_run() {
        4 => {
            let year = i32::try_from(scan.digits(4)?).ok()?;
            let separator = scan.peek()?;
            matches!(separator, b'-' | b'/' | b'.').then_some(())?;
            scan.skip(1);
            let month = scan.digits_up_to_two()?;
            scan.eat(separator).then_some(())?;
            let day = scan.digits_up_to_two()?;
            plausible(Some(year), month, day)
        }
        8 | 14 => {
            let year = i32::try_from(scan.digits(4)?).ok()?;
            let (month, day) = (scan.digits(2)?, scan.digits(2)?);
            plausible(Some(year), month, day)
        }
        6 => {
            let year = i32::try_from(scan.digits(2)?).ok()? + 2000;
            let (month, day) = (scan.digits(2)?, scan.digits(2)?);
            matches!(scan.peek(), Some(b' ' | b'-')).then_some(())?;
            plausible(Some(year), month, day)
        }
        1 | 2 => short_date(scan),
        _ => None,
    }
}

/// `YY/MM/DD`, `MM/DD/YYYY` (or `DD/MM/YYYY` where the month says so), `DD.MM.YYYY`, and without a year `MM-DD`, `MM.DD`.
fn short_date(scan: &mut Scan<'_>) -> Option<(Option<i32>, u32, u32)> {
    let wide = scan.digit_run() == 2;
    let first = scan.digits_up_to_two()?;
    let separator = scan.peek()?;
    matches!(separator, b'-' | b'/' | b'.').then_some(())?;
    scan.skip(1);
    let second = scan.digits_up_to_two()?;
    if !scan.eat(separator) {
        // `03-17 16:13:38.811`: a month and a day, as Android writes them.
        return if wide { plausible(None, first, second) } else { None };
    }
    if scan.digit_run() == 4 {
        let year = i32::try_from(scan.digits(4)?).ok()?;
        return if separator == b'.' || first > 12 {
            plausible(Some(year), second, first)
        } else {
            plausible(Some(year), first, second)
        };
    }
    let third = scan.digits(2)?;
    wide.then_some(())?;
    plausible(Some(i32::try_from(first).ok()? + 2000), second, third)
}

fn plausible(year: Option<i32>, month: u32, day: u32) -> Option<(Option<i32>, u32, u32)> {
    let sound =
        year.is_none_or(|year| (1970..2200).contains(&year)) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sound.then_some((year, month, day))
}

/// `HH:MM:SS`, `HH.MM.SS` or `HHMMSS`; and the fraction where `.` also separates.
fn clock(scan: &mut Scan<'_>) -> Option<(u32, u32)> {
    let start = scan.at();
    if let Some(second_of_day) = reading::time_of_day(scan, b':') {
        return Some((second_of_day, 0));
    }
    scan.go(start);
    if let Some(second_of_day) = reading::time_of_day(scan, b'.') {
        return Some((second_of_day, reading::fraction(scan)));
    }
    scan.go(start);
    let (hour, minute, second) = (scan.digits(2)?, scan.digits(2)?, scan.digits(2)?);
    (hour < 24 && minute < 60 && second <= 60).then_some((hour * 3600 + minute * 60 + second, 0))
}

/// Applies a ` AM` or ` PM` behind the time.
pub(super) fn meridiem(scan: &mut Scan<'_>, second_of_day: u32) -> u32 {
    let ends = |scan: &Scan<'_>| !scan.peek_at(3).is_some_and(|byte| byte.is_ascii_alphanumeric());
    if scan.rest().starts_with(b" AM") && ends(scan) {
        scan.skip(3);
        return second_of_day % 43_200;
    }
    if scan.rest().starts_with(b" PM") && ends(scan) {
        scan.skip(3);
        return second_of_day % 43_200 + 43_200;
    }
    second_of_day
}
