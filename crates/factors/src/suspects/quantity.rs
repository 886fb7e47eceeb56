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

/// Whether a name is that of a limit, and of which metric: `x_max`, `x_limit`.
pub(super) fn limited_by(metric: &str) -> Option<&str> {
    ["_max", "_limit", "_quota", "_capacity"].iter().find_map(|s| metric.strip_suffix(s))
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
}
