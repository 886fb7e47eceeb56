//! Evidence: a citation that a statement uses.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `e1`, `e2`, …: the label of the footnote, stable within one analysis.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct EvidenceId(pub String);

impl fmt::Display for EvidenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One piece of evidence, as a reader can look it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The id that statements cite.
    pub id: EvidenceId,
    /// Kind of source in words: `nginx access log`, `Slack`, `Prometheus`.
    pub source: String,
    /// Path of the artifact in the evidence folder.
    pub artifact: String,
    /// Place inside it: a line, a pointer, a query.
    pub locator: String,
    /// The words found there; untrusted.
    pub excerpt: String,
    /// SHA-256 of the artifact as received.
    pub sha256: String,
}
