//! Chooses where users were counted: the logs at the edge, else the request metrics.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use backstory_model::measure::{Answer, Quantity, answer_of, per_second_query};
use backstory_model::{Citation, Locator, MetricSeries, ServiceName, Window, workload_of};

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
    /// Whether a proxy counted, before which nobody stands. Services tell of their own requests alone, as far as they do.
    pub(crate) is_proxy: bool,
    /// The service that counted its own requests, where one alone did.
    pub(crate) service: Option<ServiceName>,
}

/// A log that holds a smaller part than this of the requests that metrics of the same service count is a sample of them.
const WHOLE: f64 = 0.5;

/// Counts requests at the edge: by logs, else by metrics. A log that a service wrote about some of its requests gives way
/// to the metrics that count all of them.
pub(crate) fn count(logs: &[SourceLog], clocks: &[Alignment], series: &[MetricSeries]) -> Option<Edge> {
    let (logged, measured) = (from_logs(logs, clocks), from_metrics(series));
    match (logged, measured) {
        (Some(logged), Some(measured)) if !logged.is_proxy && is_sample_of(&logged, &measured) => Some(measured),
        (logged, measured) => logged.or(measured),
    }
}

fn is_sample_of(logged: &Edge, measured: &Edge) -> bool {
    let ends = |edge: &Edge| {
        let seconds = &edge.history.seconds;
        Some((*seconds.keys().next()?, *seconds.keys().next_back()?))
    };
    let (Some(log), Some(metric)) = (ends(logged), ends(measured)) else { return false };
    let (from, to) = (log.0.max(metric.0), log.1.min(metric.1));
    let all = measured.history.sum(from, to).total;
    logged.service.is_some()
        && logged.service == measured.service
        && all > 0.0
        && logged.history.sum(from, to).total < WHOLE * all
}

/// Counts requests at the edge from logs.
pub(crate) fn from_logs(logs: &[SourceLog], clocks: &[Alignment]) -> Option<Edge> {
    let with_requests: Vec<usize> = (0..logs.len())
        .filter(|i| logs.get(*i).and_then(|l| l.requests.as_ref()).is_some_and(|r| !r.cells.is_empty()))
        .collect();
    // A proxy's log stands before the services. Without one, the requests of the service that serves most are taken.
    let edges: Vec<usize> = with_requests.iter().copied().filter(|i| logs.get(*i).is_some_and(|l| l.is_edge)).collect();
    let is_proxy = !edges.is_empty();
    // Who names the routes is asked for them.
    let is_routed = |i: &usize| {
        let requests = logs.get(*i).and_then(|l| l.requests.as_ref());
        requests.is_some_and(|r| r.routes.iter().any(|route| !route.is_empty()))
    };
    let routed: Vec<usize> = with_requests.iter().copied().filter(is_routed).collect();
    let group: Vec<usize> = match (is_proxy, routed.is_empty()) {
        (true, _) => edges,
        (false, false) => outermost_service(logs, &routed),
        (false, true) => outermost_service(logs, &with_requests),
    };
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
    let mut services = chosen.iter().map(|i| logs.get(*i).and_then(|l| l.service.as_ref()).map(workload));
    let first = services.next().flatten();
    let service = first.filter(|first| !is_proxy && services.all(|other| other.as_ref() == Some(first)));
    Some(Edge { history, is_from_metrics: false, is_proxy, service })
}

/// The service of a pod.
pub(crate) fn workload(service: &ServiceName) -> ServiceName {
    ServiceName::new(workload_of(service.as_str()))
}

fn add_log(history: &mut History, log: &SourceLog, clock: &Alignment) {
    let Some(requests) = &log.requests else { return };
    for (at, route, status, count) in &requests.cells {
        let route = requests.routes.get(*route as usize).map(String::as_str).filter(|route| !route.is_empty());
        let failed = requests.is_failure(*status);
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
    for failure in requests.failures.iter().filter(|f| requests.is_failure(f.status)) {
        let citation =
            Citation::new(&log.path, Locator::Line { line: failure.line, offset: failure.offset }, &failure.words);
        let on = if failure.route.is_empty() { String::new() } else { format!(" on {}", failure.route) };
        let what = format!("{}{on}", failure.status);
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

/// Counts requests from metrics: series of requests by second with a label that tells how they were answered, integrated
/// over their step.
pub(crate) fn from_metrics(series: &[MetricSeries]) -> Option<Edge> {
    let mut by_service: BTreeMap<(String, String), Vec<(&MetricSeries, Answer)>> = BTreeMap::new();
    for one in series.iter().filter(|s| counts_requests(s)) {
        let Some(answer) = answer_of(&one.labels) else { continue };
        let service = one.service.as_ref().map_or_else(String::new, |s| s.0.clone());
        by_service.entry((one.query.clone().unwrap_or_default(), service)).or_default().push((one, answer));
    }
    // Outermost: the service with most failures, for failures inside show at the outside, or else most requests.
    let weight = |group: &Vec<(&MetricSeries, Answer)>| {
        let sum = |failed: bool| -> f64 {
            group
                .iter()
                .filter(|(_, answer)| !failed || answer.is_failure)
                .flat_map(|(one, _)| &one.samples)
                .map(|s| s.value.max(0.0))
                .sum()
        };
        // What a service asks of others is met by its users only in part.
        let is_own = !group.iter().any(|(one, _)| one.metric.contains("client"));
        (is_own, sum(true), sum(false))
    };
    let ((_, service), group) = by_service
        .into_iter()
        .filter(|(_, group)| weight(group).2 > 0.0 && (is_asked_for(group) || tells_failures(group)))
        .max_by(|a, b| {
            let (a, b) = (weight(&a.1), weight(&b.1));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
        })?;
    let counted_by = group.first().and_then(|(one, _)| one.service.as_ref()).map(workload);
    let mut history = History { source: service, ..History::default() };
    for (one, answer) in group {
        let step = one.step_s.unwrap_or(15.0).max(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "a step of seconds")]
        let step_s = step as i64;
        history.resolution_s = history.resolution_s.max(step_s);
        let route = one.labels.get("route").or_else(|| one.labels.get("path")).or_else(|| one.labels.get("handler"));
        for sample in one.samples.iter().filter(|s| s.value.is_finite() && s.value >= 0.0) {
            let count = sample.value * step;
            let failed = if answer.is_failure { count } else { 0.0 };
            history.add(sample.time.as_second(), route.map(String::as_str), Tally { total: count, failed });
        }
        history.citations.push(one.citation.clone());
        if answer.is_failure
            && let Some(first) = one.samples.iter().find(|s| s.value > 0.0)
        {
            let status = answer.status.map_or_else(String::new, |status| status.to_string());
            history.failures.push((first.time.as_second(), one.citation.clone(), status));
        }
    }
    history.citations.dedup();
    history.failures.sort();
    Some(Edge { history, is_from_metrics: true, is_proxy: false, service: counted_by })
}

/// Words for requests in names of metrics: those of Prometheus, Envoy, gRPC and `HAProxy`.
const REQUESTS: [&str; 4] = ["request", "upstream_rq", "responses", "handled"];

/// Whether a series is a count of requests by second, and no share or time of them.
fn counts_requests(one: &MetricSeries) -> bool {
    let query = one.query.as_deref().unwrap_or_default();
    let name = if query.is_empty() { &one.metric } else { query }.to_lowercase();
    (one.is_per_second() || query.contains("increase("))
        && REQUESTS.iter().any(|word| name.contains(word))
        && one.quantity() != Quantity::Latency
}

/// Whether people asked for it by a query of their own, which leaves nothing out that matters to them.
fn is_asked_for(group: &[(&MetricSeries, Answer)]) -> bool {
    group.iter().any(|(one, _)| one.query.as_deref().is_some_and(|q| q != per_second(one)))
}

/// How a counter's growth is told by the readers.
fn per_second(one: &MetricSeries) -> String {
    per_second_query(&one.metric, one.step_s.unwrap_or(1.0))
}

/// Whether failures are told apart: where none ever were, it is not known that they would be.
fn tells_failures(group: &[(&MetricSeries, Answer)]) -> bool {
    group.iter().any(|(_, answer)| answer.is_failure)
}

/// A path as the citation of a count over a whole artifact.
pub(crate) fn whole(path: &Arc<str>, words: &str) -> Citation {
    Citation::new(path, Locator::Whole, words)
}

#[cfg(test)]
mod tests {
    use backstory_model::{Sample, ServiceName};
    use jiff::Timestamp;

    use super::*;

    fn counted(metric: &str, label: (&str, &str), per_second: f64) -> MetricSeries {
        MetricSeries {
            metric: metric.into(),
            labels: [(label.0.to_owned(), label.1.to_owned())].into(),
            service: Some(ServiceName::new("shop")),
            samples: (0..4)
                .map(|i| Sample { time: Timestamp::from_second(i * 10).unwrap(), value: per_second })
                .collect(),
            query: Some(per_second_query(metric, 10.0)),
            step_s: Some(10.0),
            citation: Citation::new(&"m".into(), Locator::Whole, ""),
        }
    }

    #[test]
    fn counters_of_requests_count_users_however_they_name_the_answer() {
        for (metric, well, failed) in [
            ("http_requests_total", ("code", "200"), ("code", "503")),
            ("nginx_ingress_controller_requests", ("status", "200"), ("status", "503")),
            ("envoy_cluster_upstream_rq_xx", ("envoy_response_code_class", "2"), ("envoy_response_code_class", "5")),
            ("http_server_requests_seconds_count", ("outcome", "SUCCESS"), ("outcome", "SERVER_ERROR")),
            ("grpc_server_handled_total", ("grpc_code", "OK"), ("grpc_code", "Unavailable")),
        ] {
            let edge = from_metrics(&[counted(metric, well, 9.0), counted(metric, failed, 1.0)]);
            let sum = edge.unwrap_or_else(|| panic!("{metric}")).history.sum(0, 30);
            assert!((sum.total - 400.0).abs() < 1e-9 && (sum.failed - 40.0).abs() < 1e-9, "{metric} {sum:?}");
        }
    }

    #[test]
    fn times_sizes_and_successes_alone_count_no_failures() {
        let success = ("code", "200");
        let mut mean = counted("http_request_duration_seconds_mean", success, 0.1);
        mean.query = Some(
            "rate(http_request_duration_seconds_sum[20s]) / rate(http_request_duration_seconds_count[20s])".into(),
        );
        assert!(from_metrics(&[mean]).is_none());
        assert!(from_metrics(&[counted("http_requests_total", success, 9.0)]).is_none());
        assert!(from_metrics(&[counted("jobs_total", ("result", "error"), 9.0)]).is_none());
    }
}
