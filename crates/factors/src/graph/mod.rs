//! The factor graph: one file a family of factors, each proposing what its evidence shows.

mod capacity;
mod chain;
mod conditions;
mod detection;
mod hypotheses;
mod immediate;
mod index;
mod masking;
mod recalled;
mod response;
mod rollout;
mod systemic;
mod testing;

pub use conditions::Condition;
pub(crate) use testing::service_word;

use std::collections::BTreeMap;

use backstory_model::{
    Change, ChangePart, ChangeRole, Citation, Confidence, DetectionGap, Durations, EvidenceBook, Factor,
    FactorCategory, FactorId, Hypothesis, Impact, Layer, LogFinding, MetricFinding, Milestones, Observations, Outcome,
    Phrase, Remark, ServiceName, Suggestion, Suspect,
};
use jiff::Timestamp;

/// Everything the factors are read from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What the window held.
    pub outcome: Outcome,
    /// Everything that is not a log.
    pub observations: &'a Observations,
    /// The part each change played, most suspected first.
    pub roles: &'a [ChangeRole],
    /// Log templates that stand out, strongest first.
    pub logs: &'a [LogFinding],
    /// What was done to a system just before the trouble, by its own log; the nearest first.
    pub deeds: &'a [LogFinding],
    /// Metrics that moved, earliest and strongest first.
    pub metrics: &'a [MetricFinding],
    /// Signals no alert read in time.
    pub gaps_in_detection: &'a [DetectionGap],
    /// Alerts of the incident: indices into the observations, by firing time.
    pub alerts: &'a [usize],
    /// Moments.
    pub milestones: &'a Milestones,
    /// Seconds between them.
    pub durations: &'a Durations,
    /// What users felt.
    pub impact: &'a Impact,
    /// Failed answers by service and HTTP status, during the trouble.
    pub statuses: &'a BTreeMap<ServiceName, BTreeMap<u16, u64>>,
    /// The message that named the cause.
    pub diagnosis: Option<&'a Citation>,
    /// Its words, without those about persons.
    pub diagnosis_quote: Option<&'a str>,
    /// Service at the edge, where users were counted.
    pub edge: Option<&'a ServiceName>,
    /// Requests per second at the edge before and during the trouble.
    pub traffic: Option<(f64, f64)>,
    /// What those requests were counted in.
    pub edge_citations: &'a [Citation],
    /// Explanations that people put into words.
    pub suggestions: &'a [Suggestion],
    /// What deserves a look, most suspected first.
    pub suspects: &'a [Suspect],
    /// What people said about how the trouble was met.
    pub remarks: &'a [Remark],
}

/// What the graph holds.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Factors, immediate layer first; ids count up in that order.
    pub factors: Vec<Factor>,
    /// What each factor is about, in the same order: what actions are derived from.
    pub kinds: Vec<FactorKind>,
    /// Explanations that were considered.
    pub hypotheses: Vec<Hypothesis>,
}

/// What a factor is about; decides the action that answers it.
#[derive(Debug, Clone, PartialEq)]
pub enum FactorKind {
    /// A change brought it.
    GuiltyChange {
        /// Index into the observations' changes.
        change: usize,
    },
    /// Something was done to a system just before, by its own log.
    Deed,
    /// Something broke without a change that shows.
    Breakage,
    /// A well-known condition of a system.
    Condition(Condition),
    /// Another service or a vendor failed or was slow.
    Dependency,
    /// A resource ran into its limit.
    Limit {
        /// Selector of the metric.
        metric: String,
        /// The limit.
        limit: f64,
    },
    /// Several routes share what ran out.
    SharedResource,
    /// Retries added load.
    Retries,
    /// A process was killed for memory.
    MemoryKill,
    /// The change went everywhere at once.
    FullRollout,
    /// The probe that gates a rollout did not see the failure.
    BlindProbe {
        /// Path the probe asks.
        path: String,
    },
    /// The change came without a test that meets the failing case.
    Untested {
        /// Files of the change.
        files: Vec<String>,
    },
    /// A statement compares a function of a column whose index is on the column itself.
    IndexMismatch {
        /// The function of the column.
        expression: String,
    },
    /// A changed database statement was not checked against data of production size.
    UncheckedStatement,
    /// No rule reads a metric that moved first.
    NoRule {
        /// Selector of the metric.
        metric: String,
    },
    /// A metric moved first, and the evidence holds no rules that could read it.
    UnknownRule {
        /// Selector of the metric.
        metric: String,
    },
    /// Rules read it, and fired late or not at all.
    LateRule {
        /// Selector of the metric.
        metric: String,
        /// The rules.
        rules: Vec<String>,
    },
    /// Nobody was paged.
    NotPaged,
    /// An alert fired early and paged nobody.
    SilentAlert {
        /// Its name.
        alert: String,
    },
    /// An alert without a runbook.
    NoRunbook {
        /// Its name.
        alert: String,
    },
    /// People say that there was no runbook.
    NoRunbookTold,
    /// A step that did not help.
    IneffectiveStep,
    /// A change near the onset drew suspicion and had nothing to do with it.
    Distraction,
    /// A service hides the error class of the one behind it.
    MaskedError {
        /// What it answers.
        outer: u16,
        /// What it got.
        inner: u16,
    },
    /// Nothing between review and production would have shown it.
    NoGate,
    /// Alerts look at users, not at what runs out first.
    SymptomAlerts,
    /// It has happened before.
    Recurrence,
    /// Nobody is named as owner.
    Unowned,
}

/// A factor before it has an id.
pub(crate) struct Proposal {
    pub(crate) kind: FactorKind,
    pub(crate) layer: Layer,
    pub(crate) category: FactorCategory,
    pub(crate) phrase: Phrase,
    pub(crate) service: Option<ServiceName>,
    pub(crate) change: Option<String>,
    pub(crate) confidence: Confidence,
    pub(crate) citations: Vec<Citation>,
    pub(crate) question: Option<Phrase>,
}

impl Proposal {
    pub(crate) fn new(kind: FactorKind, layer: Layer, category: FactorCategory, phrase: Phrase) -> Self {
        Self {
            kind,
            layer,
            category,
            phrase,
            service: None,
            change: None,
            confidence: Confidence::Medium,
            citations: Vec::new(),
            question: None,
        }
    }

    pub(crate) fn of(mut self, service: Option<&ServiceName>) -> Self {
        self.service = service.cloned();
        self
    }

    pub(crate) fn sure(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    pub(crate) fn citing<'a>(mut self, citations: impl IntoIterator<Item = &'a Citation>) -> Self {
        for citation in citations {
            if !self.citations.contains(citation) {
                self.citations.push(citation.clone());
            }
        }
        self
    }

    pub(crate) fn asking(mut self, question: Phrase) -> Self {
        self.question = Some(question);
        self
    }
}

impl<'a> Scene<'a> {
    /// The change that is suspected to have brought the trouble.
    pub(crate) fn guilty(&self) -> Option<(&'a ChangeRole, &'a Change)> {
        let role = self.roles.first().filter(|r| r.part == ChangePart::Suspected && r.suspicion >= 0.5)?;
        Some((role, self.observations.changes.get(role.change)?))
    }

    /// The first moment that anybody or anything noticed: first failed request, else detection.
    pub(crate) fn first_moment(&self) -> Option<Timestamp> {
        self.impact_start().or(self.milestones.detected.as_ref().map(|m| m.time))
    }

    /// First failed request.
    pub(crate) fn impact_start(&self) -> Option<Timestamp> {
        self.milestones.impact_start.as_ref().map(|m| m.time)
    }

    /// The new errors, by onset.
    pub(crate) fn errors(&self) -> Vec<&'a LogFinding> {
        let mut errors: Vec<&LogFinding> = self.logs.iter().filter(|f| f.is_error).collect();
        errors.sort_by_key(|f| f.onset);
        errors
    }
}

/// Builds the graph. Nothing stands out: no factors.
pub fn weigh(scene: &Scene<'_>, book: &mut EvidenceBook) -> Findings {
    if scene.outcome == Outcome::NothingStandsOut {
        return Findings::default();
    }
    let mut proposals = immediate::propose(scene);
    proposals.extend(conditions::propose(scene));
    proposals.extend(capacity::propose(scene));
    proposals.extend(index::propose(scene));
    proposals.extend(rollout::propose(scene));
    proposals.extend(testing::propose(scene));
    proposals.extend(masking::propose(scene));
    proposals.extend(detection::propose(scene));
    proposals.extend(response::propose(scene));
    let systemic = systemic::propose(scene, &proposals);
    proposals.extend(systemic);
    proposals.sort_by_key(|p| p.layer);

    let mut findings = Findings::default();
    for (index, proposal) in proposals.into_iter().enumerate() {
        let evidence = book.cite_all(&proposal.citations);
        findings.kinds.push(proposal.kind);
        findings.factors.push(Factor {
            id: FactorId(format!("f{}", index + 1)),
            layer: proposal.layer,
            category: proposal.category,
            statement: String::new(),
            phrase: Some(proposal.phrase),
            service: proposal.service,
            change: proposal.change,
            confidence: proposal.confidence,
            evidence,
            because: Vec::new(),
            why: None,
            question: proposal.question,
            question_text: None,
        });
    }
    chain::link(&mut findings);
    findings.hypotheses = hypotheses::consider(scene, book);
    findings
}

/// Adds the words that name a change.
pub(crate) fn name_change(phrase: Phrase, change: &Change) -> Phrase {
    let version = match (&change.version, &change.sha) {
        (Some(v), _) if v.starts_with(|c: char| c.is_ascii_digit()) && v.contains('.') => format!("v{v}"),
        (Some(v), _) => v.clone(),
        (None, Some(sha)) => sha.chars().take(7).collect(),
        (None, None) => String::new(),
    };
    phrase
        .text("service", change.service.as_ref().map_or_else(String::new, |s| s.0.clone()))
        .text("version", version)
        .text("description", change.description.clone())
}
