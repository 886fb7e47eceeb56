//! Sentences with the rules they were written for, one JSON object a line.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use backstory_check::{Context, Language};
use serde::Deserialize;

/// A sentence and what is wrong with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labelled {
    #[serde(rename = "id")]
    _id: String,
    pub(crate) lang: Language,
    pub(crate) context: Context,
    pub(crate) text: String,
    pub(crate) labels: Vec<String>,
}

/// Reads a file of them.
pub(crate) fn read(lines: &str) -> impl Iterator<Item = Labelled> + '_ {
    lines.lines().map(|line| serde_json::from_str(line).unwrap())
}
