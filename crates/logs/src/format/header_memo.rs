//! Headers met before: programs have few combinations of level, thread and logger, so that most lines need no reading.

use std::ops::Range;

use super::stamped::{Ending, Header};
use crate::severity::Severity;

/// Headers remembered; a newer one takes the place of an older one.
const PLACES: usize = 2048;
/// Longest header, from behind the time to the message.
const LONGEST: usize = 192;

/// A header that ends with a level and a logger.
#[derive(Debug, Clone)]
struct Known {
    text: Box<[u8]>,
    severity: Option<Severity>,
    brackets: u8,
    dashes: u8,
    ending: Ending,
    logger: Range<usize>,
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
    #[inline]
    pub(super) fn get<'a>(&self, line: &'a [u8], at: usize) -> Option<Header<'a>> {
        let rest = line.get(at..line.len().min(at + LONGEST))?;
        let length = length_of(rest, self.ending)?;
        let (text, message) = line.get(at..)?.split_at_checked(length)?;
        message.first().is_some_and(u8::is_ascii_alphabetic).then_some(())?;
        let known = self.places.get(place(text))?.as_ref().filter(|known| *known.text == *text)?;
        Some(Header {
            severity: known.severity,
            brackets: known.brackets,
            dashes: known.dashes,
            ending: known.ending,
            logger: text.get(known.logger.clone()),
            message,
            ..Header::default()
        })
    }

    /// Remembers a header that was read at `at`, if all it says lies in bytes that will say the same again.
    pub(super) fn put(&mut self, line: &[u8], at: usize, header: &Header<'_>) {
        let is_complete = header.severity.is_some()
            && matches!(header.ending, Ending::Dash | Ending::Colon)
            && header.request_id.is_none()
            && header.trace_id.is_none()
            && header.message.first().is_some_and(u8::is_ascii_alphabetic);
        let (true, Some(logger)) = (is_complete, header.logger) else { return };
        let Some(text) = line.get(at..line.len() - header.message.len()) else { return };
        if text.len() > LONGEST || length_of(text, header.ending) != Some(text.len()) {
            return;
        }
        let start = (logger.as_ptr().addr()).saturating_sub(text.as_ptr().addr());
        self.ending = header.ending;
        self.places.resize(PLACES, None);
        if let Some(slot) = self.places.get_mut(place(text)) {
            *slot = Some(Known {
                text: text.into(),
                severity: header.severity,
                brackets: header.brackets,
                dashes: header.dashes,
                ending: header.ending,
                logger: start..start + logger.len(),
            });
        }
    }
}

/// How far the first end of a header of this kind reaches.
#[inline]
fn length_of(text: &[u8], ending: Ending) -> Option<usize> {
    let mut from = 0;
    match ending {
        Ending::Dash => loop {
            let dash = from + memchr::memchr(b'-', text.get(from..)?)?;
            if text.get(dash + 1) == Some(&b' ')
                && dash.checked_sub(1).and_then(|before| text.get(before)) == Some(&b' ')
            {
                return Some(dash + 2);
            }
            from = dash + 1;
        },
        Ending::Colon => loop {
            let colon = from + memchr::memchr(b':', text.get(from..)?)?;
            if text.get(colon + 1) == Some(&b' ') {
                return Some(colon + 2);
            }
            from = colon + 1;
        },
        Ending::None | Ending::Bracket => None,
    }
}

fn place(text: &[u8]) -> usize {
    let (words, tail) = text.as_chunks::<8>();
    let mut hash = text.len() as u64;
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31);
    }
    for &byte in tail {
        hash = hash.rotate_left(8) ^ u64::from(byte);
    }
    hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from((hash >> 40) % PLACES as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::format::{Context, FormatKind};

    proptest! {
        #[test]
        fn remembered_headers_are_what_reading_them_again_yields(
            lines in proptest::collection::vec(
                ("(INFO |WARN|ERROR:|)", "( \\[[a-z.-]{1,4}\\]| 7|)", "( [a-c.A]{1,3}| [a-c]{1,2}:7|)", "( - |: | : | )", "[a-b \\[\\]:-]{0,6}"),
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
                }
            }
        }
    }
}
