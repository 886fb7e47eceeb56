//! How the rate of one message moved between two spans.
//!
//! Rates are compared as Poisson counts with the rate of the baseline. A burst is the stretch of seconds with the largest
//! sum of log-likelihood ratios between its own level and the level around it (a maximum-scoring segment, found in one
//! pass; Bentley, "Programming pearls", 1984), so that its onset is known to the second.

use serde::{Deserialize, Serialize};

use super::PerSecond;

/// A span of seconds of the source's clock; the end is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First second.
    pub from: i64,
    /// The second after the last one.
    pub to: i64,
}

impl Span {
    fn length(self) -> i64 {
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
    /// Rate during the shift over the rate in the baseline; 0 for a silence.
    pub strength: f64,
}

/// A silence or burst must be less likely than e to the minus this: with a few thousand templates of a log, chance
/// yields one in a thousand logs.
const TELLING: f64 = 15.0;
/// Fewer records explode nothing.
const FEWEST: u64 = 20;
/// A long burst is at least this many times the usual rate, a short one that many.
const LONG: (i64, f64) = (30, 3.0);
const SHORT: (i64, f64) = (5, 20.0);
/// Width of the window that the peak is taken from, seconds.
const PEAK_S: usize = 15;
/// The level around a burst is taken to be no lower than this share of its peak, so that a trickle that announces the
/// burst is not part of it.
const AROUND: f64 = 0.25;
/// A trickle that a burst follows is lower than this share of it.
const TRICKLE: f64 = 2.0 / 3.0;
/// How much likelier (in nats) two levels must be than one for a trickle to be told from its burst.
const TWO_LEVELS: f64 = 4.0;
/// Of more records a second, chance takes no trickle for a burst.
const FEW: f64 = 8.0;
/// A burst is over when less than this share of its excess is left.
const OVER: f64 = 0.1;
/// Cells compared at most; longer spans are compared in steps of several seconds.
const MOST_CELLS: i64 = 100_000;

/// How a message moved from the baseline to the incident, `all` being the counts of everything that the same writer
/// wrote. Nothing moves against a baseline in which the writer wrote nothing.
pub fn shifts(counts: &PerSecond, all: &PerSecond, baseline: Span, incident: Span) -> Vec<Shift> {
    let all_before = all.between(baseline.from, baseline.to);
    if baseline.length() == 0 || incident.length() == 0 || all_before == 0 {
        return Vec::new();
    }
    let burst = burst(counts, baseline, incident);
    let first = counts.span().map(|(first, _)| first);
    let mut shifts = Vec::new();
    if let Some(first) = first.filter(|second| (incident.from..incident.to).contains(second)) {
        let count = counts.between(incident.from, incident.to);
        shifts.push(Shift {
            kind: ChangeKind::FirstSeen,
            onset_s: first,
            recovery_s: burst.and_then(|burst| burst.recovery_s),
            strength: count as f64 / incident.length() as f64 / (0.5 / baseline.length() as f64),
        });
        // A burst of its own only if it came before as a trickle.
        shifts.extend(burst.filter(|burst| burst.onset_s > first + SHORT.0));
        return shifts;
    }
    shifts.extend(burst);
    let before = counts.between(baseline.from, baseline.to);
    shifts.extend(silence(counts, all, (before, all_before), incident));
    shifts
}

/// The burst among counts, whatever wrote them.
pub(super) fn burst(counts: &PerSecond, baseline: Span, incident: Span) -> Option<Shift> {
    Rates::new(counts, baseline, incident).burst()
}

/// The longest gap in which the share of the baseline would have yielded too many records for chance.
fn silence(counts: &PerSecond, all: &PerSecond, (before, all_before): (u64, u64), incident: Span) -> Option<Shift> {
    if before < FEWEST {
        return None;
    }
    let share = before as f64 / all_before as f64;
    let mut seconds: Vec<i64> = counts
        .iter()
        .map(|(second, _)| second)
        .filter(|second| (incident.from..incident.to).contains(second))
        .collect();
    seconds.insert(0, incident.from - 1);
    seconds.push(incident.to);
    let gaps = seconds.iter().zip(seconds.iter().skip(1));
    let (from, to) = gaps.map(|(a, b)| (a + 1, *b)).max_by_key(|(from, to)| (to - from, -from))?;
    let expected = share * all.between(from, to) as f64;
    (expected >= TELLING && to - from >= LONG.0).then_some(Shift {
        kind: ChangeKind::Silence,
        onset_s: from,
        recovery_s: (to < incident.to).then_some(to),
        strength: 0.0,
    })
}

/// Counts of the incident, second by second, and the rate to compare them with.
struct Rates {
    from: i64,
    /// Seconds a cell stands for.
    step: i64,
    cells: Vec<f64>,
    /// Records a cell in the baseline.
    usual: f64,
    total: u64,
}

impl Rates {
    fn new(counts: &PerSecond, baseline: Span, incident: Span) -> Self {
        let before = counts.between(baseline.from, baseline.to);
        let total = counts.between(incident.from, incident.to);
        let step = (incident.length() / MOST_CELLS).max(0) + 1;
        let mut cells = Vec::new();
        if total >= FEWEST {
            cells.resize(usize::try_from(incident.length() / step + 1).unwrap_or(0), 0.0);
            for (second, count) in counts.iter().filter(|(second, _)| (incident.from..incident.to).contains(second)) {
                let at = usize::try_from((second - incident.from) / step).unwrap_or(usize::MAX);
                if let Some(cell) = cells.get_mut(at) {
                    *cell += f64::from(count);
                }
            }
        }
        // Half a record for the one that could have come.
        let usual = (before as f64 + 0.5) / baseline.length() as f64 * step as f64;
        Self { from: incident.from, step, cells, usual, total }
    }

    fn burst(&self) -> Option<Shift> {
        if self.total < FEWEST {
            return None;
        }
        let peak = self.peak();
        if peak < self.usual * LONG.1 {
            return None;
        }
        let low = self.usual.max(peak * AROUND);
        let (start, end) = best_segment(&self.cells, |count| count * (peak / low).ln() - (peak - low))?;
        let start = self.behind_trickle(start, end, peak);
        let count: f64 = self.cells.get(start..end)?.iter().sum();
        let (length, expected) = ((end - start) as f64, self.usual * (end - start) as f64);
        let ratio = count / expected;
        let surprise = count * ratio.ln() - (count - expected);
        let seconds = i64::try_from(end - start).unwrap_or(i64::MAX).saturating_mul(self.step);
        let is_burst = [LONG, SHORT].iter().any(|(shortest, least)| seconds >= *shortest && ratio >= *least);
        if !is_burst || surprise < TELLING {
            return None;
        }
        let over = self.over_from(end, count / length);
        let second = |cell: usize| self.from + i64::try_from(cell).unwrap_or(i64::MAX).saturating_mul(self.step);
        Some(Shift {
            kind: ChangeKind::Burst,
            onset_s: second(start),
            recovery_s: (over < self.cells.len().saturating_sub(1)).then(|| second(over)),
            strength: ratio,
        })
    }

    /// Where a burst begins that was found to begin at `start`: later, if some of what leads up to it was taken for it.
    /// Of few records a second, a trickle of half the rate looks like a burst for as long as chance lets it; with all of
    /// the trickle before it in view, the second at which two levels explain the counts best is where one ends.
    fn behind_trickle(&self, start: usize, end: usize, peak: f64) -> usize {
        let score = |count: f64| count * (peak / self.usual).ln() - (peak - self.usual);
        let Some((first, _)) = best_segment(&self.cells, score).filter(|(first, _)| *first <= start && peak < FEW)
        else {
            return start;
        };
        let cells = self.cells.get(first..end).unwrap_or_default();
        let (all, all_length) = (cells.iter().sum::<f64>(), cells.len() as f64);
        let surprise = |count: f64, length: f64| if count > 0.0 { count * (count / length).ln() } else { 0.0 };
        let (mut best, mut gain) = (start, TWO_LEVELS);
        let mut before = 0.0;
        for (at, cell) in cells.iter().enumerate() {
            let (length, rest) = (at as f64, all_length - at as f64);
            let is_trickle = before / length < TRICKLE * (all - before) / rest;
            let own = surprise(before, length) + surprise(all - before, rest) - surprise(all, all_length);
            if first + at > start && is_trickle && own > gain {
                (best, gain) = (first + at, own);
            }
            before += cell;
        }
        best
    }

    /// The largest mean of a few seconds in a row.
    fn peak(&self) -> f64 {
        let width = PEAK_S.min(self.cells.len().max(1));
        let mut sum: f64 = self.cells.iter().take(width).sum();
        let mut most = sum;
        for (next, old) in self.cells.iter().skip(width).zip(&self.cells) {
            sum += next - old;
            most = most.max(sum);
        }
        most / width as f64
    }

    /// The first cell from the end of the burst on from which the next three, the next five and the next dozen are near
    /// the usual rate again: what decays is calm for a moment before it is over.
    fn over_from(&self, end: usize, level: f64) -> usize {
        /// Cells, the share of the excess that may be left in them, and the noise of a Poisson count in deviations.
        const WINDOWS: [(usize, f64, f64); 3] = [(3, OVER, 0.0), (5, OVER, 1.0), (15, OVER / 2.0, 1.0)];
        let is_calm = |at: usize, (width, left, noise): (usize, f64, f64)| {
            let calm = self.usual + (level - self.usual) * left;
            let next = self.cells.get(at..self.cells.len().min(at + width)).unwrap_or_default();
            let mean = next.iter().sum::<f64>() / next.len().max(1) as f64;
            mean <= calm + noise * (calm / width as f64).sqrt().min(calm)
        };
        (end..self.cells.len())
            .find(|at| WINDOWS.iter().all(|window| is_calm(*at, *window)))
            .unwrap_or(self.cells.len())
    }
}

/// The range of cells with the largest sum of scores, if that is positive.
fn best_segment(cells: &[f64], score: impl Fn(f64) -> f64) -> Option<(usize, usize)> {
    let (mut best, mut best_sum) = (None, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, cell) in cells.iter().enumerate() {
        sum += score(*cell);
        if sum > best_sum {
            best_sum = sum;
            best = Some((start, at + 1));
        }
        if sum <= 0.0 {
            sum = 0.0;
            start = at + 1;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn burst(rate: impl Fn(i64) -> u32) -> Option<Shift> {
        let counts: PerSecond = (0..4000).map(|second| (second, rate(second))).filter(|cell| cell.1 > 0).collect();
        super::burst(&counts, Span { from: 0, to: 1000 }, Span { from: 1000, to: 4000 })
    }

    #[test]
    fn onset_and_recovery_are_to_the_second() {
        let found = burst(|s| match s {
            2000..2500 => 30 + u32::try_from(s % 7).unwrap_or(0),
            2500..2530 => u32::try_from(2530 - s).unwrap_or(0),
            _ => 1 + u32::from(s % 3 == 0),
        });
        let found = found.unwrap();
        assert_eq!(found.onset_s, 2000);
        assert!((2515..=2532).contains(&found.recovery_s.unwrap()), "{found:?}");
        assert!((20.0..30.0).contains(&found.strength), "{found:?}");
    }

    #[test]
    fn a_trickle_before_is_not_part_of_it() {
        let found = burst(|s| match s {
            2000..2060 => 1,
            2060..2600 => 35,
            _ => 0,
        });
        assert_eq!(found.unwrap().onset_s, 2060);
    }

    #[test]
    fn a_trickle_of_half_the_rate_is_not_part_of_it() {
        let found = burst(|s| match s {
            2000..2060 => 1 + u32::from(matches!(s, 2041 | 2050)),
            2060..2300 => 2 - u32::from(s % 4 == 0),
            _ => u32::from(s % 11 == 0),
        });
        assert_eq!(found.unwrap().onset_s, 2061);
    }

    #[test]
    fn blips_and_slow_waves_are_no_bursts() {
        for rate in [
            (|s| if (2000..2010).contains(&s) { 30 } else { 10 }) as fn(i64) -> u32,
            |s| if s > 2000 { 14 } else { 10 },
            |s| u32::from(s % 50 == 0),
            |_| 5,
        ] {
            assert_eq!(burst(rate), None);
        }
    }

    #[test]
    fn a_burst_that_lasts_has_no_recovery() {
        assert_eq!(burst(|s| if s >= 3000 { 50 } else { 1 }).unwrap().recovery_s, None);
    }
}
