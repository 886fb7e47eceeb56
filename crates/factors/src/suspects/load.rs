//! Demand: what it explains where it rises, and what its absence tells.

use backstory_model::measure::{Quantity, is_left_over};
use backstory_signals::{ChangePoint, Direction, SeriesView, Span, change_points};

use super::outcome::UNASKED_BY_CHANCE;
use super::system::{Signal, System};
use super::{history, saturated, symptom};

/// From this many times the usual demand on it explains what rises with it; less is noise.
const MORE: f64 = 1.2;
/// Times as long as usual from which on people notice that they wait (the rule of twenty percent; Seow, *Designing and
/// engineering time*, 2008).
const NOTICED: f64 = 1.2;
/// What rises in proportion rises by so many times the share that demand rose by: caches and batches round up.
const SLACK: f64 = 1.25;
/// Demand that falls to less than this share of what is usual stays away.
const LOST: f64 = 0.25;
/// A shorter absence is a pause, seconds.
const LEAST_S: f64 = 180.0;

/// Without the signals of services that rise in proportion to what is asked of them and run into no limit.
pub(super) fn without_proportional<'s, 'a>(
    system: &'s System<'a>,
    signals: Vec<&'s Signal<'a>>,
) -> Vec<&'s Signal<'a>> {
    let full = saturated::full(system);
    let is_full = |s: &Signal<'_>| full.get(&s.service).is_some_and(|(other, _)| std::ptr::eq(*other, s));
    signals.into_iter().filter(|s| is_full(s) || !is_proportional(system, s)).collect()
}

/// Whether a symptom is a wait that grew by less than people notice while demand grew by more: what waits in line waits
/// longer the more there are.
pub(super) fn is_hardly_felt(system: &System<'_>, symptom: &Signal<'_>) -> bool {
    let longer = growth(symptom);
    symptom.quantity == Quantity::Latency && longer < NOTICED && longer <= demand(system, symptom)
}

/// By how many times the demand of a signal's service grew.
fn demand(system: &System<'_>, signal: &Signal<'_>) -> f64 {
    let own = system.signals_of(&signal.service).iter().filter(|s| s.quantity == Quantity::Traffic);
    own.map(growth).fold(1.0, f64::max)
}

fn growth(signal: &Signal<'_>) -> f64 {
    if signal.shift.before > 0.0 { signal.shift.during / signal.shift.before } else { 1.0 }
}

fn is_proportional(system: &System<'_>, signal: &Signal<'_>) -> bool {
    let load = demand(system, signal);
    let rises = signal.shift.beyond > 0.0 && !is_left_over(signal.metric);
    load >= MORE && rises && signal.shift.before > 0.0 && growth(signal) <= 1.0 + SLACK * (load - 1.0)
}

/// The demand at the entry that stayed away in the window, where it used to come.
pub(super) fn lost<'s, 'a>(system: &'s System<'a>) -> Option<&'s Signal<'a>> {
    let entries = symptom::entries(system);
    let demand = system.signals.iter().filter(|s| s.quantity == Quantity::Traffic && !s.of_host);
    let at_entry = demand.filter(|s| entries.is_empty() || entries.contains(&s.service));
    // Without calls to go by users come in where most is asked for.
    let busiest = at_entry.max_by(|a, b| {
        a.shift.before.total_cmp(&b.shift.before).then_with(|| (&b.service, b.metric).cmp(&(&a.service, a.metric)))
    })?;
    let least = UNASKED_BY_CHANCE / system.signals.len() as f64;
    let is_lost = busiest.shift.chance < least
        && departures(system, busiest).iter().any(|d| {
            let until = d.recovery_s.or(busiest.times_s.last().copied()).unwrap_or(d.onset_s);
            d.direction == Direction::Down && d.during <= LOST * d.before && until - d.onset_s >= LEAST_S
        });
    (is_lost && !history::wandered(system, &[busiest], busiest.badness(), least)).then_some(busiest)
}

/// All departures of a signal that begin in the window, wherever they end.
pub(super) fn departures(system: &System<'_>, signal: &Signal<'_>) -> Vec<ChangePoint> {
    let view = SeriesView::new(&signal.times_s, &signal.values);
    let window = system.window_of(signal);
    let mut found = change_points(view, system.baseline_of(signal), Span::new(window.start_s, f64::INFINITY));
    found.retain(|d| d.onset_s < window.end_s);
    found
}
