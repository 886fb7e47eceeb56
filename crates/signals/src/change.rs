//! Change points: where a series left its baseline, and where it came back.

use rayon::prelude::*;

use crate::order::{key, value};
use crate::quantile::QUARTILES;
use crate::{Baseline, SeriesView, Span, is_by_chance};

/// Which way a series went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Above its baseline.
    Up,
    /// Below its baseline.
    Down,
}

/// One departure from the baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangePoint {
    /// Time of the first sample outside.
    pub onset_s: f64,
    /// The onset lies after the first (last sample inside) and not after the second (first sample outside).
    pub onset_interval: (f64, f64),
    /// Time of the first sample back inside for good, where the series came back.
    pub recovery_s: Option<f64>,
    /// Which way.
    pub direction: Direction,
    /// Mean distance from the baseline in spreads, never negative.
    pub strength: f64,
    /// Level before, in the unit of the series.
    pub before: f64,
    /// Mean while outside, in the unit of the series.
    pub during: f64,
}

/// A sample is outside from this many spreads on: one in several thousand of normal noise.
const OUTSIDE: f64 = 4.0;
/// An excursion has ended when this many samples in a row are inside: one may be chance.
const INSIDE_RUN: usize = 3;
/// Samples that a baseline is learned from anew at least.
const FEWEST: usize = 8;
/// A lone sample needs this many spreads: heavy tails are the rule in latencies.
const LONE: f64 = 8.0;

/// Runs of such length and height that may be expected in a window before one of them is no news.
const BY_CHANCE: f64 = 0.05;

/// Fewer events than this are told by nobody, however rare they are.
const FEWEST_EVENTS: f64 = 3.0;

struct Run {
    first: usize,
    last: usize,
    sum_z: f64,
    sum: f64,
    n: usize,
    up: bool,
}

/// Departures of `series` inside `window` from what it did in `baseline`, in order of onset.
///
/// A departure is a run of samples on one side, at least 4 spreads away on average, interrupted by less than three
/// samples inside; one of a single sample must be 8 spreads away unless the window has no more. A departure that the
/// window's first sample is part of began where the samples before it left the baseline: windows are stated late.
pub fn change_points(series: SeriesView<'_>, baseline: Span, window: Span) -> Vec<ChangePoint> {
    let seen = series.within(window);
    let learned = series.within(baseline);
    let scale = seen.present().chain(learned.present()).map(|(_, v)| v.abs()).fold(0.0, f64::max);
    if stays_inside(learned, seen) {
        return Vec::new();
    }
    let found = depart(series, learned, scale, baseline, window);
    // What had left its baseline before the window taught the baseline some of it.
    let early = found.first().map(|d| d.onset_s).filter(|onset| *onset < window.start_s.min(baseline.end_s));
    let Some(early) = early else { return found };
    let learned = learned.within(Span::new(f64::NEG_INFINITY, early));
    if learned.present().count() < FEWEST {
        return found;
    }
    let again = depart(series, learned, scale, baseline, window);
    if again.is_empty() { found } else { again }
}

/// The departures inside `window` from what was `learned`; one that had begun before begins there.
fn depart(
    series: SeriesView<'_>,
    learned: SeriesView<'_>,
    scale: f64,
    baseline: Span,
    window: Span,
) -> Vec<ChangePoint> {
    let Some(base) = Baseline::of(learned, scale) else { return Vec::new() };
    let samples: Vec<(f64, f64)> = series.within(window).present().collect();
    let mut found = Vec::new();
    let mut run: Option<Run> = None;
    let mut inside = 0;
    for (i, &(t, v)) in samples.iter().enumerate() {
        let z = base.z(t, v);
        let outside = z.abs() >= OUTSIDE;
        match run.as_mut() {
            Some(r) if outside && (z > 0.0) == r.up => {
                r.last = i;
                r.sum_z += z.abs();
                r.sum += v;
                r.n += 1;
                inside = 0;
            }
            Some(_) => {
                inside += 1;
                if inside >= INSIDE_RUN || outside {
                    found.extend(run.take());
                    inside = 0;
                }
            }
            None => {}
        }
        if outside && run.is_none() {
            run = Some(Run { first: i, last: i, sum_z: z.abs(), sum: v, n: 1, up: z > 0.0 });
            inside = 0;
        }
    }
    found.extend(run);
    let before_window = series.within(Span::new(f64::NEG_INFINITY, window.start_s));
    let healthy: Vec<f64> =
        if found.is_empty() { Vec::new() } else { learned.present().map(|(t, v)| base.z(t, v)).collect() };
    found
        .into_iter()
        .filter(|r| r.n > 1 || samples.len() < INSIDE_RUN || r.sum_z >= LONE)
        .filter(|r| !is_habit(r, &healthy, samples.len()))
        .filter_map(|r| {
            let first = samples.get(r.first)?.0;
            let (onset_s, last_inside) = match r.first.checked_sub(1) {
                Some(i) => (first, samples.get(i).map(|s| s.0)),
                None => back(before_window, &base, r.up, baseline.start_s, first),
            };
            Some(ChangePoint {
                onset_s,
                onset_interval: (last_inside.unwrap_or(onset_s), onset_s),
                recovery_s: samples.get(r.last + 1).map(|s| s.0),
                direction: if r.up { Direction::Up } else { Direction::Down },
                strength: r.sum_z / r.n as f64,
                before: base.expected(onset_s),
                during: r.sum / r.n as f64,
            })
        })
        .collect()
}

/// Whether the baseline went as far the same way so often that a run like this comes by chance: percentiles have tails, and
/// among hundreds of samples one or two stand out on any day. Half as far is as far, for a tail has no fixed end.
fn is_habit(run: &Run, healthy: &[f64], looks: usize) -> bool {
    let far = 0.5 * run.sum_z / run.n as f64;
    let as_far =
        healthy.iter().filter(|z| if run.up { **z >= far.max(OUTSIDE) } else { -**z >= far.max(OUTSIDE) }).count();
    let share = as_far as f64 / healthy.len().max(1) as f64;
    let longest = i32::try_from(run.n).unwrap_or(i32::MAX);
    as_far > 0 && looks as f64 * share.powi(longest) >= BY_CHANCE
}

/// Where a departure began that the window found under way, and the last sample inside before it.
fn back(earlier: SeriesView<'_>, base: &Baseline, up: bool, from_s: f64, first_s: f64) -> (f64, Option<f64>) {
    let earlier: Vec<(f64, f64)> = earlier.present().collect();
    let mut onset_s = first_s;
    let mut inside = None;
    for &(t, v) in earlier.iter().rev() {
        let z = base.z(t, v);
        if t >= from_s && z.abs() >= OUTSIDE && (z > 0.0) == up {
            onset_s = t;
            inside = None;
        } else if inside.is_some() || t < from_s {
            // Two inside in a row are no chance any more.
            return (onset_s, inside.or(Some(t)));
        } else {
            inside = Some(t);
        }
    }
    (onset_s, inside)
}

/// Whether no sample can be outside, which two selections tell for less than the sort costs that a spread needs: the level
/// lies between the quartiles, and the spread is their scaled distance at least. A daily rhythm may leave less of it.
fn stays_inside(learned: SeriesView<'_>, seen: SeriesView<'_>) -> bool {
    if Baseline::may_have_rhythm(learned) {
        return false;
    }
    let mut values: Vec<i64> = learned.present().map(|(_, v)| key(v)).collect();
    // The ranks next to the quartiles on the inner side; fewer values have no such room.
    let Some(last) = values.len().checked_sub(1).filter(|last| *last >= 4) else { return false };
    let (low, high) = (last.div_ceil(4), 3 * last / 4);
    let (_, low_value, above) = values.select_nth_unstable(low);
    let low_value = value(*low_value);
    let Some(rank) = (high - low).checked_sub(1).filter(|rank| *rank < above.len()) else { return false };
    let (_, high_value, _) = above.select_nth_unstable(rank);
    let high_value = value(*high_value);
    let reach = OUTSIDE * (high_value - low_value) / QUARTILES;
    seen.present().all(|(_, v)| v - low_value < reach && high_value - v < reach)
}

/// The same for events that are counted by second, without the rises that chance brings: where something is rare, one event
/// is many spreads away from none. A rise begins and ends where more came than chance explains: single events just before
/// the trouble are those of any day.
pub fn count_change_points(series: SeriesView<'_>, baseline: Span, window: Span) -> Vec<ChangePoint> {
    let counts = Counts::of(series, baseline, window);
    let found = change_points(series, baseline, window);
    let level = |mut point: ChangePoint| {
        if point.direction == Direction::Up {
            let end = point.recovery_s.unwrap_or(window.end_s);
            let values = series.within(Span::new(point.onset_s, end)).present_values();
            point.during = values.iter().sum::<f64>() / values.len().max(1) as f64;
        }
        point
    };
    found.into_iter().filter_map(|point| counts.trimmed(point, series)).map(level).collect()
}

/// Departures of a share without those, and the parts of them, that chance explains by how many `events` per second it is
/// a share of: of few requests one that fails is a large share.
pub fn share_change_points(
    share: SeriesView<'_>,
    events: SeriesView<'_>,
    baseline: Span,
    window: Span,
) -> Vec<ChangePoint> {
    let counts = Counts::of(events, baseline, window);
    change_points(share, baseline, window).into_iter().filter_map(|point| counts.trimmed(point, events)).collect()
}

/// How many events are usual from one sample to the next, and how long that is.
struct Counts {
    usual: f64,
    step: f64,
    window: Span,
}

impl Counts {
    fn of(series: SeriesView<'_>, baseline: Span, window: Span) -> Self {
        let learned = series.within(baseline);
        let (sum, samples) = learned.present().fold((0.0, 0.0), |(sum, n), (_, v)| (sum + v.max(0.0), n + 1.0));
        let covered = learned.times_s.last().zip(learned.times_s.first()).map_or(0.0, |(last, first)| last - first);
        // What never came in the baseline would have come half a time in as long a stretch.
        let usual = (sum / f64::max(samples, 1.0)).max(0.5 / covered.max(1.0));
        let step = (covered / f64::max(samples - 1.0, 1.0)).max(1.0);
        Self { usual: usual * step, step, window }
    }

    /// The departure without what chance explains at its ends; none where it explains all of it.
    fn trimmed(&self, mut point: ChangePoint, series: SeriesView<'_>) -> Option<ChangePoint> {
        if point.direction == Direction::Down {
            return Some(point);
        }
        let whole = Span::new(point.onset_s, point.recovery_s.unwrap_or(self.window.end_s));
        let samples: Vec<(f64, f64)> =
            series.within(whole).present().map(|(t, v)| (t, v.max(0.0) * self.step)).collect();
        let counts: Vec<f64> = samples.iter().map(|(_, count)| *count).collect();
        if self.by_chance(counts.iter().sum(), counts.len()) {
            return None;
        }
        let early = self.explained(counts.iter());
        let late = self.explained(counts.iter().rev());
        let kept = samples.get(early..samples.len().saturating_sub(late)).filter(|kept| !kept.is_empty())?;
        if early > 0 {
            point.onset_s = kept.first()?.0;
            // What is cut may have been the beginning, back to the last sample without an event.
            let none = counts.get(..early)?.iter().rposition(|count| *count <= 0.0);
            let inside = none.and_then(|i| samples.get(i)).map_or(point.onset_interval.0, |s| s.0);
            point.onset_interval = (inside, point.onset_s);
        }
        if late > 0 {
            point.recovery_s = samples.get(samples.len() - late).map(|s| s.0);
        }
        Some(point)
    }

    /// How many samples from one end on chance explains; a sample next to the rest that is no chance by itself belongs to it.
    fn explained<'a>(&self, counts: impl Iterator<Item = &'a f64> + Clone) -> usize {
        let (mut seen, mut explained) = (0.0, 0);
        for (before, count) in counts.clone().enumerate() {
            seen += count;
            if !self.by_chance(seen, before + 1) {
                break;
            }
            explained = before + 1;
        }
        let odd = |count: &f64| !is_by_chance(*count, self.usual, 1.0);
        let mut near: Vec<&f64> = counts.take(explained).collect();
        while near.pop_if(|count| odd(count)).is_some() {}
        near.len()
    }

    /// Whether chance brings so many events in so many samples, or nobody would tell of them.
    fn by_chance(&self, seen: f64, samples: usize) -> bool {
        let length = self.step * samples.max(1) as f64;
        seen < FEWEST_EVENTS || is_by_chance(seen, self.usual * samples.max(1) as f64, self.window.length_s() / length)
    }
}

/// [`change_points`] of many series on all cores; the answers are in the order of the series.
pub fn change_points_of_all(series: &[SeriesView<'_>], baseline: Span, window: Span) -> Vec<Vec<ChangePoint>> {
    series.par_iter().map(|s| change_points(*s, baseline, window)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wave(n: usize) -> Vec<f64> {
        (0..n).map(|i| 10.0 + [0.0, 0.4, -0.3, 0.2, -0.5, 0.1, 0.3][i % 7]).collect()
    }

    fn times(n: u32) -> Vec<f64> {
        (0..n).map(|i| f64::from(i) * 15.0).collect()
    }

    const BASE: Span = Span { start_s: 0.0, end_s: 750.0 };
    const WINDOW: Span = Span { start_s: 750.0, end_s: 1500.0 };

    fn step() -> Vec<f64> {
        let mut v = wave(100);
        v[60..80].iter_mut().for_each(|x| *x += 20.0);
        v
    }

    #[test]
    fn a_step_has_onset_interval_and_recovery() {
        let (t, v) = (times(100), step());
        let found = change_points(SeriesView::new(&t, &v), BASE, WINDOW);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].onset_interval, (59.0 * 15.0, 60.0 * 15.0));
        assert_eq!((found[0].onset_s, found[0].recovery_s), (900.0, Some(1200.0)));
        assert_eq!(found[0].direction, Direction::Up);
        assert!((found[0].during - found[0].before - 20.0).abs() < 0.5);
    }

    #[test]
    fn calm_constant_and_empty_series_have_none() {
        let t = times(100);
        for v in [wave(100), vec![3.0; 100], vec![f64::NAN; 100]] {
            assert_eq!(change_points(SeriesView::new(&t, &v), BASE, WINDOW), []);
        }
    }

    #[test]
    fn one_rare_event_more_is_no_departure_and_many_are() {
        let t = times(100);
        let rate = |events: &[(usize, f64)]| {
            let mut v = vec![0.0; 100];
            for (at, n) in events {
                v[*at] = n / 15.0;
            }
            v
        };
        let found = |v: &[f64]| count_change_points(SeriesView::new(&t, v), BASE, WINDOW).len();
        assert_eq!(found(&rate(&[(20, 1.0), (60, 1.0), (61, 1.0)])), 0);
        let burst: Vec<(usize, f64)> = (60..70).map(|i| (i, 3.0)).collect();
        assert_eq!(found(&rate(&burst)), 1);
    }

    #[test]
    fn single_events_of_any_day_are_neither_the_beginning_nor_the_end_of_a_rise() {
        let t = times(100);
        let mut v = vec![0.0; 100];
        // Usually one event in eight samples; the rise is from 66 to 75.
        (0..100).step_by(8).for_each(|i| v[i] = 1.0 / 15.0);
        for i in [60, 62, 64, 77] {
            v[i] = 1.0 / 15.0;
        }
        v[66..76].iter_mut().for_each(|x| *x = 8.0);
        let found = count_change_points(SeriesView::new(&t, &v), BASE, WINDOW);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].onset_s, found[0].recovery_s), (990.0, Some(1140.0)), "{found:?}");
        assert!((found[0].during - 8.0).abs() < 0.1, "{found:?}");
        // A handful with pauses between is no rise.
        v[66..76].fill(0.0);
        for i in [70, 71, 72, 74] {
            v[i] = 1.0 / 15.0;
        }
        assert_eq!(count_change_points(SeriesView::new(&t, &v), BASE, WINDOW), []);
    }

    #[test]
    fn a_share_departs_where_more_failed_than_chance_explains() {
        let t = times(100);
        let mut failed = vec![0.0; 100];
        (0..60).step_by(8).for_each(|i| failed[i] = 1.0 / 15.0);
        for i in [60, 62, 64] {
            failed[i] = 1.0 / 15.0;
        }
        failed[66..76].fill(8.0);
        let share: Vec<f64> = failed.iter().map(|f| f / 10.0).collect();
        let of = |events: &[f64]| {
            share_change_points(SeriesView::new(&t, &share), SeriesView::new(&t, events), BASE, WINDOW)
        };
        let found = of(&failed);
        assert_eq!((found.len(), found[0].onset_s), (1, 990.0), "{found:?}");
        // The same share of hardly any requests.
        let few: Vec<f64> = failed.iter().map(|f| f / 400.0).collect();
        assert_eq!(of(&few), []);
    }

    #[test]
    fn a_tail_that_the_baseline_has_as_well_is_no_departure() {
        let (t, mut v) = (times(100), wave(100));
        for i in [7, 31, 44] {
            v[i] = 18.0;
        }
        v[80] = 19.0;
        assert_eq!(change_points(SeriesView::new(&t, &v), BASE, WINDOW), []);
        // Twice as far is another matter, and so is a stretch.
        v[80] = 40.0;
        assert_eq!(change_points(SeriesView::new(&t, &v), BASE, WINDOW).len(), 1);
        v[80..86].fill(19.0);
        assert_eq!(change_points(SeriesView::new(&t, &v), BASE, WINDOW).len(), 1);
    }

    #[test]
    fn what_had_begun_before_the_window_begins_there() {
        let (t, mut v) = (times(100), wave(100));
        for (from, expected) in [(50, 750.0), (47, 705.0), (38, 570.0)] {
            v[from..70].iter_mut().for_each(|x| *x = 30.0);
            let found = change_points(SeriesView::new(&t, &v), BASE, WINDOW);
            assert_eq!(found[0].onset_interval, (expected - 15.0, expected), "{found:?}");
            assert!((found[0].before - 10.0).abs() < 0.2, "{found:?}");
            v = wave(100);
        }
        // One sample before the window that is odd is none of it.
        v[44] = 30.0;
        v[50..70].iter_mut().for_each(|x| *x = 30.0);
        assert_eq!(change_points(SeriesView::new(&t, &v), BASE, WINDOW)[0].onset_interval, (735.0, 750.0));
    }

    proptest! {
        #[test]
        fn what_is_passed_over_has_no_departure(
            learned in prop::collection::vec(-20..20_i32, 0..40),
            seen in prop::collection::vec(-60..60_i32, 1..10),
            fine in 1.0..9.0_f64,
        ) {
            let of = |values: &[i32]| values.iter().map(|v| f64::from(*v) / fine).collect::<Vec<f64>>();
            let (learned, seen) = (of(&learned), of(&seen));
            let (t, n) = (times(60), learned.len());
            let (learned, seen) = (SeriesView::new(&t, &learned), SeriesView::new(&t[n..], &seen));
            if stays_inside(learned, seen) {
                let scale = 1.0;
                let base = Baseline::of(learned, scale).unwrap();
                prop_assert!(seen.present().all(|(t, v)| base.z(t, v).abs() < OUTSIDE));
            }
        }
    }

    #[test]
    fn missing_samples_widen_the_interval() {
        let (t, mut v) = (times(100), step());
        v[57..60].iter_mut().for_each(|x| *x = f64::NAN);
        let found = change_points(SeriesView::new(&t, &v), BASE, WINDOW);
        assert_eq!(found[0].onset_interval, (56.0 * 15.0, 60.0 * 15.0));
    }

    proptest! {
        #[test]
        fn shifting_time_shifts_the_answer(by in -1.0e6..1.0e6_f64) {
            let by = by.round();
            let (t, v) = (times(100), step());
            let moved: Vec<f64> = t.iter().map(|x| x + by).collect();
            let a = change_points(SeriesView::new(&t, &v), BASE, WINDOW);
            let b = change_points(
                SeriesView::new(&moved, &v),
                Span::new(BASE.start_s + by, BASE.end_s + by),
                Span::new(WINDOW.start_s + by, WINDOW.end_s + by),
            );
            prop_assert_eq!(a.len(), b.len());
            for (a, b) in a.iter().zip(&b) {
                prop_assert!((a.onset_s + by - b.onset_s).abs() < 1e-6);
                prop_assert_eq!(a.recovery_s.map(|r| r + by), b.recovery_s);
                prop_assert!((a.strength - b.strength).abs() < 1e-9);
            }
        }

        #[test]
        fn scaling_keeps_times_and_strength(power in -8..8_i32) {
            let factor = 2f64.powi(power);
            let (t, v) = (times(100), step());
            let scaled: Vec<f64> = v.iter().map(|x| x * factor).collect();
            let a = change_points(SeriesView::new(&t, &v), BASE, WINDOW);
            let b = change_points(SeriesView::new(&t, &scaled), BASE, WINDOW);
            prop_assert_eq!(a.len(), b.len());
            for (a, b) in a.iter().zip(&b) {
                prop_assert!((a.onset_s - b.onset_s).abs() < 1e-9);
                prop_assert!((a.strength - b.strength).abs() < 1e-6);
            }
        }
    }
}
