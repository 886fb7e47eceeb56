//! When a message exploded, and when that was over.
//!
//! A burst is the stretch of seconds with the largest sum of log-likelihood ratios between its own level and the level
//! around it (a maximum-scoring segment, found in one pass; Bentley, "Programming pearls", 1984), so that its onset is
//! known to the second.

use super::PerSecond;
use super::cells::{cells, step};
use super::shift::{ChangeKind, FEWEST, LONG_S, Shift, Span, TELLING};

/// A long burst is at least this many times the usual rate, a short one that many.
const LONG: (i64, f64) = (LONG_S, 3.0);
const SHORT: (i64, f64) = (SHORT_S, 20.0);
/// Seconds a short burst lasts at least.
pub(super) const SHORT_S: i64 = 5;
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

/// The burst among counts, whatever wrote them.
pub(super) fn burst(counts: &PerSecond, baseline: Span, incident: Span) -> Option<Shift> {
    Rates::new(counts, baseline, incident).burst()
}

/// Bursts told of one message.
const MOST: usize = 8;
/// What comes after a burst, or before it, is another one if it is at least this share as strong: less is how it faded or
/// what announced it.
const AS_STRONG: f64 = 0.25;
/// And if so many seconds lie between them.
const APART_S: i64 = 60;

/// All bursts among counts, by onset: the most telling one, and what is like it before and after.
pub(super) fn bursts(counts: &PerSecond, baseline: Span, incident: Span) -> Vec<Shift> {
    let Some(main) = burst(counts, baseline, incident) else { return Vec::new() };
    let mut found = vec![main];
    let mut spans = vec![Span { from: incident.from, to: main.onset_s - APART_S }];
    spans.extend(main.recovery_s.map(|over| Span { from: over + APART_S, to: incident.to }));
    while let Some(span) = spans.pop() {
        if found.len() >= MOST || span.length() < LONG_S {
            continue;
        }
        let Some(next) = burst(counts, baseline, span) else { continue };
        if next.strength < main.strength * AS_STRONG {
            continue;
        }
        // What goes on to the end of the span before a burst is part of that one's rise.
        let Some(over) = next.recovery_s else {
            if span.to == incident.to {
                found.push(next);
            }
            continue;
        };
        found.push(next);
        spans.push(Span { from: span.from, to: next.onset_s - APART_S });
        spans.push(Span { from: over + APART_S, to: span.to });
    }
    found.sort_by_key(|burst| burst.onset_s);
    found
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
        let step = step(incident);
        let mut found = Vec::new();
        if total >= FEWEST {
            found = cells(counts, incident);
            // The cell of the span's end, which is left out.
            found.resize(usize::try_from(incident.length() / step + 1).unwrap_or(0), 0.0);
        }
        // Half a record for the one that could have come.
        let usual = (before as f64 + 0.5) / baseline.length() as f64 * step as f64;
        Self { from: incident.from, step, cells: found, usual, total }
    }

    fn burst(&self) -> Option<Shift> {
        if self.total < FEWEST {
            return None;
        }
        let peak = self.peak();
        if peak < self.usual * LONG.1 {
            return None;
        }
        let raised = best_segment(&self.cells, likelier(peak, self.usual))?;
        let level = mean(self.cells.get(raised.0..raised.1)?);
        let is_peak = self.is_peak(peak, level);
        let peak = if is_peak { peak } else { level };
        let low = self.usual.max(peak * AROUND);
        let (start, end) = if !is_peak && peak < FEW {
            // Nothing stands out of few records a second that came for a while: all of it is one stretch.
            raised
        } else {
            best_segment(&self.cells, likelier(peak, low))?
        };
        let start = if peak < FEW { self.behind_trickle(raised.0, start, end) } else { start };
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
        // The last cell is the end of the span.
        let rest = self.cells.len().saturating_sub(over + 1) as f64;
        let second = |cell: usize| self.from + i64::try_from(cell).unwrap_or(i64::MAX).saturating_mul(self.step);
        Some(Shift {
            kind: ChangeKind::Burst,
            onset_s: second(start),
            // Of what came now and then, nobody can tell that it is over before some more of it should have come.
            recovery_s: (rest * count / length > TWO_LEVELS).then(|| second(over)),
            strength: ratio,
        })
    }

    /// Where a burst begins that was found to begin at `start`: later, if some of what leads up to it was taken for it.
    /// Of few records a second, a trickle of half the rate looks like a burst for as long as chance lets it; with all of
    /// the trickle before it in view, the second at which two levels explain the counts best is where one ends.
    fn behind_trickle(&self, first: usize, start: usize, end: usize) -> usize {
        if first > start {
            return start;
        }
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

    /// Whether a mean of a few seconds is higher than chance makes the highest of as many as there are, at this level.
    fn is_peak(&self, peak: f64, level: f64) -> bool {
        let (seen, expected) = (peak * PEAK_S as f64, level * PEAK_S as f64);
        seen * (seen / expected).ln() - (seen - expected) > (self.cells.len() as f64).ln() + TWO_LEVELS
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

/// How much likelier (in nats) a count is at one rate than at a lower or higher one.
pub(super) fn likelier(rate: f64, than: f64) -> impl Fn(f64) -> f64 {
    let (by_record, by_cell) = ((rate / than).ln(), rate - than);
    move |count| count * by_record - by_cell
}

fn mean(cells: &[f64]) -> f64 {
    cells.iter().sum::<f64>() / cells.len().max(1) as f64
}

/// The range of cells with the largest sum of scores, if that is positive.
pub(super) fn best_segment(cells: &[f64], score: impl Fn(f64) -> f64) -> Option<(usize, usize)> {
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
    fn what_comes_now_and_then_for_good_has_neither_peak_nor_end() {
        // The gaps of one in ten seconds, as chance makes them: 1 to 60 s.
        let mut state = 7_u64;
        let mut seconds = std::collections::BTreeSet::new();
        let mut at = 1300;
        while at < 4000 {
            seconds.insert(at);
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let uniform = ((state >> 33) as f64 + 1.0) / f64::from(1 << 31);
            #[expect(clippy::cast_possible_truncation, reason = "under a hundred")]
            let gap = (-10.0 * uniform.ln()).ceil() as i64;
            at += gap.max(1);
        }
        let found = burst(|s| u32::from(seconds.contains(&s))).unwrap();
        assert_eq!((found.onset_s, found.recovery_s), (1300, None), "{found:?}");
        let ended = burst(|s| u32::from(s < 3000 && seconds.contains(&s))).unwrap();
        assert_eq!(ended.onset_s, 1300);
        assert!((2950..=3010).contains(&ended.recovery_s.unwrap()), "{ended:?}");
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
    fn each_of_several_bursts_is_told() {
        let counts: PerSecond = (0..4000_i64)
            .map(|s| {
                (s, if (1800..1900).contains(&s) || (2700..2800).contains(&s) { 10 } else { u32::from(s % 60 == 0) })
            })
            .filter(|cell| cell.1 > 0)
            .collect();
        let found = bursts(&counts, Span { from: 0, to: 1000 }, Span { from: 1000, to: 4000 });
        let onsets: Vec<i64> = found.iter().map(|burst| burst.onset_s).collect();
        assert_eq!(onsets, [1800, 2700], "{found:?}");
        assert!((1900..1910).contains(&found[0].recovery_s.unwrap()), "{found:?}");
    }

    #[test]
    fn a_burst_that_lasts_has_no_recovery() {
        assert_eq!(burst(|s| if s >= 3000 { 50 } else { 1 }).unwrap().recovery_s, None);
    }
}
