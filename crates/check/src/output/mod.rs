//! Findings for programs: JSON, SARIF, GitHub annotations, JUnit, and the summary of a folder.

mod github;
mod junit;
mod sarif;
mod summary;

use serde::Serialize;

pub use github::github;
pub use junit::junit;
pub use sarif::sarif;
pub use summary::summary;

use crate::{Finding, suppress::Suppression};

/// The findings of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The path as given.
    pub file: String,
    /// In order of lines.
    pub findings: Vec<Finding>,
    /// What was allowed in place, for the review record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<Suppression>,
    /// The day of the incident, where the report tells; for trends.
    #[serde(skip)]
    pub date: Option<jiff::civil::Date>,
}
