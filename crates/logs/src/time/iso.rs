//! Layouts that are all digits: ISO 8601 and RFC 3339 in every common spelling, compact dates, dates with slashes.

use super::{
    japanese,
    reading::{self, Civil, Half, Reading, Written},
    zone,
};
use crate::scan::Scan;

/// A numeric date and a time of day at the start of `bytes`.
pub(super) fn read(bytes: &[u8]) -> Option<(Reading, usize)> {
    let mut scan = Scan::new(bytes);
    let date = date(&mut scan)?;
    if matches!(scan.peek(), Some(b'(' | 0xEF)) {
        japanese::day_of_week(&mut scan);
    }
    let mark = scan.peek()?;
    let mark_length = match mark {
        b'T' | b't' | b'_' | b'-' | b':' => 1,
        b' ' => scan.rest().iter().take_while(|byte| **byte == b' ').count(),
        b',' if scan.peek_at(1) == Some(b' ') => 2,
        b'0'..=b'9' if date.is_compact => 0,
        _ => return None,
    };
    // Gin's `2025/11/18 - 23:41:07`.
    let mark_length = if mark == b' ' && scan.rest().starts_with(b" - ") { 3 } else { mark_length };
    scan.skip(mark_length);
    let half = Half::before(&mut scan);
    let (second_of_day, mut nanos) = clock(&mut scan, date.day.year.is_some())?;
    let half = half.or_else(|| Half::behind(&mut scan));
    let has_colon = scan.peek() == Some(b':');
    if nanos == 0 {
        nanos = reading::fraction(&mut scan);
    }
    let half = half.or_else(|| Half::behind(&mut scan));
    let zone_s = zone::read(&mut scan);
    if zone_s.is_none() {
        zone::skip_ambiguous(&mut scan);
    }
    if scan.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Who writes AM and PM, or `11/08/25 23:41:07:031`, puts the month first and the year last.
    let is_american = half.is_some() || (has_colon && nanos > 0);
    let Ymd { year, month, day } = date.american.filter(|_| is_american).unwrap_or(date.day);
    let second_of_day = Half::settle(half, second_of_day);
    let written = match date.written {
        Written::Either if half.is_some() => Written::EitherOfHalves,
        written => written,
    };
    let reading = Reading::Civil(Civil { year, month, day, second_of_day, nanos, zone_s, written });
    Some((reading, scan.at()))
}

/// A day of a calendar.
#[derive(Clone, Copy)]
struct Ymd {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// A date, and what else it could be.
struct Date {
    day: Ymd,
    /// Read as `MM/DD/YY`, where it was read as `YY/MM/DD`.
    american: Option<Ymd>,
    /// All digits: the time may follow without a mark.
    is_compact: bool,
    written: Written,
}

impl From<Ymd> for Date {
    fn from(day: Ymd) -> Self {
        Self { day, american: None, is_compact: false, written: Written::Once }
    }
}

/// Year (if any), month and day.
fn date(scan: &mut Scan<'_>) -> Option<Date> {
    match scan.digit_run() {
        4 => {
            let year = i32::try_from(scan.digits(4)?).ok()?;
            let separator = scan.peek()?;
            matches!(separator, b'-' | b'/' | b'.').then_some(())?;
            scan.skip(1);
            let month = scan.digits_up_to_two()?;
            scan.eat(separator).then_some(())?;
            let day = scan.digits_up_to_two()?;
            plausible(Some(year), month, day).map(Date::from)
        }
        8 | 14 => {
            let year = i32::try_from(scan.digits(4)?).ok()?;
            let (month, day) = (scan.digits(2)?, scan.digits(2)?);
            Some(Date { is_compact: true, ..plausible(Some(year), month, day)?.into() })
        }
        6 => {
            let year = i32::try_from(scan.digits(2)?).ok()? + 2000;
            let (month, day) = (scan.digits(2)?, scan.digits(2)?);
            matches!(scan.peek(), Some(b' ' | b'-')).then_some(())?;
            plausible(Some(year), month, day).map(Date::from)
        }
        1 | 2 => short_date(scan),
        _ => None,
    }
}

/// `YY/MM/DD` (or `MM/DD/YY` where the numbers say so), `MM/DD/YYYY` (or `DD/MM/YYYY` where the month says so),
/// `DD.MM.YYYY`, `DD.MM.YY`, and without a year `MM-DD`, `MM.DD`.
fn short_date(scan: &mut Scan<'_>) -> Option<Date> {
    let wide = scan.digit_run() == 2;
    let first = scan.digits_up_to_two()?;
    let separator = scan.peek()?;
    matches!(separator, b'-' | b'/' | b'.').then_some(())?;
    scan.skip(1);
    let second = scan.digits_up_to_two()?;
    if !scan.eat(separator) {
        // `03-17 16:13:38.811`: a month and a day, as Android writes them.
        return if wide { plausible(None, first, second).map(Date::from) } else { None };
    }
    if scan.digit_run() == 4 {
        let year = i32::try_from(scan.digits(4)?).ok()?;
        let (day, written) = if separator == b'.' {
            (plausible(Some(year), second, first), Written::Once)
        } else if first > 12 {
            (plausible(Some(year), second, first), Written::DayFirst)
        } else if second > 12 {
            (plausible(Some(year), first, second), Written::MonthFirst)
        } else {
            (plausible(Some(year), first, second), Written::Either)
        };
        return day.map(|day| Date { written, ..day.into() });
    }
    let third = scan.digits(2)?;
    let year = |two: u32| i32::try_from(two).ok().map(|two| two + 2000);
    let year_first = if wide { plausible(year(first), second, third) } else { None };
    if separator == b'.' {
        return plausible(year(third), second, first).or(year_first).map(Date::from);
    }
    let american = plausible(year(third), first, second);
    let day = year_first.or(american)?;
    Some(Date { american: american.filter(|_| separator == b'/'), ..day.into() })
}

fn plausible(year: Option<i32>, month: u32, day: u32) -> Option<Ymd> {
    let sound =
        year.is_none_or(|year| (1970..2200).contains(&year)) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sound.then_some(Ymd { year, month, day })
}

/// `HH:MM:SS`, `HH.MM.SS` or `HHMMSS`, and before AM or PM `HH:MM`; and the fraction where `.` also separates.
fn clock(scan: &mut Scan<'_>, has_year: bool) -> Option<(u32, u32)> {
    let start = scan.at();
    if let Some(second_of_day) = reading::time_of_day(scan, b':') {
        return Some((second_of_day, 0));
    }
    scan.go(start);
    if let Some(second_of_day) = reading::time_of_day(scan, b'.') {
        return Some((second_of_day, reading::fraction(scan)));
    }
    scan.go(start);
    if has_year && let Some(second_of_day) = minutes(scan) {
        return Some((second_of_day, 0));
    }
    scan.go(start);
    let (hour, minute, second) = (scan.digits(2)?, scan.digits(2)?, scan.digits(2)?);
    (hour < 24 && minute < 60 && second <= 60).then_some((hour * 3600 + minute * 60 + second, 0))
}

/// `HH:MM`, where AM or PM shows that nothing is missing: minutes alone are how people write.
fn minutes(scan: &mut Scan<'_>) -> Option<u32> {
    let hour = scan.digits_up_to_two()?;
    scan.eat(b':').then_some(())?;
    let minute = scan.digits(2)?;
    let is_whole = Half::behind(&mut scan.clone()).is_some();
    (is_whole && hour < 24 && minute < 60).then_some(hour * 3600 + minute * 60)
}
