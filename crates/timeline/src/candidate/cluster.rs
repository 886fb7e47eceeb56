//! What the cluster reported: kills, failed probes, back-offs, evictions.

use std::collections::BTreeMap;

use backstory_model::{ClusterEvent, Phrase, TimelineKind, Window};
use jiff::SignedDuration;

use super::Candidate;

/// Events of one reason in one workload that follow each other within this time are one row.
const TOGETHER: SignedDuration = SignedDuration::from_mins(3);

/// Rows for warnings and for containers that were killed for a reason; scheduling chatter of a rollout is
/// told by the change itself.
pub(crate) fn rows(events: &[ClusterEvent], span: Window) -> Vec<Candidate> {
    let mut groups: BTreeMap<(String, String), Vec<Vec<&ClusterEvent>>> = BTreeMap::new();
    for event in events.iter().filter(|e| span.contains(e.first) || span.contains(e.last)) {
        if !event.is_warning && !is_death(event) {
            continue;
        }
        let workload = event.service.as_ref().map_or_else(|| event.object_name.clone(), |s| s.0.clone());
        let runs = groups.entry((workload, event.reason.clone())).or_default();
        if let Some(run) = runs.last_mut()
            && run.last().is_some_and(|last| event.first.duration_since(last.last) <= TOGETHER)
        {
            run.push(event);
        } else {
            runs.push(vec![event]);
        }
    }
    let mut rows = Vec::new();
    for ((workload, reason), runs) in groups {
        for run in runs {
            let Some(first) = run.first() else { continue };
            let count: u64 = run.iter().map(|e| e.count.max(1)).sum();
            let phrase = Phrase::new("timeline-cluster-event")
                .text("service", workload.clone())
                .code("reason", reason.clone())
                .text("message", first.message.clone())
                .number("count", count as f64);
            let mut row = Candidate::new(first.first, TimelineKind::Cluster, salience(first), phrase, &first.citation);
            row.service = first.service.clone();
            row.count = count;
            run.iter().skip(1).take(4).for_each(|e| row.also(&e.citation));
            rows.push(row);
        }
    }
    rows
}

fn is_death(event: &ClusterEvent) -> bool {
    let text = format!("{} {}", event.reason, event.message).to_lowercase();
    ["oom", "evict", "preempt", "exit code", "crash"].iter().any(|word| text.contains(word))
}

fn salience(event: &ClusterEvent) -> f64 {
    match event.reason.as_str() {
        _ if is_death(event) => 0.75,
        "BackOff" | "CrashLoopBackOff" | "Failed" | "FailedMount" | "FailedScheduling" => 0.65,
        "Unhealthy" => 0.5,
        _ => 0.4,
    }
}
