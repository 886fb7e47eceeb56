//! Eight bytes at a time in one register (SWAR; Lamport, "Multiple byte processing with full-word instructions", 1975):
//! most fields of a log line are too short to repay the call of a vector search.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
/// Words searched before the rest is left to the vector search.
const SHORT: usize = 4;

/// The high bit of each byte of the word that is `byte`.
pub(crate) const fn equal_to(word: u64, byte: u8) -> u64 {
    let zero = word ^ (ONES * byte as u64);
    !(((zero & !HIGH) + !HIGH) | zero) & HIGH
}

/// The word with every decimal digit as `0`.
pub(crate) const fn digits_alike(word: u64) -> u64 {
    let low = word & !HIGH;
    let from_zero = low + ONES * (0x80 - b'0' as u64);
    let over_nine = low + ONES * (0x80 - b'9' as u64 - 1);
    let digits = from_zero & !over_nine & !word & HIGH;
    word & !((digits >> 7) * 0x0F)
}

/// A high bit for the first byte that is zero; those of later bytes may be wrong.
const fn first_zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Where the first such byte is.
#[inline]
pub(crate) fn find(byte: u8, text: &[u8]) -> Option<usize> {
    let mut passed = 0;
    for word in text.as_chunks::<8>().0.iter().take(SHORT) {
        let found = first_zero(u64::from_le_bytes(*word) ^ (ONES * u64::from(byte)));
        if found != 0 {
            return Some(passed + found.trailing_zeros() as usize / 8);
        }
        passed += 8;
    }
    memchr::memchr(byte, text.get(passed..)?).map(|at| passed + at)
}

/// Where the first of two bytes is.
#[inline]
pub(crate) fn find_either(one: u8, other: u8, text: &[u8]) -> Option<usize> {
    let mut passed = 0;
    for word in text.as_chunks::<8>().0.iter().take(SHORT) {
        let word = u64::from_le_bytes(*word);
        let found = first_zero(word ^ (ONES * u64::from(one))) | first_zero(word ^ (ONES * u64::from(other)));
        if found != 0 {
            return Some(passed + found.trailing_zeros() as usize / 8);
        }
        passed += 8;
    }
    memchr::memchr2(one, other, text.get(passed..)?).map(|at| passed + at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_found_is_the_first(text in proptest::collection::vec(prop_oneof![any::<u8>(), b' '..b'$'], 0..80)) {
            prop_assert_eq!(find(b'"', &text), text.iter().position(|byte| *byte == b'"'));
            let either = text.iter().position(|byte| matches!(byte, b'"' | b' '));
            prop_assert_eq!(find_either(b'"', b' ', &text), either);
        }

        #[test]
        fn bytes_are_compared_each_on_its_own(bytes in any::<[u8; 8]>(), byte in any::<u8>()) {
            let expected = bytes.map(|other| if other == byte { 0x80 } else { 0 });
            prop_assert_eq!(equal_to(u64::from_le_bytes(bytes), byte).to_le_bytes(), expected);
        }

        #[test]
        fn digits_and_nothing_else_become_alike(bytes in any::<[u8; 8]>()) {
            let expected = bytes.map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
            prop_assert_eq!(digits_alike(u64::from_le_bytes(bytes)).to_le_bytes(), expected);
        }
    }
}
