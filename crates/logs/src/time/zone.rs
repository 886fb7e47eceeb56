//! Zones behind a time of day: `Z`, offsets, and the few abbreviations that mean one thing.

use crate::scan::Scan;

/// Offset east of UTC in seconds, when a zone follows (after at most one blank). The scan stays where it was otherwise.
pub(super) fn read(scan: &mut Scan<'_>) -> Option<i32> {
    let start = scan.at();
    if matches!(scan.peek(), Some(b'Z' | b'z')) && !scan.peek_at(1).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        scan.skip(1);
        return Some(0);
    }
    let blank = scan.eat(b' ');
    let zone = match scan.peek() {
        Some(b'+' | b'-') => offset(scan, blank),
        Some(b'Z') if blank && scan.peek_at(1).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b']' | b'|' | b',')) => {
            scan.skip(1);
            Some(0)
        }
        Some(b'A'..=b'Z') => abbreviation(scan),
        _ => None,
    };
    if zone.is_none() {
        scan.go(start);
    }
    zone
}

/// `+HH:MM`, `+HHMM`, and without a blank before it `+HH`.
fn offset(scan: &mut Scan<'_>, after_blank: bool) -> Option<i32> {
    let sign = if scan.eat(b'-') { -1 } else { i32::from(scan.eat(b'+')) };
    let hours = scan.digits(2)?;
    let minutes = if scan.eat(b':') {
        scan.digits(2)?
    } else {
        match scan.digits(2) {
            Some(minutes) => minutes,
            None if after_blank => return None,
            None => 0,
        }
    };
    if scan.peek().is_some_and(|byte| byte.is_ascii_alphanumeric()) || hours > 15 || minutes > 59 {
        return None;
    }
    Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

/// Only abbreviations that the database of time zones has for one offset now. `CST`, `IST` and their like are left alone:
/// they mean different offsets in different countries, so the stamp stays without a zone.
fn abbreviation(scan: &mut Scan<'_>) -> Option<i32> {
    const NAMES: [(&[u8], i32); 30] = [
        (b"UTC", 0),
        (b"GMT", 0),
        (b"CET", 3600),
        (b"CEST", 7200),
        (b"EET", 7200),
        (b"EEST", 10_800),
        (b"JST", 32_400),
        (b"KST", 32_400),
        (b"EST", -18_000),
        (b"EDT", -14_400),
        (b"CDT", -18_000),
        (b"MST", -25_200),
        (b"MDT", -21_600),
        (b"PST", -28_800),
        (b"PDT", -25_200),
        (b"AKST", -32_400),
        (b"AKDT", -28_800),
        (b"BRT", -10_800),
        (b"BST", 3600),
        (b"WEST", 3600),
        (b"MSK", 10_800),
        (b"SAST", 7200),
        (b"PKT", 18_000),
        (b"WIB", 25_200),
        (b"HKT", 28_800),
        (b"SGT", 28_800),
        (b"AEST", 36_000),
        (b"AEDT", 39_600),
        (b"NZST", 43_200),
        (b"NZDT", 46_800),
    ];
    let word = scan.while_(|byte| byte.is_ascii_alphabetic());
    (3..=4).contains(&word.len()).then_some(())?;
    let (_, offset) = NAMES.iter().find(|(name, _)| *name == word)?;
    if matches!(word, b"UTC" | b"GMT")
        && let Some(east) = behind_universal(scan)
    {
        return Some(east);
    }
    Some(*offset)
}

/// `+0900`, `+02:00` or `+5` behind `GMT` or `UTC`, and the name that JavaScript puts in parentheses behind it.
fn behind_universal(scan: &mut Scan<'_>) -> Option<i32> {
    let mut next = *scan;
    let sign = if next.eat(b'-') {
        -1
    } else if next.eat(b'+') {
        1
    } else {
        return None;
    };
    let hours = next.digits_up_to_two()?;
    let minutes = if next.eat(b':') { next.digits(2)? } else { next.digits(2).unwrap_or(0) };
    if next.peek().is_some_and(|byte| byte.is_ascii_alphanumeric()) || hours > 15 || minutes > 59 {
        return None;
    }
    *scan = next;
    if next.eat_all(b" (")
        && !next.while_(|byte| byte.is_ascii_alphabetic() || byte == b' ').is_empty()
        && next.eat(b')')
    {
        *scan = next;
    }
    Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

/// Passes an ambiguous abbreviation (`CST`) after a blank, as PostgreSQL writes it, so that it is not read as text.
pub(super) fn skip_ambiguous(scan: &mut Scan<'_>) {
    const NAMES: [&[u8]; 4] = [b"CST", b"IST", b"AST", b"WET"];
    let start = scan.at();
    let blank = scan.eat(b' ');
    let word = scan.while_(|byte| byte.is_ascii_alphabetic());
    if !blank || !NAMES.contains(&word) {
        scan.go(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_read_whole_or_not_at_all() {
        for (text, zone, rest) in [
            ("Z x", Some(0), " x"),
            ("+09:00]", Some(32_400), "]"),
            (" -0330 \"", Some(-12_600), " \""),
            ("+02", Some(7200), ""),
            (" UTC [1]", Some(0), " [1]"),
            (" EST [1]", Some(-18_000), " [1]"),
            (" CST [1]", None, " CST [1]"),
            (" Z x", Some(0), " x"),
            (" Zed x", None, " Zed x"),
            (" GMT+0900 (Japan Standard Time) x", Some(32_400), " x"),
            (" GMT+02:00 x", Some(7200), " x"),
            (" UTC-5 x", Some(-18_000), " x"),
            (" UTC (main) x", Some(0), " (main) x"),
            (" UTC - x", Some(0), " - x"),
            (" - msg", None, " - msg"),
            (" -12 items", None, " -12 items"),
            (" INFO", None, " INFO"),
            ("Zebra", None, "Zebra"),
        ] {
            let mut scan = Scan::new(text.as_bytes());
            assert_eq!(read(&mut scan), zone, "{text}");
            assert_eq!(scan.rest(), rest.as_bytes(), "{text}");
        }
    }
}
