//! Requests over time at the edge, and the stretch in which users met failures.

use std::collections::BTreeMap;

use backstory_model::{Citation, RouteImpact, Window};
use jiff::Timestamp;

use crate::clock::instant;

/// Length of a bin in which a share of failures is judged, seconds: the ten seconds that impact is reported in.
pub(crate) const BIN_S: i64 = 10;
/// A share of failures below this is not an incident by itself, whatever the baseline: the usual
/// "two nines" that an availability objective leaves at the very least.
const LEAST_RATIO: f64 = 0.01;
/// Bad bins that follow each other within this many seconds are one stretch: a crash loop fails in bursts.
const JOIN_S: i64 = 300;
/// Failures before the first bad bin belong to it when they follow each other within this many seconds.
const TRICKLE_S: i64 = 20;

/// People state times to the minute: what begins later after the stated end is another story.
pub(crate) const STATED_S: i64 = 60;

/// Requests and failures of one second. Counts may be fractions when they come from rates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Tally {
    /// All requests.
    pub(crate) total: f64,
    /// Those that failed.
    pub(crate) failed: f64,
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

/// Failures in and around a stated window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Failures {
    /// Those that belong to it.
    Stretch(Stretch),
    /// None belong to it; others begin at this second, after its end.
    Later(i64),
    /// None.
    None,
}

/// The stretch in which users met failures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    /// Second of the first failed request.
    pub(crate) first: i64,
    /// Second of the last failed request of the last bad bin.
    pub(crate) last: i64,
}

impl Stretch {
    /// From the first failed request to just after the last.
    pub(crate) fn window(self) -> Window {
        Window { start: second(self.first), end: second(self.last + 1) }
    }
}

/// The instant a second begins.
pub(crate) fn second(s: i64) -> Timestamp {
    instant(s.saturating_mul(crate::clock::SECOND))
}

impl History {
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

    fn bins(&self, first: i64, last: i64) -> BTreeMap<i64, Tally> {
        let width = BIN_S.max(self.resolution_s);
        let mut bins: BTreeMap<i64, Tally> = BTreeMap::new();
        for (at, tally) in self.seconds.range(first..=last) {
            let slot = bins.entry(first + (at - first).div_euclid(width) * width).or_default();
            slot.total += tally.total;
            slot.failed += tally.failed;
        }
        bins
    }

    /// Finds the stretch of failures that belongs to the stated window.
    ///
    /// `search` bounds where it may lie. The baseline is the upper quartile of the bins' shares before the
    /// stated start (all bins when there are none), so that a service with a constant trickle of failures
    /// is judged against its own habit.
    ///
    /// People state beginnings late, so failures before the stated window may be meant; what begins after its end is not
    /// (see [`Failures::Later`]).
    pub(crate) fn failures(&self, stated: Window, search: Window) -> Failures {
        self.find(stated, search).unwrap_or(Failures::None)
    }

    fn find(&self, stated: Window, search: Window) -> Option<Failures> {
        let first = *self.seconds.keys().next()?;
        let last = *self.seconds.keys().next_back()?;
        let bins = self.bins(first, last);
        let width = BIN_S.max(self.resolution_s);
        let before: Vec<f64> = ratios(&bins, i64::MIN, stated.start.as_second() - 300);
        let habit =
            if before.len() >= 6 { quantile(before, 0.75) } else { quantile(ratios(&bins, i64::MIN, i64::MAX), 0.25) };
        let threshold = LEAST_RATIO.max(3.0 * habit);
        let bad: Vec<i64> = bins
            .iter()
            .filter(|(at, t)| {
                t.total > 0.0 && t.failed >= 1.5 && t.failed / t.total > threshold && within(**at, width, search)
            })
            .map(|(at, _)| *at)
            .collect();
        let mut runs: Vec<(i64, i64, f64)> = Vec::new();
        for at in bad {
            let failed = bins.get(&at).map_or(0.0, |t| t.failed);
            match runs.last_mut() {
                Some(run) if at - run.1 <= JOIN_S + width => *run = (run.0, at, run.2 + failed),
                _ => runs.push((at, at, failed)),
            }
        }
        // The run that overlaps what people stated, else the one before it with most failures.
        let (start, end) = (stated.start.as_second(), stated.end.as_second());
        let overlapping = |run: &&(i64, i64, f64)| run.0 < end && run.1 + width > start;
        let begun = |run: &&(i64, i64, f64)| run.0 < end + STATED_S;
        let most = |a: &&(i64, i64, f64), b: &&(i64, i64, f64)| a.2.total_cmp(&b.2);
        let chosen =
            runs.iter().filter(overlapping).max_by(most).or_else(|| runs.iter().filter(begun).max_by(most)).copied();
        let Some(chosen) = chosen else { return runs.first().map(|run| Failures::Later(run.0)) };
        let failing =
            |from: i64, to: i64| self.seconds.range(from..to).filter(|(_, t)| t.failed > 0.0).map(|(at, _)| *at);
        let mut first_failure = failing(chosen.0, chosen.0 + width).next()?;
        if habit < LEAST_RATIO / 2.0 {
            while let Some(earlier) = failing(first_failure - TRICKLE_S.max(self.resolution_s), first_failure).next() {
                first_failure = earlier;
            }
        }
        let last_failure = failing(chosen.1, chosen.1 + width).next_back()?;
        Some(Failures::Stretch(Stretch { first: first_failure, last: last_failure }))
    }
}

fn within(at: i64, width: i64, window: Window) -> bool {
    at + width > window.start.as_second() && at < window.end.as_second()
}

fn sum(seconds: &BTreeMap<i64, Tally>, first: i64, last: i64) -> Tally {
    if first > last {
        return Tally::default();
    }
    seconds
        .range(first..=last)
        .fold(Tally::default(), |sum, (_, t)| Tally { total: sum.total + t.total, failed: sum.failed + t.failed })
}

fn ratios(bins: &BTreeMap<i64, Tally>, from: i64, to: i64) -> Vec<f64> {
    bins.iter().filter(|(at, t)| **at >= from && **at < to && t.total > 0.0).map(|(_, t)| t.failed / t.total).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn history(failing: impl Fn(i64) -> f64) -> History {
        let mut history = History { resolution_s: 1, ..History::default() };
        for at in 1_000_000..1_001_200 {
            history.add(at, Some("GET /"), Tally { total: 40.0, failed: failing(at) });
        }
        history
    }

    fn window(from: i64, to: i64) -> Window {
        Window { start: second(from), end: second(to) }
    }

    fn stretch(history: &History, stated: Window) -> Stretch {
        match history.failures(stated, window(1_000_000, 1_001_200)) {
            Failures::Stretch(stretch) => stretch,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_begins_after_the_stated_end_is_another_story_unless_within_its_minute() {
        let h = history(|at| if at >= 1_000_600 { 10.0 } else { 0.0 });
        let asked = |end| h.failures(window(1_000_300, end), window(1_000_000, 1_001_200));
        assert_eq!(asked(1_000_500), Failures::Later(1_000_600));
        assert_eq!(asked(1_000_570), Failures::Stretch(Stretch { first: 1_000_600, last: 1_001_199 }));
        let over = history(|at| if at < 1_000_100 { 10.0 } else { 0.0 });
        let before = over.failures(window(1_000_300, 1_000_500), window(1_000_000, 1_001_200));
        assert!(matches!(before, Failures::Stretch(_)), "people may be late: {before:?}");
    }

    #[test]
    fn the_stretch_begins_before_the_stated_start() {
        let h = history(|at| if (1_000_420..=1_000_600).contains(&at) { 10.0 } else { 0.0 });
        let stretch = stretch(&h, window(1_000_480, 1_000_700));
        assert_eq!(stretch, Stretch { first: 1_000_420, last: 1_000_600 });
        assert_eq!(count(h.sum(stretch.first, stretch.last).failed), 1810);
    }

    #[test]
    fn bursts_of_a_crash_loop_are_one_stretch() {
        let h = history(|at| if at > 1_000_300 && at < 1_000_900 && at % 60 < 5 { 20.0 } else { 0.0 });
        let stretch = stretch(&h, window(1_000_480, 1_000_700));
        assert!(stretch.last - stretch.first > 500);
    }

    #[test]
    fn a_habit_is_not_an_incident() {
        let h = history(|at| if at % 7 == 0 { 1.0 } else { 0.0 });
        assert_eq!(h.failures(window(1_000_480, 1_000_700), window(1_000_000, 1_001_200)), Failures::None);
    }
}
