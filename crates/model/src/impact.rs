//! What users felt, in numbers.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EvidenceId, Milestones, Phrase, ServiceName, Window};

/// Impact on users. A number that the evidence does not carry is null.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Impact {
    /// The service whose own requests were counted; null where they were counted at the edge, before all services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceName>,
    /// Requests from impact start to recovery.
    pub requests_total: Option<u64>,
    /// Those that failed.
    pub requests_failed: Option<u64>,
    /// `requests_failed / requests_total`, 0 to 1.
    pub error_ratio: Option<f64>,
    /// Highest share of failures within ten seconds, 0 to 1.
    pub peak_error_ratio: Option<f64>,
    /// Those ten seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak: Option<Window>,
    /// Customers with at least one failed request, where logs carry an id.
    pub customers_affected: Option<u64>,
    /// Failures by route, most first.
    pub by_route: Vec<RouteImpact>,
    /// Latency before and during, where logs or metrics carry it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency: Option<LatencyChange>,
    /// Whether users felt anything; null when the evidence cannot tell.
    pub user_visible: Option<bool>,
    /// The interval that was counted. Where no recovery was seen, it ends with the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// How each number was obtained.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<ImpactMethod>,
    /// Cost estimate in the workspace's currency, where it gives a rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Currency of the cost, as the workspace writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

impl Impact {
    /// When the evidence ends in the middle of an impact that is not seen to be over.
    pub fn open_end(&self, milestones: &Milestones) -> Option<Timestamp> {
        let is_open = milestones.impact_start.is_some() && milestones.recovered.is_none();
        self.window.filter(|_| is_open).map(|window| window.end)
    }

    /// Seconds that the impact lasted: to the recovery, or as far as the evidence shows it. Between whole seconds, as both
    /// ends are told.
    pub fn lasted_s(&self, milestones: &Milestones) -> Option<f64> {
        let start = milestones.impact_start.as_ref()?.time;
        let end = milestones.recovered.as_ref().map(|m| m.time).or(self.open_end(milestones))?;
        Some((end.as_second() - start.as_second()) as f64)
    }
}

/// Failures on one route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteImpact {
    /// Method and path with ids masked: `GET /api/v1/orders/{id}`.
    pub route: String,
    /// Requests on it during the impact.
    pub requests_total: u64,
    /// Those that failed.
    pub requests_failed: u64,
}

/// Latency of requests at the edge, seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "percentiles before and during the impact, in seconds")]
pub struct LatencyChange {
    pub p50_before_s: f64,
    pub p50_during_s: f64,
    pub p99_before_s: f64,
    pub p99_during_s: f64,
}

/// How a number was obtained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImpactMethod {
    /// Field of [`Impact`] the method belongs to.
    pub number: String,
    /// How it was counted, in words.
    pub method: String,
    /// The same, translatable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// Where it was counted.
    pub evidence: Vec<EvidenceId>,
}
