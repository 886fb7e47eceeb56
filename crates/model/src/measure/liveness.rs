//! Metrics that tell whether something is there at all.

/// Whether a metric is one while its object answers and nothing else: `up`, `db_up`, `pod_ready`. The word is the last one
/// of the name; before other words it tells of something else (`up_to_date`, `ready_replicas`).
pub fn is_liveness(metric: &str) -> bool {
    const WORDS: [&str; 5] = ["up", "alive", "healthy", "ready", "online"];
    metric.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().is_some_and(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is_liveness;

    #[test]
    fn the_last_word_tells() {
        for (metric, expected) in [
            ("up", true),
            ("db_up", true),
            ("redis_up", true),
            ("kube_pod_status_ready", true),
            ("up_to_date", false),
            ("kube_deployment_status_replicas_ready_total", false),
            ("group", false),
            ("cpu_usage", false),
        ] {
            assert_eq!(is_liveness(metric), expected, "{metric}");
        }
    }
}
