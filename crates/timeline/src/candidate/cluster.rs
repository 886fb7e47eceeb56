//! What the cluster reported: kills, failed probes, back-offs, evictions.

use std::collections::BTreeMap;

use backstory_model::{ClusterEvent, Phrase, PhraseArg, TimelineKind, Window};
use jiff::SignedDuration;

use super::Candidate;

/// Events of one reason in one workload that follow each other within this time are one row.
const TOGETHER: SignedDuration = SignedDuration::from_mins(3);

/// Rows that one reason of one workload gets; what comes more often is told once, with its count and its end.
const MOST_RUNS: usize = 3;

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
        // What comes again and again is one thing that went on.
        let goes_on = runs.len() > MOST_RUNS;
        let runs = if goes_on { vec![runs.concat()] } else { runs };
        for run in runs {
            let (Some(first), Some(last)) = (run.first(), run.iter().map(|e| e.last).max()) else { continue };
            let count: u64 = run.iter().map(|e| e.count.max(1)).sum();
            let key = if goes_on { "timeline-cluster-event-on" } else { "timeline-cluster-event" };
            let phrase = Phrase::new(key)
                .with("until", PhraseArg::Time(last))
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

/// Whether a process ended against its will.
pub(crate) fn is_death(event: &ClusterEvent) -> bool {
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

#[cfg(test)]
mod tests {
    use backstory_model::{Citation, Locator, ServiceName};
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn kills_that_go_on_for_hours_are_one_row() {
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let kill = |minute: i64| ClusterEvent {
            reason: "OOMKilling".into(),
            message: "Memory cgroup out of memory".into(),
            object_kind: "Pod".into(),
            object_name: "thumbs-6f7c9d5b8-aaaa1".into(),
            namespace: None,
            service: Some(ServiceName::new("thumbs")),
            is_warning: true,
            count: 1,
            first: at(minute),
            last: at(minute),
            citation: Citation::new(&"events".into(), Locator::Whole, ""),
        };
        let span = Window { start: at(0), end: at(600) };
        let told = |minutes: &[i64]| {
            let events: Vec<ClusterEvent> = minutes.iter().map(|m| kill(*m)).collect();
            rows(&events, span).into_iter().map(|r| (r.time, r.count)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[10, 50, 90, 130, 170]), [(at(10), 5)]);
        assert_eq!(told(&[10, 50]), [(at(10), 1), (at(50), 1)]);
    }
}
