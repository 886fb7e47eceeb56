//! What the check says about a report.

use std::ops::Range;

use serde::Serialize;

use crate::rule::Severity;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How much it matters, after the configuration.
    pub severity: Severity,
    /// Line, counted from 1; null when something is absent.
    pub line: Option<usize>,
    /// Column in characters, counted from 1.
    pub column: Option<usize>,
    /// The words in question.
    pub span: Option<String>,
    /// What is wrong and why it matters.
    pub message: String,
    /// What to write instead, in words.
    pub fix: Option<String>,
    /// Bytes of the words in the file.
    #[serde(skip)]
    pub bytes: Option<Range<usize>>,
}
