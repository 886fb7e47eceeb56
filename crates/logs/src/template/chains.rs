//! Values whose parts are glued with commas, colons or blanks, and that are one value all the same: an id of several parts
//! (`orders,a7,1495975251864.fdf5e7ce2e78`, `web07.example.org,16020,1526011170442`), a short list of numbers (`3,1,2`), an image
//! and its tag (`registry.example.org/shop/cart:1.35`), a digest (`sha256:0c2f…`), and a date with the clock behind it.

use super::names::is_domain;

/// Commas of an id of several parts.
const FEWEST_COMMAS: usize = 2;
/// Digits of the longest part of an id, at least.
const SHORTEST_ID: usize = 6;
/// What can stand right behind a stamp.
pub(super) const END_MARKS: [char; 6] = [',', '.', ';', ':', ')', ']'];
/// Digits of a digest.
const SHORTEST_DIGEST: usize = 32;

/// Length of the value of several parts at the start of a chunk, 0 if there is none.
pub(super) fn chain_length(rest: &str) -> usize {
    let joined = labelled_length(rest).max(stamp_length(rest));
    if joined > 0 {
        return joined;
    }
    let end = rest.find(|c: char| !is_of_part(c) && c != ',').unwrap_or(rest.len());
    // What closes or ends the sentence may follow; a bracket or `=` makes fields of the parts.
    if rest.get(end..).is_some_and(|tail| tail.starts_with(['(', '[', '{', '=', '<', '"', '\'', '#', '@', '|', '*'])) {
        return 0;
    }
    let body = rest.get(..end).unwrap_or_default().trim_end_matches([',', '.', ':']);
    let commas = body.matches(',').count();
    let is_numbers = body.split(',').all(|part| part.len() <= 3 && is_digits(part));
    // Three words and a small number are no id (`handler,5,main`).
    let has_id = body.split(',').any(|part| part.bytes().filter(u8::is_ascii_digit).count() >= SHORTEST_ID);
    let is_link = body.contains("://");
    let is_long = commas >= FEWEST_COMMAS && has_id && !is_link && !is_stamped(body);
    if !(is_long || (is_numbers && commas >= 1)) || !body.starts_with(|c: char| c.is_alphanumeric() || c == '/') {
        return 0;
    }
    // A dot before a comma ends no sentence, and one before a blank only where it can end.
    let dot = rest.get(body.len()..).is_some_and(|tail| tail.starts_with(".,") || (tail == "." && !is_numbers));
    body.len() + usize::from(dot)
}

/// Length of a stamp of ISO 8601 with a `T` inside (`2026-03-14T09:00:00.765Z`).
fn stamp_length(rest: &str) -> usize {
    let Some((date, clock)) = rest.split_once('T').filter(|(date, _)| is_date(date)) else { return 0 };
    let end = clock.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(clock.len());
    let time = clock.get(..end).unwrap_or_default().trim_end_matches([':', '.', ',']);
    let is_time = time.split([':', '.', ',']).all(is_digits) && time.split(':').count() >= 2;
    let zone = clock.get(time.len()..).unwrap_or_default();
    let distance = zone
        .strip_prefix(['+', '-'])
        .map_or(0, |digits| digits.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(digits.len()) + 1);
    let zone = if zone.starts_with('Z') {
        1
    } else if distance >= 5 {
        distance.min(6)
    } else {
        0
    };
    if is_time { date.len() + 1 + time.len() + zone } else { 0 }
}

/// Length of a label of several parts with a number (`store#a#compaction#7`).
fn labelled_length(rest: &str) -> usize {
    const FEWEST_PARTS: usize = 3;
    let end = rest.find(|c: char| !is_of_part(c) && c != '#').unwrap_or(rest.len());
    let body = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ':']);
    let is_label = body.split('#').count() >= FEWEST_PARTS
        && body.split('#').all(|part| !part.is_empty())
        && body.split('#').any(is_digits)
        && body.split('#').any(|part| part.contains(|c: char| c.is_ascii_alphabetic()));
    if is_label { body.len() } else { 0 }
}

fn is_of_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '\\' | '%' | '$' | '/')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Are the parts keys with values (`IP:7,port:9`)? Each is a value of its own.
fn is_stamped(body: &str) -> bool {
    let is_field = |part: &str| {
        part.split_once(':').is_some_and(|(key, value)| {
            !value.is_empty() && !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        })
    };
    body.split(',').filter(|part| is_field(part)).count() > 1
}

/// Length of an image with its tag or of a digest at the start of a chunk, 0 if there is none.
pub(super) fn image_length(rest: &str) -> usize {
    let Some(colon) = rest.find(':') else { return 0 };
    let (name, tail) = rest.split_at_checked(colon).unwrap_or_default();
    let tail = tail.get(1..).unwrap_or_default();
    // The fingerprint of a key, in base 64.
    let code = tail.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='))).unwrap_or(tail.len());
    if matches!(name, "SHA256" | "SHA384" | "SHA512") && code >= SHORTEST_DIGEST {
        return colon + 1 + code;
    }
    let end = tail.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(tail.len());
    let tag = tail.get(..end).unwrap_or_default().trim_end_matches('.');
    let is_digest =
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) && tag.len() >= SHORTEST_DIGEST;
    if is_digest && !name.is_empty() && tag.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return colon + 1 + tag.len();
    }
    let is_image = name.split_once('/').is_some_and(|(host, path)| {
        is_domain(host)
            && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/'))
    });
    let is_tag = tag.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !tail.get(end..).is_some_and(|t| t.starts_with([':', '/']));
    if is_image && is_tag { colon + 1 + tag.len() } else { 0 }
}

/// Is it a date as machines write it (`2026-03-14`, `2026/03/14`)?
pub(super) fn is_date(text: &str) -> bool {
    text.split(['-', '/']).map(str::len).eq([4, 2, 2])
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
}

/// Length of a clock with a fraction of the second at the start of a chunk (`09:17:20.593179`), 0 if there is none.
fn clock_length(rest: &str) -> usize {
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(rest.len());
    let clock = rest.get(..end).unwrap_or_default().trim_end_matches([':', '.', ',']);
    let Some((time, fraction)) = clock.split_once(['.', ',']) else { return 0 };
    let is_time = time.split(':').count() == 3 && time.split(':').all(|part| part.len() == 2 && is_digits(part));
    if is_time && fraction.len() >= 3 && is_digits(fraction) { clock.len() } else { 0 }
}

/// Length of the clock that chunks begin with, if it has a fraction or its zone behind it: then it is one stamp with the date before.
pub(super) fn stamped_clock<'a>(mut chunks: impl Iterator<Item = &'a str>) -> Option<usize> {
    let clock = chunks.next()?;
    let length = clock_length(clock);
    if length > 0 {
        return Some(length);
    }
    let zone = chunks.next()?.trim_end_matches(END_MARKS);
    (is_clock(clock) && is_zone(zone)).then_some(clock.len())
}

/// Is it a clock without a fraction?
fn is_clock(text: &str) -> bool {
    text.split(':').map(str::len).eq([2, 2, 2]) && text.split(':').all(is_digits)
}

/// Does it belong to the clock before it: the distance to UTC, the name of the zone, or Go's monotonic clock?
pub(super) fn is_behind_clock(text: &str) -> bool {
    let is_distance = text.strip_prefix(['+', '-']).is_some_and(|digits| digits.len() == 4 && is_digits(digits));
    let is_monotonic = text.strip_prefix("m=").is_some_and(|rest| rest.starts_with(['+', '-']) && is_seconds(rest));
    is_distance || is_monotonic || is_zone(text)
}

/// Is it the name of the zone of a clock?
fn is_zone(text: &str) -> bool {
    matches!(
        text,
        "UTC"
            | "GMT"
            | "WET"
            | "CET"
            | "CEST"
            | "EET"
            | "EEST"
            | "MSK"
            | "BST"
            | "IST"
            | "JST"
            | "KST"
            | "EST"
            | "EDT"
            | "CST"
            | "CDT"
            | "MST"
            | "MDT"
            | "PST"
            | "PDT"
    )
}

fn is_seconds(text: &str) -> bool {
    text.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_several_parts() {
        for (text, length) in [
            ("orders,a7,1495975251864.fdf5e7ce.", 33),
            ("2026-03-14T09:00:00.765Z, 7", 24),
            ("2026-03-14T09:00:00+09:00)", 25),
            ("2026-03-14T09:00: x", 16),
            ("store#a#compaction#7", 20),
            ("a#7", 0),
            ("shop:calls,19,152934.f.,", 23),
            ("uid,,149449.a6", 14),
            ("3,1,2.", 5),
            ("3,2", 3),
            ("10.0.0.1,10.0.0.2", 0),
            ("a,b,c", 0),
            ("handler,5,main]", 0),
            ("handler=14,queue=2,port=9", 0),
            ("f(1,2,3)", 0),
            ("IP:7,port:9,age:8", 0),
        ] {
            assert_eq!(chain_length(text), length, "{text}");
        }
    }

    #[test]
    fn images_digests_and_clocks() {
        assert_eq!(image_length("registry.example.org/shop/cart:1.35 is"), 35);
        assert_eq!(image_length("sha256:0c2f3fc48e4b09b5835a3af0030cf71a\""), 39);
        assert_eq!(image_length("SHA256:2efou+4apt1vvm0afv9g00A3752qFgztrJGt2DDv7Jz"), 50);
        for other in ["query.c:12", "/a/b.c:12", "www.example.org:80", "https://a.example.org:80"] {
            assert_eq!(image_length(other), 0, "{other}");
        }
        assert_eq!((clock_length("09:17:20.593179)"), clock_length("09:17:20"), clock_length("1.2")), (15, 0, 0));
    }
}
