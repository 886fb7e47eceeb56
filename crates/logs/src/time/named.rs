//! Layouts with month names: syslog, ctime, the Common Log Format, RFC 2822.

use super::{
    calendar,
    reading::{self, Civil, Half, Reading, Written},
    zone,
};
use crate::scan::Scan;

/// `Nov 23 13:49:43`, `Sun Dec 04 04:47:44 2005`, `Dec 4 2005 04:47:44`, `Mon, 23 Nov 2026 13:49:43 GMT` at the start.
pub(super) fn read(bytes: &[u8]) -> Option<(Reading, usize)> {
    let mut scan = Scan::new(bytes);
    if let Some(length) = calendar::weekday(bytes) {
        scan.skip(length);
        scan.eat(b',');
        (scan.spaces() > 0).then_some(())?;
        if scan.peek()?.is_ascii_digit() {
            let (reading, length) = day_first(scan.rest()).or_else(|| super::iso::read(scan.rest()))?;
            return Some((reading, scan.at() + length));
        }
    }
    let (month, length) = calendar::month(scan.rest())?;
    scan.skip(length);
    (scan.spaces() > 0).then_some(())?;
    let day = scan.digits_up_to_two()?;
    scan.eat(b',');
    (scan.spaces() > 0).then_some(())?;
    let mut year = None;
    if scan.digit_run() == 4 {
        year = Some(i32::try_from(scan.digits(4)?).ok()?);
        scan.eat(b',');
        (scan.spaces() > 0).then_some(())?;
    }
    let second_of_day = reading::time_of_day(&mut scan, b':')?;
    let half = Half::behind(&mut scan);
    let nanos = reading::fraction(&mut scan);
    let half = half.or_else(|| Half::behind(&mut scan));
    let second_of_day = Half::settle(half, second_of_day);
    let mut zone_s = zone::read(&mut scan);
    if zone_s.is_none() {
        zone::skip_ambiguous(&mut scan);
    }
    if year.is_none() {
        year = trailing_year(&mut scan);
        if year.is_some() && zone_s.is_none() {
            zone_s = zone::read(&mut scan);
        }
    }
    let reading = Reading::Civil(Civil { year, month, day, second_of_day, nanos, zone_s, written: Written::Once });
    (1..=31).contains(&day).then_some((reading, scan.at()))
}

/// ` 2005` behind the time, as ctime has it.
fn trailing_year(scan: &mut Scan<'_>) -> Option<i32> {
    let start = scan.at();
    let year = (scan.eat(b' ') && scan.digit_run() == 4).then(|| scan.digits(4)).flatten();
    let year = year.filter(|year| (1970..2200).contains(year)).and_then(|year| i32::try_from(year).ok());
    let ends = match scan.peek() {
        // `Tue Nov 18 23:41:07 2025: message`
        Some(b':') => scan.peek_at(1).is_none_or(|byte| byte == b' '),
        Some(byte) => !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'/')),
        None => true,
    };
    if year.is_none() || !ends {
        scan.go(start);
        return None;
    }
    year
}

/// `09/Feb/2025:10:05:23 +0000`, `09-Feb-2025 10:05:23.123`, `09-Feb-2025::10:05:23`, `9 Feb 2025 10:05:23`, `09 Feb 10:05:23`.
pub(super) fn day_first(bytes: &[u8]) -> Option<(Reading, usize)> {
    let mut scan = Scan::new(bytes);
    let day = scan.digits_up_to_two()?;
    let separator = scan.peek()?;
    matches!(separator, b'/' | b'-' | b' ').then_some(())?;
    scan.skip(1);
    let (month, length) = calendar::month(scan.rest())?;
    scan.skip(length);
    scan.eat(separator).then_some(())?;
    let mut year = None;
    if scan.digit_run() == 4 {
        year = Some(i32::try_from(scan.digits(4)?).ok()?);
        scan.eat(b',');
        matches!(scan.peek()?, b':' | b' ' | b'T').then_some(())?;
        scan.skip(1);
        // Erlang's `18-Nov-2025::23:41:07`.
        scan.eat(b':');
    } else if separator == b'-' && scan.digit_run() == 2 && scan.peek_at(2) == Some(b' ') {
        // Oracle's `09-FEB-25`, and RFC 850.
        let two = i32::try_from(scan.digits(2)?).ok()?;
        year = Some(if two >= 70 { 1900 + two } else { 2000 + two });
        scan.skip(1);
    }
    let start = scan.at();
    let second_of_day = reading::time_of_day(&mut scan, b':').or_else(|| {
        scan.go(start);
        year.and_then(|_| reading::time_of_day(&mut scan, b'.'))
    })?;
    let half = Half::behind(&mut scan);
    let nanos = reading::fraction(&mut scan);
    let half = half.or_else(|| Half::behind(&mut scan));
    let second_of_day = Half::settle(half, second_of_day);
    let zone_s = zone::read(&mut scan);
    if zone_s.is_none() {
        zone::skip_ambiguous(&mut scan);
    }
    let reading = Reading::Civil(Civil { year, month, day, second_of_day, nanos, zone_s, written: Written::Once });
    (1..=31).contains(&day).then_some((reading, scan.at()))
}
