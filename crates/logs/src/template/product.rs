//! Joins sentences in which two words vary freely: every value of the one comes with every value of the other.
//!
//! Words that tell outcomes (`start failed`, `stop succeeded`) come in twos and fours; a table of three by three values or
//! more that is mostly filled is two parameters (`moved from PAID to PACKED`).

use std::collections::{BTreeMap, BTreeSet};

use super::mask::content_hash;
use super::words::Word;

/// Values each of the two words must have.
const FEWEST: usize = 3;
/// Share of their combinations that must occur.
const FILLED: f64 = 0.6;
/// Sentences of one length compared at most, and words of one sentence: the search is quadratic in the words.
const MOST_SENTENCES: usize = 2_000;
const MOST_WORDS: usize = 24;

/// Finds two places that vary freely in the largest set of sentences; returns the places and the sentences' numbers.
pub(super) fn find(sentences: &[&[Word]]) -> Option<(usize, usize, Vec<usize>)> {
    if sentences.len() < FEWEST * FEWEST || sentences.len() > MOST_SENTENCES {
        return None;
    }
    let mut tables: BTreeMap<(usize, usize, u64), Vec<usize>> = BTreeMap::new();
    for (number, words) in sentences.iter().enumerate() {
        let hashes: Vec<u64> = words.iter().map(|word| content_hash(word.shown().as_bytes())).collect();
        let places: Vec<usize> = (0..words.len())
            .filter(|place| {
                words.get(*place).is_some_and(|word| !word.is_parameter && word.text.contains(char::is_alphabetic))
            })
            .take(MOST_WORDS)
            .collect();
        // A sentence needs a word besides the two that vary.
        if places.len() < 3 {
            continue;
        }
        for (at, &first) in places.iter().enumerate() {
            for &second in places.iter().skip(at + 1) {
                let rest = hashes.iter().enumerate().fold(0_u64, |hash, (place, own)| {
                    let own = if place == first || place == second { 1 } else { *own };
                    (hash ^ own).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
                });
                tables.entry((first, second, rest)).or_default().push(number);
            }
        }
    }
    tables
        .into_iter()
        .filter(|((first, second, _), numbers)| is_table(sentences, *first, *second, numbers))
        .max_by_key(|((first, second, _), numbers)| (numbers.len(), std::cmp::Reverse((*first, *second))))
        .map(|((first, second, _), numbers)| (first, second, numbers))
}

fn is_table(sentences: &[&[Word]], first: usize, second: usize, numbers: &[usize]) -> bool {
    if numbers.len() < FEWEST * FEWEST {
        return false;
    }
    let values = |place: usize| -> BTreeSet<&str> {
        let words = numbers.iter().filter_map(|number| sentences.get(*number)?.get(place));
        words.map(|word| word.text.as_str()).collect()
    };
    let (rows, columns) = (values(first).len(), values(second).len());
    rows >= FEWEST && columns >= FEWEST && numbers.len() as f64 >= FILLED * (rows * columns) as f64
}
