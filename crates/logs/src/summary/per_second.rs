//! Counts by second.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A second and its count in twelve bytes: a summary holds little else than these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, u32)", into = "(i64, u32)")]
struct Cell {
    /// The second in two halves, so that the three parts need no padding.
    high: i32,
    low: u32,
    count: u32,
}

impl Cell {
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the halves of the number")]
    const fn new(second: i64, count: u32) -> Self {
        Self { high: (second >> 32) as i32, low: second as u32, count }
    }

    #[inline]
    const fn second(self) -> i64 {
        (self.high as i64) << 32 | self.low as i64
    }
}

impl From<(i64, u32)> for Cell {
    fn from((second, count): (i64, u32)) -> Self {
        Self::new(second, count)
    }
}

impl From<Cell> for (i64, u32) {
    fn from(cell: Cell) -> Self {
        (cell.second(), cell.count)
    }
}

/// How often something happened in each second, seconds without it left out. Seconds are those of the source's clock,
/// since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerSecond(Vec<Cell>);

impl PerSecond {
    /// Counts one in a second. Seconds mostly come in order, so this mostly looks at the last one only.
    #[inline]
    pub fn add(&mut self, second: i64) {
        match self.0.last_mut() {
            Some(last) if last.second() == second => last.count = last.count.saturating_add(1),
            _ => self.open(second),
        }
    }

    /// Counts the first in another second than the last one. Out of line, so that the usual case is small enough to be
    /// part of the loop over the lines.
    #[inline(never)]
    fn open(&mut self, second: i64) {
        match self.0.last() {
            Some(last) if last.second() > second => self.insert(second, 1),
            _ => self.0.push(Cell::new(second, 1)),
        }
    }

    fn insert(&mut self, second: i64, more: u32) {
        match self.0.binary_search_by_key(&second, |cell| cell.second()) {
            Ok(place) => {
                if let Some(cell) = self.0.get_mut(place) {
                    cell.count = cell.count.saturating_add(more);
                }
            }
            Err(place) => self.0.insert(place, Cell::new(second, more)),
        }
    }

    /// Adds the counts of another part.
    pub fn merge(&mut self, other: &Self) {
        let mut merged = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut own, mut its) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let order = match (own.peek(), its.peek()) {
                (Some(a), Some(b)) => a.second().cmp(&b.second()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let first = if order.is_le() { own.next() } else { its.next() };
            let same = if order.is_eq() { its.next() } else { None };
            let more = same.map_or(0, |cell| cell.count);
            merged.extend(first.map(|cell| Cell { count: cell.count.saturating_add(more), ..*cell }));
        }
        self.0 = merged;
    }

    /// Seconds with a count, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, u32)> {
        self.0.iter().map(|cell| (cell.second(), cell.count))
    }

    /// Sum of the counts from a second on, up to another one, which is left out.
    pub fn between(&self, from: i64, to: i64) -> u64 {
        let start = self.0.partition_point(|cell| cell.second() < from);
        let end = self.0.partition_point(|cell| cell.second() < to);
        self.0.get(start..end).unwrap_or_default().iter().map(|cell| u64::from(cell.count)).sum()
    }

    /// How many seconds have a count, from a second on, up to another one, which is left out.
    pub fn seconds_between(&self, from: i64, to: i64) -> u64 {
        let start = self.0.partition_point(|cell| cell.second() < from);
        let end = self.0.partition_point(|cell| cell.second() < to);
        end.saturating_sub(start) as u64
    }

    /// Sum of all counts.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|cell| u64::from(cell.count)).sum()
    }

    /// First and last second with a count.
    pub fn span(&self) -> Option<(i64, i64)> {
        Some((self.0.first()?.second(), self.0.last()?.second()))
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

    #[test]
    fn any_second_is_kept_as_it_is() {
        let seconds = [i64::MIN, -62_135_596_800, -1, 0, 1, 1_795_444_921, u32::MAX.into(), 1 << 32, i64::MAX];
        let counts: PerSecond = seconds.iter().map(|second| (*second, 7)).collect();
        assert_eq!(counts.iter().map(|(second, _)| second).collect::<Vec<_>>(), seconds);
        let text = serde_json::to_string(&counts).unwrap();
        assert!(text.contains("[-1,7]") && serde_json::from_str::<PerSecond>(&text).unwrap() == counts, "{text}");
        assert_eq!(size_of::<Cell>(), 12);
    }

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
