//! Makes one parameter of the reason that a sentence ends with: `job 7 deferred: not enough nodes`.
//!
//! What follows the last colon is a phrase of a few words; several phrases behind one beginning, which names a thing
//! (by a parameter) or says what happened to it (`checkpoint starting: by time`), are values.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::evidence::is_participle;
use super::group::{Group, Samples, gather, is_word, text_at, text_of};
use super::words::Word;

/// Different phrases that make them a parameter.
const FEWEST: usize = 3;
/// Words of a phrase at most; longer ones are sentences.
const LONGEST: usize = 5;

/// Joins groups that differ in the phrase at their end; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    let mut beginnings: BTreeMap<String, Vec<(Group, Range<usize>)>> = BTreeMap::new();
    let mut joined = Vec::new();
    for group in groups.into_values() {
        match phrase(&group.words) {
            Some(phrase) => {
                let beginning = text_of(group.words.get(..phrase.start).unwrap_or_default());
                beginnings.entry(beginning).or_default().push((group, phrase));
            }
            None => joined.push(group),
        }
    }
    for variants in beginnings.into_values() {
        // Chunks of one shape keep their marks.
        let shapes: BTreeSet<usize> = variants.iter().map(|(_, phrase)| phrase.len()).collect();
        let has_parameter = |(group, phrase): &(Group, Range<usize>)| {
            group.words.get(phrase.clone()).is_some_and(|words| words.iter().any(|word| word.is_parameter))
        };
        let is_parameter = variants.len() >= FEWEST && !(shapes.len() < 2 && variants.iter().any(has_parameter));
        joined.extend(variants.into_iter().map(|(mut group, phrase)| {
            if is_parameter {
                group.collapse(&phrase, samples);
            }
            group
        }));
    }
    gather(joined)
}

/// Place of the phrase behind the last colon.
fn phrase(words: &[Word]) -> Option<Range<usize>> {
    let is_blank = |place: usize| text_at(words, Some(place)) == " ";
    let colon = (0..words.len()).rfind(|colon| text_at(words, Some(*colon)) == ":" && is_blank(colon + 1))?;
    let (before, after) = (words.get(..colon)?, words.get(colon + 2..)?);
    let has_thing = before.iter().any(|word| word.is_parameter)
        || (before.iter().filter(|word| is_word(word)).count() >= 2
            && before.last().is_some_and(|word| is_participle(&word.text)));
    let count = after.iter().filter(|word| is_word(word)).count();
    let is_plain = after.iter().all(|word| !word.is_parameter && (is_word(word) || word.text == " "));
    // Behind a thing that is only named stand deeds as well: they are sentences.
    let is_named =
        before.iter().filter(|word| is_word(word)).count() >= 2 && !after.iter().any(|word| is_participle(&word.text));
    // A name of several parts (`client name: cart:4d1b`), and nothing else.
    let is_mark = |word: &Word| matches!(word.text.as_str(), ":" | "#" | "@" | "/");
    let is_chunk = after.len() > 1
        && after.iter().all(|word| word.is_parameter || is_word(word) || is_mark(word))
        && before.last().is_some_and(is_word);
    if is_chunk && has_thing {
        return Some(colon + 2..words.len());
    }
    (is_blank(colon + 1)
        && has_thing
        && (before.last().is_some_and(is_word) || is_named)
        && is_plain
        && (1..=LONGEST).contains(&count))
    .then_some(colon + 2..words.len())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, texts};

    #[test]
    fn reasons_are_values() {
        let messages =
            ["job 1 deferred: not enough nodes", "job 2 deferred: reservation", "job 3 deferred: user limit reached"];
        check(&messages, &["job <*> deferred: <*>"]);
    }

    #[test]
    fn what_follows_a_tag_is_a_sentence() {
        let messages = ["cache: warmed up", "cache: got cold again", "cache: flushed"];
        assert_eq!(texts(&messages).len(), 3);
    }
}
