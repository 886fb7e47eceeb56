//! Records into a summary: the part of the work that runs for every record.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::zone::{Zone, ZoneMemo};
use crate::bottom::{Filling, Identity};
use crate::format::access::usual::UsualRequest;
use crate::format::{RecordPlace, UsualMessage, add_mentions, may_mention};
use crate::frame::{Framer, Sink, names_error};
use crate::record::Record;
use crate::route::{self, KnownRoutes};
use crate::severity::Severity;
use crate::summary::{
    Distinct, FailedRequest, FailingCustomer, Faults, LogFault, LogSummary, MOST_CELLS, MOST_CUSTOMERS, MOST_IDS,
    MOST_PARAMETERS, MOST_RECORD_BYTES, Masked, PerSecond, Place, RecordSample, RequestCell, SourceId, Unrouted,
    count_name, count_seconds, first_line, is_failure, outer,
};
use crate::swar;
use crate::template::mask::{self, MaskedId, content_hash, joined, significant, trimmed};
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

/// Counts names, found by their hash.
#[derive(Debug, Default)]
struct Names {
    places: HashMap<u64, usize, BuildHasherDefault<Identity>>,
    counts: Vec<NameCount>,
    /// Names of at most sixteen bytes that came last: first and last words and length, hash, place.
    recent: [((u64, u64, usize), u64, usize); 32],
}

/// How often a name came, and when.
#[derive(Debug)]
struct NameCount {
    name: String,
    count: u64,
    per_second: PerSecond,
}

impl NameCount {
    #[inline]
    fn add(&mut self, place: Option<Place>) {
        self.count += 1;
        if let Some(place) = place {
            self.per_second.add(place.second);
        }
    }
}

/// Names counted apart; a hostile log can make up any number.
const MOST_NAMES: usize = 4096;

impl Names {
    /// Counts a name; its hash.
    #[inline]
    fn add(&mut self, name: &[u8], at: Option<Place>) -> u64 {
        // The words of a short name are all of it.
        let words =
            (name.first_chunk().copied().map_or_else(|| swar::short(name), u64::from_le_bytes), name.last_chunk());
        let words = (words.0, words.1.copied().map_or(0, u64::from_le_bytes), name.len());
        let slot = usize::try_from((words.0 ^ words.1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 59).unwrap_or(0);
        if name.len() <= 16
            && let Some((own, key, place)) = self.recent.get(slot)
            && *own == words
            && let Some(count) = self.counts.get_mut(*place)
        {
            count.add(at);
            return *key;
        }
        let key = content_hash(name);
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None if self.counts.len() < MOST_NAMES => {
                self.places.insert(key, self.counts.len());
                let name = String::from_utf8_lossy(name).into_owned();
                self.counts.push(NameCount { name, count: 0, per_second: PerSecond::default() });
                self.counts.len() - 1
            }
            None => return key,
        };
        if let Some(count) = self.counts.get_mut(place) {
            count.add(at);
        }
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = (words, key, place);
        }
        key
    }

    fn name(&self, key: u64) -> Option<&str> {
        self.counts.get(*self.places.get(&key)?).map(|count| count.name.as_str())
    }
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
    parameters: [u64; MOST_PARAMETERS],
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
            parameters: [0; MOST_PARAMETERS],
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

    /// Samples the ids that other sources may share.
    #[inline]
    fn add_ids(&mut self, record: &Record<'_>, place: Option<Place>) {
        let Some(place) = place else { return };
        for id in [record.trace_id, record.request_id].into_iter().flatten() {
            let hash = content_hash(id);
            if !self.correlations.may_keep(hash) {
                continue;
            }
            if let Some(first) = self.correlations.existing(hash) {
                *first = (*first).min(place.nanos);
            } else if route::is_shared_id(id) {
                self.correlations.get(hash, 0, || place.nanos);
            }
        }
    }

    /// Counts a request; whether it was one.
    fn add_request(&mut self, record: &Record<'_>, place: Option<Place>) -> bool {
        let Some(request) = &record.request else { return false };
        let Some(status) = request.status else { return false };
        let Some(path) = request.route.or(request.path) else {
            // Its sentence stays one: nothing else tells what was asked for.
            if !record.format.is_access_log() {
                self.add_unrouted(status, place, &Source::of(record));
            }
            return false;
        };
        let method = request.method.unwrap_or_default();
        let key = self.known_routes.hash_of(method, path, status);
        let is_failure = self.count_request(key, method, path, status, place);
        let Some(place) = place else { return true };
        let requests = &mut self.summary.requests;
        if let Some(nanos) = request.duration_ns {
            requests.durations.add(place.second, nanos);
        }
        let customer = record.customer_id.filter(|id| id.len() <= 64);
        requests.has_customers |= customer.is_some();
        if is_failure {
            self.add_failure(key, customer, place, &Source::of(record));
        }
        true
    }

    /// Counts an answer that names no route.
    fn add_unrouted(&mut self, status: u16, place: Option<Place>, source: &Source<'_>) {
        let Some(place) = place.filter(|_| Unrouted::is_answer(status)) else { return };
        let unrouted = &mut self.summary.requests.unrouted;
        unrouted.by_status.entry(status).or_default().add(place.second);
        if is_failure(status) && unrouted.failures.wants(place.nanos) {
            let RecordSample { line, offset, text: words, .. } = source.sample();
            let route = String::new();
            unrouted.failures.add(FailedRequest { nanos: place.nanos, line, offset, status, route, words });
        }
    }

    /// Counts a request under the hash of its route and status; whether it is a failure that is kept apart.
    #[inline]
    fn count_request(&mut self, key: u64, method: &[u8], path: &[u8], status: u16, place: Option<Place>) -> bool {
        let make = || RequestCell {
            route: format!("{} {}", String::from_utf8_lossy(method), route::route_of(path)).trim_start().to_owned(),
            status,
            count: 0,
            per_second: PerSecond::default(),
        };
        let Some(cell) = self.cells.get(key, 1, make) else { return false };
        cell.count += 1;
        if let Some(place) = place {
            cell.per_second.add(place.second);
        }
        is_failure(status)
    }

    /// Keeps a request that failed, and for whom.
    fn add_failure(&mut self, key: u64, customer: Option<&[u8]>, place: Place, source: &Source<'_>) {
        if let Some(id) = customer
            && let Some(customer) = self.customers.get(content_hash(id), 1, || FailingCustomer {
                id: String::from_utf8_lossy(id).into_owned(),
                failed: 0,
                first_s: place.second,
                last_s: place.second,
            })
        {
            customer.failed += 1;
            customer.first_s = customer.first_s.min(place.second);
            customer.last_s = customer.last_s.max(place.second);
        }
        let failures = &mut self.summary.requests.failures;
        if failures.wants(place.nanos)
            && let Some(cell) = self.cells.existing(key)
        {
            let RecordSample { line, offset, text: words, .. } = source.sample();
            let (status, route) = (cell.status, cell.route.clone());
            failures.add(FailedRequest { nanos: place.nanos, line, offset, status, route, words });
        }
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
        let parameters = &mut self.parameters;
        let mut many = 0;
        let masked = self.known_lines.mask_with(headline, |hash| {
            if let Some(slot) = parameters.get_mut(many) {
                *slot = hash;
            }
            many += 1;
        });
        let new = || Masked { may_mention: may_mention(headline), ..Masked::default() };
        let entry = self.masked.get(masked.id.0, 1, new)?;
        entry.sampled.add(masked.draw, headline);
        add_record(entry, severity, service, place, source);
        if many <= MOST_PARAMETERS {
            if entry.distinct.len() < many {
                entry.distinct.resize_with(many, Distinct::default);
            }
            for (sketch, hash) in entry.distinct.iter_mut().zip(self.parameters.iter().take(many)) {
                sketch.add(*hash);
            }
        }
        Some((masked.id, entry.may_mention))
    }

    /// As [`count_message`](Self::count_message), for one that goes on with an exception. Parameters of both are not told
    /// apart.
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
        let masked = joined(self.known_lines.mask_with(headline, |_| ()), mask::mask(exception));
        self.scratch.clear();
        self.scratch.extend_from_slice(headline);
        self.scratch.extend_from_slice(EXCEPTION);
        self.scratch.extend_from_slice(exception);
        let new = || Masked { may_mention: may_mention(headline), ..Masked::default() };
        let entry = self.masked.get(masked.id.0, 1, new)?;
        entry.sampled.add(masked.draw, &self.scratch);
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

/// The part of the message that counts. One that stands as it is in a record of one line needs no search for its end.
#[inline]
fn headline<'a>(record: &Record<'a>) -> &'a [u8] {
    if record.line_count == 1 && record.raw.as_ptr_range().contains(&record.message.as_ptr()) {
        return trimmed(record.message);
    }
    significant(record.message)
}

/// The line of a stack trace that names the exception: the last one of Python's, the first of Java's.
fn exception_of(message: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b'\n', message)?;
    let mut lines = message.get(end + 1..)?.split(|byte| *byte == b'\n');
    if memchr::memmem::find(message, b"Traceback (most recent call last)").is_some() {
        lines.rfind(|line| names_error(line))
    } else {
        lines.find(|line| names_error(line))
    }
}
