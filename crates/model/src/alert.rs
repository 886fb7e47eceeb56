//! Alerts and the rules behind them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::Citation;

/// One alert from firing to resolving.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertEpisode {
    /// `alertname`.
    pub name: String,
    /// All labels but `alertname`.
    pub labels: BTreeMap<String, String>,
    /// Annotations, where the source has them (`ALERTS` series have none).
    pub annotations: BTreeMap<String, String>,
    /// When it went pending, where the source tells.
    pub pending: Option<Timestamp>,
    /// When it fired; null for one that never left pending.
    pub fired: Option<Timestamp>,
    /// When it resolved; null while firing or when the source cannot know (Alertmanager's `endsAt` of an active alert is a forecast).
    pub resolved: Option<Timestamp>,
    /// When the first notification left, where a webhook archive tells.
    pub notified: Option<Timestamp>,
    /// Where notifications went.
    pub receivers: Vec<String>,
    /// Where it was read; several sources may tell of one episode.
    pub citations: Vec<Citation>,
}

/// One alerting rule.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertRule {
    /// Name of the alert.
    pub name: String,
    /// Group it stands in.
    pub group: String,
    /// PromQL.
    pub expr: String,
    /// Seconds the expression must hold.
    pub for_s: f64,
    /// Labels it adds.
    pub labels: BTreeMap<String, String>,
    /// Annotations it adds (templates unexpanded).
    pub annotations: BTreeMap<String, String>,
    /// Metric names its expression reads, sorted.
    pub metrics: Vec<String>,
    /// Where it was read.
    pub citation: Citation,
}
