//! Did anything happen, and did users feel it?

use backstory_model::Outcome;

use super::flow;
use super::system::{Signal, System};
use super::traced;
use crate::spans::SpanSummary;

/// How loud the window is, in multiples of what is still silence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Loudness {
    /// What users or callers felt.
    pub(super) felt: f64,
    /// Anything else.
    pub(super) inner: f64,
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
/// Share of requests' time that is one service's excess; from minute to minute it moves by two percent.
const TIME: f64 = 0.025;
/// The two shares hold for this many requests on either side; of fewer, chance moves more, as the root of their number.
const REQUESTS: f64 = 60.0;
/// Where many series are compared, some leave their baseline by chance; the expected number of those that do so as long
/// as this one must stay below.
const BY_CHANCE: f64 = 0.05;

pub(super) fn listen(
    system: &System<'_>,
    symptom: Option<&Signal<'_>>,
    given: bool,
    spans: Option<&SpanSummary>,
) -> Loudness {
    let mut loud = Loudness::default();
    // `of` is how many series were compared, those that stayed quiet included.
    let loudest = |signals: &[&Signal<'_>], of: usize| {
        let count = of as f64;
        signals.iter().filter(|s| s.shift.chance * count < BY_CHANCE).map(|s| s.badness()).fold(0.0, f64::max)
    };
    if let Some(symptom) = symptom
        && (given || spans.is_none())
    {
        loud.can_feel = given || !system.callees.is_empty();
        let reached = flow::own(system, symptom);
        let own: Vec<&Signal<'_>> = reached.values().filter(|o| o.unexplained > 0.0).map(|o| o.signal).collect();
        // A symptom that was named is one series; one that was chosen is the worst of all felt ones.
        let candidates = system.signals.iter().filter(|s| s.quantity.is_felt()).count() as f64;
        let of = if given { 1.0 } else { candidates };
        let named = if symptom.shift.chance * of < BY_CHANCE { symptom.badness() } else { 0.0 };
        loud.felt = named.max(if given { loudest(&own, reached.len()) } else { 0.0 }) / FELT;
    }
    let others: Vec<&Signal<'_>> = system.signals.iter().filter(|s| !s.of_host).collect();
    loud.inner = loudest(&others, others.len()) / INNER;
    if let Some(spans) = spans {
        let most = |values: Vec<f64>| values.into_iter().fold(0.0, f64::max);
        let steps = most(traced::changed_steps(spans).into_values().collect());
        let own = most(traced::self_time(spans).into_values().map(|s| s.share).collect());
        let network = most(traced::network(spans).into_values().map(|s| s.share).collect());
        let fewest = (spans.requests_before.min(spans.requests_during) as f64).max(1.0);
        let doubt = (REQUESTS / fewest).sqrt().max(1.0);
        loud.felt = loud.felt.max(steps / (doubt * STEPS)).max(own.max(network) / (doubt * TIME));
        loud.can_feel = true;
    }
    loud
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
