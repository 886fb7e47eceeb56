//! Units, as far as a name or a query tells them.

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
/// Endings that say which value of many it is; the unit stands before them.
const RANKS: [&str; 8] = ["_mean", "_avg", "_p50", "_p90", "_p95", "_p99", "_max", "_min"];

/// The unit that a name tells, else the query behind it.
pub fn unit_of(metric: &str, query: Option<&str>) -> Option<&'static str> {
    // Recording rules say in their name what they did (`job:http_requests:rate5m`).
    if metric.rsplit(':').next().is_some_and(|done| done.starts_with("rate") && metric.contains(':')) {
        return Some("/s");
    }
    // Of what a query counted by second, the name tells the counter.
    match query.and_then(queried) {
        Some(unit) if unit.ends_with("/s") => Some(unit),
        other => named(metric).or(other),
    }
}

fn named(metric: &str) -> Option<&'static str> {
    let base = RANKS.iter().find_map(|rank| metric.strip_suffix(rank)).unwrap_or(metric);
    UNITS.iter().find(|(end, _)| base.ends_with(end)).map(|(_, unit)| *unit)
}

/// The query for what a counter grows by in a second, told over two samples.
pub fn per_second_query(counter: &str, step_s: f64) -> String {
    format!("rate({counter}[{}s])", (2.0 * step_s).ceil().max(1.0))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_unit() {
        for (metric, expected) in [
            ("latency_ms", Some("ms")),
            ("queue_depth", None),
            ("http_request_duration_seconds_p99", Some("s")),
            ("job:http_requests:rate5m", Some("/s")),
        ] {
            assert_eq!(unit_of(metric, None), expected, "{metric}");
        }
        let query = per_second_query("http_requests_total", 15.0);
        assert_eq!(query, "rate(http_requests_total[30s])");
        assert_eq!(unit_of("http_requests_total", Some(&query)), Some("/s"));
    }

    #[test]
    fn queries_tell_the_unit_where_their_form_is_clear() {
        for (query, expected) in [
            (
                "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{path=\"/a\"}[1m])))",
                Some("s"),
            ),
            ("sum by (code) (rate(http_requests_total{path=\"/a/b\"}[1m]))", Some("/s")),
            ("sum(rate(http_request_duration_seconds_count[1m]))", Some("/s")),
            ("rate(process_cpu_seconds_total[1m])", None),
            ("rate(pg_stat_database_tup_returned{datname=\"shop\"}[30s])", Some("/s")),
            ("sum(rate(node_network_receive_bytes_total[1m]))", Some("B/s")),
            ("sum(rate(errors_total[1m])) / sum(rate(requests_total[1m]))", None),
            ("increase(requests_total[1h])", None),
            ("up", None),
        ] {
            assert_eq!(unit_of("recorded", Some(query)), expected, "{query}");
        }
    }
}
