//! Where the time went: self time per operation, client minus server time per edge.

use std::collections::BTreeMap;

use super::summary::Edge;
use super::tree::{Forest, Phase};

/// Durations in seconds before and in the window.
#[derive(Debug, Default)]
pub(super) struct Pair {
    pub(super) before: Vec<f64>,
    pub(super) during: Vec<f64>,
}

impl Pair {
    pub(super) fn add(&mut self, phase: Phase, seconds: f64) {
        match phase {
            Phase::Before => self.before.push(seconds),
            Phase::During => self.during.push(seconds),
            Phase::Elsewhere => {}
        }
    }

    /// Compares. Without a call on one of the sides there is nothing to compare and the excess is zero.
    pub(super) fn compare(&self) -> Edge {
        let mut edge = Edge {
            calls_before: self.before.len() as u64,
            calls_during: self.during.len() as u64,
            mean_before_s: mean(&self.before),
            mean_during_s: mean(&self.during),
            ..Edge::default()
        };
        if self.before.is_empty() || self.during.is_empty() {
            return edge;
        }
        // Means after the highest quarter on each side is cut down to its lower bound: a starved process or a slow link
        // slows most calls, while collectors, cold starts and a few heavy requests make the tail.
        let (before, during) = (cut(&self.before), cut(&self.during));
        let (mean_b, mean_d) = (mean(&before), mean(&during));
        let variance = |v: &[f64], m: f64| v.iter().map(|x| (x - m).powi(2)).sum::<f64>() / v.len() as f64;
        let error =
            (variance(&before, mean_b) / before.len() as f64 + variance(&during, mean_d) / during.len() as f64).sqrt();
        // Never surer than a tenth of the level with one call, a hundredth with hundred.
        let floor = 0.1 * mean_b / (self.before.len().min(self.during.len()) as f64).sqrt();
        edge.excess_s = (mean_d - mean_b) * during.len() as f64;
        edge.z = (mean_d - mean_b) / error.max(floor).max(1e-9);
        edge
    }
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

fn cut(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    let top = backstory_signals::quantile(&mut sorted, 0.75).unwrap_or(f64::INFINITY);
    sorted.iter().map(|v| v.min(top)).collect()
}

/// Self time per (service, operation) and gaps per (caller, callee), by name index.
pub(super) struct Durations {
    pub(super) own: BTreeMap<(u32, u32), Pair>,
    pub(super) gaps: BTreeMap<(u32, u32), Pair>,
    pub(super) roots: Pair,
    pub(super) entries: BTreeMap<u32, u64>,
}

pub(super) fn measure(forest: &Forest<'_>) -> Durations {
    let mut found =
        Durations { own: BTreeMap::new(), gaps: BTreeMap::new(), roots: Pair::default(), entries: BTreeMap::new() };
    for (i, span) in forest.spans.iter().enumerate() {
        let phase = forest.phase(i);
        let own = forest.self_ns(i) as f64 / 1e9;
        let remote = match forest.children(i) {
            [only] => forest.spans.get(*only).filter(|c| c.service != span.service),
            _ => None,
        };
        // A span whose one child runs elsewhere is the client's side of that call.
        match remote {
            Some(callee) => found.gaps.entry((span.service, callee.service)).or_default().add(phase, own),
            None => found.own.entry((span.service, span.operation)).or_default().add(phase, own),
        }
        if forest.parent(i).is_none() && span.parent.is_none() {
            found.roots.add(phase, (span.end_ns - span.start_ns) as f64 / 1e9);
            *found.entries.entry(span.service).or_default() += 1;
        }
    }
    found
}
