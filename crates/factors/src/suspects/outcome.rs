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

/// Felt metrics: spreads beyond the worst healthy stretch.
const FELT: f64 = 6.0;
/// Other metrics: they are many and wander.
const INNER: f64 = 25.0;
/// Share of requests that left the usual path, or of their time that is excess.
const STEPS: f64 = 0.02;
const TIME: f64 = 0.1;

pub(super) fn listen(
    system: &System<'_>,
    symptom: Option<&Signal<'_>>,
    given: bool,
    spans: Option<&SpanSummary>,
) -> Loudness {
    let mut loud = Loudness::default();
    if let Some(symptom) = symptom {
        loud.felt = symptom.badness() / FELT;
        loud.can_feel = given || !system.callees.is_empty();
        for (_, own) in flow::own(system, symptom) {
            if own.unexplained > 0.0 {
                loud.felt = loud.felt.max(own.signal.badness() / FELT);
            }
        }
    }
    let inner = system.signals.iter().filter(|s| !s.of_host).map(Signal::badness).fold(0.0, f64::max);
    loud.inner = inner / INNER;
    if let Some(spans) = spans {
        let most = |values: Vec<f64>| values.into_iter().fold(0.0, f64::max);
        let steps = most(traced::changed_steps(spans).into_values().collect());
        let own = most(traced::self_time(spans).into_values().map(|s| s.share).collect());
        let network = most(traced::network(spans).into_values().map(|s| s.share).collect());
        loud.felt = (steps / STEPS).max(own.max(network) / TIME);
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
