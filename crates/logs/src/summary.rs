//! The summary of one log: counts by template and second, requests, shared ids, faults.
//!
//! Memory grows with distinct templates, seconds and failing customers, never with bytes.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};

use crate::assemble::{Assembler, Event, Fed};
use crate::duplicates::{Held, Watch};
use crate::format::{Detected, Format, detect};
use crate::frame::{LONGEST_LINE, Lines};
use crate::record::Severity;
use crate::time::Stamp;
use crate::{Compression, DecompressError, holes, open};

/// Lines looked at to recognise a format.
const SNIFFED: usize = 200;
/// Templates kept apart; the rest is counted together.
const MOST_TEMPLATES: usize = 20_000;
/// Ids in the sample: the smallest hashes, so that every source samples the same ids.
const MOST_IDS: usize = 4096;
/// Routes kept apart.
const MOST_ROUTES: usize = 2_000;
/// Customers with failures kept apart.
const MOST_CUSTOMERS: usize = 200_000;
/// Failed requests kept with their words, from the start.
const MOST_FAILURES: usize = 4_000;

/// How to read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Year for layouts without one.
    pub year: i64,
    /// Plain bytes read at most.
    pub max_bytes: u64,
}

/// Why a log could not be summarised at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The stream could not be opened.
    #[error(transparent)]
    Decompress(#[from] DecompressError),
    /// The stream broke before its first line.
    #[error("failed to read the first line")]
    Io(#[from] io::Error),
}

/// How often a template occurred, and when.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TemplateSummary {
    /// The template.
    pub template: String,
    /// Records.
    pub count: u64,
    /// Records by second of the source's clock.
    pub per_second: BTreeMap<i64, u32>,
    /// Records by severity.
    pub severities: BTreeMap<Severity, u64>,
    /// First record with a time: nanoseconds, line, byte offset.
    pub first: Option<(i64, u64, u64)>,
    /// Last second.
    pub last_s: Option<i64>,
    /// Up to three records as written, first lines.
    pub samples: Vec<String>,
}

/// Something wrong with the log itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogFault {
    /// A line breaks off where its format goes on; the reading before it and the one after.
    #[expect(missing_docs, reason = "the words say it")]
    Cut { line: u64, before: Option<i64>, after: Option<i64> },
    /// Nothing between two seconds although it is busy around them.
    #[expect(missing_docs, reason = "the words say it")]
    Hole { line: u64, from_s: i64, to_s: i64 },
    /// Lines that arrived twice and were read once.
    #[expect(missing_docs, reason = "the words say it")]
    Duplicate { line: u64, lines: u64, first: Option<i64>, last: Option<i64> },
    /// Times jump back by more than a few seconds.
    #[expect(missing_docs, reason = "the words say it")]
    Backwards { line: u64, seconds: i64 },
    /// Bytes of giant lines that were dropped.
    #[expect(missing_docs, reason = "the words say it")]
    GiantLine { line: u64, dropped: u64 },
    /// The stream broke off.
    #[expect(missing_docs, reason = "the words say it")]
    Broken { line: u64, offset: u64, reason: String },
    /// More distinct templates than are kept apart.
    #[expect(missing_docs, reason = "the words say it")]
    TooManyTemplates { records: u64 },
}

/// A request that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FailedRequest {
    pub nanos: i64,
    pub line: u64,
    pub offset: u64,
    pub status: u16,
    pub route: String,
    pub words: String,
}

/// Failures of one customer: count, first and last second.
pub type CustomerFailures = (u64, i64, i64);

/// The summary of one log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LogSummary {
    /// What its lines were recognised as, with the share of lines that are so.
    pub format: Option<(Format, f64)>,
    /// Physical lines.
    pub lines: u64,
    /// Records.
    pub records: u64,
    /// Records with a time.
    pub timed: u64,
    /// Records whose time carries a zone.
    pub zoned: u64,
    /// Plain bytes.
    pub bytes: u64,
    /// Lines that fit nothing.
    pub stray: u64,
    /// First and last reading, nanoseconds.
    pub covered: Option<(i64, i64)>,
    /// The first record with a time: line, offset, words.
    pub first_line: Option<(u64, u64, String)>,
    /// By template text.
    pub templates: BTreeMap<String, TemplateSummary>,
    /// Requests by second, route and status.
    pub requests: BTreeMap<(i64, u32, u16), u32>,
    /// Routes, by the index used in `requests`.
    pub routes: Vec<String>,
    /// Durations of requests by second and upper bound in nanoseconds; bounds grow by 5 %.
    pub durations: BTreeMap<(i64, u64), u32>,
    /// Customers with failed requests.
    pub failing_customers: BTreeMap<String, CustomerFailures>,
    /// Whether requests carry customers.
    pub has_customers: bool,
    /// Failed requests with their words; the first [`MOST_FAILURES`] and the last one.
    pub failures: Vec<FailedRequest>,
    /// Sample of shared ids with their first reading.
    pub correlations: BTreeMap<u64, i64>,
    /// Names of services inside, with records.
    pub services: BTreeMap<String, u64>,
    /// Pods named by the wrapper, with records.
    pub pods: BTreeMap<String, u64>,
    /// Inner minus outer reading in nanoseconds where a wrapper has a time of its own: smallest and largest.
    pub inner_offset: Option<(i64, i64)>,
    /// Faults.
    pub faults: Vec<LogFault>,
}

/// Whether a status is a failure: server errors, refusal for load, and 499 of a client that gave up.
pub fn is_failure(status: u16) -> bool {
    status >= 500 || status == 429 || status == 499
}

/// Reads a log, compressed or not, to its end or to where it breaks.
pub fn summarise<'a>(reader: impl BufRead + 'a, options: &Options) -> Result<LogSummary, ReadError> {
    let (plain, compression) = open(reader, options.max_bytes)?;
    let mut lines = Lines::new(plain);
    let mut head: Vec<Held> = Vec::new();
    let mut summary = LogSummary::default();
    let mut broken = None;
    while head.len() < SNIFFED {
        match lines.next_line() {
            Ok(Some(line)) => {
                note_giant(&mut summary, line.number, line.dropped);
                head.push(Held { text: text_of(line.bytes), line: line.number, offset: line.offset });
            }
            Ok(None) => break,
            Err(error) if head.is_empty() => return Err(error.into()),
            Err(error) => {
                broken = Some(error.to_string());
                break;
            }
        }
    }
    let detected = detect(head.iter().map(|h| h.text.as_str()), options.year);
    let mut builder = Builder::new(summary, detected, options.year);
    let mut watch = Watch::default();
    let mut number = head.len() as u64;
    for held in head {
        builder.read_all(watch.pass(&held.text, held.line, held.offset));
    }
    while broken.is_none() {
        match lines.next_line() {
            Ok(Some(line)) => {
                number = line.number;
                note_giant(&mut builder.summary, line.number, line.dropped);
                let text = text_of(line.bytes);
                builder.read_all(watch.pass(&text, line.number, line.offset));
            }
            Ok(None) => break,
            Err(error) => broken = Some(error.to_string()),
        }
    }
    let (held, blocks) = watch.finish();
    builder.read_all(held);
    let offset = lines.offset();
    let mut summary = builder.finish();
    for block in blocks {
        summary.faults.push(LogFault::Duplicate { line: block.line, lines: block.lines, first: None, last: None });
    }
    if let Some(reason) = broken {
        summary.faults.push(LogFault::Broken { line: number, offset, reason });
    }
    if compression == Compression::None && offset >= options.max_bytes {
        summary.faults.push(LogFault::Broken {
            line: number,
            offset,
            reason: format!("longer than the {} bytes that are read", options.max_bytes),
        });
    }
    summary.lines = number;
    summary.bytes = offset;
    Ok(summary)
}

fn note_giant(summary: &mut LogSummary, line: u64, dropped: u64) {
    if dropped > 0 {
        summary.faults.push(LogFault::GiantLine { line, dropped });
    }
}

/// Text of a line; bytes that are no UTF-8 become replacement characters, NUL and escapes stay text.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(..bytes.len().min(LONGEST_LINE)).unwrap_or(bytes)).into_owned()
}

struct Builder {
    summary: LogSummary,
    assembler: Assembler,
    detected: Detected,
    routes: HashMap<String, u32>,
    template: String,
    seconds: BTreeMap<i64, u64>,
    lines_at: BTreeMap<i64, u64>,
    last: Option<Stamp>,
    cut: Option<(u64, Option<i64>)>,
    backwards: bool,
    overflow: u64,
}

impl Builder {
    fn new(summary: LogSummary, detected: Detected, year: i64) -> Self {
        Self {
            summary,
            assembler: Assembler::new(detected, year),
            detected,
            routes: HashMap::new(),
            template: String::new(),
            seconds: BTreeMap::new(),
            lines_at: BTreeMap::new(),
            last: None,
            cut: None,
            backwards: false,
            overflow: 0,
        }
    }

    fn read_all(&mut self, lines: Vec<Held>) {
        for held in lines {
            match self.assembler.feed(&held.text, held.line, held.offset) {
                Fed::Began(Some(event)) => self.count(&event),
                Fed::Began(None) | Fed::Continued => {}
                Fed::Stray => self.summary.stray += u64::from(!held.text.trim().is_empty()),
            }
        }
    }

    fn count(&mut self, event: &Event) {
        let summary = &mut self.summary;
        summary.records += 1;
        if let Some((line, before)) = self.cut.take() {
            summary.faults.push(LogFault::Cut { line, before, after: event.time.map(Stamp::nanos) });
        }
        if event.is_cut {
            self.cut = Some((event.line, self.last.map(Stamp::nanos)));
        }
        if let Some(name) = &event.service {
            *summary.services.entry(name.clone()).or_default() += 1;
        }
        if let Some(pod) = &event.pod {
            *summary.pods.entry(pod.clone()).or_default() += 1;
        }
        let Some(stamp) = event.time else {
            return self.count_template(event, None);
        };
        self.note_time(event, stamp);
        self.summary.correlations_add(event, stamp);
        match &event.request {
            Some(request) if !event.is_cut => {
                let (route, status, duration) = (request.route.clone(), request.status, request.duration_s);
                self.count_request(event, stamp, &route, status, duration);
            }
            Some(_) => {}
            None => self.count_template(event, Some(stamp)),
        }
    }

    fn note_time(&mut self, event: &Event, stamp: Stamp) {
        let summary = &mut self.summary;
        let nanos = stamp.nanos();
        summary.timed += 1;
        summary.zoned += u64::from(stamp.is_zoned());
        summary.covered = Some(summary.covered.map_or((nanos, nanos), |c| (c.0.min(nanos), c.1.max(nanos))));
        if summary.first_line.is_none() {
            summary.first_line = Some((event.line, event.offset, event.first_line.clone()));
        }
        *self.seconds.entry(stamp.second()).or_default() += 1;
        self.lines_at.entry(stamp.second()).or_insert(event.line);
        if let Some(inner) = event.inner_time {
            let difference = inner.nanos() - nanos;
            summary.inner_offset = Some(
                summary.inner_offset.map_or((difference, difference), |o| (o.0.min(difference), o.1.max(difference))),
            );
        }
        if let Some(last) = self.last {
            let back = (last.nanos() - nanos) / 1_000_000_000;
            // Concurrent writers interleave by moments; a minute back is a clock or a mixed-up file.
            if back >= 60 && !self.backwards {
                self.backwards = true;
                summary.faults.push(LogFault::Backwards { line: event.line, seconds: back });
            }
        }
        self.last = Some(stamp);
    }

    fn count_request(&mut self, event: &Event, stamp: Stamp, route: &str, status: u16, duration_s: Option<f64>) {
        let second = stamp.second();
        let index = if let Some(index) = self.routes.get(route) {
            *index
        } else {
            let full = self.summary.routes.len() >= MOST_ROUTES;
            let name = if full { "other routes" } else { route };
            let index = u32::try_from(self.summary.routes.len()).unwrap_or(u32::MAX);
            let index = *self.routes.entry(name.to_owned()).or_insert(index);
            if index as usize == self.summary.routes.len() {
                self.summary.routes.push(name.to_owned());
            }
            index
        };
        let summary = &mut self.summary;
        *summary.requests.entry((second, index, status)).or_default() += 1;
        if let Some(seconds) = duration_s {
            *summary.durations.entry((second, bound_ns(seconds))).or_default() += 1;
        }
        summary.has_customers |= event.customer.is_some();
        if !is_failure(status) {
            return;
        }
        if let Some(customer) = &event.customer
            && (summary.failing_customers.len() < MOST_CUSTOMERS || summary.failing_customers.contains_key(customer))
        {
            let slot = summary.failing_customers.entry(customer.clone()).or_insert((0, second, second));
            *slot = (slot.0 + 1, slot.1.min(second), slot.2.max(second));
        }
        let failed = FailedRequest {
            nanos: stamp.nanos(),
            line: event.line,
            offset: event.offset,
            status,
            route: route.to_owned(),
            words: event.first_line.clone(),
        };
        if summary.failures.len() < MOST_FAILURES {
            summary.failures.push(failed);
        } else if let Some(last) = summary.failures.last_mut() {
            *last = failed;
        }
    }

    fn count_template(&mut self, event: &Event, stamp: Option<Stamp>) {
        event.template_into(&mut self.template);
        if self.template.is_empty() {
            return;
        }
        let summary = &mut self.summary;
        if !summary.templates.contains_key(&self.template) {
            if summary.templates.len() >= MOST_TEMPLATES {
                self.overflow += 1;
                return;
            }
            let template = TemplateSummary { template: self.template.clone(), ..TemplateSummary::default() };
            summary.templates.insert(self.template.clone(), template);
        }
        let Some(slot) = summary.templates.get_mut(&self.template) else { return };
        slot.count += 1;
        if let Some(severity) = event.severity {
            *slot.severities.entry(severity).or_default() += 1;
        }
        if slot.samples.len() < 3 {
            slot.samples.push(event.first_line.clone());
        }
        if let Some(stamp) = stamp {
            *slot.per_second.entry(stamp.second()).or_default() += 1;
            slot.last_s = slot.last_s.max(Some(stamp.second()));
            if slot.first.is_none_or(|f| stamp.nanos() < f.0) {
                slot.first = Some((stamp.nanos(), event.line, event.offset));
            }
        }
    }

    fn finish(mut self) -> LogSummary {
        let assembler = std::mem::replace(&mut self.assembler, Assembler::new(self.detected, 1970));
        if let Some(event) = assembler.finish() {
            self.count(&event);
        }
        if let Some((line, before)) = self.cut.take() {
            self.summary.faults.push(LogFault::Cut { line, before, after: None });
        }
        for (from_s, to_s) in holes::find(&self.seconds) {
            let line = self.lines_at.get(&to_s).copied().unwrap_or(0);
            self.summary.faults.push(LogFault::Hole { line, from_s, to_s });
        }
        if self.overflow > 0 {
            self.summary.faults.push(LogFault::TooManyTemplates { records: self.overflow });
        }
        self.summary.format = Some((self.detected.format, self.detected.certainty));
        self.summary
    }
}

impl LogSummary {
    fn correlations_add(&mut self, event: &Event, stamp: Stamp) {
        for id in &event.correlations {
            if self.correlations.len() < MOST_IDS
                || self.correlations.last_key_value().is_some_and(|(last, _)| id < last)
            {
                let first = self.correlations.entry(*id).or_insert(stamp.nanos());
                *first = (*first).min(stamp.nanos());
                if self.correlations.len() > MOST_IDS {
                    self.correlations.pop_last();
                }
            }
        }
    }
}

/// The upper bound of the 5 % wide bucket a duration falls into, in nanoseconds.
fn bound_ns(seconds: f64) -> u64 {
    if seconds <= 1e-6 {
        return 1_000;
    }
    let bucket = (seconds.ln() / 1.05_f64.ln()).ceil();
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let bound = (1.05_f64.powf(bucket) * 1e9) as u64;
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> LogSummary {
        summarise(text.as_bytes(), &Options { year: 2026, max_bytes: 1 << 30 }).unwrap()
    }

    #[test]
    fn a_stack_trace_is_one_record() {
        let text = "\
2026-11-23T14:42:48.807119779Z 2026-11-23 14:42:48,807 ERROR [app] [req=720d6e9339b3bc42] unhandled error
2026-11-23T14:42:48.807119780Z Traceback (most recent call last):
2026-11-23T14:42:48.807119781Z 
2026-11-23T14:42:48.807119782Z TypeError: 'NoneType' object is not subscriptable
2026-11-23T14:42:48.807119783Z 2026-11-23 14:42:48,808 INFO [app] [req=720d6e9339b3bc43] next
";
        let summary = read(text);
        assert_eq!(summary.records, 2);
        let template = summary.templates.values().find(|t| t.severities.contains_key(&Severity::Error)).unwrap();
        assert_eq!(template.template, "unhandled error ⏎ TypeError: 'NoneType' object is not subscriptable");
        assert_eq!((summary.correlations.len(), summary.zoned), (2, 2));
    }

    #[test]
    fn requests_are_counted_by_second_route_and_status() {
        let summary = read(concat!(
            "192.0.2.1 - - [23/Nov/2026:15:20:30 +0000] \"GET /o/17 HTTP/1.1\" 200 5 \"-\" \"x\"\n",
            "192.0.2.1 - - [23/Nov/2026:15:20:30 +0000] \"GET /o/18 HTTP/1.1\" 503 5 \"-\" \"x\"\n",
        ));
        assert_eq!(summary.routes, ["GET /o/{id}"]);
        assert_eq!(summary.requests.values().sum::<u32>(), 2);
        assert_eq!(summary.failures.len(), 1);
    }

    #[test]
    fn hostile_bytes_end_in_a_summary() {
        for bytes in [&b""[..], b"\0\0\0", b"\xff\xfe\n\xff", b"\x1f\x8b\x08garbage", b"{\"ts\":", &[b'['; 10_000]] {
            drop(summarise(bytes, &Options { year: 2026, max_bytes: 1 << 20 }));
        }
    }

    #[test]
    fn a_broken_archive_keeps_what_came_before() {
        use std::io::Write as _;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
        for i in 0..20_000 {
            writeln!(packed, "2026-11-23 15:20:26 INFO line {i}").unwrap();
        }
        let packed = packed.finish().unwrap();
        let summary = summarise(&packed[..packed.len() / 2], &Options { year: 2026, max_bytes: 1 << 30 }).unwrap();
        assert!(summary.records > 5_000);
        assert!(summary.faults.iter().any(|f| matches!(f, LogFault::Broken { .. })));
    }
}
