//! What stands out in logs and metrics, before it becomes rows or suspects.

use jiff::Timestamp;

use crate::measure::Quantity;
use crate::{Citation, ServiceName};

/// How a log template behaved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogFindingKind {
    /// It was never seen before.
    FirstSeen,
    /// Its rate jumped.
    Burst,
    /// It fell silent.
    Silence,
    /// It became much rarer.
    Lull,
    /// It changed its severity.
    LevelChange,
}

/// A log template that stands out, merged over the pods of a service.
#[derive(Debug, Clone, PartialEq)]
pub struct LogFinding {
    /// The service that wrote it.
    pub service: Option<ServiceName>,
    /// The template, with `<*>` for what varies.
    pub template: String,
    /// Whether its severity is a warning.
    pub is_warning: bool,
    /// Whether its severity is an error or worse.
    pub is_error: bool,
    /// Whether it tells that a process ended against its will: a panic, a fatal error.
    pub is_fatal: bool,
    /// What happened to it.
    pub kind: LogFindingKind,
    /// When, in UTC.
    pub onset: Timestamp,
    /// When it went back to its habit.
    pub recovery: Option<Timestamp>,
    /// Occurrences from onset to recovery.
    pub count: u64,
    /// Comparable within one analysis.
    pub strength: f64,
    /// How sure the clock of its source is, seconds.
    pub uncertainty_s: Option<f64>,
    /// Words for the source: `application log`.
    pub source: String,
    /// The first occurrence.
    pub citation: Citation,
}

/// A metric series that left its baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricFinding {
    /// Index into [`crate::Observations::series`].
    pub series: usize,
    /// The metric with the labels that tell it apart, as a selector.
    pub selector: String,
    /// The service it belongs to.
    pub service: Option<ServiceName>,
    /// When it left: the first sample outside. Of what ran slowly into a limit, the first sample there.
    pub onset: Timestamp,
    /// The last sample inside: it left after this.
    pub onset_after: Timestamp,
    /// When the slow rise or fall began that led there, where one did: into a limit, or far from where it was.
    pub began: Option<Timestamp>,
    /// When it came back.
    pub recovery: Option<Timestamp>,
    /// Whether it rose.
    pub is_up: bool,
    /// What was to be expected at that time: the median before, or that of the time of day.
    pub before: f64,
    /// Most extreme value during.
    pub during: f64,
    /// Unit of both, as far as name and query tell.
    pub unit: Option<&'static str>,
    /// Robust deviations from the baseline; comparable within one analysis.
    pub strength: f64,
    /// The limit it ran into, by the name of the series that tells it, with its value. Of what fell it is all that there
    /// was, now used up.
    pub limit: Option<(String, f64)>,
    /// Where.
    pub citation: Citation,
}

/// What is as near to a limit has reached it: file systems keep some percent back, and a process is killed a little before.
const AT_LIMIT: f64 = 0.98;
/// Part of a stated limit from which on it is reached; the rest is rounding. A sample below it was near the limit, and no more
/// is known.
pub const LIMIT_REACHED: f64 = 0.995;
/// Of all that there was, a rest as small as this is none.
const NOTHING: f64 = 0.001;

impl MetricFinding {
    /// Whether a sample shows the limit reached, and not only that little was left. What is told as a share of a whole
    /// knows no better than nearly.
    pub fn has_reached_limit(&self) -> bool {
        let metric = self.selector.split('{').next().unwrap_or_default();
        // What runs out of memory is killed before a sample could show it.
        let nearly = if Quantity::of(metric) == Quantity::Memory { AT_LIMIT } else { LIMIT_REACHED };
        self.limit
            .as_ref()
            .is_some_and(|(name, limit)| !self.is_up || metric == name.as_str() || self.during >= nearly * limit)
    }

    /// Whether a value is at the limit, or as near to it as the series came.
    pub fn is_at_limit(&self, value: f64) -> bool {
        self.limit.as_ref().is_some_and(|(_, limit)| {
            if self.is_up {
                value >= (AT_LIMIT * limit).min(self.during)
            } else {
                value <= (NOTHING * limit).max(self.during)
            }
        })
    }
}
