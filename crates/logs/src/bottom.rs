//! A table bounded by hash: of all keys, the ones with the smallest hash are kept, with exact values.
//!
//! What is kept depends on the set of keys only, never on their order (bottom-k sampling, Cohen and Kaplan, PODC 2007):
//! a key once dropped cannot come back, since the largest key that is kept only falls. So tables of parts merge,
//! in any order, to the table of the whole.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

/// What is kept under a key.
pub(crate) trait Value {
    /// How much is lost when it is dropped.
    fn weight(&self) -> u64;
    /// Adds what another part saw under the same key.
    fn absorb(&mut self, other: Self);
}

/// What a list of the smallest keys still takes, kept beside it so that most keys are turned away without a look at it.
/// It says nothing that the list does not, so that all bounds are equal.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bound(Option<u64>);

impl Bound {
    /// The bound of a full list by its largest key; `None` for a list with room.
    pub(crate) fn below(largest: Option<u64>) -> Self {
        Self(largest)
    }

    /// Whether a key would be kept.
    #[inline]
    pub(crate) fn admits(self, key: u64) -> bool {
        self.0.is_none_or(|bound| key < bound)
    }
}

impl PartialEq for Bound {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The keys are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Identity(u64);

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

/// The table while it is filled.
#[derive(Debug, Clone)]
pub(crate) struct Filling<V> {
    entries: HashMap<u64, V, BuildHasherDefault<Identity>>,
    capacity: usize,
    largest: u64,
    dropped: u64,
}

impl<V: Value> Filling<V> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { entries: HashMap::default(), capacity: capacity.max(1), largest: u64::MAX, dropped: 0 }
    }

    /// The value under a key, made if it is new; `None`, and `weight` counted as dropped, for a key beyond the bound.
    #[inline]
    pub(crate) fn get(&mut self, key: u64, weight: u64, make: impl FnOnce() -> V) -> Option<&mut V> {
        if key > self.largest {
            self.dropped += weight;
            return None;
        }
        // In batches of the capacity, so that the cost a key stays constant.
        if self.entries.len() >= self.capacity.saturating_mul(2) && !self.entries.contains_key(&key) {
            self.shrink();
            if key > self.largest {
                self.dropped += weight;
                return None;
            }
        }
        Some(self.entries.entry(key).or_insert_with(make))
    }

    /// The value under a key that has one.
    #[inline]
    pub(crate) fn existing(&mut self, key: u64) -> Option<&mut V> {
        self.entries.get_mut(&key)
    }

    /// All values held, in any order.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.values_mut()
    }

    /// Whether a key could still be kept.
    #[inline]
    pub(crate) fn may_keep(&self, key: u64) -> bool {
        key <= self.largest
    }

    /// Keys held at the moment, at most twice the capacity.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    fn shrink(&mut self) {
        let mut keys: Vec<u64> = self.entries.keys().copied().collect();
        keys.sort_unstable();
        if let Some(last) = keys.get(self.capacity - 1) {
            self.largest = self.largest.min(*last);
        }
        let (largest, dropped) = (self.largest, &mut self.dropped);
        self.entries.retain(|key, value| {
            let is_kept = *key <= largest;
            *dropped += if is_kept { 0 } else { value.weight() };
            is_kept
        });
    }

    /// The table, ready to be merged and stored.
    pub(crate) fn finish(self) -> Kept<V> {
        let mut kept =
            Kept { entries: self.entries.into_iter().collect(), largest: self.largest, dropped: self.dropped };
        kept.shrink(self.capacity);
        kept
    }
}

/// The table once it is filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept<V> {
    entries: BTreeMap<u64, V>,
    /// Larger keys were dropped.
    largest: u64,
    dropped: u64,
}

impl<V> Default for Kept<V> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), largest: u64::MAX, dropped: 0 }
    }
}

impl<V: Value> Kept<V> {
    /// Adds the table of another part, filled with the same capacity.
    pub(crate) fn merge(&mut self, other: Self, capacity: usize) {
        self.dropped += other.dropped;
        self.largest = self.largest.min(other.largest);
        for (key, value) in other.entries {
            match self.entries.get_mut(&key) {
                Some(own) => own.absorb(value),
                None => {
                    self.entries.insert(key, value);
                }
            }
        }
        self.shrink(capacity);
    }

    fn shrink(&mut self, capacity: usize) {
        if let Some(beyond) = self.largest.checked_add(1) {
            self.dropped += self.entries.split_off(&beyond).values().map(Value::weight).sum::<u64>();
        }
        let is_over = self.entries.len() > capacity;
        while self.entries.len() > capacity
            && let Some((_, value)) = self.entries.pop_last()
        {
            self.dropped += value.weight();
        }
        if is_over && let Some((last, _)) = self.entries.last_key_value() {
            self.largest = self.largest.min(*last);
        }
    }

    /// Keys and values, smallest key first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &V)> {
        self.entries.iter().map(|(key, value)| (*key, value))
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.values_mut()
    }

    /// Weight of what was dropped.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped
    }
}

impl Value for i64 {
    /// A sample: how much was dropped says nothing, and would depend on the order.
    fn weight(&self) -> u64 {
        0
    }
    /// The earlier of two times.
    fn absorb(&mut self, other: Self) {
        *self = (*self).min(other);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Value for u64 {
        fn weight(&self) -> u64 {
            *self
        }
        fn absorb(&mut self, other: Self) {
            *self += other;
        }
    }

    fn filled(keys: &[u64]) -> Kept<u64> {
        let mut table = Filling::new(4);
        for key in keys {
            if let Some(count) = table.get(*key, 1, || 0) {
                *count += 1;
            }
            assert!(table.len() <= 8);
        }
        table.finish()
    }

    fn merged(mut a: Kept<u64>, b: Kept<u64>) -> Kept<u64> {
        a.merge(b, 4);
        a
    }

    proptest! {
        #[test]
        fn parts_merge_in_any_order_to_the_whole(
            a in proptest::collection::vec(0..20_u64, 0..40),
            b in proptest::collection::vec(0..20_u64, 0..40),
            c in proptest::collection::vec(0..20_u64, 0..40),
        ) {
            let whole = filled(&[a.clone(), b.clone(), c.clone()].concat());
            let (a, b, c) = (filled(&a), filled(&b), filled(&c));
            prop_assert_eq!(&merged(merged(a.clone(), b.clone()), c.clone()), &whole);
            prop_assert_eq!(&merged(a.clone(), merged(c.clone(), b.clone())), &whole);
            prop_assert_eq!(&merged(c, merged(b, a)), &whole);
        }
    }
}
