//! What a metric measures, by the vocabulary of metric naming conventions.

use super::words;

/// A kind of quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
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
    (Quantity::Latency, &["latency", "lat", "duration", "rtt"]),
    (Quantity::Memory, &["mem", "memory", "heap", "rss"]),
    (Quantity::Cpu, &["cpu"]),
    (Quantity::Disk, &["disk", "filesystem", "fs", "volume", "storage"]),
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
            "clients",
            "backends",
            "sessions",
        ],
    ),
    (Quantity::Traffic, REQUESTS),
];
/// Words for what is asked of a service.
const REQUESTS: &[&str] = &[
    "requests",
    "request",
    "rps",
    "qps",
    "throughput",
    "workload",
    "traffic",
    "calls",
    "hits",
    "rq",
    "responses",
    "handled",
];
/// Words for one exchange of question and answer: with a unit of time or the word itself, how long it takes.
const EXCHANGES: [&str; 13] = [
    "requests",
    "request",
    "responses",
    "response",
    "rq",
    "handled",
    "handling",
    "calls",
    "call",
    "rpc",
    "query",
    "queries",
    "service",
];
/// Units of time in names.
const TIMES: [&str; 10] =
    ["time", "seconds", "milliseconds", "millis", "ms", "microseconds", "us", "nanoseconds", "ns", "sec"];
/// Work that a process does for itself, for which nobody waits.
const CHORES: [&str; 7] = ["gc", "scrape", "evaluation", "compaction", "checkpoint", "reload", "backup"];
/// Words of names that tell how large, not how long.
const SIZES: [&str; 3] = ["size", "bytes", "length"];

impl Quantity {
    /// The quantity of a metric name.
    pub fn of(metric: &str) -> Self {
        let words: Vec<String> = words(metric).collect();
        // A histogram's count tells how many were measured, not how long they took.
        match words.split_last() {
            Some((last, base)) if last == "count" && is_measured(base) => Self::Traffic,
            // How long all of them took together grows with how many there were.
            Some((last, base)) if last == "sum" && is_measured(base) => Self::Other,
            _ => of_words(&words),
        }
    }

    /// Whether users or callers feel it.
    pub fn is_felt(self) -> bool {
        matches!(self, Self::Errors | Self::Success | Self::Latency)
    }
}

fn has(words: &[String], any: &[&str]) -> bool {
    words.iter().any(|w| any.contains(&w.as_str()))
}

/// Whether the name is one of measurements, of time or size, of which a histogram keeps count and sum.
fn is_measured(words: &[String]) -> bool {
    of_words(words) == Quantity::Latency || has(words, &SIZES) || has(words, &TIMES)
}

fn of_words(words: &[String]) -> Quantity {
    let found = VOCABULARY
        .iter()
        .find(|(_, vocabulary)| has(words, vocabulary))
        .map_or(Quantity::Other, |(quantity, _)| *quantity);
    match found {
        Quantity::Latency if has(words, &CHORES) => Quantity::Other,
        // Answers that are larger are no answers that are later, and demand is not counted in bytes.
        Quantity::Latency | Quantity::Traffic if has(words, &SIZES) => Quantity::Other,
        Quantity::Traffic | Quantity::Other if is_time_of_exchange(words) => Quantity::Latency,
        other => other,
    }
}

/// `http_server_requests_seconds`, `response_time_ms`, and the plain `response` of a column.
fn is_time_of_exchange(words: &[String]) -> bool {
    let exchange = has(words, &EXCHANGES);
    // `..._start_time_seconds` and timeouts are settings and instants.
    let is_instant = has(words, &["start", "timeout", "created", "last", "timestamp", "uptime"]);
    match words {
        [only] => only == "response",
        _ => exchange && has(words, &TIMES) && !is_instant && !has(words, &SIZES),
    }
}

/// Whether the series tells about the machine below, which many services share.
pub fn is_of_host(metric: &str) -> bool {
    words(metric).next().is_some_and(|w| w == "node" || w == "host")
}

/// Whether the name is a counter's: only the conventional endings promise that the value never falls. Envoy counts in
/// names that end in a class of answers.
pub fn is_counter_name(metric: &str) -> bool {
    words(metric).last().is_some_and(|w| matches!(w.as_str(), "total" | "count" | "sum" | "bucket" | "xx"))
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
            ("http_server_requests_seconds_max", Quantity::Latency),
            ("http_server_requests_seconds_mean", Quantity::Latency),
            ("http_server_requests_seconds_count", Quantity::Traffic),
            ("http_request_duration_seconds_count", Quantity::Traffic),
            ("http_request_duration_seconds_sum", Quantity::Other),
            ("TargetResponseTime", Quantity::Latency),
            ("grpc_server_handling_seconds_p99", Quantity::Latency),
            ("upstream_rq_time", Quantity::Latency),
            ("envoy_cluster_upstream_rq_xx", Quantity::Traffic),
            ("grpc_server_handled_total", Quantity::Traffic),
            ("http_response_size_bytes_avg", Quantity::Other),
            ("http_response_size_bytes_count", Quantity::Traffic),
            ("http_requests_total", Quantity::Traffic),
            ("error_count", Quantity::Errors),
            ("go_gc_duration_seconds_mean", Quantity::Other),
            ("process_start_time_seconds", Quantity::Other),
            ("process_cpu_seconds_total", Quantity::Cpu),
        ] {
            assert_eq!(Quantity::of(name), quantity, "{name}");
        }
        assert!(is_counter_name("http_requests_total") && !is_counter_name("latency_avg"));
        assert!(is_of_host("node_cpu") && !is_of_host("cpu_node"));
    }
}
