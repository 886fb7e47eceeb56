//! Typed parameters: what kind of value stood there, what it is called, a few of its values.

use serde::{Deserialize, Serialize};

/// Kind of a parameter value, told from its characters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Whole number, with or without sign.
    Integer,
    /// Number with a fraction.
    Decimal,
    /// `0x…`, or at least six hexadecimal digits with a letter among them.
    Hex,
    /// IPv4 or IPv6 address, or a hardware address.
    Ip,
    /// UUID.
    Uuid,
    /// Path of a file or of a request.
    Path,
    /// Number with a unit of time.
    Duration,
    /// Number with a unit of size.
    Size,
    /// Text in quotes.
    Quoted,
    /// Any other word.
    Word,
}

const TIME_UNITS: [&str; 9] = ["ns", "us", "µs", "ms", "s", "sec", "secs", "m", "h"];
/// Units of size; also used to join sentences that differ in the unit only.
pub(super) const SIZE_UNITS: [&str; 14] =
    ["B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "K", "M", "G", "k", "b"];

impl Kind {
    /// Tells the kind of a value.
    #[must_use]
    pub fn of(value: &str) -> Self {
        let unsigned = value.trim_start_matches(['-', '+']);
        let number = unsigned.trim_end_matches(|c: char| !c.is_ascii_digit());
        let unit = unsigned.strip_prefix(number).unwrap_or_default();
        let dots = number.matches('.').count();
        let numeric = number.starts_with(|c: char| c.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let hex = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if value.starts_with(['/', '\\']) || value.contains(":\\") || value.matches('/').count() > 1 {
            Self::Path
        } else if value.starts_with(['"', '\'']) {
            Self::Quoted
        } else if value.parse::<std::net::IpAddr>().is_ok() || is_colon_address(value) {
            Self::Ip
        } else if numeric && dots <= 1 && unit.is_empty() {
            if dots == 0 { Self::Integer } else { Self::Decimal }
        } else if numeric && dots <= 1 && TIME_UNITS.contains(&unit) {
            Self::Duration
        } else if numeric && dots <= 1 && SIZE_UNITS.contains(&unit) {
            Self::Size
        } else if value.len() == 36 && value.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && value.split('-').all(hex)
        {
            Self::Uuid
        } else if value.strip_prefix("0x").is_some_and(hex) || (value.len() >= 6 && hex(value)) {
            Self::Hex
        } else {
            Self::Word
        }
    }

    /// Is it a unit of time or size that stands behind a number and a blank?
    pub(super) fn is_unit(text: &str) -> bool {
        const WORDS: [&str; 3] = ["seconds", "minutes", "hours"];
        TIME_UNITS.contains(&text) || SIZE_UNITS.contains(&text) || WORDS.contains(&text)
    }

    /// Returns the kind that covers both.
    #[must_use]
    pub fn covering(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Integer, Self::Decimal) | (Self::Decimal, Self::Integer) => Self::Decimal,
            (Self::Integer, Self::Hex) | (Self::Hex, Self::Integer) => Self::Hex,
            _ => Self::Word,
        }
    }
}

/// Is it an address in hexadecimal groups with colons? A clock time has at most three colons, an address more.
pub(super) fn is_colon_address(value: &str) -> bool {
    (value.matches(':').count() >= 4 || (value.contains("::") && value.bytes().any(|byte| byte.is_ascii_digit())))
        && value.split(':').all(|group| group.len() <= 5 && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Samples kept of each parameter; enough to recognise it in a document.
pub(super) const PARAMETER_SAMPLES: usize = 5;

/// One `<*>` of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its key (`uid` of `uid=<*>`), the word before it, or `p1`, `p2`, … by place.
    pub name: String,
    /// What all samples are.
    pub kind: Kind,
    /// A few values, sorted, all different.
    pub samples: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_kinds() {
        for (value, kind) in [
            ("-12", Kind::Integer),
            ("0.25", Kind::Decimal),
            ("0x1f", Kind::Hex),
            ("deadbeef01", Kind::Hex),
            ("10.0.0.1", Kind::Ip),
            ("FF:F2:9F:16:BF:6C", Kind::Ip),
            ("0e2ff9a1-9d3c-4a5e-8f00-000000000001", Kind::Uuid),
            ("/var/log", Kind::Path),
            ("C:\\Temp", Kind::Path),
            ("15ms", Kind::Duration),
            ("1.5KB", Kind::Size),
            ("'x y'", Kind::Quoted),
            ("blk_7", Kind::Word),
            ("", Kind::Word),
        ] {
            assert_eq!(Kind::of(value), kind, "{value}");
        }
    }
}
