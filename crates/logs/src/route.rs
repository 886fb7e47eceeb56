//! The route behind a path: what varies in it masked.

use std::ops::Range;

use crate::bits;
use crate::memo::Memo;
use crate::swar;
use crate::template::mask::{content_hash, random_bits};

/// Longest route kept; a longer path is cut there.
const LONGEST: usize = 120;

/// Masks what varies in a path: segments with digits, long hexadecimal ones and mail addresses become `{id}`.
///
/// ```
/// assert_eq!(backstory_logs::route::route_of(b"/api/v1/orders/150316"), "/api/v1/orders/{id}");
/// ```
pub fn route_of(path: &[u8]) -> String {
    let path = without_query(path);
    let mut route = String::with_capacity(path.len());
    for (index, part) in path.split(|byte| *byte == b'/').enumerate() {
        if index > 0 {
            route.push('/');
        }
        if route.len() > LONGEST {
            route.push('…');
            break;
        }
        if is_id(part) {
            route.push_str("{id}");
        } else {
            route.extend(String::from_utf8_lossy(part).chars().take(LONGEST));
        }
    }
    route
}

const DIGIT: u64 = 1;
const SLASH: u64 = 2;
/// The path ends before the query and the fragment.
const QUERY: u64 = 4;
const MAIL: u64 = 8;

/// Random bits for each byte, the lowest four being its class: one look-up yields what is hashed and what ends a part.
static BITS: [u64; 256] = bits();

const fn bits() -> [u64; 256] {
    let mut table = random_bits();
    let mut byte = 0_usize;
    while byte < 256 {
        let class = match byte.to_le_bytes()[0] {
            b'0'..=b'9' => DIGIT,
            b'/' => SLASH,
            b'?' | b'#' => QUERY,
            b'@' => MAIL,
            _ => 0,
        };
        table[byte] = (table[byte] & !0xF) | class;
        byte += 1;
    }
    table
}

/// A hash that is equal for paths of the same route, found without writing the route.
pub(crate) fn hash_of(method: &[u8], path: &[u8], status: u16) -> u64 {
    let mut hash = content_hash(method) ^ u64::from(status).wrapping_mul(SPREAD);
    let mut rest = path.iter();
    loop {
        let part = rest.as_slice();
        let mut token = 0_u64;
        let mut seen = 0_u64;
        let end = loop {
            let Some(&byte) = rest.next() else { break None };
            let bits = BITS[usize::from(byte)];
            if bits & (SLASH | QUERY) != 0 {
                break Some(bits & SLASH);
            }
            token = token.rotate_left(5) ^ bits;
            seen |= bits;
        };
        let length = part.len() - rest.len() - usize::from(end.is_some());
        let varies = seen & (DIGIT | MAIL) != 0 && part.get(..length).is_some_and(is_id);
        let token = if varies { 1 } else { token.wrapping_add(length as u64) };
        hash = (hash ^ token).wrapping_mul(SPREAD).rotate_left(29);
        if end != Some(SLASH) {
            break;
        }
    }
    hash = (hash ^ (hash >> 32)).wrapping_mul(SPREAD);
    hash ^ (hash >> 29)
}

/// Routes met before: paths are hashed roughly, eight bytes at a time, and paths of equal rough hash have one route.
#[derive(Debug)]
pub(crate) struct KnownRoutes(Memo);

impl KnownRoutes {
    pub(crate) fn new() -> Self {
        Self(Memo::new())
    }

    /// As [`hash_of`].
    #[inline]
    pub(crate) fn hash_of(&mut self, method: &[u8], path: &[u8], status: u16) -> u64 {
        self.0.get(rough(method, path, status), || hash_of(method, path, status))
    }

    /// As [`hash_of`], for a request that was hashed roughly while it was read.
    #[inline]
    pub(crate) fn hash_of_rough(&mut self, rough: RoughRoute, method: &[u8], path: &[u8], status: u16) -> u64 {
        self.0.get(step(rough.0, u64::from(status)), || hash_of(method, path, status))
    }
}

/// The rough hash of a request without its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoughRoute(u64);

impl RoughRoute {
    /// Of `METHOD /path` at the start of a window, the path being where it is said to be. All looks go into the window
    /// at once; parts that vary count as zeros, where they are and how long.
    #[inline]
    pub(crate) fn in_window(window: &[u8; bits::WINDOW], path: Range<usize>) -> Self {
        let digits = bits::digits(window);
        let mails = bits::equal(window, b'@');
        let mut marks = (digits | mails) & below(path.end) & !below(path.start);
        let mut varying = 0;
        if marks != 0 {
            let slashes = bits::equal(window, b'/');
            while marks != 0 {
                let mark = marks.trailing_zeros() as usize;
                let begin = bits::WINDOW - (slashes & below(mark)).leading_zeros() as usize;
                let end = ((slashes & !below(mark)).trailing_zeros() as usize).min(path.end);
                let part = below(end) & !below(begin);
                let counts = (digits & part).count_ones() as usize;
                if looks_like_id(window.get(begin..end).unwrap_or_default(), counts, mails & part != 0) {
                    varying |= part;
                }
                marks &= !below(end);
            }
        }
        let mut hash = varying;
        let (words, _) = window.as_chunks::<8>();
        for (at, word) in words.iter().enumerate().take(path.end.div_ceil(8)) {
            let dropped = (varying | !below(path.end)) >> (at * 8) & 0xFF;
            let mut word = u64::from_le_bytes(*word);
            if dropped != 0 {
                word &= !swar::bytes_of_bits(dropped);
            }
            hash = step(hash, word);
        }
        Self(step(hash, path.end as u64))
    }
}

/// The bits before this one of 64, all of them for 64.
#[inline]
fn below(bit: usize) -> u64 {
    if bit >= 64 { u64::MAX } else { (1 << bit) - 1 }
}

const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
fn step(hash: u64, word: u64) -> u64 {
    (hash ^ word).wrapping_mul(SPREAD).rotate_left(29)
}

/// Digits and what else a part of a path is looked at for.
#[inline]
fn telling(word: u64) -> u64 {
    swar::between(word, b'0', b'@') | swar::equal_to(word, b'#')
}

/// Parts that vary count as one and the same, everything else as it stands; so do eight bytes before a digit.
fn rough(method: &[u8], path: &[u8], status: u16) -> u64 {
    const PART: u64 = 0xFF00_FF00_FF00_FF00;
    let mut hash = step(step(u64::from(status), swar::short(method)), method.len() as u64);
    let mut rest = path;
    loop {
        let mut passed = 0;
        let (words, tail) = rest.as_chunks::<8>();
        let found = words.iter().find_map(|word| {
            let word = u64::from_le_bytes(*word);
            let places = telling(word);
            if places != 0 {
                return Some(passed + places.trailing_zeros() as usize / 8);
            }
            hash = step(hash, word);
            passed += 8;
            None
        });
        let in_tail = || tail.iter().position(|byte| matches!(byte, b'0'..=b'@' | b'#'));
        let Some(place) = found.or_else(|| Some(passed + in_tail()?)) else {
            return step(hash, swar::short(tail));
        };
        let before = rest.get(..place).unwrap_or_default();
        let begin = before.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
        hash = step(hash, swar::short(rest.get(passed..begin).unwrap_or_default()));
        hash = step(hash, PART ^ begin as u64);
        let from_begin = rest.get(begin..).unwrap_or_default();
        let end = from_begin.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(from_begin.len());
        let (part, behind) = from_begin.split_at_checked(end).unwrap_or_default();
        hash = step(hash, if is_id(part) { 1 } else { content_hash(part) });
        if behind.first() != Some(&b'/') {
            return hash;
        }
        rest = behind;
    }
}

fn without_query(path: &[u8]) -> &[u8] {
    let end = memchr::memchr2(b'?', b'#', path).unwrap_or(path.len());
    path.get(..end).unwrap_or_default()
}

fn is_id(part: &[u8]) -> bool {
    let (mut digits, mut mails) = (0, 0);
    let (words, tail) = part.as_chunks::<8>();
    for word in words.iter().map(|word| u64::from_le_bytes(*word)).chain([swar::short(tail)]) {
        digits += swar::digits(word).count_ones() as usize;
        mails |= swar::equal_to(word, b'@');
    }
    looks_like_id(part, digits, mails != 0)
}

/// As [`is_id`], by the number of its digits and whether it has an `@`.
#[inline]
fn looks_like_id(part: &[u8], digits: usize, is_mail: bool) -> bool {
    if digits == 0 && !is_mail {
        return false;
    }
    // `v1` and `v2beta1` are versions of the interface, not ids; `{order_id}` was masked by the writer already.
    let is_version = part.len() <= 8 && part.first() == Some(&b'v') && part.get(1).is_some_and(u8::is_ascii_digit);
    if is_version || matches!(part.first(), Some(b'{' | b':')) {
        return false;
    }
    digits * 2 >= part.len() || (digits > 0 && part.len() >= 8) || is_mail
}

/// Whether a word is a long hexadecimal number or a UUID: the look of an id that several sources share.
pub(crate) fn is_shared_id(word: &[u8]) -> bool {
    if word.len() < 12 {
        return false;
    }
    let hex = word.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    let dashes = word.iter().map(|byte| usize::from(*byte == b'-')).sum::<usize>();
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    (hex == word.len() && digits >= 2) || (word.len() == 36 && dashes == 4 && hex == 32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_in_paths_are_masked() {
        for (path, route) in [
            ("/api/v1/orders", "/api/v1/orders"),
            ("/api/v1/orders/150316?x=1", "/api/v1/orders/{id}"),
            ("/u/3f2504e0-4f89-11d3-9a0c-0305e82c3301/a", "/u/{id}/a"),
            ("/oauth2/token", "/oauth2/token"),
            ("/", "/"),
            ("", ""),
        ] {
            assert_eq!(route_of(path.as_bytes()), route);
        }
    }

    proptest! {
        #[test]
        fn known_routes_have_the_hash_of_new_ones(
            requests in proptest::collection::vec(("(GET|POST|PROPFIND)", "(/[a-b@{}-]{0,9}[0-9]{0,9}[a-b]{0,2}){0,3}([?#][a/7]{0,3})?", 200..202_u16), 1..30)
        ) {
            let mut known = KnownRoutes::new();
            for (method, path, status) in requests.iter().chain(&requests) {
                let got = known.hash_of(method.as_bytes(), path.as_bytes(), *status);
                prop_assert_eq!(got, hash_of(method.as_bytes(), path.as_bytes(), *status), "{}", path);
            }
        }

        #[test]
        fn requests_in_a_window_have_the_hash_of_new_ones(
            requests in proptest::collection::vec(("(GET|POST|OPTIONS)", "(/[a-b@{}-]{0,9}[0-9]{0,9}[a-b]{0,2}){0,3}", 200..202_u16), 1..30)
        ) {
            let mut known = KnownRoutes::new();
            for (method, path, status) in requests.iter().chain(&requests) {
                let text = format!("{method} {path}");
                if text.len() > bits::WINDOW {
                    continue;
                }
                let rough = RoughRoute::in_window(&bits::window(text.as_bytes()), method.len() + 1..text.len());
                let got = known.hash_of_rough(rough, method.as_bytes(), path.as_bytes(), *status);
                prop_assert_eq!(got, hash_of(method.as_bytes(), path.as_bytes(), *status), "{}", path);
            }
        }

        #[test]
        fn paths_of_one_route_have_one_hash(a in "/[a-b]{0,2}[0-9]{0,3}(/[a-b]{0,2}[0-9]{0,3})?", b in "/[a-b]{0,2}[0-9]{0,3}(/[a-b]{0,2}[0-9]{0,3})?") {
            let same = hash_of(b"GET", a.as_bytes(), 200) == hash_of(b"GET", b.as_bytes(), 200);
            prop_assert_eq!(same, route_of(a.as_bytes()) == route_of(b.as_bytes()));
        }
    }
}
