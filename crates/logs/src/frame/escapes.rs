//! Escape sequences of terminals (ECMA-48), as loggers write them for colours: lines are read without them.

use std::borrow::Cow;

/// Begins an escape sequence.
pub(crate) const ESCAPE: u8 = 0x1B;
/// Ends a control string, beside `ESC \`.
const BELL: u8 = 0x07;

/// How long the sequence at the start is, which begins with [`ESCAPE`].
fn length(text: &[u8]) -> usize {
    let behind = |at: Option<usize>| at.map_or(text.len(), |at| at + 3);
    match text.get(1) {
        // Parameters and intermediates, then the final byte.
        Some(b'[') => behind(text.iter().skip(2).position(|byte| !matches!(byte, b' '..=b'?'))).min(text.len()),
        // A control string, as a title or a link is.
        Some(b']' | b'P' | b'X' | b'^' | b'_') => {
            let rest = text.get(2..).unwrap_or_default();
            let end = memchr::memchr2(BELL, ESCAPE, rest);
            let closes = |at: &usize| rest.get(*at) == Some(&ESCAPE) && rest.get(at + 1) == Some(&b'\\');
            end.map_or(text.len(), |at| 2 + at + if closes(&at) { 2 } else { usize::from(rest.get(at) == Some(&BELL)) })
        }
        // Intermediates, then the final byte, as in the choice of a character set.
        Some(b' '..=b'/') => behind(text.iter().skip(2).position(|byte| !matches!(byte, b' '..=b'/'))).min(text.len()),
        Some(b'0'..=b'~') => 2,
        Some(_) | None => 1,
    }
}

/// Moves a text together over its escape sequences; the length of what is left.
pub(crate) fn strip(text: &mut [u8]) -> usize {
    let Some(first) = memchr::memchr(ESCAPE, text) else { return text.len() };
    let (mut read, mut written) = (first, first);
    while let Some(&byte) = text.get(read) {
        if byte == ESCAPE {
            read += length(text.get(read..).unwrap_or_default());
            continue;
        }
        if let Some(place) = text.get_mut(written) {
            *place = byte;
        }
        read += 1;
        written += 1;
    }
    written
}

/// A text without the escape sequences of terminals (ECMA-48), such as colours.
///
/// ```
/// assert_eq!(&*backstory_logs::plain(b"\x1b[32mINFO\x1b[0m ready"), b"INFO ready");
/// ```
pub fn plain(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(ESCAPE, text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_vec();
    let length = strip(&mut text);
    text.truncate(length);
    Cow::Owned(text)
}

/// Takes the escape sequences out of lines. Blanks fill each line up, so that all lines stay where they are.
pub(super) fn strip_lines(block: &mut [u8], start: usize, ends: &[usize]) {
    let mut start = start;
    for &end in ends {
        let text_end = super::lines::without_cr(block, start, end);
        if let Some(line) = block.get_mut(start..text_end) {
            let length = strip(line);
            line.get_mut(length..).unwrap_or_default().fill(b' ');
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sequences_of_all_kinds_go() {
        for (text, expected) in [
            ("\x1b[32mINFO\x1b[0m done", "INFO done"),
            ("\x1b[38;5;208;1mW\x1b[m", "W"),
            ("\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\ end", "link end"),
            ("\x1b]0;title\x07text", "text"),
            ("a\x1b(Bb\x1b7c", "abc"),
            ("cut \x1b[3", "cut "),
            ("cut \x1b", "cut "),
            ("cut \x1b]0;title", "cut "),
            ("none é", "none é"),
        ] {
            assert_eq!(String::from_utf8_lossy(&plain(text.as_bytes())), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn lines_stay_where_they_are(lines in proptest::collection::vec("[a-c\u{1b}\\[\\]0;m\u{7}é]{0,12}\r?", 0..8)) {
            let text = lines.join("\n");
            let mut ends = Vec::new();
            crate::bits::places(b'\n', text.as_bytes(), &mut ends);
            ends.push(text.len());
            let mut block = text.clone().into_bytes();
            strip_lines(&mut block, 0, &ends);
            prop_assert_eq!(block.len(), text.len());
            prop_assert!(!block.contains(&ESCAPE));
            let got: Vec<&[u8]> = block.split(|byte| *byte == b'\n').collect();
            prop_assert_eq!(got.len(), text.split('\n').count());
            for (got, line) in got.iter().zip(text.split('\n')) {
                prop_assert_eq!(got.len(), line.len());
                let line = plain(line.strip_suffix('\r').unwrap_or(line).as_bytes()).into_owned();
                prop_assert_eq!(got.trim_ascii_end(), line.trim_ascii_end());
            }
        }
    }
}
