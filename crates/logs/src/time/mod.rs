//! Times as logs write them.
//!
//! Each layout is read from the start of a text and tells how many bytes it took, so that formats can
//! go on behind it. Nothing is allocated. A layout without a zone gives a naive reading; a layout
//! without a year takes the year from its caller.

mod civil;
mod layout;

pub(crate) use layout::klog as layout_klog;
pub use layout::{leading, syslog};

use serde::{Deserialize, Serialize};

/// A time as written, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stamp {
    /// With a zone.
    Utc(i64),
    /// Without a zone: the wall-clock reading as if it were UTC.
    Naive(i64),
}

impl Stamp {
    /// The reading in nanoseconds.
    pub fn nanos(self) -> i64 {
        match self {
            Self::Utc(n) | Self::Naive(n) => n,
        }
    }

    /// The whole second of the reading.
    pub fn second(self) -> i64 {
        self.nanos().div_euclid(1_000_000_000)
    }

    /// Whether it carries a zone.
    pub fn is_zoned(self) -> bool {
        matches!(self, Self::Utc(_))
    }
}

/// Reads a count since 1970 in seconds, milli-, micro- or nanoseconds, by its size: one unit fits the years 2001 to 2286.
pub fn epoch(text: &str) -> Option<Stamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().all(|b| b.is_ascii_digit()) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    let scale: i64 = match whole.len() {
        10 => 1_000_000_000,
        13 => 1_000_000,
        16 => 1_000,
        19 => 1,
        _ => return None,
    };
    let mut nanos = value.checked_mul(scale)?;
    if !fraction.is_empty() && scale > 1 {
        let digits = fraction.get(..fraction.len().min(9))?;
        let part: i64 = digits.parse().ok()?;
        let exponent = u32::try_from(digits.len()).ok()?;
        nanos = nanos.checked_add(part.checked_mul(scale)? / 10_i64.checked_pow(exponent)?)?;
    }
    Some(Stamp::Utc(nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_are_told_apart_by_size() {
        for text in ["1739095523", "1739095523000", "1739095523000000", "1739095523000000000", "1739095523.0"] {
            assert_eq!(epoch(text), Some(Stamp::Utc(1_739_095_523_000_000_000)), "{text}");
        }
        assert_eq!(epoch("12345"), None);
        assert_eq!(epoch("99999999999999999999"), None);
    }
}
