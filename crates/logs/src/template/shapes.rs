//! Joins a sentence with a more frequent one that has a value of another shape in one place, all else equal.
//!
//! `closed, peer=?:0, age=7` and `closed, peer=10.0.0.1:80, age=7`: one of them holds a parameter there, so the place is
//! one of values. The rarer shapes take the words of the most frequent one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chunks::{around, chunks, is_sentence};
use super::evidence::is_participle;
use super::group::{Group, gather};
use super::words::Word;

/// Chunks of a sentence that are compared.
const MOST_CHUNKS: usize = 48;
/// Words and parameters that both share.
const FEWEST_AROUND: usize = 3;
/// Share of messages that the rarer shapes of one place have at most, so that the others show what is usual.
const RARE: f64 = 0.34;

/// Steps from a shape to a more usual one.
const LONGEST_CHAIN: usize = 4;

/// Joins groups; `counts` are the messages of each masked line.
pub(super) fn join(mut groups: BTreeMap<String, Group>, counts: &[u64]) -> BTreeMap<String, Group> {
    let count = |group: &Group| -> u64 { group.members.iter().filter_map(|member| counts.get(*member)).sum() };
    // By the rest of the sentence: messages, whether a parameter stands there, and the number of its text.
    let mut places: BTreeMap<u64, Vec<(u64, bool, usize)>> = BTreeMap::new();
    let texts: Vec<&String> = groups.keys().collect();
    for (number, group) in groups.values().enumerate() {
        for range in compared(&group.words) {
            let holds_parameter =
                group.words.get(range.clone()).unwrap_or_default().iter().any(|word| word.is_parameter);
            let rest = around(&group.words, &range);
            places.entry(rest).or_default().push((count(group), holds_parameter, number));
        }
    }
    let mut usual: BTreeMap<String, (u64, String)> = BTreeMap::new();
    for shapes in places.into_values().filter(|shapes| shapes.len() > 1) {
        let total: u64 = shapes.iter().map(|(count, ..)| count).sum();
        let Some((most, _, text)) = shapes.iter().filter(|(_, holds_parameter, _)| *holds_parameter).max() else {
            continue;
        };
        if (total - most) as f64 > RARE * total as f64 {
            continue;
        }
        let Some(text) = texts.get(*text) else { continue };
        for other in shapes.iter().filter_map(|(_, _, other)| texts.get(*other)).filter(|other| *other != text) {
            let found = usual.entry((*other).clone()).or_default();
            *found = std::mem::take(found).max((*most, (*text).clone()));
        }
    }
    let words: BTreeMap<String, Vec<Word>> =
        usual.values().filter_map(|(_, text)| Some((text.clone(), groups.get(text)?.words.clone()))).collect();
    for (other, (_, text)) in &usual {
        // The usual shape itself can have a more usual one.
        let mut text = text;
        for _ in 0..LONGEST_CHAIN {
            match usual.get(text) {
                Some((_, next)) if next != other => text = next,
                _ => break,
            }
        }
        // What would go round in circles stays.
        if usual.contains_key(text) {
            continue;
        }
        if let (Some(group), Some(words)) = (groups.get_mut(other), words.get(text)) {
            group.words.clone_from(words);
        }
    }
    gather(groups.into_values())
}

/// The chunks that can be values: no verbs.
fn compared(words: &[Word]) -> Vec<Range<usize>> {
    chunks(words)
        .into_iter()
        .take(MOST_CHUNKS)
        .flat_map(|range| value_of_key(words, &range).into_iter().chain([range]))
        .filter(|range| {
            let chunk = words.get(range.clone()).unwrap_or_default();
            !chunk.iter().any(|word| !word.is_parameter && is_participle(&word.text))
                && is_sentence(words, range, FEWEST_AROUND)
        })
        .collect()
}

/// What stands behind the key of a chunk.
fn value_of_key(words: &[Word], range: &Range<usize>) -> Option<Range<usize>> {
    let value = range.start + 2..range.end;
    (!value.is_empty() && words.get(range.start + 1).is_some_and(|word| word.text == "=")).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn rare_shapes_of_a_value_are_values() {
        let mut messages: Vec<String> = (0..9).map(|n| format!("closed the link, peer=10.0.0.{n}:80, age=7")).collect();
        messages.push("closed the link, peer=?@socket, age=8".to_owned());
        check(&messages, &["closed the link, peer=<*>:<*>, age=<*>"]);
    }

    #[test]
    fn shapes_without_parameters_are_words() {
        let messages = ["the link to a-b is up now", "the link to c/d is up now"];
        check(&messages, &messages);
    }
}
