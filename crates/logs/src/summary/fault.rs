//! What is wrong with a log itself.

use serde::{Deserialize, Serialize};

/// A fault and its place. Times are readings of the source's clock: nanoseconds, or seconds where the name says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum LogFault {
    /// A line breaks off where its format goes on; the reading before it and the one after.
    Cut { line: u64, offset: u64, before: Option<i64>, after: Option<i64> },
    /// Nothing between two seconds although it is busy around them.
    Hole { line: u64, from_s: i64, to_s: i64 },
    /// Times of another year than all the others: a clock that was not set yet, or a date in a message.
    Stray { line: u64, from_s: i64, to_s: i64, records: u64 },
    /// Dates that can be read with the day or the month first, and none that tells; read with the month first.
    EitherDate { line: u64 },
    /// Lines begin with a time of day or the seconds since a start, but nothing tells the date: they have no time.
    NoDate { line: u64 },
    /// Lines that arrived twice and were read once.
    Duplicate { line: u64, offset: u64, lines: u64 },
    /// Times jump back by more than a few seconds.
    Backwards { line: u64, offset: u64, seconds: i64 },
    /// A line or record so long that only its start was read.
    TooLong { line: u64, offset: u64, note: String },
    /// A run of NUL bytes, as a crash leaves it.
    NulBytes { line: u64, offset: u64, note: String },
    /// So many lines have bytes that are no UTF-8 text, from this one on.
    InvalidUtf8 { line: u64, offset: u64, lines: u64 },
    /// So many lines have escape sequences, from this one on: what they surround may not be recognised.
    Escapes { line: u64, offset: u64, lines: u64 },
    /// The stream broke off.
    Broken { line: u64, offset: u64, reason: String },
    /// More distinct messages than are told apart.
    TooManyTemplates { records: u64 },
    /// More faults than are listed.
    MoreFaults { faults: u64 },
}

impl LogFault {
    /// Whether some of what the log said is lost or was not read; the others are peculiarities of a log that is all there.
    pub fn is_loss(&self) -> bool {
        match self {
            Self::Cut { .. }
            | Self::TooLong { .. }
            | Self::NulBytes { .. }
            | Self::Broken { .. }
            | Self::TooManyTemplates { .. }
            | Self::MoreFaults { .. } => true,
            Self::Hole { .. }
            | Self::Stray { .. }
            | Self::EitherDate { .. }
            | Self::NoDate { .. }
            | Self::Duplicate { .. }
            | Self::Backwards { .. }
            | Self::InvalidUtf8 { .. }
            | Self::Escapes { .. } => false,
        }
    }
}

/// Faults listed at most.
const MOST: usize = 512;

/// A bounded list of faults, the same whatever order its parts come in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Faults {
    list: Vec<LogFault>,
    more: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, faults: impl IntoIterator<Item = LogFault>) {
        self.list.extend(faults);
        self.list.sort();
        self.more += self.list.len().saturating_sub(MOST) as u64;
        self.list.truncate(MOST);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.more += other.more;
        self.add(other.list);
    }

    /// The faults, and how many more there were.
    pub(crate) fn iter(&self) -> impl Iterator<Item = LogFault> {
        let more = (self.more > 0).then_some(LogFault::MoreFaults { faults: self.more });
        self.list.iter().cloned().chain(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_spell_and_colours_lose_nothing() {
        for (fault, is_loss) in [
            (LogFault::Hole { line: 1, from_s: 0, to_s: 300 }, false),
            (LogFault::Escapes { line: 1, offset: 0, lines: 7 }, false),
            (LogFault::NoDate { line: 1 }, false),
            (LogFault::TooManyTemplates { records: 7 }, true),
            (LogFault::Broken { line: 1, offset: 0, reason: String::new() }, true),
        ] {
            assert_eq!(fault.is_loss(), is_loss, "{fault:?}");
        }
    }
}
