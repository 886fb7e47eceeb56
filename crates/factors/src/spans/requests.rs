//! Requests as the unit of counting: what one request does fifty times is told once.

use std::collections::BTreeMap;

use super::tree::{Forest, Phase};

/// Index of a request, or of the part of one that began on one side of the window's start.
pub(super) type Unit = u32;

/// Which spans belong to which request, and on which side each request counts.
#[derive(Debug, Clone)]
pub(super) struct Requests {
    /// Per span; none for spans beyond the window.
    units: Vec<Option<Unit>>,
    /// Per request: whether it counts as one of the window.
    during: Vec<bool>,
    /// Per request: whether something in it tells a failure, unless most before the window do: then the word for failure is
    /// not meant.
    failed: Vec<bool>,
}

impl Requests {
    pub(super) fn of(forest: &Forest<'_>) -> Self {
        let mut known: BTreeMap<(u64, bool), Unit> = BTreeMap::new();
        let mut during = Vec::new();
        // By time, so that lots fall alike however the source was ordered.
        let mut order: Vec<usize> = (0..forest.spans.len()).collect();
        order.sort_by_key(|i| forest.spans.get(*i).map(|s| (s.start_ns, s.id)));
        let mut units = vec![None; forest.spans.len()];
        for i in order {
            let inside = match forest.phase(i) {
                Phase::Before => false,
                Phase::During => true,
                Phase::Elsewhere => continue,
            };
            let (Some(span), Some(slot)) = (forest.spans.get(i), units.get_mut(i)) else { continue };
            let unit = *known.entry((span.trace, inside)).or_insert_with(|| {
                during.push(inside);
                Unit::try_from(during.len() - 1).unwrap_or(Unit::MAX)
            });
            *slot = Some(unit);
        }
        let mut failed = vec![false; during.len()];
        for (i, unit) in units.iter().enumerate() {
            if let Some(slot) = unit.and_then(|u: Unit| failed.get_mut(u as usize)) {
                *slot |= forest.failed(i);
            }
        }
        let before = || during.iter().zip(&failed).filter(|(during, _)| !**during);
        if before().filter(|(_, failed)| **failed).count() * 2 > before().count() {
            failed.fill(false);
        }
        Self { units, during, failed }
    }

    /// Whether something in a request tells a failure.
    pub(super) fn failed(&self, unit: Unit) -> bool {
        self.failed.get(unit as usize).copied().unwrap_or(false)
    }

    /// The request of a span, and whether it counts as one of the window.
    pub(super) fn at(&self, span: usize) -> Option<(Unit, bool)> {
        let unit = self.units.get(span).copied().flatten()?;
        Some((unit, self.is_during(unit)))
    }

    /// Whether a request counts as one of the window.
    pub(super) fn is_during(&self, unit: Unit) -> bool {
        self.during.get(unit as usize).copied().unwrap_or(false)
    }

    /// As many requests on either side, drawn by lot: what the same numbers of requests show when nothing differs.
    ///
    /// Fisher and Yates' shuffle by a fixed generator (`SplitMix64` of Steele et al., OOPSLA 2014).
    #[must_use]
    pub(super) fn by_lot(&self, lot: u64) -> Self {
        let mut state = lot.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut next = move || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        let mut during = self.during.clone();
        for i in (1..during.len()).rev() {
            // The bias of the remainder is one in 2^32 at the most requests that are kept.
            let j = usize::try_from(next() % (i as u64 + 1)).unwrap_or(0);
            during.swap(i, j);
        }
        Self { units: self.units.clone(), during, failed: self.failed.clone() }
    }
}
