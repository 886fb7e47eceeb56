//! Where requests fail: in the service whose span failed without a call of it that did.

use std::collections::{BTreeMap, BTreeSet};

use super::builder::NameId;
use super::requests::{Requests, Unit};
use super::summary::Failing;
use super::tree::Forest;

/// The services that each request failed in by themselves.
pub(super) struct Origins(BTreeSet<(NameId, Unit)>);

impl Origins {
    pub(super) fn of(forest: &Forest<'_>, requests: &Requests) -> Self {
        let failed = |i: usize| forest.spans.get(i).is_some_and(|span| span.failed);
        let is_origin = |i: &usize| failed(*i) && !forest.children(*i).iter().any(|child| failed(*child));
        let origins = (0..forest.spans.len()).filter(is_origin);
        Self(origins.filter_map(|i| Some((forest.spans.get(i)?.service, requests.at(i)?.0))).collect())
    }

    /// By service: the share of requests that failed in it, of `before` and `during` in all.
    pub(super) fn shares(&self, requests: &Requests, before: u64, during: u64) -> BTreeMap<NameId, Failing> {
        let mut counts: BTreeMap<NameId, (u64, u64)> = BTreeMap::new();
        for (service, unit) in &self.0 {
            let (in_before, in_during) = counts.entry(*service).or_default();
            *(if requests.is_during(*unit) { in_during } else { in_before }) += 1;
        }
        let share = |n: u64, of: u64| n as f64 / of.max(1) as f64;
        counts
            .into_iter()
            .map(|(service, (b, d))| (service, Failing { before: share(b, before), during: share(d, during) }))
            .collect()
    }
}
