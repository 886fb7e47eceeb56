//! What is known of one masked line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Distinct, PerSecond, SourceId};
use crate::bottom::{Bound, Value};
use crate::severity::Severity;
use crate::template::Sampled;

/// Records kept as they were written, the first ones.
const MOST_RECORDS: usize = 3;
/// Bytes kept of such a record.
pub(crate) const MOST_RECORD_BYTES: usize = 600;
/// Parameters of which the distinct values are counted.
pub(crate) const MOST_PARAMETERS: usize = 16;
/// Services kept apart.
const MOST_SERVICES: usize = 64;

/// Where a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Second of its time, of the source's clock.
    pub second: i64,
    /// 1-based physical line.
    pub line: u64,
    /// Byte offset in the plain stream.
    pub offset: u64,
    /// Its time in nanoseconds.
    pub nanos: i64,
    /// The time is that of the record before it, for it has none of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_near: bool,
    /// The log it is in, where several were merged.
    #[serde(default, skip_serializing_if = "SourceId::is_none")]
    pub source: SourceId,
}

/// A record as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordSample {
    /// 1-based physical line.
    pub line: u64,
    /// Byte offset in the plain stream.
    pub offset: u64,
    /// Its first line, at most some hundred bytes of it.
    pub text: String,
    /// The log it is in, where several were merged.
    #[serde(default, skip_serializing_if = "SourceId::is_none")]
    pub source: SourceId,
}

/// Records that are the same once what varies is masked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Masked {
    /// Count and the samples that templates are made from.
    pub(crate) sampled: Sampled,
    pub(crate) per_second: PerSecond,
    /// Records by severity, `None` first, in the order of [`Severity::ALL`].
    pub(crate) severities: [u64; 7],
    /// Records that are requests as well.
    pub(crate) requests: u64,
    pub(crate) services: BTreeMap<String, u64>,
    pub(crate) first: Option<Place>,
    /// The first error or worse.
    #[serde(default)]
    pub(crate) first_error: Option<Place>,
    pub(crate) last: Option<Place>,
    pub(crate) records: Vec<RecordSample>,
    /// Of each parameter, the first ones.
    pub(crate) distinct: Vec<Distinct>,
    /// While it is filled: records by the hash of the service's name.
    #[serde(skip)]
    pub(crate) by_hash: Vec<(u64, u64)>,
    /// While it is filled: whether its messages can mention ids or requests.
    #[serde(skip)]
    pub(crate) may_mention: bool,
    #[serde(skip)]
    pub(crate) records_bound: Bound,
}

impl Masked {
    #[inline]
    pub(crate) fn add_severity(&mut self, severity: Option<Severity>) {
        if let Some(count) = self.severities.get_mut(severity.map_or(0, |severity| severity as usize + 1)) {
            *count += 1;
        }
    }

    #[inline]
    pub(crate) fn add_service(&mut self, hash: u64) {
        if let Some((_, count)) = self.by_hash.iter_mut().find(|(own, _)| *own == hash) {
            *count += 1;
        } else if self.by_hash.len() < MOST_SERVICES {
            self.by_hash.push((hash, 1));
        }
    }

    /// Ends the filling: services get their names.
    pub(crate) fn settle<'a>(&mut self, name: impl Fn(u64) -> Option<&'a str>) {
        for (hash, count) in std::mem::take(&mut self.by_hash) {
            if let Some(name) = name(hash) {
                count_name(&mut self.services, name, count);
            }
        }
        self.may_mention = false;
    }

    #[inline]
    pub(crate) fn add_place(&mut self, place: Place, severity: Option<Severity>) {
        self.per_second.add(place.second);
        if self.first.is_none_or(|first| place < first) {
            self.first = Some(place);
        }
        if severity >= Some(Severity::Error) && self.first_error.is_none_or(|first| place < first) {
            self.first_error = Some(place);
        }
        if self.last.is_none_or(|last| place > last) {
            self.last = Some(place);
        }
    }

    /// Whether a record at this line would be kept.
    #[inline]
    pub(crate) fn wants_record(&self, line: u64) -> bool {
        self.records_bound.admits(line)
    }

    pub(crate) fn add_record(&mut self, record: RecordSample) {
        self.records.push(record);
        self.records.sort();
        self.records.dedup();
        self.records.truncate(MOST_RECORDS);
        self.records_bound = Bound::below(self.records.get(MOST_RECORDS - 1).map(|last| last.line));
    }
}

/// Adds to the count of a name, the number of names bounded by their order.
pub(crate) fn count_name(names: &mut BTreeMap<String, u64>, name: &str, count: u64) {
    if let Some(own) = names.get_mut(name) {
        *own += count;
        return;
    }
    names.insert(name.to_owned(), count);
    if names.len() > MOST_SERVICES {
        names.pop_last();
    }
}

/// As [`count_name`], by second.
pub(crate) fn count_seconds(names: &mut BTreeMap<String, PerSecond>, name: &str, seconds: &PerSecond) {
    if let Some(own) = names.get_mut(name) {
        own.merge(seconds);
        return;
    }
    names.insert(name.to_owned(), seconds.clone());
    if names.len() > MOST_SERVICES {
        names.pop_last();
    }
}

impl Value for Masked {
    fn weight(&self) -> u64 {
        self.sampled.count
    }

    fn absorb(&mut self, other: Self) {
        self.sampled.absorb(other.sampled);
        self.per_second.merge(&other.per_second);
        for (own, its) in self.severities.iter_mut().zip(other.severities) {
            *own += its;
        }
        self.requests += other.requests;
        for (name, count) in other.services {
            count_name(&mut self.services, &name, count);
        }
        let earlier = |own: Option<Place>, its: Option<Place>| match (own, its) {
            (Some(own), Some(its)) => Some(own.min(its)),
            (own, its) => own.or(its),
        };
        self.first = earlier(self.first, other.first);
        self.first_error = earlier(self.first_error, other.first_error);
        self.last = self.last.max(other.last);
        for record in other.records {
            self.add_record(record);
        }
        if self.distinct.len() < other.distinct.len() {
            self.distinct.resize_with(other.distinct.len(), Distinct::default);
        }
        for (own, its) in self.distinct.iter_mut().zip(&other.distinct) {
            own.merge(its);
        }
    }
}
