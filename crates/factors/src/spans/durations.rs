//! Where the time went: self time per operation, client minus server time per edge.

use std::collections::BTreeMap;

use super::requests::{Requests, Unit};
use super::summary::Edge;
use super::tree::Forest;

/// Durations in seconds with their requests.
#[derive(Debug, Default)]
pub(super) struct Samples(Vec<(Unit, f64)>);

/// Mean per request of one side, and the number of calls.
#[derive(Debug, Default)]
struct Side {
    means: Vec<f64>,
    calls: u64,
}

impl Samples {
    /// All of them with their requests, those of one request side by side.
    pub(super) fn each(&self) -> impl Iterator<Item = (Unit, f64)> + '_ {
        self.0.iter().copied()
    }

    /// What a request took before the window, outliers cut; none when none did.
    pub(super) fn usual_s(&self, requests: &Requests) -> Option<f64> {
        let (before, _) = self.sides(requests);
        (!before.means.is_empty()).then(|| mean(&cut(&before.means)))
    }

    fn sides(&self, requests: &Requests) -> (Side, Side) {
        let (mut before, mut during) = (Side::default(), Side::default());
        let same = |a: &(Unit, f64), b: &(Unit, f64)| a.0 == b.0;
        for calls in self.0.chunk_by(same) {
            let Some((unit, _)) = calls.first() else { continue };
            let side = if requests.is_during(*unit) { &mut during } else { &mut before };
            side.calls += calls.len() as u64;
            side.means.push(calls.iter().map(|(_, s)| s).sum::<f64>() / calls.len() as f64);
        }
        (before, during)
    }

    /// Compares. Without a call on one of the sides there is nothing to compare and the excess is zero.
    pub(super) fn compare(&self, requests: &Requests) -> Edge {
        let (before, during) = self.sides(requests);
        let mut edge = Edge {
            calls_before: before.calls,
            calls_during: during.calls,
            mean_before_s: mean(&before.means),
            mean_during_s: mean(&during.means),
            level_during_s: mean(&during.means),
            ..Edge::default()
        };
        if before.means.is_empty() || during.means.is_empty() {
            return edge;
        }
        // Means after the highest quarter on each side is cut down to its lower bound: a starved process or a slow link
        // slows most calls, while collectors, cold starts and a few heavy requests make the tail.
        let (cut_b, cut_d) = (cut(&before.means), cut(&during.means));
        let (mean_b, mean_d) = (mean(&cut_b), mean(&cut_d));
        if mean_d > mean_b {
            let top = cut_d.iter().copied().fold(0.0, f64::max);
            edge.level_during_s = mean(off(&during.means, top, f64::midpoint(mean_b, mean_d)));
        }
        let squares = |v: &[f64], m: f64| v.iter().map(|x| (x - m).powi(2)).sum::<f64>();
        let (squares_b, squares_d) = (squares(&cut_b, mean_b), squares(&cut_d, mean_d));
        // A side of one request knows nothing of its own spread: each side takes one observation's worth of both together.
        let shared = (squares_b + squares_d) / (cut_b.len() + cut_d.len()) as f64;
        let variance = |squares: f64, n: usize| (squares + shared) / n as f64;
        let error = (variance(squares_b, cut_b.len()) / cut_b.len() as f64
            + variance(squares_d, cut_d.len()) / cut_d.len() as f64)
            .sqrt();
        // Never surer than a tenth of the level with one request, a hundredth with hundred.
        let floor = 0.1 * mean_b / (cut_b.len().min(cut_d.len()) as f64).sqrt();
        edge.excess_s = (mean_d - mean_b) * during.calls as f64;
        edge.news = if mean_d > mean_b { 1.0 - mean_b / mean_d } else { 0.0 };
        edge.z = (mean_d - mean_b) / error.max(floor).max(1e-9);
        edge
    }
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// The stretch of `values`, which are in order of time, that lies above `middle` as far as possible in sum, each value
/// counting up to `top` (the segment of maximum sum; Bentley, "Programming Pearls", 1984).
fn off(values: &[f64], top: f64, middle: f64) -> &[f64] {
    let (mut best, mut from_best, mut to_best) = (0.0, 0, values.len());
    let (mut sum, mut from) = (0.0, 0);
    for (i, value) in values.iter().enumerate() {
        if sum <= 0.0 {
            (sum, from) = (0.0, i);
        }
        sum += value.min(top) - middle;
        if sum > best {
            (best, from_best, to_best) = (sum, from, i + 1);
        }
    }
    values.get(from_best..to_best).unwrap_or(values)
}

fn cut(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    let top = backstory_signals::quantile(&mut sorted, 0.75).unwrap_or(f64::INFINITY);
    sorted.iter().map(|v| v.min(top)).collect()
}

/// Self time per (service, operation) and gaps per (caller, callee), by name index.
#[derive(Debug, Default)]
pub(super) struct Durations {
    pub(super) own: BTreeMap<(u32, u32), Samples>,
    pub(super) gaps: BTreeMap<(u32, u32), Samples>,
    pub(super) roots: Samples,
    pub(super) entries: BTreeMap<u32, u64>,
}

impl Durations {
    pub(super) fn of(forest: &Forest<'_>, requests: &Requests) -> Self {
        let mut found = Self::default();
        for (i, span) in forest.spans.iter().enumerate() {
            let Some((unit, _)) = requests.at(i) else { continue };
            let own = forest.self_ns(i) as f64 / 1e9;
            let remote = match forest.children(i) {
                [only] => forest.spans.get(*only).filter(|c| c.service != span.service),
                _ => None,
            };
            // A span whose one child runs elsewhere is the client's side of that call.
            let samples = match remote {
                Some(callee) => found.gaps.entry((span.service, callee.service)).or_default(),
                None => found.own.entry((span.service, span.operation)).or_default(),
            };
            samples.0.push((unit, own));
            if forest.parent(i).is_none() && span.parent.is_none() {
                found.roots.0.push((unit, (span.end_ns - span.start_ns) as f64 / 1e9));
                *found.entries.entry(span.service).or_default() += 1;
            }
        }
        // Calls of one request side by side.
        for samples in found.own.values_mut().chain(found.gaps.values_mut()).chain([&mut found.roots]) {
            samples.0.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use backstory_model::Window;
    use jiff::Timestamp;

    use crate::spans::{SpanRecord, SpansBuilder};

    #[test]
    fn the_level_of_trouble_is_that_of_its_stretch() {
        let mut values = vec![1.0; 40];
        values[8..30].fill(250.0);
        values[20] = 9_000.0;
        assert_eq!(super::off(&values, 250.0, 100.0), &values[8..30]);
        // What is off all along is so from the first to the last, and one outlier is no stretch.
        let all: Vec<f64> = (0..40).map(|i| 12.0 + f64::from(i % 3)).collect();
        assert_eq!(super::off(&all, 14.0, 11.5).len(), 40);
    }

    #[test]
    fn one_request_before_does_not_know_how_long_requests_take() {
        // Half of the requests are slow, now as ever; before the window there were `early` of them.
        let z = |early: i64| {
            let mut spans = SpansBuilder::new();
            for i in 20 - early..40 {
                let (id, start_ns) = (i.to_string(), i * 1_000_000_000);
                let took_ms = if i % 2 == 0 { 90 } else { 5 } + i;
                spans.span(&SpanRecord {
                    trace_id: &id,
                    span_id: &id,
                    parent_id: None,
                    service: "shop",
                    pod: None,
                    operation: "pay",
                    start_ns,
                    end_ns: start_ns + took_ms * 1_000_000,
                });
            }
            let second = |s| Timestamp::from_second(s).unwrap();
            let found = spans.finish(Window { start: second(20), end: second(40) });
            found.moved.routes.iter().map(|r| r.own.z).fold(0.0, f64::max)
        };
        assert!(z(1) < 2.0 && z(20) < 2.0, "{} {}", z(1), z(20));
    }
}
