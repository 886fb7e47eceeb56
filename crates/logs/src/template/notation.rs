//! What labelled data sets write as one variable although it has parts: an object with its state, a link, the two ends of a
//! connection, an id with the brackets that belong to it.
//!
//! To a reader the parts say more, so this is done to [`labelled`](super::Mined::labelled) templates only, and last.

use std::collections::BTreeMap;
use std::ops::Range;

use super::calls::object;
use super::group::{Group, Samples, gather, is_word};
use super::lists::among_fields;
use super::words::Word;

/// Keys of an object that prints all of its state.
const FEWEST_KEYS: usize = 3;
/// Schemes of files, whose path is what varies.
const FILES: [&str; 6] = ["hdfs", "viewfs", "file", "s3", "s3a", "gs"];
/// Keys of an id that has brackets of its own (RFC 5322).
const BRACKETED: [&str; 4] = ["msgid", "message-id", "messageid", "Message-ID"];

/// Writes one parameter for what has parts; samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    gather(groups.into_values().map(|mut group| {
        let mut place = group.words.len();
        while let Some(before) = place.checked_sub(1) {
            place = before;
            if let Some(range) = whole(&group.words, place) {
                group.collapse(&range, samples);
            }
        }
        group
    }))
}

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// What begins at a place and is one variable.
fn whole(words: &[Word], place: usize) -> Option<Range<usize>> {
    link(words, place)
        .or_else(|| process(words, place))
        .or_else(|| id(words, place))
        .or_else(|| between_brackets(words, place))
        .or_else(|| state(words, place))
        .or_else(|| among_fields(words, place).map(|end| place..end))
}

/// `https://example.org:80/a`.
fn link(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_parameter = |place: usize| words.get(place).is_some_and(|word| word.is_parameter);
    let is_link = words.get(place).is_some_and(is_word)
        && !FILES.contains(&text(words, place))
        && text(words, place + 1) == "://"
        && is_parameter(place + 2);
    let port = if text(words, place + 3) == ":" && is_parameter(place + 4) { 2 } else { 0 };
    is_link.then_some(place..place + 3 + port)
}

/// A process of Erlang (`<0.31.0>`).
fn process(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_number = |word: &Word| {
        word.is_parameter
            && word.text.split('.').count() == 3
            && word.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let is_process = text(words, place) == "<" && text(words, place + 2) == ">";
    (is_process && words.get(place + 1).is_some_and(is_number)).then_some(place..place + 3)
}

/// `msgid=<a7@example.org>`.
fn id(words: &[Word], place: usize) -> Option<Range<usize>> {
    let has_key = text(words, place.checked_sub(1)?) == "=" && BRACKETED.contains(&text(words, place.checked_sub(2)?));
    let is_id = text(words, place) == "<" && text(words, place + 2) == ">";
    (has_key && is_id && words.get(place + 1).is_some_and(|word| word.is_parameter)).then_some(place..place + 3)
}

/// All between brackets: a date and a clock, or the two ends of a connection up to a comma.
fn between_brackets(words: &[Word], place: usize) -> Option<Range<usize>> {
    let open = text(words, place.checked_sub(1)?);
    let end = (place..words.len()).find(|end| matches!(text(words, *end), "," | ")" | "]"))?;
    let inside = words.get(place..end)?;
    let has = |mark: &str| inside.iter().any(|word| !word.is_parameter && word.text == mark);
    let is_value = |word: &Word| word.is_parameter || !word.text.contains(char::is_alphanumeric);
    let is_date = has("/") && has(":") && text(words, end) == "]" && open == "[";
    let is_connection = has("->") && has(":") && open == "(";
    (inside.len() > 1 && inside.iter().all(is_value) && (is_date || is_connection)).then_some(place..end)
}

/// An object with all of its state: `Segment(base=1, size=7, age=9)`, no call that begins a sentence.
fn state(words: &[Word], place: usize) -> Option<Range<usize>> {
    if text(words, place.checked_sub(1)?) != " " {
        return None;
    }
    let (name, end) = object(words, place).filter(|(name, _)| *name == place)?;
    let keys = words.get(name + 2..end)?.windows(2).filter(|pair| is_word(&pair[0]) && pair[1].text == "=").count();
    (keys >= FEWEST_KEYS).then_some(place..end)
}

#[cfg(test)]
mod tests {
    use super::super::Miner;

    #[test]
    fn one_variable_each() {
        for (message, expected) in [
            ("see https://example.org:80/a now", "see <*> now"),
            ("stored hdfs://a/b now", "stored hdfs://<*> now"),
            ("accepted <0.31.0> (10.0.0.1:80 -> 10.0.0.2:90, user: 'a7')", "accepted <*> (<*>, user: '<*>')"),
            ("saved msgid=<a7@example.org>: to <b@example.org>", "saved msgid=<*>: to <<*>>"),
            ("since [3/6/23 12:40 PM] on", "since [<*>] on"),
            ("deleted Segment(base=1, size=7, age=9) now", "deleted <*> now"),
            ("choose(base=1, size=7, age=9) now", "choose(base=<*>, size=<*>, age=<*>) now"),
        ] {
            let mut miner = Miner::default();
            miner.add(message.as_bytes());
            let texts: Vec<String> = miner.finish().labelled().iter().map(|template| template.text.clone()).collect();
            assert_eq!(texts, [expected]);
        }
    }
}
