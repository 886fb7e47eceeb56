//! Severity words that a log made up: `ERRO` and `DEBU` in a column of which most words are well known.

use std::collections::{BTreeMap, BTreeSet};

use super::MAX_COLUMNS;
use super::field::Shape;
use super::rows::Row;

/// Share of the lines whose word must be a known severity.
const KNOWN: f64 = 0.5;
/// Different words of a column of severities, and letters of one.
const MOST_WORDS: usize = 12;
const LONGEST: usize = 11;

/// Severity words of one log.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Levels(BTreeSet<Box<[u8]>>);

impl Levels {
    /// Finds columns in which few words stand, most of them severities, and makes severities of the others.
    pub(super) fn learn(rows: &mut [Row<'_>]) -> Self {
        let mut levels = Self::default();
        for place in 0..MAX_COLUMNS {
            let mut words: BTreeMap<&[u8], usize> = BTreeMap::new();
            let mut known = 0;
            for row in rows.iter() {
                if let (Some(text), Some(shape)) = (row.text(place), row.shape(place)) {
                    *words.entry(text).or_default() += 1;
                    known += usize::from(shape == Shape::Level);
                }
            }
            let is_word = |text: &&[u8]| {
                let core = core(text);
                (1..=LONGEST).contains(&core.len()) && core.iter().all(u8::is_ascii_alphabetic)
            };
            let is_column = words.len() > 1
                && words.len() <= MOST_WORDS
                && words.keys().all(is_word)
                && known as f64 >= KNOWN * rows.len() as f64;
            if is_column {
                levels.0.extend(words.into_keys().map(|word| core(word).into()));
                for (_, shape) in rows.iter_mut().filter_map(|row| row.fields.get_mut(place)) {
                    *shape = Shape::Level;
                }
            }
        }
        levels
    }

    pub(super) fn contains(&self, text: &[u8]) -> bool {
        !self.0.is_empty() && self.0.contains(core(text))
    }
}

fn core(text: &[u8]) -> &[u8] {
    text.strip_suffix(b":").or_else(|| text.strip_suffix(b",")).unwrap_or(text)
}
