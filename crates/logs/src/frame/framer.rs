//! The lines of a piece into records.

use super::continuation::{self, Trace};
use super::cutter::Piece;
use super::lines::{Line, Lines, Table};
use super::shape::Shape;
use super::{FormatCounts, Notice, NoticeKind, compose};
use crate::format::{Context, Envelope, Escape, Fields, FormatKind, Parser, Recognised, RecordPlace, json};
use crate::record::Record;
use crate::time::{Clock, Stamp};

/// Lines of another kind, one after the other, after which the piece is read as that kind.
const MISFITS: u32 = 64;

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
    max_record_bytes: usize,
    /// Offset of the piece's block, and the line being classified.
    offset: u64,
    current_line: u64,
    misfits: u32,
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

/// What a line is to the record before it.
enum Class<'b> {
    Start(Fields<'b>),
    /// The line breaks off although it began like the others.
    Cut(Fields<'b>),
    Follow,
    /// A pretty-printed document begins.
    Document,
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
        Self {
            recognised,
            year,
            kind: recognised.kind,
            parser: recognised.kind.parser(),
            context: Context::new(year),
            envelope_clock: Clock::new(year),
            table: Table::default(),
            scratch: Vec::new(),
            max_record_bytes: max_record_bytes.max(4096),
            offset: 0,
            current_line: 1,
            misfits: 0,
            last_good: (0, 0),
            last_time: None,
            open_notices: 0,
            is_dangling: false,
            blank_lines: 0,
            records: 0,
            counts: FormatCounts::default(),
            notices: Vec::new(),
        }
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
        sink: &mut impl FnMut(&Record<'_>),
    ) {
        if !keeps_clock {
            self.context.clock.rewind(self.year);
            self.envelope_clock.rewind(self.year);
        }
        self.kind = self.recognised.kind;
        self.parser = self.kind.parser();
        self.misfits = 0;
        self.last_good = (0, 0);
        self.last_time = None;
        self.open_notices = self.notices.len();
        self.offset = offset;
        self.is_dangling = piece.continues;
        let ends = ends.get(piece.ends.clone()).unwrap_or_default();
        if memchr::memchr(0, block.get(piece.bytes.clone()).unwrap_or_default()).is_some() {
            self.notice_nul(block, ends, piece);
        }
        if self.recognised.envelope == Envelope::None {
            let lines = Lines::Plain { block, start: piece.bytes.start, ends };
            self.records_of(block, lines, piece.lines_before + 1, sink);
            return;
        }
        let mut table = std::mem::take(&mut self.table);
        table.fill(block, piece.bytes.start, ends, self.recognised.envelope, &mut self.envelope_clock);
        self.records_of(block, Lines::Enveloped { block, table: &table }, piece.lines_before + 1, sink);
        self.table = table;
    }

    fn records_of<'b>(
        &mut self,
        block: &'b [u8],
        lines: Lines<'b>,
        first_number: u64,
        sink: &mut impl FnMut(&Record<'_>),
    ) {
        let mut pending: Option<Pending<'b>> = None;
        let mut number = first_number;
        let mut begun = number;
        for index in 0..lines.len() {
            let Some(line) = lines.get(index) else { break };
            let text = strip_nul(line.text);
            self.current_line = number;
            let is_in_document = pending.as_ref().is_some_and(|pending| pending.is_document);
            if !is_in_document
                && self.can_begin(text)
                && let Some(fields) = (self.parser)(text, &mut self.context)
                && !fields.follows
            {
                if let Some(done) = &pending {
                    self.emit(block, lines, done, begun, sink);
                }
                self.is_dangling = false;
                self.last_good = (line.start, line.end);
                self.misfits = 0;
                if self.kind.has_continuations() || fields.escape != Escape::None || fields.detail.is_some() {
                    pending = Some(Pending::begin(fields, line, index));
                    begun = number;
                } else {
                    // Most records of these kinds are one line, and nothing that follows can belong to them.
                    pending = None;
                    let mut record = fields.record(RecordPlace {
                        offset: self.offset + line.start as u64,
                        line: number,
                        line_count: line.count,
                        envelope: line.time,
                        pod: line.service,
                        raw: block.get(line.start..line.end).unwrap_or_default(),
                    });
                    self.hand_over(&mut record, line.start, sink);
                }
                number += u64::from(line.count);
                continue;
            }
            if is_blank(text) {
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

    /// Whether a line that the format understands begins a record, whatever came before it.
    #[inline]
    fn can_begin(&self, text: &[u8]) -> bool {
        match self.kind {
            FormatKind::Plain | FormatKind::Unknown => false,
            // Lines inside something are told from others first; none of them begins with a digit.
            kind if kind.has_continuations() => text.first().is_some_and(u8::is_ascii_digit),
            _ => true,
        }
    }

    /// Decides what a line that is not blank is to the record before it.
    fn classify<'b>(
        &mut self,
        block: &'b [u8],
        text: &'b [u8],
        line: &Line<'b>,
        pending: Option<&mut Pending<'b>>,
    ) -> Class<'b> {
        let goes_on = pending.is_some() || self.is_dangling;
        if let Some(pending) = &pending
            && pending.is_document
        {
            return self.classify_in_document(text, pending);
        }
        let is_text = matches!(self.kind, FormatKind::Plain | FormatKind::Unknown);
        // Indented lines and fixed phrases never start a record of these kinds.
        let is_after_text = pending.as_ref().is_some_and(|pending| pending.fields.kind.has_continuations());
        let is_loose = self.kind.has_continuations() || is_text || is_after_text;
        if is_loose && goes_on && continuation::is_inside(text) {
            if let Some(pending) = pending {
                pending.trace.accepts(text);
            }
            return Class::Follow;
        }
        if !is_text && let Some(fields) = (self.parser)(text, &mut self.context) {
            if fields.follows && goes_on {
                return Class::Follow;
            }
            self.last_good = (line.start, line.end);
            self.misfits = 0;
            return Class::Start(fields);
        }
        if text == b"{" && self.recognised.kind != FormatKind::Log4j {
            return Class::Document;
        }
        match self.alternative(block, text) {
            Some(fields) if !fields.follows => return Class::Start(fields),
            Some(fields) if pending.as_ref().is_some_and(|pending| pending.fields.kind == fields.kind) => {
                return Class::Follow;
            }
            _ => {}
        }
        if self.kind.has_continuations() && goes_on {
            // What the runtime prints as it dies belongs to no record of the logger.
            return match continuation::is_crash(text).then(|| FormatKind::Plain.parser()(text, &mut self.context)) {
                Some(Some(fields)) => Class::Start(fields),
                _ => Class::Follow,
            };
        }
        if let Some(pending) = pending
            && (is_after_text || matches!(pending.fields.kind, FormatKind::Plain | FormatKind::Unknown))
            && pending.trace.accepts(text)
        {
            return Class::Follow;
        }
        self.start_of_text(block, text, line)
    }

    /// A line that no format understands, as a record of its own.
    fn start_of_text<'b>(&mut self, block: &[u8], text: &'b [u8], line: &Line<'b>) -> Class<'b> {
        let mut fields = FormatKind::Plain.parser()(text, &mut self.context)
            .unwrap_or(Fields { message: text, ..Fields::default() });
        if matches!(self.kind, FormatKind::Plain | FormatKind::Unknown) {
            return Class::Start(fields);
        }
        fields.kind = FormatKind::Unknown;
        if self.is_stump(block, text) || is_cut_json(text) {
            fields.time = FormatKind::Stamped.parser()(text, &mut self.context).and_then(|fields| fields.time);
            let note = format!("the line breaks off after {} bytes", text.len());
            self.notice(NoticeKind::CutLine, line.start, note);
            return Class::Cut(fields);
        }
        Class::Start(fields)
    }

    /// Whether a line begins like the last good one of the stream's kind.
    fn is_stump(&self, block: &[u8], text: &[u8]) -> bool {
        let good = block.get(self.last_good.0..self.last_good.1).unwrap_or_default();
        !good.is_empty() && Shape::of(good).is_begun_by(&Shape::of(text))
    }

    /// Reads a line that misfits the kind of the stream as one of the kinds that can be told by a line alone.
    fn alternative<'b>(&mut self, block: &[u8], text: &'b [u8]) -> Option<Fields<'b>> {
        const BY_LINE: [FormatKind; 21] = [
            FormatKind::JsonLines,
            FormatKind::Klog,
            FormatKind::Syslog5424,
            FormatKind::Haproxy,
            FormatKind::HaproxyTcp,
            FormatKind::Auditd,
            FormatKind::WindowsEvent,
            FormatKind::JavaUtil,
            FormatKind::Syslog3164,
            FormatKind::Envoy,
            FormatKind::Access,
            FormatKind::NginxError,
            FormatKind::ApacheError,
            FormatKind::PostgresText,
            FormatKind::Ruby,
            FormatKind::Logcat,
            FormatKind::MongoDb,
            FormatKind::Redis,
            FormatKind::Log4j,
            FormatKind::Python,
            FormatKind::Go,
        ];
        let first = *text.first()?;
        if !(first.is_ascii_digit()
            || first.is_ascii_uppercase()
            || matches!(first, b'{' | b'[' | b'<')
            || text.starts_with(b"type="))
        {
            return self.logfmt(text);
        }
        for kind in BY_LINE {
            if kind != self.kind
                && let Some(fields) = kind.parser()(text, &mut self.context)
            {
                self.count_misfit(kind);
                return Some(fields);
            }
        }
        // A time at the very start makes a record of any text.
        if self.kind != FormatKind::Stamped
            && self.context.clock.read(text.strip_prefix(b"[").unwrap_or(text)).is_some()
        {
            let fields = FormatKind::Stamped.parser()(text, &mut self.context)?;
            // Unless it is the stump of a line of the stream's own kind.
            if !self.kind.has_continuations() && self.is_stump(block, text) {
                return None;
            }
            return Some(fields);
        }
        self.logfmt(text)
    }

    fn logfmt<'b>(&mut self, text: &'b [u8]) -> Option<Fields<'b>> {
        if self.kind == FormatKind::Logfmt || !text.contains(&b'=') {
            return None;
        }
        FormatKind::Logfmt.parser()(text, &mut self.context)
    }

    /// Lines that have become another kind are read as that kind from then on.
    fn count_misfit(&mut self, kind: FormatKind) {
        self.misfits += 1;
        if self.misfits >= MISFITS {
            self.kind = kind;
            self.parser = kind.parser();
            self.misfits = 0;
        }
    }

    fn classify_in_document<'b>(&mut self, text: &'b [u8], pending: &Pending<'b>) -> Class<'b> {
        let first = text.first().copied().unwrap_or_default();
        if text.len() <= 2 && first == b'}' {
            return Class::Follow;
        }
        // A header at the margin ends a document that was never closed.
        if !matches!(first, b' ' | b'\t' | b'}' | b']' | b'"') && pending.end > pending.first {
            if text == b"{" {
                return Class::Document;
            }
            if let Some(fields) = (self.parser)(text, &mut self.context) {
                return Class::Start(fields);
            }
        }
        Class::Follow
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
    fn emit<'b>(
        &mut self,
        block: &'b [u8],
        lines: Lines<'b>,
        done: &Pending<'b>,
        number: u64,
        sink: &mut impl FnMut(&Record<'_>),
    ) {
        let (first, is_single) = (&done.line, done.end - done.first == 1);
        let place = RecordPlace {
            offset: self.offset + first.start as u64,
            line: number,
            line_count: done.count,
            envelope: first.time,
            pod: first.service,
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
            self.hand_over(&mut record, first.start, sink);
        }
        self.scratch = scratch;
    }

    #[inline]
    fn hand_over(&mut self, record: &mut Record<'_>, start: usize, sink: &mut impl FnMut(&Record<'_>)) {
        if record.message.len() > self.max_record_bytes {
            record.message = record.message.get(..self.max_record_bytes).unwrap_or_default();
            self.current_line = record.line;
            self.notice(NoticeKind::TooLong, start, format!("a record of {} bytes is read in part", record.raw.len()));
        }
        self.records += 1;
        self.counts.add(record.format);
        if record.time.is_some() && !record.is_cut {
            self.last_time = record.time;
            if self.open_notices < self.notices.len() {
                let open = self.notices.iter_mut().skip(self.open_notices);
                for notice in open.filter(|notice| notice.line < record.line) {
                    notice.after = notice.after.or(record.time);
                }
                self.open_notices = self.notices.len();
            }
        }
        sink(record);
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

/// NUL bytes at the start of a line are what a crash left before it.
fn strip_nul(text: &[u8]) -> &[u8] {
    if text.first() != Some(&0) {
        return text;
    }
    let start = text.iter().position(|byte| *byte != 0).unwrap_or(text.len());
    text.get(start..).unwrap_or_default()
}

fn is_cut_json(text: &[u8]) -> bool {
    text.starts_with(b"{\"") && !text.trim_ascii_end().ends_with(b"}")
}
