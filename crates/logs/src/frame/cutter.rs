//! A source into blocks that can be read each on its own: they begin where a record begins.
//!
//! This is the part of reading that must go in order (bytes, lines, repeated chunks), so it does as little as it can for
//! each line; everything else happens in the blocks, by as many threads as there are.

use std::io::{self, Read};
use std::ops::Range;

use super::buffer::Buffer;
use super::recognise::{has_lines, recognise};
use super::repeats::{Repeats, Verdict};
use super::{Framer, Notice, NoticeKind, continuation, decompress, documents, escapes, framer};
use crate::bits;
use crate::format::{self, Context, Envelope, FormatKind, Parser, Recognised};
use crate::time::Clock;

/// Bytes of a block. Two of them are in memory for each thread.
const BLOCK: usize = 1 << 20;
/// Bytes of one record that a block may grow to before it is cut inside the record.
const MAX_BLOCK: usize = 8 << 20;
/// Bytes that are kept of a line longer than that.
const HEAD_OF_GIANT: usize = 64 << 10;
/// Bytes looked at to recognise the source.
const SAMPLE: usize = 1 << 20;
/// Lines of the head that are looked at for what later ones do not say.
const MOST_AHEAD: usize = 400;
/// What editors and PowerShell put before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whole lines of a block that follow each other without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where they are in the block.
    pub(crate) bytes: Range<usize>,
    /// Which of the block's line ends are theirs.
    pub(crate) ends: Range<usize>,
    /// Physical lines of the source before it.
    pub(crate) lines_before: u64,
    /// Its first lines may belong to a record that an earlier block had to end.
    pub(crate) continues: bool,
}

/// Some whole records of a source.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) bytes: Buffer,
    /// Place of each line feed; the end of the bytes for a last line without one.
    pub(crate) ends: Vec<usize>,
    /// Offset of the first byte in the source.
    pub(crate) offset: u64,
    /// 0, 1, 2, … in the order of the source.
    pub(crate) number: u64,
    pub(crate) pieces: Vec<Piece>,
}

/// Cuts one source.
#[expect(clippy::struct_excessive_bools, reason = "each is one fact about the source, and they vary freely")]
pub(crate) struct Cutter<'r> {
    source: Box<dyn Read + Send + 'r>,
    recognised: Recognised,
    parser: Parser,
    /// The year that stamps without one begin in, if it is known.
    year: Option<i32>,
    context: Context,
    envelope_clock: Clock,
    /// Bytes read, but not handed out.
    carry: Buffer,
    wanted: usize,
    offset: u64,
    lines: u64,
    number: u64,
    continues: bool,
    skips_line: bool,
    is_end: bool,
    is_done: bool,
    read: u64,
    max_bytes: u64,
    repeats: Option<Repeats>,
    notices: Vec<Notice>,
}

impl std::fmt::Debug for Cutter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cutter")
            .field("recognised", &self.recognised)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}

impl<'r> Cutter<'r> {
    /// Opens a source, compressed or not, and recognises its lines.
    pub(crate) fn open(reader: impl Read + Send + 'r, year: Option<i32>, max_bytes: u64) -> io::Result<Self> {
        let (source, _) = decompress::plain(reader)?;
        let source = decompress::a_line_each(source);
        let mut cutter = Self {
            source: Box::new(source.take(max_bytes)),
            recognised: Recognised::default(),
            parser: FormatKind::Unknown.parser(),
            year,
            context: Context::new(year),
            envelope_clock: Clock::new(year),
            carry: Buffer::default(),
            wanted: BLOCK,
            offset: 0,
            lines: 0,
            number: 0,
            continues: false,
            skips_line: false,
            is_end: false,
            is_done: false,
            read: 0,
            max_bytes,
            repeats: None,
            notices: Vec::new(),
        };
        let mut head = Buffer::default();
        cutter.fill(&mut head, SAMPLE);
        decompress::refuse_foreign(&head)?;
        // A first line of megabytes shows nothing of the others.
        while !cutter.is_end && head.len() < MAX_BLOCK && !has_lines(&head) {
            let wanted = head.len() * 2;
            cutter.fill(&mut head, wanted);
        }
        if head.starts_with(BYTE_ORDER_MARK) {
            head.drop_front(BYTE_ORDER_MARK.len());
            cutter.offset = BYTE_ORDER_MARK.len() as u64;
        }
        cutter.recognised = recognise(&head, cutter.is_end, year);
        cutter.parser = cutter.recognised.kind.parser();
        cutter.look_ahead(&head);
        cutter.carry = head;
        // Without a time in them, lines and banners repeat by nature.
        let is_timed = !matches!(cutter.recognised.kind, FormatKind::Plain | FormatKind::Unknown)
            || cutter.recognised.envelope != Envelope::None;
        cutter.repeats = is_timed.then(Repeats::new);
        Ok(cutter)
    }

    pub(crate) fn recognised(&self) -> Recognised {
        self.recognised
    }

    /// What reads the blocks.
    pub(crate) fn framer(&self, max_record_bytes: usize) -> Framer {
        Framer::new(self.recognised, self.year, max_record_bytes).with_columns(&self.context.columns)
    }

    /// Takes from the head what later lines do not say again: the names of columns, and the year where only some lines have
    /// one.
    fn look_ahead(&mut self, head: &[u8]) {
        let dates = self.recognised.dates.is_some();
        let is_yearless = self.recognised.is_yearless;
        let is_wanted = self.recognised.kind == FormatKind::Iis || is_yearless || dates;
        if !is_wanted || self.recognised.envelope != Envelope::None {
            return;
        }
        // What tells the order of day and month, or the leap year, may come late.
        let many = if is_yearless || dates { usize::MAX } else { MOST_AHEAD };
        for (number, line) in head.split(|byte| *byte == b'\n').take(many).enumerate() {
            let _ = (self.parser)(line.strip_suffix(b"\r").unwrap_or(line), &mut self.context);
            if number == MOST_AHEAD
                && let Some(year) = self.context.clock.seen_year()
            {
                self.year = Some(year);
            }
        }
        if head.split(|byte| *byte == b'\n').nth(MOST_AHEAD).is_none()
            && let Some(year) = self.context.clock.seen_year()
        {
            self.year = Some(year);
        }
        if is_yearless && self.context.clock.saw_leap_day() {
            self.year = self.year.map(leap_year_up_to);
        }
        self.recognised.dates = self.context.clock.seen_order();
        let columns = std::mem::take(&mut self.context.columns);
        self.context = Context { columns, ..Context::new(self.year) };
        self.context.clock.order(self.recognised.dates.unwrap_or_default());
    }

    /// Whether everything has been handed out.
    pub(crate) fn is_done(&self) -> bool {
        self.is_done
    }

    /// Physical lines and bytes handed out so far, and what was noticed on the way.
    pub(crate) fn finish(self) -> (u64, u64, Vec<Notice>) {
        (self.lines + u64::from(self.skips_line), self.offset, self.notices)
    }

    /// The next block, or `None` at the end. A block handed back is filled again.
    pub(crate) fn next_block(&mut self, mut block: Block) -> Option<Block> {
        while !self.is_done {
            block.bytes.clear();
            std::mem::swap(&mut block.bytes, &mut self.carry);
            self.fill(&mut block.bytes, self.wanted);
            self.wanted = BLOCK;
            self.is_done = self.is_end;
            self.skip_giant(&mut block.bytes);
            block.ends.clear();
            bits::places(b'\n', &block.bytes, &mut block.ends);
            if self.is_end && block.ends.last().map_or(0, |end| end + 1) < block.bytes.len() {
                block.ends.push(block.bytes.len());
            }
            if block.bytes.is_empty() {
                continue;
            }
            if block.ends.is_empty() {
                if block.bytes.len() >= MAX_BLOCK {
                    return Some(self.giant(block));
                }
                self.keep(&mut block);
                continue;
            }
            let mut kept =
                if self.is_end { block.ends.len() } else { self.boundary(&block, block.ends.len().saturating_sub(1)) };
            if kept == 0 {
                if block.bytes.len() < MAX_BLOCK {
                    self.keep(&mut block);
                    continue;
                }
                kept = block.ends.len();
                self.pieces(&mut block, &mut kept);
                self.hand_out(&mut block, kept);
                self.continues = true;
                return Some(block);
            }
            self.pieces(&mut block, &mut kept);
            self.hand_out(&mut block, kept);
            return Some(block);
        }
        None
    }

    /// Ends the block after its first `kept` lines; the rest begins the next one.
    fn hand_out(&mut self, block: &mut Block, kept: usize) {
        let cut =
            kept.checked_sub(1).and_then(|last| block.ends.get(last)).map_or(0, |end| end + 1).min(block.bytes.len());
        self.carry.clear();
        self.carry.extend_from_slice(block.bytes.get(cut..).unwrap_or_default());
        block.bytes.truncate(cut);
        block.ends.truncate(kept);
        block.offset = self.offset;
        block.number = self.number;
        self.number += 1;
        self.offset += cut as u64;
        self.lines += kept as u64;
        self.continues = false;
        self.is_done &= self.carry.is_empty();
    }

    /// Takes the bytes back, to be filled up further.
    fn keep(&mut self, block: &mut Block) {
        std::mem::swap(&mut block.bytes, &mut self.carry);
        self.wanted = self.carry.len() * 2;
    }

    /// Which lines of the block are to be read: all but those of chunks that arrived twice. Lines at the end that may be
    /// the beginning of such a chunk are left to the next block.
    fn pieces(&mut self, block: &mut Block, kept: &mut usize) {
        block.pieces.clear();
        let mut skipped: Vec<Range<usize>> = Vec::new();
        if let Some(repeats) = &mut self.repeats {
            let first_index = repeats.next_index();
            let mut start = 0;
            for (at, &end) in block.ends.iter().take(*kept).enumerate() {
                let line = block.bytes.get(start..end).unwrap_or_default();
                match repeats.pass(line, first_index) {
                    Verdict::Fresh | Verdict::Held => {}
                    Verdict::Confirmed { first } => {
                        let lines = usize::try_from(repeats.next_index() - first).unwrap_or(at + 1);
                        skipped.push((at + 1).saturating_sub(lines)..at + 1);
                    }
                    // A chunk that was confirmed in the block before goes on from the first line.
                    Verdict::Repeated => match skipped.last_mut() {
                        Some(last) => last.end = at + 1,
                        None => skipped.push(0..at + 1),
                    },
                }
                start = end + 1;
            }
            if let Some(held) = repeats.held_from().and_then(|index| index.checked_sub(first_index)) {
                let cut = if self.is_end { 0 } else { self.boundary(block, usize::try_from(held).unwrap_or(0)) };
                if let Some(repeats) = &mut self.repeats {
                    if cut > 0 {
                        *kept = cut;
                        repeats.rewind(first_index + cut as u64);
                    } else {
                        repeats.release();
                    }
                }
            }
        }
        let mut from = 0;
        let continues = std::mem::take(&mut self.continues);
        skipped.push(*kept..*kept);
        for range in skipped {
            if range.start > from {
                let begin = start_of(&block.ends, from);
                let end = start_of(&block.ends, range.start).min(block.bytes.len());
                block.pieces.push(Piece {
                    bytes: begin..end,
                    ends: from..range.start,
                    lines_before: self.lines + from as u64,
                    continues: continues || from > 0,
                });
            }
            if !range.is_empty() {
                self.note_repeated(&block.ends, &range);
            }
            from = range.end;
        }
    }

    fn note_repeated(&mut self, ends: &[usize], range: &Range<usize>) {
        let (line, lines) = (self.lines + range.start as u64 + 1, range.len() as u64);
        if let Some(last) = self.notices.last_mut()
            && last.kind == NoticeKind::Repeated
            && last.line + last.lines == line
        {
            last.lines += lines;
            last.note = format!("{} lines arrived twice", last.lines);
            return;
        }
        let offset = self.offset + start_of(ends, range.start) as u64;
        self.notice(NoticeKind::Repeated, offset, line, lines, format!("{lines} lines arrived twice"));
    }

    /// How many lines come before the last one that begins a record, that line being `latest` or before; 0 if none does.
    fn boundary(&mut self, block: &Block, latest: usize) -> usize {
        let mut scratch = Vec::new();
        for at in (1..=latest).rev() {
            let line =
                block.bytes.get(start_of(&block.ends, at)..*block.ends.get(at).unwrap_or(&0)).unwrap_or_default();
            let before = block.bytes.get(start_of(&block.ends, at - 1)..*block.ends.get(at - 1).unwrap_or(&0));
            if self.begins_record(line, before.unwrap_or_default(), &mut scratch) {
                return at;
            }
        }
        0
    }

    fn begins_record(&mut self, line: &[u8], before: &[u8], scratch: &mut Vec<u8>) -> bool {
        let line = escapes::plain(line.strip_suffix(b"\r").unwrap_or(line));
        let line = line.as_ref();
        match self.recognised.envelope {
            Envelope::None => begins(&self.recognised, self.parser, line, &mut self.context),
            Envelope::Docker => {
                let is_partial = |line: &[u8], scratch: &mut Vec<u8>, clock: &mut Clock| {
                    scratch.clear();
                    format::Docker::read(line, clock).is_none_or(|docker| docker.append_to(scratch))
                };
                !is_partial(before, scratch, &mut self.envelope_clock) && {
                    is_partial(line, scratch, &mut self.envelope_clock);
                    begins(&self.recognised, self.parser, scratch, &mut self.context)
                }
            }
            envelope => {
                let is_partial = envelope.unwrap(before, &mut self.envelope_clock).is_partial;
                let text = envelope.unwrap(line, &mut self.envelope_clock).text;
                !is_partial && begins(&self.recognised, self.parser, text, &mut self.context)
            }
        }
    }

    /// A line too long to hold: its head is handed out, the rest passed over.
    fn giant(&mut self, mut block: Block) -> Block {
        let length = block.bytes.len();
        self.notice(
            NoticeKind::TooLong,
            self.offset,
            self.lines + 1,
            1,
            format!("a line of more than {} MiB; {} KiB of it are read", MAX_BLOCK >> 20, HEAD_OF_GIANT >> 10),
        );
        block.bytes.truncate(HEAD_OF_GIANT);
        block.ends.clear();
        block.ends.push(block.bytes.len());
        block.pieces.clear();
        block.pieces.push(Piece {
            bytes: 0..block.bytes.len(),
            ends: 0..1,
            lines_before: self.lines,
            continues: std::mem::take(&mut self.continues),
        });
        block.offset = self.offset;
        block.number = self.number;
        self.number += 1;
        self.offset += length as u64;
        self.skips_line = true;
        block
    }

    /// Drops the rest of a giant line from the start of the bytes.
    fn skip_giant(&mut self, bytes: &mut Buffer) {
        if !self.skips_line {
            return;
        }
        let end = memchr::memchr(b'\n', bytes);
        let skipped = end.map_or(bytes.len(), |at| at + 1);
        bytes.drop_front(skipped);
        self.offset += skipped as u64;
        if end.is_some() {
            self.skips_line = false;
            self.lines += 1;
        }
    }

    /// Reads until the buffer holds `wanted` bytes or the source ends or breaks.
    fn fill(&mut self, buffer: &mut Buffer, wanted: usize) {
        let missing = wanted.saturating_sub(buffer.len());
        if self.is_end || missing == 0 {
            return;
        }
        let before = buffer.len();
        let outcome = buffer.fill(&mut self.source, wanted);
        let read = buffer.len() - before;
        self.read += read as u64;
        match outcome {
            Ok(()) if read == missing => {}
            Ok(()) => {
                self.is_end = true;
                if self.read >= self.max_bytes {
                    let note = format!("longer than the {} bytes that are read", self.max_bytes);
                    self.notice(NoticeKind::BrokenSource, self.read, self.lines, 0, note);
                }
            }
            Err(error) => {
                self.is_end = true;
                self.notice(NoticeKind::BrokenSource, self.read, 0, 0, format!("the source breaks off: {error}"));
            }
        }
    }

    fn notice(&mut self, kind: NoticeKind, offset: u64, line: u64, lines: u64, note: String) {
        if self.notices.len() < Notice::MAX {
            self.notices.push(Notice { offset, line, kind, lines, before: None, after: None, note });
        }
    }
}

/// The last leap year up to a year.
fn leap_year_up_to(year: i32) -> i32 {
    let is_leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    (0..8).map(|back| year - back).find(|year| is_leap(*year)).unwrap_or(year)
}

/// Where the line with this number starts, by the line ends before it.
pub(super) fn start_of(ends: &[usize], line: usize) -> usize {
    line.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| end + 1)
}

/// Whether a line begins a record, whatever came before it.
fn begins(recognised: &Recognised, parser: Parser, text: &[u8], context: &mut Context) -> bool {
    if text.trim_ascii().is_empty() {
        return false;
    }
    let text = framer::within_margin(text, recognised.margin);
    if recognised.indent.is_some() {
        return documents::begins(recognised, text);
    }
    if matches!(recognised.kind, FormatKind::Plain | FormatKind::Unknown) {
        return !continuation::is_inside(text) && !continuation::names_error(text);
    }
    parser(text, context).is_some_and(|fields| !fields.follows) || text == b"{"
}
