//! Requests over time at the edge.

use std::collections::BTreeMap;

use backstory_model::{Citation, RouteImpact};
use jiff::Timestamp;

use crate::clock::instant;
use crate::failures::Stretch;

/// Length of a bin in which a share of failures is judged, seconds: the ten seconds that impact is reported in.
pub(crate) const BIN_S: i64 = 10;

/// Requests and failures of one second. Counts may be fractions when they come from rates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Tally {
    /// All requests.
    pub(crate) total: f64,
    /// Those that failed.
    pub(crate) failed: f64,
}

impl Tally {
    /// Share of the requests that failed, 0 without any.
    pub(crate) fn ratio(self) -> f64 {
        if self.total > 0.0 { self.failed / self.total } else { 0.0 }
    }
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { total: self.total + other.total, failed: self.failed + other.failed }
    }
}

impl std::ops::Sub for Tally {
    type Output = Self;

    /// What is left without a part; never below nothing, though sums of fractions may come out so.
    fn sub(self, part: Self) -> Self {
        Self { total: (self.total - part.total).max(0.0), failed: (self.failed - part.failed).max(0.0) }
    }
}

/// Requests by UTC second.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct History {
    /// All routes.
    pub(crate) seconds: BTreeMap<i64, Tally>,
    /// By route.
    pub(crate) routes: BTreeMap<String, BTreeMap<i64, Tally>>,
    /// Failures by HTTP status, over the whole history.
    pub(crate) statuses: BTreeMap<u16, u64>,
    /// Seconds one sample stands for: 1 for logs, the step for metrics.
    pub(crate) resolution_s: i64,
    /// Words for where it was counted.
    pub(crate) source: String,
    /// Where it was counted.
    pub(crate) citations: Vec<Citation>,
    /// First failures with their words, by second; bounded.
    pub(crate) failures: Vec<(i64, Citation, String)>,
}

/// The instant a second begins.
pub(crate) fn second(s: i64) -> Timestamp {
    instant(s.saturating_mul(crate::clock::SECOND))
}

impl History {
    /// Length of a bin, seconds.
    pub(crate) fn width(&self) -> i64 {
        BIN_S.max(self.resolution_s)
    }

    /// Adds requests of one second on one route.
    pub(crate) fn add(&mut self, at: i64, route: Option<&str>, tally: Tally) {
        let slot = self.seconds.entry(at).or_default();
        slot.total += tally.total;
        slot.failed += tally.failed;
        if let Some(route) = route {
            let slot = self.routes.entry(route.to_owned()).or_default().entry(at).or_default();
            slot.total += tally.total;
            slot.failed += tally.failed;
        }
    }

    /// Sum over the seconds from `first` to `last`, both included.
    pub(crate) fn sum(&self, first: i64, last: i64) -> Tally {
        sum(&self.seconds, first, last)
    }

    /// Failures by route from `first` to `last`, most first; routes without failures are left out.
    pub(crate) fn by_route(&self, first: i64, last: i64) -> Vec<RouteImpact> {
        let mut routes: Vec<RouteImpact> = self
            .routes
            .iter()
            .map(|(route, seconds)| (route, sum(seconds, first, last)))
            .filter(|(_, tally)| tally.failed >= 0.5)
            .map(|(route, tally)| RouteImpact {
                route: route.clone(),
                requests_total: count(tally.total),
                requests_failed: count(tally.failed),
            })
            .collect();
        routes.sort_by(|a, b| b.requests_failed.cmp(&a.requests_failed).then_with(|| a.route.cmp(&b.route)));
        routes
    }

    /// The ten seconds with the highest share of failures, among those with enough requests to tell.
    pub(crate) fn peak(&self, stretch: Stretch) -> Option<(i64, f64)> {
        let bins = self.bins(stretch.first, stretch.last);
        let busiest = bins.values().map(|t| t.total).fold(0.0, f64::max);
        bins.into_iter()
            // A bin with a handful of requests at the rim would make any share the peak.
            .filter(|(_, tally)| tally.total >= (busiest * 0.25).max(1.0))
            .map(|(at, tally)| (at, tally.failed / tally.total))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// The same in bins of ten seconds, or of the resolution where that is coarser, from `first` on.
    pub(crate) fn bins(&self, first: i64, last: i64) -> BTreeMap<i64, Tally> {
        let width = self.width();
        let mut bins: BTreeMap<i64, Tally> = BTreeMap::new();
        for (at, tally) in self.seconds.range(first..=last) {
            let slot = bins.entry(first + (at - first).div_euclid(width) * width).or_default();
            slot.total += tally.total;
            slot.failed += tally.failed;
        }
        bins
    }
}

fn sum(seconds: &BTreeMap<i64, Tally>, first: i64, last: i64) -> Tally {
    if first > last {
        return Tally::default();
    }
    seconds.range(first..=last).fold(Tally::default(), |sum, (_, t)| sum + *t)
}

/// The `q` quantile, 0 for none.
pub(crate) fn quantile(mut values: Vec<f64>, q: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, reason = "an index into a list in memory")]
    let index = ((values.len().saturating_sub(1)) as f64 * q).round() as usize;
    values.get(index).copied().unwrap_or(0.0)
}

/// A count that may have come from rates, as a whole number.
#[expect(clippy::cast_possible_truncation, reason = "counts of requests are far below 2^53")]
pub(crate) fn count(value: f64) -> u64 {
    value.round().max(0.0) as u64
}
