//! Clocks: stamps as written, and what was found about the clock that wrote them.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EvidenceId, Phrase};

/// A time as a source wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stamp {
    /// With a zone, hence an instant (by that source's clock).
    Instant(Timestamp),
    /// Without a zone: the wall-clock reading *as if* it were UTC. Only the timeline may decide the zone.
    Naive(Timestamp),
}

impl Stamp {
    /// The reading, whether or not its zone is known.
    pub fn reading(&self) -> Timestamp {
        match *self {
            Self::Instant(t) | Self::Naive(t) => t,
        }
    }
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A guess that a person should confirm.
    Low,
    /// Supported, with a plausible alternative left.
    Medium,
    /// Supported by data that leaves no plausible alternative.
    High,
}

/// What was found about the clock of one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClockFinding {
    /// The source: an artifact path.
    pub source: String,
    /// Seconds to add to the source's readings to get UTC truth.
    pub offset_s: Option<f64>,
    /// Half width of the interval the offset lies in, seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty_s: Option<f64>,
    /// Seconds the clock gains per hour, where a drift was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift_s_per_hour: Option<f64>,
    /// Half width of the interval the drift lies in, seconds per hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift_uncertainty_s_per_hour: Option<f64>,
    /// Zone of readings that carry none (`+09:00`, or an IANA name where stated); null when stamps carry their zone.
    pub zone: Option<String>,
    /// How sure.
    pub confidence: Confidence,
    /// What shows it, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The same as a translatable phrase, when the note was generated from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// What shows it.
    pub evidence: Vec<EvidenceId>,
}
