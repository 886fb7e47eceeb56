//! Masked lines met before: the words of a sentence are not looked at again, only its parameters are.
//!
//! A message is hashed roughly, eight bytes at a time, from one token with a digit to the next; what stands between them
//! as it is. Messages of equal rough hash have the same masked line, so the exact one is computed once for each.

use super::mask::{self, BITS, CLASS, Masked, MaskedId, PARAMETER, SEED, SEPARATOR, finish, step};
use crate::memo::Memo;
use crate::swar;

/// Masks messages as [`mask::mask_with`] does.
#[derive(Debug)]
pub(crate) struct KnownLines(Memo);

impl KnownLines {
    pub(crate) fn new() -> Self {
        Self(Memo::new())
    }

    /// Masks a message that [`significant`](mask::significant) has trimmed, and hands over the hash of each parameter.
    #[inline]
    pub(crate) fn mask_with(&mut self, message: &[u8], on_parameter: impl FnMut(u64)) -> Masked {
        let (rough, draw) = rough(message, on_parameter);
        Masked { id: MaskedId(self.0.get(rough, || mask::mask(message).id.0)), draw }
    }
}

/// The rough hash, and the draw.
#[inline]
fn rough(message: &[u8], mut on_parameter: impl FnMut(u64)) -> (u64, u64) {
    let (mut hash, mut draw) = (SEED, SEED);
    let mut rest = message;
    loop {
        let mut passed = 0;
        let (words, tail) = rest.as_chunks::<8>();
        let found = words.iter().find_map(|word| {
            let word = u64::from_le_bytes(*word);
            let digits = swar::digits(word);
            if digits != 0 {
                return Some(passed + digits.trailing_zeros() as usize / 8);
            }
            hash = step(hash, word);
            passed += 8;
            None
        });
        let Some(digit) = found.or_else(|| Some(passed + tail.iter().position(u8::is_ascii_digit)?)) else {
            hash = step(hash, swar::short(tail));
            break;
        };
        // Its token begins behind the last separator. Where that lies in a word that was hashed already, the beginning of
        // a parameter counts as text: then one masked line has several rough hashes.
        let before = rest.get(..digit).unwrap_or_default();
        let begin = before.iter().rposition(|byte| CLASS[usize::from(*byte)] & SEPARATOR != 0).map_or(0, |at| at + 1);
        hash = step(hash, before_token(rest, passed, begin));
        hash = step(hash, PARAMETER ^ begin as u64);
        let from_begin = rest.get(begin..).unwrap_or_default();
        let (token, length) = token(from_begin);
        // A row of dots can lead from a name to its value only where something stands before the digit.
        if rest.get(begin..digit).is_some_and(|before| before.len() > 1 && before.contains(&b'.'))
            && let Some((name, dots)) = from_begin.get(..length).and_then(mask::name_before_dots)
        {
            hash = step(step(hash, mask::content_hash(name)), mask::content_hash(dots));
        }
        draw = step(draw, token);
        on_parameter(token);
        rest = from_begin.get(length..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
    }
    (hash, finish(draw))
}

/// The bytes from `passed` on that come before a token, at most seven, as one word.
#[inline]
fn before_token(text: &[u8], passed: usize, begin: usize) -> u64 {
    let count = begin.saturating_sub(passed);
    match text.get(passed..).and_then(<[u8]>::first_chunk) {
        Some(word) if count < 8 => u64::from_le_bytes(*word) & !(u64::MAX << (8 * count)),
        _ => swar::short(text.get(passed..begin).unwrap_or_default()),
    }
}

/// The hash of the token at the start, and its length.
#[inline]
fn token(text: &[u8]) -> (u64, usize) {
    let mut token = 0_u64;
    let mut length = 0;
    let (fours, tail) = text.as_chunks::<4>();
    'token: {
        for four in fours {
            for (at, byte) in four.iter().enumerate() {
                let bits = BITS[usize::from(*byte)];
                if bits & u64::from(SEPARATOR) != 0 {
                    length += at;
                    break 'token;
                }
                token = token.rotate_left(5) ^ bits;
            }
            length += 4;
        }
        for byte in tail {
            let bits = BITS[usize::from(*byte)];
            if bits & u64::from(SEPARATOR) != 0 {
                break;
            }
            token = token.rotate_left(5) ^ bits;
            length += 1;
        }
    }
    (token.wrapping_add(length as u64), length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn known_lines_are_masked_like_new_ones(
            messages in proptest::collection::vec("([a-c.]{0,12}[0-2é.]{0,3}[ =:\u{1}]{0,2}){0,6}", 1..30)
        ) {
            let mut known = KnownLines::new();
            for message in messages.iter().chain(&messages) {
                let (mut seen, mut expected) = (Vec::new(), Vec::new());
                let got = known.mask_with(message.as_bytes(), |hash| seen.push(hash));
                let masked = mask::mask_with(message.as_bytes(), |hash| expected.push(hash));
                prop_assert_eq!((got, seen), (masked, expected), "{}", message);
            }
        }
    }
}
