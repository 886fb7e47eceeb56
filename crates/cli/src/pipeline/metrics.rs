//! Metrics that left their baseline, with the limits they ran into.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::measure::{Quantity, is_liveness};
use backstory_model::{ClusterEvent, MetricFinding, MetricSeries, Sample, ServiceName, Window};
use backstory_signals::{
    ChangePoint, Direction, SeriesView, Span, change_points, count_change_points, median, ramp_start,
};
use jiff::Timestamp;
use rayon::prelude::*;

use super::limits::{Limits, is_limit};
use super::memory;

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
/// Strength of what reached its limit without leaving its baseline: as much as is clear, and no more.
const FILLED: f64 = 8.0;
/// Onsets closer than this are one moment: scrapes of different targets are not in step.
const MOMENT_S: i64 = 15;

/// Finds the series that left their baseline after it ended: those that hit a limit first, then by where they began to, and
/// by strength.
pub(super) fn find(
    series: &[MetricSeries],
    events: &[ClusterEvent],
    baseline: Option<Window>,
    window: Window,
) -> Vec<MetricFinding> {
    let Some(baseline) = baseline else { return Vec::new() };
    let span = |w: Window| Span::new(seconds(w.start), seconds(w.end));
    let groups = groups(series);
    let limits = Limits::of(series);
    // One group at a time on each core: all columns at once would be the evidence a second time.
    let mut findings: Vec<MetricFinding> = groups
        .par_iter()
        .filter_map(|((selector, _), members)| {
            let members: Vec<(usize, &MetricSeries)> =
                members.iter().filter_map(|i| Some((*i, series.get(*i)?))).collect();
            if members.iter().any(|(_, one)| is_limit(one)) {
                return None;
            }
            let killed = memory::before_kill(selector, &members, &limits, events, baseline, window);
            if let Some(climbed) = killed.map(|f| begun(f, series, baseline)).filter(|f| f.began.is_some()) {
                return Some(climbed);
            }
            let of_all = members.iter().map(|(_, one)| *one);
            // One that is gone is not made up for by others that are there.
            let (times, values) =
                if is_liveness(name_of(selector)) { merged(of_all, f64::min) } else { merged(of_all, f64::max) };
            let view = SeriesView::new(&times, &values);
            let of_counts = members.iter().all(|(_, one)| one.answer().is_some_and(|answer| answer.is_failure));
            let departures = if of_counts { count_change_points } else { change_points };
            let points = departures(view, span(baseline), span(window));
            let strongest = points.into_iter().max_by(|a, b| a.strength.total_cmp(&b.strength));
            match strongest {
                Some(point) if members.iter().any(|(_, one)| ends_with_its_pod(one, &point, events)) => None,
                Some(point) => finding(selector, &members, &point, &limits, window)
                    .map(|f| crept(begun(f, series, baseline), series, baseline, window)),
                // What crept up to its limit all the time never left its baseline, and is full all the same.
                None => filled(selector, &members, &limits, baseline, window).map(|f| begun(f, series, baseline)),
            }
        })
        .collect();
    findings.sort_by(|a, b| {
        let moment = |f: &MetricFinding| f.began.unwrap_or(f.onset).as_second() / MOMENT_S;
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

/// The metric of a selector.
fn name_of(selector: &str) -> &str {
    selector.split_once('{').map_or(selector, |(name, _)| name)
}

/// One value at each time, as a rule the highest: a pod that was replaced goes on in its successor, and the worst pod is
/// what hurts.
fn merged<'a>(
    members: impl Iterator<Item = &'a MetricSeries> + Clone,
    worse: impl Fn(f64, f64) -> f64,
) -> (Vec<f64>, Vec<f64>) {
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
            *slot = worse(*slot, sample.value);
        }
    }
    at.into_iter().map(|(t, v)| (t as f64, v)).unzip()
}

fn finding(
    selector: &str,
    members: &[(usize, &MetricSeries)],
    point: &ChangePoint,
    limits: &Limits<'_>,
    window: Window,
) -> Option<MetricFinding> {
    let is_up = point.direction == Direction::Up;
    let (index, one, during) = mover(members, point, window)?;
    let during = if during.is_finite() { during } else { point.during };
    Some(MetricFinding {
        series: index,
        selector: selector.to_owned(),
        service: one.service.clone(),
        onset: instant(point.onset_s)?,
        onset_after: instant(point.onset_interval.0)?,
        began: None,
        recovery: point.recovery_s.and_then(instant),
        is_up,
        before: point.before,
        during,
        unit: one.unit(),
        strength: point.strength,
        limit: limits.reached(one, point.before, during, is_up),
        citation: one.citation.clone(),
    })
}

/// A trend is told apart from what it led to when it began so much earlier.
const LEAD_S: f64 = 120.0;

/// A trend without a limit is told when it began so long before anybody could have seen it in the metric.
const LONG_S: f64 = 1_800.0;

/// With the moment at which the trend began that left the baseline, where it crept for long: what piles up hurts late.
fn crept(mut found: MetricFinding, series: &[MetricSeries], baseline: Window, window: Window) -> MetricFinding {
    let Some(one) = series.get(found.series).filter(|one| piles_up(one) && found.limit.is_none()) else { return found };
    let farther =
        |a: &&Sample, b: &&Sample| if found.is_up { a.value.total_cmp(&b.value) } else { b.value.total_cmp(&a.value) };
    let seen = one.samples.iter().filter(|s| s.value.is_finite() && s.time < window.end && s.time >= found.onset);
    let Some(farthest) = seen.max_by(farther).map(|s| seconds(s.time)) else { return found };
    let (times, values): (Vec<f64>, Vec<f64>) = one.samples.iter().map(|s| (seconds(s.time), s.value)).unzip();
    let view = SeriesView::new(&times, &values);
    let start = ramp_start(view, Span::new(seconds(baseline.start), farthest));
    if let Some(start) = start.filter(|start| seconds(found.onset) - start >= LONG_S) {
        let mut level = view.within(Span::new(seconds(baseline.start), start)).present_values();
        found.before = median(&mut level).unwrap_or(found.before);
        found.began = instant(start);
    }
    found
}

/// Whether a series may tell of something that piles up. What is asked, sent, computed and waited for goes with the hours
/// of the day.
fn piles_up(one: &MetricSeries) -> bool {
    matches!(one.quantity(), Quantity::Memory | Quantity::Disk | Quantity::Pool | Quantity::Other)
        && !one.is_per_second()
}

/// With the moment at which the trend began that ended at a limit.
fn begun(mut found: MetricFinding, series: &[MetricSeries], baseline: Window) -> MetricFinding {
    let (Some(_), Some(one)) = (&found.limit, series.get(found.series)) else { return found };
    let (times, values): (Vec<f64>, Vec<f64>) = one.samples.iter().map(|s| (seconds(s.time), s.value)).unzip();
    // It left its baseline long before it arrived.
    let past = one.samples.iter().filter(|s| s.time >= found.onset && s.value.is_finite());
    let reached = past.clone().find(|s| found.is_at_limit(s.value)).or(past.clone().next());
    let Some(reached) = reached.map(|s| s.time) else { return found };
    let view = SeriesView::new(&times, &values);
    let start = ramp_start(view, Span::new(seconds(baseline.start), seconds(reached)));
    let Some(start) = start.filter(|start| seconds(reached) - start >= LEAD_S) else { return found };
    let mut level = view.within(Span::new(seconds(baseline.start), start)).present_values();
    found.before = median(&mut level).unwrap_or(found.before);
    found.began = instant(start);
    found.onset_after = one.samples.iter().map(|s| s.time).rfind(|t| *t < reached).unwrap_or(found.onset_after);
    found.onset = reached;
    found
}

/// The member that was full first.
fn filled(
    selector: &str,
    members: &[(usize, &MetricSeries)],
    limits: &Limits<'_>,
    baseline: Window,
    window: Window,
) -> Option<MetricFinding> {
    let full = members.iter().filter_map(|(index, one)| Some((*index, *one, limits.filled(one, baseline, window)?)));
    let (index, one, full) = full.min_by_key(|(index, _, full)| (full.reached, *index))?;
    Some(MetricFinding {
        series: index,
        selector: selector.to_owned(),
        service: one.service.clone(),
        onset: full.reached,
        onset_after: full.after,
        began: None,
        recovery: full.recovery,
        is_up: full.is_up,
        before: full.before,
        during: full.during,
        unit: one.unit(),
        strength: FILLED,
        limit: Some(full.limit),
        citation: one.citation.clone(),
    })
}

/// The member that stands for the group, with its most extreme value: the one that was farthest out when the group left
/// its baseline. Pods that began later may have gone as far, and show nothing of that moment.
fn mover<'a>(
    members: &[(usize, &'a MetricSeries)],
    point: &ChangePoint,
    window: Window,
) -> Option<(usize, &'a MetricSeries, f64)> {
    let is_up = point.direction == Direction::Up;
    let farther = |a: f64, b: f64| if is_up { a.max(b) } else { a.min(b) };
    let none = if is_up { f64::NEG_INFINITY } else { f64::INFINITY };
    let extreme_of = |one: &MetricSeries| {
        one.samples
            .iter()
            .filter(|s| window.contains(s.time) && s.value.is_finite())
            .map(|s| s.value)
            .fold(none, farther)
    };
    let at_onset = |one: &MetricSeries| {
        let step = one.step_s.unwrap_or(15.0);
        one.samples
            .iter()
            .filter(|s| (seconds(s.time) - point.onset_s).abs() <= step && s.value.is_finite())
            .map(|s| s.value)
            .fold(none, farther)
    };
    members.iter().map(|(index, one)| (*index, *one, extreme_of(one))).max_by(|(i, a, x), (j, b, y)| {
        let sign = |v: f64| if is_up { v } else { -v };
        sign(at_onset(a)).total_cmp(&sign(at_onset(b))).then(sign(*x).total_cmp(&sign(*y))).then(j.cmp(i))
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use backstory_model::{Citation, Locator};

    use super::*;

    fn at(step: i64) -> Timestamp {
        Timestamp::from_second(step * 5).unwrap()
    }

    fn pod(name: &str, from: i64, values: Vec<f64>) -> MetricSeries {
        MetricSeries {
            metric: "pool_in_use".into(),
            labels: [("pod".to_owned(), name.to_owned())].into(),
            service: Some(ServiceName::new("orders")),
            samples: (from..).zip(values).map(|(i, value)| Sample { time: at(i), value }).collect(),
            query: None,
            step_s: Some(5.0),
            citation: Citation::new(&Arc::from(name), Locator::Whole, ""),
        }
    }

    #[test]
    fn the_pod_that_left_its_baseline_stands_for_all_and_not_its_successor() {
        let calm = |i: i64| [1.0, 2.0, 0.0][usize::try_from(i % 3).unwrap()];
        let series = [
            pod("before", 0, (0..72).map(calm).collect()),
            pod("troubled", 72, vec![4.0, 14.0, 19.0, 20.0, 20.0, 20.0, 20.0]),
            pod("successor", 79, vec![20.0; 10]),
        ];
        let (baseline, window) = (Window { start: at(0), end: at(70) }, Window { start: at(70), end: at(89) });
        let found = find(&series, &[], Some(baseline), window);
        assert_eq!(found.len(), 1, "{found:?}");
        let pods: Vec<&str> = found.iter().map(|f| &*f.citation.artifact).collect();
        assert_eq!(pods, ["troubled"]);
        assert_eq!((found[0].onset_after, found[0].during), (at(72), 20.0));
    }

    #[test]
    fn memory_that_climbed_until_its_process_was_killed_is_told_from_where_it_began() {
        // Level for 24 samples, then up from 400 to 1,950 of 2,000 at sample 120, where the kill comes.
        let of = |metric: &str, values: Vec<f64>| MetricSeries {
            metric: metric.into(),
            labels: BTreeMap::new(),
            ..pod("m", 0, values)
        };
        let climbs = (0..120).map(|i| 400.0 + f64::from(i % 3) + 16.0 * f64::from((i - 24).max(0)));
        let series = [
            of("process_resident_memory_bytes", climbs.chain([400.0; 20]).collect()),
            of("container_spec_memory_limit_bytes", vec![2_000.0; 140]),
        ];
        let kill = ClusterEvent {
            first: at(120),
            last: at(120),
            count: 1,
            is_warning: true,
            reason: "OOMKilling".into(),
            message: "Memory cgroup out of memory".into(),
            object_kind: "Pod".into(),
            object_name: "orders-1".into(),
            namespace: None,
            service: Some(ServiceName::new("orders")),
            citation: Citation::new(&Arc::from("events"), Locator::Whole, ""),
        };
        let (baseline, window) = (Window { start: at(0), end: at(110) }, Window { start: at(110), end: at(140) });
        let found = |events: &[ClusterEvent]| find(&series, events, Some(baseline), window);
        let told = found(std::slice::from_ref(&kill));
        let began = told.first().and_then(|f| f.began).unwrap();
        assert!(began.duration_since(at(24)).abs().as_secs() <= 20 && told[0].onset == at(119), "{told:?}");
        assert!((told[0].before - 401.0).abs() < 1.5 && told[0].limit.is_some(), "{told:?}");
        assert!(found(&[]).iter().all(|f| f.began.is_none()));
    }

    #[test]
    fn what_piled_up_for_long_is_told_from_where_it_began() {
        // 60 seconds a sample: level for two hours, then faster and faster for five.
        let grown = |i: i64| 1e5 + 3e3 * f64::from(i32::try_from((i - 120).max(0)).unwrap()).powf(1.5);
        let noise = |i: i64| [0.0, 900.0, -400.0, 300.0, -800.0][usize::try_from(i % 5).unwrap()];
        let of = |metric: &str| MetricSeries {
            metric: metric.into(),
            labels: BTreeMap::new(),
            samples: (0..420).map(|i| Sample { time: at(12 * i), value: grown(i) + noise(i) }).collect(),
            step_s: Some(60.0),
            ..pod("m", 0, Vec::new())
        };
        let (baseline, window) =
            (Window { start: at(0), end: at(12 * 300) }, Window { start: at(12 * 300), end: at(12 * 420) });
        let told = |metric: &str| find(&[of(metric)], &[], Some(baseline), window);
        let found = told("pg_table_dead_tuples");
        let began = found.first().and_then(|f| f.began).unwrap();
        assert!(began >= at(12 * 115) && began <= at(12 * 180) && began < found[0].onset, "{found:?}");
        assert!((found[0].before - 1e5).abs() < 2e4, "{found:?}");
        // Load climbs as well, every morning.
        assert!(told("http_requests_in_cpu_seconds").iter().all(|f| f.began.is_none()));
    }

    #[test]
    fn what_is_gone_in_one_place_is_not_made_up_for_by_another() {
        let up = |region: &str, values: Vec<f64>| MetricSeries {
            metric: "db_up".into(),
            labels: [("region".to_owned(), region.to_owned())].into(),
            ..pod(region, 0, values)
        };
        let series = [up("east", vec![1.0; 89]), up("west", [vec![1.0; 75], vec![0.0; 14]].concat())];
        let (baseline, window) = (Window { start: at(0), end: at(70) }, Window { start: at(70), end: at(89) });
        let found = find(&series, &[], Some(baseline), window);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(!found[0].is_up && found[0].during == 0.0 && &*found[0].citation.artifact == "west", "{found:?}");
    }
}
