//! Things that happened and may belong on the timeline; one file a source.
//!
//! A candidate is a row that still carries its citations instead of evidence ids. Sources propose
//! more than a reader wants; [`crate::select`] chooses.

pub(crate) mod alerts;
pub(crate) mod changes;
pub(crate) mod chat;
pub(crate) mod cluster;
pub(crate) mod commands;
pub(crate) mod impact;
pub(crate) mod logs;
pub(crate) mod metrics;
pub(crate) mod pages;

use backstory_model::{Citation, MilestoneKind, Phrase, ServiceName, TimelineKind};
use jiff::Timestamp;

/// A possible row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// When, in UTC, after clocks were aligned.
    pub(crate) time: Timestamp,
    /// Half width of the interval the time lies in, where a clock had to be corrected.
    pub(crate) uncertainty_s: Option<f64>,
    /// What, as a sentence of the catalogues.
    pub(crate) phrase: Phrase,
    /// Words for the sources, most telling first.
    pub(crate) sources: Vec<String>,
    /// Who acted.
    pub(crate) actor: Option<String>,
    /// Where.
    pub(crate) service: Option<ServiceName>,
    /// What kind of thing.
    pub(crate) kind: TimelineKind,
    /// The milestone it marks.
    pub(crate) milestone: Option<MilestoneKind>,
    /// How much the story needs it, 0 to 1.
    pub(crate) salience: f64,
    /// How many occurrences it stands for.
    pub(crate) count: u64,
    /// What shows it; never empty.
    pub(crate) citations: Vec<Citation>,
}

impl Candidate {
    /// A candidate with the fields that every source knows.
    pub(crate) fn new(time: Timestamp, kind: TimelineKind, salience: f64, phrase: Phrase, citation: &Citation) -> Self {
        Self {
            time,
            uncertainty_s: None,
            phrase,
            sources: Vec::new(),
            actor: None,
            service: None,
            kind,
            milestone: None,
            salience,
            count: 1,
            citations: vec![citation.clone()],
        }
    }

    /// Adds a citation that is not there yet.
    pub(crate) fn also(&mut self, citation: &Citation) {
        if !self.citations.contains(citation) {
            self.citations.push(citation.clone());
        }
    }
}
