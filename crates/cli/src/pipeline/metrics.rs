//! Metrics that left their baseline, with the limits they ran into.

use std::collections::BTreeMap;

use backstory_model::{ClusterEvent, MetricFinding, MetricSeries, Window};
use backstory_signals::{ChangePoint, Direction, SeriesView, Span, change_points_of_all};
use jiff::Timestamp;

/// Endings of the names of metrics that tell a limit.
const LIMITS: &[&str] =
    &["_max", "_limit", "_limit_bytes", "_capacity", "_quota", "_max_connections", "_size_max", "_total_limit"];
/// Labels that tell where a series was scraped, not what it is.
const PLACES: &[&str] = &[
    "instance",
    "job",
    "pod",
    "node",
    "track",
    "cluster",
    "namespace",
    "container",
    "endpoint",
    "service",
    "app",
    "host",
    "env",
    "environment",
    "region",
    "zone",
];
/// Findings kept.
const MOST: usize = 60;
/// Onsets closer than this are one moment: scrapes of different targets are not in step.
const MOMENT_S: i64 = 15;

/// Finds the series that left their baseline after it ended: those that hit a limit first, then by onset and strength.
pub(super) fn find(
    series: &[MetricSeries],
    events: &[ClusterEvent],
    baseline: Option<Window>,
    window: Window,
) -> Vec<MetricFinding> {
    let Some(baseline) = baseline else { return Vec::new() };
    let span = |w: Window| Span::new(seconds(w.start), seconds(w.end));
    let columns: Vec<(Vec<f64>, Vec<f64>)> =
        series.iter().map(|one| one.samples.iter().map(|s| (seconds(s.time), s.value)).unzip()).collect();
    let views: Vec<SeriesView<'_>> = columns.iter().map(|(times, values)| SeriesView::new(times, values)).collect();
    let mut findings: Vec<MetricFinding> = change_points_of_all(&views, span(baseline), span(window))
        .into_iter()
        .enumerate()
        .filter_map(|(index, points)| {
            let one = series.get(index)?;
            let point = points.into_iter().max_by(|a, b| a.strength.total_cmp(&b.strength))?;
            (!is_limit(&one.metric) && !ends_with_its_pod(one, &point, events))
                .then(|| finding(index, one, &point, series, window))
                .flatten()
        })
        .collect();
    findings.sort_by(|a, b| {
        let moment = |f: &MetricFinding| f.onset.as_second() / MOMENT_S;
        (b.limit.is_some().cmp(&a.limit.is_some()))
            .then(moment(a).cmp(&moment(b)))
            .then(b.strength.total_cmp(&a.strength))
            .then(a.selector.cmp(&b.selector))
    });
    findings.dedup_by(|a, b| a.selector == b.selector && a.service == b.service);
    findings.truncate(MOST);
    findings
}

fn finding(
    index: usize,
    one: &MetricSeries,
    point: &ChangePoint,
    all: &[MetricSeries],
    window: Window,
) -> Option<MetricFinding> {
    let extreme = one.samples.iter().filter(|s| window.contains(s.time) && s.value.is_finite()).map(|s| s.value);
    let is_up = point.direction == Direction::Up;
    let during = if is_up { extreme.fold(f64::NEG_INFINITY, f64::max) } else { extreme.fold(f64::INFINITY, f64::min) };
    Some(MetricFinding {
        series: index,
        selector: selector(one),
        service: one.service.clone(),
        onset: instant(point.onset_s)?,
        recovery: point.recovery_s.and_then(instant),
        is_up,
        before: point.before,
        during: if during.is_finite() { during } else { point.during },
        strength: point.strength,
        limit: limit_of(one, all).filter(|(_, limit)| is_up && during >= 0.95 * limit && point.before < 0.8 * limit),
        citation: one.citation.clone(),
    })
}

/// The metric with the labels that say what it is.
fn selector(one: &MetricSeries) -> String {
    let labels: Vec<String> =
        one.labels.iter().filter(|(k, _)| !PLACES.contains(&k.as_str())).map(|(k, v)| format!("{k}=\"{v}\"")).collect();
    if labels.is_empty() { one.metric.clone() } else { format!("{}{{{}}}", one.metric, labels.join(",")) }
}

/// Whether a series falls because its pod was stopped on purpose: a rollout, told by the change itself.
fn ends_with_its_pod(one: &MetricSeries, point: &ChangePoint, events: &[ClusterEvent]) -> bool {
    let Some(pod) = one.labels.get("pod") else { return false };
    let stopped = events.iter().filter(|e| !e.is_warning).filter(|e| {
        (e.object_name == *pod && e.reason == "Killing")
            || (e.reason == "SuccessfulDelete" && e.message.ends_with(pod.as_str()))
    });
    point.direction == Direction::Down && stopped.into_iter().any(|e| seconds(e.first) <= point.onset_s + 60.0)
}

fn is_limit(metric: &str) -> bool {
    LIMITS.iter().any(|end| metric.ends_with(end))
}

/// The limit of a metric: a series whose name starts alike and ends as limits do, of the same place.
fn limit_of(one: &MetricSeries, all: &[MetricSeries]) -> Option<(String, f64)> {
    let shared = |other: &BTreeMap<String, String>| {
        ["pod", "instance", "service", "job"]
            .iter()
            .any(|label| other.get(*label).is_some() && other.get(*label) == one.labels.get(*label))
    };
    all.iter()
        .filter(|other| other.metric != one.metric && shared(&other.labels))
        .filter_map(|other| {
            let stem = LIMITS.iter().find_map(|end| other.metric.strip_suffix(end))?;
            // Two parts of the name in common: `db_pool_max` and `db_pool_connections`.
            (stem.len() >= 4 && one.metric.starts_with(stem)).then_some(())?;
            let value = other.samples.iter().map(|s| s.value).filter(|v| v.is_finite() && *v > 0.0).next_back()?;
            Some((other.metric.clone(), value))
        })
        .next()
}

fn seconds(t: Timestamp) -> f64 {
    t.as_millisecond() as f64 / 1000.0
}

fn instant(seconds: f64) -> Option<Timestamp> {
    if !seconds.is_finite() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and the constructor checks the range")]
    let millis = (seconds * 1000.0).round() as i64;
    Timestamp::from_millisecond(millis).ok()
}
