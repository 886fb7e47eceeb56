//! Where a collection is, for whoever watches.

/// What is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Metrics are known and their series will be asked for.
    Metrics {
        /// How many.
        count: usize,
        /// Seconds between two samples.
        step_s: i64,
    },
    /// A query of Prometheus.
    Query {
        /// Which, counted from 1.
        number: usize,
        /// Of how many.
        of: usize,
    },
    /// The logs of a pod.
    Pod {
        /// Which, counted from 1.
        number: usize,
        /// Of how many.
        of: usize,
    },
}
