//! Hot level: a message to the hash of its masked form, in one pass and without allocation.
//!
//! Tokens are runs of bytes between white space and punctuation; a token with a digit is a parameter. Whatever needs
//! more thought than that (paths, hosts, quoted text) is left to the second level, which can join lines this level
//! kept apart but never separate lines it put together: so this level masks only what is surely a parameter.

/// Identity of a masked line: the hash of its content, the same in every run, chunk and machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MaskedId(pub u64);

/// Bytes of a message that are looked at; the rest of a longer line neither identifies nor describes it.
///
/// Four kibibytes hold any sentence a program prints, and bound the work and memory a hostile line can cause.
pub const MAX_MESSAGE_BYTES: usize = 4096;

/// Result of masking one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masked {
    /// Identity of the masked line.
    pub id: MaskedId,
    /// Hash of the parameters, in order: it draws the samples.
    pub draw: u64,
}

const DIGIT: u8 = 1;
const SPACE: u8 = 2;
const PUNCTUATION: u8 = 4;
pub(super) const DOT: u8 = 8;
pub(super) const SEPARATOR: u8 = SPACE | PUNCTUATION;

/// Class of every byte. Control characters count as white space; bytes over 127 are told apart one by one.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte.to_le_bytes()[0] {
            b'0'..=b'9' => DIGIT,
            b'.' => DOT,
            0..=b' ' | 127 => SPACE,
            // Chinese, Japanese and Korean write no blanks around a number: each byte over 127 stands for itself, and the
            // number is a token.
            b','
            | b';'
            | b':'
            | b'='
            | b'('
            | b')'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'<'
            | b'>'
            | b'"'
            | b'\''
            | b'|'
            | b'@'
            | b'#'
            | 128..=255 => PUNCTUATION,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Odd 64-bit constants with well-spread bits (fractions of the golden ratio and of the square root of three).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
pub(super) const SEED: u64 = 0xBB67_AE85_84CA_A73B;
/// What is hashed for a parameter, and what is added for a token of text: no text hashes to the same step.
pub(super) const PARAMETER: u64 = 0xFF00_FF00_FF00_FF00;

pub(super) const fn step(hash: u64, word: u64) -> u64 {
    (hash ^ word).wrapping_mul(SPREAD).rotate_left(29)
}

/// Random bits for each byte, for the rolling hash of a token: two cheap operations a byte, where a product a byte
/// would keep the processor waiting (cyclic polynomials; Cohen, "Recursive hashing functions for n-grams", 1997). The
/// lowest bits are the class of the byte, so that one look-up yields both.
pub(super) static BITS: [u64; 256] = bits();

const fn bits() -> [u64; 256] {
    let classes = classes();
    let mut table = random_bits();
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (table[byte] & !0xF) | classes[byte] as u64;
        byte += 1;
    }
    table
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) const fn random_bits() -> [u64; 256] {
    let mut table = [0; 256];
    let mut state = SEED;
    let mut byte = 0;
    while byte < 256 {
        state = state.wrapping_add(SPREAD);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        table[byte] = z ^ (z >> 31);
        byte += 1;
    }
    table
}

/// Spreads the last bits too, so that ids compare like random numbers (samples and overflow rely on it).
pub(super) const fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(SPREAD);
    hash ^ (hash >> 29)
}

/// Returns a hash of bytes that is the same in every run; used for ids by content.
#[must_use]
pub fn content_hash(bytes: &[u8]) -> u64 {
    let mut hash = SEED;
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        hash = step(hash, u64::from_le_bytes(*word));
    }
    let mut last = tail.len() as u64 + 1;
    for &byte in tail {
        last = (last << 8) | u64::from(byte);
    }
    finish(step(hash, last))
}

/// Returns the part of a message that counts: its first line that is not blank, trimmed, at most
/// [`MAX_MESSAGE_BYTES`] of it.
#[must_use]
pub fn significant(message: &[u8]) -> &[u8] {
    let start = message.iter().position(|byte| !is_blank(*byte)).unwrap_or(message.len());
    let message = message.get(start..).unwrap_or_default();
    let message = message.get(..MAX_MESSAGE_BYTES).unwrap_or(message);
    trimmed(memchr::memchr(b'\n', message).and_then(|end| message.get(..end)).unwrap_or(message))
}

/// As [`significant`], for a message that is known to be one line.
#[inline]
pub(crate) fn trimmed(line: &[u8]) -> &[u8] {
    let start = line.iter().position(|byte| !is_blank(*byte)).unwrap_or(line.len());
    let line = line.get(start..).unwrap_or_default();
    let line = line.get(..MAX_MESSAGE_BYTES).unwrap_or(line);
    let end = line.iter().rposition(|byte| !is_blank(*byte)).map_or(0, |last| last + 1);
    line.get(..end).unwrap_or_default()
}

#[inline]
fn is_blank(byte: u8) -> bool {
    CLASS[usize::from(byte)] & SPACE != 0
}

/// One token or separator of a message.
enum Piece<'a> {
    Word(&'a [u8]),
    Parameter,
    Separator(u8),
}

#[inline]
fn pieces<'a>(message: &'a [u8], mut emit: impl FnMut(Piece<'a>)) {
    let mut rest = message;
    while !rest.is_empty() {
        let mut seen = 0;
        let mut length = 0;
        for &byte in rest {
            let class = CLASS[usize::from(byte)];
            if class & SEPARATOR != 0 {
                break;
            }
            seen |= class;
            length += 1;
        }
        let (token, tail) = rest.split_at(length);
        if seen & DIGIT != 0 {
            if seen & DOT != 0
                && let Some((name, dots)) = name_before_dots(token)
            {
                emit(Piece::Word(name));
                emit(Piece::Word(dots));
            }
            emit(Piece::Parameter);
        } else if !token.is_empty() {
            emit(Piece::Word(token));
        }
        rest = tail;
        if let Some((&byte, mut tail)) = rest.split_first() {
            if CLASS[usize::from(byte)] & SPACE == 0 {
                emit(Piece::Separator(byte));
            } else {
                while let Some((&next, after)) = tail.split_first()
                    && CLASS[usize::from(next)] & SPACE != 0
                {
                    tail = after;
                }
                emit(Piece::Separator(b' '));
            }
            rest = tail;
        }
    }
}

/// Masks a message that [`significant`] has trimmed. Costs one pass over it.
#[must_use]
#[inline]
pub fn mask(message: &[u8]) -> Masked {
    mask_with(message, |_| ())
}

/// Masks a message and hands over the hash of each parameter, in order.
#[inline]
pub fn mask_with(message: &[u8], mut on_parameter: impl FnMut(u64)) -> Masked {
    let mut hash = SEED;
    let mut draw = SEED;
    let mut rest = message.iter();
    let mut is_after_space = false;
    loop {
        let from_start = rest.as_slice();
        let mut token = 0_u64;
        let mut seen = 0_u64;
        let separator = loop {
            let Some(&byte) = rest.next() else { break None };
            let bits = BITS[usize::from(byte)];
            if bits & u64::from(SEPARATOR) != 0 {
                break Some(byte);
            }
            token = token.rotate_left(5) ^ bits;
            seen |= bits;
        };
        let length = from_start.len() - rest.len() - usize::from(separator.is_some());
        if length > 0 {
            let token = token.wrapping_add(length as u64);
            if seen & u64::from(DIGIT) == 0 {
                hash = step(hash, token);
            } else {
                // A row of dots leads from a name to its value: the name stays.
                if seen & u64::from(DOT) != 0
                    && let Some((name, dots)) = from_start.get(..length).and_then(name_before_dots)
                {
                    hash = step(step(hash, content_hash(name)), content_hash(dots));
                }
                draw = step(draw, token);
                on_parameter(token);
                hash = step(hash, PARAMETER);
            }
            is_after_space = false;
        }
        let Some(byte) = separator else { break };
        if CLASS[usize::from(byte)] & SPACE == 0 {
            hash = step(hash, u64::from(byte));
            is_after_space = false;
        } else if !is_after_space {
            hash = step(hash, u64::from(b' '));
            is_after_space = true;
        }
    }
    Masked { id: MaskedId(finish(hash)), draw: finish(draw) }
}

/// Identity of a sentence that goes on with another one: a message and the exception it reports.
pub(crate) fn joined(first: Masked, second: Masked) -> Masked {
    let both = |first, second| finish(step(step(SEED, first), second));
    Masked { id: MaskedId(both(first.id.0, second.id.0)), draw: both(first.draw, second.draw) }
}

/// The name and the row of dots of `name.......7`.
pub(super) fn name_before_dots(token: &[u8]) -> Option<(&[u8], &[u8])> {
    let dots = token.windows(2).position(|pair| pair == b"..")?;
    let (name, value) = token.split_at_checked(dots)?;
    let last = value.iter().position(|&byte| byte != b'.').unwrap_or(value.len());
    (!name.iter().any(u8::is_ascii_digit)).then_some((name, value.get(..last)?))
}

/// How a parameter is written in masked lines and templates.
pub(crate) const PARAMETER_TEXT: &str = "<*>";

/// Where the tokens stand that a message is masked at, in order.
pub(crate) fn tokens_with_digits(message: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for token in message.split(|byte| CLASS[usize::from(*byte)] & SEPARATOR != 0) {
        if token.iter().any(u8::is_ascii_digit) {
            found.push(start..start + token.len());
        }
        start += token.len() + 1;
    }
    found
}

/// Returns the masked line in words, `<*>` for each parameter. Masking it again changes nothing.
#[must_use]
pub fn mask_text(message: &[u8]) -> String {
    let mut text = Vec::new();
    pieces(significant(message), |piece| match piece {
        Piece::Word(word) => text.extend_from_slice(word),
        Piece::Parameter => text.extend_from_slice(PARAMETER_TEXT.as_bytes()),
        Piece::Separator(byte) => text.push(byte),
    });
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_token_with_a_digit_is_a_parameter() {
        for (message, expected) in [
            ("took 12ms at node-7", "took <*> at <*>"),
            ("uid=0  euid=0", "uid=<*> euid=<*>"),
            ("  from [10.0.0.1]:22 \r\n\tat x", "from [<*>]:<*>"),
            ("no digits", "no digits"),
            ("注文1の決済に失敗しました", "注文<*>の決済に失敗しました"),
        ] {
            assert_eq!(mask_text(message.as_bytes()), expected);
        }
    }

    #[test]
    fn equal_masks_have_equal_ids_and_others_not() {
        assert_eq!(mask(b"took 12 ms").id, mask(significant(b"took  7 ms\r")).id);
        assert_ne!(mask(b"took 12 ms").id, mask(b"took 12 s").id);
        assert_ne!(mask(b"took 12 ms").draw, mask(b"took 13 ms").draw);
    }

    proptest! {
        #[test]
        fn masking_twice_is_masking_once(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let once = mask_text(&bytes);
            prop_assert_eq!(mask_text(once.as_bytes()), once);
        }

        #[test]
        fn the_id_is_a_function_of_the_masked_text(a in "[ a-b0-1=]{0,6}", b in "[ a-b0-1=]{0,6}") {
            let id = |text: &str| mask(significant(text.as_bytes())).id;
            prop_assert_eq!(id(&a) == id(&b), mask_text(a.as_bytes()) == mask_text(b.as_bytes()));
        }
    }
}
