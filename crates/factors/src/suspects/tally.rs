//! Adds up what the channels say about each service.

use std::collections::BTreeMap;

use backstory_model::{Departure, Phrase, ServiceName, SuspectChange};
use jiff::Timestamp;

use super::Channel;

/// What is known about one service so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) score: f64,
    pub(super) channels: BTreeMap<String, f64>,
    pub(super) metric: Option<String>,
    pub(super) template: Option<String>,
    pub(super) change: Option<SuspectChange>,
    pub(super) onset: Option<Timestamp>,
    pub(super) departure: Option<Departure>,
    pub(super) phrase: Option<Phrase>,
    /// Contributions that chose metric and phrase.
    metric_by: f64,
    phrase_by: f64,
}

/// What one channel says about one service.
#[derive(Debug)]
pub(super) struct Say {
    pub(super) channel: Channel,
    pub(super) points: f64,
    pub(super) metric: Option<String>,
    pub(super) template: Option<String>,
    pub(super) onset: Option<Timestamp>,
    /// How `metric` left its baseline.
    pub(super) departure: Option<Departure>,
    pub(super) phrase: Phrase,
}

/// All services.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) entries: BTreeMap<ServiceName, Entry>,
}

impl Tally {
    /// Adds points; the strongest say chooses metric, template and sentence.
    pub(super) fn add(&mut self, service: &ServiceName, say: Say) {
        if !(say.points > 0.0 && say.points.is_finite()) {
            return;
        }
        let entry = self.entries.entry(service.clone()).or_default();
        entry.score += say.points;
        *entry.channels.entry(say.channel.name().to_owned()).or_default() += say.points;
        if say.metric.is_some() && say.points > entry.metric_by {
            entry.metric = say.metric;
            entry.departure = say.departure;
            entry.metric_by = say.points;
        }
        if say.template.is_some() {
            entry.template = say.template;
        }
        if say.points > entry.phrase_by {
            entry.phrase = Some(say.phrase);
            entry.phrase_by = say.points;
        }
        entry.onset = match (entry.onset, say.onset) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}
