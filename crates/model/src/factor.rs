//! Contributing factors, in layers.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Citation, Confidence, EvidenceId, Phrase, ServiceName};

/// `f1`, `f2`, …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct FactorId(pub String);

/// How deep a factor lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// What broke.
    Immediate,
    /// What let it hurt, hid it or slowed the response.
    Contributing,
    /// What would let it happen again elsewhere.
    Systemic,
}

/// Bone of the fishbone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum FactorCategory {
    Change,
    Capacity,
    Dependency,
    Configuration,
    Detection,
    Response,
    Process,
    Environment,
}

/// A condition of the system that contributed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Factor {
    /// The id that actions and other factors refer to.
    pub id: FactorId,
    /// How deep it lies.
    pub layer: Layer,
    /// Bone of the fishbone.
    pub category: FactorCategory,
    /// One sentence with a system as its subject.
    pub statement: String,
    /// The same, translatable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// The service it lies in.
    pub service: Option<ServiceName>,
    /// Identifier of the change involved.
    pub change: Option<String>,
    /// How sure; a hypothesis is `low` until a person confirms it.
    pub confidence: Confidence,
    /// What shows it.
    pub evidence: Vec<EvidenceId>,
    /// Deeper factors that this one follows from ("why?" leads there).
    pub because: Vec<FactorId>,
    /// The why that this factor answers, where it stands in a chain of whys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Phrase>,
    /// The question for people where evidence ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Phrase>,
    /// The same in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question_text: Option<String>,
}

/// Where evidence stands towards a hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Considered and supported.
    Supported,
    /// Considered, undecided.
    Open,
    /// Considered and ruled out.
    RuledOut,
}

/// An explanation that was considered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hypothesis {
    /// What was considered, in one sentence.
    pub statement: String,
    /// The same, translatable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// Where the evidence stands.
    pub stance: Stance,
    /// Evidence for it.
    pub supporting: Vec<EvidenceId>,
    /// Evidence against it.
    pub against: Vec<EvidenceId>,
}

/// A signal that moved and that no alert rule read in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DetectionGap {
    /// The metric that moved.
    pub metric: Option<String>,
    /// In which service.
    pub service: Option<ServiceName>,
    /// When it moved.
    pub onset: Option<Timestamp>,
    /// Alert rules that read the metric.
    pub covered_by: Vec<String>,
    /// Why that was not enough, in words.
    pub note: String,
    /// The same, translatable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
}

/// What a remark of people tells about how the trouble was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    /// A step was tried and did not help.
    InVain,
    /// There was no runbook for it.
    NoRunbook,
    /// Nobody was called.
    NotPaged,
}

/// What somebody said about how the trouble was met.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// What it tells.
    pub kind: RemarkKind,
    /// When it was said.
    pub time: jiff::Timestamp,
    /// The words, without those about persons.
    pub quote: String,
    /// Where they stand.
    pub citation: Citation,
}

/// An explanation that somebody put into words during the incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The words, without those about persons.
    pub quote: String,
    /// Where they stand.
    pub citation: Citation,
    /// The words that set it aside, and where.
    pub set_aside: Option<(String, Citation)>,
}
