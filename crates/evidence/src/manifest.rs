//! `manifest.json`: what is in an evidence folder, where it came from, and what is not in it.

use std::collections::BTreeMap;

use backstory_model::{Gap, Window};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The version of the schema that we write.
pub const SCHEMA: &str = "backstory.manifest/1";

/// What was collected, and what was not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`SCHEMA`].
    pub schema: String,
    /// When the collecting began.
    pub collected: Timestamp,
    /// The window that was asked for.
    pub window: Window,
    /// Every file, by path.
    pub artifacts: BTreeMap<String, Artifact>,
    /// What could not be had, in the order of the sources.
    pub gaps: Vec<Gap>,
    /// What was there and was left on purpose, by source.
    pub left_out: Vec<LeftOut>,
}

/// One file of the folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Artifact {
    /// Where it came from: `prometheus http://…`; never with a credential in it.
    pub source: String,
    /// What was asked: an expression, or a path with its parameters.
    pub query: String,
    /// The part of time that was asked for, if the source knows time.
    pub window: Option<Window>,
    /// First and last record inside, when they were looked at.
    pub covered: Option<Covered>,
    /// When it was fetched.
    pub collected: Timestamp,
    /// Lower-case hexadecimal SHA-256 of the file.
    pub sha256: String,
    /// Length of the file.
    pub size_bytes: u64,
    /// What the source said beside the data: warnings, versions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// First and last record of an artifact; both are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// Time of the first record.
    pub first: Timestamp,
    /// Time of the last record.
    pub last: Timestamp,
}

/// Something a source has and we did not take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where it is.
    pub source: String,
    /// What it is.
    pub what: String,
    /// Why it was left.
    pub why: String,
}

impl Manifest {
    /// An empty manifest.
    pub fn new(collected: Timestamp, window: Window) -> Self {
        let schema = SCHEMA.to_owned();
        Self { schema, collected, window, artifacts: BTreeMap::new(), gaps: Vec::new(), left_out: Vec::new() }
    }
}
