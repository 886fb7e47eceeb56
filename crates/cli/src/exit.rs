//! Exit codes: a promise to scripts.

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum ExitStatus {
    /// Everything asked for was done, and nothing was found wrong.
    Success = 0,
    /// A check found something, or the request was refused.
    Findings = 1,
    /// The command line could not be understood.
    Usage = 2,
    /// A source failed; what was printed or written is complete but for that source.
    Partial = 3,
}

impl From<ExitStatus> for std::process::ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}
