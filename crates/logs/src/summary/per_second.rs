//! Counts by second.

use serde::{Deserialize, Serialize};

/// How often something happened in each second, seconds without it left out. Seconds are those of the source's clock,
/// since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerSecond(Vec<(i64, u32)>);

impl PerSecond {
    /// Counts one in a second. Seconds mostly come in order, so this mostly looks at the last one only.
    #[inline]
    pub fn add(&mut self, second: i64) {
        match self.0.last_mut() {
            Some((last, count)) if *last == second => *count = count.saturating_add(1),
            Some((last, _)) if *last < second => self.0.push((second, 1)),
            None => self.0.push((second, 1)),
            Some(_) => self.insert(second, 1),
        }
    }

    fn insert(&mut self, second: i64, more: u32) {
        match self.0.binary_search_by_key(&second, |cell| cell.0) {
            Ok(place) => {
                if let Some((_, count)) = self.0.get_mut(place) {
                    *count = count.saturating_add(more);
                }
            }
            Err(place) => self.0.insert(place, (second, more)),
        }
    }

    /// Adds the counts of another part.
    pub fn merge(&mut self, other: &Self) {
        let mut merged = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut own, mut its) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let next = match (own.peek(), its.peek()) {
                (Some(a), Some(b)) if a.0 == b.0 => {
                    let sum = (a.0, a.1.saturating_add(b.1));
                    own.next();
                    its.next();
                    sum
                }
                (Some(a), Some(b)) if a.0 > b.0 => {
                    let next = **b;
                    its.next();
                    next
                }
                (Some(a), _) => {
                    let next = **a;
                    own.next();
                    next
                }
                (None, Some(b)) => {
                    let next = **b;
                    its.next();
                    next
                }
                (None, None) => break,
            };
            merged.push(next);
        }
        self.0 = merged;
    }

    /// Seconds with a count, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, u32)> {
        self.0.iter().copied()
    }

    /// Sum of the counts from a second on, up to another one, which is left out.
    pub fn between(&self, from: i64, to: i64) -> u64 {
        let start = self.0.partition_point(|cell| cell.0 < from);
        let end = self.0.partition_point(|cell| cell.0 < to);
        self.0.get(start..end).unwrap_or_default().iter().map(|cell| u64::from(cell.1)).sum()
    }

    /// Sum of all counts.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|cell| u64::from(cell.1)).sum()
    }

    /// First and last second with a count.
    pub fn span(&self) -> Option<(i64, i64)> {
        Some((self.0.first()?.0, self.0.last()?.0))
    }
}

impl FromIterator<(i64, u32)> for PerSecond {
    /// Seconds may come in any order and more than once.
    fn from_iter<I: IntoIterator<Item = (i64, u32)>>(cells: I) -> Self {
        let mut counts = Self::default();
        for (second, count) in cells {
            counts.insert(second, count);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counting_in_parts_is_counting_at_once(a in proptest::collection::vec(-9..9_i64, 0..30), b in proptest::collection::vec(-9..9_i64, 0..30)) {
            let count = |seconds: &[i64]| {
                let mut counts = PerSecond::default();
                for second in seconds {
                    counts.add(*second);
                }
                counts
            };
            let whole = count(&[a.clone(), b.clone()].concat());
            let mut merged = count(&b);
            merged.merge(&count(&a));
            prop_assert_eq!(&merged, &whole);
            prop_assert_eq!(whole.total(), (a.len() + b.len()) as u64);
            prop_assert_eq!(whole.between(-3, 4), a.iter().chain(&b).filter(|s| (-3..4).contains(*s)).count() as u64);
        }
    }
}
