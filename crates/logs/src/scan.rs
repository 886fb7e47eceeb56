//! A cursor over bytes that never leaves them.

use crate::swar;

/// Reads forward through a byte slice; every step that does not fit leaves the cursor where it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes have been passed.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(crate) fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Goes back to (or on to) an absolute place.
    pub(crate) fn go(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
    }

    pub(crate) fn skip(&mut self, count: usize) {
        self.go(self.at.saturating_add(count));
    }

    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let fits = self.peek() == Some(byte);
        self.at += usize::from(fits);
        fits
    }

    pub(crate) fn eat_all(&mut self, text: &[u8]) -> bool {
        let fits = self.rest().starts_with(text);
        if fits {
            self.at += text.len();
        }
        fits
    }

    /// Passes blanks and tabs; how many there were.
    pub(crate) fn spaces(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        self.at - start
    }

    /// Exactly `count` digits as a number.
    pub(crate) fn digits(&mut self, count: usize) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + count)?;
        let mut value = 0_u32;
        for &digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
        }
        self.at += count;
        Some(value)
    }

    /// One or two digits as a number.
    pub(crate) fn digits_up_to_two(&mut self) -> Option<u32> {
        self.digits(2).or_else(|| self.digits(1))
    }

    /// How many digits follow.
    pub(crate) fn digit_run(&self) -> usize {
        self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// A whole number of any length that fits.
    pub(crate) fn number(&mut self) -> Option<u64> {
        let run = self.digit_run();
        let digits = self.rest().get(..run)?;
        let value = parse_u64(digits)?;
        self.at += run;
        Some(value)
    }

    /// What comes before `byte`, which is passed too.
    #[inline]
    pub(crate) fn until(&mut self, byte: u8) -> Option<&'a [u8]> {
        let rest = self.rest();
        let length = swar::find(byte, rest)?;
        self.at += length + 1;
        rest.get(..length)
    }

    /// The bytes for which `fits` holds.
    pub(crate) fn while_(&mut self, fits: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|&&byte| fits(byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// The bytes up to the next blank or the end.
    #[inline]
    pub(crate) fn word(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = swar::find_either(b' ', b'\t', rest).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }
}

/// A run of decimal digits as a number; `None` when empty, too large or not digits.
pub(crate) fn parse_u64(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    digits.iter().try_fold(0_u64, |value, digit| {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 { None } else { value.checked_mul(10)?.checked_add(u64::from(digit)) }
    })
}

/// A plain decimal (`12`, `0.25`, `-1`) in thousand-millionths; `None` for anything else.
pub(crate) fn parse_decimal_e9(text: &[u8]) -> Option<i64> {
    let (negative, text) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match memchr::memchr(b'.', text) {
        Some(dot) => (text.get(..dot)?, text.get(dot + 1..)?),
        None => (text, &[][..]),
    };
    let mut value = i64::try_from(parse_u64(whole)?).ok()?.checked_mul(1_000_000_000)?;
    let mut unit = 100_000_000_i64;
    for &digit in fraction {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value.checked_add(unit * i64::from(digit - b'0'))?;
        unit /= 10;
    }
    Some(if negative { -value } else { value })
}

/// Whether the byte can be part of an identifier.
pub(crate) fn is_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Text of an id or a name if it is UTF-8.
pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_nine_places() {
        for (text, value) in [
            ("0.008", Some(8_000_000)),
            ("12", Some(12_000_000_000)),
            ("-1", Some(-1_000_000_000)),
            ("1.", Some(1_000_000_000)),
            (".5", None),
            ("1e3", None),
            ("99999999999", None),
        ] {
            assert_eq!(parse_decimal_e9(text.as_bytes()), value, "{text}");
        }
    }

    #[test]
    fn a_step_that_does_not_fit_stays() {
        let mut scan = Scan::new(b"12ab");
        assert_eq!(scan.digits(3), None);
        assert_eq!(scan.digits_up_to_two(), Some(12));
        assert!(!scan.eat(b'b'));
        assert_eq!(scan.rest(), b"ab");
        scan.skip(9);
        assert!(scan.is_done());
    }
}
