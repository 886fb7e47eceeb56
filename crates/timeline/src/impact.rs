//! Impact on users, each number with its method.

use std::collections::BTreeMap;

use backstory_model::{Citation, Impact, ImpactMethod, LatencyChange, Phrase, PhraseArg, Window};

use crate::clock::{Alignment, SECOND};
use crate::failures::Stretch;
use crate::groundwork::Groundwork;
use crate::history::{BIN_S, count, second};
use crate::requests::{Edge, customers, whole};
use crate::slow::Slow;
use crate::source_log::SourceLog;

/// The impact, with the citations of each method still to be numbered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measured {
    /// The numbers.
    pub(crate) impact: Impact,
    /// Citations by method, in the order of `impact.methods`.
    pub(crate) citations: Vec<Vec<Citation>>,
}

/// Measures the impact of a stretch; without one, users were not touched as far as the edge shows.
pub(crate) fn measure(ground: &Groundwork, logs: &[SourceLog]) -> Measured {
    let mut measured = Measured::default();
    let clocks = &ground.clocks;
    let Some(edge) = ground.edge.as_ref() else { return measured };
    let history = &edge.history;
    if let Some(slow) = &ground.slow {
        return waited(edge, slow, logs, clocks);
    }
    let Some(stretch) = ground.stretch else {
        measured.impact.user_visible = Some(false);
        measured.impact.requests_failed = Some(0);
        let phrase = Phrase::new("impact-none").text("source", history.source.clone());
        measured.method("requests_failed", phrase, history.citations.clone());
        return measured;
    };
    let window = stretch.window();
    let sum = history.sum(stretch.first, stretch.last);
    let impact = &mut measured.impact;
    impact.window = Some(window);
    impact.user_visible = Some(true);
    impact.requests_total = Some(count(sum.total));
    impact.requests_failed = Some(count(sum.failed));
    impact.error_ratio = (sum.total > 0.0).then(|| rounded(sum.failed / sum.total));
    if let Some((at, ratio)) = history.peak(stretch) {
        impact.peak_error_ratio = Some(rounded(ratio));
        impact.peak = Window::new(second(at), second(at + BIN_S.max(history.resolution_s))).ok();
    }
    impact.by_route = history.by_route(stretch.first, stretch.last);
    let key = if edge.is_from_metrics { "impact-requests-metric" } else { "impact-requests-log" };
    let cited: Vec<Citation> =
        first_and_last(edge, stretch).into_iter().chain(history.citations.iter().take(3).cloned()).collect();
    measured.method("requests_failed", Phrase::new(key).text("source", history.source.clone()), cited);
    if measured.impact.peak.is_some() {
        let phrase = Phrase::new("impact-peak").number("seconds", BIN_S.max(history.resolution_s) as f64);
        measured.method("peak_error_ratio", phrase, history.citations.iter().take(1).cloned().collect());
    }
    if !measured.impact.by_route.is_empty() {
        measured.method("by_route", Phrase::new("impact-routes"), history.citations.iter().take(1).cloned().collect());
    }
    let has_hole = |index: usize| {
        let (Some(log), Some(clock)) = (logs.get(index), clocks.get(index)) else { return false };
        log.faults.iter().any(|f| {
            matches!(f.kind, backstory_model::GapKind::Missing | backstory_model::GapKind::Truncated)
                && f.from.zip(f.to).is_some_and(|(from, to)| {
                    let at = |n: i64| clock.utc(n).div_euclid(SECOND);
                    at(from) <= stretch.last && at(to) >= stretch.first
                })
        })
    };
    if let Some((affected, used)) = customers(logs, clocks, window, has_hole) {
        measured.impact.customers_affected = Some(affected);
        let names: Vec<String> =
            used.iter().filter_map(|i| logs.get(*i)).map(|l| format!("{} ({})", l.label, l.path)).collect();
        let cited = used.iter().filter_map(|i| logs.get(*i)).map(|l| whole(&l.path, "")).collect();
        measured.method(
            "customers_affected",
            Phrase::new("impact-customers").with("sources", PhraseArg::List(names)),
            cited,
        );
    }
    if let Some((latency, path)) = latency(logs, clocks, stretch) {
        measured.impact.latency = Some(latency);
        let label = logs.iter().find(|l| l.path == path).map_or("", |l| l.label.as_str());
        let phrase = Phrase::new("impact-latency").text("source", format!("{label} ({path})"));
        measured.method("latency", phrase, vec![whole(&path, "")]);
    }
    measured
}

/// The impact of a stretch in which requests were answered late and hardly one failed.
fn waited(edge: &Edge, slow: &Slow, logs: &[SourceLog], clocks: &[Alignment]) -> Measured {
    let mut measured = Measured::default();
    let sum = edge.history.sum(slow.stretch.first, slow.stretch.last);
    let impact = &mut measured.impact;
    impact.window = Some(slow.stretch.window());
    impact.user_visible = Some(true);
    impact.requests_total = Some(count(sum.total));
    impact.requests_failed = Some(count(sum.failed));
    impact.error_ratio = (sum.total > 0.0).then(|| rounded(sum.ratio()));
    let phrase = Phrase::new("impact-none").text("source", edge.history.source.clone());
    measured.method("requests_failed", phrase, edge.history.citations.clone());
    if let Some((latency, _)) = latency(logs, clocks, slow.stretch) {
        measured.impact.latency = Some(latency);
        let phrase = Phrase::new("impact-latency-slow")
            .text("source", format!("{} ({})", slow.label, slow.path))
            .with("limit", PhraseArg::LatencyS(slow.limit_s));
        measured.method("latency", phrase, vec![whole(&slow.path, "")]);
    }
    measured
}

impl Measured {
    fn method(&mut self, number: &str, phrase: Phrase, citations: Vec<Citation>) {
        self.impact.methods.push(ImpactMethod {
            number: number.to_owned(),
            method: String::new(),
            phrase: Some(phrase),
            evidence: Vec::new(),
        });
        self.citations.push(citations);
    }
}

/// The lines of the first and the last failed request of a stretch, where they were kept.
pub(crate) fn first_and_last(edge: &Edge, stretch: Stretch) -> Vec<Citation> {
    let inside = |at: &i64| (stretch.first..=stretch.last).contains(at);
    let failures = &edge.history.failures;
    let first = failures.iter().find(|(at, ..)| inside(at)).map(|(_, c, _)| c.clone());
    let last = failures.iter().rev().find(|(at, ..)| inside(at)).map(|(_, c, _)| c.clone());
    first.into_iter().chain(last).collect()
}

/// Median and 99th percentile of request times before and during the stretch, from the edge log that has them.
fn latency(logs: &[SourceLog], clocks: &[Alignment], stretch: Stretch) -> Option<(LatencyChange, std::sync::Arc<str>)> {
    let (log, clock) = logs
        .iter()
        .zip(clocks)
        .filter(|(log, _)| log.requests.as_ref().is_some_and(|r| !r.durations.is_empty()))
        .max_by_key(|(log, _)| (log.is_edge, log.requests.as_ref().map_or(0, |r| r.durations.len())))?;
    let mut before: BTreeMap<u64, u64> = BTreeMap::new();
    let mut during: BTreeMap<u64, u64> = BTreeMap::new();
    for (at, bound, n) in &log.requests.as_ref()?.durations {
        let at = clock.utc_s(*at);
        let slot = if at < stretch.first - 30 {
            &mut before
        } else if (stretch.first..=stretch.last).contains(&at) {
            &mut during
        } else {
            continue;
        };
        *slot.entry(*bound).or_default() += u64::from(*n);
    }
    Some((
        LatencyChange {
            p50_before_s: percentile(&before, 0.5)?,
            p50_during_s: percentile(&during, 0.5)?,
            p99_before_s: percentile(&before, 0.99)?,
            p99_during_s: percentile(&during, 0.99)?,
        },
        std::sync::Arc::clone(&log.path),
    ))
}

fn percentile(bounds: &BTreeMap<u64, u64>, q: f64) -> Option<f64> {
    let total: u64 = bounds.values().sum();
    if total < 20 {
        return None;
    }
    let mut seen = 0.0;
    for (bound, n) in bounds {
        seen += *n as f64;
        if seen >= q * total as f64 {
            return Some(rounded(*bound as f64 / SECOND as f64));
        }
    }
    None
}

/// Four significant decimals: shares and seconds are read by people.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
