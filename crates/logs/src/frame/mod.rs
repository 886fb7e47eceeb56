//! Framing: bytes into blocks, blocks into physical lines, lines into records.
//!
//! ```text
//! reader -> decompress -> blocks cut at record starts -> lines (envelopes off) -> records (continuations joined)
//! ```
//! Memory is a few blocks, whatever the size of the source. Every byte belongs to exactly one line, every line to at most
//! one record; what cannot be used is reported as a [`Notice`], never dropped in silence.

mod apart;
mod buffer;
mod compose;
mod continuation;
mod cutter;
mod decompress;
mod documents;
mod escapes;
mod flaws;
mod framer;
mod lines;
mod notice;
mod recognise;
mod repeats;
mod shape;
mod wide;

use std::io::{self, Read};

use serde::{Deserialize, Serialize};

use crate::format::access::usual::UsualRequest;
use crate::format::{FormatKind, Recognised, RecordPlace, UsualMessage, add_mentions};
use crate::record::Record;

pub(crate) use continuation::{is_crash, is_go_frame, is_inside, names_error, opens_report};
pub(crate) use cutter::{Block, Cutter};
pub use decompress::{Compression, DecompressError, open};
pub use escapes::plain;
pub(crate) use escapes::strip as strip_escapes;
pub(crate) use flaws::Flaws;
pub(crate) use framer::Framer;
pub use notice::{Notice, NoticeKind};

/// How to read one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// The year that stamps without one begin in; unknown if `None` (see [`crate::time::UNKNOWN_YEAR`]).
    pub year: Option<i32>,
    /// Bytes of a record that are kept; what goes on beyond is framed but not shown. At least 4 KiB are.
    pub max_record_bytes: usize,
    /// Plain bytes that are read at most.
    pub max_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { year: None, max_record_bytes: 64 << 10, max_bytes: u64::MAX }
    }
}

/// How many records were of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FormatCount {
    /// The kind.
    pub kind: FormatKind,
    /// Records of it.
    pub records: u64,
}

/// Counts records by kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormatCounts([u64; FormatKind::CANDIDATES.len() + 1]);

impl Default for FormatCounts {
    fn default() -> Self {
        Self([0; FormatKind::CANDIDATES.len() + 1])
    }
}

impl FormatCounts {
    pub(crate) fn add(&mut self, kind: FormatKind) {
        self.add_many(kind, 1);
    }

    pub(crate) fn add_many(&mut self, kind: FormatKind, many: u64) {
        if let Some(count) = self.0.get_mut(kind as usize) {
            *count += many;
        }
    }

    /// The kinds that were met.
    pub(crate) fn iter(&self) -> impl Iterator<Item = FormatCount> {
        FormatKind::CANDIDATES.iter().copied().chain([FormatKind::Unknown]).filter_map(|kind| {
            let records = self.0.get(kind as usize).copied().filter(|count| *count > 0)?;
            Some(FormatCount { kind, records })
        })
    }
}

/// Takes the records of a source.
pub(crate) trait Sink {
    /// Takes a record.
    fn record(&mut self, record: &Record<'_>);

    /// Takes a line that is a request and nothing else.
    #[inline]
    fn request(&mut self, request: &UsualRequest<'_>, place: RecordPlace<'_>) {
        self.record(&request.record(place));
    }

    /// Takes a line that is a message and nothing else.
    #[inline]
    fn message(&mut self, message: &UsualMessage<'_>, place: RecordPlace<'_>) {
        self.record(&message.fields().record(place));
    }
}

impl<F: FnMut(&Record<'_>)> Sink for F {
    fn record(&mut self, record: &Record<'_>) {
        self(record);
    }
}

/// What reading a source came to.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadReport {
    /// What the source was recognised as.
    pub recognised: Recognised,
    /// Kinds that were met, by [`FormatKind`].
    pub formats: Vec<FormatCount>,
    /// Physical lines.
    pub lines: u64,
    /// Lines of blanks only, outside any record.
    pub blank_lines: u64,
    /// Records handed over.
    pub records: u64,
    /// Bytes after decompression.
    pub bytes: u64,
    /// Stamps lacked a year and the options gave none.
    pub lacks_year: bool,
    /// Troubles with their places, in order of offset; at most a few hundred.
    pub notices: Vec<Notice>,
}

/// Why a source could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The reader failed before the first byte.
    #[error("failed to read the log")]
    Io(#[source] io::Error),
}

/// Streams the records of one source, in order. gzip, zstd and bzip2 are recognised by their magic numbers. Chunks of
/// lines that arrived twice are read once.
///
/// A source that breaks off (a truncated archive, a failing disk) yields what could be read and a notice.
///
/// # Errors
/// Only when not even the first byte could be read.
///
/// ```
/// let log = "2025-02-09T10:05:23Z ERROR boom\n  at line 7\n2025-02-09T10:05:24Z INFO fine\n";
/// let mut messages = Vec::new();
/// let report = backstory_logs::read_records(log.as_bytes(), &Default::default(), |record| {
///     messages.push(String::from_utf8_lossy(record.message).into_owned());
/// })?;
/// assert_eq!(messages, ["boom\n  at line 7", "fine"]);
/// assert_eq!((report.lines, report.records), (3, 2));
/// # Ok::<(), backstory_logs::ReadError>(())
/// ```
pub fn read_records(
    reader: impl Read + Send,
    options: &ReadOptions,
    mut on_record: impl FnMut(&Record<'_>),
) -> Result<ReadReport, ReadError> {
    let mut cutter = Cutter::open(reader, options.year, options.max_bytes).map_err(ReadError::Io)?;
    let recognised = cutter.recognised();
    let mut framer = cutter.framer(options.max_record_bytes);
    let mut with_mentions = |record: &Record<'_>| {
        let mut record = *record;
        if !record.format.is_access_log() {
            add_mentions(&mut record);
        }
        on_record(&record);
    };
    let mut block = Block::default();
    while let Some(next) = cutter.next_block(block) {
        for piece in &next.pieces {
            framer.process(&next.bytes, &next.ends, next.offset, piece, true, &mut with_mentions);
        }
        block = next;
    }
    let (lines, bytes, mut notices) = cutter.finish();
    notices.append(&mut framer.notices);
    notices.extend(framer.flaws.notices());
    notices.sort();
    Ok(ReadReport {
        recognised,
        formats: framer.counts.iter().collect(),
        lines,
        blank_lines: framer.blank_lines,
        records: framer.records,
        bytes,
        lacks_year: framer.lacks_year(),
        notices,
    })
}
