//! Warnings and errors by second, whatever they say.

use serde::{Deserialize, Serialize};

use super::PerSecond;
use crate::severity::Severity;

/// Counts of the records whose number tells something; a message may change its severity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Levels {
    /// Warnings.
    pub(crate) warnings: PerSecond,
    /// Errors and worse.
    pub(crate) errors: PerSecond,
}

impl Levels {
    /// Counts a record.
    #[inline]
    pub(crate) fn add(&mut self, severity: Option<Severity>, second: i64) {
        match severity {
            Some(Severity::Warn) => self.warnings.add(second),
            Some(Severity::Error | Severity::Fatal) => self.errors.add(second),
            _ => {}
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.warnings.merge(&other.warnings);
        self.errors.merge(&other.errors);
    }
}
