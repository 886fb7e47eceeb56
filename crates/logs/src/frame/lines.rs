//! A run of whole lines with their envelopes taken off.

use std::ops::Range;

use crate::{
    format::{Docker, Envelope},
    time::{Clock, Stamp},
};

/// One physical line (or several that an envelope had split).
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'b> {
    /// Where it starts in the block, and where it ends without its line end.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The text out of its envelope.
    pub(super) text: &'b [u8],
    /// The envelope's time.
    pub(super) time: Option<Stamp>,
    /// The pod or container that the envelope names.
    pub(super) service: Option<&'b [u8]>,
    /// Physical lines this stands for.
    pub(super) count: u32,
}

/// An enveloped line: its text may stand in the decoded bytes instead of the block.
#[derive(Debug, Clone)]
struct Enveloped {
    raw: Range<usize>,
    text: Range<usize>,
    is_decoded: bool,
    time: Option<Stamp>,
    service: Option<Range<usize>>,
    count: u32,
}

/// The lines of one block that came in envelopes.
#[derive(Debug, Default)]
pub(super) struct Table {
    lines: Vec<Enveloped>,
    /// Texts that do not stand in the block as such.
    decoded: Vec<u8>,
}

/// Lines by number: straight from the block, or from the table of those that came in envelopes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lines<'b> {
    /// The block, the start of the first line, and the place of each line feed.
    Plain { block: &'b [u8], start: usize, ends: &'b [usize] },
    /// Out of their envelopes.
    Enveloped { block: &'b [u8], table: &'b Table },
}

impl<'b> Lines<'b> {
    /// Where a line starts in the block.
    #[inline]
    pub(super) fn start_of(&self, index: usize) -> Option<usize> {
        match (*self, index.checked_sub(1)) {
            (Self::Plain { ends, .. }, Some(before)) => Some(*ends.get(before)? + 1),
            (Self::Plain { start, .. }, None) => Some(start),
            (Self::Enveloped { table, .. }, _) => Some(table.lines.get(index)?.raw.start),
        }
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<Line<'b>> {
        match *self {
            Self::Plain { block, ends, .. } => {
                let start = self.start_of(index)?;
                let end = without_cr(block, start, *ends.get(index)?);
                Some(Line { start, end, text: block.get(start..end)?, time: None, service: None, count: 1 })
            }
            Self::Enveloped { block, table } => {
                let line = table.lines.get(index)?;
                let from = if line.is_decoded { table.decoded.as_slice() } else { block };
                Some(Line {
                    start: line.raw.start,
                    end: line.raw.end,
                    text: from.get(line.text.clone()).unwrap_or_default(),
                    time: line.time,
                    service: line.service.clone().and_then(|range| block.get(range)),
                    count: line.count,
                })
            }
        }
    }
}

/// Where a line ends without its carriage return.
#[inline]
pub(super) fn without_cr(block: &[u8], start: usize, end: usize) -> usize {
    end - usize::from(end > start && block.get(end - 1) == Some(&b'\r'))
}

impl Table {
    /// Takes the lines that end at `ends`, the first of which starts at `start`, out of their envelopes; padded ones end
    /// before their last blanks.
    pub(super) fn fill(
        &mut self,
        (block, start, ends): (&[u8], usize, &[usize]),
        is_padded: bool,
        envelope: Envelope,
        clock: &mut Clock,
    ) {
        self.lines.clear();
        self.decoded.clear();
        let mut start = start;
        let mut joins = false;
        for &end in ends {
            let text_end = without_cr(block, start, end);
            let padded = block.get(start..text_end).unwrap_or_default();
            let text_end = if is_padded { start + padded.trim_ascii_end().len() } else { text_end };
            joins = self.push(block, start..text_end, envelope, clock, joins);
            start = end + 1;
        }
    }

    /// Adds a line, or joins it to the one before if that was partial; whether this one is partial in turn.
    fn push(&mut self, block: &[u8], raw: Range<usize>, envelope: Envelope, clock: &mut Clock, joins: bool) -> bool {
        let bytes = block.get(raw.clone()).unwrap_or_default();
        if envelope == Envelope::Docker {
            let start = self.decoded.len();
            let Some(docker) = Docker::read(bytes, clock) else {
                self.decoded.extend_from_slice(bytes);
                self.push_decoded(raw, start, None, false);
                return false;
            };
            let is_partial = docker.append_to(&mut self.decoded);
            self.push_decoded(raw, start, docker.time, joins);
            return is_partial;
        }
        let line = envelope.unwrap(bytes, clock);
        if joins || line.is_partial {
            let start = self.decoded.len();
            self.decoded.extend_from_slice(line.text);
            self.push_decoded(raw, start, line.time, joins);
            return line.is_partial;
        }
        let text = raw.end - line.text.len()..raw.end;
        let service = line.service.map(|service| {
            let start = raw.start + offset_in(bytes, service);
            start..start + service.len()
        });
        self.lines.push(Enveloped { raw, text, is_decoded: false, time: line.time, service, count: 1 });
        false
    }

    fn push_decoded(&mut self, raw: Range<usize>, start: usize, time: Option<Stamp>, joins: bool) {
        let end = self.decoded.len();
        if joins && let Some(last) = self.lines.last_mut() {
            last.raw.end = raw.end;
            last.text.end = end;
            last.count += 1;
            return;
        }
        self.lines.push(Enveloped { raw, text: start..end, is_decoded: true, time, service: None, count: 1 });
    }
}

/// Where `part` begins in `whole`, of which it is a slice.
pub(super) fn offset_in(whole: &[u8], part: &[u8]) -> usize {
    (part.as_ptr().addr()).saturating_sub(whole.as_ptr().addr()).min(whole.len())
}
