//! Times as people write them: incomplete, doubtful, with labels that may lie.

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use serde::Serialize;

use super::Span;

/// A time in the document: its words, and what they mean as far as they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Line, counted from 1.
    pub line: usize,
    /// Calendar day in the zone of the document; unknown where nothing tells it.
    pub date: Option<Date>,
    /// Where the day comes from.
    pub date_from: DateFrom,
    /// Time of day in the zone of the document.
    pub time: Option<Time>,
    /// Finest unit that is written.
    pub precision: Precision,
    /// `~`, `about`, `頃`: the writer was not sure.
    pub approximate: bool,
    /// `??`, `HH:mm`, `--:--`: digits that the writer did not know.
    pub unknown_digits: bool,
    /// The zone that applies, with its label as written.
    pub zone: Option<Zone>,
    /// The instant by the label as written; unknown without a day, a time of day or a zone.
    pub instant: Option<Timestamp>,
    /// The instant if the label is read as local time of its region, where the two differ.
    pub other_instant: Option<Timestamp>,
    /// End of a range.
    pub end: Option<Box<Moment>>,
}

impl Moment {
    /// Day and time of day as one civil value, whatever the zone.
    pub fn civil(&self) -> Option<jiff::civil::DateTime> {
        Some(self.date?.to_datetime(self.time?))
    }

    /// Whether it is surely earlier than `other`. Without days, a time of day that goes back by twelve hours or more
    /// counts as the next day.
    pub fn is_before(&self, other: &Self) -> bool {
        if let Some((own_at, other_at)) = self.instant.zip(other.instant) {
            // A label that may lie (`EST` in July) is taken in the reading that fits; two of the same lie alike.
            let is_alike = self.other_instant.is_some() && other.other_instant.is_some();
            let latest = self.other_instant.filter(|_| !is_alike).map_or(own_at, |at| at.max(own_at));
            let earliest = other.other_instant.filter(|_| !is_alike).map_or(other_at, |at| at.min(other_at));
            return latest < earliest;
        }
        match (self.civil().zip(other.civil()), self.time.zip(other.time)) {
            (Some((own, other)), _) => own < other,
            (None, Some((own, other_time))) if self.date.is_none() && other.date.is_none() => {
                own < other_time && own.duration_until(other_time).as_hours() < 12
            }
            _ => self.date.zip(other.date).is_some_and(|(own, other)| own < other),
        }
    }
}

/// Where the day of a moment comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateFrom {
    /// Written with the time.
    Written,
    /// Written without its year, which the document tells elsewhere.
    WrittenWithoutYear,
    /// A heading above names the day.
    Heading,
    /// The row above names it.
    RowAbove,
    /// The row above, and a midnight in between: the time of day went back by more than twelve hours.
    RowAboveAfterMidnight,
    /// The head of the document names it.
    Head,
    /// Nothing tells it.
    Unknown,
}

/// Finest unit of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Precision {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Subsecond,
}

impl Precision {
    /// Length of the unit in seconds; a month counts 31 days, a year 366.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Year => 366 * 86_400,
            Self::Month => 31 * 86_400,
            Self::Day => 86_400,
            Self::Hour => 3_600,
            Self::Minute => 60,
            Self::Second | Self::Subsecond => 1,
        }
    }
}

/// A zone label and its two readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Zone {
    /// As written: `CET`, `UTC+9`, `Pacific Time`.
    pub label: String,
    /// Where the label stands.
    pub from: ZoneFrom,
    /// Line of the label, counted from 1.
    pub line: usize,
    /// Seconds east of UTC that the label names; unknown for a region without a date, or words like `local time`.
    pub offset_s: Option<i32>,
    /// Seconds east of UTC that clocks of the region showed on that day, where the label says otherwise.
    pub local_offset_s: Option<i32>,
    /// Whether the label names several zones of the world (`CST`, `IST`).
    pub is_ambiguous: bool,
}

/// Where a zone label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneFrom {
    /// Beside the time itself.
    Row,
    /// In the header of the table.
    Column,
    /// In the heading of the section.
    Heading,
    /// In a sentence of the section: `All times in CET.`
    Note,
    /// Beside a time in the head of the document.
    Head,
    /// Nowhere: what a text in its language means.
    Assumed,
}
