//! What changed between two spans of a log: messages that are new, exploded, became rare or fell silent, and severities that rose.

use serde::{Deserialize, Serialize};

use super::burst::bursts;
use super::shift::{ChangeKind, FEWEST, Span, shifts};
use super::{Levels, LogSummary, PerSecond, Place, TemplateSummary};
use crate::severity::Severity;

/// What a change is a change of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A message.
    #[default]
    Template,
    /// All messages of a severity.
    Severity,
    /// Requests that fail.
    Requests,
    /// All that a service says.
    Service,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// How it changed.
    pub kind: ChangeKind,
    /// Id of the template; none for a change of a severity, of requests or of a service.
    pub id: Option<String>,
    /// The template, the severity, the route with the statuses that its requests failed with, or the service.
    pub template: String,
    /// What changed.
    #[serde(default)]
    pub subject: Subject,
    /// The severity that most of its records have.
    pub severity: Option<Severity>,
    /// First second of the change.
    pub onset_s: i64,
    /// The second in which things are as they were before; none if that is not in the span.
    pub recovery_s: Option<i64>,
    /// Rate during the change over the rate in the baseline; under 1 for a silence.
    pub strength: f64,
    /// Records in the span of the incident.
    pub count: u64,
    /// Records in the baseline.
    pub baseline: u64,
    /// First record of the template in the log.
    pub first: Option<Place>,
}

impl LogSummary {
    /// Spans to compare when nobody named any: the first quarter of the log, and the rest.
    pub fn default_spans(&self) -> Option<(Span, Span)> {
        let Span { from, to } = self.stretch()?;
        let border = from + (to - 1 - from) / 4;
        Some((Span { from, to: border }, Span { from: border, to }))
    }

    /// What changed from the baseline to the incident, by onset. Nothing is new in a log without a baseline.
    pub fn changes(&self, baseline: Span, incident: Span) -> Vec<Change> {
        self.changes_of(&self.templates(), baseline, incident)
    }

    /// As [`changes`](Self::changes), for templates made before.
    pub fn changes_of(&self, templates: &[TemplateSummary], baseline: Span, incident: Span) -> Vec<Change> {
        if self.per_second.between(baseline.from, baseline.to) == 0 {
            return Vec::new();
        }
        let mut changes: Vec<Change> = templates
            .iter()
            .flat_map(|template| {
                shifts(&template.per_second, &self.per_second, baseline, incident).into_iter().map(|shift| Change {
                    kind: shift.kind,
                    id: Some(template.id.clone()),
                    template: template.template.clone(),
                    subject: Subject::Template,
                    severity: template.severity(),
                    onset_s: shift.onset_s,
                    recovery_s: shift.recovery_s,
                    strength: shift.strength,
                    count: template.per_second.between(incident.from, incident.to),
                    baseline: template.per_second.between(baseline.from, baseline.to),
                    first: template.first,
                })
            })
            .collect();
        let risen = rises(templates, baseline, incident);
        let levels = level_changes(&self.levels, baseline, incident);
        changes.extend(levels.into_iter().filter(|level| !risen.iter().any(|rise| explains(rise, level))));
        changes.extend(risen);
        changes.extend(self.request_changes(baseline, incident));
        let services = self.service_changes(baseline, incident);
        let of_services: Vec<Change> = services.into_iter().filter(|c| !is_told(c, &changes, templates)).collect();
        changes.extend(of_services);
        changes.sort_by(|a, b| (a.onset_s, a.kind, &a.template).cmp(&(b.onset_s, b.kind, &b.template)));
        changes
    }
}

/// Seconds between the beginnings of two changes that are one.
const TOGETHER_S: i64 = 60;

/// Messages that were mild before the incident and are errors from some second on.
fn rises(templates: &[TemplateSummary], baseline: Span, incident: Span) -> Vec<Change> {
    let rise = |template: &TemplateSummary| {
        let first = template.first_error.filter(|place| (incident.from..incident.to).contains(&place.second))?;
        let errors = [Severity::Error, Severity::Fatal].iter().filter_map(|level| template.severities.get(level)).sum();
        let before = template.per_second.between(baseline.from, baseline.to);
        (before > 0 && errors >= FEWEST).then(|| Change {
            kind: ChangeKind::LevelChange,
            id: Some(template.id.clone()),
            template: template.template.clone(),
            subject: Subject::Template,
            severity: Some(Severity::Error),
            onset_s: first.second,
            recovery_s: None,
            // None of them was an error: half of one that could have been.
            strength: errors as f64 / incident.length() as f64 / (0.5 / baseline.length() as f64),
            count: errors,
            baseline: 0,
            first: Some(first),
        })
    };
    templates.iter().filter_map(rise).collect()
}

/// Whether the errors of one message are most of what all errors rose by.
fn explains(rise: &Change, level: &Change) -> bool {
    level.severity == Some(Severity::Error)
        && (rise.onset_s - level.onset_s).abs() <= TOGETHER_S
        && rise.count * 2 > level.count
}

/// Whether a change of a service is that of a message which it says mostly alone.
fn is_told(service: &Change, changes: &[Change], templates: &[TemplateSummary]) -> bool {
    let is_own = |id: &str| {
        templates.iter().find(|template| template.id == id).is_some_and(|template| {
            let own = template.services.get(&service.template).copied().unwrap_or(0);
            own * 10 > template.count * 9
        })
    };
    changes.iter().any(|change| {
        change.kind == service.kind
            && (change.onset_s - service.onset_s).abs() <= TOGETHER_S
            && change.id.as_deref().is_some_and(is_own)
    })
}

/// Bursts of all warnings, and of all errors and worse.
fn level_changes(levels: &Levels, baseline: Span, incident: Span) -> Vec<Change> {
    let levels = [("error", Severity::Error, &levels.errors), ("warn", Severity::Warn, &levels.warnings)];
    let change = |(name, severity, counts): (&'static str, Severity, &PerSecond)| {
        let before = counts.between(baseline.from, baseline.to);
        let count = counts.between(incident.from, incident.to);
        bursts(counts, baseline, incident).into_iter().map(move |burst| Change {
            kind: ChangeKind::LevelChange,
            id: None,
            template: name.to_owned(),
            subject: Subject::Severity,
            severity: Some(severity),
            onset_s: burst.onset_s,
            recovery_s: burst.recovery_s,
            strength: burst.strength,
            count,
            baseline: before,
            first: None,
        })
    };
    levels.into_iter().flat_map(change).collect()
}
