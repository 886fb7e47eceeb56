//! The result of an analysis: the schema `backstory.analysis/1`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Action, Artifact, ClockFinding, DetectionGap, Durations, Evidence, Factor, Gap, Hypothesis, Impact, Milestones,
    Phrase, ServiceName, Suspect, TimelineEntry, Window,
};

/// Name and version of the schema.
pub const SCHEMA: &str = "backstory.analysis/1";

/// What the window held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Users were affected, or something clearly broke.
    Incident,
    /// Something broke and never reached users.
    NearMiss,
    /// No signal left its baseline in a way worth a story.
    NothingStandsOut,
}

/// Head facts of the incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IncidentHead {
    /// Identifier in the incident tool.
    pub id: Option<String>,
    /// Title, stated or made from the symptom.
    pub title: String,
    /// The same for a catalogue, where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// Severity as the team writes it.
    pub severity: Option<String>,
    /// Affected services, most first.
    pub services: Vec<ServiceName>,
    /// Handle of the incident commander.
    pub commander: Option<String>,
    /// The window that was analysed.
    pub window: Window,
    /// The healthy stretch it was compared with.
    pub baseline: Option<Window>,
    /// IANA name of the zone people speak in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
}

/// Everything the machine found. Same evidence, same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Analysis {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What the window held.
    pub outcome: Outcome,
    /// Head facts.
    pub incident: IncidentHead,
    /// Clocks that needed a decision.
    pub clocks: Vec<ClockFinding>,
    /// Holes in the evidence.
    pub gaps: Vec<Gap>,
    /// Moments.
    pub milestones: Milestones,
    /// Seconds between them.
    pub durations: Durations,
    /// What users felt.
    pub impact: Impact,
    /// 5 to 30 rows, ordered by time.
    pub timeline: Vec<TimelineEntry>,
    /// What deserves a look, first first.
    pub suspects: Vec<Suspect>,
    /// Factors; those of the immediate layer first.
    pub factors: Vec<Factor>,
    /// Explanations that were considered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hypotheses: Vec<Hypothesis>,
    /// Signals that no alert read in time.
    pub gaps_in_detection: Vec<DetectionGap>,
    /// Proposed action items.
    pub actions: Vec<Action>,
    /// What the statements above cite.
    pub evidence: Vec<Evidence>,
    /// Every artifact that was read, by path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<Artifact>,
}
