//! Headers met before: programs have few combinations of level, thread and logger, so that most lines need no reading.
//!
//! Digits are all the same here: a header with another thread or process number is read like the first one.

use std::ops::Range;

use super::stamped::{Ending, Header};
use crate::bits;
use crate::severity::Severity;

/// Headers remembered; a newer one takes the place of an older one.
const PLACES: usize = 2048;
/// Windows of the longest header, from behind the time to the message.
const MOST_WINDOWS: usize = 3;

/// A header that ends with a level and a logger.
#[derive(Debug, Clone)]
struct Known {
    hash: u64,
    /// Its bytes, digits alike.
    text: Box<[u8]>,
    severity: Option<Severity>,
    brackets: u8,
    levels: u8,
    dashes: u8,
    ending: Ending,
    service: Option<Range<usize>>,
    logger: Range<usize>,
    is_class: bool,
}

/// What a header that is remembered says; see [`Header`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Recalled<'a> {
    pub(super) severity: Option<Severity>,
    pub(super) service: Option<&'a [u8]>,
    pub(super) brackets: u8,
    pub(super) levels: u8,
    pub(super) dashes: u8,
    pub(super) ending: Ending,
    pub(super) logger: Option<&'a [u8]>,
    pub(super) is_class: bool,
    pub(super) message: &'a [u8],
}

/// Remembers headers by their bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeaderMemo {
    places: Vec<Option<Known>>,
    /// What ended the last header.
    ending: Ending,
}

impl HeaderMemo {
    /// The header that stands at `at`, if one with the same bytes was read before and what follows cannot belong to it.
    /// The line is the first `length` of the bytes; it is read faster where they go on behind it.
    #[inline]
    pub(super) fn get<'a>(&self, bytes: &'a [u8], length: usize, at: usize) -> Option<Recalled<'a>> {
        let found = find(bytes.get(at..)?, self.ending)?;
        let end = at + found.length;
        let message = bytes.get(end..length)?;
        message.first().is_some_and(u8::is_ascii_alphabetic).then_some(())?;
        let text = bytes.get(at..end)?;
        let [first, second] = found.places();
        let in_place = |place: usize| self.places.get(place)?.as_ref().filter(|known| known.hash == found.hash);
        let known = in_place(first).or_else(|| in_place(second))?;
        bits::is_alike(text, &known.text).then_some(())?;
        Some(Recalled {
            severity: known.severity,
            service: known.service.clone().and_then(|range| text.get(range)),
            brackets: known.brackets,
            levels: known.levels,
            dashes: known.dashes,
            ending: known.ending,
            logger: text.get(known.logger.clone()),
            is_class: known.is_class,
            message,
        })
    }

    /// Remembers a header that was read at `at`, if all it says lies in bytes that will say the same again.
    pub(super) fn put(&mut self, line: &[u8], at: usize, header: &Header<'_>) {
        let is_complete = header.severity.is_some()
            && matches!(header.ending, Ending::Dash | Ending::Colon)
            && !header.has_ids
            && header.message.first().is_some_and(u8::is_ascii_alphabetic);
        let (true, Some(logger)) = (is_complete, header.logger) else { return };
        let Some(text) = line.get(at..line.len() - header.message.len()) else { return };
        let Some(found) = find(text, header.ending).filter(|found| found.length == text.len()) else { return };
        if has_numbered_level(text) {
            return;
        }
        let place_of = |part: &[u8]| {
            let start = (part.as_ptr().addr()).saturating_sub(text.as_ptr().addr());
            start..start + part.len()
        };
        self.ending = header.ending;
        self.places.resize(PLACES, None);
        let is_free = |place: &usize| self.places.get(*place).is_some_and(Option::is_none);
        let place = found.places().into_iter().find(is_free).unwrap_or(found.places()[0]);
        if let Some(slot) = self.places.get_mut(place) {
            *slot = Some(Known {
                hash: found.hash,
                text: text.iter().map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte }).collect(),
                severity: header.severity,
                brackets: header.brackets,
                levels: header.levels,
                dashes: header.dashes,
                ending: header.ending,
                service: header.service.map(place_of),
                logger: place_of(logger),
                is_class: header.is_class,
            });
        }
    }
}

/// Whether something like PostgreSQL's `DEBUG1` stands there: the only words to which a digit matters.
fn has_numbered_level(text: &[u8]) -> bool {
    text.windows(6).any(|six| {
        six.last().is_some_and(u8::is_ascii_digit)
            && six.get(..5).is_some_and(|word| word.eq_ignore_ascii_case(b"debug"))
    })
}

/// A header by its end.
struct Found {
    length: usize,
    /// Of where its blanks and marks are, and of one bit of each byte that is the same for all digits.
    hash: u64,
}

impl Found {
    /// The two places where it may be remembered.
    #[inline]
    fn places(&self) -> [usize; 2] {
        let place = usize::try_from(self.hash >> 40).unwrap_or(0) % PLACES;
        [place, place ^ 1]
    }
}

const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The header of this kind up to its first end: ` - ` or `: `.
#[inline]
fn find(text: &[u8], ending: Ending) -> Option<Found> {
    let (needs_blank_before, mark) = match ending {
        Ending::Dash => (true, b'-'),
        Ending::Colon => (false, b':'),
        Ending::None | Ending::Bracket => return None,
    };
    // Bits of the bytes before this window that are the mark, and blanks.
    let (mut marks_before, mut blanks_before) = (0, 0);
    let mut hash = 0_u64;
    for number in 0..MOST_WINDOWS {
        let rest = text.get(number * bits::WINDOW..).filter(|rest| !rest.is_empty())?;
        let padded;
        let window = if let Some(window) = rest.first_chunk() {
            window
        } else {
            padded = bits::window(rest);
            &padded
        };
        let (marks, blanks) = (bits::equal(window, mark), bits::equal(window, b' '));
        let mut ends = blanks & (marks << 1 | marks_before >> 63);
        if needs_blank_before {
            ends &= blanks << 2 | blanks_before >> 62;
        }
        // All bits up to the first end, or all.
        let own = ends ^ ends.wrapping_sub(1);
        hash = (hash ^ (bits::fifth(window) & own)).wrapping_mul(SPREAD).rotate_left(31);
        hash = (hash ^ (blanks & own)).wrapping_mul(SPREAD).rotate_left(31);
        if ends != 0 {
            let length = number * bits::WINDOW + ends.trailing_zeros() as usize + 1;
            return Some(Found { length, hash });
        }
        (marks_before, blanks_before) = (marks, blanks);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Ending, find};
    use crate::format::{Context, FormatKind};

    proptest! {
        #[test]
        fn remembered_headers_are_what_reading_them_again_yields(
            lines in proptest::collection::vec(
                (
                    "(INFO |WARN|ERROR:|DEBUG[16] |)",
                    "( \\[[a-z.-]{1,4}[0-2]?\\]| \\[debug[0-2]\\]| \\[(req|myid)[=:][0-2]\\]| [0-7]|)",
                    "( [a-c.A]{1,3}[0-2]?| [a-c]{1,2}:7| a.DEBUG[0-2]|)",
                    "( - |: | : | )",
                    "[a-b \\[\\]:-]{0,6}",
                ),
                1..20,
            ),
        ) {
            for kind in [FormatKind::Stamped, FormatKind::Log4j, FormatKind::Python, FormatKind::Plain] {
                let mut remembering = Context::default();
                for (level, bracket, name, end, message) in &lines {
                    let line = format!("2025-02-09 10:05:23,123 {level}{bracket}{name}{end}{message}");
                    let known = kind.parser()(line.as_bytes(), &mut remembering);
                    let anew = kind.parser()(line.as_bytes(), &mut Context::default());
                    prop_assert_eq!(format!("{:?}", known), format!("{:?}", anew), "{}", line);
                    // The same with more lines behind it.
                    let text = format!("{line}\n{line} - x: y");
                    if let Some(usual) = kind.usual_message(text.as_bytes(), line.len(), &mut remembering) {
                        prop_assert_eq!(format!("{:?}", Some(usual.fields())), format!("{:?}", anew), "{}", line);
                    }
                }
            }
        }

        #[test]
        fn the_end_of_a_header_is_found_wherever_it_is(text in "[ a:7é-]{0,150}") {
            for (ending, mark) in [(Ending::Dash, " - "), (Ending::Colon, ": ")] {
                let found = find(text.as_bytes(), ending).map(|found| found.length);
                prop_assert_eq!(found, text.find(mark).map(|at| at + mark.len()));
            }
        }
    }
}
