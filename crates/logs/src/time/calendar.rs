//! Days and months: the proleptic Gregorian calendar in integers.
//!
//! Day counts follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).

/// Days from 1970-01-01 to a date; `None` when there is no such date.
pub(super) fn days_from_civil(year: i32, month: u32, day: u32) -> Option<i64> {
    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let shifted_year = i64::from(year) - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * (i64::from(month) + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// 1 to 12 for an English month name, short or long, in any letter case; and the length of the name.
pub(super) fn month(bytes: &[u8]) -> Option<(u32, usize)> {
    const NAMES: [&[u8]; 12] = [
        b"january",
        b"february",
        b"march",
        b"april",
        b"may",
        b"june",
        b"july",
        b"august",
        b"september",
        b"october",
        b"november",
        b"december",
    ];
    let short = bytes.get(..3)?;
    let (number, name) =
        (1..).zip(NAMES).find(|(_, name)| name.get(..3).is_some_and(|n| short.eq_ignore_ascii_case(n)))?;
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    match letters {
        3 => Some((number, 3)),
        _ if bytes.get(..letters)?.eq_ignore_ascii_case(name) => Some((number, letters)),
        _ => None,
    }
}

/// Whether the bytes start with an English weekday name; its length.
pub(super) fn weekday(bytes: &[u8]) -> Option<usize> {
    const NAMES: [&[u8]; 7] = [b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday"];
    let short = bytes.get(..3)?;
    let name = NAMES.iter().find(|name| name.get(..3).is_some_and(|n| short.eq_ignore_ascii_case(n)))?;
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    (letters == 3 || bytes.get(..letters)?.eq_ignore_ascii_case(name)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_epoch() {
        for (date, days) in [
            ((1970, 1, 1), Some(0)),
            ((1969, 12, 31), Some(-1)),
            ((2000, 2, 29), Some(11_016)),
            ((2026, 11, 23), Some(20_780)),
            ((1900, 2, 29), None),
            ((2025, 13, 1), None),
            ((2025, 4, 31), None),
        ] {
            assert_eq!(days_from_civil(date.0, date.1, date.2), days, "{date:?}");
        }
    }

    #[test]
    fn names_are_whole_words() {
        assert_eq!(month(b"Nov 3"), Some((11, 3)));
        assert_eq!(month(b"september"), Some((9, 9)));
        assert_eq!(month(b"Marketing"), None);
        assert_eq!(weekday(b"Sun Dec"), Some(3));
        assert_eq!(weekday(b"Sunshine"), None);
    }
}
