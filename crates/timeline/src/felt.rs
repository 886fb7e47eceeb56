//! What users felt: failures, waiting, requests that stayed away, or what a metric tells of either.

use backstory_model::measure::Quantity;
use backstory_model::{Citation, Departure, ServiceName};
use jiff::Timestamp;

use crate::failures::Stretch;
use crate::lost::Lost;
use crate::slow::Slow;

/// What users felt, and when.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Felt {
    /// Requests failed.
    Failures(Stretch),
    /// Requests took long.
    Waits(Slow),
    /// Requests did not come.
    Loss(Lost),
    /// A metric tells so.
    Symptom(SymptomMetric),
}

/// A metric that tells what users felt, where no requests were counted that would.
#[derive(Debug, Clone, PartialEq)]
pub struct SymptomMetric {
    /// The service that it is measured at.
    pub service: ServiceName,
    /// How it left its baseline.
    pub departure: Departure,
    /// Its last sample.
    pub until: Timestamp,
    /// Whether it counts demand, which fell.
    pub is_demand: bool,
    /// What shows it.
    pub citation: Citation,
}

impl SymptomMetric {
    fn stretch(&self) -> Stretch {
        let (first, recovery) = (self.departure.onset.as_second(), self.departure.recovery);
        let last = recovery.unwrap_or(self.until).as_second().max(first);
        Stretch { first, last, is_over: recovery.is_some(), bursts: 1 }
    }
}

/// How users were hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// Requests failed.
    Failed,
    /// Requests took long.
    Slow,
    /// Requests did not come.
    Away,
}

impl Felt {
    /// How users were hurt.
    pub(crate) fn harm(&self) -> Harm {
        match self {
            Self::Waits(_) => Harm::Slow,
            Self::Loss(_) => Harm::Away,
            Self::Symptom(symptom) if symptom.is_demand => Harm::Away,
            Self::Symptom(symptom) if Quantity::of(&symptom.departure.metric) == Quantity::Latency => Harm::Slow,
            Self::Failures(_) | Self::Symptom(_) => Harm::Failed,
        }
    }

    /// From the first moment of it to the last.
    pub(crate) fn stretch(&self) -> Stretch {
        match self {
            Self::Failures(stretch) => *stretch,
            Self::Waits(slow) => slow.stretch,
            Self::Loss(lost) => lost.stretch,
            Self::Symptom(symptom) => symptom.stretch(),
        }
    }
}
