//! What a log says about requests: counts by second, route and status, durations, failures, customers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::PerSecond;
use crate::bottom::{Kept, Value};

/// Routes and statuses kept apart; more are counted without their seconds.
pub(crate) const MOST_CELLS: usize = 6_000;
/// Customers with failures kept apart; of more, a sample.
pub(crate) const MOST_CUSTOMERS: usize = 50_000;
/// Failed requests kept with their words, from the start.
const MOST_FAILURES: usize = 4_000;

/// Whether a status is a failure: server errors, refusal for load, and 499 of a client that gave up.
pub fn is_failure(status: u16) -> bool {
    status >= 500 || status == 429 || status == 499
}

/// Requests of one route that ended with one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestCell {
    /// Method and path, what varies in it masked.
    pub route: String,
    /// Status of the answer; 0 when none was sent.
    pub status: u16,
    /// Requests.
    pub count: u64,
    /// Requests by second, those without a time left out.
    pub per_second: PerSecond,
}

impl Value for RequestCell {
    fn weight(&self) -> u64 {
        self.count
    }
    fn absorb(&mut self, other: Self) {
        self.count += other.count;
        self.per_second.merge(&other.per_second);
    }
}

/// A customer with failed requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailingCustomer {
    /// The id as logged.
    pub id: String,
    /// Failed requests.
    pub failed: u64,
    /// First second with one.
    pub first_s: i64,
    /// Last second with one.
    pub last_s: i64,
}

impl Value for FailingCustomer {
    fn weight(&self) -> u64 {
        1
    }
    fn absorb(&mut self, other: Self) {
        self.failed += other.failed;
        self.first_s = self.first_s.min(other.first_s);
        self.last_s = self.last_s.max(other.last_s);
    }
}

/// A request that failed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FailedRequest {
    pub nanos: i64,
    pub line: u64,
    pub offset: u64,
    pub status: u16,
    pub route: String,
    pub words: String,
}

/// The first failed requests, and the last one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Failures {
    first: Vec<FailedRequest>,
    /// Later ones are not among the first any more.
    bound: Option<i64>,
    last: Option<FailedRequest>,
}

impl Failures {
    /// Whether a failure at this reading would be kept.
    pub(crate) fn wants(&self, nanos: i64) -> bool {
        self.bound.is_none_or(|bound| nanos <= bound) || self.last.as_ref().is_none_or(|last| nanos >= last.nanos)
    }

    pub(crate) fn add(&mut self, failed: FailedRequest) {
        if self.last.as_ref().is_none_or(|last| failed > *last) {
            self.last = Some(failed.clone());
        }
        if self.bound.is_none_or(|bound| failed.nanos <= bound) {
            self.first.push(failed);
        }
        if self.first.len() >= MOST_FAILURES * 2 {
            self.shrink();
        }
    }

    /// Puts the failures in order and drops those that are too many.
    pub(crate) fn shrink(&mut self) {
        self.first.sort();
        self.first.truncate(MOST_FAILURES);
        if self.first.len() == MOST_FAILURES {
            self.bound = self.first.last().map(|last| last.nanos);
        }
    }

    /// The first ones, and the last.
    fn kept(&self) -> Vec<&FailedRequest> {
        let last = self.last.as_ref().filter(|last| self.first.last() != Some(last));
        self.first.iter().chain(last).collect()
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.first.extend(other.first);
        self.last = self.last.take().max(other.last);
        self.shrink();
    }
}

/// Durations of requests: a histogram by second whose buckets grow by 5 %.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Durations(BTreeMap<u16, PerSecond>);

impl Durations {
    pub(crate) fn add(&mut self, second: i64, nanos: i64) {
        self.0.entry(bucket(nanos)).or_default().add(second);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (bucket, counts) in other.0 {
            self.0.entry(bucket).or_default().merge(&counts);
        }
    }

    /// `(second, upper bound in nanoseconds, count)`, by second and bound.
    pub(crate) fn cells(&self) -> Vec<(i64, u64, u32)> {
        let mut cells: Vec<(i64, u64, u32)> = self
            .0
            .iter()
            .flat_map(|(bucket, counts)| counts.iter().map(|(second, count)| (second, bound_ns(*bucket), count)))
            .collect();
        cells.sort_unstable();
        cells
    }
}

const GROWTH: f64 = 1.05;

/// Number of the bucket a duration falls into: powers of the growth over a microsecond.
fn bucket(nanos: i64) -> u16 {
    if nanos <= 1_000 {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let bucket = ((nanos as f64 / 1e3).ln() / GROWTH.ln()).ceil() as u16;
    bucket
}

fn bound_ns(bucket: u16) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let bound = (GROWTH.powi(i32::from(bucket)) * 1e3) as u64;
    bound
}

/// Answers that name no route: `level=error msg="call failed" status=502`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Unrouted {
    /// By status and second.
    pub(crate) by_status: BTreeMap<u16, PerSecond>,
    pub(crate) failures: Failures,
}

impl Unrouted {
    /// Whether a status is one that HTTP servers send. The same key holds the codes of processes, which end at 255.
    pub(crate) fn is_answer(status: u16) -> bool {
        matches!(status, 200..=226 | 300..=308 | 400..=499 | 500..=530)
    }

    /// Answers by status and second, in order of the status.
    pub fn by_status(&self) -> impl Iterator<Item = (u16, &PerSecond)> {
        self.by_status.iter().map(|(status, seconds)| (*status, seconds))
    }

    /// The first failures with their words, and the last one, in order.
    pub fn failures(&self) -> Vec<&FailedRequest> {
        self.failures.kept()
    }

    fn merge(&mut self, other: Self) {
        for (status, seconds) in other.by_status {
            self.by_status.entry(status).or_default().merge(&seconds);
        }
        self.failures.merge(other.failures);
    }
}

/// Everything a log says about requests.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Requests {
    /// By hash of route and status.
    pub(crate) cells: Kept<RequestCell>,
    pub(crate) durations: Durations,
    pub(crate) customers: Kept<FailingCustomer>,
    pub(crate) failures: Failures,
    /// Answers without a route, which are none of the cells.
    #[serde(default)]
    pub unrouted: Unrouted,
    /// Whether requests carry customers at all.
    pub has_customers: bool,
}

impl Requests {
    /// Whether there was none.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().next().is_none()
    }

    /// Requests of all routes.
    pub fn total(&self) -> u64 {
        self.cells.iter().map(|(_, cell)| cell.count).sum::<u64>() + self.cells.dropped()
    }

    /// Those of them that failed.
    pub fn failed(&self) -> u64 {
        self.cells.iter().filter(|(_, cell)| is_failure(cell.status)).map(|(_, cell)| cell.count).sum()
    }

    /// Requests by route and status, sorted by both.
    pub fn cells(&self) -> Vec<&RequestCell> {
        let mut cells: Vec<&RequestCell> = self.cells.iter().map(|(_, cell)| cell).collect();
        cells.sort_by(|a, b| (&a.route, a.status).cmp(&(&b.route, b.status)));
        cells
    }

    /// `(second, upper bound in nanoseconds, count)` of durations, by second and bound; bounds grow by 5 %.
    pub fn durations(&self) -> Vec<(i64, u64, u32)> {
        self.durations.cells()
    }

    /// Customers with failed requests, by id.
    pub fn failing_customers(&self) -> Vec<&FailingCustomer> {
        let mut customers: Vec<&FailingCustomer> = self.customers.iter().map(|(_, customer)| customer).collect();
        customers.sort_by(|a, b| a.id.cmp(&b.id));
        customers
    }

    /// The first failed requests with their words, and the last one, in order.
    pub fn failures(&self) -> Vec<&FailedRequest> {
        self.failures.kept()
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.cells.merge(other.cells, MOST_CELLS);
        self.durations.merge(other.durations);
        self.customers.merge(other.customers, MOST_CUSTOMERS);
        self.failures.merge(other.failures);
        self.unrouted.merge(other.unrouted);
        self.has_customers |= other.has_customers;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_under_its_bound_and_near_it() {
        for nanos in [1, 999, 1_000, 1_001, 8_000_000, 2_000_000_000, i64::MAX / 2] {
            let bound = bound_ns(bucket(nanos));
            assert!(
                bound as f64 >= nanos as f64 * 0.999 && (bound as f64) <= (nanos as f64 * 1.051).max(1_000.0),
                "{nanos} {bound}"
            );
        }
    }

    #[test]
    fn the_first_failures_and_the_last_are_kept() {
        let failed = |nanos| FailedRequest {
            nanos,
            line: 1,
            offset: 0,
            status: 500,
            route: String::new(),
            words: String::new(),
        };
        let mut failures = Failures::default();
        for nanos in (0..20_000).rev() {
            if failures.wants(nanos) {
                failures.add(failed(nanos));
            }
        }
        failures.merge(Failures::default());
        assert_eq!((failures.first.len(), failures.first[0].nanos), (MOST_FAILURES, 0));
        assert_eq!(failures.last.unwrap().nanos, 19_999);
    }
}
