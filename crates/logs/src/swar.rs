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

/// The high bit of each byte of the word from `first` to `last`, both ASCII.
pub(crate) const fn between(word: u64, first: u8, last: u8) -> u64 {
    let low = word & !HIGH;
    let from_first = low + ONES * (0x80 - first as u64);
    let over_last = low + ONES * (0x80 - last as u64 - 1);
    from_first & !over_last & !word & HIGH
}

/// The high bit of each byte of the word that is a decimal digit.
pub(crate) const fn digits(word: u64) -> u64 {
    // Digits become the numbers to nine.
    let from_zero = word ^ (ONES * b'0' as u64);
    !(((from_zero & !HIGH) + ONES * (0x80 - 10)) | from_zero) & HIGH
}

/// All bits of each byte whose bit is set in the lowest eight.
#[inline]
pub(crate) const fn bytes_of_bits(bits: u64) -> u64 {
    let spread = (bits * ONES) & 0x8040_2010_0804_0201;
    let high = (((spread & !HIGH) + !HIGH) | spread) & HIGH;
    (high >> 7) * 0xFF
}

/// At most seven bytes and how many they are, as one word; of more, the first ones.
#[inline]
pub(crate) fn short(bytes: &[u8]) -> u64 {
    let at = |index: usize| bytes.get(index).map_or(0, |byte| u64::from(*byte) << (8 * index));
    let count = bytes.len().min(7);
    let packed = if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let high = u64::from(u32::from_le_bytes(*last)) << (8 * (count - 4));
        u64::from(u32::from_le_bytes(*first)) | high
    } else if count == 0 {
        0
    } else {
        at(0) | at(count / 2) | at(count - 1)
    };
    packed | (count as u64 + 1) << 56
}

/// A high bit for the first byte that is zero; those of later bytes may be wrong.
const fn first_zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Where the first such byte is.
#[inline]
pub(crate) fn find(byte: u8, text: &[u8]) -> Option<usize> {
    find_either(byte, byte, text)
}

/// Where the first of two bytes is.
#[inline]
pub(crate) fn find_either(one: u8, other: u8, text: &[u8]) -> Option<usize> {
    // Most fields end within their first eight bytes.
    let Some(word) = text.first_chunk::<8>() else {
        return text.iter().position(|byte| *byte == one || *byte == other);
    };
    match first_of(one, other, u64::from_le_bytes(*word)) {
        Some(at) => Some(at),
        None => find_behind(one, other, text),
    }
}

#[inline]
fn first_of(one: u8, other: u8, word: u64) -> Option<usize> {
    let found = first_zero(word ^ (ONES * u64::from(one))) | first_zero(word ^ (ONES * u64::from(other)));
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

/// As [`find_either`], where the first eight bytes have neither.
#[inline(never)]
fn find_behind(one: u8, other: u8, text: &[u8]) -> Option<usize> {
    let mut passed = 8;
    for word in text.as_chunks::<8>().0.iter().take(SHORT).skip(1) {
        if let Some(at) = first_of(one, other, u64::from_le_bytes(*word)) {
            return Some(passed + at);
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
        fn each_bit_becomes_a_byte(bits in 0..256_u64) {
            let expected: Vec<u8> = (0..8).map(|bit| if bits >> bit & 1 == 1 { 0xFF } else { 0 }).collect();
            prop_assert_eq!(bytes_of_bits(bits).to_le_bytes().to_vec(), expected);
        }

        #[test]
        fn short_texts_are_told_apart(a in "[a-c]{0,7}", b in "[a-c]{0,7}") {
            prop_assert_eq!(short(a.as_bytes()) == short(b.as_bytes()), a == b);
            prop_assert!(short(b"") != 0);
        }

        #[test]
        fn digits_and_nothing_else_are_digits(bytes in any::<[u8; 8]>()) {
            let expected = bytes.map(|byte| if byte.is_ascii_digit() { 0x80 } else { 0 });
            prop_assert_eq!(digits(u64::from_le_bytes(bytes)).to_le_bytes(), expected);
        }
    }
}
