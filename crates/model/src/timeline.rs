//! Rows of the timeline.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EvidenceId, MilestoneKind, Phrase, ServiceName};

/// What kind of thing a row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// A deploy, rollback, restart, configuration or scaling change.
    Change,
    /// A log message that is new, exploded or fell silent.
    Log,
    /// A metric that left or came back to its baseline.
    Metric,
    /// An alert that fired or resolved.
    Alert,
    /// A page, acknowledgement, escalation or resolution.
    Page,
    /// What a person wrote.
    Chat,
    /// What the cluster did: kills, probe failures, restarts.
    Cluster,
    /// First or last effect on users.
    Impact,
}

/// One row: when, what, from where, by whom, and what shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// `t1`, `t2`, …: stable within one analysis.
    pub id: String,
    /// UTC.
    pub time: Timestamp,
    /// Half width of the interval the time lies in, seconds, where it is not the resolution of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty_s: Option<f64>,
    /// Rows near in time of which the data do not tell whether they came before or after this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_open: Vec<String>,
    /// What happened, in one sentence.
    pub text: String,
    /// The same, translatable; absent when the words are a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// Kind of source in words: `nginx access log`.
    pub source: String,
    /// Handle of the person, or null when nobody acted.
    pub actor: Option<String>,
    /// The service it happened in.
    pub service: Option<ServiceName>,
    /// Kind of row.
    pub kind: TimelineKind,
    /// The milestone it marks.
    pub milestone: Option<MilestoneKind>,
    /// How much the story needs it, 0 to 1.
    pub salience: f64,
    /// How many occurrences were merged into it.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u64,
    /// What shows it; never empty.
    pub evidence: Vec<EvidenceId>,
}

fn one() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "signature demanded by serde")]
fn is_one(n: &u64) -> bool {
    *n == 1
}
