//! Derives the queries from the names and labels that a server has in the window.
//!
//! | found | asked |
//! | --- | --- |
//! | a counter with an HTTP or gRPC status label | rate by service and status, by route as well, and the error ratio by service |
//! | a histogram (`_bucket`) of times | quantiles 0.50, 0.95, 0.99 by service |
//! | any other counter | its rate |
//! | anything else | its samples |
//!
//! The first request counter and the first latency histogram get the plain names `request_rate`, `error_ratio`,
//! `latency_p99`; further ones have their metric in the name.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::Window;
use serde_json::json;

use super::api::Api;
use crate::Reason;

/// Metrics looked at; beyond, they are left out.
const MOST_METRICS: usize = 500;
/// Series of one metric that are fetched one by one; beyond, they are aggregated by service.
const MOST_SERIES: usize = 100;
/// Routes of one service worth telling apart.
const MOST_ROUTES: usize = 60;

/// Metrics of the monitoring itself and of language runtimes.
const NOISE: [&str; 9] = [
    "go_",
    "prometheus_",
    "promhttp_",
    "scrape_",
    "net_conntrack_",
    "alertmanager_",
    "python_gc_",
    "ALERTS",
    "process_virtual_",
];

const SERVICE: [&str; 9] = [
    "service",
    "service_name",
    "app",
    "application",
    "app_kubernetes_io_name",
    "deployment",
    "workload",
    "destination_service_name",
    "job",
];
const STATUS: [&str; 8] = [
    "code",
    "status",
    "status_code",
    "http_status",
    "http_status_code",
    "http_response_status_code",
    "response_code",
    "grpc_code",
];
const ROUTE: [&str; 7] = ["route", "http_route", "handler", "path", "uri", "endpoint", "grpc_method"];
const VARIANT: [&str; 2] = ["track", "version"];

type LabelSet = BTreeMap<String, String>;

/// What to ask.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Expressions by name.
    pub(super) queries: BTreeMap<String, String>,
    /// What was left out, and why.
    pub(super) left_out: Vec<(String, String)>,
    /// What could not be looked at.
    pub(super) errors: Vec<(String, Reason)>,
}

/// Derives the queries; `rate_s` is the window of rates in seconds.
pub(super) fn queries(api: &Api<'_>, window: Window, names: &[String], rate_s: i64) -> Found {
    let mut found = Found::default();
    let counters: BTreeSet<String> = api.counters().into_iter().collect();
    let all: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let mut wanted: Vec<&str> = all.iter().copied().filter(|name| is_wanted(name, &all)).collect();
    // Requests and times first: they must not fall behind the bound.
    wanted.sort_by_key(|name| (rank(name), *name));
    if let Some(rest) = wanted.get(MOST_METRICS..).filter(|rest| !rest.is_empty()) {
        let what = format!("{} metrics, from `{}`", rest.len(), rest.first().copied().unwrap_or_default());
        found.left_out.push((what, format!("more than {MOST_METRICS} metrics")));
    }
    wanted.truncate(MOST_METRICS);
    let mut metrics = Vec::new();
    for name in wanted {
        match api.label_sets(name, window) {
            Ok(sets) if sets.is_empty() => {}
            Ok(sets) => metrics.push(Metric { name: name.to_owned(), is_counter: counters.contains(name), sets }),
            Err(error) => found.errors.push((format!("labels of {name}"), error)),
        }
    }
    derive(&metrics, rate_s, &mut found);
    found
}

struct Metric {
    name: String,
    is_counter: bool,
    sets: Vec<LabelSet>,
}

impl Metric {
    fn first_label(&self, candidates: &[&'static str]) -> Option<&'static str> {
        candidates.iter().copied().find(|label| self.sets.iter().any(|set| set.contains_key(*label)))
    }

    fn values(&self, label: &str) -> BTreeSet<&str> {
        self.sets.iter().filter_map(|set| set.get(label)).map(String::as_str).collect()
    }

    /// The label with the status of an answer, if its values look like one.
    fn status_label(&self) -> Option<&'static str> {
        let is_status = |value: &str| {
            let mut bytes = value.bytes();
            value.len() == 3
                && bytes.next().is_some_and(|b| (b'1'..=b'5').contains(&b))
                && bytes.all(|b| b.is_ascii_digit() || b == b'x')
        };
        STATUS.into_iter().find(|label| {
            let values = self.values(label);
            !values.is_empty() && (*label == "grpc_code" || values.into_iter().any(is_status))
        })
    }
}

fn derive(metrics: &[Metric], rate_s: i64, found: &mut Found) {
    let (mut has_requests, mut has_latency) = (false, false);
    for metric in metrics {
        let (name, quoted) = (&metric.name, selector(&metric.name, ""));
        let service = metric.first_label(&SERVICE);
        let base = name.strip_suffix("_total").unwrap_or(name);
        if metric.is_counter || name.ends_with("_total") || name.ends_with("_count") {
            if let Some(status) = metric.status_label() {
                let suffix = if has_requests { format!("_{base}") } else { String::new() };
                has_requests = true;
                requests(metric, service, status, rate_s, &suffix, found);
            } else if name.ends_with("_count") {
                found.queries.insert(base.to_owned(), by(&[service], &format!("rate({quoted}[{rate_s}s])")));
            } else if metric.sets.len() <= MOST_SERIES {
                found.queries.insert(base.to_owned(), format!("rate({quoted}[{rate_s}s])"));
            } else {
                found.queries.insert(base.to_owned(), by(&[service], &format!("rate({quoted}[{rate_s}s])")));
                found.left_out.push((
                    format!("the {} single series of `{name}`", metric.sets.len()),
                    "summed by service".to_owned(),
                ));
            }
        } else if let Some(base) = name.strip_suffix("_bucket") {
            let is_time = ["duration", "latency", "seconds", "time"].iter().any(|word| base.contains(word));
            let is_first = is_time && !has_latency && base.contains("request");
            has_latency |= is_first;
            for (quantile, label) in [("0.50", "p50"), ("0.95", "p95"), ("0.99", "p99")] {
                let key = if is_first { format!("latency_{label}") } else { format!("{base}_{label}") };
                let rate = by(&[service, Some("le")], &format!("rate({quoted}[{rate_s}s])"));
                found.queries.insert(key, format!("histogram_quantile({quantile}, {rate})"));
            }
        } else if metric.sets.len() <= MOST_SERIES {
            found.queries.insert(name.clone(), quoted);
        } else {
            let grouped =
                service.map_or_else(|| format!("max({quoted})"), |service| format!("max by ({service}) ({quoted})"));
            found.queries.insert(name.clone(), grouped);
            found.left_out.push((
                format!("the {} single series of `{name}`", metric.sets.len()),
                "the greatest by service was taken".to_owned(),
            ));
        }
    }
}

fn requests(metric: &Metric, service: Option<&str>, status: &str, rate_s: i64, suffix: &str, found: &mut Found) {
    let rate = |matchers: &str| format!("rate({}[{rate_s}s])", selector(&metric.name, matchers));
    let variant = VARIANT.into_iter().find(|label| (1..=5).contains(&metric.values(label).len()));
    let mut put = |name: &str, query: String| found.queries.insert(format!("{name}{suffix}"), query);
    put("request_rate", by(&[service, variant, Some(status)], &rate("")));
    let failed = if status == "grpc_code" {
        r#"grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss""#.to_owned()
    } else {
        format!(r#"{status}=~"5..""#)
    };
    put("error_ratio", format!("{} / {}", by(&[service], &rate(&failed)), by(&[service], &rate(""))));
    if let Some(route) = metric.first_label(&ROUTE) {
        let routes = metric.values(route).len();
        if routes <= MOST_ROUTES {
            put("request_rate_by_route", by(&[service, Some(route), Some(status)], &rate("")));
        } else {
            found.left_out.push((format!("`{}` by `{route}`", metric.name), format!("{routes} values")));
        }
    }
}

/// A name as it may stand in an expression; names outside the classic alphabet are quoted.
fn selector(name: &str, matchers: &str) -> String {
    let is_classic = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    match (is_classic, matchers) {
        (true, "") => name.to_owned(),
        (true, _) => format!("{name}{{{matchers}}}"),
        (false, "") => format!("{{__name__={}}}", json!(name)),
        (false, _) => format!("{{__name__={},{matchers}}}", json!(name)),
    }
}

fn by(labels: &[Option<&str>], expression: &str) -> String {
    let labels: Vec<&str> = labels.iter().copied().flatten().collect();
    if labels.is_empty() {
        format!("sum({expression})")
    } else {
        format!("sum by ({}) ({expression})", labels.join(", "))
    }
}

fn is_wanted(name: &str, all: &BTreeSet<&str>) -> bool {
    if NOISE.iter().any(|prefix| name.starts_with(prefix)) || name.ends_with("_created") || name.ends_with("_sum") {
        return false;
    }
    // The count of a histogram says nothing that its buckets or the request counter do not say.
    let histogram = name.strip_suffix("_count").map(|base| format!("{base}_bucket"));
    let has_request_counter = all.iter().any(|name| name.ends_with("requests_total"));
    !(histogram.is_some_and(|bucket| all.contains(bucket.as_str())) && has_request_counter)
}

/// The order in which metrics get the plain names and the places within the bound.
fn rank(name: &str) -> u8 {
    match name {
        "http_requests_total" => 0,
        _ if name.contains("http") && name.contains("requests") => 1,
        "http_request_duration_seconds_bucket" => 2,
        _ if name.contains("request") => 3,
        _ if name.ends_with("_bucket") => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(name: &str, sets: &[&[(&str, &str)]]) -> Metric {
        let set = |labels: &&[(&str, &str)]| labels.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Metric { name: name.to_owned(), is_counter: false, sets: sets.iter().map(set).collect() }
    }

    #[test]
    fn queries_follow_from_names_and_labels() {
        let metrics = [
            metric(
                "http_requests_total",
                &[&[("service", "a"), ("code", "200"), ("route", "/x")], &[("service", "a"), ("code", "503")]],
            ),
            metric("rpc_handled_total", &[&[("job", "b"), ("grpc_code", "OK")]]),
            metric("http_request_duration_seconds_bucket", &[&[("job", "b"), ("le", "+Inf")]]),
            metric("retries_total", &[&[("pod", "b-1"), ("status", "gave up")]]),
            metric("pool.size", &[&[]]),
        ];
        let mut found = Found::default();
        derive(&metrics, 60, &mut found);
        let shown: Vec<String> = found.queries.iter().map(|(name, query)| format!("{name} = {query}")).collect();
        insta::assert_snapshot!(shown.join("\n"));
    }

    #[test]
    fn many_series_are_aggregated_and_said_so() {
        let sets: Vec<LabelSet> = (0..200)
            .map(|n| BTreeMap::from([("job".to_owned(), "a".to_owned()), ("id".to_owned(), n.to_string())]))
            .collect();
        let metrics = [Metric { name: "queue_length".to_owned(), is_counter: false, sets }];
        let mut found = Found::default();
        derive(&metrics, 60, &mut found);
        assert_eq!(found.queries["queue_length"], "max by (job) (queue_length)");
        assert_eq!(found.left_out.len(), 1);
    }
}
