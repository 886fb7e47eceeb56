//! Time stamps in logs: recognising every common layout at the start of some bytes.
//!
//! A stamp with a zone is an instant; one without is a wall reading whose zone stays unknown here. Stamps without a
//! year take one from the stream's context (see [`Clock`]). One file a family of layouts; [`reading`] holds what a layout
//! yields, [`clock`] turns readings into stamps and caches the last second.

mod calendar;
mod clock;
mod epoch;
mod iso;
mod japanese;
mod named;
mod order;
mod reading;
mod zone;

pub use clock::{Clock, UNKNOWN_YEAR};
pub(crate) use order::DateOrder;

use serde::{Deserialize, Serialize};

/// Nanoseconds in a second.
pub(crate) const SECOND: i64 = 1_000_000_000;

/// When something happened, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stamp {
    /// An instant: the log stated a zone, or the layout is defined as UTC.
    Utc(i64),
    /// A wall-clock reading without a zone, counted as if the wall showed UTC.
    Naive(i64),
}

impl Stamp {
    /// Nanoseconds since 1970, in the source's own clock.
    pub fn nanos(self) -> i64 {
        match self {
            Self::Utc(nanos) | Self::Naive(nanos) => nanos,
        }
    }

    /// The second that the stamp falls into.
    pub fn second(self) -> i64 {
        self.nanos().div_euclid(SECOND)
    }

    /// Whether the log stated a zone.
    pub fn is_zoned(self) -> bool {
        matches!(self, Self::Utc(_))
    }
}

/// The stamp of a number since 1970, its unit (s, ms, us, ns) taken from its size; a fraction is allowed for seconds.
pub fn epoch(text: &str) -> Option<Stamp> {
    match epoch::read(text.as_bytes()) {
        Some((reading::Reading::Epoch { nanos }, length)) if length == text.len() => Some(Stamp::Utc(nanos)),
        _ => None,
    }
}

/// Reads any known layout at the very start of `bytes`; the reading and how many bytes it took.
pub(crate) fn read(bytes: &[u8]) -> Option<(reading::Reading, usize)> {
    match bytes.first()? {
        b'0'..=b'9' => {
            let by_digits = || iso::read(bytes).or_else(|| named::day_first(bytes)).or_else(|| japanese::read(bytes));
            by_digits().or_else(|| epoch::read(bytes))
        }
        b'A'..=b'Z' | b'a'..=b'z' => named::read(bytes),
        b'@' => epoch::tai64n(bytes),
        0xE4..=0xE6 => japanese::of_era(bytes),
        _ => None,
    }
}
