//! Times of forms that only some reports use: counted from a zero, and military date-time groups.

use crate::import::time::{
    date::{self, DateWords},
    moment::{Clock, Raw},
    scan::Scan,
};

/// `T0`, `T+5m`, `T-00:10`, `t0 + 5 min`, `T+1h10m`, `T+~25m`, `T－30分`, `T:`, `T+?`, `Minute 12`: seconds from zero where
/// they are known.
#[expect(clippy::option_option, reason = "not there; there and unknown; there and known")]
pub(in crate::import) fn relative(scan: &mut Scan<'_>) -> Option<Option<i64>> {
    let mark = scan.mark();
    if scan.eat_any(&["minute", "min"]).is_some() {
        scan.skip_spaces();
        if let Some(minutes) = scan.number(1, 4).filter(|_| scan.at_word_end()) {
            return Some(Some(i64::from(minutes) * 60));
        }
        scan.reset(mark);
    }
    let is_zero = scan.eat("T0") || scan.eat("t0") || scan.eat("Ｔ０");
    if is_zero || scan.eat_any(&["T", "Ｔ"]).is_some() {
        if scan.starts_with("\u{3000}")
            || scan.starts_with(":")
            || scan.starts_with("：")
            || scan.rest().trim().is_empty()
        {
            return Some(Some(0));
        }
        scan.skip_spaces();
        if let Some(sign) = sign(scan) {
            scan.skip_spaces();
            let _ = scan.eat("~") || scan.eat("約");
            if scan.eat("?") {
                return Some(None);
            }
            if let Some(seconds) = offset(scan) {
                return Some(Some(sign * seconds));
            }
        } else if is_zero && scan.at_word_end() {
            return Some(Some(0));
        }
    }
    scan.reset(mark);
    None
}

/// `+` or one of the signs for less.
pub(in crate::import) fn sign(scan: &mut Scan<'_>) -> Option<i64> {
    if scan.eat_any(&["+", "＋"]).is_some() {
        return Some(1);
    }
    scan.eat_any(&["-", "−", "－", "–", "‑"]).map(|_| -1)
}

/// `5m`, `1h10m`, `00:10`, `7d`, `1時間20分`; a bare number counts minutes, `0` is zero.
pub(in crate::import) fn offset(scan: &mut Scan<'_>) -> Option<i64> {
    const UNITS: [(&[&str], i64); 5] = [
        (&["seconds", "second", "secs", "sec", "秒", "s"], 1),
        (&["minutes", "minute", "mins", "min", "分", "m"], 60),
        (&["hours", "hour", "hrs", "hr", "時間", "h"], 3_600),
        (&["days", "day", "日", "d"], 86_400),
        (&["weeks", "week", "w"], 604_800),
    ];
    let first = i64::from(scan.number(1, 5)?);
    let mark = scan.mark();
    if scan.eat(":") {
        if let Some(minutes) = scan.number(2, 2) {
            let mark = scan.mark();
            let seconds = if scan.eat(":") { scan.number(2, 2) } else { None };
            if seconds.is_none() {
                scan.reset(mark);
            }
            return Some(first * 3_600 + i64::from(minutes) * 60 + seconds.map_or(0, i64::from));
        }
        scan.reset(mark);
    }
    let mut total = 0;
    let mut number = first;
    loop {
        let before = scan.mark();
        scan.skip_spaces();
        // A unit may stand right in front of the next number.
        let unit = UNITS.iter().find_map(|(words, seconds)| {
            let word = words.iter().find(|word| scan.starts_with(word))?;
            let mark = scan.mark();
            scan.eat(word);
            if word.is_ascii() && scan.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
                scan.reset(mark);
                return None;
            }
            Some(*seconds)
        });
        let Some(unit) = unit else {
            scan.reset(before);
            return Some(if total == 0 { number * 60 } else { total });
        };
        total += number * unit;
        let mark = scan.mark();
        scan.skip_spaces();
        if let Some(next) = scan.number(1, 5) {
            number = i64::from(next);
            // `T+1h10`: minutes of an hour.
            if unit == 3_600
                && scan.at_word_end()
                && total % 3_600 == 0
                && next < 60
                && !scan.rest().starts_with(['.', ':'])
            {
                let is_adjacent = {
                    let here = scan.mark();
                    scan.reset(mark);
                    let digits = scan.digits(2, 2).is_some();
                    scan.reset(here);
                    digits
                };
                if is_adjacent {
                    return Some(total + i64::from(next) * 60);
                }
            }
            // `+5 min 3 nodes`: a number without a unit belongs to the words.
            let has_unit = UNITS.iter().any(|(words, _)| words.iter().any(|w| scan.rest().trim_start().starts_with(w)));
            if has_unit {
                continue;
            }
        }
        scan.reset(mark);
        return Some(total);
    }
}

/// Seconds since 1970 (`1718782200`), or milliseconds, from 2001 on: an instant in UTC.
pub(in crate::import) fn epoch(scan: &mut Scan<'_>) -> Option<Raw> {
    let start = scan.offset();
    let mark = scan.mark();
    // `<t:1718782200:f>`, as chats write an instant that each reader sees in a zone of its own.
    let is_boxed = scan.eat("<t:");
    let digits = scan.digits(10, 13).filter(|digits| digits.starts_with('1') && matches!(digits.len(), 10 | 13));
    let number = digits.as_deref().and_then(|digits| digits.parse::<i64>().ok()).filter(|_| scan.at_word_end());
    let seconds = number.map(|number| if number > 1_000_000_000_000 { number / 1_000 } else { number });
    let civil = seconds
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map(|instant| instant.to_zoned(jiff::tz::TimeZone::UTC).datetime());
    let Some(civil) = civil else {
        scan.reset(mark);
        return None;
    };
    if is_boxed {
        let _ = scan.eat(":") && scan.eat_any(&["t", "d", "f", "R"]).is_some();
        let _ = scan.eat(">");
    }
    let mut end = scan.offset();
    let fraction = scan.mark();
    if scan.eat(".") && scan.digits(1, 9).is_some() {
        end = scan.offset();
    } else {
        scan.reset(fraction);
    }
    let date = DateWords {
        year: Some(i32::from(civil.year())),
        month: Some(i32::from(civil.month())),
        day: Some(i32::from(civil.day())),
        ..DateWords::default()
    };
    let clock = Clock {
        hour: Some(civil.hour()),
        minute: Some(civil.minute()),
        second: Some(civil.second()),
        ..Clock::default()
    };
    Some(Raw { start, end, date: Some(date), clock: Some(clock), zone: Some("UTC".to_owned()), ..Raw::default() })
}

/// `141410Z MAR 24`, `141532Z`: day, hour and minute of a military date-time group, in UTC.
pub(in crate::import) fn date_time_group(scan: &mut Scan<'_>) -> Option<Raw> {
    let start = scan.offset();
    let mark = scan.mark();
    let digits = scan.digits(6, 6)?;
    let part = |from, to| digits.get(from..to).and_then(|d| d.parse::<i8>().ok());
    let parts = part(0, 2).zip(part(2, 4)).zip(part(4, 6));
    let parts = parts.filter(|((day, hour), minute)| (1..=31).contains(day) && *hour < 24 && *minute < 60);
    let tail = scan.mark();
    let of_month = date::group_tail(scan);
    if of_month.is_none() {
        scan.reset(tail);
    }
    let is_group = of_month.is_some() || (scan.eat("Z") && scan.at_word_end());
    let Some(((day, hour), minute)) = parts.filter(|_| is_group) else {
        scan.reset(mark);
        return None;
    };
    let (month, year) = of_month.map_or((None, None), |(month, year)| (Some(month), Some(year)));
    let date = DateWords { year, month, day: Some(i32::from(day)), ..DateWords::default() };
    let clock = Clock { hour: Some(hour), minute: Some(minute), ..Clock::default() };
    Some(Raw {
        start,
        end: scan.offset(),
        date: Some(date),
        clock: Some(clock),
        zone: Some("Z".to_owned()),
        ..Raw::default()
    })
}
