//! Troubles met while framing.

use serde::{Deserialize, Serialize};

use crate::time::Stamp;

/// What was wrong with some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A line breaks off although it began like the others.
    CutLine,
    /// The source itself ended before its end (a truncated archive, a read error, the bound on bytes).
    BrokenSource,
    /// A line or record longer than is kept.
    TooLong,
    /// Runs of NUL bytes, as a crash leaves them.
    NulBytes,
    /// Lines with bytes that are no UTF-8 text; told once for a source, at the first of them.
    InvalidUtf8,
    /// Lines with escape sequences, as colours of a terminal are; told once for a source, at the first of them.
    Escapes,
    /// Lines that arrived twice, as when a shipper sends a chunk again; they are read once.
    Repeated,
}

/// One trouble and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notice {
    /// Byte offset.
    pub offset: u64,
    /// 1-based physical line.
    pub line: u64,
    /// What was wrong.
    pub kind: NoticeKind,
    /// Physical lines concerned.
    pub lines: u64,
    /// Time of the last record before it, if that is near.
    pub before: Option<Stamp>,
    /// Time of the first record after it, if that is near.
    pub after: Option<Stamp>,
    /// Details for people.
    pub note: String,
}

impl Notice {
    /// How many are listed.
    pub const MAX: usize = 256;
}
