//! What users felt, in numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EvidenceId, Phrase, Window};

/// Impact on users. A number that the evidence does not carry is null.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Impact {
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
    /// The interval that was counted.
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
