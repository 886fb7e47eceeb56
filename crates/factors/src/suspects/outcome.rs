//! Did anything happen, and did users feel it?

use std::collections::BTreeMap;

use backstory_model::{Outcome, ServiceName};

use super::system::{Signal, System};
use super::traced;
use super::{flow, history, load, starved};
use crate::spans::SpanSummary;
use backstory_model::measure::Quantity;

/// How loud the window is, in multiples of what is still silence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Loudness {
    /// What users or callers felt.
    pub(super) felt: f64,
    /// Anything else.
    pub(super) inner: f64,
    /// How loud the symptom's metric is by itself.
    pub(super) symptom: f64,
    /// Whether there was a way to see what users feel.
    pub(super) can_feel: bool,
}

/// Felt metrics: spreads beyond the worst of healthy stretches (all but one in twenty).
const FELT: f64 = 3.0;
/// Other metrics wander more: caches fill, collectors run.
const INNER: f64 = 25.0;
/// Share of requests that leave their usual path by a step of one service: one in a hundred is what service levels
/// commonly allow.
const STEPS: f64 = 0.01;
/// Share of requests that fail in one service beyond what is usual; as for steps.
const FAILING: f64 = 0.01;
/// Share of requests' time that is one service's excess; from minute to minute it moves by two percent.
const TIME: f64 = 0.025;
/// The same where all requests to compare with were recorded long before: from hour to hour the load moves it by a tenth.
const TIME_APART: f64 = 0.1;
/// Seconds from which on recordings lie so far apart; within a quarter of an hour load and neighbours stay alike.
const APART_S: f64 = 900.0;
/// Share of the window that a processor spends at its limit before anybody should hear of it.
const FULL: f64 = 0.5;
/// Share of the lots that show less than the window must: one calm window in twenty may be told as loud, by what little
/// the requests of a minute say; an incident that only few requests met is worth that.
const LOTS: f64 = 0.95;
/// The same for steps. The lots hold the window's own requests: a path that really broke shows in half of them and raises
/// the bar against itself, which delays, spread over all requests, hardly do. What few requests lose their way in is at
/// the bar of nine lots in ten when a fifth of its spans is lost; calm windows that outdo four in five outdo nine as well.
const LOTS_OF_STEPS: f64 = 0.80;
/// Where many series are compared, some leave their baseline by chance; the expected number of those that do so as long
/// as this one must stay below.
const BY_CHANCE: f64 = 0.05;
/// The same for what nobody asked about: hearing of it in vain costs more than hearing of it later.
pub(super) const UNASKED_BY_CHANCE: f64 = 0.01;

pub(super) fn listen(
    system: &System<'_>,
    symptom: Option<&Signal<'_>>,
    given: bool,
    spans: Option<&SpanSummary>,
    breaks: bool,
) -> Loudness {
    let mut loud = Loudness::default();
    if let Some(symptom) = symptom {
        // A symptom that was named is one series; one that was chosen is the worst of all felt ones.
        let candidates = system.signals.iter().filter(|s| s.quantity.is_felt()).count();
        loud.symptom = if given { self::felt(system, symptom, 1) } else { chosen(system, symptom, candidates) };
        if given || spans.is_none() {
            // What was measured and stayed calm tells as much as what moved.
            loud.can_feel = true;
            loud.felt = loud.symptom;
        }
    }
    let idle = system.idle();
    let others: Vec<&Signal<'_>> = system.signals.iter().filter(|s| !s.of_host).collect();
    let all = others.len();
    // What nobody asks for makes nobody wait, and may compute and send as it likes; what it holds runs into a limit.
    let is_held = |q| matches!(q, Quantity::Memory | Quantity::Disk | Quantity::Pool);
    let others = others.into_iter().filter(|s| is_held(s.quantity) || !idle.contains(&s.service));
    // More demand than ever is what people want; that they cannot be served shows elsewhere. Less of it may be trouble.
    let others = others.filter(|s| s.quantity != Quantity::Traffic || s.shift.beyond < 0.0);
    let others: Vec<&Signal<'_>> = load::without_proportional(system, others.collect());
    let least = UNASKED_BY_CHANCE / all as f64;
    let odd: Vec<&Signal<'_>> = others.iter().copied().filter(|s| s.shift.chance < least).collect();
    let inner = odd.iter().map(|s| s.badness()).fold(0.0, f64::max);
    let loud_ones: Vec<&Signal<'_>> = odd.into_iter().filter(|s| s.badness() >= INNER).collect();
    loud.can_feel |= spans.is_some();
    // Where nothing tells what users feel, what is odd is all there is to tell.
    let is_habit =
        || history::wandered(system, &others, INNER, least) || history::was_so_the_day_before(system, &loud_ones);
    if inner < INNER || !loud.can_feel || !is_habit() {
        loud.inner = inner / INNER;
    }
    // With spans the order of the lines within them tells more than their number.
    if breaks && spans.is_none() {
        loud.inner = loud.inner.max(1.0);
    }
    if let Some(spans) = spans {
        loud.felt = loud.felt.max(by_requests(spans));
        let slowed = starved::slowed(system, spans).into_values();
        loud.inner = loud.inner.max(slowed.map(starved::Slowed::loudness).fold(0.0, f64::max));
    }
    let processors = system.signals.iter().filter(|s| s.quantity == Quantity::Cpu && !s.of_host).count();
    let full = starved::throttled(system).into_values().filter(|t| !by_chance(&[t.chance], processors));
    let full = full.map(|t| t.hit.share).fold(0.0, f64::max);
    if full < FULL || !loud.can_feel || !history::filled(system, &starved::limits(system), FULL) {
        loud.inner = loud.inner.max(full / FULL);
    }
    loud
}

/// How loud the loudest service is by the requests that traces tell of.
fn by_requests(spans: &SpanSummary) -> f64 {
    let (steps, time) = traced::largest(&spans.moved);
    let (steps_by_lot, time_by_lot): (Vec<f64>, Vec<f64>) = spans.by_lot.iter().map(traced::largest).unzip();
    let usual = |mut lots: Vec<f64>, q| backstory_signals::quantile(&mut lots, q).unwrap_or(0.0);
    let (usual_steps, usual_time) = (usual(steps_by_lot, LOTS_OF_STEPS), usual(time_by_lot, LOTS));
    let least = if spans.apart_s >= APART_S { TIME_APART } else { TIME };
    let usual_failing = usual(spans.by_lot.iter().map(traced::failing).collect(), LOTS);
    let failing = traced::failing(&spans.moved) / FAILING.max(usual_failing);
    (steps / STEPS.max(usual_steps)).max(time / least.max(usual_time)).max(failing)
}

/// Whether one of `of` series would often enough look so when all is well, by every count.
pub(super) fn by_chance(chances: &[f64], of: usize) -> bool {
    chances.iter().all(|c| c * of as f64 >= BY_CHANCE)
}

/// How loud a symptom is that is one of `of` looked at, by itself or through what it calls.
pub(super) fn felt(system: &System<'_>, symptom: &Signal<'_>, of: usize) -> f64 {
    // Few samples beyond the bar may be chance, unless they lie far beyond all that was ever seen.
    let own = if by_chance(&[symptom.shift.chance, symptom.shift.rarity], of) { 0.0 } else { symptom.badness() };
    own.max(along_calls(system, symptom, &flow::own(system, symptom))) / FELT
}

/// The same for a symptom that nobody named: what it calls counts only where excess can be subtracted from excess.
pub(super) fn chosen(system: &System<'_>, symptom: &Signal<'_>, of: usize) -> f64 {
    if load::is_hardly_felt(system, symptom) {
        return 0.0;
    }
    if symptom.adds_up() {
        return felt(system, symptom, of);
    }
    if symptom.shift.chance * of as f64 >= UNASKED_BY_CHANCE { 0.0 } else { symptom.badness() / FELT }
}

/// How loud the loudest service is that adds to the symptom what its callees do not explain: enough of it for users to
/// feel, and seen in as many samples as not to hang on one.
fn along_calls(system: &System<'_>, symptom: &Signal<'_>, reached: &BTreeMap<ServiceName, flow::Own<'_, '_>>) -> f64 {
    // Without a call from the symptom's service on, all would be its own, for want of knowing better.
    if !system.callees.contains_key(&symptom.service) {
        return 0.0;
    }
    let slots = (system.window.length_s() / symptom.step_s.max(1e-3)).floor().max(symptom.shift.samples as f64);
    let material = if symptom.quantity == Quantity::Latency { TIME } else { STEPS };
    reached
        .values()
        .filter(|own| own.unexplained >= material * own.usual)
        .map(|own| own.signal)
        .filter(|s| 2.0 * s.shift.samples as f64 >= slots && (s.shift.samples > 1 || slots < 2.0))
        .filter(|s| !by_chance(&[s.shift.chance, s.shift.rarity], reached.len()))
        .map(Signal::badness)
        .fold(0.0, f64::max)
}

impl Loudness {
    pub(super) fn outcome(self) -> Outcome {
        if self.felt >= 1.0 || (self.inner >= 1.0 && !self.can_feel) {
            Outcome::Incident
        } else if self.inner >= 1.0 {
            Outcome::NearMiss
        } else {
            Outcome::NothingStandsOut
        }
    }
}
