//! Entities that programs name with parts, and that labelled data sets write as one variable: the subject of
//! a certificate, a size with its unit, a name in its namespace, a member with its address.

use std::ops::Range;

use super::evidence::is_name;
use super::group::is_word;
use super::structures;
use super::words::Word;

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// The entity that begins at a place.
pub(super) fn entity(words: &[Word], place: usize) -> Option<Range<usize>> {
    distinguished(words, place)
        .or_else(|| size(words, place))
        .or_else(|| qualified(words, place))
        .or_else(|| member(words, place))
}

/// Attributes of a name in a directory or certificate (RFC 4514, RFC 2253), and those that certificates add.
const ATTRIBUTES: [&str; 13] =
    ["C", "ST", "S", "L", "O", "OU", "CN", "DC", "UID", "STREET", "emailAddress", "name", "serialNumber"];
/// Attributes from which on they are one name.
const FEWEST_ATTRIBUTES: usize = 3;

/// The name of a certificate or of an entry in a directory (`C=SE, O=Example AB, CN=www.example.org`).
fn distinguished(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_attribute = |at: usize| ATTRIBUTES.contains(&text(words, at)) && text(words, at + 1) == "=";
    let begins = place.checked_sub(1).is_none_or(|before| matches!(text(words, before), " " | "'" | "\"" | "(" | "["));
    let is_first = place.checked_sub(2).is_none_or(|comma| {
        text(words, comma) != "," || {
            let key = (0..comma).rfind(|at| text(words, *at) == "=").and_then(|equals| equals.checked_sub(1));
            !key.is_some_and(is_attribute)
        }
    });
    if !(is_attribute(place) && begins && is_first) {
        return None;
    }
    let mut count = 0;
    let mut at = place;
    let mut end = place;
    while is_attribute(at) {
        count += 1;
        let ends = |at: &usize| matches!(text(words, *at), "," | ")" | "]" | "'" | "\"" | ";");
        end = (at + 2..words.len()).find(ends).unwrap_or(words.len());
        at = end + 1 + usize::from(text(words, end + 1) == " ");
    }
    (count >= FEWEST_ATTRIBUTES).then_some(place..end)
}

/// A size with its unit behind a key (`total=7.59 GB`).
fn size(words: &[Word], place: usize) -> Option<Range<usize>> {
    const UNITS: [&str; 13] = ["B", "K", "M", "G", "T", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "kB"];
    let number = words.get(place).filter(|word| word.is_parameter)?;
    let is_size = number.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text(words, place.checked_sub(1)?) == "="
        && text(words, place + 1) == " "
        && UNITS.contains(&text(words, place + 2));
    (is_size && matches!(text(words, place + 3), "" | " " | "," | ";" | ")" | "]")).then_some(place..place + 3)
}

/// A name in its namespace (`staging/soap-client-cert`, `topics/orders-7`): small letters, and one of both is no plain word.
fn qualified(words: &[Word], place: usize) -> Option<Range<usize>> {
    let part = |at: usize| words.get(at).filter(|word| word.is_parameter || is_word(word));
    let (space, name) = (part(place)?, part(place + 2)?);
    let is_small = |word: &Word| {
        word.text.contains(|c: char| c.is_ascii_lowercase())
            && word
                .text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.'))
    };
    let is_marked = |word: &Word| word.text.contains(['-', '_', '.']) || word.is_parameter;
    let begins = place.checked_sub(1).is_some_and(|before| matches!(text(words, before), " " | "\"" | "'" | "[" | "="));
    // `prepare: select/cons_tres: started`: a tag says who acts.
    let is_tag =
        text(words, place + 3) == ":" && place >= 2 && (text(words, place - 1), text(words, place - 2)) == (" ", ":");
    (begins
        && !is_tag
        && !space.is_parameter
        && text(words, place + 1) == "/"
        && is_small(space)
        && is_small(name)
        && (is_marked(space) || is_marked(name))
        && matches!(text(words, place + 3), "" | " " | "," | ":" | ";" | "\"" | "'" | "]" | "."))
    .then_some(place..place + 3)
}

/// An object that prints its address among its state (`Node[10.0.0.7:80,DS-7,DISK]`), or several of them in brackets.
fn member(words: &[Word], place: usize) -> Option<Range<usize>> {
    let one = |at: usize| -> Option<usize> {
        let class = words.get(at).filter(|word| word.is_parameter || is_word(word))?;
        let is_class = class.text.starts_with(|c: char| c.is_ascii_uppercase()) && is_name(&class.text);
        let end = structures::closed(words, at + 1).filter(|_| is_class && text(words, at + 1) == "[")?;
        let inside = words.get(at + 2..end - 1)?;
        let is_mark = |word: &Word, mark: &str| !word.is_parameter && word.text == mark;
        let has_address =
            inside.windows(3).any(|part| part[0].is_parameter && is_mark(&part[1], ":") && part[2].is_parameter);
        let parts = inside.iter().filter(|word| is_mark(word, ",")).count();
        let is_whole = matches!(inside, [state] if state.text.matches(',').count() >= 2 && state.text.contains(':'));
        (((has_address && parts >= 2) || is_whole) && inside.iter().all(|word| !is_mark(word, " "))).then_some(end)
    };
    let is_listed = text(words, place) == "[";
    let mut end = one(place + usize::from(is_listed))?;
    while text(words, end) == ","
        && text(words, end + 1) == " "
        && let Some(next) = one(end + 2)
    {
        end = next;
    }
    if is_listed {
        return (text(words, end) == "]").then_some(place..end + 1);
    }
    let is_inside = place.checked_sub(1).is_some_and(|before| text(words, before) == "[");
    let follows = place >= 2 && text(words, place - 1) == " " && text(words, place - 2) == ",";
    (!is_inside && !follows).then_some(place..end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_labelled;

    #[test]
    fn one_variable_each() {
        for (message, expected) in [
            ("evicted web-7_shop(752d03a4-5860-0802-865c-1f4522fd46eb) of 7", "evicted <*> of <*>"),
            ("checked 7: depth=1, C=SE, O=Example AB, CN=www.example.org, name=Easy", "checked <*>: depth=<*>, <*>"),
            ("cache of a7: total=7.59 GB, max=8 GB", "cache of <*>: total=<*>, max=<*>"),
            ("prepare: select/cons_tres: step of 7", "prepare: select/cons_tres: step of <*>"),
            ("no secret staging/soap-client-cert of 7 to read/write", "no secret <*> of <*> to read/write"),
            (
                "pipeline of 7: [NodeInfo[10.0.0.7:80,DS-7,DISK], NodeInfo[10.0.0.8:80,DS-8,DISK]]",
                "pipeline of <*>: <*>",
            ),
            ("bad node NodeInfo[10.0.0.7:80,DS-7,DISK] of 7", "bad node <*> of <*>"),
        ] {
            check_labelled(&[message], &[expected]);
        }
    }
}
