//! Joins a sentence with another whose values stand, all else equal, where its own words do.
//!
//! `started <*> listener on <*>` covers `started TLS listener on [::]:<*>`: both differ in more than one place, so no
//! third sentence need stand between them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::chunks::{chunks, is_value};
use super::group::{Group, Samples, gather, is_word, text_of};
use super::mask::content_hash;
use super::words::Word;

/// Sets of places with values that are compared for sentences of one length.
const MOST_SETS: usize = 32;
/// Places in which a sentence may differ from the one that covers it.
const MOST_DIFFERENT: usize = 3;
/// Literal words that both share.
const FEWEST_WORDS: usize = 3;

/// Which chunks are values, and the hashes of the sentences that have values just there.
type Patterns = (BTreeSet<usize>, BTreeSet<u64>);

/// A sentence in chunks.
struct Chunked {
    chunks: Vec<Range<usize>>,
    /// Numbers of the chunks that are values.
    values: BTreeSet<usize>,
}

impl Chunked {
    fn of(words: &[Word]) -> Self {
        let chunks = chunks(words);
        let values = chunks.iter().enumerate().filter(|(_, chunk)| is_value(words, chunk)).map(|(at, _)| at).collect();
        Self { chunks, values }
    }

    /// Hash of the sentence without the chunks of a set.
    fn key(&self, words: &[Word], without: &BTreeSet<usize>) -> u64 {
        let mut text = String::new();
        let mut end = 0;
        for chunk in without.iter().filter_map(|at| self.chunks.get(*at)) {
            text.push_str(&text_of(words.get(end..chunk.start).unwrap_or_default()));
            text.push('\u{1}');
            end = chunk.end;
        }
        text.push_str(&text_of(words.get(end..).unwrap_or_default()));
        content_hash(text.as_bytes())
    }
}

/// Joins groups; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    // Sentences with values, by the number of chunks and which of them are values.
    let mut sets: BTreeMap<usize, BTreeMap<BTreeSet<usize>, BTreeSet<u64>>> = BTreeMap::new();
    for group in groups.values() {
        let own = Chunked::of(&group.words);
        if !own.values.is_empty() {
            let key = own.key(&group.words, &own.values);
            sets.entry(own.chunks.len()).or_default().entry(own.values).or_default().insert(key);
        }
    }
    let sets: BTreeMap<usize, Vec<Patterns>> = sets
        .into_iter()
        .map(|(length, sets)| {
            let mut sets: Vec<_> = sets.into_iter().collect();
            sets.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
            sets.truncate(MOST_SETS);
            // The fewest values first: what covers least says most.
            sets.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.0.cmp(&b.0)));
            (length, sets)
        })
        .collect();
    gather(groups.into_values().map(|mut group| {
        let own = Chunked::of(&group.words);
        let found = sets.get(&own.chunks.len()).and_then(|sets| {
            sets.iter().find(|(values, keys)| {
                covers(&group.words, &own, values) && keys.contains(&own.key(&group.words, values))
            })
        });
        if let Some((values, _)) = found {
            // From the last on: places before it stay.
            for chunk in values.iter().rev().filter(|at| !own.values.contains(at)).filter_map(|at| own.chunks.get(*at))
            {
                group.collapse(chunk, samples);
            }
        }
        group
    }))
}

/// May a sentence be covered by one with values at some of its chunks: does enough of it stay?
fn covers(words: &[Word], own: &Chunked, values: &BTreeSet<usize>) -> bool {
    let different = values.difference(&own.values).count();
    let is_inside =
        |place: usize| values.iter().filter_map(|at| own.chunks.get(*at)).any(|chunk| chunk.contains(&place));
    let shared = words.iter().enumerate().filter(|(place, word)| is_word(word) && !is_inside(*place)).count();
    (1..=MOST_DIFFERENT).contains(&different) && own.values.is_subset(values) && shared >= FEWEST_WORDS.max(different)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn a_sentence_with_values_covers_one_with_words() {
        check(
            &["started 7 listener now on 8", "started tls listener now on [a]:b", "stopped tls listener now on [a]:b"],
            &["started <*> listener now on <*>", "stopped tls listener now on [a]:b"],
        );
    }
}
