//! How a series left its baseline.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One departure of a series from what it did before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Departure {
    /// The metric.
    pub metric: String,
    /// The first sample outside.
    pub onset: Timestamp,
    /// The last sample inside: it left after this, and not after `onset`.
    pub onset_after: Timestamp,
    /// The first sample back inside for good, where it came back.
    pub recovery: Option<Timestamp>,
    /// The level that was to be expected, in the unit of the series.
    pub before: f64,
    /// The level of its worst stretch, in the unit of the series.
    pub during: f64,
    /// The unit, as far as the source tells: `/s`, `s`, `B`, `(0–1)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether it rose.
    pub is_up: bool,
    /// Mean distance from the baseline in robust deviations, never negative.
    pub strength: f64,
}
