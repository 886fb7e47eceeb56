//! Where bytes are, as one bit each, sixty-four bytes at a time (Langdale and Lemire, "Parsing gigabytes of JSON per
//! second", VLDB Journal 2019): one look at a stretch of text serves all searches in it.

use wide::u8x16;

/// Bytes of a window.
pub(crate) const WINDOW: usize = 64;

/// The bits of the bytes that pass a test, of sixteen bytes or a few times as many.
#[inline]
fn passing<const N: usize>(window: &[u8; N], test: impl Fn(u8x16) -> u8x16) -> u64 {
    let (lanes, _) = window.as_chunks::<16>();
    lanes.iter().rev().fold(0, |bits, lane| bits << 16 | u64::from(test(u8x16::from(*lane)).to_bitmask()))
}

/// The bits of the bytes of a window that are one of two.
#[inline]
pub(crate) fn either<const N: usize>(window: &[u8; N], one: u8, other: u8) -> u64 {
    let (one, other) = (u8x16::splat(one), u8x16::splat(other));
    passing(window, |lane| lane.simd_eq(one) | lane.simd_eq(other))
}

/// The bits of the bytes of a window that are one of three.
#[inline]
pub(crate) fn any<const N: usize>(window: &[u8; N], bytes: [u8; 3]) -> u64 {
    let [one, two, three] = bytes.map(u8x16::splat);
    passing(window, |lane| lane.simd_eq(one) | lane.simd_eq(two) | lane.simd_eq(three))
}

/// The bits of the bytes of a window that are this one.
#[inline]
pub(crate) fn equal<const N: usize>(window: &[u8; N], byte: u8) -> u64 {
    let byte = u8x16::splat(byte);
    passing(window, |lane| lane.simd_eq(byte))
}

/// The bits of the bytes of a window that are decimal digits.
#[inline]
pub(crate) fn digits<const N: usize>(window: &[u8; N]) -> u64 {
    passing(window, |lane| {
        let from_zero = lane - u8x16::splat(b'0');
        from_zero.min(u8x16::splat(9)).simd_eq(from_zero)
    })
}

/// The fifth lowest bit of each byte, which is set in every digit and in half of the letters.
#[inline]
pub(crate) fn fifth(window: &[u8; WINDOW]) -> u64 {
    passing(window, |lane| {
        let twice = lane + lane;
        let four = twice + twice;
        four + four
    })
}

/// Whether all bytes are ASCII. Most text is, so that no early end is worth a look.
pub(crate) fn is_ascii(text: &[u8]) -> bool {
    let (lanes, tail) = text.as_chunks::<16>();
    let all = lanes.iter().fold(u8x16::splat(0), |all, lane| all | u8x16::from(*lane));
    all.to_bitmask() == 0 && tail.is_ascii()
}

/// Whether a text is this one once every decimal digit is written as `0`.
#[inline]
pub(crate) fn is_alike(text: &[u8], alike: &[u8]) -> bool {
    let fits = |lane: &[u8; 16], alike: &[u8; 16]| {
        let lane = u8x16::from(*lane);
        let from_zero = lane - u8x16::splat(b'0');
        let is_digit = from_zero.min(u8x16::splat(9)).simd_eq(from_zero);
        (lane & !(is_digit & u8x16::splat(0x0F))).simd_eq(u8x16::from(*alike))
    };
    if text.len() != alike.len() {
        return false;
    }
    let (Some(last), Some(alike_last)) = (text.last_chunk(), alike.last_chunk()) else {
        return text.iter().zip(alike).all(|(byte, alike)| byte == alike || (*alike == b'0' && byte.is_ascii_digit()));
    };
    // The last lane overlaps the one before it.
    let (lanes, _) = text.as_chunks();
    let (alike_lanes, _) = alike.as_chunks();
    let fit = lanes.iter().zip(alike_lanes).fold(fits(last, alike_last), |fit, (lane, alike)| fit & fits(lane, alike));
    fit.to_bitmask() == 0xFFFF
}

/// The first bytes of a text; zeros where it is shorter.
#[inline]
pub(crate) fn window(text: &[u8]) -> [u8; WINDOW] {
    if let Some(window) = text.first_chunk::<WINDOW>() {
        return *window;
    }
    let mut window = [0; WINDOW];
    if let Some(start) = window.get_mut(..text.len()) {
        start.copy_from_slice(text);
    }
    window
}

/// Where the first byte of three (not NUL) is.
#[inline]
pub(crate) fn find_any(bytes: [u8; 3], text: &[u8]) -> Option<usize> {
    let mut start = 0;
    loop {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let part = window(rest);
        let found = any(&part, bytes);
        if found != 0 {
            return Some(start + found.trailing_zeros() as usize);
        }
        start += WINDOW;
    }
}

/// Appends the places of a byte.
pub(crate) fn places(byte: u8, text: &[u8], out: &mut Vec<usize>) {
    let (windows, tail) = text.as_chunks::<WINDOW>();
    let mut start = 0;
    for window in windows {
        let mut bits = equal(window, byte);
        while bits != 0 {
            out.push(start + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
        start += WINDOW;
    }
    out.extend(memchr::memchr_iter(byte, tail).map(|at| start + at));
}

/// Finds one of two bytes (not NUL) in a text again and again, further and further on.
#[derive(Debug, Clone)]
pub(crate) struct Marks<'a, const ONE: u8, const OTHER: u8> {
    text: &'a [u8],
    /// Where the window starts.
    start: usize,
    bits: u64,
}

impl<'a, const ONE: u8, const OTHER: u8> Marks<'a, ONE, OTHER> {
    #[inline]
    pub(crate) fn new(text: &'a [u8]) -> Self {
        // Far from any place in the text.
        Self { text, start: usize::MAX / 2, bits: 0 }
    }

    /// The first mark at `from` or behind it.
    #[inline]
    pub(crate) fn next(&mut self, from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            let inside = from.wrapping_sub(self.start);
            if inside < WINDOW {
                let bits = self.bits >> inside;
                if bits != 0 {
                    return Some(from + bits.trailing_zeros() as usize);
                }
                from = self.start + WINDOW;
            }
            let rest = self.text.get(from..).filter(|rest| !rest.is_empty())?;
            self.start = from;
            self.bits = match rest.first_chunk::<WINDOW>() {
                Some(window) => either(window, ONE, OTHER),
                None => either(&window(rest), ONE, OTHER),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_found_is_all_there_is(text in proptest::collection::vec(prop_oneof![1_u8.., b' '..b'$', b'/'..b'<'], 0..300)) {
            let is_mark = |byte: &u8| matches!(byte, b'"' | b' ');
            let expected: Vec<usize> = (0..text.len()).filter(|at| is_mark(&text[*at])).collect();
            let mut marks = Marks::<b'"', b' '>::new(&text);
            let (mut found, mut from) = (Vec::new(), 0);
            while let Some(at) = marks.next(from) {
                found.push(at);
                from = at + 1;
            }
            prop_assert_eq!(found, expected);
            prop_assert_eq!(find_any([b' ', b'"', b'!'], &text), text.iter().position(|byte| matches!(byte, b' '..=b'"')));
            let alike: Vec<u8> = text.iter().map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte }).collect();
            prop_assert!(is_alike(&text, &alike));
            prop_assert_eq!(is_ascii(&text), text.is_ascii());
            for at in 0..text.len() {
                let mut other = text.clone();
                other[at] ^= 0x41;
                prop_assert!(!is_alike(&other, &alike));
            }
            prop_assert_eq!(digits(&window(&text)).count_ones() as usize, text.iter().take(WINDOW).filter(|byte| byte.is_ascii_digit()).count());
            let mut blanks = Vec::new();
            places(b' ', &text, &mut blanks);
            prop_assert_eq!(blanks, (0..text.len()).filter(|at| text[*at] == b' ').collect::<Vec<_>>());
        }
    }
}
