//! Names of services and pods, and how often and when each came.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::bottom::Identity;
use crate::summary::{PerSecond, Place};
use crate::swar;
use crate::template::mask::content_hash;

/// Counts names, found by their hash.
#[derive(Debug, Default)]
pub(super) struct Names {
    places: HashMap<u64, usize, BuildHasherDefault<Identity>>,
    pub(super) counts: Vec<NameCount>,
    /// Names of at most sixteen bytes that came last: first and last words and length, hash, place.
    recent: [((u64, u64, usize), u64, usize); 32],
}

/// How often a name came, and when.
#[derive(Debug)]
pub(super) struct NameCount {
    pub(super) name: String,
    pub(super) count: u64,
    pub(super) per_second: PerSecond,
}

impl NameCount {
    #[inline]
    fn add(&mut self, place: Option<Place>) {
        self.count += 1;
        if let Some(place) = place {
            self.per_second.add(place.second);
        }
    }
}

/// Names counted apart; a hostile log can make up any number.
const MOST_NAMES: usize = 4096;

impl Names {
    /// Counts a name; its hash.
    #[inline]
    pub(super) fn add(&mut self, name: &[u8], at: Option<Place>) -> u64 {
        // The words of a short name are all of it.
        let words =
            (name.first_chunk().copied().map_or_else(|| swar::short(name), u64::from_le_bytes), name.last_chunk());
        let words = (words.0, words.1.copied().map_or(0, u64::from_le_bytes), name.len());
        let slot = usize::try_from((words.0 ^ words.1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 59).unwrap_or(0);
        if name.len() <= 16
            && let Some((own, key, place)) = self.recent.get(slot)
            && *own == words
            && let Some(count) = self.counts.get_mut(*place)
        {
            count.add(at);
            return *key;
        }
        let key = content_hash(name);
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None if self.counts.len() < MOST_NAMES => {
                self.places.insert(key, self.counts.len());
                let name = String::from_utf8_lossy(name).into_owned();
                self.counts.push(NameCount { name, count: 0, per_second: PerSecond::default() });
                self.counts.len() - 1
            }
            None => return key,
        };
        if let Some(count) = self.counts.get_mut(place) {
            count.add(at);
        }
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = (words, key, place);
        }
        key
    }

    /// The name of a hash.
    pub(super) fn name(&self, key: u64) -> Option<&str> {
        self.counts.get(*self.places.get(&key)?).map(|count| count.name.as_str())
    }
}
