//! Holes in the evidence.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Phrase;

/// What is wrong with a stretch of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// Nothing was recorded although something must have happened.
    Missing,
    /// Cut short: a half line, a broken archive.
    Truncated,
    /// The same records more than once.
    Duplicated,
    /// Older than what the source keeps, or never collected.
    Retention,
    /// Could not be read or was not recognised.
    Unreadable,
}

/// One hole, with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// The source: an artifact path, or a kind of evidence that is absent altogether.
    pub source: String,
    /// What is wrong.
    pub kind: GapKind,
    /// Where it begins, if it has a place in time.
    pub from: Option<Timestamp>,
    /// Where it ends.
    pub to: Option<Timestamp>,
    /// What, where (line, byte) and what to do, in words.
    pub note: String,
    /// The same as a translatable phrase, when the note was generated from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
}
