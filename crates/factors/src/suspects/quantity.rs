//! What a metric measures, by the vocabulary of metric naming conventions (Prometheus, OpenTelemetry).

/// A kind of quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quantity {
    /// Failed requests, as a count or ratio: more is worse.
    Errors,
    /// Successful share of requests: less is worse.
    Success,
    /// Time that users or callers wait.
    Latency,
    /// Demand.
    Traffic,
    /// Memory in use.
    Memory,
    /// Slots in use: connections, threads, descriptors, queued work.
    Pool,
    /// Space in use.
    Disk,
    /// Processor time.
    Cpu,
    /// Bytes and packets.
    Network,
    /// Anything else.
    Other,
}

/// First match wins: `http_request_errors` counts errors, not demand.
const VOCABULARY: [(Quantity, &[&str]); 9] = [
    (Quantity::Errors, &["error", "errors", "failed", "failures", "failure", "faults", "5xx", "exceptions"]),
    (Quantity::Success, &["availability", "success"]),
    (Quantity::Latency, &["latency", "lat", "duration", "rtt", "response"]),
    (Quantity::Memory, &["mem", "memory", "heap", "rss"]),
    (Quantity::Cpu, &["cpu"]),
    (Quantity::Disk, &["disk", "filesystem", "fs", "volume"]),
    (Quantity::Network, &["net", "network", "rx", "tx", "receive", "transmit"]),
    (
        Quantity::Pool,
        &[
            "pool",
            "connections",
            "conns",
            "threads",
            "fds",
            "queue",
            "backlog",
            "inflight",
            "checkedout",
            "waiting",
            "pending",
        ],
    ),
    (Quantity::Traffic, &["requests", "request", "rps", "qps", "throughput", "workload", "traffic", "calls", "hits"]),
];

fn words(metric: &str) -> impl Iterator<Item = String> + '_ {
    metric.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_ascii_lowercase)
}

impl Quantity {
    /// The quantity of a metric name.
    pub(super) fn of(metric: &str) -> Self {
        VOCABULARY
            .iter()
            .find(|(_, vocabulary)| words(metric).any(|w| vocabulary.contains(&w.as_str())))
            .map_or(Self::Other, |(q, _)| *q)
    }

    /// Whether users or callers feel it.
    pub(super) fn is_felt(self) -> bool {
        matches!(self, Self::Errors | Self::Success | Self::Latency)
    }
}

/// Whether the series tells about the machine below, which many services share.
pub(super) fn is_of_host(metric: &str) -> bool {
    words(metric).next().is_some_and(|w| w == "node" || w == "host")
}

/// Whether the name is a counter's: only the conventional endings promise that the value never falls.
pub(super) fn is_counter(metric: &str) -> bool {
    words(metric).last().is_some_and(|w| matches!(w.as_str(), "total" | "count" | "sum" | "bucket"))
}

/// Words that make a name that of a limit.
const LIMITS: [&str; 6] = ["max", "limit", "limits", "quota", "capacity", "maximum"];
/// Words of limits that their uses do not carry: units, and what kind of limit it is.
const BESIDE_LIMITS: [&str; 7] = ["bytes", "spec", "hard", "soft", "total", "size", "count"];
/// Words of what is left over, which is nearest its limit when all is well.
const LEFT_OVER: [&str; 5] = ["available", "avail", "free", "idle", "remaining"];

/// The value at which a series that is a share of its limit is full: 100 for percent, else 1. None where the name tells no
/// share, or where values lie beyond, as several cores make them.
pub(super) fn full_share(metric: &str, values: &[f64]) -> Option<f64> {
    let full = words(metric).find_map(|w| match w.as_str() {
        "pct" | "percent" | "percentage" => Some(100.0),
        "ratio" | "utilization" | "utilisation" => Some(1.0),
        _ => None,
    })?;
    // A reading may overshoot by what its interval was off.
    let highest = values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
    // Percent that are called a ratio.
    let full = if full < 100.0 && highest > 2.0 { 100.0 } else { full };
    (highest <= 1.1 * full).then_some(full)
}

/// What a limit is a limit of: the words that the name of its use holds as well; none when the name tells no limit.
/// `pool_max`, `process_max_fds`, `container_spec_memory_limit_bytes`.
pub(super) fn limited_by(metric: &str) -> Option<Vec<String>> {
    let all: Vec<String> = words(metric).collect();
    // `latency_max` is a reading, no limit: what users wait for has none.
    if Quantity::of(metric).is_felt() || !all.iter().any(|w| LIMITS.contains(&w.as_str())) {
        return None;
    }
    let rest: Vec<String> =
        all.into_iter().filter(|w| !LIMITS.contains(&w.as_str()) && !BESIDE_LIMITS.contains(&w.as_str())).collect();
    (!rest.is_empty()).then_some(rest)
}

/// Whether a metric is in use what `limit` (the words of [`limited_by`]) is the limit of.
pub(super) fn is_use_of(metric: &str, limit: &[String]) -> bool {
    let own: Vec<String> = words(metric).collect();
    limit.iter().all(|w| own.contains(w)) && !own.iter().any(|w| LEFT_OVER.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_quantities() {
        for (name, quantity) in [
            ("http_request_errors_total", Quantity::Errors),
            ("success_rate", Quantity::Success),
            ("request_duration_seconds_p99", Quantity::Latency),
            ("container_memory_working_set_bytes", Quantity::Memory),
            ("db_pool_checkedout", Quantity::Pool),
            ("requests", Quantity::Traffic),
            ("temperature", Quantity::Other),
        ] {
            assert_eq!(Quantity::of(name), quantity, "{name}");
        }
        assert!(is_counter("http_requests_total") && !is_counter("latency_avg"));
        assert!(is_of_host("node_cpu") && !is_of_host("cpu_node"));
    }

    #[test]
    fn shares_have_a_limit_by_their_name() {
        for (name, highest, expected) in [
            ("cpu_pct", 95.0, Some(100.0)),
            ("cpu_utilization", 0.4, Some(1.0)),
            ("cpu_utilization", 40.0, Some(100.0)),
            ("cpu_percent", 350.0, None),
            ("cpu_m", 20.0, None),
        ] {
            assert_eq!(full_share(name, &[1.0, f64::NAN, highest]), expected, "{name}");
        }
    }

    #[test]
    fn limits_belong_to_their_uses() {
        for (limit, used, expected) in [
            ("db_pool_max", "db_pool_checkedout", true),
            ("process_max_fds", "process_open_fds", true),
            ("container_spec_memory_limit_bytes", "container_memory_working_set_bytes", true),
            ("go_sql_max_open_connections", "go_sql_open_connections", true),
            ("kubelet_volume_stats_capacity_bytes", "kubelet_volume_stats_used_bytes", true),
            // What is free is nearest the limit when all is well.
            ("kubelet_volume_stats_capacity_bytes", "kubelet_volume_stats_available_bytes", false),
            ("process_max_fds", "process_threads", false),
            ("latency_max", "latency_avg", false),
            ("requests", "requests", false),
        ] {
            let found = limited_by(limit).is_some_and(|words| is_use_of(used, &words));
            assert_eq!(found, expected, "{limit} {used}");
        }
    }
}
