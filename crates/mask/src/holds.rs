//! What a pattern alone cannot tell of a value: check digits, what people choose as passwords, what is an address.

use std::net::{Ipv4Addr, Ipv6Addr};

pub(crate) fn has_digit(value: &str) -> bool {
    value.bytes().any(|b| b.is_ascii_digit())
}

pub(crate) fn is_no_scheme(value: &str) -> bool {
    !["bearer", "basic", "token", "digest", "apikey", "geniekey"].iter().any(|s| value.eq_ignore_ascii_case(s))
}

/// Length and first digits of an issuer, and the check digit of ISO/IEC 7812 (Luhn).
pub(crate) fn is_card(value: &str) -> bool {
    let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    let prefix = digits.iter().take(2).fold(0, |n, d| n * 10 + d);
    let fits = match digits.len() {
        13 | 19 => (40..50).contains(&prefix),
        14 => matches!(prefix, 30 | 36 | 38 | 39),
        15 => matches!(prefix, 34 | 37),
        16 => matches!(prefix, 22..=27 | 35 | 40..=55 | 60 | 62 | 64 | 65),
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, d)| if at.is_multiple_of(2) { *d } else { d * 2 / 10 + d * 2 % 10 })
        .sum();
    fits && sum.is_multiple_of(10)
}

/// After `password` in a sentence: a word with a digit that is neither a number, a time nor a version.
pub(crate) fn is_spoken(value: &str) -> bool {
    has_digit(value)
        && value.bytes().any(|b| b.is_ascii_alphabetic())
        && !value.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit())
        || value.bytes().filter(u8::is_ascii_digit).count() > 1
            && value.bytes().filter(u8::is_ascii_alphabetic).count() > 2
}

/// Three words or more joined by hyphens, none of which joins words of a sentence (`out-of-date`), or letters with a sign
/// that only passwords have inside.
pub(crate) fn is_phrase(value: &str) -> bool {
    const JOINTS: [&str; 12] = ["of", "to", "in", "by", "and", "the", "be", "for", "on", "only", "up", "non"];
    let value = value.trim_end_matches(['.', ',', '!', '?', ':']);
    let words: Vec<&str> = value.split(['-', '_', '.']).collect();
    let is_joined = words.len() > 2
        && words.iter().all(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphanumeric()))
        && !words.iter().any(|word| JOINTS.contains(&word.to_lowercase().as_str()));
    let signs = value.bytes().filter(|b| matches!(b, b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*')).count();
    is_joined || signs > 0 && value.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Letters with a digit, and with a sign or both large and small ones: nothing a path or a count is.
pub(crate) fn is_strong(value: &str) -> bool {
    let has = |is: fn(&u8) -> bool| value.bytes().any(|b| is(&b));
    let is_signed = has(|b| matches!(b, b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' | b'?'));
    let is_cased = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && (is_signed || is_cased) && !value.contains("://")
}

pub(crate) fn is_mixed(value: &str) -> bool {
    has_digit(value) && value.split('.').all(|part| has_digit(part) && part.bytes().any(|b| b.is_ascii_lowercase()))
}

/// The remainder of ISO 7064 (MOD 97-10) that every account number has.
pub(crate) fn is_iban(value: &str) -> bool {
    let text: Vec<char> = value.chars().filter(|c| *c != ' ').collect();
    if !(15..=34).contains(&text.len()) {
        return false;
    }
    let (head, tail) = text.split_at(4);
    let rest = tail.iter().chain(head).filter_map(|c| c.to_digit(36)).fold(0_u64, |rest, digit| {
        let shift = if digit > 9 { 100 } else { 10 };
        (rest * shift + u64::from(digit)) % 97
    });
    rest == 1
}

pub(crate) fn is_ipv4(value: &str) -> bool {
    value.parse::<Ipv4Addr>().is_ok_and(|ip| !ip.is_loopback() && !ip.is_unspecified())
}

/// A path of a program (`a::b`) has no digits.
pub(crate) fn is_ipv6(value: &str) -> bool {
    has_digit(value) && value.parse::<Ipv6Addr>().is_ok_and(|ip| !ip.is_loopback() && !ip.is_unspecified())
}

/// After `basic`: with a digit, or the user and password that it stands for.
pub(crate) fn is_basic(value: &str) -> bool {
    has_digit(value)
        || decoded(value).is_some_and(|text| text.contains(&b':') && text.iter().all(|b| matches!(b, b' '..=b'~')))
}

/// Bytes of base64 (RFC 4648), with its padding or without.
fn decoded(value: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0_u32, Vec::new());
    for b in value.trim_end_matches('=').bytes() {
        let six = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}
