//! Where an observation was read: the artifact and the place inside it.

use std::sync::Arc;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Window;

/// One file, or one answer of a live source, as received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Artifact {
    /// Path relative to the evidence folder, with `/` between parts.
    pub path: String,
    /// What its content was recognised as.
    pub kind: ArtifactKind,
    /// SHA-256 of the bytes as received, lower-case hexadecimal; empty when they could not be read.
    pub sha256: String,
    /// Size of the bytes as received.
    pub size_bytes: u64,
    /// When it was fetched, if a manifest says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<Timestamp>,
    /// The query that produced it, if a manifest or an index says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// From the first to just after the last time inside, in the artifact's own clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered: Option<Window>,
}

/// What the content of an artifact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArtifactKind {
    /// A log of any format.
    Log,
    /// Metric samples: Prometheus `query_range` JSON, OpenMetrics text or wide CSV.
    Metrics,
    /// Alerts as Alertmanager's API or amtool prints them.
    Alerts,
    /// Webhook payloads that Alertmanager sent.
    AlertWebhooks,
    /// Prometheus rule file.
    AlertRules,
    /// PagerDuty incidents.
    PagerIncidents,
    /// PagerDuty log entries.
    PagerLog,
    /// Chat messages, people or channels of a Slack export.
    Chat,
    /// Deployments, their statuses, releases or commits in the shape of GitHub's API.
    Deployments,
    /// A git repository or bundle.
    Repository,
    /// Kubernetes events.
    ClusterEvents,
    /// `caller,callee` table.
    Topology,
    /// Trace spans.
    Traces,
    /// What is already known: `incident.json`.
    Facts,
    /// Index or manifest that describes other artifacts.
    Manifest,
    /// A document written for people, such as a README; not evidence.
    Document,
    /// Not recognised, or not readable.
    Unknown,
}

/// A place inside an artifact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Locator {
    /// The whole artifact.
    Whole,
    /// A 1-based line, with the byte offset of its first byte in the (decompressed) content.
    Line {
        /// 1-based physical line.
        line: u64,
        /// Byte offset.
        offset: u64,
    },
    /// A run of 1-based lines, both ends included.
    Lines {
        /// First line.
        first: u64,
        /// Last line.
        last: u64,
    },
    /// A JSON Pointer (RFC 6901), or an identifier the source itself uses (`deployment 88129060`).
    Item(String),
    /// A query or series selector.
    Query(String),
}

/// An artifact, a place in it, and the words found there. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// Path of the artifact.
    pub artifact: Arc<str>,
    /// Where in it.
    pub locator: Locator,
    /// The words found there, at most a few hundred characters; may hold anything an attacker wrote.
    pub excerpt: String,
}

impl Citation {
    /// Longest excerpt kept, in characters: enough for a log line, short enough for a footnote.
    pub const EXCERPT_CHARS: usize = 400;

    /// Makes a citation; a long excerpt is cut with an ellipsis.
    pub fn new(artifact: &Arc<str>, locator: Locator, excerpt: &str) -> Self {
        let mut chars = excerpt.trim_end().chars();
        let mut cut: String = chars.by_ref().take(Self::EXCERPT_CHARS).collect();
        if chars.next().is_some() {
            cut.push('…');
        }
        Self { artifact: Arc::clone(artifact), locator, excerpt: cut }
    }
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole => f.write_str("whole file"),
            Self::Line { line, .. } => write!(f, "line {line}"),
            Self::Lines { first, last } => write!(f, "lines {first}-{last}"),
            Self::Item(item) | Self::Query(item) => f.write_str(item),
        }
    }
}
