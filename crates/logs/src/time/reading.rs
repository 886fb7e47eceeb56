//! What a layout yields before the year and the zone are settled.

use super::{SECOND, calendar};
use crate::scan::Scan;

/// A point in time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Counted from 1970, UTC by definition.
    Epoch {
        /// Nanoseconds.
        nanos: i64,
    },
    /// Written as calendar date and time of day.
    Civil(Civil),
}

/// Calendar date and time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Civil {
    /// `None` in layouts that leave it out.
    pub(crate) year: Option<i32>,
    pub(crate) month: u32,
    pub(crate) day: u32,
    /// Seconds since midnight; 86400 for a leap second at the end of the day.
    pub(crate) second_of_day: u32,
    pub(crate) nanos: u32,
    /// Offset east of UTC in seconds.
    pub(crate) zone_s: Option<i32>,
}

impl Civil {
    /// Nanoseconds since 1970 in `year` (unless the reading has its own), and whether a zone was stated.
    pub(crate) fn nanos_in(&self, year: i32) -> Option<i64> {
        let days = calendar::days_from_civil(self.year.unwrap_or(year), self.month, self.day)?;
        let seconds = days * 86_400 + i64::from(self.second_of_day) - i64::from(self.zone_s.unwrap_or(0));
        seconds.checked_mul(SECOND)?.checked_add(i64::from(self.nanos))
    }
}

/// Time of day `H:MM[:SS]` with `separator` between; seconds since midnight. Two digits each, one tolerated.
pub(super) fn time_of_day(scan: &mut Scan<'_>, separator: u8) -> Option<u32> {
    let hour = scan.digits_up_to_two()?;
    scan.eat(separator).then_some(())?;
    let minute = scan.digits_up_to_two()?;
    scan.eat(separator).then_some(())?;
    let second = scan.digits_up_to_two()?;
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
}

/// A fraction after `.`, `,` or `:`, 1 to 9 digits (more are cut); 0 when there is none.
pub(super) fn fraction(scan: &mut Scan<'_>) -> u32 {
    if !matches!(scan.peek(), Some(b'.' | b',' | b':')) || !scan.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    scan.skip(1);
    let (mut nanos, mut unit) = (0_u32, 1_000_000_000);
    while let Some(digit @ b'0'..=b'9') = scan.peek() {
        // More digits than nine add nothing: the unit has become zero.
        unit /= 10;
        nanos += u32::from(digit - b'0') * unit;
        scan.skip(1);
    }
    nanos
}
