//! What all sentences of a log say about its words: whether a word chooses how a sentence goes on, or stands alone where
//! it stands. Both are signs of a word of the program; values come and go without changing the sentence.
//!
//! Behind `Received`, each of `CONNECT`, `SUBSCRIBE` and `PUBLISH` has a continuation of its own; a name of a user would
//! come with every continuation.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::is_value;
use super::group::{Group, is_word, text_at, text_of};
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
    /// The words before and behind, and what stands between; sorted.
    frames: Vec<((u64, u64), u64)>,
    /// Word, and the frame it stands in; sorted.
    words: Vec<(u64, (u64, u64))>,
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
            for ((place, word), shape) in group.words.iter().enumerate().zip(shapes).take(MOST_WORDS) {
                let before = replace(&mut beginning, |hash| begun(hash, word));
                if !is_word(word) {
                    continue;
                }
                let hash = content_hash(word.text.as_bytes());
                corpus.branches.push((before, hash, shape));
                if is_in_text(&group.words, place) {
                    let frame = frame(&group.words, place);
                    corpus.frames.push((frame, hash));
                    corpus.words.push((hash, frame));
                }
            }
        }
        corpus.branches.sort_unstable();
        corpus.branches.dedup();
        corpus.frames.sort_unstable();
        corpus.frames.dedup();
        corpus.words.sort_unstable();
        corpus.words.dedup();
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

    /// Are most of the words at a place words of other sentences as well, in which nothing else stands where they do?
    pub(super) fn are_ordinary(&self, words: &[Word], place: usize, values: &BTreeSet<&str>) -> bool {
        if !is_in_text(words, place) {
            return false;
        }
        let own = frame(words, place);
        let is_alone = |frame: &(u64, u64)| of_key(&self.frames, frame, |(frame, _)| *frame).len() == 1;
        let stands_alone = |value: &&&str| {
            of_key(&self.words, &content_hash(value.as_bytes()), |(word, _)| *word)
                .iter()
                .any(|(_, frame)| *frame != own && is_alone(frame))
        };
        values.iter().filter(stands_alone).count() * 2 > values.len()
    }
}

/// Does a blank stand before and behind the word, as in running text?
fn is_in_text(words: &[Word], place: usize) -> bool {
    let before = text_at(words, place.checked_sub(1));
    let after = text_at(words, Some(place + 1));
    matches!(before, " " | "") && matches!(after, " " | "" | "." | "," | ":" | ";") && !is_value(words, place)
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

/// The word before and the word behind a place, with what stands between.
fn frame(words: &[Word], place: usize) -> (u64, u64) {
    let is_bound = |word: &Word| is_word(word) || word.is_parameter;
    let before = words.get(..place).unwrap_or_default();
    let start = before.iter().rposition(is_bound).unwrap_or(0);
    let behind = words.get(place + 1..).unwrap_or_default();
    let end = behind.iter().position(is_bound).map_or(behind.len(), |end| end + 1);
    let hash = |words: Option<&[Word]>| content_hash(text_of(words.unwrap_or_default()).as_bytes());
    (hash(before.get(start..)), hash(behind.get(..end)))
}
