//! Records into a summary: the part of the work that runs for every record.

mod headline;
mod names;
mod requests;

use headline::{exception_of, headline};
use names::{NameCount, Names};

use super::zone::{Zone, ZoneMemo};
use crate::bottom::Filling;
use crate::format::access::usual::UsualRequest;
use crate::format::{RecordPlace, UsualMessage, add_mentions, may_mention};
use crate::frame::{Framer, Sink};
use crate::record::Record;
use crate::route::KnownRoutes;
use crate::severity::Severity;
use crate::summary::{
    Distinct, FailingCustomer, Faults, LogFault, LogSummary, MOST_CELLS, MOST_CUSTOMERS, MOST_IDS, MOST_PARAMETERS,
    MOST_RECORD_BYTES, Masked, Place, RecordSample, RequestCell, SourceId, count_name, count_seconds, first_line,
    outer,
};
use crate::template::mask::{self, MaskedId, joined, significant, trimmed};
use crate::template::{KnownLines, MAX_MASKED_LINES};
use crate::time::{SECOND, Stamp};

/// A jump back by less is concurrent writers that interleave; by this much it is a clock or a mixed-up file.
const BACKWARDS_S: i64 = 60;
/// Between the message and the exception it reports.
const EXCEPTION: &[u8] = " ⏎ ".as_bytes();

/// The first and the last time of a block, and where they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) block: u64,
    pub(super) first: (i64, u64, u64),
    pub(super) last_nanos: i64,
}

/// Where a record comes from: its first line, its first byte, and its bytes.
struct Source<'a> {
    line: u64,
    offset: u64,
    raw: &'a [u8],
}

impl<'a> Source<'a> {
    fn of(record: &Record<'a>) -> Self {
        Self { line: record.line, offset: record.offset, raw: record.raw }
    }

    /// Its first line, to be kept.
    #[cold]
    fn sample(&self) -> RecordSample {
        let line = memchr::memchr(b'\n', self.raw).and_then(|end| self.raw.get(..end)).unwrap_or(self.raw);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = String::from_utf8_lossy(line.get(..line.len().min(MOST_RECORD_BYTES)).unwrap_or(line)).into_owned();
        RecordSample { line: self.line, offset: self.offset, text, source: SourceId::default() }
    }
}

impl Sink for Fold {
    #[inline]
    fn record(&mut self, record: &Record<'_>) {
        self.add(record);
    }

    #[inline]
    fn request(&mut self, request: &UsualRequest<'_>, place: RecordPlace<'_>) {
        self.summary.records += 1;
        let source = Source { line: place.line, offset: place.offset, raw: place.raw };
        let place = self.add_time(request.time, None, &source);
        let UsualRequest { method, path, status, rough, .. } = *request;
        let key = self.known_routes.hash_of_rough(rough, method, path, status);
        if self.count_request(key, method, path, status, Some(place)) {
            self.add_failure(key, None, place, &source);
        }
    }

    #[inline]
    fn message(&mut self, message: &UsualMessage<'_>, place: RecordPlace<'_>) {
        self.summary.records += 1;
        let source = Source { line: place.line, offset: place.offset, raw: place.raw };
        let at = self.add_time(message.time, None, &source);
        self.summary.levels.add(message.severity, at.second);
        let service = message.service.map(|name| self.services.add(name, Some(at)));
        let counted = self.count_message(trimmed(message.message), message.severity, service, Some(at), &source);
        if let Some((id, true)) = counted
            && self.add_mentioned(&message.fields().record(place), Some(at))
            && let Some(entry) = self.masked.existing(id.0)
        {
            entry.requests += 1;
        }
    }
}

/// The hashes of the first parameters of a message.
#[derive(Debug, Default)]
struct Parameters {
    hashes: [u64; MOST_PARAMETERS],
    many: usize,
}

impl Parameters {
    #[inline]
    fn push(&mut self, hash: u64) {
        if let Some(slot) = self.hashes.get_mut(self.many) {
            *slot = hash;
            self.many += 1;
        }
    }

    /// Adds them to the values that a masked line was seen with.
    #[inline]
    fn count_in(&self, entry: &mut Masked) {
        if entry.distinct.len() < self.many {
            entry.distinct.resize_with(self.many, Distinct::default);
        }
        for (sketch, hash) in entry.distinct.iter_mut().zip(self.hashes.iter().take(self.many)) {
            sketch.add(*hash);
        }
    }
}

/// Fills one summary.
#[derive(Debug)]
pub(super) struct Fold {
    summary: LogSummary,
    masked: Filling<Masked>,
    cells: Filling<RequestCell>,
    customers: Filling<FailingCustomer>,
    correlations: Filling<i64>,
    known_lines: KnownLines,
    known_routes: KnownRoutes,
    services: Names,
    pods: Names,
    scratch: Vec<u8>,
    parameters: Parameters,
    last_second: i64,
    edge: Option<Edge>,
    pub(super) edges: Vec<Edge>,
    backwards: Vec<LogFault>,
    zone: ZoneMemo,
}

impl Fold {
    pub(super) fn new(zone: Option<Zone>) -> Self {
        Self {
            zone: ZoneMemo::new(zone),
            summary: LogSummary::default(),
            masked: Filling::new(MAX_MASKED_LINES),
            cells: Filling::new(MOST_CELLS),
            customers: Filling::new(MOST_CUSTOMERS),
            correlations: Filling::new(MOST_IDS),
            known_lines: KnownLines::new(),
            known_routes: KnownRoutes::new(),
            services: Names::default(),
            pods: Names::default(),
            scratch: Vec::new(),
            parameters: Parameters::default(),
            last_second: i64::MIN,
            edge: None,
            edges: Vec::new(),
            backwards: Vec::new(),
        }
    }

    /// Ends a block: what comes next does not follow on what came last.
    pub(super) fn end_block(&mut self, number: u64) {
        if let Some(edge) = self.edge.take() {
            self.edges.push(Edge { block: number, ..edge });
        }
    }

    /// Counts a record.
    #[inline]
    fn add(&mut self, record: &Record<'_>) {
        self.summary.records += 1;
        if let Some(name) = record.pod {
            self.pods.add(name, None);
        }
        if record.format == crate::FormatKind::Unknown && self.summary.strange.len() < 64 {
            self.summary.strange.push(Source::of(record).sample());
        }
        let place = match record.time {
            Some(stamp) => Some(self.add_time(stamp, record.inner_time, &Source::of(record))),
            None => record.time_before.map(|stamp| self.add_near(stamp, &Source::of(record))),
        };
        let service = record.service.map(|name| self.services.add(name, place));
        if record.is_cut {
            return;
        }
        if record.format.is_access_log() && self.add_request(record, place) {
            self.add_ids(record, place);
            return;
        }
        self.add_message(record, place, service);
    }

    /// Counts the time of a record; its place.
    #[inline]
    fn add_time(&mut self, stamp: Stamp, inner: Option<Stamp>, source: &Source<'_>) -> Place {
        let stamp = self.zone.settle(stamp);
        let (nanos, second) = (stamp.nanos(), stamp.second());
        let place = Place {
            second,
            line: source.line,
            offset: source.offset,
            nanos,
            is_near: false,
            source: SourceId::default(),
        };
        let summary = &mut self.summary;
        summary.timed += 1;
        summary.zoned += u64::from(stamp.is_zoned());
        summary.covered = match summary.covered {
            Some((first, last)) => Some((first.min(nanos), last.max(nanos))),
            None => Some((nanos, nanos)),
        };
        summary.per_second.add(second);
        if second != self.last_second {
            self.last_second = second;
            first_line(&mut summary.first_lines, second, source.line);
        }
        if summary.first_record.as_ref().is_none_or(|first| source.line < first.line) {
            summary.first_record = Some(source.sample());
        }
        if let Some(inner) = inner {
            let inner = self.zone.settle(inner);
            let difference = inner.nanos().saturating_sub(nanos);
            summary.inner_offset = outer(summary.inner_offset, Some((difference, difference)));
        }
        let here = (nanos, source.line, source.offset);
        match &mut self.edge {
            None => self.edge = Some(Edge { block: 0, first: here, last_nanos: nanos }),
            Some(edge) => {
                if nanos < edge.last_nanos
                    && let Some(fault) = backwards(edge.last_nanos, here)
                    && self.backwards.len() < 64
                {
                    self.backwards.push(fault);
                }
                edge.last_nanos = nanos;
            }
        }
        place
    }

    /// Counts a record without a time at that of the record before it.
    #[cold]
    fn add_near(&mut self, stamp: Stamp, source: &Source<'_>) -> Place {
        let stamp = self.zone.settle(stamp);
        let (nanos, second) = (stamp.nanos(), stamp.second());
        self.summary.per_second.add(second);
        Place { second, line: source.line, offset: source.offset, nanos, is_near: true, source: SourceId::default() }
    }

    fn add_message(&mut self, record: &Record<'_>, place: Option<Place>, service: Option<u64>) {
        if let Some(place) = place {
            self.summary.levels.add(record.severity, place.second);
        }
        let headline = headline(record);
        let exception = (headline.len() < record.message.len()).then(|| exception_of(record.message)).flatten();
        let source = Source::of(record);
        let counted = match exception {
            None => self.count_message(headline, record.severity, service, place, &source),
            Some(exception) => self.count_exception(headline, exception, record.severity, service, place, &source),
        };
        let Some((id, may_mention)) = counted else { return };
        let is_request = if may_mention {
            self.add_mentioned(record, place)
        } else {
            self.add_ids(record, place);
            record.request.is_some() && self.add_request(record, place)
        };
        if is_request && let Some(entry) = self.masked.existing(id.0) {
            entry.requests += 1;
        }
    }

    /// Counts what the words of a message mention; whether it is a request.
    fn add_mentioned(&mut self, record: &Record<'_>, place: Option<Place>) -> bool {
        let mut record = *record;
        add_mentions(&mut record);
        self.add_ids(&record, place);
        self.add_request(&record, place)
    }

    /// Counts a message of one sentence: its masked line, if that is kept, and whether it can mention anything.
    #[inline]
    fn count_message(
        &mut self,
        headline: &[u8],
        severity: Option<Severity>,
        service: Option<u64>,
        place: Option<Place>,
        source: &Source<'_>,
    ) -> Option<(MaskedId, bool)> {
        self.parameters.many = 0;
        let masked = self.known_lines.mask_with(headline, |hash| self.parameters.push(hash));
        let new = || Masked { may_mention: may_mention(headline), ..Masked::default() };
        let entry = self.masked.get(masked.id.0, 1, new)?;
        entry.sampled.add(masked.draw, headline);
        add_record(entry, severity, service, place, source);
        self.parameters.count_in(entry);
        Some((masked.id, entry.may_mention))
    }

    /// As [`count_message`](Self::count_message), for one that goes on with an exception.
    fn count_exception(
        &mut self,
        headline: &[u8],
        exception: &[u8],
        severity: Option<Severity>,
        service: Option<u64>,
        place: Option<Place>,
        source: &Source<'_>,
    ) -> Option<(MaskedId, bool)> {
        let exception = significant(exception);
        // Java repeats the message behind the name of the exception.
        let exception = exception.strip_suffix(headline).map_or(exception, <[u8]>::trim_ascii_end);
        let exception = exception.strip_suffix(b":").unwrap_or(exception);
        self.parameters.many = 0;
        let first = self.known_lines.mask_with(headline, |hash| self.parameters.push(hash));
        let second = mask::mask_with(exception, |hash| self.parameters.push(hash));
        let masked = joined(first, second);
        self.scratch.clear();
        self.scratch.extend_from_slice(headline);
        self.scratch.extend_from_slice(EXCEPTION);
        self.scratch.extend_from_slice(exception);
        let new = || Masked { may_mention: may_mention(headline), ..Masked::default() };
        let entry = self.masked.get(masked.id.0, 1, new)?;
        entry.sampled.add(masked.draw, &self.scratch);
        self.parameters.count_in(entry);
        add_record(entry, severity, service, place, source);
        Some((masked.id, entry.may_mention))
    }

    /// The summary, and the edges of its blocks.
    pub(super) fn finish(mut self, framer: &mut Framer) -> (LogSummary, Vec<Edge>) {
        let mut summary = self.summary;
        summary.blank_lines = framer.blank_lines;
        summary.is_yearless = framer.used_year();
        summary.formats = framer.counts.iter().map(|count| (count.kind, count.records)).collect();
        summary.bound_strange();
        for (names, own) in [(&self.services, &mut summary.services), (&self.pods, &mut summary.pods)] {
            for NameCount { name, count, .. } in &names.counts {
                count_name(own, name, *count);
            }
        }
        for NameCount { name, per_second, .. } in &self.services.counts {
            count_seconds(&mut summary.service_seconds, name, per_second);
        }
        summary.requests.failures.shrink();
        summary.requests.unrouted.failures.shrink();
        summary.requests.cells = self.cells.finish();
        summary.requests.customers = self.customers.finish();
        for masked in self.masked.values_mut() {
            masked.settle(|key| self.services.name(key));
        }
        summary.masked = self.masked.finish();
        summary.correlations = self.correlations.finish();
        summary.faults = Faults::default();
        summary.faults.add(std::mem::take(&mut self.backwards));
        (summary, self.edges)
    }
}

/// Counts a record of a masked line.
#[inline]
fn add_record(
    entry: &mut Masked,
    severity: Option<Severity>,
    service: Option<u64>,
    place: Option<Place>,
    source: &Source<'_>,
) {
    entry.add_severity(severity);
    if let Some(service) = service {
        entry.add_service(service);
    }
    if let Some(place) = place {
        entry.add_place(place, severity);
    }
    if entry.wants_record(source.line) {
        entry.add_record(source.sample());
    }
}

/// The fault of a time that lies well before the one before it.
pub(super) fn backwards(last_nanos: i64, (nanos, line, offset): (i64, u64, u64)) -> Option<LogFault> {
    let seconds = last_nanos.saturating_sub(nanos) / SECOND;
    (seconds >= BACKWARDS_S).then_some(LogFault::Backwards { line, offset, seconds })
}
