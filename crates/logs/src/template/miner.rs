//! Counts masked lines and keeps a few raw samples of each, within a fixed amount of memory.
//!
//! Both bounds are drawn by hash, so that what is kept depends on the set of messages only, never on their order:
//! - of each masked line the [`SAMPLES`] distinct messages with the smallest hash are kept (bottom-k sampling,
//!   Cohen and Kaplan, PODC 2007);
//! - of all masked lines the [`MAX_MASKED_LINES`] with the smallest id are kept, with exact counts; every message of
//!   the others is counted in one overflow bucket. A line once dropped cannot come back, since the largest id that
//!   is kept only falls.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::mask::{self, MaskedId};
use super::merge;
use super::templates::Templates;

/// Distinct masked lines that are told apart; programs have thousands of sentences, not tens of thousands.
pub const MAX_MASKED_LINES: usize = 50_000;

/// Distinct messages kept of each masked line: enough to see whether a parameter varies.
const SAMPLES: usize = 6;

/// The ids are hashes already.
#[derive(Debug, Default, Clone, Copy)]
struct Identity(u64);

impl Hasher for Identity {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 << 8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, id: u64) {
        self.0 = id;
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// One masked line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: MaskedId,
    pub(super) count: u64,
    /// Smallest draw first, all different, at most [`SAMPLES`].
    pub(super) samples: Vec<(u64, Box<[u8]>)>,
}

impl Entry {
    fn draw(&mut self, draw: u64, message: &[u8]) {
        if self.samples.len() == SAMPLES && self.samples.last().is_some_and(|last| draw >= last.0) {
            return;
        }
        if let Err(place) = self.samples.binary_search_by_key(&draw, |sample| sample.0) {
            self.samples.insert(place, (draw, message.into()));
            self.samples.truncate(SAMPLES);
        }
    }
}

/// Miner of templates. Add messages, merge miners of other chunks in any order, then [`finish`](Miner::finish).
#[derive(Debug, Clone)]
pub struct Miner {
    entries: Vec<Entry>,
    places: HashMap<u64, usize, BuildHasherDefault<Identity>>,
    capacity: usize,
    /// Ids above this one were dropped.
    largest: u64,
    overflow: u64,
}

impl Default for Miner {
    fn default() -> Self {
        Self::with_capacity(MAX_MASKED_LINES)
    }
}

impl Miner {
    /// Makes a miner that tells `capacity` masked lines apart (at least one); merge only miners of equal capacity.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        let capacity = capacity.max(1);
        Self { entries: Vec::new(), places: HashMap::default(), capacity, largest: u64::MAX, overflow: 0 }
    }

    /// Counts a message and returns the identity of its masked line.
    pub fn add(&mut self, message: &[u8]) -> MaskedId {
        let masked = mask::mask(message);
        if masked.id.0 > self.largest {
            self.overflow += 1;
        } else if let Some(entry) = self.places.get(&masked.id.0).and_then(|&place| self.entries.get_mut(place)) {
            entry.count += 1;
            entry.draw(masked.draw, mask::significant(message));
        } else {
            let sample = (masked.draw, mask::significant(message).into());
            self.push(Entry { id: masked.id, count: 1, samples: vec![sample] });
            self.shrink_at(self.capacity.saturating_mul(2));
        }
        masked.id
    }

    /// Adds what another miner saw. Associative and commutative for miners of equal capacity.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.overflow += other.overflow;
        self.largest = self.largest.min(other.largest);
        for entry in other.entries {
            if let Some(own) = self.places.get(&entry.id.0).and_then(|&place| self.entries.get_mut(place)) {
                own.count += entry.count;
                for (draw, sample) in &entry.samples {
                    own.draw(*draw, sample);
                }
            } else {
                self.push(entry);
            }
        }
        self.shrink_at(0);
        self
    }

    /// Returns the templates of everything added so far. The second level: its cost depends on the distinct masked
    /// lines, not on the messages.
    #[must_use]
    pub fn finish(&self) -> Templates {
        let mut kept = self.clone();
        kept.shrink_at(0);
        kept.entries.sort_unstable_by_key(|entry| entry.id);
        merge::templates(&kept.entries, kept.overflow)
    }

    /// Number of masked lines told apart so far.
    #[must_use]
    pub fn masked_lines(&self) -> usize {
        self.entries.len()
    }

    fn push(&mut self, entry: Entry) {
        self.places.insert(entry.id.0, self.entries.len());
        self.entries.push(entry);
    }

    /// Drops the masked lines with the largest ids when more than `limit` are held; `0` means the capacity. Dropping
    /// in batches of the capacity keeps the cost per message constant.
    fn shrink_at(&mut self, limit: usize) {
        let over_capacity = self.entries.len() > self.capacity.max(limit);
        let beyond = self.entries.iter().any(|entry| limit == 0 && entry.id.0 > self.largest);
        if !over_capacity && !beyond {
            return;
        }
        self.entries.sort_unstable_by_key(|entry| entry.id);
        let fitting = self.entries.partition_point(|entry| entry.id.0 <= self.largest).min(self.capacity);
        for dropped in self.entries.drain(fitting..) {
            self.overflow += dropped.count;
        }
        if over_capacity && let Some(last) = self.entries.last() {
            self.largest = self.largest.min(last.id.0);
        }
        self.places = self.entries.iter().enumerate().map(|(place, entry)| (entry.id.0, place)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mined(messages: &[String]) -> Miner {
        let mut miner = Miner::with_capacity(5);
        for message in messages {
            miner.add(message.as_bytes());
        }
        miner
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
        let templates = miner.finish();
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
            let all = mined(&[a.clone(), b.clone(), c.clone()].concat()).finish();
            let (a, b, c) = (mined(&a), mined(&b), mined(&c));
            let left = a.clone().merge(b.clone()).merge(c.clone()).finish();
            prop_assert_eq!(&left, &all);
            prop_assert_eq!(&a.clone().merge(b.clone().merge(c.clone())).finish(), &all);
            prop_assert_eq!(&c.merge(a).merge(b).finish(), &all);
        }

        #[test]
        fn any_bytes_find_a_template(messages in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 0..20)) {
            let mut miner = Miner::default();
            let ids: Vec<_> = messages.iter().map(|message| miner.add(message)).collect();
            let templates = miner.finish();
            let total: u64 = templates.iter().map(|template| template.count).sum();
            prop_assert_eq!(total, messages.len() as u64);
            for id in ids {
                prop_assert!(templates.iter().any(|template| template.id == templates.template_of(id).id));
            }
        }
    }
}
