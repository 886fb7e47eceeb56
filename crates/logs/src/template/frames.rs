//! Makes one parameter of phrases that several sentences are told about: `started log cleaner`, `started index merge`,
//! `finished log cleaner. 7 ms`, `finished index merge. 8 ms`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::group::{Group, Samples, gather, is_word, text_of};
use super::words::Word;

/// Phrases that two sentences share.
const FEWEST_SHARED: usize = 3;
/// Words, and the blanks between, of a phrase.
const LONGEST: usize = 13;
/// Sentences that a phrase stands in at most.
const MOST_FRAMES: usize = 32;
/// Words before a phrase.
const MOST_BEFORE: usize = 3;

/// Joins groups; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    let mut phrases_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for group in groups.values() {
        for phrase in phrases(&group.words) {
            let text = text_of(group.words.get(phrase.clone()).unwrap_or_default());
            phrases_of.entry(frame(&group.words, &phrase)).or_default().insert(text);
        }
    }
    let mut frames_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (frame, phrases) in phrases_of.iter().filter(|(_, phrases)| phrases.len() >= FEWEST_SHARED) {
        for phrase in phrases {
            frames_of.entry(phrase).or_default().push(frame);
        }
    }
    let mut shared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    // A word that stands everywhere says nothing, and would be compared with itself too often.
    for frames in frames_of.values().filter(|frames| frames.len() <= MOST_FRAMES) {
        for (at, first) in frames.iter().enumerate() {
            for second in frames.iter().skip(at + 1) {
                *shared.entry((*first, *second)).or_default() += 1;
            }
        }
    }
    // Most of what one of them is told about must be known from the other one.
    let is_most = |frame: &str, count: usize| phrases_of.get(frame).is_some_and(|all| count * 2 >= all.len());
    let proven: BTreeSet<&str> = shared
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST_SHARED)
        .flat_map(|((first, second), count)| [(first, count), (second, count)])
        .filter(|(frame, count)| is_most(frame, *count))
        .map(|(frame, _)| frame)
        .collect();
    gather(groups.into_values().map(|mut group| {
        let found =
            phrases(&group.words).into_iter().find(|phrase| proven.contains(frame(&group.words, phrase).as_str()));
        if let Some(phrase) = found {
            group.collapse(&phrase, samples);
        }
        group
    }))
}

/// The words from the second, third or fourth on up to the first mark or the end.
fn phrases(words: &[Word]) -> Vec<Range<usize>> {
    let is_part = |word: &Word| is_word(word) || word.is_parameter || word.text == " ";
    let end = words.iter().position(|word| !is_part(word)).unwrap_or(words.len());
    (1..=MOST_BEFORE)
        .map(|before| 2 * before..end)
        .filter(|phrase| words.get(phrase.clone()).is_some_and(|phrase| phrase.iter().any(is_word)))
        .filter(|phrase| !phrase.is_empty() && phrase.len() <= LONGEST && phrase.len() % 2 == 1)
        .collect()
}

fn frame(words: &[Word], phrase: &Range<usize>) -> String {
    let mut text = text_of(words.get(..phrase.start).unwrap_or_default());
    text.push('\u{1}');
    text.push_str(&text_of(words.get(phrase.end..).unwrap_or_default()));
    text
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn what_several_sentences_are_told_about() {
        let jobs = ["log cleaner", "index merge", "telemetry"];
        let mut messages = jobs.map(|job| format!("Started {job}")).to_vec();
        messages.extend(jobs.map(|job| format!("Finished {job}. 7 ms")));
        check(&messages, &["Finished <*>. <*> ms", "Started <*>"]);
        check(
            &["Started log cleaner", "Started index merge", "Started all of it"],
            &["Started all of it", "Started index merge", "Started log cleaner"],
        );
    }
}
