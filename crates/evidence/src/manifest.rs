//! `manifest.json`: what was collected, from where, by which query, and what is missing.

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
}
