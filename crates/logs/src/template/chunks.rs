//! Makes one parameter of what stands between two blanks, or at the end, where another line has a plain value.
//!
//! `(10.0.0.1 - 7f)`, `(10.0.0.1 - celery@a)` and `(10.0.0.1 - jobs:mail)` are cut into words differently; that all else
//! is equal and one of them is a value shows that the others are values.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::calls::object;
use super::evidence::is_participle;
use super::group::{Group, Samples, gather, is_word, text_of};
use super::mask::content_hash;
use super::words::Word;

/// Literal words that a sentence must have besides.
const FEWEST_WORDS: usize = 2;
/// Words and parameters that it must have where a phrase at the end is compared.
const FEWEST_BEFORE_END: usize = 4;
/// Words, blanks and marks of a phrase at the end.
const LONGEST_PHRASE: usize = 9;
/// Chunks of a sentence that are compared.
const MOST_CHUNKS: usize = 48;

/// Joins groups; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    // A word alone is compared elsewhere.
    let is_compared = |words: &[Word], range: &Range<usize>| is_value(words, range) || range.len() > 1;
    let several = |words: &[Word]| -> Vec<Range<usize>> {
        // An object is one chunk whatever blanks it holds: others have a row of them there.
        let objects = (0..words.len()).filter_map(|place| {
            let is_chunk = place == 0 || words.get(place - 1).is_some_and(|word| word.text == " ");
            is_chunk.then(|| object(words, place))?.map(|(_, end)| place..end)
        });
        chunks(words).into_iter().chain(objects).filter(|range| is_compared(words, range)).take(MOST_CHUNKS).collect()
    };
    let groups = join_by(groups, samples, several, 0);
    join_by(groups, samples, ends, FEWEST_BEFORE_END)
}

/// Collapses the ranges of groups that have, all else equal, a single parameter in another group.
fn join_by(
    groups: BTreeMap<String, Group>,
    samples: &mut Samples,
    ranges: impl Fn(&[Word]) -> Vec<Range<usize>>,
    fewest_outside: usize,
) -> BTreeMap<String, Group> {
    let mut proven: BTreeSet<u64> = BTreeSet::new();
    for group in groups.values() {
        for range in ranges(&group.words).into_iter().filter(|range| is_value(&group.words, range)) {
            proven.insert(around(&group.words, &range));
        }
    }
    gather(groups.into_values().map(|mut group| {
        let found = ranges(&group.words).into_iter().find(|range| {
            !is_value(&group.words, range)
                && is_sentence(&group.words, range, fewest_outside)
                && proven.contains(&around(&group.words, range))
        });
        if let Some(range) = found {
            group.collapse(&range, samples);
        }
        group
    }))
}

pub(super) fn is_value(words: &[Word], range: &Range<usize>) -> bool {
    range.len() == 1 && words.get(range.start).is_some_and(|word| word.is_parameter)
}

/// Hash of a sentence without a range of its words.
pub(super) fn around(words: &[Word], range: &Range<usize>) -> u64 {
    let mut text = text_of(words.get(..range.start).unwrap_or_default());
    text.push('\u{1}');
    text.extend(words.get(range.end..).unwrap_or_default().iter().map(Word::shown));
    content_hash(text.as_bytes())
}

/// Is enough left outside a range to know the sentence by?
pub(super) fn is_sentence(words: &[Word], range: &Range<usize>, fewest: usize) -> bool {
    let outside = || words.iter().enumerate().filter(|(place, _)| !range.contains(place)).map(|(_, word)| word);
    let literals = outside().filter(|word| is_word(word)).count();
    let parameters = outside().filter(|word| word.is_parameter).count();
    // A key alone names the sentence: `checked: 7 = 1`.
    let has_key = || matches!(words, [key, colon, ..] if is_word(key) && colon.text == ":" && range.start > 1);
    let is_compound =
        range.len() > 1 && words.get(range.clone()).unwrap_or_default().iter().all(|word| word.text != " ");
    let fewest_words = if parameters > 0 && (has_key() || is_compound) { 1 } else { FEWEST_WORDS };
    literals >= fewest_words && literals + parameters >= fewest
}

/// A range of words without the brackets and quotes that open or close around more than it, and without marks behind.
fn core(words: &[Word], mut range: Range<usize>) -> Range<usize> {
    const PAIRS: [(&str, &str); 5] = [("(", ")"), ("[", "]"), ("{", "}"), ("\"", "\""), ("'", "'")];
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str());
    while range.len() > 1 {
        let (first, last) = (text(range.start), text(range.end - 1));
        let mut inside = range.start + 1..range.end - 1;
        let closes_more = PAIRS
            .iter()
            .any(|(open, close)| *close == last && *open != first && !inside.clone().any(|place| text(place) == *open));
        let opened = PAIRS.iter().find(|(open, _)| *open == first).map(|(_, close)| *close);
        if matches!(last, "," | ":" | ";" | ".") || closes_more {
            range.end -= 1;
        } else if let Some(close) = opened
            && !inside.any(|place| text(place) == close)
        {
            range.start += 1;
            range.end -= usize::from(last == close && range.len() > 1);
        } else {
            break;
        }
    }
    range
}

/// What stands between blanks, without the brackets, quotes and commas around.
pub(super) fn chunks(words: &[Word]) -> Vec<Range<usize>> {
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map(|word| word.text.as_str());
    let mut chunks = Vec::new();
    let mut start = 0;
    for end in 0..=words.len() {
        if end < words.len() && text(end) != Some(" ") {
            continue;
        }
        let range = core(words, start..end);
        if !range.is_empty() {
            chunks.push(range);
        }
        start = end + 1;
    }
    chunks
}

/// The last words from each blank on, as far as they can be a phrase: they start with a word, and tell no outcome.
fn ends(words: &[Word]) -> Vec<Range<usize>> {
    let first = words.len().saturating_sub(LONGEST_PHRASE).max(1);
    (first..words.len())
        .filter(|start| words.get(start - 1).is_some_and(|word| !word.is_parameter && word.text == " "))
        .map(|start| start..words.len())
        .filter(|range| {
            let phrase = words.get(range.clone()).unwrap_or_default();
            is_value(words, range)
                || (phrase.first().is_some_and(is_word) && !phrase.iter().any(|word| is_participle(&word.text)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn a_value_of_another_shape() {
        check(
            &[
                "closed link (a to 7f, user 1) now",
                "closed link (a to jobs:mail, user 2) now",
                "closed link (a to x@b#3, user 2) now",
            ],
            &["closed link (a to <*>, user <*>) now"],
        );
    }

    #[test]
    fn a_phrase_at_the_end() {
        check(
            &["end of link to host 7, lasted 3s", "end of link to host 8, lasted under a second"],
            &["end of link to host <*>, lasted <*>"],
        );
        let outcomes = ["opening the link to host 7", "opening the link to host has failed"];
        assert_eq!(outcomes.len(), 2);
        check(&outcomes, &["opening the link to host <*>", "opening the link to host has failed"]);
    }
}
