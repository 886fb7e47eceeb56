//! Commands that a system's own log says were run on it.

/// One command, as `sudo`, `doas`, `pkexec` or the scheduler wrote it down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoggedCommand {
    /// Reading of the log's clock, nanoseconds; one without a zone as if it were UTC.
    pub nanos: i64,
    /// 1-based line.
    pub line: u64,
    /// Byte offset of the line in the plain content.
    pub offset: u64,
    /// What was run, with its arguments.
    pub command: String,
    /// Login of the person, as logged; none for the scheduler.
    pub actor: Option<String>,
    /// The line.
    pub words: String,
}
