//! Metrics that left their baseline, with the limits they ran into.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{ClusterEvent, MetricFinding, MetricSeries, ServiceName, Window};
use backstory_signals::{ChangePoint, Direction, SeriesView, Span, change_points};
use jiff::Timestamp;
use rayon::prelude::*;

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
    let groups = groups(series);
    // One group at a time on each core: all columns at once would be the evidence a second time.
    let found: Vec<Option<ChangePoint>> = groups
        .par_iter()
        .map(|(_, members)| {
            let (times, values) = highest(members.iter().filter_map(|i| series.get(*i)));
            let points = change_points(SeriesView::new(&times, &values), span(baseline), span(window));
            points.into_iter().max_by(|a, b| a.strength.total_cmp(&b.strength))
        })
        .collect();
    let mut findings: Vec<MetricFinding> = found
        .into_iter()
        .zip(&groups)
        .filter_map(|(point, ((selector, _), members))| {
            let point = point?;
            let members: Vec<(usize, &MetricSeries)> =
                members.iter().filter_map(|i| Some((*i, series.get(*i)?))).collect();
            if members.iter().any(|(_, one)| is_limit(&one.metric) || ends_with_its_pod(one, &point, events)) {
                return None;
            }
            finding(selector, &members, &point, series, window)
        })
        .collect();
    findings.sort_by(|a, b| {
        let moment = |f: &MetricFinding| f.onset.as_second() / MOMENT_S;
        (b.limit.is_some().cmp(&a.limit.is_some()))
            .then(moment(a).cmp(&moment(b)))
            .then(b.strength.total_cmp(&a.strength))
            .then(a.selector.cmp(&b.selector))
    });
    findings.truncate(MOST);
    findings
}

/// Series of one metric that differ only in where they were scraped, by selector and service.
fn groups(series: &[MetricSeries]) -> BTreeMap<(String, Option<ServiceName>), Vec<usize>> {
    let selectors = Selectors::of(series);
    let mut groups: BTreeMap<(String, Option<ServiceName>), Vec<usize>> = BTreeMap::new();
    for (index, one) in series.iter().enumerate() {
        groups.entry((selectors.selector(one), one.service.clone())).or_default().push(index);
    }
    groups
}

/// The highest value at each time: a pod that was replaced goes on in its successor, and the worst pod is what hurts.
fn highest<'a>(members: impl Iterator<Item = &'a MetricSeries> + Clone) -> (Vec<f64>, Vec<f64>) {
    let mut each = members.clone();
    if let (Some(only), None) = (each.next(), each.next())
        && only.samples.is_sorted_by(|a, b| a.time.as_second() < b.time.as_second())
    {
        let present = only.samples.iter().filter(|s| s.value.is_finite());
        return present.map(|s| (s.time.as_second() as f64, s.value)).unzip();
    }
    let mut at: BTreeMap<i64, f64> = BTreeMap::new();
    for one in members {
        for sample in one.samples.iter().filter(|s| s.value.is_finite()) {
            // Scrapes of different targets differ by parts of a second.
            let slot = at.entry(sample.time.as_second()).or_insert(sample.value);
            *slot = slot.max(sample.value);
        }
    }
    at.into_iter().map(|(t, v)| (t as f64, v)).unzip()
}

fn finding(
    selector: &str,
    members: &[(usize, &MetricSeries)],
    point: &ChangePoint,
    all: &[MetricSeries],
    window: Window,
) -> Option<MetricFinding> {
    let is_up = point.direction == Direction::Up;
    let extreme_of = |one: &MetricSeries| {
        let values = one.samples.iter().filter(|s| window.contains(s.time) && s.value.is_finite()).map(|s| s.value);
        if is_up { values.fold(f64::NEG_INFINITY, f64::max) } else { values.fold(f64::INFINITY, f64::min) }
    };
    // The member that went furthest stands for the group.
    let (index, one) = members.iter().copied().max_by(|a, b| {
        let (x, y) = (extreme_of(a.1), extreme_of(b.1));
        if is_up { x.total_cmp(&y) } else { y.total_cmp(&x) }
    })?;
    let during = extreme_of(one);
    Some(MetricFinding {
        series: index,
        selector: selector.to_owned(),
        service: one.service.clone(),
        onset: instant(point.onset_s)?,
        recovery: point.recovery_s.and_then(instant),
        is_up,
        before: point.before,
        during: if during.is_finite() { during } else { point.during },
        strength: point.strength,
        // What ran into its limit stops there; what goes past it is another quantity.
        limit: limit_of(one, all)
            .filter(|(_, limit)| is_up && (0.95..=1.05).contains(&(during / limit)) && point.before < 0.8 * limit),
        citation: one.citation.clone(),
    })
}

/// The labels by which series of one metric differ, apart from where they were scraped.
struct Selectors(BTreeMap<String, Vec<String>>);

impl Selectors {
    fn of(series: &[MetricSeries]) -> Self {
        let mut values: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
        for one in series {
            let labels = values.entry(&one.metric).or_default();
            for (label, value) in one.labels.iter().filter(|(k, _)| !PLACES.contains(&k.as_str())) {
                labels.entry(label).or_default().insert(value);
            }
        }
        let telling = |labels: BTreeMap<&str, BTreeSet<&str>>| {
            labels.into_iter().filter(|(_, values)| values.len() > 1).map(|(label, _)| label.to_owned()).collect()
        };
        Self(values.into_iter().map(|(metric, labels)| (metric.to_owned(), telling(labels))).collect())
    }

    /// The metric with the labels that tell its series apart.
    fn selector(&self, one: &MetricSeries) -> String {
        let labels: Vec<String> = self
            .0
            .get(&one.metric)
            .into_iter()
            .flatten()
            .filter_map(|label| Some(format!("{label}=\"{}\"", one.labels.get(label)?)))
            .collect();
        if labels.is_empty() { one.metric.clone() } else { format!("{}{{{}}}", one.metric, labels.join(",")) }
    }
}

/// Whether a series falls because its pod was stopped on purpose: a rollout, told by the change itself.
fn ends_with_its_pod(one: &MetricSeries, point: &ChangePoint, events: &[ClusterEvent]) -> bool {
    let Some(pod) = one.labels.get("pod") else { return false };
    let mut stopped = events.iter().filter(|e| !e.is_warning).filter(|e| {
        (e.object_name == *pod && e.reason == "Killing")
            || (e.reason == "SuccessfulDelete" && e.message.ends_with(pod.as_str()))
    });
    point.direction == Direction::Down && stopped.any(|e| seconds(e.first) <= point.onset_s + 60.0)
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
    all.iter().filter(|other| other.metric != one.metric && shared(&other.labels)).find_map(|other| {
        let stem = LIMITS.iter().find_map(|end| other.metric.strip_suffix(end))?;
        // Two parts of the name in common: `db_pool_max` and `db_pool_connections`.
        (stem.len() >= 4 && one.metric.starts_with(stem)).then_some(())?;
        let value = other.samples.iter().map(|s| s.value).rfind(|v| v.is_finite() && *v > 0.0)?;
        Some((other.metric.clone(), value))
    })
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
