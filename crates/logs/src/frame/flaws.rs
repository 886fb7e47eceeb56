//! Lines whose bytes are not plain text: no UTF-8, or with escape sequences. A log has none of them or very many, so they
//! are counted, and told at the first one.

use super::escapes::ESCAPE;
use super::notice::{Notice, NoticeKind};
use super::{cutter::Piece, lines::Lines};
use crate::bits;

/// Where lines with one flaw begin, and how many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Flaw {
    /// Byte offset and number of the first one.
    first: Option<(u64, u64)>,
    lines: u64,
}

impl Flaw {
    fn add(&mut self, offset: u64, line: u64) {
        self.merge(Self { first: Some((offset, line)), lines: 1 });
    }

    fn merge(&mut self, other: Self) {
        self.first = match (self.first, other.first) {
            (Some(own), Some(its)) => Some(own.min(its)),
            (own, its) => own.or(its),
        };
        self.lines += other.lines;
    }
}

/// The flaws of one source, or of some pieces of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flaws {
    invalid_utf8: Flaw,
    escapes: Flaw,
}

impl Flaws {
    /// Looks at the lines of a piece. Text of ASCII without escapes, as most is, is passed over as a whole.
    pub(super) fn look(&mut self, block: &[u8], ends: &[usize], offset: u64, piece: &Piece, has_escapes: bool) {
        let bytes = block.get(piece.bytes.clone()).unwrap_or_default();
        let has_invalid = !bits::is_ascii(bytes) && std::str::from_utf8(bytes).is_err();
        if !has_invalid && !has_escapes {
            return;
        }
        let lines = Lines::Plain { block, start: piece.bytes.start, ends };
        for (number, line) in (0..ends.len()).map_while(|index| lines.get(index)).enumerate() {
            let place = (offset + line.start as u64, piece.lines_before + 1 + number as u64);
            if has_invalid && std::str::from_utf8(line.text).is_err() {
                self.invalid_utf8.add(place.0, place.1);
            }
            if has_escapes && line.text.contains(&ESCAPE) {
                self.escapes.add(place.0, place.1);
            }
        }
    }

    /// Adds those of other pieces.
    pub(crate) fn merge(&mut self, other: Self) {
        self.invalid_utf8.merge(other.invalid_utf8);
        self.escapes.merge(other.escapes);
    }

    /// What is told of them.
    pub(crate) fn notices(&self) -> impl Iterator<Item = Notice> {
        let told = |flaw: Flaw, kind, what: &str| {
            let (offset, line) = flaw.first?;
            let note = format!("{} lines from here on have {what}", flaw.lines);
            Some(Notice { offset, line, kind, lines: flaw.lines, before: None, after: None, note })
        };
        let invalid = told(self.invalid_utf8, NoticeKind::InvalidUtf8, "bytes that are no UTF-8 text");
        let escapes = told(self.escapes, NoticeKind::Escapes, "escape sequences, as colours of a terminal");
        invalid.into_iter().chain(escapes)
    }
}
