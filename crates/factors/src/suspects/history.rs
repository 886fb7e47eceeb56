//! What the baseline shows when it is asked like the window: stretches of it, each against the rest.
//!
//! Among hundreds of series some is always odd: a collector runs, a pod restarts, another team tries something. How often
//! that happens the baseline itself tells (the idea of conformal prediction: a score is judged by its rank among the scores
//! of what came before; Vovk et al., *Algorithmic Learning in a Random World*, 2005).

use backstory_signals::{SeriesView, Span, median, saturation, shift_against_where};
use rayon::prelude::*;

use super::system::{Signal, System, widened};

/// What one stretch in ten shows as well is usual: those who are told of it would be told every other hour.
const USUAL: f64 = 0.1;
/// Stretches to learn from at least; where the window is longer than a third of the baseline they are shorter than it.
const FEWEST: f64 = 3.0;
/// The most recent ones are looked at.
const MOST: usize = 20;
/// Times by which means of stretches may lie farther off, in their own spreads, than single samples do in theirs: the square
/// root of the samples in a stretch, which are sixteen or fewer where it counts.
const CLOSER: f64 = 4.0;

/// Stretches of the baseline as long as the window, or a third of the baseline where that is shorter; latest first.
fn stretches(system: &System<'_>) -> Vec<Span> {
    let base = Span::new(system.baseline.start_s, system.baseline.end_s.min(system.window.start_s));
    let length = system.window.length_s().min(base.length_s() / FEWEST);
    if length <= 0.0 {
        return Vec::new();
    }
    let at = |i: usize| Span::new(base.end_s - (i as f64 + 1.0) * length, base.end_s - i as f64 * length);
    (0..MOST).map(at).take_while(|s| s.start_s >= base.start_s - 1e-6).collect()
}

/// Whether often enough a stretch of the baseline shows what `shows` looks for.
fn is_usual(system: &System<'_>, shows: impl Fn(Span) -> bool) -> bool {
    let all = stretches(system);
    let odd = all.iter().filter(|s| shows(**s)).count();
    odd as f64 > USUAL * all.len() as f64
}

/// Whether in the baseline one of `signals` was off by `badness` so often that it is no news. As in the window, the chance
/// that it looks so by itself must be less than `least`.
pub(super) fn wandered(system: &System<'_>, signals: &[&Signal<'_>], badness: f64, least: f64) -> bool {
    let stretch_s = stretches(system).first().map_or(0.0, Span::length_s);
    // The chance falls by the same factor with every further sample that lies beyond the bar.
    let least = least.powf((stretch_s / system.window.length_s()).clamp(0.0, 1.0));
    let wide: Vec<&&Signal<'_>> =
        signals.par_iter().filter(|s| farthest(system, s).is_some_and(|f| f * CLOSER >= badness)).collect();
    is_usual(system, |stretch| {
        wide.par_iter().any(|signal| {
            let stretch = widened(stretch, signal.step_s);
            let view = SeriesView::new(&signal.times_s, &signal.values).within(system.baseline_of(signal));
            let rest = |t: f64| !stretch.contains(t);
            let (times, values): (Vec<f64>, Vec<f64>) =
                view.times_s.iter().zip(view.values).filter(|(t, _)| rest(**t)).map(|(t, v)| (*t, *v)).unzip();
            let is_as_bad = |beyond| signal.distance(beyond) >= badness;
            shift_against_where(SeriesView::new(&times, &values), view.within(stretch), is_as_bad)
                .is_some_and(|s| s.chance < least && is_as_bad(s.beyond))
        })
    })
}

/// What comes at the same time of the day before may begin and end a little earlier or later.
const DAY_S: f64 = 86_400.0;
/// Part of the height that it must have had then.
const AS_HIGH: f64 = 0.5;

/// Whether each of `signals` was about as far off at the same time of the day before: a nightly job, a backup, a report.
/// That trouble comes at one time of two days is less likely than that somebody planned it.
pub(super) fn was_so_the_day_before(system: &System<'_>, signals: &[&Signal<'_>]) -> bool {
    let then = Span::new(system.window.start_s - DAY_S, system.window.end_s - DAY_S);
    !signals.is_empty()
        && then.start_s >= system.baseline.start_s
        && signals.iter().all(|signal| {
            let stretch = widened(then, signal.step_s);
            let base = system.baseline_of(signal);
            if stretch.end_s > base.end_s {
                return false;
            }
            let view = SeriesView::new(&signal.times_s, &signal.values).within(base);
            let (times, values): (Vec<f64>, Vec<f64>) = view.present().filter(|(t, _)| !stretch.contains(*t)).unzip();
            let found = shift_against_where(SeriesView::new(&times, &values), view.within(stretch), |_| false);
            let is_same_way = |beyond: f64| beyond * signal.shift.beyond > 0.0;
            found.is_some_and(|s| is_same_way(s.beyond) && signal.distance(s.beyond) >= AS_HIGH * signal.badness())
        })
}

/// Distance of the farthest sample of the baseline from its middle, in spreads that a third of odd samples does not widen.
fn farthest(system: &System<'_>, signal: &Signal<'_>) -> Option<f64> {
    let view = SeriesView::new(&signal.times_s, &signal.values).within(system.baseline_of(signal));
    let mut values = view.present_values();
    let middle = median(&mut values)?;
    let mut off: Vec<f64> = values.iter().map(|v| (v - middle).abs()).collect();
    let farthest = off.iter().copied().fold(0.0, f64::max);
    // What never moved but once is as far as can be.
    Some(farthest / median(&mut off)?.max(0.01 * middle.abs()).max(f64::MIN_POSITIVE))
}

/// Whether in the baseline one of `signals` spent a `share` of a stretch above its limit so often that it is no news.
pub(super) fn filled(system: &System<'_>, signals: &[(&Signal<'_>, f64)], share: f64) -> bool {
    is_usual(system, |stretch| {
        signals.iter().any(|(signal, limit)| {
            let view = SeriesView::new(&signal.times_s, &signal.values).within(system.baseline_of(signal));
            saturation(view, *limit, widened(stretch, signal.step_s)).is_some_and(|hit| hit.share >= share)
        })
    })
}
