//! Channels that read traces: self time, network, changed steps. Each in shares of the requests' time or number.

use std::collections::BTreeMap;

use backstory_model::ServiceName;

use crate::spans::{Edge, EdgeGap, Moved, Route};

/// Standard errors below which a mean has not moved.
const Z: f64 = 3.0;

/// What a service adds, and what shows it best.
#[derive(Debug, Clone)]
pub(super) struct Share<T> {
    /// Share of the requests' time or number that is the service's own excess.
    pub(super) share: f64,
    pub(super) shows: T,
}

/// Excess self time per service, as a share of all time that requests would have taken, weighted by the share of the
/// service's spans that are slow: a starved process is slow in all it does, a growing table in one query.
pub(super) fn self_time(spans: &Moved) -> BTreeMap<ServiceName, Share<&Route>> {
    let usual = usual_time(spans);
    let mut sums: BTreeMap<&ServiceName, Sum<&Route>> = BTreeMap::new();
    for route in &spans.routes {
        sums.entry(&route.service).or_default().add(&route.own, route);
    }
    sums.into_iter()
        .filter_map(|(s, sum)| Some((s.clone(), Share { share: sum.weighted() / usual, shows: sum.worst? })))
        .collect()
}

/// The operation of a service that adds most time of its own; none when none takes longer than before.
pub(super) fn slowest<'a>(spans: &'a Moved, service: &ServiceName) -> Option<&'a Route> {
    let own = spans.routes.iter().filter(|r| r.service == *service && r.own.excess_s > 0.0);
    own.max_by(|a, b| a.own.excess_s.total_cmp(&b.own.excess_s).then_with(|| b.operation.cmp(&a.operation)))
}

/// Excess of client minus server time per service, for the calls it takes and the calls it makes, each weighted by the
/// share of those calls that are slow: a slow network card delays every edge of its service and only one of each
/// neighbour's.
pub(super) fn network(spans: &Moved) -> BTreeMap<ServiceName, Share<&EdgeGap>> {
    let usual = usual_time(spans);
    let mut ends: BTreeMap<&ServiceName, [Sum<&EdgeGap>; 2]> = BTreeMap::new();
    for gap in &spans.gaps {
        let [makes, _] = ends.entry(&gap.edge.caller).or_default();
        makes.add(&gap.gap, gap);
        let [_, takes] = ends.entry(&gap.edge.callee).or_default();
        takes.add(&gap.gap, gap);
    }
    ends.into_iter()
        .filter_map(|(service, [makes, takes])| {
            let shows = if takes.weighted() >= makes.weighted() { takes.worst } else { makes.worst }?;
            Some((service.clone(), Share { share: (makes.weighted() + takes.weighted()) / usual, shows }))
        })
        .collect()
}

/// Excess of what is slow, and how much of all that is.
#[derive(Debug)]
struct Sum<T> {
    excess_s: f64,
    slow: f64,
    all: f64,
    worst_s: f64,
    worst: Option<T>,
}

impl<T> Default for Sum<T> {
    fn default() -> Self {
        Self { excess_s: 0.0, slow: 0.0, all: 0.0, worst_s: 0.0, worst: None }
    }
}

impl<T> Sum<T> {
    fn add(&mut self, durations: &Edge, what: T) {
        self.all += durations.calls_during as f64;
        if durations.z > Z && durations.excess_s > 0.0 {
            // What is mostly as before may be the load of the hour, at twice the time for three quarters; what is
            // mostly new is not.
            self.excess_s += durations.excess_s * durations.news.powi(2);
            self.slow += durations.calls_during as f64;
            if durations.excess_s > self.worst_s {
                self.worst_s = durations.excess_s;
                self.worst = Some(what);
            }
        }
    }

    fn weighted(&self) -> f64 {
        if self.all > 0.0 { self.excess_s * self.slow / self.all } else { 0.0 }
    }
}

/// Time that the window's requests would have taken before, seconds.
fn usual_time(spans: &Moved) -> f64 {
    (spans.end_to_end.mean_before_s * spans.requests_during as f64).max(1e-9)
}

/// Share of requests with a changed step of the service's own.
pub(super) fn changed_steps(spans: &Moved) -> BTreeMap<ServiceName, f64> {
    let requests = (spans.requests_during as f64).max(1.0);
    spans.surprised.iter().filter(|(_, n)| **n > 0.0).map(|(s, n)| (s.clone(), n / requests)).collect()
}

/// The largest share of requests that fail in one service beyond what is usual.
pub(super) fn failing(spans: &Moved) -> f64 {
    spans.failing.values().map(|f| f.excess()).fold(0.0, f64::max)
}

/// The largest share of any service: of requests that leave their usual path, and of their time.
pub(super) fn largest(spans: &Moved) -> (f64, f64) {
    let most = |values: Vec<f64>| values.into_iter().fold(0.0, f64::max);
    let steps = most(changed_steps(spans).into_values().collect());
    let own = most(self_time(spans).into_values().map(|s| s.share).collect());
    let network = most(network(spans).into_values().map(|s| s.share).collect());
    (steps, own.max(network))
}
