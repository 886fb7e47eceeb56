//! What all sentences of a log say about its words: whether a word chooses how a sentence goes on. That is a sign of a word
//! of the program; values come and go without changing the sentence.
//!
//! Behind `Received`, each of `CONNECT`, `SUBSCRIBE` and `PUBLISH` has a continuation of its own; a name of a user would
//! come with every continuation.

use std::collections::{BTreeMap, BTreeSet};

use super::group::{Group, is_word};
use super::mask::{PARAMETER, SEED, content_hash, step};
use super::words::Word;

/// Words of a sentence that are looked at.
const MOST_WORDS: usize = 48;
/// Words with other continuations from which on a beginning is known to branch.
const FEWEST_BRANCHES: usize = 2;

/// Words by the sentences they stand in. Texts are kept as hashes.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    /// Beginning, the word behind it, and the shape of what follows; sorted.
    branches: Vec<(u64, u64, u64)>,
}

/// The entries of a sorted list that begin with a key.
fn of_key<'a, T, K: Ord>(sorted: &'a [T], key: &K, key_of: impl Fn(&T) -> K) -> &'a [T] {
    let start = sorted.partition_point(|entry| key_of(entry) < *key);
    let rest = sorted.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|entry| key_of(entry) == *key)).unwrap_or_default()
}

impl Corpus {
    pub(super) fn of(groups: &BTreeMap<String, Group>) -> Self {
        let mut corpus = Self::default();
        for group in groups.values() {
            // From the end on, so that each shape is that of the next place and one word more.
            let mut shapes: Vec<u64> = group
                .words
                .iter()
                .rev()
                .scan(SEED, |hash, word| Some(replace(hash, |hash| shaped(hash, word))))
                .collect();
            shapes.reverse();
            let mut beginning = SEED;
            for (word, shape) in group.words.iter().zip(shapes).take(MOST_WORDS) {
                let before = replace(&mut beginning, |hash| begun(hash, word));
                if !is_word(word) {
                    continue;
                }
                let hash = content_hash(word.text.as_bytes());
                corpus.branches.push((before, hash, shape));
            }
        }
        corpus.branches.sort_unstable();
        corpus.branches.dedup();
        corpus
    }

    /// Do the words at a place decide how the sentence goes on? Others that stand there have other continuations, and
    /// few of these words share one of those.
    pub(super) fn branches(&self, words: &[Word], place: usize, values: &BTreeSet<&str>) -> bool {
        if !words.get(..place).unwrap_or_default().iter().any(is_word) {
            return false;
        }
        let known = of_key(&self.branches, &beginning(words, place), |(beginning, ..)| *beginning);
        let own = shape(words, place);
        let others: BTreeSet<u64> =
            known.iter().filter(|(_, _, shape)| *shape != own).map(|(_, word, _)| *word).collect();
        let shared = values.iter().filter(|value| others.contains(&content_hash(value.as_bytes()))).count();
        others.len() >= FEWEST_BRANCHES && others.len() * 2 >= values.len() && shared * 3 <= values.len()
    }
}

/// Changes a hash and returns what it was before.
fn replace(hash: &mut u64, change: impl FnOnce(u64) -> u64) -> u64 {
    let before = *hash;
    *hash = change(before);
    before
}

fn begun(hash: u64, word: &Word) -> u64 {
    step(hash, content_hash(word.shown().as_bytes()))
}

fn shaped(hash: u64, word: &Word) -> u64 {
    let is_any = word.is_parameter || is_word(word) || word.text.is_empty();
    step(hash, if is_any { PARAMETER } else { content_hash(word.text.as_bytes()) })
}

fn beginning(words: &[Word], place: usize) -> u64 {
    words.iter().take(place).fold(SEED, begun)
}

/// What follows a place, without its words.
fn shape(words: &[Word], place: usize) -> u64 {
    words.iter().skip(place + 1).rev().fold(SEED, shaped)
}
