//! What changed between two spans of a log: messages that are new, exploded, became rare or fell silent, and severities that rose.

use serde::{Deserialize, Serialize};

use super::burst::burst;
use super::shift::{ChangeKind, Span, shifts};
use super::{Levels, LogSummary, PerSecond, Place, TemplateSummary};
use crate::severity::Severity;

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// How it changed.
    pub kind: ChangeKind,
    /// Id of the template; none for a change of a severity.
    pub id: Option<String>,
    /// The template, or the severity.
    pub template: String,
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
        let (first, last) = self.per_second.span()?;
        let border = first + (last - first) / 4;
        Some((Span { from: first, to: border }, Span { from: border, to: last + 1 }))
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
        changes.extend(level_changes(&self.levels, baseline, incident));
        changes.sort_by(|a, b| (a.onset_s, a.kind, &a.template).cmp(&(b.onset_s, b.kind, &b.template)));
        changes
    }
}

/// Bursts of all warnings, and of all errors and worse.
fn level_changes(levels: &Levels, baseline: Span, incident: Span) -> Vec<Change> {
    let levels = [("error", Severity::Error, &levels.errors), ("warn", Severity::Warn, &levels.warnings)];
    let change = |(name, severity, counts): (&str, Severity, &PerSecond)| {
        let burst = burst(counts, baseline, incident)?;
        Some(Change {
            kind: ChangeKind::LevelChange,
            id: None,
            template: name.to_owned(),
            severity: Some(severity),
            onset_s: burst.onset_s,
            recovery_s: burst.recovery_s,
            strength: burst.strength,
            count: counts.between(incident.from, incident.to),
            baseline: counts.between(baseline.from, baseline.to),
            first: None,
        })
    };
    levels.into_iter().filter_map(change).collect()
}
