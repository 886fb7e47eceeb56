//! The series worth drawing: those that left their baseline, cut to the span of the story.

use backstory_model::{MetricFinding, MetricSeries, Window};
use backstory_report::html::ChartSeries;
use jiff::Timestamp;

/// Charts on a page; more would not be read.
const MOST: usize = 8;
/// Endings of names and the unit they tell.
const UNITS: [(&str, &str); 12] = [
    ("_connections_active", "connections"),
    ("_connections_idle", "connections"),
    ("_threads", "threads"),
    ("_workers", "workers"),
    ("_milliseconds", "ms"),
    ("_ms", "ms"),
    ("_seconds", "s"),
    ("_bytes", "B"),
    ("_percent", "%"),
    ("_connections", "connections"),
    ("_ratio", "(0–1)"),
    ("_celsius", "°C"),
];

/// One chart for each finding, in the order given, each series once.
pub(super) fn of(findings: &[MetricFinding], series: &[MetricSeries], span: Window) -> Vec<ChartSeries> {
    let mut charts: Vec<ChartSeries> = Vec::new();
    for finding in findings {
        let Some(one) = series.get(finding.series) else { continue };
        let service = finding.service.as_ref().map(|s| format!("{}: ", s.as_str())).unwrap_or_default();
        let title = format!("{service}{}", finding.selector);
        if charts.len() >= MOST || charts.iter().any(|chart| chart.title == title) {
            continue;
        }
        let samples = one.samples.iter().filter(|s| s.value.is_finite() && span.contains(s.time));
        let values: Vec<(Timestamp, f64)> = samples.map(|s| (s.time, s.value)).collect();
        let counts = one.query.as_deref().is_none_or(|query| !query.contains('(')) && is_counter(&one.metric);
        let points = if counts { per_second(&values) } else { values };
        if points.len() > 1 {
            let unit = unit(&one.metric, one.query.as_deref(), counts);
            charts.push(ChartSeries { title, unit, points, onset: Some(finding.onset) });
        }
    }
    charts
}

/// A running count by the naming rules of Prometheus and `OpenMetrics`.
fn is_counter(metric: &str) -> bool {
    ["_total", "_count", "_sum", "_bucket"].iter().any(|end| metric.ends_with(end))
}

/// The unit that a name tells, else the query behind it; empty where neither does.
fn unit(metric: &str, query: Option<&str>, is_rate: bool) -> String {
    if is_rate {
        return "/s".to_owned();
    }
    named(metric).or_else(|| query.and_then(queried)).unwrap_or_default().to_owned()
}

fn named(metric: &str) -> Option<&'static str> {
    UNITS.iter().find(|(end, _)| metric.ends_with(end)).map(|(_, unit)| *unit)
}

/// The unit of what a PromQL query yields, where its form leaves no doubt: a quantile has that of its buckets, a rate
/// of counts is by second. A quotient may be anything.
fn queried(query: &str) -> Option<&'static str> {
    let bare = without_labels(query);
    let mut names = bare.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'));
    if bare.contains('/') {
        return None;
    }
    if bare.contains("histogram_quantile(") {
        return names.find_map(|name| named(name.strip_suffix("_bucket")?));
    }
    // What is counted stands behind `rate(`; seconds by second are a share, bytes and the like keep their own unit.
    let (_, counted) = bare.split_once("rate(")?;
    let counted = counted.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':')).next()?;
    if counted.is_empty() {
        return None;
    }
    let base = counted.trim_end_matches("_total").trim_end_matches("_count");
    match named(base) {
        None => Some("/s"),
        Some("B") => Some("B/s"),
        Some(_) => counted.ends_with("_count").then_some("/s"),
    }
}

/// The query without what stands in braces and brackets: labels, and lengths of time.
fn without_labels(query: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in query.chars() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Growth of a count by second; a count that fell was started anew and says nothing.
fn per_second(values: &[(Timestamp, f64)]) -> Vec<(Timestamp, f64)> {
    let steps = values.iter().zip(values.iter().skip(1));
    steps
        .filter_map(|((from, before), (to, after))| {
            let elapsed_s = to.duration_since(*from).as_secs_f64();
            (elapsed_s > 0.0 && after >= before).then(|| (*to, (after - before) / elapsed_s))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_drawn_by_second_and_survive_a_restart() {
        let at = |s: i64, value: f64| (Timestamp::from_second(s).unwrap(), value);
        let rates = per_second(&[at(0, 10.0), at(10, 30.0), at(20, 5.0), at(30, 5.0)]);
        assert_eq!(rates, [at(10, 2.0), at(30, 0.0)]);
    }

    #[test]
    fn names_tell_the_unit() {
        for (metric, is_rate, expected) in
            [("http_requests_total", true, "/s"), ("latency_ms", false, "ms"), ("queue_depth", false, "")]
        {
            assert_eq!(unit(metric, None, is_rate), expected, "{metric}");
        }
    }

    #[test]
    fn queries_tell_the_unit_where_their_form_is_clear() {
        for (query, expected) in [
            (
                "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{path=\"/a\"}[1m])))",
                "s",
            ),
            ("sum by (code) (rate(http_requests_total{path=\"/a/b\"}[1m]))", "/s"),
            ("sum(rate(http_request_duration_seconds_count[1m]))", "/s"),
            ("rate(process_cpu_seconds_total[1m])", ""),
            ("rate(pg_stat_database_tup_returned{datname=\"shop\"}[30s])", "/s"),
            ("sum(rate(node_network_receive_bytes_total[1m]))", "B/s"),
            ("sum(rate(errors_total[1m])) / sum(rate(requests_total[1m]))", ""),
            ("increase(requests_total[1h])", ""),
            ("up", ""),
        ] {
            assert_eq!(unit("recorded", Some(query), false), expected, "{query}");
        }
    }
}
