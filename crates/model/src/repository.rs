//! What a code repository tells.

use jiff::Timestamp;

use crate::Citation;

/// One commit.
#[derive(Debug, Clone, PartialEq)]
pub struct Commit {
    /// Full id.
    pub sha: String,
    /// Ids of its parents.
    pub parents: Vec<String>,
    /// Author's name.
    pub author: String,
    /// Author's mail address.
    pub email: String,
    /// Commit date; a rebase makes it later than the work.
    pub committed: Timestamp,
    /// First line of the message.
    pub subject: String,
    /// The rest.
    pub body: String,
    /// Paths it changed, sorted.
    pub files: Vec<String>,
    /// The unified diff, cut at a fixed size; empty when not read.
    pub diff: String,
}

/// One line of CODEOWNERS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerRule {
    /// Pattern in gitignore's language; the last match wins.
    pub pattern: String,
    /// Owners as written (`@mei`, `@org/team`, a mail address).
    pub owners: Vec<String>,
}

/// A repository, read without a work tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Repository {
    /// Path of the bundle or repository in the evidence folder.
    pub path: String,
    /// Commits reachable from any ref, newest first, bounded.
    pub commits: Vec<Commit>,
    /// CODEOWNERS, in the order of the file.
    pub owners: Vec<OwnerRule>,
    /// Paths in the newest tree, sorted.
    pub files: Vec<String>,
    /// Contents of small text files that tell how the system runs: manifests, configuration, runbooks. By path.
    pub texts: Vec<(String, String)>,
    /// Where it was read.
    pub citation: Citation,
}
