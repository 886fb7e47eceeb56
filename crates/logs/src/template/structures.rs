//! Values with parts as programs print them: an object of JSON, a map in braces, a collection, the parts of an object in
//! braces of their own.
//!
//! ```text
//! moved to {"phase":"hot","step":7}        policy {retention=7, segment=9}        channel Netty{local=a, remote=b}
//! removed Set(orders-7, audit-2)           added {node-7}{k8Z}{10.0.0.7}
//! ```

use std::ops::Range;

use super::group::is_word;
use super::words::Word;

/// Words inside a value at most.
const LONGEST: usize = 256;
/// Parts in braces that touch, from which on they are one value.
const FEWEST_PARTS: usize = 3;
/// What the libraries of the Java world call collections and what may hold a value.
const COLLECTIONS: [&str; 18] = [
    "Set",
    "HashSet",
    "TreeSet",
    "List",
    "ListBuffer",
    "ArrayBuffer",
    "ArraySeq",
    "Array",
    "Vector",
    "Seq",
    "Buffer",
    "Stream",
    "Map",
    "HashMap",
    "TreeMap",
    "Queue",
    "Some",
    "Optional",
];

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// The value with parts that begins at a place.
pub(super) fn structure(words: &[Word], place: usize) -> Option<Range<usize>> {
    let end = json(words, place)
        .or_else(|| map(words, place))
        .or_else(|| collection(words, place))
        .or_else(|| parts(words, place))
        .or_else(|| state(words, place))?;
    Some(place..end)
}

/// Place behind the bracket that closes what opens at a place. Brackets of other kinds need not match: addresses hold some.
pub(super) fn closed(words: &[Word], open: usize) -> Option<usize> {
    let opening = text(words, open);
    let closing = match opening {
        "{" => "}",
        "[" => "]",
        "(" => ")",
        _ => return None,
    };
    let mut depth = 0_usize;
    for at in open..words.len().min(open + LONGEST) {
        if text(words, at) == opening {
            depth += 1;
        } else if text(words, at) == closing {
            depth -= 1;
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// End of an object of JSON within a sentence. What the message is, or ends with, tells more by its keys.
fn json(words: &[Word], place: usize) -> Option<usize> {
    let has_key = text(words, place + 1) == "\"" && text(words, place + 3) == "\"" && text(words, place + 4) == ":";
    let is_object = place > 0 && text(words, place) == "{" && has_key;
    is_object.then(|| closed(words, place)).flatten().filter(|end| *end < words.len())
}

/// End of a map: keys and values with commas and blanks between, or nothing, in braces; the name of a class may stand before.
fn map(words: &[Word], place: usize) -> Option<usize> {
    let open = place + usize::from(words.get(place).is_some_and(is_word));
    if text(words, place.checked_sub(1)?) != " " || text(words, open) != "{" {
        return None;
    }
    let end = closed(words, open)?;
    if end == open + 2 {
        return (open == place).then_some(end);
    }
    let is_beside_arrow = |at: usize| text(words, at - 1) == "->" || text(words, at + 1) == "->";
    let mut depth = 0_usize;
    for at in open..end {
        match text(words, at) {
            "{" | "[" | "(" => depth += 1,
            "}" | "]" | ")" => depth = depth.saturating_sub(1),
            " " if depth == 1 && text(words, at - 1) != "," && !is_beside_arrow(at) => return None,
            _ => {}
        }
    }
    let is_pair = text(words, open + 2) == "=" || (text(words, open + 2), text(words, open + 3)) == (" ", "->");
    (words.get(open + 1).is_some_and(|key| key.is_parameter || is_word(key)) && is_pair).then_some(end)
}

/// Keys of an object that prints all of its state.
pub(super) const FEWEST_KEYS: usize = 3;

/// End of an object that prints its state in square brackets (`org.example.Member[id=7, port=80, age=9]`).
fn state(words: &[Word], place: usize) -> Option<usize> {
    let is_class =
        words.get(place).is_some_and(|word| word.text.contains('.') && word.text.contains(char::is_uppercase));
    let begins = matches!(text(words, place.checked_sub(1)?), " " | "[" | "=");
    if !is_class || !begins || text(words, place + 1) != "[" {
        return None;
    }
    let end = closed(words, place + 1)?;
    let keys = words.get(place + 2..end)?.windows(2).filter(|pair| is_word(&pair[0]) && pair[1].text == "=").count();
    (keys >= FEWEST_KEYS).then_some(end)
}

fn collection(words: &[Word], place: usize) -> Option<usize> {
    (COLLECTIONS.contains(&text(words, place)) && text(words, place + 1) == "(")
        .then(|| closed(words, place + 1))
        .flatten()
}

/// End of the parts in braces that touch.
fn parts(words: &[Word], place: usize) -> Option<usize> {
    if place.checked_sub(1).is_some_and(|before| text(words, before) == "}") {
        return None;
    }
    let mut end = place;
    let mut count = 0;
    while text(words, end) == "{"
        && let Some(next) = closed(words, end)
    {
        end = next;
        count += 1;
    }
    (count >= FEWEST_PARTS).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_labelled;

    #[test]
    fn values_with_parts_are_one() {
        for (message, expected) in [
            ("index moved to {\"phase\":\"hot\",\"step\":7} now", "index moved to <*> now"),
            ("event of 7: {\"phase\":\"hot\",\"step\":7}", "event of <*>: {\"phase\":\"<*>\",\"step\":<*>}"),
            ("{\"phase\":\"hot\",\"step\":7}", "{\"phase\":\"<*>\",\"step\":<*>}"),
            ("made with policy {retention=7, segment=9}", "made with policy <*>"),
            ("made with {retention.ms -> 7, policy -> delete}", "made with <*>"),
            ("made with policy {} today", "made with policy <*> today"),
            ("closing channel Netty{local=a7, remote=b7}", "closing channel <*>"),
            ("start u7 {act=a7 cmp=b7} now", "start <*> {act=<*> cmp=<*>} now"),
            ("removed partitions Set(orders, audit) of 7", "removed partitions <*> of <*>"),
            ("cluster: added {{node}{k8Z}{10.0.0.7}{10.0.0.7:80}} by 7", "cluster: added {<*>} by <*>"),
            ("gone[org.a.Member[tcp://{10, 7}:80, id=7, port=80, age=9]] here", "gone[<*>] here"),
        ] {
            check_labelled(&[message], &[expected]);
        }
    }

    #[test]
    fn brackets_that_do_not_match_are_left() {
        check_labelled(&["got {a=7, b)]] of 7"], &["got {a=<*>, b)]] of <*>"]);
    }
}
