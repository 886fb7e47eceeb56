//! Seconds, milliseconds, microseconds or nanoseconds since 1970.

use super::{SECOND, reading::Reading};
use crate::scan::{Scan, parse_u64};

/// Plausible seconds: 2001-09-09 to 2100.
const PLAUSIBLE: std::ops::Range<u64> = 1_000_000_000..4_102_444_800;

/// A count of 10, 13, 16 or 19 digits, the first with an optional fraction, that ends at a non-word byte.
pub(super) fn read(bytes: &[u8]) -> Option<(Reading, usize)> {
    let mut scan = Scan::new(bytes);
    let run = scan.digit_run();
    let count = parse_u64(bytes.get(..run)?)?;
    scan.skip(run);
    let mut nanos = from_count(count)?;
    if run == 10 && scan.peek() == Some(b'.') {
        nanos += i64::from(super::reading::fraction(&mut scan));
    }
    if scan.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')) {
        return None;
    }
    Some((Reading::Epoch { nanos }, scan.at()))
}

/// TAI64N, as daemontools, runit and their like write it: `@`, sixteen hexadecimal digits of seconds and eight of
/// nanoseconds. Their seconds are ten ahead of those of Unix.
pub(super) fn tai64n(bytes: &[u8]) -> Option<(Reading, usize)> {
    const LENGTH: usize = 25;
    const EPOCH: u64 = (1 << 62) + 10;
    let hex = |digits: &[u8]| u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
    let seconds = hex(bytes.get(1..17)?)?.checked_sub(EPOCH).filter(|seconds| PLAUSIBLE.contains(seconds))?;
    let nanos = i64::try_from(hex(bytes.get(17..LENGTH)?)?).ok().filter(|nanos| *nanos < SECOND)?;
    let ends = bytes.get(LENGTH).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    ends.then_some(())?;
    Some((Reading::Epoch { nanos: i64::try_from(seconds).ok()?.checked_mul(SECOND)?.checked_add(nanos)? }, LENGTH))
}

/// Nanoseconds of a count whose unit shows in its size; `None` if it is no plausible time in any unit.
pub(crate) fn from_count(count: u64) -> Option<i64> {
    let mut unit = u64::try_from(SECOND).ok()?;
    let mut seconds_in_unit = 1_u64;
    while unit > 0 {
        if PLAUSIBLE.contains(&(count / seconds_in_unit)) {
            return i64::try_from(count.checked_mul(unit)?).ok();
        }
        unit /= 1000;
        seconds_in_unit = seconds_in_unit.checked_mul(1000)?;
    }
    None
}
