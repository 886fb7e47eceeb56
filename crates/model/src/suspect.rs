//! What deserves a look, in order.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Departure, EvidenceId, Phrase, ServiceName};

/// A candidate for the cause. The ranking never claims a cause; people do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Suspect {
    /// 1 is first.
    pub rank: u32,
    /// The service (workload).
    pub service: Option<ServiceName>,
    /// The metric, where one stands out.
    pub metric: Option<String>,
    /// The log template, where one stands out.
    pub template: Option<String>,
    /// The change, where one came before.
    pub change: Option<SuspectChange>,
    /// Strength, comparable within one analysis only.
    pub score: f64,
    /// When it left its baseline.
    pub onset: Option<Timestamp>,
    /// How its metric left the baseline, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departure: Option<Departure>,
    /// Why it stands here, in one sentence.
    pub why: String,
    /// The same, translatable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// What each channel contributed, by channel name.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub channels: std::collections::BTreeMap<String, f64>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceId>,
}

/// The change a suspect points at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SuspectChange {
    /// Identifier in the source (`88129060`).
    pub id: String,
    /// `deploy`, `rollback`, `config`, …
    pub kind: String,
    /// Branch, tag or revision.
    pub reference: Option<String>,
    /// Commit.
    pub sha: Option<String>,
    /// What it says about itself.
    pub description: String,
    /// When it began.
    pub started: Timestamp,
}
