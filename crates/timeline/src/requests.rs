//! Chooses where users were counted: the logs at the edge, else the request metrics.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use backstory_logs::summary::is_failure;
use backstory_model::{Citation, Locator, MetricSeries, Window};

use crate::clock::{Alignment, SECOND};
use crate::history::{History, Tally};
use crate::source_log::{FailingCustomer, RequestCount, SourceLog};

/// Two logs that agree on the count in this share of their common seconds wrote down the same requests.
const SAME_SHARE: f64 = 0.6;
/// Seconds that two logs must have in common before they are compared.
const LEAST_COMMON_S: usize = 10;

/// Where users were counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edge {
    /// Requests by second.
    pub(crate) history: History,
    /// Whether it was counted from metrics.
    pub(crate) is_from_metrics: bool,
}

/// Counts requests at the edge from logs.
pub(crate) fn from_logs(logs: &[SourceLog], clocks: &[Alignment]) -> Option<Edge> {
    let with_requests: Vec<usize> = (0..logs.len())
        .filter(|i| logs.get(*i).and_then(|l| l.requests.as_ref()).is_some_and(|r| !r.cells.is_empty()))
        .collect();
    // A proxy's log stands before the services. Without one, the requests of the service that serves most are taken.
    let edges: Vec<usize> = with_requests.iter().copied().filter(|i| logs.get(*i).is_some_and(|l| l.is_edge)).collect();
    let group: Vec<usize> = if edges.is_empty() { outermost_service(logs, &with_requests) } else { edges };
    let chosen = without_twins(logs, clocks, &group);
    if chosen.is_empty() {
        return None;
    }
    let mut history = History { resolution_s: 1, ..History::default() };
    let mut labels = BTreeSet::new();
    for index in &chosen {
        let (Some(log), Some(clock)) = (logs.get(*index), clocks.get(*index)) else { continue };
        labels.insert(format!("{} ({})", log.label, log.path));
        add_log(&mut history, log, clock);
    }
    history.source = labels.into_iter().collect::<Vec<_>>().join(", ");
    history.failures.sort();
    Some(Edge { history, is_from_metrics: false })
}

fn add_log(history: &mut History, log: &SourceLog, clock: &Alignment) {
    let Some(requests) = &log.requests else { return };
    for (at, route, status, count) in &requests.cells {
        let route = requests.routes.get(*route as usize).map(String::as_str);
        let failed = is_failure(*status);
        history.add(
            clock.utc_s(*at),
            route,
            Tally { total: f64::from(*count), failed: if failed { f64::from(*count) } else { 0.0 } },
        );
        if failed {
            *history.statuses.entry(*status).or_default() += u64::from(*count);
        }
    }
    history.citations.push(Citation::new(&log.path, Locator::Whole, ""));
    for failure in &requests.failures {
        let citation =
            Citation::new(&log.path, Locator::Line { line: failure.line, offset: failure.offset }, &failure.words);
        let what = format!("{} on {}", failure.status, failure.route);
        history.failures.push((clock.utc(failure.nanos).div_euclid(SECOND), citation, what));
    }
}

/// The logs of the service that serves most requests.
fn outermost_service(logs: &[SourceLog], with_requests: &[usize]) -> Vec<usize> {
    let mut by_service: BTreeMap<String, (u64, Vec<usize>)> = BTreeMap::new();
    for index in with_requests {
        let Some(log) = logs.get(*index) else { continue };
        let name = log.service.as_ref().map_or_else(|| log.path.to_string(), |s| s.0.clone());
        let total: u64 = log.requests.iter().flat_map(|r| &r.cells).map(|c| u64::from(c.3)).sum();
        let slot = by_service.entry(name).or_default();
        slot.0 += total;
        slot.1.push(*index);
    }
    by_service.into_values().max_by_key(|(total, _)| *total).map(|(_, indices)| indices).unwrap_or_default()
}

/// Leaves out logs that wrote down the same requests as a more complete one.
fn without_twins(logs: &[SourceLog], clocks: &[Alignment], group: &[usize]) -> Vec<usize> {
    let by_second = |index: usize| -> BTreeMap<i64, u64> {
        let mut seconds = BTreeMap::new();
        if let (Some(log), Some(clock)) = (logs.get(index), clocks.get(index)) {
            for (at, _, _, count) in log.requests.iter().flat_map(|r| &r.cells) {
                *seconds.entry(clock.utc_s(*at)).or_default() += u64::from(*count);
            }
        }
        seconds
    };
    let mut counted: Vec<(usize, BTreeMap<i64, u64>)> = group.iter().map(|i| (*i, by_second(*i))).collect();
    counted.sort_by_key(|(index, seconds)| (std::cmp::Reverse(seconds.values().sum::<u64>()), *index));
    let mut chosen: Vec<(usize, BTreeMap<i64, u64>)> = Vec::new();
    for (index, seconds) in counted {
        if !chosen.iter().any(|(_, kept)| is_same(kept, &seconds)) {
            chosen.push((index, seconds));
        }
    }
    chosen.into_iter().map(|(index, _)| index).collect()
}

fn is_same(a: &BTreeMap<i64, u64>, b: &BTreeMap<i64, u64>) -> bool {
    let common: Vec<(u64, u64)> = b.iter().filter_map(|(at, n)| Some((*a.get(at)?, *n))).collect();
    let near = common.iter().filter(|(x, y)| x.abs_diff(*y) <= 1 + x.max(y) / 20).count();
    common.len() >= LEAST_COMMON_S && near as f64 >= SAME_SHARE * common.len() as f64
}

/// Customers with failures within a window, over every log that tells them.
///
/// A customer counts once, whichever log told of it. Logs behind the edge are used too, for the log at the edge may have
/// a hole; a failure inside that a retry hid from the user is told by no edge log, so inner logs only fill holes.
pub(crate) fn customers(
    logs: &[SourceLog],
    clocks: &[Alignment],
    window: Window,
    holes: impl Fn(usize) -> bool,
) -> Option<(u64, Vec<usize>)> {
    let carriers: Vec<usize> = (0..logs.len()).filter(|i| carries_customers(logs.get(*i))).collect();
    let edges: Vec<usize> = carriers.iter().copied().filter(|i| logs.get(*i).is_some_and(|l| l.is_edge)).collect();
    let mut used: Vec<usize> = edges.clone();
    if edges.is_empty() || edges.iter().any(|i| holes(*i)) {
        // The service that serves most requests is next to the edge.
        let inner: Vec<usize> = carriers.iter().copied().filter(|i| !edges.contains(i)).collect();
        used.extend(outermost_service(logs, &inner));
    }
    if used.is_empty() {
        return None;
    }
    let mut ids = BTreeSet::new();
    for index in &used {
        let (Some(log), Some(clock)) = (logs.get(*index), clocks.get(*index)) else { continue };
        let (start, end) = (window.start.as_second(), window.end.as_second());
        let overlaps = |c: &&FailingCustomer| clock.utc_s(c.last_s) >= start && clock.utc_s(c.first_s) <= end;
        ids.extend(log.requests.iter().flat_map(|r| &r.failing_customers).filter(overlaps).map(|c| c.id.clone()));
    }
    Some((ids.len() as u64, used))
}

fn carries_customers(log: Option<&SourceLog>) -> bool {
    log.and_then(|l| l.requests.as_ref()).is_some_and(|r: &RequestCount| r.has_customers)
}

/// Counts requests from metrics: series of request rates with a status label, integrated over their step.
pub(crate) fn from_metrics(series: &[MetricSeries]) -> Option<Edge> {
    let mut by_service: BTreeMap<(String, String), Vec<(&MetricSeries, u16)>> = BTreeMap::new();
    for one in series {
        let status =
            ["code", "status", "status_code", "http_status", "response_code"].iter().find_map(|l| one.labels.get(*l));
        let Some(status) = status.and_then(|s| status_of(s)) else { continue };
        let is_rate = one.query.as_deref().is_some_and(|q| q.contains("rate(") || q.contains("increase("));
        if !is_rate || !one.query.as_deref().unwrap_or(&one.metric).to_lowercase().contains("request") {
            continue;
        }
        let service = one.service.as_ref().map_or_else(String::new, |s| s.0.clone());
        by_service.entry((one.query.clone().unwrap_or_default(), service)).or_default().push((one, status));
    }
    // Outermost: the service with most failures, for failures inside show at the outside, or else most requests.
    let weight = |group: &Vec<(&MetricSeries, u16)>| {
        let sum = |failed: bool| -> f64 {
            group
                .iter()
                .filter(|(_, s)| !failed || is_failure(*s))
                .flat_map(|(one, _)| &one.samples)
                .map(|s| s.value.max(0.0))
                .sum()
        };
        (sum(true), sum(false))
    };
    let ((_, service), group) = by_service
        .into_iter()
        .filter(|(_, group)| weight(group).1 > 0.0)
        .max_by(|a, b| weight(&a.1).0.total_cmp(&weight(&b.1).0).then(weight(&a.1).1.total_cmp(&weight(&b.1).1)))?;
    let mut history = History { source: service, ..History::default() };
    for (one, status) in group {
        let step = one.step_s.unwrap_or(15.0).max(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "a step of seconds")]
        let step_s = step as i64;
        history.resolution_s = history.resolution_s.max(step_s);
        let route = one.labels.get("route").or_else(|| one.labels.get("path")).or_else(|| one.labels.get("handler"));
        for sample in one.samples.iter().filter(|s| s.value.is_finite() && s.value >= 0.0) {
            let count = sample.value * step;
            let failed = if is_failure(status) { count } else { 0.0 };
            history.add(sample.time.as_second(), route.map(String::as_str), Tally { total: count, failed });
        }
        history.citations.push(one.citation.clone());
        if is_failure(status)
            && let Some(first) = one.samples.iter().find(|s| s.value > 0.0)
        {
            history.failures.push((first.time.as_second(), one.citation.clone(), status.to_string()));
        }
    }
    history.citations.dedup();
    history.failures.sort();
    Some(Edge { history, is_from_metrics: true })
}

/// `503`, `5xx` and `2XX` as a number.
fn status_of(text: &str) -> Option<u16> {
    let text = text.to_lowercase();
    match text.strip_suffix("xx") {
        Some(class) => class.parse::<u16>().ok().filter(|c| (1..=5).contains(c)).map(|c| c * 100),
        None => text.parse().ok().filter(|s| (100..600).contains(s)),
    }
}

/// A path as the citation of a count over a whole artifact.
pub(crate) fn whole(path: &Arc<str>, words: &str) -> Citation {
    Citation::new(path, Locator::Whole, words)
}
