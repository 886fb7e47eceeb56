//! The layouts, each read from the start of a text.

use super::{Stamp, civil};

/// Reads the time a text starts with, whatever its layout; returns it with the bytes it took.
pub fn leading(text: &str) -> Option<(Stamp, usize)> {
    iso(text).or_else(|| clf(text)).or_else(|| slashed(text)).or_else(|| spelled(text))
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    /// Steps over a byte that may be there.
    fn skip(&mut self, optional: u8) {
        if self.peek() == Some(optional) {
            self.at += 1;
        }
    }

    fn eat_any(&mut self, wanted: &[u8]) -> Option<u8> {
        let byte = self.peek()?;
        wanted.contains(&byte).then(|| {
            self.at += 1;
            byte
        })
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let part = self.bytes.get(self.at..self.at + digits)?;
        let mut value = 0;
        for byte in part {
            value = value * 10 + i64::from(byte.checked_sub(b'0').filter(|d| *d < 10)?);
        }
        self.at += digits;
        Some(value)
    }

    fn number_up_to(&mut self, most: usize) -> Option<i64> {
        let digits = self.bytes.get(self.at..)?.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
        self.number(digits).filter(|_| digits > 0)
    }

    /// A fraction of a second behind `.` or `,`, in nanoseconds.
    fn fraction(&mut self) -> i64 {
        let start = self.at;
        if self.eat_any(b".,").is_none() {
            return 0;
        }
        let mut nanos = 0;
        let mut digits = 0;
        while let Some(byte) = self.peek().filter(u8::is_ascii_digit) {
            if digits < 9 {
                nanos = nanos * 10 + i64::from(byte - b'0');
                digits += 1;
            }
            self.at += 1;
        }
        if digits == 0 {
            self.at = start;
            return 0;
        }
        (digits..9).fold(nanos, |n, _| n * 10)
    }

    /// `Z`, `+09:00`, `+0900`, `+09`, ` +0000`, ` UTC`, ` GMT`: seconds east.
    fn zone(&mut self) -> Option<i64> {
        let start = self.at;
        let spaced = self.eat(b' ').is_some();
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        if (rest.starts_with(b"UTC") || rest.starts_with(b"GMT")) && !rest.get(3).is_some_and(u8::is_ascii_alphanumeric)
        {
            self.at += 3;
            return Some(0);
        }
        if !spaced && self.eat_any(b"Zz").is_some() {
            return Some(0);
        }
        let parsed = (|| {
            let sign = if self.eat_any(b"+-")? == b'-' { -1 } else { 1 };
            let hours = self.number(2)?;
            self.skip(b':');
            let minutes = if self.peek().is_some_and(|b| b.is_ascii_digit()) { self.number(2)? } else { 0 };
            // "-3" behind a blank is a number of the message, not a zone.
            (hours <= 14 && minutes < 60 && !self.peek().is_some_and(|b| b.is_ascii_digit()))
                .then_some(sign * (hours * 3600 + minutes * 60))
        })();
        if parsed.is_none() {
            self.at = start;
        }
        parsed
    }

    fn clock(&mut self) -> Option<(i64, i64, i64)> {
        let hour = self.number(2)?;
        self.eat(b':')?;
        let minute = self.number(2)?;
        self.eat(b':')?;
        Some((hour, minute, self.number(2)?))
    }

    fn stamp(&mut self, date: (i64, i64, i64), time: (i64, i64, i64)) -> Option<(Stamp, usize)> {
        let fraction = self.fraction();
        let reading = civil::nanos(date, time, fraction)?;
        let stamp = match self.zone() {
            Some(east) => Stamp::Utc(reading.checked_sub(east * 1_000_000_000)?),
            None => Stamp::Naive(reading),
        };
        Some((stamp, self.at))
    }
}

/// `2026-11-23T15:20:26.762Z`, `2026-11-23 15:20:26,762`, `2026/11/23 15:20:26`, `2026-11-23T15:20:26+09:00`.
fn iso(text: &str) -> Option<(Stamp, usize)> {
    let mut c = Cursor { bytes: text.as_bytes(), at: 0 };
    let year = c.number(4)?;
    let dash = c.eat_any(b"-/.")?;
    let month = c.number(2)?;
    c.eat(dash)?;
    let day = c.number(2)?;
    c.eat_any(b"T t_")?;
    let time = c.clock()?;
    c.stamp((year, month, day), time)
}

/// `23/Nov/2026:15:20:30 +0000`, the common log format; also with a blank before the time.
fn clf(text: &str) -> Option<(Stamp, usize)> {
    let mut c = Cursor { bytes: text.as_bytes(), at: 0 };
    let day = c.number(2)?;
    let separator = c.eat_any(b"/- ")?;
    let month = month(&mut c)?;
    c.eat(separator)?;
    let year = c.number(4)?;
    c.eat_any(b": ")?;
    let time = c.clock()?;
    c.stamp((year, month, day), time)
}

/// `11/23/2026 15:20:30`, `11/23/26 15:20:30`: month first, as the tools that write slashes do.
fn slashed(text: &str) -> Option<(Stamp, usize)> {
    let mut c = Cursor { bytes: text.as_bytes(), at: 0 };
    let first = c.number_up_to(2)?;
    c.eat(b'/')?;
    let second = c.number_up_to(2)?;
    c.eat(b'/')?;
    let start = c.at;
    let year = c.number_up_to(4)?;
    let year = if c.at - start == 2 { 2000 + year } else { year };
    c.eat_any(b" ,")?;
    c.skip(b' ');
    let time = c.clock()?;
    // A first number above twelve can only be a day.
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    c.stamp((year, month, day), time)
}

/// `Mon Nov 23 15:20:30 2026`, `Mon Nov 23 15:20:30.123 UTC 2026`.
fn spelled(text: &str) -> Option<(Stamp, usize)> {
    let mut c = Cursor { bytes: text.as_bytes(), at: 0 };
    let weekday = text.get(..3)?;
    if !["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&weekday) {
        return None;
    }
    c.at = 3;
    c.skip(b',');
    c.eat(b' ')?;
    let month = month(&mut c)?;
    c.eat(b' ')?;
    c.skip(b' ');
    let day = c.number_up_to(2)?;
    c.eat(b' ')?;
    let time = c.clock()?;
    let fraction = c.fraction();
    let zoned = c.zone();
    c.eat(b' ')?;
    let year = c.number(4)?;
    let reading = civil::nanos((year, month, day), time, fraction)?;
    Some((zoned.map_or(Stamp::Naive(reading), |east| Stamp::Utc(reading - east * 1_000_000_000)), c.at))
}

/// `Nov 23 15:20:30`, as RFC 3164 writes it: no year, no zone. The year is the caller's.
pub fn syslog(text: &str, year: i64) -> Option<(Stamp, usize)> {
    let mut c = Cursor { bytes: text.as_bytes(), at: 0 };
    let month = month(&mut c)?;
    c.eat(b' ')?;
    c.skip(b' ');
    let day = c.number_up_to(2)?;
    c.eat(b' ')?;
    let time = c.clock()?;
    let fraction = c.fraction();
    Some((Stamp::Naive(civil::nanos((year, month, day), time, fraction)?), c.at))
}

/// `1123 15:20:30.123456`, as klog writes it behind its letter.
pub(crate) fn klog(text: &str, year: i64) -> Option<(Stamp, usize)> {
    let mut c = Cursor { bytes: text.as_bytes(), at: 0 };
    let month = c.number(2)?;
    let day = c.number(2)?;
    c.eat(b' ')?;
    let time = c.clock()?;
    let fraction = c.fraction();
    Some((Stamp::Naive(civil::nanos((year, month, day), time, fraction)?), c.at))
}

fn month(c: &mut Cursor<'_>) -> Option<i64> {
    const NAMES: [&[u8]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let name = c.bytes.get(c.at..c.at + 3)?;
    let index = NAMES.iter().position(|n| n.eq_ignore_ascii_case(name))?;
    c.at += 3;
    i64::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_795_447_226; // 2026-11-23T15:20:26Z

    #[test]
    fn layouts_are_read_from_the_start() {
        for (text, stamp) in [
            ("2026-11-23T15:20:26Z x", Stamp::Utc(T * 1_000_000_000)),
            ("2026-11-24T00:20:26+09:00", Stamp::Utc(T * 1_000_000_000)),
            ("2026-11-23 15:20:26,762 INFO", Stamp::Naive(T * 1_000_000_000 + 762_000_000)),
            ("2026-11-23 15:20:26.000 UTC [1]", Stamp::Utc(T * 1_000_000_000)),
            ("2026/11/23 15:20:26 [error]", Stamp::Naive(T * 1_000_000_000)),
            ("23/Nov/2026:15:20:26 +0000]", Stamp::Utc(T * 1_000_000_000)),
            ("Mon Nov 23 15:20:26 2026", Stamp::Naive(T * 1_000_000_000)),
            ("11/23/2026 15:20:26", Stamp::Naive(T * 1_000_000_000)),
            ("2026-11-23 15:20:26 -3 left", Stamp::Naive(T * 1_000_000_000)),
        ] {
            assert_eq!(leading(text).map(|(s, _)| s), Some(stamp), "{text}");
        }
        assert_eq!(syslog("Nov 23 15:20:26 host", 2026).map(|(s, _)| s), Some(Stamp::Naive(T * 1_000_000_000)));
        assert_eq!(leading("hello"), None);
        assert_eq!(leading(""), None);
    }
}
