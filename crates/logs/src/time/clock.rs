//! Turns readings into stamps: settles missing years, and remembers the last second so that a repeated one costs a
//! comparison.

use super::{
    Stamp, epoch,
    order::{DateOrder, Orders},
    read,
    reading::{Civil, Half, Reading, Written, fraction},
    zone,
};
use crate::scan::Scan;

/// The year given to stamps without one when the caller knows none: a leap year, so that every day exists in it.
pub const UNKNOWN_YEAR: i32 = 2000;

/// Reads the stamps of one stream, in order.
#[derive(Debug, Clone)]
pub struct Clock {
    year: i32,
    /// Whether `year` came from the caller.
    knows_year: bool,
    used_year: bool,
    last_month: Option<u32>,
    /// Year and month of the last stamp that had a year: lines of another layout beside it are of that time.
    seen: Option<(i32, u32)>,
    last: [u8; 19],
    last_nanos: Option<i64>,
    /// The last stamp without a fraction, as it was written and with the byte behind it, and what it meant.
    whole: [u8; LONGEST_WHOLE],
    whole_read: Option<(Stamp, usize)>,
    /// How dates like `01/02/2025` are read.
    order: DateOrder,
    orders: Orders,
    saw_leap_day: bool,
}

/// Bytes of a stamp that is remembered as a whole: `Wed, 10 Mar 2026 12:00:00 +0000` and the byte behind it.
const LONGEST_WHOLE: usize = 34;

impl Clock {
    /// A clock whose yearless stamps begin in `year`.
    pub fn new(year: Option<i32>) -> Self {
        Self {
            year: year.unwrap_or(UNKNOWN_YEAR),
            knows_year: year.is_some(),
            used_year: false,
            last_month: None,
            seen: None,
            last: [0; 19],
            last_nanos: None,
            whole: [0; LONGEST_WHOLE],
            whole_read: None,
            order: DateOrder::MonthFirst,
            orders: Orders::default(),
            saw_leap_day: false,
        }
    }

    /// Begins again in the year, as if no stamp had been read.
    pub(crate) fn rewind(&mut self, year: Option<i32>) {
        self.year = year.unwrap_or(UNKNOWN_YEAR);
        self.last_month = None;
        self.seen = None;
        self.whole_read = None;
    }

    /// The year of the last stamp that had one.
    pub(crate) fn seen_year(&self) -> Option<i32> {
        self.seen.map(|(year, _)| year)
    }

    /// Whether a stamp without a year was read.
    pub(crate) fn used_year(&self) -> bool {
        self.used_year
    }

    /// Whether a stamp without a year was read while the caller had given none.
    pub fn lacks_year(&self) -> bool {
        self.used_year && !self.knows_year
    }

    /// The stamp at the very start of `bytes` and how many bytes it takes.
    pub fn read(&mut self, bytes: &[u8]) -> Option<(Stamp, usize)> {
        if let Some(hit) = self.read_cached(bytes) {
            return Some(hit);
        }
        if let Some((stamp, length)) = self.whole_read
            && bytes.get(..=length).is_some_and(|text| self.whole.get(..=length) == Some(text))
        {
            return Some((stamp, length));
        }
        let (reading, length) = read(bytes)?;
        let stamp = self.settle(reading)?;
        if let Reading::Civil(Civil { year: Some(year), month, .. }) = reading {
            self.seen = Some((year, month));
        }
        if let Reading::Civil(Civil { nanos: 0, .. }) = reading
            && let (Some(slot), Some(text)) = (self.whole.get_mut(..=length), bytes.get(..=length))
        {
            slot.copy_from_slice(text);
            self.whole_read = Some((stamp, length));
        }
        if let Reading::Civil(Civil { year: Some(_), zone_s, nanos, .. }) = reading
            && let Some(head) = bytes.get(..19)
            && is_plain_head(head)
            && length >= 19
        {
            // Kept without zone and fraction: both are read anew for every line.
            self.last.copy_from_slice(head);
            self.last_nanos = Some(stamp.nanos() - i64::from(nanos) + i64::from(zone_s.unwrap_or(0)) * super::SECOND);
        }
        Some((stamp, length))
    }

    /// As [`read`](Self::read), for `2026-11-23 15:20:26,003 INFO`: the second as last time, milliseconds, and a level
    /// behind them. The bytes may go on behind the line.
    #[inline]
    pub(crate) fn read_before_level(&self, bytes: &[u8]) -> Option<(Stamp, usize)> {
        let second_nanos = self.last_nanos?;
        let text: &[u8; 27] = bytes.first_chunk()?;
        (text.first_chunk() == Some(&self.last)).then_some(())?;
        let nanos = milliseconds(text.get(19..)?)?;
        is_level(text.get(23..)?).then_some((Stamp::Naive(second_nanos + i64::from(nanos)), 23))
    }

    /// The stamp of a text that is the last one without a fraction again, the byte behind it included.
    #[inline]
    pub(crate) fn same_as_last<const WITH_NEXT: usize>(&self, text: &[u8; WITH_NEXT]) -> Option<Stamp> {
        let (stamp, length) = self.whole_read?;
        (length + 1 == WITH_NEXT && self.whole.first_chunk() == Some(text)).then_some(stamp)
    }

    /// The stamp that a whole text is, blanks around it allowed; counts since 1970 in any unit as well.
    pub fn read_whole(&mut self, bytes: &[u8]) -> Option<Stamp> {
        let bytes = bytes.trim_ascii();
        match self.read(bytes) {
            Some((stamp, length)) if length == bytes.len() => Some(stamp),
            // A zone name in brackets may follow (`2025-02-09T10:05:23+01:00[Europe/Paris]`).
            Some((stamp, length)) if bytes.get(length) == Some(&b'[') => Some(stamp),
            _ => None,
        }
    }

    /// The stamp of a bare number since 1970, its unit taken from its size.
    pub fn read_count(count: u64) -> Option<Stamp> {
        epoch::from_count(count).map(Stamp::Utc)
    }

    /// `2026-11-23T15:20:26` as last time: only fraction and zone need reading.
    fn read_cached(&self, bytes: &[u8]) -> Option<(Stamp, usize)> {
        let second_nanos = self.last_nanos?;
        (bytes.get(..19)? == self.last.as_slice()).then_some(())?;
        let mut scan = Scan::new(bytes);
        scan.go(19);
        let nanos = match milliseconds(scan.rest()) {
            Some(nanos) => {
                scan.skip(4);
                nanos
            }
            None => fraction(&mut scan),
        };
        if is_level(scan.rest()) {
            return Some((Stamp::Naive(second_nanos + i64::from(nanos)), scan.at()));
        }
        let zone_s = zone::read(&mut scan);
        if zone_s.is_none() {
            // Rare tails (AM/PM, ambiguous zones, digits) take the long way.
            if matches!(scan.peek(), Some(b'0'..=b'9'))
                || Half::may_follow(&scan)
                || matches!((scan.peek(), scan.peek_at(1)), (Some(b' '), Some(b'A'..=b'Z')))
            {
                return None;
            }
            return Some((Stamp::Naive(second_nanos + i64::from(nanos)), scan.at()));
        }
        let offset = i64::from(zone_s.unwrap_or(0)) * super::SECOND;
        Some((Stamp::Utc(second_nanos - offset + i64::from(nanos)), scan.at()))
    }

    /// Which of day and month comes first where both readings of a date exist.
    pub(crate) fn order(&mut self, order: DateOrder) {
        self.order = order;
    }

    /// The order that the dates show which were read; none of `01/02/2025` was.
    pub(crate) fn seen_order(&self) -> Option<DateOrder> {
        self.orders.order()
    }

    /// Whether the 29th of February was read without its year.
    pub(crate) fn saw_leap_day(&self) -> bool {
        self.saw_leap_day
    }

    /// A stamp for a reading; stamps without a year follow the year of the stream.
    fn settle(&mut self, reading: Reading) -> Option<Stamp> {
        match reading {
            Reading::Epoch { nanos } => Some(Stamp::Utc(nanos)),
            Reading::Civil(civil) => {
                let civil = self.ordered(civil);
                self.saw_leap_day |= civil.year.is_none() && (civil.month, civil.day) == (2, 29);
                let year = if civil.year.is_none() { self.year_for(civil.month) } else { self.year };
                let nanos = civil.nanos_in(year)?;
                Some(if civil.zone_s.is_some() { Stamp::Utc(nanos) } else { Stamp::Naive(nanos) })
            }
        }
    }

    /// The reading with day and month in the order of this log.
    fn ordered(&mut self, civil: Civil) -> Civil {
        if civil.written == Written::Once {
            return civil;
        }
        self.orders.add(&civil);
        let swaps =
            self.order == DateOrder::DayFirst && matches!(civil.written, Written::Either | Written::EitherOfHalves);
        if swaps { Civil { month: civil.day, day: civil.month, ..civil } } else { civil }
    }

    /// December to January starts a new year; a late December line after that belongs to the old one.
    fn year_for(&mut self, month: u32) -> i32 {
        if let Some((year, seen)) = self.seen {
            return match (seen, month) {
                (11.., ..=2) => year + 1,
                (..=2, 11..) => year - 1,
                _ => year,
            };
        }
        self.used_year = true;
        match self.last_month {
            Some(last) if last >= 11 && month <= 2 => {
                self.year += 1;
                self.last_month = Some(month);
                self.year
            }
            Some(last) if last <= 2 && month >= 11 => self.year - 1,
            _ => {
                self.last_month = Some(month);
                self.year
            }
        }
    }

    /// Reads `MMDD HH:MM:SS.ffffff`, the header time of klog and glog.
    pub(crate) fn read_klog(&mut self, bytes: &[u8]) -> Option<(Stamp, usize)> {
        let mut scan = Scan::new(bytes);
        let run = scan.digit_run();
        let year = match run {
            4 => None,
            8 => Some(i32::try_from(scan.digits(4)?).ok()?),
            _ => return None,
        };
        let (month, day) = (scan.digits(2)?, scan.digits(2)?);
        scan.eat(b' ').then_some(())?;
        let second_of_day = super::reading::time_of_day(&mut scan, b':')?;
        let nanos = fraction(&mut scan);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
        let civil = Civil { year, month, day, second_of_day, nanos, zone_s: None, written: Written::Once };
        Some((self.settle(Reading::Civil(civil))?, scan.at()))
    }
}

/// A fraction of exactly three digits, in nanoseconds: what most loggers write.
#[inline]
fn milliseconds(rest: &[u8]) -> Option<u32> {
    let [mark, digits @ ..] = rest.first_chunk::<4>()?;
    let [hundreds, tens, ones] = digits.map(|digit| u32::from(digit.wrapping_sub(b'0')));
    let is_whole = matches!(mark, b'.' | b',' | b':')
        && hundreds.max(tens).max(ones) <= 9
        && !rest.get(4).is_some_and(u8::is_ascii_digit);
    is_whole.then(|| (hundreds * 100 + tens * 10 + ones) * 1_000_000)
}

/// Whether a blank and the beginning of a level word follow: then no zone does.
#[inline]
fn is_level(rest: &[u8]) -> bool {
    matches!(rest.get(..4), Some(b" INF" | b" WAR" | b" ERR" | b" DEB" | b" TRA" | b" FAT"))
}

/// `dddd?dd?dd?dd:dd:dd`: the layouts whose first 19 bytes are exactly date and time.
fn is_plain_head(head: &[u8]) -> bool {
    head.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => matches!(byte, b'-' | b'/' | b'.'),
        10 => matches!(byte, b'T' | b' '),
        13 | 16 => *byte == b':',
        _ => byte.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(Stamp, &str)>) {
        let mut clock = Clock::new(Some(2025));
        // Twice: the second reading comes from the cache where the layout allows it.
        for _ in 0..2 {
            let got = clock.read(text.as_bytes());
            let expected = expected.map(|(stamp, rest)| (stamp, text.len() - rest.len()));
            assert_eq!(got, expected, "{text}");
        }
    }

    const DAY: i64 = 1_739_059_200 * super::super::SECOND; // 2025-02-09
    const T: i64 = DAY + 36_323 * super::super::SECOND; // 10:05:23

    #[test]
    fn layouts_with_a_year() {
        for (text, stamp, rest) in [
            ("2025-02-09T10:05:23Z x", Stamp::Utc(T), " x"),
            ("2025-02-09T10:05:23.123456789Z x", Stamp::Utc(T + 123_456_789), " x"),
            ("2025-02-09T11:05:23+01:00 x", Stamp::Utc(T), " x"),
            ("2025-02-09 10:05:23,123 INFO", Stamp::Naive(T + 123_000_000), " INFO"),
            ("2025-02-09 10:05:23.5 UTC [1]", Stamp::Utc(T + 500_000_000), " [1]"),
            ("2025-02-09 10:05:23 EST [1]", Stamp::Utc(T + 18_000 * super::super::SECOND), " [1]"),
            ("2025-02-09 10:05:23 CST [1]", Stamp::Naive(T), " [1]"),
            ("2025-02-09 10:05:23.5 Z x", Stamp::Utc(T + 500_000_000), " x"),
            ("2025/02/09(日) 10:05:23 x", Stamp::Naive(T), " x"),
            ("令和7年2月9日 10:05:23 x", Stamp::Naive(T), " x"),
            ("平成元年2月9日 10:05:23 x", Stamp::Naive(T - 13_149 * 86_400 * super::super::SECOND), " x"),
            ("09-FEB-25 10.05.23.250000 AM x", Stamp::Naive(T + 250_000_000), " x"),
            ("Sunday, 09-Feb-25 10:05:23 GMT x", Stamp::Utc(T), " x"),
            ("@4000000067a87ded0ee6b280 x", Stamp::Utc(T + 250_000_000), " x"),
            ("2025/02/09 10:05:23 [error]", Stamp::Naive(T), " [error]"),
            ("2025.02.09 10:05:23", Stamp::Naive(T), ""),
            ("2025-02-09-10.05.23.250000 R02", Stamp::Naive(T + 250_000_000), " R02"),
            ("20250209-10:05:23:606|x", Stamp::Naive(T + 606_000_000), "|x"),
            ("20250209T100523Z", Stamp::Utc(T), ""),
            ("20250209100523 x", Stamp::Naive(T), " x"),
            ("250209 100523 148 INFO", Stamp::Naive(T), " 148 INFO"),
            ("25/02/09 10:05:23 INFO", Stamp::Naive(T), " INFO"),
            ("02/09/2025 10:05:23 AM x", Stamp::Naive(T), " x"),
            ("2/9/2025 10:05:23 PM x", Stamp::Naive(T + 43_200 * super::super::SECOND), " x"),
            ("09.02.2025 10:05:23", Stamp::Naive(T), ""),
            ("09.02.25, 10:05:23 x", Stamp::Naive(T), " x"),
            ("2/9/2025 10:05 PM x", Stamp::Naive(DAY + 79_500 * super::super::SECOND), " x"),
            ("2025/02/09 - 10:05:23 | 200", Stamp::Naive(T), " | 200"),
            ("2025-02-09 10:05:23, Info", Stamp::Naive(T), ", Info"),
            ("09/Feb/2025:10:05:23 +0000] x", Stamp::Utc(T), "] x"),
            ("09/Feb/2025:10:05:23.496] x", Stamp::Naive(T + 496_000_000), "] x"),
            ("9 Feb 2025 10:05:23 GMT", Stamp::Utc(T), ""),
            ("Sun, 09 Feb 2025 10:05:23 +0100 x", Stamp::Utc(T - 3600 * super::super::SECOND), " x"),
            ("Sun Feb 09 10:05:23 2025] x", Stamp::Naive(T), "] x"),
            ("Sun Feb 09 10:05:23.250 2025] x", Stamp::Naive(T + 250_000_000), "] x"),
            ("Sun Feb  9 10:05:23 UTC 2025", Stamp::Utc(T), ""),
            ("Feb 09, 2025 10:05:23 AM com", Stamp::Naive(T), " com"),
            ("Sun Feb 09 10:05:23 2025: x", Stamp::Naive(T), ": x"),
            ("Sun 2025-02-09 10:05:23 UTC web-1", Stamp::Utc(T), " web-1"),
            ("09-Feb-2025::10:05:23 ===", Stamp::Naive(T), " ==="),
            ("Feb 9, 2025 10:05:23 PM com", Stamp::Naive(T + 43_200 * super::super::SECOND), " com"),
            ("2025年2月9日 10時05分23秒 x", Stamp::Naive(T), " x"),
            ("1739095523 x", Stamp::Utc(T), " x"),
            ("1739095523.25 x", Stamp::Utc(T + 250_000_000), " x"),
            ("1739095523250 x", Stamp::Utc(T + 250_000_000), " x"),
            ("1739095523250000", Stamp::Utc(T + 250_000_000), ""),
            ("1739095523250000000", Stamp::Utc(T + 250_000_000), ""),
        ] {
            check(text, Some((stamp, rest)));
        }
    }

    #[test]
    fn halves_of_the_day_stand_anywhere_around_the_time() {
        const HALF_DAY: i64 = 43_200 * super::super::SECOND;
        for (text, stamp, rest) in [
            ("02/09/2025 10:05:23.054 AM x", Stamp::Naive(T + 54_000_000), " x"),
            ("02/09/2025 10:05:23.054 PM x", Stamp::Naive(T + HALF_DAY + 54_000_000), " x"),
            ("02/09/2025, 10:05:23.054 PM", Stamp::Naive(T + HALF_DAY + 54_000_000), ""),
            ("2025-02-09 10:05:23.054 PM x", Stamp::Naive(T + HALF_DAY + 54_000_000), " x"),
            ("2025-02-09 10:05:23PM x", Stamp::Naive(T + HALF_DAY), " x"),
            ("2025-02-09 10:05:23 p.m. x", Stamp::Naive(T + HALF_DAY), " x"),
            ("2025-02-09 10:05:23 pm x", Stamp::Naive(T + HALF_DAY), " x"),
            ("2025-02-09 10:05:23\u{202f}PM x", Stamp::Naive(T + HALF_DAY), " x"),
            ("2025-02-09 10:05:23 pmix started", Stamp::Naive(T), " pmix started"),
            ("2025-02-09 10:05:23 a message", Stamp::Naive(T), " a message"),
            ("Feb 9, 2025 10:05:23.054 PM x", Stamp::Naive(T + HALF_DAY + 54_000_000), " x"),
            ("Feb 9, 2025, 10:05:23,054 PM UTC> x", Stamp::Utc(T + HALF_DAY + 54_000_000), "> x"),
            ("09-Feb-2025 10:05:23 PM x", Stamp::Naive(T + HALF_DAY), " x"),
            ("2025/02/09 午後 10:05:23 x", Stamp::Naive(T + HALF_DAY), " x"),
            ("2025/02/09 午前10:05:23 x", Stamp::Naive(T), " x"),
            ("2/9/25 10:05:23 PM x", Stamp::Naive(T + HALF_DAY), " x"),
            ("02/09/25 10:05:23:054 UTC] x", Stamp::Utc(T + 54_000_000), "] x"),
        ] {
            check(text, Some((stamp, rest)));
        }
    }

    #[test]
    fn layouts_without_a_year_take_the_stream_s() {
        for (text, rest) in [
            ("Feb  9 10:05:23 host app[1]: x", " host app[1]: x"),
            ("Feb 09 10:05:23 host", " host"),
            ("02-09 10:05:23.000 1 2 I", " 1 2 I"),
            ("02.09 10:05:23] x", "] x"),
        ] {
            check(text, Some((Stamp::Naive(T), rest)));
        }
        let mut clock = Clock::new(Some(2025));
        let klog = clock.read_klog(b"0209 10:05:23.000001 1 a.go:1]");
        assert_eq!(klog, Some((Stamp::Naive(T + 1000), 20)));
    }

    #[test]
    fn a_stamp_at_the_end_is_read_after_a_longer_one() {
        let mut clock = Clock::new(None);
        assert!(clock.read(b"09/Feb/2025:10:05:23 +0000] x").is_some());
        assert_eq!(clock.read(b"2025-02-09T10:05:24Z"), Some((Stamp::Utc(T + super::super::SECOND), 20)));
    }

    #[test]
    fn years_of_other_lines_are_taken_over() {
        let mut clock = Clock::new(None);
        let mut second = |text: &str| clock.read(text.as_bytes()).map(|(stamp, _)| stamp.second()).unwrap();
        let eve = second("2024-12-31 23:59:59 x");
        assert_eq!(second("Jan  1 00:00:01 h"), eve + 2);
        assert_eq!(second("Dec 31 23:59:58 h"), eve - 1);
    }

    #[test]
    fn a_leap_day_of_no_leap_year_is_the_day_after() {
        let mut clock = Clock::new(Some(2026));
        let mut second = |text: &str| clock.read(text.as_bytes()).map(|(stamp, _)| stamp.second()).unwrap();
        assert_eq!(second("Feb 29 00:00:00 h") - second("Feb 28 00:00:00 h"), 86_400);
        assert!(clock.saw_leap_day());
    }

    #[test]
    fn what_is_no_time_is_left_alone() {
        for text in [
            "",
            "hello",
            "12",
            "2025-13-09 10:05:23",
            "2025-02-09",
            "1739095523abc",
            "99:99:99",
            "10.0.0.1 - -",
            "12.130.29.37 | x",
            "2025-02-09 10:05 x",
            "Mar",
            "3 items",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn the_year_rolls_over_and_late_lines_stay_in_the_old_one() {
        let mut clock = Clock::new(Some(2024));
        let mut second = |text: &str| clock.read(text.as_bytes()).map(|(stamp, _)| stamp.second()).unwrap();
        let eve = second("Dec 31 23:59:59 h");
        assert_eq!(eve, 1_735_689_599);
        assert_eq!(second("Jan  1 00:00:01 h"), eve + 2);
        assert_eq!(second("Dec 31 23:59:58 h"), eve - 1);
        assert_eq!(second("Jan  1 00:00:02 h"), eve + 3);
    }
}
