//! What the ranking needs to know about traces.

use std::collections::BTreeMap;

use backstory_model::{CallEdge, ServiceName};

/// Durations of one kind before and in the window.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Edge {
    /// Times counted before the window.
    pub calls_before: u64,
    /// Times counted in the window.
    pub calls_during: u64,
    /// Mean before, seconds.
    pub mean_before_s: f64,
    /// Mean in the window, seconds.
    pub mean_during_s: f64,
    /// Mean while it was off, seconds: a window holds calm as well, which says nothing of how bad it was.
    pub level_during_s: f64,
    /// Time in the window above what as many calls took before, seconds; outliers are cut on both sides.
    pub excess_s: f64,
    /// The share of the time in the window that is new, 0 to 1.
    pub news: f64,
    /// The excess in standard errors; what one request does is one observation.
    pub z: f64,
}

/// Time between a client's clock and its server's: network, queues and connection set-up.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeGap {
    /// Who called whom.
    pub edge: CallEdge,
    /// Client minus server time.
    pub gap: Edge,
}

/// Time that an operation spent in its service, without the calls it made.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The service.
    pub service: ServiceName,
    /// The operation.
    pub operation: String,
    /// Self time.
    pub own: Edge,
}

/// How long a service takes for its own part of the requests that come by, however few.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// The service.
    pub service: ServiceName,
    /// Times as long as its operations took before the window, at the median request.
    pub ratio: f64,
    /// Chance that the window's requests rank as high when nothing differs, 0 to 1.
    pub chance: f64,
}

/// A step between two events within spans of one operation that has become more frequent.
#[derive(Debug, Clone, PartialEq)]
pub struct Surprise {
    /// The service.
    pub service: ServiceName,
    /// The operation of the span.
    pub operation: String,
    /// The event before; empty for the start of the span.
    pub from: String,
    /// The event after; empty for the end of the span.
    pub to: String,
    /// How often the first was followed by the second before the window, 0 to 1.
    pub before: f64,
    /// The same in the window.
    pub during: f64,
    /// Requests in the window above expectation that no callee's own surprise explains.
    pub own: f64,
}

/// How often requests failed in a service, and in none that it calls.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Failing {
    /// Share of the requests before the window.
    pub before: f64,
    /// Share of the requests in the window.
    pub during: f64,
}

impl Failing {
    /// Share of the window's requests that fail beyond what is usual.
    pub fn excess(self) -> f64 {
        (self.during - self.before).max(0.0)
    }
}

/// What differs between the requests before the window and those in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Moved {
    /// Client minus server time per edge, sorted by edge.
    pub gaps: Vec<EdgeGap>,
    /// Self time per service and operation, sorted.
    pub routes: Vec<Route>,
    /// Per service: requests in the window with a changed step that no callee explains.
    pub surprised: BTreeMap<ServiceName, f64>,
    /// Per service: requests that failed in it, as far as spans tell.
    pub failing: BTreeMap<ServiceName, Failing>,
    /// Requests (spans without a parent) before the window.
    pub requests_before: u64,
    /// Requests in the window.
    pub requests_during: u64,
    /// Time of requests from end to end.
    pub end_to_end: Edge,
}

/// A service whose clock is off those of its neighbours, by calls that would begin before they are made or end after
/// their answer; its spans were shifted accordingly.
#[derive(Debug, Clone, PartialEq)]
pub struct Skew {
    /// The service.
    pub service: ServiceName,
    /// The neighbour that shows it best.
    pub against: ServiceName,
    /// Seconds its clock is ahead.
    pub ahead_s: f64,
    /// Half width of the interval that lies in, seconds.
    pub uncertainty_s: f64,
    /// Calls that show it.
    pub calls: u64,
}

/// Traces boiled down.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpanSummary {
    /// Calls between services, sorted.
    pub edges: Vec<CallEdge>,
    /// Changed steps, most of a service's own first.
    pub surprises: Vec<Surprise>,
    /// The service that takes most requests from outside.
    pub entry: Option<ServiceName>,
    /// Clocks that are off.
    pub skews: Vec<Skew>,
    /// Services that enough requests met on both sides, sorted.
    pub paces: Vec<Pace>,
    /// Seconds between the last span before the window and the first in it; 0 when a side has none.
    pub apart_s: f64,
    /// What differs in the window.
    pub moved: Moved,
    /// What differs when as many requests are drawn by lot from all: the size of chance.
    pub by_lot: Vec<Moved>,
}
