//! `manifest.json`: what was collected, from where, by which query, and what is missing.

use backstory_model::{GapKind, Phrase};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and version of the schema.
pub const MANIFEST_SCHEMA: &str = "backstory.manifest/1";

/// The manifest of an evidence folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Always [`MANIFEST_SCHEMA`].
    pub schema: String,
    /// Start of the window that was asked for.
    pub from: Timestamp,
    /// Its end, not included.
    pub to: Timestamp,
    /// Every artifact, by path.
    pub artifacts: Vec<ManifestEntry>,
    /// What could not be collected.
    pub gaps: Vec<ManifestGap>,
    /// What was there and was left on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

/// One artifact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ManifestEntry {
    /// Path relative to the manifest, with `/` between parts.
    pub path: String,
    /// Kind of source: `prometheus`, `alertmanager`, `kubernetes`.
    pub source: String,
    /// Address of the server, without credentials.
    pub server: String,
    /// The query or request, without credentials.
    pub query: String,
    /// Window of this query.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
    /// When the answer arrived.
    pub collected: Timestamp,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Its size.
    pub size_bytes: u64,
    /// First and last record inside, when they were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered: Option<Covered>,
    /// What the source said beside the data: warnings, its version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// First and last record of an artifact; both are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Covered {
    /// Time of the first record.
    pub first: Timestamp,
    /// Time of the last record.
    pub last: Timestamp,
}

/// Something a source has and was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Where it is.
    pub source: String,
    /// What it is.
    pub what: String,
    /// Why it was left.
    pub why: String,
}

/// Something that could not be collected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ManifestGap {
    /// The source.
    pub source: String,
    /// The query or object.
    pub query: String,
    /// What happened, and what to do.
    pub reason: String,
    /// The same for a catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// What is wrong with the stretch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<GapKind>,
    /// Where it begins, if it has a place in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
}
