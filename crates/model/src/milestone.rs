//! Milestones of an incident and the durations between them.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::EvidenceId;

/// The moments that durations are measured between, in the order they usually come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneKind {
    /// The change or condition that started it took effect.
    CauseIntroduced,
    /// First effect on a user.
    ImpactStart,
    /// First moment somebody or something noticed.
    Detected,
    /// The on-call engineer was notified.
    Paged,
    /// A person took the page.
    Acknowledged,
    /// The cause was named.
    Diagnosed,
    /// The action that helped was complete.
    Mitigated,
    /// Last effect on a user.
    Recovered,
    /// Declared over.
    Resolved,
}

/// When a milestone was reached, and what shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MilestoneTime {
    /// The instant.
    pub time: Timestamp,
    /// What shows it.
    pub evidence: Vec<EvidenceId>,
}

/// All milestones; null where the evidence does not carry one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "documented at MilestoneKind")]
pub struct Milestones {
    pub cause_introduced: Option<MilestoneTime>,
    pub impact_start: Option<MilestoneTime>,
    pub detected: Option<MilestoneTime>,
    pub paged: Option<MilestoneTime>,
    pub acknowledged: Option<MilestoneTime>,
    pub diagnosed: Option<MilestoneTime>,
    pub mitigated: Option<MilestoneTime>,
    pub recovered: Option<MilestoneTime>,
    pub resolved: Option<MilestoneTime>,
}

impl MilestoneKind {
    /// All kinds, in the order they usually come.
    pub const ALL: [Self; 9] = [
        Self::CauseIntroduced,
        Self::ImpactStart,
        Self::Detected,
        Self::Paged,
        Self::Acknowledged,
        Self::Diagnosed,
        Self::Mitigated,
        Self::Recovered,
        Self::Resolved,
    ];
}

impl Milestones {
    /// The milestone of a kind.
    pub fn get(&self, kind: MilestoneKind) -> Option<&MilestoneTime> {
        match kind {
            MilestoneKind::CauseIntroduced => self.cause_introduced.as_ref(),
            MilestoneKind::ImpactStart => self.impact_start.as_ref(),
            MilestoneKind::Detected => self.detected.as_ref(),
            MilestoneKind::Paged => self.paged.as_ref(),
            MilestoneKind::Acknowledged => self.acknowledged.as_ref(),
            MilestoneKind::Diagnosed => self.diagnosed.as_ref(),
            MilestoneKind::Mitigated => self.mitigated.as_ref(),
            MilestoneKind::Recovered => self.recovered.as_ref(),
            MilestoneKind::Resolved => self.resolved.as_ref(),
        }
    }

    /// The place of a kind.
    pub fn slot(&mut self, kind: MilestoneKind) -> &mut Option<MilestoneTime> {
        match kind {
            MilestoneKind::CauseIntroduced => &mut self.cause_introduced,
            MilestoneKind::ImpactStart => &mut self.impact_start,
            MilestoneKind::Detected => &mut self.detected,
            MilestoneKind::Paged => &mut self.paged,
            MilestoneKind::Acknowledged => &mut self.acknowledged,
            MilestoneKind::Diagnosed => &mut self.diagnosed,
            MilestoneKind::Mitigated => &mut self.mitigated,
            MilestoneKind::Recovered => &mut self.recovered,
            MilestoneKind::Resolved => &mut self.resolved,
        }
    }

    /// The instant of a kind.
    pub fn time(&self, kind: MilestoneKind) -> Option<Timestamp> {
        self.get(kind).map(|m| m.time)
    }
}

/// Seconds between milestones; null where an end is missing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Durations {
    /// Time to detect: impact start to detected.
    pub ttd_s: Option<f64>,
    /// Time to acknowledge: paged to acknowledged.
    pub tta_s: Option<f64>,
    /// Time to mitigate: impact start to mitigated.
    pub ttm_s: Option<f64>,
    /// Time to recover: impact start to recovered.
    pub ttr_s: Option<f64>,
}

impl Durations {
    /// Measures the durations between the milestones; a negative one is kept, for it is a finding.
    pub fn between(m: &Milestones) -> Self {
        let span =
            |from: MilestoneKind, to: MilestoneKind| Some(m.time(to)?.duration_since(m.time(from)?).as_secs_f64());
        Self {
            ttd_s: span(MilestoneKind::ImpactStart, MilestoneKind::Detected),
            tta_s: span(MilestoneKind::Paged, MilestoneKind::Acknowledged),
            ttm_s: span(MilestoneKind::ImpactStart, MilestoneKind::Mitigated),
            ttr_s: span(MilestoneKind::ImpactStart, MilestoneKind::Recovered),
        }
    }
}
