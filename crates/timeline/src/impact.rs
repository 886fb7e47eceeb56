//! Impact on users, each number with its method.

use std::collections::BTreeMap;

use backstory_model::{Citation, Impact, ImpactMethod, LatencyChange, LogFinding, Phrase, PhraseArg, Window};

use crate::candidate::metrics::told;
use crate::clock::{Alignment, SECOND};
use crate::failures::{self, Stretch};
use crate::felt::{Felt, SymptomMetric};
use crate::groundwork::Groundwork;
use crate::history::{BIN_S, count, second};
use crate::lost::Lost;
use crate::requests::{Edge, customers, whole, workload};
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
    if let Some(Felt::Symptom(symptom)) = &ground.felt {
        return by_metric(symptom);
    }
    let Some(edge) = ground.edge.as_ref() else { return measured };
    let history = &edge.history;
    let stretch = match &ground.felt {
        Some(Felt::Failures(stretch)) => *stretch,
        Some(Felt::Waits(slow)) => return waited(edge, slow, logs, clocks),
        Some(Felt::Loss(lost)) => return stayed_away(edge, *lost),
        Some(Felt::Symptom(_)) | None => return unhurt(ground, edge),
    };
    let window = stretch.window();
    let sum = history.sum(stretch.first, stretch.last);
    let impact = &mut measured.impact;
    impact.window = Some(window);
    impact.user_visible = Some(true);
    impact.service.clone_from(&edge.service);
    impact.requests_total = Some(count(sum.total));
    impact.requests_failed = Some(count(sum.failed));
    impact.error_ratio = (sum.total > 0.0).then(|| rounded(sum.failed / sum.total));
    if let Some((at, ratio)) = history.peak(stretch) {
        impact.peak_error_ratio = Some(rounded(ratio));
        impact.peak = Window::new(second(at), second(at + BIN_S.max(history.resolution_s))).ok();
    }
    impact.by_route = history.by_route(stretch.first, stretch.last);
    let key = match (edge.is_from_metrics, stretch.bursts > 1) {
        (true, _) => "impact-requests-metric",
        (false, false) => "impact-requests-log",
        (false, true) => "impact-requests-log-bursts",
    };
    let cited: Vec<Citation> =
        first_and_last(edge, stretch).into_iter().chain(history.citations.iter().take(3).cloned()).collect();
    let mut phrase = Phrase::new(key).text("source", history.source.clone());
    if stretch.bursts > 1 && !edge.is_from_metrics {
        phrase = phrase.number("bursts", stretch.bursts as f64);
    }
    measured.method("requests_failed", phrase, cited);
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

/// What is known of users where no stretch of failures stands out: the failures of the stated window, as usual as they
/// are. Where the errors of a service stand in for its requests, it did not count what users met.
fn unhurt(ground: &Groundwork, edge: &Edge) -> Measured {
    let mut measured = Measured::default();
    let history = &edge.history;
    let is_of_service = !edge.is_proxy && !edge.is_from_metrics;
    // A log of failures alone does not tell how often nothing fails.
    if is_of_service && (errors_stand_in(ground, edge) || failures::are_alone(history)) {
        return measured;
    }
    let sum = history.sum(ground.stated.start.as_second(), ground.stated.end.as_second() - 1);
    let impact = &mut measured.impact;
    impact.user_visible = Some(false);
    impact.requests_failed = Some(count(sum.failed));
    if sum.total > 0.0 {
        impact.requests_total = Some(count(sum.total));
        impact.error_ratio = Some(rounded(sum.ratio()));
    }
    let phrase = Phrase::new("impact-none").text("source", history.source.clone());
    measured.method("requests_failed", phrase, history.citations.clone());
    measured
}

/// Share of the usual requests that must be missing where errors are written instead, for them to be the same requests.
const MISSING: f64 = 0.1;

/// Whether a service that counted its own requests wrote new errors while about as many requests were missing.
fn errors_stand_in(ground: &Groundwork, edge: &Edge) -> bool {
    let Some(baseline) = ground.baseline else { return false };
    let rate = |w: Window| {
        let seconds = w.duration().as_secs_f64().max(1.0);
        edge.history.sum(w.start.as_second(), w.end.as_second() - 1).total / seconds
    };
    let usual = rate(baseline);
    let own = |f: &&LogFinding| f.is_error && f.service.as_ref().map(workload) == edge.service;
    ground.log_findings.iter().filter(own).any(|f| {
        let end = f.recovery.unwrap_or(ground.stated.end);
        let Ok(window) = Window::new(f.onset, end) else { return false };
        let errors = f.count as f64 / window.duration().as_secs_f64().max(1.0);
        let missing = usual - rate(window);
        // Half of what is missing may be chance.
        errors >= MISSING * usual && missing >= errors / 2.0
    })
}

/// The impact that a metric tells of.
fn by_metric(symptom: &SymptomMetric) -> Measured {
    let mut measured = Measured::default();
    let found = &symptom.departure;
    measured.impact.user_visible = Some(true);
    measured.impact.window = Some(Felt::Symptom(symptom.clone()).stretch().window());
    let unit = found.unit.as_deref();
    let phrase = Phrase::new("impact-symptom")
        .code("metric", found.metric.clone())
        .text("service", symptom.service.as_str())
        .text("before", told(found.before, unit))
        .text("during", told(found.during, unit));
    measured.method("user_visible", phrase, vec![symptom.citation.clone()]);
    measured
}

/// The impact of a stretch in which requests did not come.
fn stayed_away(edge: &Edge, lost: Lost) -> Measured {
    let mut measured = Measured::default();
    let window = lost.stretch.window();
    let sum = edge.history.sum(lost.stretch.first, lost.stretch.last);
    measured.impact.user_visible = Some(true);
    measured.impact.window = Some(window);
    measured.impact.requests_total = Some(count(sum.total));
    let phrase = Phrase::new("impact-lost")
        .text("source", edge.history.source.clone())
        .text("before", told(lost.before, Some("/s")))
        .text("during", told(lost.during, Some("/s")))
        .with("from", PhraseArg::Time(window.start))
        .with("to", PhraseArg::Time(window.end));
    measured.method("user_visible", phrase, edge.history.citations.clone());
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
