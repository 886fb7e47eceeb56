//! What users felt.

use std::collections::BTreeSet;

use backstory_model::ServiceName;

use super::system::{Signal, System, workload};
use super::{Question, Symptom};

/// The symptom's signal: the one named, or the worst felt signal at the edge.
///
/// The edge are services that call and are not called, and services outside the call graph; without a call graph, all.
pub(super) fn choose<'s, 'a>(system: &'s System<'a>, question: &Question<'a>) -> Option<&'s Signal<'a>> {
    if let Some((service, metric)) = question.symptom {
        let service = workload(service);
        return system.signals.iter().find(|s| s.service == service && s.metric == metric);
    }
    let called: BTreeSet<&ServiceName> = system.callees.values().flatten().collect();
    system.signals.iter().filter(|s| s.quantity.is_felt() && !called.contains(&s.service)).max_by(|a, b| {
        a.badness().total_cmp(&b.badness()).then_with(|| (&b.service, b.metric).cmp(&(&a.service, a.metric)))
    })
}

pub(super) fn describe(signal: &Signal<'_>) -> Symptom {
    let (before, during) = signal.levels();
    Symptom {
        service: signal.service.clone(),
        metric: signal.metric.to_owned(),
        before,
        during,
        strength: signal.badness(),
        onset: signal.onset,
    }
}
