//! The lines of a piece into records.

mod carried;
mod classify;
mod loose;
mod usual;

use super::continuation::Trace;
use super::cutter::Piece;
use super::escapes::{self, ESCAPE};
use super::flaws::Flaws;
use super::lines::{Line, Lines, Table};
use super::{FormatCounts, Notice, NoticeKind, Sink, compose, documents};
use crate::format::{
    Column, Context, Envelope, Escape, Fields, FormatKind, Parser, Recognised, RecordPlace, json, workload,
};
use crate::record::Record;
use crate::time::{Clock, Stamp};
use classify::Class;

/// Turns pieces of one source into records. What it answers for a piece depends on the piece alone (and, for stamps
/// without a year, on the clock it was given), never on the pieces before.
#[derive(Debug)]
pub(crate) struct Framer {
    recognised: Recognised,
    year: Option<i32>,
    kind: FormatKind,
    parser: Parser,
    context: Context,
    envelope_clock: Clock,
    table: Table,
    scratch: Vec<u8>,
    /// What the message of a message says.
    carried: Vec<u8>,
    max_record_bytes: usize,
    /// Offset of the piece's block, and the line being classified.
    offset: u64,
    current_line: u64,
    misfits: u32,
    /// Lines that looked like more than text and were not, by how they begin.
    fruitless: [u32; loose::OPENINGS],
    last_good: (usize, usize),
    last_time: Option<Stamp>,
    /// Notices from here on wait for the time of the next record.
    open_notices: usize,
    /// Lines without a header still belong to a record of an earlier block.
    is_dangling: bool,
    pub(crate) blank_lines: u64,
    pub(crate) records: u64,
    pub(crate) counts: FormatCounts,
    pub(crate) notices: Vec<Notice>,
    pub(crate) flaws: Flaws,
    /// A block without its escape sequences.
    plain: Vec<u8>,
}

/// A record whose end has not been seen.
struct Pending<'b> {
    fields: Fields<'b>,
    /// Its first line, and the number behind its last one.
    line: Line<'b>,
    first: usize,
    end: usize,
    /// Where its last line ends in the block, and how many physical lines it has.
    end_byte: usize,
    count: u32,
    trace: Trace,
    is_cut: bool,
    is_document: bool,
}

impl<'b> Pending<'b> {
    fn begin(fields: Fields<'b>, line: Line<'b>, index: usize) -> Self {
        Self {
            fields,
            line,
            first: index,
            end: index + 1,
            end_byte: line.end,
            count: line.count,
            trace: Trace::Outside,
            is_cut: false,
            is_document: false,
        }
    }

    /// The line at `index` belongs to it, with the blank ones before.
    fn follow(&mut self, line: &Line<'b>, index: usize) {
        self.end = index + 1;
        self.end_byte = line.end;
        self.count = self.count.saturating_add(line.count);
    }
}

impl Framer {
    pub(crate) fn new(recognised: Recognised, year: Option<i32>, max_record_bytes: usize) -> Self {
        let mut context = Context::new(year);
        context.clock.order(recognised.dates.unwrap_or_default());
        Self {
            recognised,
            year,
            kind: recognised.kind,
            parser: recognised.kind.parser(),
            context,
            envelope_clock: Clock::new(year),
            table: Table::default(),
            scratch: Vec::new(),
            carried: Vec::new(),
            max_record_bytes: max_record_bytes.max(4096),
            offset: 0,
            current_line: 1,
            misfits: 0,
            fruitless: [0; loose::OPENINGS],
            last_good: (0, 0),
            last_time: None,
            open_notices: 0,
            is_dangling: false,
            blank_lines: 0,
            records: 0,
            counts: FormatCounts::default(),
            notices: Vec::new(),
            flaws: Flaws::default(),
            plain: Vec::new(),
        }
    }

    /// As [`new`](Self::new), with the columns that the head of the source named.
    pub(crate) fn with_columns(self, columns: &[Column]) -> Self {
        Self { context: Context { columns: columns.to_vec(), ..self.context }, ..self }
    }

    /// Whether stamps without a year were read although no year was given.
    pub(crate) fn lacks_year(&self) -> bool {
        self.context.clock.lacks_year() || self.envelope_clock.lacks_year()
    }

    /// Whether stamps without a year were read.
    pub(crate) fn used_year(&self) -> bool {
        self.context.clock.used_year() || self.envelope_clock.used_year()
    }

    /// Hands over the records of a piece of a block. With `keeps_clock`, stamps without a year follow those of the piece
    /// before; pieces must then come in order.
    pub(crate) fn process(
        &mut self,
        block: &[u8],
        ends: &[usize],
        offset: u64,
        piece: &Piece,
        keeps_clock: bool,
        sink: &mut impl Sink,
    ) {
        if !keeps_clock {
            self.context.clock.rewind(self.year);
            self.envelope_clock.rewind(self.year);
        }
        self.kind = self.recognised.kind;
        self.parser = self.kind.parser();
        self.misfits = 0;
        self.fruitless = [0; loose::OPENINGS];
        self.last_good = (0, 0);
        self.last_time = None;
        self.open_notices = self.notices.len();
        self.offset = offset;
        self.is_dangling = piece.continues;
        let ends = ends.get(piece.ends.clone()).unwrap_or_default();
        let bytes = block.get(piece.bytes.clone()).unwrap_or_default();
        let control = memchr::memchr2(0, ESCAPE, bytes);
        if control.is_some() {
            self.notice_nul(block, ends, piece);
        }
        let has_escapes = control.is_some() && bytes.contains(&ESCAPE);
        self.flaws.look(block, ends, offset, piece, has_escapes);
        if has_escapes {
            let mut plain = std::mem::take(&mut self.plain);
            plain.clear();
            plain.extend_from_slice(block);
            escapes::strip_lines(&mut plain, piece.bytes.start, ends);
            self.lines_of(&plain, ends, piece, true, sink);
            self.plain = plain;
        } else {
            self.lines_of(block, ends, piece, false, sink);
        }
    }

    /// Hands over the records of lines that are free of escape sequences, and filled up with blanks where they had some.
    fn lines_of(&mut self, block: &[u8], ends: &[usize], piece: &Piece, is_padded: bool, sink: &mut impl Sink) {
        if self.recognised.envelope == Envelope::None && !is_padded {
            let lines = Lines::Plain { block, start: piece.bytes.start, ends };
            self.records_of(block, lines, piece.lines_before + 1, sink);
            return;
        }
        let mut table = std::mem::take(&mut self.table);
        let (envelope, clock) = (self.recognised.envelope, &mut self.envelope_clock);
        table.fill((block, piece.bytes.start, ends), is_padded, envelope, clock);
        self.records_of(block, Lines::Enveloped { block, table: &table }, piece.lines_before + 1, sink);
        self.table = table;
    }

    fn records_of<'b>(&mut self, block: &'b [u8], lines: Lines<'b>, first_number: u64, sink: &mut impl Sink) {
        let mut pending: Option<Pending<'b>> = None;
        let mut number = first_number;
        let mut begun = number;
        let mut next_index = 0;
        loop {
            if self.kind == FormatKind::Access && pending.is_none() {
                let many = self.usual_requests(lines, next_index, number, sink);
                next_index += many;
                number += many as u64;
            }
            if self.kind == FormatKind::Log4j && !pending.as_ref().is_some_and(|pending| pending.is_document) {
                let many = self.usual_messages(lines, next_index, number, (&mut pending, &mut begun), sink);
                next_index += many;
                number += many as u64;
            }
            let index = next_index;
            next_index += 1;
            let Some(line) = lines.get(index) else { break };
            let text = within_margin(strip_marks(line.text), self.recognised.margin);
            self.current_line = number;
            if self.kind == FormatKind::Iis
                && text.first() == Some(&b'#')
                && (self.parser)(text, &mut self.context).is_some()
            {
                // What names the columns is no record.
                self.blank_lines += 1;
                number += 1;
                continue;
            }
            let is_in_document = pending.as_ref().is_some_and(|pending| pending.is_document);
            if !is_in_document
                && self.can_begin(text)
                && let Some(fields) = self.read(block, text)
                && !fields.follows
            {
                if let Some(done) = &pending {
                    self.emit(block, lines, done, begun, sink);
                }
                self.is_dangling = false;
                self.last_good = (line.start, line.end);
                if self.kind.has_continuations() || fields.escape != Escape::None || fields.detail.is_some() {
                    pending = Some(Pending::begin(fields, line, index));
                    begun = number;
                } else {
                    // Most records of these kinds are one line, and nothing that follows can belong to them.
                    pending = None;
                    let (pod, service) = self.names(&line);
                    let mut record = fields.record(RecordPlace {
                        offset: self.offset + line.start as u64,
                        line: number,
                        line_count: line.count,
                        envelope: line.time,
                        pod,
                        service,
                        raw: block.get(line.start..line.end).unwrap_or_default(),
                    });
                    self.hand_over(&mut record, line.start, sink);
                }
                number += u64::from(line.count);
                continue;
            }
            let is_structure = (self.recognised.indent.is_some() && documents::is_bracket(text))
                || (!is_in_document && self.kind.is_heading(text));
            if is_blank(text) || is_structure {
                match &mut pending {
                    Some(pending) => pending.follow(&line, index),
                    None => self.blank_lines += u64::from(line.count),
                }
                number += u64::from(line.count);
                continue;
            }
            let class = self.classify(block, text, &line, pending.as_mut());
            let next = match class {
                Class::Follow => match &mut pending {
                    Some(pending) => {
                        pending.follow(&line, index);
                        None
                    }
                    None if self.is_dangling => None,
                    None => Some(self.orphan(text, line, index)),
                },
                Class::Start(fields) => {
                    let is_plain = self.kind == FormatKind::Plain || fields.kind == FormatKind::Plain;
                    let mut pending = Pending::begin(fields, line, index);
                    if is_plain {
                        pending.trace = Trace::begin(text);
                    }
                    Some(pending)
                }
                Class::Cut(fields) => Some(Pending { is_cut: true, ..Pending::begin(fields, line, index) }),
                Class::Document => {
                    let fields = Fields { kind: FormatKind::JsonLines, message: text, ..Fields::default() };
                    Some(Pending { is_document: true, ..Pending::begin(fields, line, index) })
                }
            };
            if let Some(next) = next {
                if let Some(done) = pending.replace(next) {
                    self.emit(block, lines, &done, begun, sink);
                }
                self.is_dangling = false;
                begun = number;
            }
            number += u64::from(line.count);
        }
        if let Some(done) = pending {
            self.emit(block, lines, &done, begun, sink);
        }
    }

    /// The pod and the service that the envelope of a line names.
    fn names<'b>(&self, line: &Line<'b>) -> (Option<&'b [u8]>, Option<&'b [u8]>) {
        match self.recognised.envelope {
            Envelope::Compose => (None, line.service),
            _ => (line.service, line.service.map(workload)),
        }
    }

    /// A continuation without anything before it: the head of the source is missing.
    fn orphan<'b>(&mut self, text: &'b [u8], line: Line<'b>, index: usize) -> Pending<'b> {
        if self.offset + line.start as u64 == 0 {
            self.notice(NoticeKind::CutLine, line.start, "the source begins inside a record".to_owned());
        }
        let fields = Fields { kind: FormatKind::Unknown, message: text, ..Fields::default() };
        Pending { trace: Trace::Frames, ..Pending::begin(fields, line, index) }
    }

    /// Puts a record together and hands it over.
    fn emit<'b>(&mut self, block: &'b [u8], lines: Lines<'b>, done: &Pending<'b>, number: u64, sink: &mut impl Sink) {
        let (first, is_single) = (&done.line, done.end - done.first == 1);
        let (pod, service) = self.names(first);
        let place = RecordPlace {
            offset: self.offset + first.start as u64,
            line: number,
            line_count: done.count,
            envelope: first.time,
            pod,
            service,
            raw: block.get(first.start..done.end_byte).unwrap_or_default(),
        };
        let mut record = Record { is_cut: done.is_cut, ..done.fields.record(place) };
        if is_single && done.fields.escape == Escape::None && done.fields.detail.is_none() && !done.is_document {
            return self.hand_over(&mut record, first.start, sink);
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let texts = compose::Texts { lines, first: done.first, end: done.end };
        compose::message(&done.fields, &texts, self.max_record_bytes, &mut scratch);
        if done.is_document {
            documents::cut_out(&mut scratch, |text| json::parse(text, &mut self.context).is_some());
        }
        if done.is_document
            && let Some(document) = json::parse(&scratch, &mut self.context)
        {
            let mut message = Vec::new();
            compose::message(
                &document,
                &compose::Texts { lines, first: 0, end: 0 },
                self.max_record_bytes,
                &mut message,
            );
            let mut record = Record { is_cut: done.is_cut, message: &message, ..document.record(place) };
            self.hand_over(&mut record, first.start, sink);
        } else {
            record.message = &scratch;
            record.format.settle(&mut record, &mut self.context);
            let mut message = std::mem::take(&mut self.carried);
            if done.fields.escape == Escape::Json && carried::unpack(&mut record, &mut message, &mut self.context) {
                record.message = &message;
            }
            self.hand_over(&mut record, first.start, sink);
            self.carried = message;
        }
        self.scratch = scratch;
    }

    #[inline]
    fn hand_over(&mut self, record: &mut Record<'_>, start: usize, sink: &mut impl Sink) {
        if record.message.len() > self.max_record_bytes {
            record.message = record.message.get(..self.max_record_bytes).unwrap_or_default();
            self.current_line = record.line;
            self.notice(NoticeKind::TooLong, start, format!("a record of {} bytes is read in part", record.raw.len()));
        }
        self.records += 1;
        self.counts.add(record.format);
        match record.time {
            Some(time) if !record.is_cut => {
                self.last_time = record.time;
                self.settle_notices(time, record.line);
            }
            Some(_) => {}
            None => record.time_before = self.last_time,
        }
        sink.record(record);
    }

    /// Notices that wait for the time of the next record have it.
    #[inline]
    fn settle_notices(&mut self, time: Stamp, line: u64) {
        if self.open_notices < self.notices.len() {
            for notice in self.notices.iter_mut().skip(self.open_notices).filter(|notice| notice.line < line) {
                notice.after = notice.after.or(Some(time));
            }
            self.open_notices = self.notices.len();
        }
    }

    fn notice(&mut self, kind: NoticeKind, start: usize, note: String) {
        if self.notices.len() < Notice::MAX {
            let (offset, line) = (self.offset + start as u64, self.current_line);
            self.notices.push(Notice { offset, line, kind, lines: 1, before: self.last_time, after: None, note });
        }
    }

    fn notice_nul(&mut self, block: &[u8], ends: &[usize], piece: &Piece) {
        let mut at = piece.bytes.start;
        while let Some(found) = block.get(at..piece.bytes.end).and_then(|rest| memchr::memchr(0, rest)) {
            let start = at + found;
            let run = block.get(start..).map_or(0, |rest| rest.iter().take_while(|byte| **byte == 0).count());
            if run >= 4 {
                self.current_line = piece.lines_before + 1 + ends.partition_point(|end| *end < start) as u64;
                self.notice(NoticeKind::NulBytes, start, format!("{run} NUL bytes"));
            }
            at = start + run.max(1);
        }
    }
}

fn is_blank(text: &[u8]) -> bool {
    text.first().is_none_or(u8::is_ascii_whitespace) && text.trim_ascii().is_empty()
}

/// A line without the blanks that stand before every line.
#[inline]
pub(super) fn within_margin(text: &[u8], margin: usize) -> &[u8] {
    match text.get(..margin) {
        Some([]) | None => text,
        Some(blanks) if blanks.iter().all(|byte| matches!(byte, b' ' | b'\t')) => {
            text.get(margin..).unwrap_or_default()
        }
        Some(_) => text.trim_ascii_start(),
    }
}

/// NUL bytes at the start of a line are what a crash left before it; a mark of the byte order is what a file began with
/// before it was put behind another one.
fn strip_marks(text: &[u8]) -> &[u8] {
    match text.first() {
        Some(0) => {
            let start = text.iter().position(|byte| *byte != 0).unwrap_or(text.len());
            text.get(start..).unwrap_or_default()
        }
        Some(0xEF) => text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text),
        _ => text,
    }
}
