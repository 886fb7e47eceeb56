//! Requests that began to fail: by route, or of all routes together.

use std::collections::BTreeMap;

use super::burst::bursts;
use super::compare::{Change, Subject};
use super::request::is_failure;
use super::shift::{ChangeKind, Span};
use super::{LogSummary, PerSecond, Place, SourceId};
use crate::severity::Severity;

/// Of more routes than these that begin to fail, all of them are told as one.
const MOST_ROUTES: usize = 8;

/// The failures of some requests.
#[derive(Default)]
struct Failing {
    counts: PerSecond,
    /// By status.
    statuses: BTreeMap<u16, u64>,
}

impl Failing {
    fn add(&mut self, status: u16, counts: &PerSecond) {
        self.counts.merge(counts);
        *self.statuses.entry(status).or_default() += counts.total();
    }

    /// The status most of them have.
    fn status(&self) -> u16 {
        self.statuses.iter().max_by_key(|(status, count)| (**count, **status)).map_or(0, |(status, _)| *status)
    }
}

impl LogSummary {
    /// Bursts of failures.
    pub(super) fn request_changes(&self, baseline: Span, incident: Span) -> Vec<Change> {
        let mut by_route: BTreeMap<&str, Failing> = BTreeMap::new();
        let mut all = Failing::default();
        for cell in self.requests.cells().into_iter().filter(|cell| is_failure(cell.status)) {
            by_route.entry(&cell.route).or_default().add(cell.status, &cell.per_second);
            all.add(cell.status, &cell.per_second);
        }
        let mut unrouted = Failing::default();
        for (status, counts) in self.requests.unrouted.by_status().filter(|(status, _)| is_failure(*status)) {
            unrouted.add(status, counts);
            all.add(status, counts);
        }
        let of = |route: &str, failing: &Failing| self.failing(route, failing, baseline, incident);
        let mut changes: Vec<Change> = by_route.iter().flat_map(|(route, failing)| of(route, failing)).collect();
        changes.extend(of("", &unrouted));
        let routes: std::collections::BTreeSet<&str> = changes.iter().map(|change| change.template.as_str()).collect();
        // What is spread over many routes shows where they are counted together.
        if routes.is_empty() || routes.len() > MOST_ROUTES {
            return of("*", &all);
        }
        changes
    }

    fn failing(&self, route: &str, failing: &Failing, baseline: Span, incident: Span) -> Vec<Change> {
        let first = |from: i64| {
            let kept = if route.is_empty() { self.requests.unrouted.failures() } else { self.requests.failures() };
            let is_own = |of: &str| route.is_empty() || route == "*" || of == route;
            let second = |nanos: i64| nanos.div_euclid(crate::time::SECOND);
            let found = kept.into_iter().find(|failed| second(failed.nanos) >= from && is_own(&failed.route))?;
            Some(Place {
                second: second(found.nanos),
                line: found.line,
                offset: found.offset,
                nanos: found.nanos,
                is_near: false,
                source: SourceId::default(),
            })
        };
        bursts(&failing.counts, baseline, incident)
            .into_iter()
            .map(|burst| Change {
                kind: ChangeKind::Burst,
                id: None,
                template: format!("{route} {}", failing.status()).trim_start().to_owned(),
                subject: Subject::Requests,
                severity: Some(Severity::Error),
                onset_s: burst.onset_s,
                recovery_s: burst.recovery_s,
                strength: burst.strength,
                count: failing.counts.between(incident.from, incident.to),
                baseline: failing.counts.between(baseline.from, baseline.to),
                first: first(burst.onset_s),
            })
            .collect()
    }
}
