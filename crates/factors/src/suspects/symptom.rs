//! What users felt.

use std::collections::BTreeSet;

use backstory_model::measure::Quantity;
use backstory_model::{Departure, ServiceName};
use backstory_signals::{ChangePoint, Direction};

use super::system::{Signal, System, timestamp, workload};
use super::{Question, Symptom, load, outcome};

/// Entries with less than this share of the busiest one's demand are health checks and jobs, not users.
const BUSY: f64 = 0.1;

/// The symptom's signal: the one named, or the loudest felt signal where users come in.
///
/// Users come in at services that call and are not called, as far as these take much of the demand; without a call graph
/// anywhere.
pub(super) fn choose<'s, 'a>(system: &'s System<'a>, question: &Question<'a>) -> Option<&'s Signal<'a>> {
    if let Some((service, metric)) = question.symptom {
        let service = workload(service);
        let named = system.signals.iter().filter(|s| s.service == service && s.metric == metric);
        // Where several series have the name, the one that users feel and that says most is meant.
        return named.max_by(|a, b| {
            a.quantity.is_felt().cmp(&b.quantity.is_felt()).then_with(|| a.badness().total_cmp(&b.badness()))
        });
    }
    let entries = entries(system);
    let felt: Vec<&Signal<'_>> = system
        .signals
        .iter()
        .filter(|s| s.quantity.is_felt() && (entries.is_empty() || entries.contains(&s.service)))
        .collect();
    // What callees explain can be subtracted from a mean, not from a percentile.
    let has_mean =
        |s: &Signal<'_>| felt.iter().any(|o| o.service == s.service && o.quantity == s.quantity && o.adds_up());
    felt.iter()
        .copied()
        .filter(|s| entries.is_empty() || s.adds_up() || !has_mean(s))
        .map(|s| (s, outcome::chosen(system, s, felt.len())))
        .max_by(|(a, x), (b, y)| {
            x.total_cmp(y)
                .then_with(|| a.badness().total_cmp(&b.badness()))
                .then_with(|| (&b.service, b.metric).cmp(&(&a.service, a.metric)))
        })
        .map(|(s, _)| s)
}

/// The busiest services that call and are not called; empty when there is none of which a felt metric is known.
pub(super) fn entries<'s>(system: &'s System<'_>) -> BTreeSet<&'s ServiceName> {
    let called: BTreeSet<&ServiceName> = system.callees.values().flatten().collect();
    let demand = |service: &ServiceName| {
        let of = system.signals.iter().filter(|s| s.service == *service && s.quantity == Quantity::Traffic);
        of.map(|s| s.shift.before.max(s.shift.during)).fold(0.0, f64::max)
    };
    let felt = |service: &ServiceName| system.signals.iter().any(|s| s.service == *service && s.quantity.is_felt());
    let found: Vec<(&ServiceName, f64)> =
        system.callees.keys().filter(|s| !called.contains(s) && felt(s)).map(|s| (s, demand(s))).collect();
    let most = found.iter().map(|(_, d)| *d).fold(0.0, f64::max);
    found.into_iter().filter(|(_, d)| *d >= BUSY * most).map(|(s, _)| s).collect()
}

/// A departure this much weaker than the strongest is another matter.
const PART: f64 = 0.3;

/// A symptom of which it is known how loud it is.
pub(super) fn describe(system: &System<'_>, signal: &Signal<'_>, loudness: f64) -> Symptom {
    let (before, during) = signal.levels();
    let is_demand = signal.quantity == Quantity::Traffic;
    Symptom {
        service: signal.service.clone(),
        metric: signal.metric.to_owned(),
        before,
        during,
        strength: signal.badness(),
        onset: signal.onset(),
        loudness,
        departure: whole(system, signal, if is_demand { Direction::Down } else { Direction::Up }),
        until: signal.times_s.last().copied().and_then(timestamp),
        is_demand,
    }
}

/// From the first departure to the bad side to the last: what comes in bursts is over when the last of them is.
fn whole(system: &System<'_>, signal: &Signal<'_>, bad: Direction) -> Option<Departure> {
    let all = load::departures(system, signal);
    let bad: Vec<&ChangePoint> = all.iter().filter(|d| d.direction == bad).collect();
    let strongest = bad.iter().map(|d| d.strength).fold(0.0, f64::max);
    let mut of_it = bad.into_iter().filter(|d| d.strength >= PART * strongest);
    let first = of_it.next()?;
    let last = of_it.next_back().unwrap_or(first);
    Some(Departure {
        onset: timestamp(first.onset_s)?,
        onset_after: timestamp(first.onset_interval.0)?,
        recovery: last.recovery_s.and_then(timestamp),
        ..signal.departure()?
    })
}
