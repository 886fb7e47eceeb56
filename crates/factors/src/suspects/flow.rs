//! Excess of the symptom's quantity, weighted by traffic, less what anomalous callees explain.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::ServiceName;
use backstory_signals::{Baseline, SeriesView, Span, median};

use super::system::{Signal, System};
use backstory_model::measure::Quantity;

/// What one service adds to the symptom.
#[derive(Debug, Clone)]
pub(super) struct Own<'s, 'a> {
    pub(super) signal: &'s Signal<'a>,
    /// Excess (waiting time or failures per second) of the service while the symptom showed.
    pub(super) excess: f64,
    /// The part that no callee explains.
    pub(super) unexplained: f64,
    /// What users' requests cost when all is well: their waiting time, or for failures all of them, per second.
    pub(super) usual: f64,
}

/// Samples just before the window that tell what was so already.
const RECENT: f64 = 3.5;

/// Own excess per service that the symptom's service reaches. Empty when the symptom is none users feel.
pub(super) fn own<'s, 'a>(system: &'s System<'a>, symptom: &'s Signal<'a>) -> BTreeMap<ServiceName, Own<'s, 'a>> {
    if !symptom.quantity.is_felt() {
        return BTreeMap::new();
    }
    let reached = system.reachable(&symptom.service);
    let typical = typical_demand(system, &reached);
    let weights = Weights::of(system, symptom, typical);
    let usual = usual(system, symptom);
    let mut found: BTreeMap<ServiceName, Own<'s, 'a>> = BTreeMap::new();
    for service in reached {
        let Some(signal) = same_quantity(system, symptom, &service) else { continue };
        // Within what the service does on healthy days nothing is to be explained.
        let excess =
            if signal.badness() > 0.0 { weights.mean(&excess_of(system, signal, typical)).max(0.0) } else { 0.0 };
        found.insert(service, Own { signal, excess, unexplained: excess, usual });
    }
    let amounts: BTreeMap<ServiceName, f64> = found.iter().map(|(s, o)| (s.clone(), o.excess)).collect();
    for (service, node) in &mut found {
        node.unexplained = (node.excess - explained(system, service, &amounts)).max(0.0);
    }
    found
}

fn demand_of<'s, 'a>(system: &'s System<'a>, service: &ServiceName) -> Option<&'s Signal<'a>> {
    system.signals_of(service).iter().find(|s| s.quantity == Quantity::Traffic)
}

/// Median demand in the window.
fn level_of(system: &System<'_>, demand: &Signal<'_>) -> Option<f64> {
    median(&mut SeriesView::new(&demand.times_s, &demand.values).within(system.window_of(demand)).present_values())
}

/// What a service takes whose demand nobody measured: as much as the middle one of those that are measured, since users
/// come in at the busiest. Without any, every call is one. As long as all was well: calls that are tried again while the
/// trouble lasts are no demand of those who try.
fn typical_demand(system: &System<'_>, reached: &BTreeSet<ServiceName>) -> f64 {
    let usual = |demand: &Signal<'_>| {
        let before = demand.shift.before;
        if before > 0.0 { Some(before) } else { level_of(system, demand) }
    };
    let measured = reached.iter().filter_map(|s| usual(demand_of(system, s)?));
    median(&mut measured.collect::<Vec<f64>>()).unwrap_or(1.0)
}

/// Usual cost of the symptom's requests in the unit of [`Own::excess`].
fn usual(system: &System<'_>, symptom: &Signal<'_>) -> f64 {
    let requests = demand_of(system, &symptom.service).and_then(|d| level_of(system, d)).unwrap_or(1.0);
    let each = symptom.full.unwrap_or(if symptom.quantity == Quantity::Latency { symptom.shift.before } else { 1.0 });
    (requests * each).max(f64::MIN_POSITIVE)
}

/// Excess of the nearest measured callees.
fn explained(system: &System<'_>, service: &ServiceName, amounts: &BTreeMap<ServiceName, f64>) -> f64 {
    let mut sum = 0.0;
    let mut seen = BTreeSet::from([service]);
    let mut todo: Vec<&ServiceName> = system.callees.get(service).into_iter().flatten().collect();
    while let Some(callee) = todo.pop() {
        if !seen.insert(callee) {
            continue;
        }
        match amounts.get(callee) {
            Some(amount) => sum += amount,
            // A callee that nobody measured hands on what its own callees explain.
            None => todo.extend(system.callees.get(callee).into_iter().flatten()),
        }
    }
    sum
}

/// When the symptom showed, and how much: what moved at other times explains little of it.
struct Weights(BTreeMap<i64, f64>);

impl Weights {
    fn of(system: &System<'_>, symptom: &Signal<'_>, typical: f64) -> Self {
        let excess = excess_of(system, symptom, typical);
        let showed = excess.values().any(|v| *v > 0.0);
        Self(excess.into_iter().map(|(t, v)| (t, if showed { v.max(0.0) } else { 1.0 })).collect())
    }

    /// A missing sample is no sign of health.
    fn mean(&self, values: &BTreeMap<i64, f64>) -> f64 {
        let (sum, all) = self
            .0
            .iter()
            .filter_map(|(t, w)| Some((at(values, *t)? * w, w)))
            .fold((0.0, 0.0), |(sum, all), (v, w)| (sum + v, all + w));
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

/// Excess in the bad direction times traffic, by time in milliseconds.
///
/// It is the mean of the excess over the baseline and the excess over the last few samples before the window: what was
/// already so is half news at most, and a window that was chosen too late does not hide everything.
fn excess_of(system: &System<'_>, signal: &Signal<'_>, typical: f64) -> BTreeMap<i64, f64> {
    let view = SeriesView::new(&signal.times_s, &signal.values);
    let Some(base) = Baseline::of(view.within(system.baseline_of(signal)), 0.0) else { return BTreeMap::new() };
    let window = system.window_of(signal);
    let just_before = Span::new(window.start_s - RECENT * signal.step_s, window.start_s);
    let recent = median(&mut view.within(just_before).present_values());
    let demand: BTreeMap<i64, f64> = demand_of(system, &signal.service)
        .map(|d| SeriesView::new(&d.times_s, &d.values).within(window).present().map(|(t, v)| (key(t), v)).collect())
        .unwrap_or_default();
    view.within(window)
        .present()
        .map(|(t, v)| {
            let usual = base.expected(t);
            let known = recent.unwrap_or(usual);
            let excess = f64::midpoint(v - usual, v - known);
            (key(t), excess * at(&demand, key(t)).unwrap_or(typical))
        })
        .collect()
}

/// The value at a time; where its sample is missing, what lies halfway between its neighbours. None without any.
fn at(values: &BTreeMap<i64, f64>, time: i64) -> Option<f64> {
    let before = values.range(..=time).next_back();
    if let Some((t, v)) = before
        && *t == time
    {
        return Some(*v);
    }
    let after = values.range(time..).next();
    match (before, after) {
        (Some((_, a)), Some((_, b))) => Some(f64::midpoint(*a, *b)),
        (one, other) => one.or(other).map(|(_, v)| *v),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "times came from milliseconds")]
fn key(seconds: f64) -> i64 {
    (seconds * 1e3).round() as i64
}

/// The series of `service` that measures what the symptom measures: of the same name, else of the same quantity, the
/// one that moved most.
fn same_quantity<'s, 'a>(
    system: &'s System<'a>,
    symptom: &Signal<'a>,
    service: &ServiceName,
) -> Option<&'s Signal<'a>> {
    let of_service = || system.signals_of(service).iter().filter(|s| !s.of_host);
    let worst =
        |a: &&Signal<'_>, b: &&Signal<'_>| a.badness().total_cmp(&b.badness()).then_with(|| b.metric.cmp(a.metric));
    let alike = of_service().filter(|s| s.quantity == symptom.quantity);
    alike.clone().filter(|s| s.metric == symptom.metric).max_by(worst).or_else(|| alike.max_by(worst))
}
