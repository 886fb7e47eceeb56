//! Changes to the system, in one normal form.

use jiff::Timestamp;

use crate::{Citation, ServiceName};

/// What kind of change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A new version.
    Deploy,
    /// Back to an earlier version.
    Rollback,
    /// Same version, new processes.
    Restart,
    /// More or fewer replicas, or a bigger limit.
    Scale,
    /// Configuration without a new version.
    Config,
    /// A feature flag.
    FeatureFlag,
    /// A schema or data migration.
    Migration,
    /// Anything else, by its name in the source.
    Other(String),
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Identifier in the source.
    pub id: String,
    /// The service it went to.
    pub service: Option<ServiceName>,
    /// What kind.
    pub kind: ChangeKind,
    /// What it says about itself.
    pub description: String,
    /// New version.
    pub version: Option<String>,
    /// Version before.
    pub previous_version: Option<String>,
    /// Commit.
    pub sha: Option<String>,
    /// Branch or tag.
    pub reference: Option<String>,
    /// Who triggered it.
    pub actor: Option<String>,
    /// Environment, as written.
    pub environment: Option<String>,
    /// When it was requested.
    pub requested: Timestamp,
    /// When it began to take effect (first `in_progress`), where the source tells.
    pub started: Option<Timestamp>,
    /// When it was complete (first `success`).
    pub completed: Option<Timestamp>,
    /// When it failed.
    pub failed: Option<Timestamp>,
    /// File it changed, for configuration.
    pub config_path: Option<String>,
    /// Where it was read.
    pub citation: Citation,
}
