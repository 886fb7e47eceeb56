//! How unusual a stretch of time is for a series, judged by the series' own healthy stretches of the same length.

use crate::order::{ranked, sort};
use crate::quantile::{median, quantile_of_sorted, spread_of_sorted};
use crate::{Baseline, SeriesView, Span};

/// The shift of a window against the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// Level to be expected in the most unusual stretch, in the unit of the series: the usual one, or where the series has
    /// a daily rhythm that of the time of day.
    pub before: f64,
    /// Mean of the most unusual stretch of the window, in the unit of the series.
    pub during: f64,
    /// Mean over the whole window minus what was expected, in the unit of the series.
    pub excess: f64,
    /// Signed distance of the most unusual stretch in spreads of healthy stretches of that length.
    pub z: f64,
    /// Signed distance beyond the most extreme healthy stretch on that side, in spreads; 0 when inside.
    pub beyond: f64,
    /// Samples in the window.
    pub samples: usize,
    /// Probability that as many samples of the window lie beyond the healthy bar on that side, if window and baseline
    /// were drawn from the same source. Neighbouring samples resemble each other, so the truth is larger.
    pub chance: f64,
    /// Probability that a healthy stretch lies as far beyond the bar on that side: one in as many as were seen, and where
    /// the window lies beyond them all, less by the square of the distance.
    pub rarity: f64,
    /// Samples of the series that tell as much as one that owes nothing to its neighbours; at least 1.
    pub held: f64,
}

/// A value, and which sample of its series it is.
type Ranked = (f64, usize);

fn value(of: &Ranked) -> f64 {
    of.0
}

/// Healthy stretches that a spread can be learned from.
const FEWEST_BLOCKS: usize = 8;

/// Share of the window's length by which its beginning may be stated late.
const LATE: f64 = 0.2;

/// Compares the window with the baseline in stretches as long as the window, or an eighth of the baseline where that is
/// shorter, so that slow wandering and bursts that are usual for the series are not taken for news.
/// None when either side has no sample.
pub fn shift(series: SeriesView<'_>, baseline: Span, window: Span) -> Option<Shift> {
    shift_against(series.within(guarded(series, baseline, window)), series.within(window))
}

/// [`shift`] for those who ask for chances only of what lies beyond the healthy stretches.
pub fn shift_beyond(series: SeriesView<'_>, baseline: Span, window: Span) -> Option<Shift> {
    let learned = series.within(guarded(series, baseline, window));
    shift_against_where(learned, series.within(window), |beyond| beyond != 0.0)
}

/// [`shift`] of samples against others, wherever they lie.
pub fn shift_against(learned: SeriesView<'_>, seen: SeriesView<'_>) -> Option<Shift> {
    shift_against_where(learned, seen, |_| true)
}

/// [`shift_against`], with its chances only where the distance beyond the healthy stretches `matters`: elsewhere `chance`,
/// `rarity` and `held` are 1, which saves most of the work.
pub fn shift_against_where(
    learned: SeriesView<'_>,
    seen: SeriesView<'_>,
    matters: impl Fn(f64) -> bool,
) -> Option<Shift> {
    let (shift, odds) = level(learned, seen)?;
    if matters(shift.beyond) { odds.told(shift) } else { Some(shift) }
}

/// What the chances of a shift are reckoned from.
struct Odds {
    /// Values less what is expected at their time.
    healthy: Vec<f64>,
    seen: Vec<f64>,
    /// Samples in a stretch.
    length: usize,
    /// Spread of healthy stretches.
    spread: f64,
    /// The least spread that counts.
    floor: f64,
    /// Distance of the farthest healthy stretch beyond the bar.
    farthest: f64,
}

/// The levels of a shift, without its chances.
fn level(learned: SeriesView<'_>, seen: SeriesView<'_>) -> Option<(Shift, Odds)> {
    let healthy: Vec<(f64, f64)> = learned.present().collect();
    let seen: Vec<(f64, f64)> = seen.present().collect();
    if healthy.is_empty() || seen.is_empty() {
        return None;
    }
    let scale = healthy.iter().chain(&seen).map(|(_, v)| v.abs()).fold(0.0, f64::max);
    let (usual_level, rhythm) = if Baseline::may_have_rhythm(learned) {
        let base = Baseline::of(learned, scale)?;
        (base.level, base.rhythm.is_some().then_some(base))
    } else {
        (median(&mut healthy.iter().map(|(_, v)| *v).collect::<Vec<f64>>())?, None)
    };
    let expected = |t: f64| rhythm.as_ref().map_or(usual_level, |base| base.expected(t));
    let residual = |s: &[(f64, f64)]| s.iter().map(|(t, v)| v - expected(*t)).collect::<Vec<f64>>();
    let times: Vec<f64> = if covers_days(&healthy) { healthy.iter().map(|(t, _)| *t).collect() } else { Vec::new() };
    let (healthy, seen_res) = (residual(&healthy), residual(&seen));
    let length = seen_res.len().min(healthy.len() / FEWEST_BLOCKS).max(1);
    let mut usual = block_means(&healthy, length);
    let by_day = Days { means: if times.is_empty() { Vec::new() } else { usual.clone() }, times };
    sort(&mut usual);
    let usual_at = |q: f64| quantile_of_sorted(&usual, |v| *v, q);
    let middle = usual_at(0.5)?;
    let floor = (0.01 * usual_level.abs()).max(0.001 * scale).max(f64::MIN_POSITIVE);
    let spread = spread_of_sorted(&usual, |v| *v).max(floor);
    // What every day brings at that time is no news, however short it is.
    let habit = |at: usize| by_day.habit(seen.get(at).map_or(0.0, |(t, _)| *t)).unwrap_or((middle, 0.0));
    let stretches_seen = block_means(&seen_res, length).into_iter().enumerate().map(|(at, mean)| {
        let (due, doubt) = habit(at);
        (at, mean, due, doubt, (mean - due).abs() / (doubt.max(spread) / spread))
    });
    let (at, extreme, due, doubt, _) = stretches_seen.max_by(|a, b| a.4.total_cmp(&b.4))?;
    let spread = doubt.max(spread);
    let z = (extreme - due) / spread;
    // One healthy stretch in twenty may belong to an incident of its own (an hour of a day); it does not set the bar.
    let bar = usual_at(if z > 0.0 { 0.95 } else { 0.05 })? + (due - middle);
    let beyond = if z > 0.0 { ((extreme - bar) / spread).max(0.0) } else { ((extreme - bar) / spread).min(0.0) };
    let farthest =
        if z > 0.0 { usual_at(1.0)? + (due - middle) - bar } else { bar - (usual_at(0.0)? + (due - middle)) };
    let stretch = seen.iter().skip(at).take(length);
    let expected = stretch.map(|(t, _)| expected(*t)).sum::<f64>() / length.min(seen.len()) as f64;
    let excess = seen_res.iter().sum::<f64>() / seen_res.len() as f64;
    let shift = Shift {
        before: expected + due,
        during: expected + extreme,
        excess,
        z,
        beyond,
        samples: seen.len(),
        chance: 1.0,
        rarity: 1.0,
        held: 1.0,
    };
    Some((shift, Odds { healthy, seen: seen_res, length, spread, floor, farthest }))
}

/// Days from which on it is known what a time of the day brings.
const DAYS: usize = 3;
/// Days that are looked back at most; what a time of the day brought in another season tells nothing.
const MOST_DAYS: i32 = 60;
const DAY_S: f64 = 86_400.0;

/// Whether samples cover enough days to show what each time of the day brings.
fn covers_days(samples: &[(f64, f64)]) -> bool {
    let ends = samples.first().zip(samples.last());
    ends.is_some_and(|(first, last)| last.0 - first.0 >= (DAYS as f64 - 0.1) * DAY_S)
}

/// Healthy stretches by the time at which they begin; empty where they cover too few days.
struct Days {
    times: Vec<f64>,
    means: Vec<f64>,
}

impl Days {
    /// What stretches that began at the same time of earlier days were: their median, and half the distance of the farthest.
    fn habit(&self, time_s: f64) -> Option<(f64, f64)> {
        let first = *self.times.first()?;
        let mut found: Vec<f64> = (1..=MOST_DAYS)
            .map(|day| time_s - f64::from(day) * DAY_S)
            .take_while(|at| *at >= first)
            .filter_map(|at| self.means.get(self.times.partition_point(|t| *t < at - 1.0)).copied())
            .collect();
        let (low, high) =
            found.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
        if found.len() < DAYS {
            return None;
        }
        Some((median(&mut found)?, (high - low) / 2.0))
    }
}

impl Odds {
    /// The shift with its chances.
    fn told(&self, shift: Shift) -> Option<Shift> {
        let Self { healthy, seen, length, spread, floor, farthest } = self;
        let (length, floor) = (*length as f64, *floor);
        let is_up = shift.z > 0.0;
        let sorted: Vec<Ranked> = ranked(healthy.iter().copied());
        // The bar of single samples leaves out what one independent reading may be, and one in hundred where there are more.
        let held = resemblance(&sorted, telling(&sorted, floor));
        let each = (1.0 / (healthy.len() as f64 / held + 1.0)).max(0.01);
        let (high, low) = (quantile_of_sorted(&sorted, value, 1.0 - each)?, quantile_of_sorted(&sorted, value, each)?);
        let outside = seen.iter().filter(|v| if is_up { **v > high + floor } else { **v < low - floor }).count();
        let stretches = healthy.len() as f64 / held.max(length);
        // Tails of waiting times fall by the second to third power of the distance; the second claims less.
        let decay = (1.0 + (farthest / spread).max(0.0)) / (1.0 + shift.beyond.abs());
        let in_window = (seen.len() as f64 / held.max(length)).max(1.0);
        // A series that never moved has shown no tail to go by.
        let decay = if *spread > floor { decay.powi(2).min(1.0) } else { 1.0 };
        let rarity = (decay * in_window / (stretches + 1.0)).min(1.0);
        // The sample at the bar may be anywhere up to the next.
        let each = each + 1.0 / (healthy.len() as f64 + 1.0);
        let chance = chance_of(outside as f64 / seen.len() as f64, seen.len() as f64 / held, each);
        Some(Shift { chance, rarity, held, ..shift })
    }
}

/// The baseline without what lies just before the window, as far as enough is left: beginnings are stated late by some
/// part of the whole, and what lies there is half an incident.
fn guarded(series: SeriesView<'_>, baseline: Span, window: Span) -> Span {
    let short = Span::new(baseline.start_s, baseline.end_s.min(window.start_s - LATE * window.length_s()));
    let kept = series.within(short).present().count();
    if kept >= FEWEST_BLOCKS && kept * 4 >= series.within(baseline).present().count() * 3 { short } else { baseline }
}

/// Upper bound (Chernoff's, with Stirling's factor) of the binomial tail: a `share` of `seen` independent samples, each
/// with its chance.
fn chance_of(share: f64, seen: f64, each: f64) -> f64 {
    if share <= each {
        return 1.0;
    }
    // What is seen is at least one sample, however long it is held.
    let part = |p: f64, q: f64| if p > 0.0 { p * (p / q).ln() } else { 0.0 };
    let seen = seen.max(1.0);
    let ways = (std::f64::consts::TAU * seen * share * (1.0 - share)).max(1.0).sqrt();
    (-seen * (part(share, each) + part(1.0 - share, 1.0 - each))).exp() / ways
}

/// Share of the variance that is more than doubt about a reading, of which `floor` is the size: a level that creeps by
/// less than that has not moved, and neighbours that creep alike do not make each other's echo.
fn telling(sorted: &[Ranked], floor: f64) -> f64 {
    let variance = spread_of_sorted(sorted, value).powi(2);
    variance / (variance + floor.powi(2))
}

/// How many neighbouring samples tell as much as one: 1 plus twice the sum of the autocorrelations up to the first that
/// is lost in noise, of ranks, so that one spike does not count. Sources that are read more often than they measure
/// repeat themselves, and queues and caches drift. `telling` is the share of the variance that is no doubt of readings.
fn resemblance(sorted: &[Ranked], telling: f64) -> f64 {
    let n = sorted.len();
    let mut ranks = vec![0.0; n];
    let mut at = 0.0;
    for equal in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let rank = at + equal.len() as f64 / 2.0 - n as f64 / 2.0;
        for (_, i) in equal {
            if let Some(slot) = ranks.get_mut(*i) {
                *slot = rank;
            }
        }
        at += equal.len() as f64;
    }
    let variance: f64 = ranks.iter().map(|r| r * r).sum();
    if variance <= 0.0 {
        return 1.0;
    }
    let lost = 2.0 / (n as f64).sqrt();
    let mut sum = 1.0;
    for lag in 1..n / 4 {
        let r = ranks.iter().zip(ranks.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>() * telling / variance;
        if r < lost {
            break;
        }
        sum += 2.0 * r;
    }
    sum
}

/// Means of all runs of `length` values.
fn block_means(values: &[f64], length: usize) -> Vec<f64> {
    let mut sum: f64 = values.iter().take(length).sum();
    let mut means = Vec::with_capacity(values.len().saturating_sub(length) + 1);
    means.push(sum / length.min(values.len()).max(1) as f64);
    for (old, new) in values.iter().zip(values.iter().skip(length)) {
        sum += new - old;
        means.push(sum / length as f64);
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_that_is_usual_is_not_news() {
        let times: Vec<f64> = (0..200).map(f64::from).collect();
        let bursty: Vec<f64> = (0..200).map(|i| if i % 20 < 2 { 50.0 } else { 10.0 + f64::from(i % 3) }).collect();
        let (base, window) = (Span::new(0.0, 160.0), Span::new(160.0, 200.0));
        let calm = shift(SeriesView::new(&times, &bursty), base, window).unwrap();
        assert!(calm.beyond.abs() < 1.0, "{calm:?}");
        let mut high = bursty;
        high[160..].iter_mut().for_each(|v| *v += 60.0);
        let hot = shift(SeriesView::new(&times, &high), base, window).unwrap();
        assert!(hot.beyond > 5.0 && hot.chance < 1e-6 && calm.chance > 0.01, "{hot:?}");
    }

    #[test]
    fn what_every_night_brings_is_no_news_and_what_it_never_brought_is() {
        let times: Vec<f64> = (0..8 * 288).map(|i| f64::from(i) * 300.0).collect();
        let nightly = |t: f64| if t.rem_euclid(DAY_S) < 1_500.0 { 3.0 } else { 0.0 };
        let noise = |i: usize| 0.06 + ((i * 7919) % 101) as f64 / 5_000.0;
        let window = Span::new(7.0 * DAY_S, 7.0 * DAY_S + 2_400.0);
        let shifted = |extra: f64| {
            let values: Vec<f64> = times
                .iter()
                .enumerate()
                .map(|(i, t)| noise(i) + nightly(*t) + if window.contains(*t) { extra } else { 0.0 })
                .collect();
            shift(SeriesView::new(&times, &values), Span::new(0.0, window.start_s), window).unwrap()
        };
        let (usual, more) = (shifted(0.0), shifted(4.0));
        assert!(usual.beyond.abs() < 2.0, "{usual:?}");
        assert!(more.beyond > 25.0, "{more:?}");
    }

    #[test]
    fn chances_are_reckoned_where_they_matter() {
        let times: Vec<f64> = (0..200).map(f64::from).collect();
        let (base, window) = (Span::new(0.0, 160.0), Span::new(160.0, 200.0));
        for (by, is_beyond) in [(0.0, false), (40.0, true)] {
            let values: Vec<f64> =
                (0..200).map(|i| 10.0 + f64::from((i * 37) % 11) / 10.0 + if i >= 160 { by } else { 0.0 }).collect();
            let view = SeriesView::new(&times, &values);
            let (all, some) = (shift(view, base, window).unwrap(), shift_beyond(view, base, window).unwrap());
            assert_eq!(all == some, is_beyond, "{all:?} {some:?}");
            assert_eq!(Shift { chance: all.chance, rarity: all.rarity, held: all.held, ..some }, all);
        }
    }

    #[test]
    fn what_was_before_is_what_that_time_of_day_has() {
        let times: Vec<f64> = (0..3 * 288).map(|i| f64::from(i) * 300.0).collect();
        let (from, to) = (2.25 * 86_400.0, 2.25 * 86_400.0 + 3_000.0);
        let curve = |t: f64| 100.0 + 50.0 * (t / 86_400.0 * std::f64::consts::TAU).sin();
        let values: Vec<f64> =
            times.iter().map(|t| if (from..to).contains(t) { 7.0 } else { 1.0 } * curve(*t)).collect();
        let found = shift(SeriesView::new(&times, &values), Span::new(0.0, from), Span::new(from, to)).unwrap();
        assert!((found.before - 150.0).abs() < 5.0 && (found.during - 1050.0).abs() < 10.0, "{found:?}");
    }

    /// A reading per `hold` samples, none like the other.
    fn held(hold: i32, readings: i32, last: f64) -> Vec<f64> {
        let one = |i: i32| 10.0 + f64::from((i * 37) % 11) / 10.0 + if i == readings - 1 { last } else { 0.0 };
        (0..readings).flat_map(|i| std::iter::repeat_n(one(i), usize::try_from(hold).unwrap())).collect()
    }

    #[test]
    fn a_reading_that_is_repeated_counts_once() {
        // The last of forty readings is odd: told once, or told in ten samples.
        for hold in [1, 10] {
            let values = held(hold, 40, 5.0);
            let times: Vec<f64> = (0..values.len()).map(|i| i as f64).collect();
            let end = times.len() as f64;
            let cut = end - 4.0 * f64::from(hold);
            let found = shift(SeriesView::new(&times, &values), Span::new(0.0, cut), Span::new(cut, end)).unwrap();
            assert!(found.chance > 0.01, "{hold}: {found:?}");
            assert!((found.held / f64::from(hold) - 1.0).abs() < 0.5, "{hold}: {found:?}");
        }
    }

    #[test]
    fn a_level_that_creeps_within_a_hundredth_tells_as_much_as_one_that_stands() {
        let times: Vec<f64> = (0..300).map(f64::from).collect();
        let (base, window) = (Span::new(0.0, 240.0), Span::new(240.0, 300.0));
        for creep in [0.0, 0.003] {
            let values: Vec<f64> = times
                .iter()
                .map(|t| 220.0 * (1.0 + creep * t / 240.0) + if *t >= 240.0 { 200.0 } else { 0.0 })
                .collect();
            let found = shift(SeriesView::new(&times, &values), base, window).unwrap();
            assert!(found.chance < 1e-9, "{creep}: {found:?}");
        }
    }

    #[test]
    fn what_lies_far_beyond_all_healthy_stretches_is_rare_unless_there_was_no_tail() {
        let times: Vec<f64> = (0..200).map(f64::from).collect();
        let rarity = |values: &[f64]| {
            shift(SeriesView::new(&times, values), Span::new(0.0, 180.0), Span::new(180.0, 200.0)).unwrap().rarity
        };
        let level = |i: i32, by: f64| 10.0 + f64::from((i / 7 * 37) % 11) + if i >= 180 { by } else { 0.0 };
        let moved = |by: f64| (0..200).map(|i| level(i, by)).collect::<Vec<f64>>();
        let (near, far) = (rarity(&moved(2.0)), rarity(&moved(90.0)));
        assert!(far < 1e-3 && far < near, "{near} {far}");
        let flat: Vec<f64> = (0..200).map(|i| if i >= 180 { 40.0 } else { 10.0 }).collect();
        assert!(rarity(&flat) > 0.01);
    }

    #[test]
    fn a_beginning_that_is_stated_late_does_not_raise_the_bar() {
        let times: Vec<f64> = (0..200).map(f64::from).collect();
        let values: Vec<f64> =
            (0..200).map(|i| 10.0 + f64::from((i * 37) % 11) / 10.0 + if i >= 145 { 20.0 } else { 0.0 }).collect();
        let found = shift(SeriesView::new(&times, &values), Span::new(0.0, 150.0), Span::new(150.0, 200.0)).unwrap();
        assert!(found.chance < 1e-6, "{found:?}");
    }
}
