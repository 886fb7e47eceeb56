//! What the cluster reported.

use jiff::Timestamp;

use crate::{Citation, ServiceName};

/// One Kubernetes event; `count` occurrences between `first` and `last`.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterEvent {
    /// First occurrence.
    pub first: Timestamp,
    /// Last occurrence.
    pub last: Timestamp,
    /// How often.
    pub count: u64,
    /// Whether the cluster calls it a warning.
    pub is_warning: bool,
    /// Reason: `BackOff`, `Unhealthy`, `OOMKilling`, `ScalingReplicaSet` …
    pub reason: String,
    /// Message.
    pub message: String,
    /// Kind of the object: `Pod`, `Deployment` …
    pub object_kind: String,
    /// Its name.
    pub object_name: String,
    /// Namespace.
    pub namespace: Option<String>,
    /// The workload the object belongs to.
    pub service: Option<ServiceName>,
    /// Where it was read.
    pub citation: Citation,
}
