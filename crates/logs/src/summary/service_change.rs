//! Services that fall silent or become loud although other services say the same things.

use super::LogSummary;
use super::compare::{Change, Subject};
use super::shift::{ChangeKind, Span, shifts};

impl LogSummary {
    /// How the services moved that this log names, if it names several.
    pub(super) fn service_changes(&self, baseline: Span, incident: Span) -> Vec<Change> {
        if self.service_seconds.len() < 2 {
            return Vec::new();
        }
        let changes = self.service_seconds.iter().flat_map(|(name, counts)| {
            let moved = shifts(counts, &self.per_second, baseline, incident).into_iter();
            // A service that is new says new things, which are told.
            moved.filter(|shift| shift.kind != ChangeKind::FirstSeen).map(move |shift| Change {
                kind: shift.kind,
                id: None,
                template: name.clone(),
                subject: Subject::Service,
                severity: None,
                onset_s: shift.onset_s,
                recovery_s: shift.recovery_s,
                strength: shift.strength,
                count: counts.between(incident.from, incident.to),
                baseline: counts.between(baseline.from, baseline.to),
                first: None,
            })
        });
        changes.collect()
    }
}
