//! Counts masked lines and keeps a few raw samples of each, within a fixed amount of memory.
//!
//! Both bounds are drawn by hash, so that what is kept depends on the set of messages only, never on their order:
//! - of each masked line the [`SAMPLES`] distinct messages with the smallest draw are kept;
//! - of all masked lines the [`MAX_MASKED_LINES`] with the smallest id are kept, with exact counts; every message of
//!   the others is counted in one overflow bucket (see [`bottom`](crate::bottom)).

use serde::{Deserialize, Serialize};

use super::constants::Constants;
use super::mask::{self, MaskedId};
use super::merge;
use super::templates::Templates;
use crate::bottom::{Bound, Filling, Kept, Value};

/// Distinct masked lines that are told apart; programs have thousands of sentences, not tens of thousands.
pub const MAX_MASKED_LINES: usize = 20_000;

/// Distinct messages kept of each masked line: enough to see whether a parameter varies.
const SAMPLES: usize = 6;
/// Bytes kept of a sample. Longer sentences are told apart by their hash, and shown cut.
const MAX_SAMPLE_BYTES: usize = 1024;

/// A masked line: how often it came, and a few of its messages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sampled {
    pub(crate) count: u64,
    /// Smallest draw first, all different, at most [`SAMPLES`].
    pub(crate) samples: Vec<(u64, Box<[u8]>)>,
    #[serde(skip)]
    bound: Bound,
}

impl Sampled {
    /// Counts a message.
    #[inline]
    pub(crate) fn add(&mut self, draw: u64, message: &[u8]) {
        self.count += 1;
        if self.bound.admits(draw) {
            self.keep(draw, message);
        }
    }

    fn keep(&mut self, draw: u64, message: &[u8]) {
        if let Err(place) = self.samples.binary_search_by_key(&draw, |sample| sample.0) {
            let message = message.get(..message.len().min(MAX_SAMPLE_BYTES)).unwrap_or_default();
            self.samples.insert(place, (draw, message.into()));
            self.samples.truncate(SAMPLES);
            self.bound = Bound::below(self.samples.get(SAMPLES - 1).map(|last| last.0));
        }
    }
}

impl Value for Sampled {
    fn weight(&self) -> u64 {
        self.count
    }
    fn absorb(&mut self, other: Self) {
        self.count += other.count;
        for (draw, message) in other.samples {
            self.keep(draw, &message);
        }
    }
}

/// Miner of templates. Add messages, then [`finish`](Miner::finish).
#[derive(Debug, Clone)]
pub struct Miner {
    table: Filling<Sampled>,
    capacity: usize,
}

impl Default for Miner {
    fn default() -> Self {
        Self::with_capacity(MAX_MASKED_LINES)
    }
}

impl Miner {
    /// Makes a miner that tells `capacity` masked lines apart (at least one).
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { table: Filling::new(capacity), capacity: capacity.max(1) }
    }

    /// Counts a message and returns the identity of its masked line. A message of several lines is known by its first.
    pub fn add(&mut self, message: &[u8]) -> MaskedId {
        let message = mask::significant(message);
        let masked = mask::mask(message);
        if let Some(entry) = self.table.get(masked.id.0, 1, Sampled::default) {
            entry.add(masked.draw, message);
        }
        masked.id
    }

    /// Number of masked lines held so far, at most twice the capacity.
    #[must_use]
    pub fn masked_lines(&self) -> usize {
        self.table.len()
    }

    /// What was added, ready to be merged with what miners of other chunks saw.
    #[must_use]
    pub fn finish(self) -> Mined {
        Mined { capacity: self.capacity, kept: self.table.finish() }
    }
}

/// What a miner saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Mined {
    kept: Kept<Sampled>,
    capacity: usize,
}

impl Mined {
    /// Adds what another miner saw. Associative and commutative for miners of equal capacity.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.kept.merge(other.kept, self.capacity);
        self
    }

    /// Returns the templates of everything added so far. The second level: its cost depends on the distinct masked
    /// lines, not on the messages.
    #[must_use]
    pub fn templates(&self) -> Templates {
        self.templates_with(Constants::Shown)
    }

    /// As [`templates`](Self::templates), in the notation of labelled data sets: what looks like a value (a word alone in
    /// quotes, a file, a code behind its key) is `<*>` even if it never varied.
    #[must_use]
    pub fn labelled(&self) -> Templates {
        self.templates_with(Constants::Masked)
    }

    fn templates_with(&self, constants: Constants) -> Templates {
        merge::templates(self.kept.iter().map(|(id, entry)| (MaskedId(id), entry)), self.kept.dropped(), constants)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mined(messages: &[String]) -> Mined {
        let mut miner = Miner::with_capacity(5);
        for message in messages {
            miner.add(message.as_bytes());
        }
        miner.finish()
    }

    #[test]
    fn a_flood_of_distinct_lines_ends_in_the_overflow_bucket() {
        let mut miner = Miner::with_capacity(10);
        for first in b'a'..=b'z' {
            for second in b'a'..=b'z' {
                miner.add(&[first, second]);
                assert!(miner.masked_lines() <= 20);
            }
        }
        let templates = miner.finish().templates();
        let total: u64 = templates.iter().map(|template| template.count).sum();
        assert_eq!((total, templates.overflow()), (676, 666));
    }

    proptest! {
        #[test]
        fn merge_is_commutative_associative_and_blind_to_chunks(
            a in proptest::collection::vec("[a-c]{1,2} [0-9a]", 0..30),
            b in proptest::collection::vec("[a-c]{1,2} [0-9a]", 0..30),
            c in proptest::collection::vec("[a-c]{1,2} [0-9a]", 0..30),
        ) {
            let all = mined(&[a.clone(), b.clone(), c.clone()].concat());
            let (a, b, c) = (mined(&a), mined(&b), mined(&c));
            prop_assert_eq!(&a.clone().merge(b.clone()).merge(c.clone()), &all);
            prop_assert_eq!(&a.clone().merge(b.clone().merge(c.clone())), &all);
            prop_assert_eq!(&c.merge(a).merge(b), &all);
        }

        #[test]
        fn any_bytes_find_a_template(messages in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 0..20)) {
            let mut miner = Miner::default();
            let ids: Vec<_> = messages.iter().map(|message| miner.add(message)).collect();
            let templates = miner.finish().templates();
            let total: u64 = templates.iter().map(|template| template.count).sum();
            prop_assert_eq!(total, messages.len() as u64);
            for id in ids {
                prop_assert!(templates.iter().any(|template| template.id == templates.template_of(id).id));
            }
        }
    }
}
