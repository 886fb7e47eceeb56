//! How the rate of one message moved between two spans.
//!
//! Rates are compared as Poisson counts with the rate of the baseline.

use serde::{Deserialize, Serialize};

use super::PerSecond;
use super::burst::{SHORT_S, bursts};
use super::lull::{lull, silence};

/// A span of seconds of the source's clock; the end is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First second.
    pub from: i64,
    /// The second after the last one.
    pub to: i64,
}

impl Span {
    pub(super) fn length(self) -> i64 {
        (self.to - self.from).max(0)
    }
}

/// How something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Not in the log before the incident.
    FirstSeen,
    /// Many times as often as in the baseline.
    Burst,
    /// Steady before, and absent for longer than chance explains, while the log went on.
    Silence,
    /// Steady before, and much rarer for a while or for good, while the log went on.
    Lull,
    /// All records of a severity together became many times as frequent.
    LevelChange,
}

/// A way in which the rate of one message moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// How it moved.
    pub kind: ChangeKind,
    /// First second.
    pub onset_s: i64,
    /// The second in which things are as they were before; none if that is not in the span.
    pub recovery_s: Option<i64>,
    /// Rate during the shift over the rate in the baseline; 0 for a silence, under 1 for a lull.
    pub strength: f64,
}

/// A silence or burst must be less likely than e to the minus this: with a few thousand templates of a log, chance
/// yields one in a thousand logs.
pub(super) const TELLING: f64 = 15.0;
/// Fewer records explode nothing.
pub(super) const FEWEST: u64 = 20;
/// Shorter gaps and lows are moments.
pub(super) const LONG_S: i64 = 30;
/// How a message moved from the baseline to the incident, `all` being the counts of everything that the same writer
/// wrote. Nothing moves against a baseline in which the writer wrote nothing.
pub fn shifts(counts: &PerSecond, all: &PerSecond, baseline: Span, incident: Span) -> Vec<Shift> {
    let all_before = all.between(baseline.from, baseline.to);
    if baseline.length() == 0 || incident.length() == 0 || all_before == 0 {
        return Vec::new();
    }
    let bursts = bursts(counts, baseline, incident);
    let first = counts.span().map(|(first, _)| first);
    let mut shifts = Vec::new();
    if let Some(first) = first.filter(|second| (incident.from..incident.to).contains(second)) {
        let count = counts.between(incident.from, incident.to);
        shifts.push(Shift {
            kind: ChangeKind::FirstSeen,
            onset_s: first,
            recovery_s: bursts.last().and_then(|burst| burst.recovery_s),
            strength: count as f64 / incident.length() as f64 / (0.5 / baseline.length() as f64),
        });
        // A burst of its own only if it came before as a trickle.
        shifts.extend(bursts.into_iter().filter(|burst| burst.onset_s > first + SHORT_S));
        return shifts;
    }
    shifts.extend(bursts);
    let silence = silence(counts, all, baseline, incident);
    // What became rare is absent for a while by chance; where it is rare for longer than absent, that is the news.
    let lull = lull(counts, all, baseline, incident);
    shifts.extend(lull.or(silence));
    shifts
}
