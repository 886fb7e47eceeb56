//! The summary of a log: what it says, without its lines.
//!
//! A summary holds, for each masked line, the count by second, first and last record, severities, services, samples with
//! byte offsets and the number of distinct values; for requests the same by route and status; and what is wrong with the
//! log itself. Memory grows with distinct masked lines and seconds, never with bytes.
//!
//! Summaries of parts [merge](LogSummary::merge), in any order, to the summary of the whole (where the parts are cut, a
//! record that went on over the cut is two), and they can be stored and sent: parts of one incident can be summarised on
//! different machines. Templates are made from what was merged, when asked for.

mod aligned;
mod burst;
mod cells;
mod compare;
mod distinct;
mod fault;
mod levels;
mod lull;
mod masked;
mod per_second;
mod request;
mod request_change;
mod service_change;
mod shift;
mod source;
mod stray;
mod template;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use compare::{Change, Subject};
pub use distinct::Distinct;
pub(crate) use fault::Faults;
pub use fault::LogFault;
pub(crate) use levels::Levels;
pub(crate) use masked::{MOST_PARAMETERS, MOST_RECORD_BYTES, Masked, count_name, count_seconds};
pub use masked::{Place, RecordSample};
pub use per_second::PerSecond;
pub use request::{FailedRequest, FailingCustomer, RequestCell, Requests, Unrouted, is_failure};
pub(crate) use request::{MOST_CELLS, MOST_CUSTOMERS};
pub use shift::{ChangeKind, Shift, Span, shifts};
pub use source::SourceId;
pub use template::{ParameterSummary, TemplateSummary, templates_together};

use crate::bottom::Kept;
use crate::format::{Envelope, FormatKind};
use crate::template::MAX_MASKED_LINES;

/// Ids in the sample: the smallest hashes, so that every source samples the same ids.
pub(crate) const MOST_IDS: usize = 4096;

/// The summary of one log, or of several.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LogSummary {
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
    /// Lines of blanks only, outside any record.
    pub blank_lines: u64,
    /// Times without a year were read; they were taken to begin in the year that was given.
    pub is_yearless: bool,
    /// First and last reading, nanoseconds of the source's clock.
    pub covered: Option<(i64, i64)>,
    /// The first record with a time.
    pub first_record: Option<RecordSample>,
    /// Inner minus outer reading in nanoseconds where a wrapper has a time of its own: smallest and largest.
    pub inner_offset: Option<(i64, i64)>,
    /// Records by second.
    pub per_second: PerSecond,
    /// Warnings and errors by second.
    #[serde(default)]
    pub(crate) levels: Levels,
    /// The first line of each second.
    pub(crate) first_lines: BTreeMap<i64, u64>,
    /// Records by the service that they name.
    pub services: BTreeMap<String, u64>,
    /// By second, too.
    #[serde(default)]
    pub(crate) service_seconds: BTreeMap<String, PerSecond>,
    /// Records by the pod that the wrapper names.
    pub pods: BTreeMap<String, u64>,
    /// What is said about requests.
    pub requests: Requests,
    /// Lines by what their source was recognised as.
    pub(crate) recognised: BTreeMap<FormatKind, BTreeMap<Envelope, u64>>,
    /// Records by kind.
    pub(crate) formats: BTreeMap<FormatKind, u64>,
    /// Samples of lines that fit no known format.
    pub(crate) strange: Vec<RecordSample>,
    /// By identity of the masked line.
    pub(crate) masked: Kept<Masked>,
    /// Sample of ids that sources share, by hash, with their first reading.
    pub(crate) correlations: Kept<i64>,
    pub(crate) faults: Faults,
    /// Names of the logs that were merged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) sources: BTreeMap<SourceId, String>,
}

/// Strange lines kept.
const MOST_STRANGE: usize = 20;

impl LogSummary {
    /// What most lines were recognised as: the kind, what wraps its lines, and the share of records of that kind.
    pub fn format(&self) -> Option<(FormatKind, Envelope, f64)> {
        let all =
            self.recognised.iter().flat_map(|(kind, by)| by.iter().map(|(envelope, lines)| (*lines, *kind, *envelope)));
        let (_, mut kind, envelope) =
            all.max_by_key(|(lines, kind, envelope)| (*lines, std::cmp::Reverse((*kind, *envelope))))?;
        let mut own = self.formats.get(&kind).copied().unwrap_or(0);
        // What is carried in another log, or became most of it later, says more of it than how it began.
        if let Some((most, records)) = self.formats().into_iter().find(|(kind, _)| *kind != FormatKind::Unknown)
            && records > own.saturating_mul(2)
        {
            (kind, own) = (most, records);
        }
        Some((kind, envelope, if self.records == 0 { 0.0 } else { own as f64 / self.records as f64 }))
    }

    /// Records by kind, most frequent first.
    pub fn formats(&self) -> Vec<(FormatKind, u64)> {
        let mut formats: Vec<(FormatKind, u64)> = self.formats.iter().map(|(kind, count)| (*kind, *count)).collect();
        formats.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        formats
    }

    /// Records that fit no known format.
    pub fn not_understood(&self) -> u64 {
        self.formats.get(&FormatKind::Unknown).copied().unwrap_or(0)
    }

    /// The first records that fit no known format.
    pub fn strange(&self) -> &[RecordSample] {
        &self.strange
    }

    /// The templates, most frequent first, then by text.
    pub fn templates(&self) -> Vec<TemplateSummary> {
        template::summaries(&self.masked)
    }

    /// Sample of the ids that this log shares with others: hash and first reading in nanoseconds, by hash.
    pub fn correlations(&self) -> Vec<(u64, i64)> {
        self.correlations.iter().map(|(hash, nanos)| (hash, *nanos)).collect()
    }

    /// What is wrong with the log itself, silences of a busy log among it.
    pub fn faults(&self) -> Vec<LogFault> {
        let mut faults: Vec<LogFault> = self.faults.iter().collect();
        faults.extend(crate::holes::find(&self.per_second).into_iter().map(|(from_s, to_s)| LogFault::Hole {
            line: self.first_lines.get(&to_s).copied().unwrap_or(0),
            from_s,
            to_s,
        }));
        faults.extend(self.strays().into_iter().map(|stray| LogFault::Stray {
            line: self.first_lines.get(&stray.from).copied().unwrap_or(0),
            from_s: stray.from,
            to_s: stray.to - 1,
            records: self.per_second.between(stray.from, stray.to),
        }));
        if self.masked.dropped() > 0 {
            faults.push(LogFault::TooManyTemplates { records: self.masked.dropped() });
        }
        faults
    }

    /// Adds the summary of another part. Associative and commutative.
    pub fn merge(&mut self, other: Self) {
        self.lines += other.lines;
        self.records += other.records;
        self.timed += other.timed;
        self.zoned += other.zoned;
        self.bytes += other.bytes;
        self.blank_lines += other.blank_lines;
        self.is_yearless |= other.is_yearless;
        self.covered = outer(self.covered, other.covered);
        self.inner_offset = outer(self.inner_offset, other.inner_offset);
        self.first_record = match (self.first_record.take(), other.first_record) {
            (Some(own), Some(its)) => Some(own.min(its)),
            (own, its) => own.or(its),
        };
        self.per_second.merge(&other.per_second);
        self.levels.merge(&other.levels);
        for (second, line) in other.first_lines {
            first_line(&mut self.first_lines, second, line);
        }
        for (name, count) in &other.services {
            count_name(&mut self.services, name, *count);
        }
        for (name, seconds) in &other.service_seconds {
            count_seconds(&mut self.service_seconds, name, seconds);
        }
        for (name, count) in &other.pods {
            count_name(&mut self.pods, name, *count);
        }
        self.requests.merge(other.requests);
        for (kind, by_envelope) in other.recognised {
            let own = self.recognised.entry(kind).or_default();
            for (envelope, lines) in by_envelope {
                *own.entry(envelope).or_default() += lines;
            }
        }
        for (kind, count) in other.formats {
            *self.formats.entry(kind).or_default() += count;
        }
        self.strange.extend(other.strange);
        self.bound_strange();
        self.masked.merge(other.masked, MAX_MASKED_LINES);
        self.correlations.merge(other.correlations, MOST_IDS);
        self.faults.merge(other.faults);
        for (id, name) in &other.sources {
            source::count_source(&mut self.sources, *id, name);
        }
    }

    pub(crate) fn bound_strange(&mut self) {
        self.strange.sort();
        self.strange.truncate(MOST_STRANGE);
    }
}

/// Keeps the smallest line of a second.
pub(crate) fn first_line(lines: &mut BTreeMap<i64, u64>, second: i64, line: u64) {
    let own = lines.entry(second).or_insert(line);
    *own = (*own).min(line);
}

/// The smaller of the first values and the larger of the second ones.
pub(crate) fn outer(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}
