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
    /// How much its layout says of the order of day and month.
    pub(crate) written: Written,
}

/// What a date shows of the order in which day and month are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Written {
    /// Its layout has one order.
    #[default]
    Once,
    /// `13/02/2025`
    DayFirst,
    /// `02/13/2025`
    MonthFirst,
    /// `02/03/2025`, read with the month first.
    Either,
    /// The same before a time with AM or PM.
    EitherOfHalves,
}

impl Civil {
    /// Nanoseconds since 1970 in `year` (unless the reading has its own), and whether a zone was stated.
    pub(crate) fn nanos_in(&self, year: i32) -> Option<i64> {
        let is_leap_day = self.year.is_none() && (self.month, self.day) == (2, 29);
        let days = calendar::days_from_civil(self.year.unwrap_or(year), self.month, self.day)
            // The year that was given is not the log's.
            .or_else(|| if is_leap_day { calendar::days_from_civil(year, 3, 1) } else { None })?;
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

/// Which half of the day a clock of twelve hours shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

impl Half {
    /// The seconds since midnight that a clock of twelve hours means.
    pub(super) fn settle(half: Option<Self>, second_of_day: u32) -> u32 {
        const HALF_DAY: u32 = 43_200;
        const ONE_O_CLOCK: u32 = 46_800;
        match half {
            Some(Self::Afternoon) => second_of_day % HALF_DAY + HALF_DAY,
            // Some write `13:05 AM` with a clock of twenty-four hours.
            Some(Self::Morning) if second_of_day < ONE_O_CLOCK => second_of_day % HALF_DAY,
            Some(Self::Morning) | None => second_of_day,
        }
    }

    /// `PM`, `pm` or `p.m.`, behind one blank (of any width) or none.
    pub(super) fn behind(scan: &mut Scan<'_>) -> Option<Self> {
        let start = scan.at();
        let _blank = scan.eat(b' ') || scan.eat_all("\u{202f}".as_bytes()) || scan.eat_all("\u{a0}".as_bytes());
        let half = match scan.peek() {
            Some(b'A' | b'a') => Some(Self::Morning),
            Some(b'P' | b'p') => Some(Self::Afternoon),
            _ => None,
        };
        scan.skip(1);
        let has_dots = scan.eat(b'.');
        let fits = half.is_some()
            && (scan.eat(b'M') || scan.eat(b'm'))
            && (!has_dots || scan.eat(b'.'))
            && !scan.peek().is_some_and(|byte| byte.is_ascii_alphanumeric());
        if !fits {
            scan.go(start);
            return None;
        }
        half
    }

    /// Whether [`behind`](Self::behind) may find something.
    pub(super) fn may_follow(scan: &Scan<'_>) -> bool {
        let is_letter = |byte| matches!(byte, Some(b'A' | b'P' | b'a' | b'p'));
        match scan.peek() {
            Some(b' ') => is_letter(scan.peek_at(1)) && matches!(scan.peek_at(2), Some(b'M' | b'm' | b'.')),
            Some(0xE2 | 0xC2) => true,
            byte => is_letter(byte),
        }
    }

    /// `午後`, as Japanese writes it before the time; Chinese and Korean do so too.
    pub(super) fn before(scan: &mut Scan<'_>) -> Option<Self> {
        // Most times begin with a digit.
        scan.peek().filter(|byte| !byte.is_ascii())?;
        let half = [("午前", Self::Morning), ("午後", Self::Afternoon), ("上午", Self::Morning)]
            .into_iter()
            .chain([("下午", Self::Afternoon), ("오전", Self::Morning), ("오후", Self::Afternoon)])
            .find(|(name, _)| scan.eat_all(name.as_bytes()))?
            .1;
        scan.spaces();
        Some(half)
    }
}
