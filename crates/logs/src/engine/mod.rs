//! A source into its summary, on as many threads as help.
//!
//! One thread at a time takes the next block of whole records off the source (see [`Cutter`]); what follows, from lines
//! to counts, it does alone, into a summary of its own. At the end the summaries are merged, which is blind to the order.
//! So the answer does not depend on the number of threads.

mod fold;
mod zone;

pub use zone::Zone;

use std::io::Read;
use std::sync::{Mutex, PoisonError};

use crate::frame::{Block, Cutter, Flaws, Framer, Notice, NoticeKind, ReadError};
use crate::summary::{LogFault, LogSummary};
use crate::time::{DateOrder, Stamp};
use fold::{Edge, Fold, backwards};
use zone::ZoneMemo;

/// Threads beyond this find the source busy: reading goes in order.
const MOST_THREADS: usize = 4;
/// Bytes of a record that are read: a stack trace, not a dump.
const MAX_RECORD_BYTES: usize = 16 << 10;

/// How to read a log.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Year in which stamps without one begin.
    pub year: i64,
    /// Plain bytes read at most.
    pub max_bytes: u64,
}

/// Reads a log, compressed or not, to its end or to where it breaks.
///
/// # Errors
/// Only when not even the first byte could be read.
///
/// ```
/// let log = "2025-02-09T10:05:23Z ERROR store: no answer in 12 ms\n2025-02-09T10:05:24Z ERROR store: no answer in 7 ms\n";
/// let options = backstory_logs::Options { year: 2025, max_bytes: u64::MAX };
/// let templates = backstory_logs::summarise(log.as_bytes(), &options)?.templates();
/// assert_eq!((templates[0].template.as_str(), templates[0].count), ("store: no answer in <*> ms", 2));
/// # Ok::<(), backstory_logs::ReadError>(())
/// ```
pub fn summarise(reader: impl Read + Send, options: &Options) -> Result<LogSummary, ReadError> {
    summarise_on(threads(), None, reader, options)
}

/// As [`summarise`], readings without a zone being of this one.
///
/// # Errors
/// Only when not even the first byte could be read.
pub fn summarise_in(zone: Zone, reader: impl Read + Send, options: &Options) -> Result<LogSummary, ReadError> {
    summarise_on(threads(), Some(zone), reader, options)
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
}

/// As [`summarise`], on so many threads.
pub(crate) fn summarise_on(
    threads: usize,
    zone: Option<Zone>,
    reader: impl Read + Send,
    options: &Options,
) -> Result<LogSummary, ReadError> {
    let year = i32::try_from(options.year).ok();
    let mut cutter = Cutter::open(reader, year, options.max_bytes).map_err(ReadError::Io)?;
    let recognised = cutter.recognised();
    let mut parts = Vec::new();
    let first = cutter.next_block(Block::default());
    if cutter.is_done() || recognised.is_yearless || threads < 2 {
        // Small, or in need of order: stamps without a year follow each other over the turn of the year.
        let mut worker = Worker::new(&cutter, zone.clone(), recognised.is_yearless);
        let mut next = first;
        while let Some(block) = next {
            worker.read(&block);
            next = cutter.next_block(block);
        }
        parts.push(worker.finish());
    } else {
        let shared = Mutex::new((cutter, first));
        std::thread::scope(|scope| {
            let work = || {
                let zone = zone.clone();
                let mut worker = Worker::new(&shared.lock().unwrap_or_else(PoisonError::into_inner).0, zone, false);
                let mut block = Block::default();
                loop {
                    let next = {
                        let mut guard = shared.lock().unwrap_or_else(PoisonError::into_inner);
                        let (cutter, first) = &mut *guard;
                        first.take().or_else(|| cutter.next_block(std::mem::take(&mut block)))
                    };
                    let Some(next) = next else { break };
                    worker.read(&next);
                    block = next;
                }
                worker.finish()
            };
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            parts.push(work());
            // A thread that panicked would be a bug here; its panic goes on in the caller.
            parts.extend(
                others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
            );
        });
        cutter = shared.into_inner().unwrap_or_else(PoisonError::into_inner).0;
    }
    let (lines, bytes, notices) = cutter.finish();
    Ok(put_together(parts, recognised, (lines, bytes), notices, zone))
}

/// One thread's tools.
struct Worker {
    framer: Framer,
    fold: Fold,
    keeps_clock: bool,
}

impl Worker {
    fn new(cutter: &Cutter<'_>, zone: Option<Zone>, keeps_clock: bool) -> Self {
        Self { framer: cutter.framer(MAX_RECORD_BYTES), fold: Fold::new(zone), keeps_clock }
    }

    fn read(&mut self, block: &Block) {
        for piece in &block.pieces {
            self.framer.process(&block.bytes, &block.ends, block.offset, piece, self.keeps_clock, &mut self.fold);
        }
        self.fold.end_block(block.number);
    }

    fn finish(mut self) -> Part {
        let (summary, edges) = self.fold.finish(&mut self.framer);
        Part { summary, edges, notices: self.framer.notices, flaws: self.framer.flaws }
    }
}

/// What one thread found.
struct Part {
    summary: LogSummary,
    edges: Vec<Edge>,
    notices: Vec<Notice>,
    flaws: Flaws,
}

fn put_together(
    parts: Vec<Part>,
    recognised: crate::Recognised,
    (lines, bytes): (u64, u64),
    mut notices: Vec<Notice>,
    zone: Option<Zone>,
) -> LogSummary {
    let mut summary = LogSummary::default();
    let mut edges = Vec::new();
    let mut flaws = Flaws::default();
    for mut part in parts {
        summary.merge(part.summary);
        edges.append(&mut part.edges);
        notices.append(&mut part.notices);
        flaws.merge(part.flaws);
    }
    notices.extend(flaws.notices());
    edges.sort_by_key(|edge| edge.block);
    notices.sort();
    summary.lines = lines;
    summary.bytes = bytes;
    summary.faults.add((recognised.dates == Some(DateOrder::Either)).then_some(LogFault::EitherDate { line: 1 }));
    summary.faults.add(recognised.has_no_date.then_some(LogFault::NoDate { line: 1 }));
    summary.recognised.entry(recognised.kind).or_default().insert(recognised.envelope, lines);
    let jumps = edges.iter().zip(edges.iter().skip(1)).filter_map(|(a, b)| backwards(a.last_nanos, b.first));
    summary.faults.add(jumps.collect::<Vec<_>>());
    let mut zone = ZoneMemo::new(zone);
    for notice in &mut notices {
        notice.before = notice.before.map(|stamp| zone.settle(stamp));
        notice.after = notice.after.map(|stamp| zone.settle(stamp));
    }
    summary.faults.add(notices.iter().map(|notice| fault(notice, &edges, lines)));
    summary
}

fn fault(notice: &Notice, edges: &[Edge], lines: u64) -> LogFault {
    let (line, offset, note) = (notice.line, notice.offset, notice.note.clone());
    match notice.kind {
        NoticeKind::CutLine => {
            let next = edges.partition_point(|edge| edge.first.2 <= offset);
            let before = next.checked_sub(2).and_then(|at| edges.get(at)).map(|edge| edge.last_nanos);
            let after = edges.get(next).map(|edge| edge.first.0);
            LogFault::Cut {
                line,
                offset,
                before: notice.before.map(Stamp::nanos).or(before),
                after: notice.after.map(Stamp::nanos).or(after),
            }
        }
        NoticeKind::BrokenSource => LogFault::Broken { line: lines, offset, reason: note },
        NoticeKind::TooLong => LogFault::TooLong { line, offset, note },
        NoticeKind::NulBytes => LogFault::NulBytes { line, offset, note },
        NoticeKind::InvalidUtf8 => LogFault::InvalidUtf8 { line, offset, lines: notice.lines },
        NoticeKind::Escapes => LogFault::Escapes { line, offset, lines: notice.lines },
        NoticeKind::Repeated => LogFault::Duplicate { line, offset, lines: notice.lines },
    }
}

#[cfg(test)]
mod report_tests;
#[cfg(test)]
mod tests;
