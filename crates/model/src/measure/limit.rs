//! Limits: what a metric is the limit of, and when one that tells a share or what is left is at its end.

use super::{Quantity, words};

/// Words that make a name that of a limit.
const LIMITS: [&str; 9] = ["max", "limit", "limits", "quota", "capacity", "maximum", "hard", "allocatable", "ceiling"];
/// Words of limits that their uses do not carry: units, what kind of limit it is, where it is written down, and whose
/// point of view it is told from.
const BESIDE_LIMITS: [&str; 20] = [
    "bytes",
    "byte",
    "spec",
    "soft",
    "total",
    "size",
    "count",
    "config",
    "configured",
    "settings",
    "setting",
    "global",
    "variables",
    "variable",
    "resource",
    "resources",
    "kube",
    "pod",
    "cluster",
    "number",
];
/// Words of what is left over, which is nearest its limit when all is well.
const LEFT_OVER: [&str; 6] = ["available", "avail", "free", "idle", "remaining", "left"];
/// Words for the same thing: who is connected, and by what.
const CONNECTIONS: [&str; 11] = [
    "connections",
    "connection",
    "connected",
    "conns",
    "conn",
    "clients",
    "client",
    "backends",
    "backend",
    "sessions",
    "session",
];

/// A word as limits and uses share it: without a plural, and one word for what is connected.
fn shared(word: &str) -> String {
    if CONNECTIONS.contains(&word) {
        return "connection".to_owned();
    }
    match word.strip_suffix('s') {
        Some(one) if one.len() > 2 && !one.ends_with('s') => one.to_owned(),
        _ => word.to_owned(),
    }
}

/// `maxclients` and `numbackends` are two words written as one.
fn unglued(word: String) -> Vec<String> {
    // `maximum` and `number` are one.
    if LIMITS.contains(&word.as_str()) || BESIDE_LIMITS.contains(&word.as_str()) {
        return vec![word];
    }
    for glued in ["max", "num"] {
        if let Some(rest) = word.strip_prefix(glued)
            && rest.len() >= 3
        {
            return vec![glued.to_owned(), rest.to_owned()];
        }
    }
    vec![word]
}

fn parts(metric: &str) -> Vec<String> {
    words(metric).flat_map(unglued).collect()
}

/// The value at which a series that is a share of its limit is full: 100 for percent, else 1. None where the name tells no
/// share, or where values lie beyond, as several cores make them.
pub fn full_share(metric: &str, values: &[f64]) -> Option<f64> {
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

/// What a limit is a limit of: the words that the name of its use holds as well.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capacity(Vec<String>);

impl Capacity {
    /// How much it says about what it limits: the number of words.
    pub fn exactness(&self) -> usize {
        self.0.len()
    }
}

/// What a metric is the limit of; none when the name tells no limit. `resource` is the value of a label that names what
/// is limited (`resource="memory"`), where there is one.
/// `pool_max`, `process_max_fds`, `container_spec_memory_limit_bytes`, `redis_config_maxclients`.
pub fn capacity_of(metric: &str, resource: Option<&str>) -> Option<Capacity> {
    let all = parts(metric);
    // `latency_max` is a reading, no limit: what users wait for has none.
    if Quantity::of(metric).is_felt() || !all.iter().any(|w| LIMITS.contains(&w.as_str())) {
        return None;
    }
    let mut rest: Vec<String> = all
        .iter()
        .filter(|w| !LIMITS.contains(&w.as_str()) && !BESIDE_LIMITS.contains(&w.as_str()))
        .map(|w| shared(w))
        .collect();
    rest.extend(resource.into_iter().flat_map(words).map(|w| shared(&w)));
    rest.dedup();
    (!rest.is_empty()).then_some(Capacity(rest))
}

/// Whether a metric is in use what `capacity` is the limit of.
pub fn is_use_of(metric: &str, capacity: &Capacity) -> bool {
    let own: Vec<String> = parts(metric).iter().map(|w| shared(w)).collect();
    capacity.0.iter().all(|w| own.contains(w)) && !is_left_over(metric)
}

/// Whether a metric tells what is left, so that zero is its end.
pub fn is_left_over(metric: &str) -> bool {
    words(metric).any(|w| LEFT_OVER.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for (limit, resource, used, expected) in [
            ("db_pool_max", None, "db_pool_checkedout", true),
            ("process_max_fds", None, "process_open_fds", true),
            ("container_spec_memory_limit_bytes", None, "container_memory_working_set_bytes", true),
            ("go_sql_max_open_connections", None, "go_sql_open_connections", true),
            ("kubelet_volume_stats_capacity_bytes", None, "kubelet_volume_stats_used_bytes", true),
            ("mysql_global_variables_max_connections", None, "mysql_global_status_threads_connected", true),
            ("redis_config_maxclients", None, "redis_connected_clients", true),
            ("redis_config_maxmemory", None, "redis_memory_used_bytes", true),
            ("pg_settings_max_connections", None, "pg_stat_database_numbackends", true),
            ("kube_resourcequota_hard", None, "kube_resourcequota_used", true),
            ("kube_pod_container_resource_limits", Some("memory"), "container_memory_working_set_bytes", true),
            ("kube_pod_container_resource_limits", Some("cpu"), "container_memory_working_set_bytes", false),
            ("node_filefd_maximum", None, "node_filefd_allocated", true),
            ("haproxy_frontend_limit_sessions", None, "haproxy_frontend_current_sessions", true),
            ("jvm.memory.limit", None, "jvm.memory.used", true),
            // What is free is nearest the limit when all is well.
            ("kubelet_volume_stats_capacity_bytes", None, "kubelet_volume_stats_available_bytes", false),
            ("process_max_fds", None, "process_threads", false),
            ("latency_max", None, "latency_avg", false),
            ("requests", None, "requests", false),
        ] {
            let found = capacity_of(limit, resource).is_some_and(|capacity| is_use_of(used, &capacity));
            assert_eq!(found, expected, "{limit} {used}");
        }
    }
}
