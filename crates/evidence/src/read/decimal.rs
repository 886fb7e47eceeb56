//! Cells of numbers without an exponent, which are nearly all there are, read as fast as they can be scanned.

use std::str::from_utf8;

/// Whole numbers up to here are exact in a double.
const EXACT: u64 = 1 << 53;
/// Powers of ten that are exact in a double. A quotient of two exact numbers is rounded once, and so right (Clinger, *How
/// to read floating point numbers accurately*, 1990).
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// Digits that always fit into a `u64`.
const DIGITS: usize = 19;

/// Appends the values of at most `most` cells, each of which begins with its delimiter; NaN for what is no number.
/// Returns how many cells there are.
pub(super) fn cells(mut row: &[u8], delimiter: u8, most: usize, values: &mut Vec<f64>) -> usize {
    let mut count = 0;
    while let Some((_, cell)) = row.split_first() {
        count += 1;
        let (value, rest) = leading(cell, delimiter);
        if count <= most {
            values.push(value);
        }
        row = rest;
    }
    count
}

/// The value of the first cell, and what follows from its end on.
fn leading(text: &[u8], delimiter: u8) -> (f64, &[u8]) {
    let (is_negative, digits) = match text.split_first() {
        Some((b'-', digits)) => (true, digits),
        _ => (false, text),
    };
    let (mut mantissa, mut seen, mut point) = (0_u64, 0_usize, None);
    let mut rest = digits;
    while let Some((byte, after)) = rest.split_first() {
        match byte {
            b'0'..=b'9' if seen < DIGITS => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                seen += 1;
            }
            b'.' if point.is_none() => point = Some(seen),
            _ => break,
        }
        rest = after;
    }
    let power = TENS.get(point.map_or(0, |at| seen - at));
    if let Some(power) = power
        && seen > 0
        && mantissa <= EXACT
        && rest.first().is_none_or(|byte| *byte == delimiter)
    {
        let value = mantissa as f64 / power;
        return (if is_negative { -value } else { value }, rest);
    }
    let end = text.iter().position(|byte| *byte == delimiter).unwrap_or(text.len());
    let (cell, rest) = text.split_at_checked(end).unwrap_or_default();
    (from_utf8(cell).map_or(f64::NAN, super::wide::number), rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(row: &str, most: usize) -> (usize, Vec<u64>) {
        let mut values = Vec::new();
        let count = cells(row.as_bytes(), b',', most, &mut values);
        (count, values.iter().map(|v| if v.is_nan() { u64::MAX } else { v.to_bits() }).collect())
    }

    #[test]
    fn cells_are_counted_beyond_those_that_are_wanted() {
        assert_eq!(read("", 2).0, 0);
        assert_eq!(read(",", 2), (1, vec![u64::MAX]));
        assert_eq!(read(",1,,x", 2), (3, vec![1.0_f64.to_bits(), u64::MAX]));
    }

    proptest! {
        #[test]
        fn a_cell_is_read_as_the_standard_library_reads_it(
            cell in prop_oneof![
                "-?[0-9]{0,20}\\.?[0-9]{0,24}",
                "[ +-]?[0-9.]{0,6}(e-?[0-9]{1,3})? ?",
                "inf|NaN|-|\\.|é|0x1",
                any::<f64>().prop_map(|v| v.to_string()),
                any::<f32>().prop_map(|v| v.to_string()),
            ],
        ) {
            let expected = cell.trim().parse::<f64>().ok().filter(|v| !v.is_nan()).map_or(u64::MAX, f64::to_bits);
            prop_assert_eq!(read(&format!(",{cell},7"), 2), (2, vec![expected, 7.0_f64.to_bits()]));
        }
    }
}
