//! Times of forms that only some reports use: counted from a zero, and military date-time groups.

use super::{
    date::{self, DateWords},
    moment::{Clock, Raw},
    scan::Scan,
};

/// `T0`, `T+5m`, `T-00:10`, `t0 + 5 min`, `T+1h10m`, `T+~25m`, `T+?`: seconds from zero where they are known.
#[expect(clippy::option_option, reason = "not there; there and unknown; there and known")]
pub(super) fn relative(scan: &mut Scan<'_>) -> Option<Option<i64>> {
    let mark = scan.mark();
    let is_zero = scan.eat("T0") || scan.eat("t0");
    if is_zero || scan.eat("T") || scan.eat("t") {
        scan.skip_spaces();
        let sign = if scan.eat("+") { Some(1) } else { (scan.eat("-") || scan.eat("−")).then_some(-1) };
        if let Some(sign) = sign {
            scan.skip_spaces();
            let _ = scan.eat("~");
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

/// `5m`, `1h10m`, `00:10`, `7d`; a bare number counts minutes, `0` is zero.
fn offset(scan: &mut Scan<'_>) -> Option<i64> {
    const UNITS: [(&[&str], i64); 5] = [
        (&["seconds", "second", "secs", "sec", "s"], 1),
        (&["minutes", "minute", "mins", "min", "m"], 60),
        (&["hours", "hour", "hrs", "hr", "h"], 3_600),
        (&["days", "day", "d"], 86_400),
        (&["weeks", "week", "w"], 604_800),
    ];
    let first = i64::from(scan.number(1, 5)?);
    if scan.eat(":") {
        let minutes = i64::from(scan.number(2, 2)?);
        let seconds = if scan.eat(":") { scan.number(2, 2) } else { None };
        return Some(first * 3_600 + minutes * 60 + seconds.map_or(0, i64::from));
    }
    let mut total = 0;
    let mut number = first;
    loop {
        scan.skip_spaces();
        // A unit may stand right in front of the next number.
        let unit = UNITS.iter().find_map(|(words, seconds)| {
            let word = words.iter().find(|word| scan.starts_with(word))?;
            let mark = scan.mark();
            scan.eat(word);
            if scan.peek().is_some_and(char::is_alphabetic) {
                scan.reset(mark);
                return None;
            }
            Some(*seconds)
        });
        let Some(unit) = unit else { return Some(if total == 0 { number * 60 } else { total }) };
        total += number * unit;
        let mark = scan.mark();
        if let Some(next) = scan.number(1, 5) {
            number = i64::from(next);
        } else {
            scan.reset(mark);
            return Some(total);
        }
    }
}

/// `141410Z MAR 24`: day, hour and minute of a military date-time group, in UTC.
pub(super) fn date_time_group(scan: &mut Scan<'_>) -> Option<Raw> {
    let start = scan.offset();
    let mark = scan.mark();
    let digits = scan.digits(6, 6)?;
    let part = |from, to| digits.get(from..to).and_then(|d| d.parse::<i8>().ok());
    let parts = part(0, 2).zip(part(2, 4)).zip(part(4, 6));
    let found = parts
        .filter(|((day, hour), minute)| (1..=31).contains(day) && *hour < 24 && *minute < 60)
        .zip(date::group_tail(scan));
    let Some((((day, hour), minute), (month, year))) = found else {
        scan.reset(mark);
        return None;
    };
    let date = DateWords { year: Some(year), month: Some(month), day: Some(i32::from(day)), ..DateWords::default() };
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
