//! Times of day in Latin digits: `14:05:33.123`, `7:32 PM`, `14h05`, `1405 UTC`, `14.05 Uhr`.

use crate::import::time::{
    bare_clock::opens_bare_range,
    moment::{Clock, Found, check},
    scan::Scan,
    zone,
};

/// `14:05`, `14:05:33.123`, `7:32 PM`, `??:??`, `HH:mm`, `--:--`, `14:??`.
pub(in crate::import) fn with_colon(scan: &mut Scan<'_>) -> Option<Found> {
    let mut unknown = false;
    let hour = scan.number_or_unknown(&mut unknown)?;
    if !(scan.eat(":") || scan.eat("：")) {
        return None;
    }
    // `7:4?`: the ten minutes are known, and no more.
    if let Some(minute) = scan.tens() {
        let clock = Clock { hour, minute: Some(minute), is_tens: true, ..Clock::default() };
        let half = half_of_day(scan);
        return if scan.at_word_end() || zone::label_at(scan.rest()).is_some() {
            check(clock, true, half)
        } else {
            None
        };
    }
    let minute = scan.two_digits_or_unknown(&mut unknown)?;
    let mut clock = Clock { hour, minute, ..Clock::default() };
    let mark = scan.mark();
    if scan.eat(":") {
        match scan.two_digits_or_unknown(&mut unknown) {
            Some(second) => {
                clock.second = second;
                let mark = scan.mark();
                match (scan.eat(".") || scan.eat(",")).then(|| scan.digits(1, 9)).flatten() {
                    Some(fraction) => clock.nanosecond = format!("{fraction:0<9}").parse().ok(),
                    None => scan.reset(mark),
                }
            }
            None => scan.reset(mark),
        }
    }
    if scan.peek().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let half = half_of_day(scan).or_else(|| half_in_a_letter(scan));
    if half.is_none() {
        clock_word(scan);
    }
    // `11:30ish`
    let goes_on = scan.starts_with("T") || scan.starts_with("ish");
    if !scan.at_word_end() && zone::label_at(scan.rest()).is_none() && !goes_on {
        return None;
    }
    check(clock, unknown, half)
}

/// `14h05`, `7 PM`, `1405 UTC`, `14.05 Uhr`.
pub(in crate::import) fn without_colon(scan: &mut Scan<'_>) -> Option<Found> {
    let digits = scan.digits(1, 4)?;
    let number: i16 = digits.parse().ok()?;
    if digits.len() <= 2 {
        let hour = i8::try_from(number).ok();
        let spaced = scan.mark();
        scan.skip_spaces();
        let is_spaced = scan.eat("h ") || scan.eat("H ");
        if !is_spaced {
            scan.reset(spaced);
        }
        if is_spaced || scan.eat("h") || scan.eat("H") {
            let minute = scan.number(2, 2).and_then(|m| i8::try_from(m).ok());
            // `2 h 35 min` is a length.
            let is_length = is_spaced && scan.rest().trim_start().starts_with(['m', 'M', '分']);
            return if !is_length && scan.at_word_end() && (minute.is_some() || digits.len() == 2) {
                check(Clock { hour, minute, ..Clock::default() }, false, None)
            } else {
                None
            };
        }
        if let Some(half) = half_of_day(scan) {
            return check(Clock { hour, ..Clock::default() }, false, Some(half));
        }
        // `2ish`
        if scan.starts_with("ish") && hour.is_some_and(|hour| hour < 24) {
            return check(Clock { hour, ..Clock::default() }, false, None);
        }
        if scan.eat(".") {
            let minute = scan.number(2, 2).and_then(|m| i8::try_from(m).ok())?;
            let clock = Clock { hour, minute: Some(minute), ..Clock::default() };
            if let Some(half) = half_of_day(scan) {
                return check(clock, false, Some(half));
            }
            let mark = scan.mark();
            scan.skip_spaces();
            if scan.eat("Uhr") {
                return check(clock, false, None);
            }
            let _ = scan.eat("(");
            let is_zoned = zone::label_at(scan.rest()).is_some();
            scan.reset(mark);
            return if is_zoned { check(clock, false, None) } else { None };
        }
        return None;
    }
    if digits.len() != 4 || number / 100 > 23 || number % 100 > 59 {
        return None;
    }
    let mark = scan.mark();
    scan.skip_spaces();
    let is_time = zone::label_at(scan.rest()).is_some();
    let hours = scan.eat_any(&["hours", "hrs", "h"]).is_some();
    if !hours {
        scan.reset(mark);
    }
    // `1647 and 1812 hrs`, `0650-0705 EDT`: the word behind the second holds for both.
    let is_time = is_time || opens_bare_range(scan.rest());
    if !(is_time || hours) {
        return None;
    }
    let part = |n: i16| i8::try_from(n).ok();
    check(Clock { hour: part(number / 100), minute: part(number % 100), ..Clock::default() }, false, None)
}

/// Takes `h`, `hrs`, `Uhr` behind a time of day.
pub(in crate::import) fn clock_word(scan: &mut Scan<'_>) {
    let mark = scan.mark();
    scan.skip_spaces();
    if scan.eat_any(&["Uhr", "hrs", "hours", "h"]).is_none() {
        scan.reset(mark);
    }
}

/// `8:30a`, `10:15p`: one letter right behind the minutes.
fn half_in_a_letter(scan: &mut Scan<'_>) -> Option<bool> {
    let mark = scan.mark();
    let half = match scan.peek() {
        Some('a' | 'A') => false,
        Some('p' | 'P') => true,
        _ => return None,
    };
    let _ = scan.take_bytes(1);
    if scan.at_word_end() {
        return Some(half);
    }
    scan.reset(mark);
    None
}

/// `AM` is false, `PM` is true.
fn half_of_day(scan: &mut Scan<'_>) -> Option<bool> {
    let mark = scan.mark();
    scan.skip_spaces();
    for (words, is_after_noon) in
        [(&["AM", "am", "a.m.", "A.M.", "Am"], false), (&["PM", "pm", "p.m.", "P.M.", "Pm"], true)]
    {
        if scan.eat_any(words).is_some() && (scan.at_word_end() || zone::label_at(scan.rest()).is_some()) {
            return Some(is_after_noon);
        }
    }
    scan.reset(mark);
    None
}
