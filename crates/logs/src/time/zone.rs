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

/// Only abbreviations that are the same offset everywhere. `EST`, `CST`, `IST` and their like are left alone: they mean
/// different offsets in different countries, so the stamp stays without a zone.
fn abbreviation(scan: &mut Scan<'_>) -> Option<i32> {
    const NAMES: [(&[u8], i32); 8] = [
        (b"UTC", 0),
        (b"GMT", 0),
        (b"CET", 3600),
        (b"CEST", 7200),
        (b"EET", 7200),
        (b"EEST", 10_800),
        (b"JST", 32_400),
        (b"KST", 32_400),
    ];
    let word = scan.while_(|byte| byte.is_ascii_alphabetic());
    let (_, offset) = NAMES.iter().find(|(name, _)| *name == word)?;
    Some(*offset)
}

/// Passes an ambiguous abbreviation (`EST`) after a blank, as PostgreSQL writes it, so that it is not read as text.
pub(super) fn skip_ambiguous(scan: &mut Scan<'_>) {
    const NAMES: [&[u8]; 19] = [
        b"EST", b"EDT", b"CST", b"CDT", b"MST", b"MDT", b"PST", b"PDT", b"IST", b"BST", b"AEST", b"AEDT", b"SGT",
        b"HKT", b"MSK", b"BRT", b"WIB", b"WEST", b"WET",
    ];
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
            (" EST [1]", None, " EST [1]"),
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
