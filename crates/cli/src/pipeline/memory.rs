//! Memory that crept up until its process was killed for it.
//!
//! The climb is part of the baseline it would be judged by, so it is no departure; and the kill comes between two samples,
//! so the last of them may be well below the limit. The kill tells where to look.

use backstory_model::measure::{Quantity, is_left_over};
use backstory_model::{ClusterEvent, MetricFinding, MetricSeries, Window};
use backstory_signals::median;

use super::limits::Limits;

/// Share of the limit that the last sample before a kill must have come to: what grows within one step of sampling tells
/// of no climb.
const CAME_TO: f64 = 0.8;
/// As for whatever reached a limit: it is as clear as can be, and no more.
const STRENGTH: f64 = 8.0;

/// Whether a process was killed for memory.
pub(super) fn is_kill(event: &ClusterEvent) -> bool {
    let words = format!("{} {}", event.reason, event.message).to_lowercase();
    ["oomkill", "out of memory", "oom killed", "oom-kill"].iter().any(|w| words.contains(w))
}

/// The member whose process was killed first in the window, with the memory it had come to; none where no limit is known
/// or it stood at it all along.
pub(super) fn before_kill(
    selector: &str,
    members: &[(usize, &MetricSeries)],
    limits: &Limits<'_>,
    events: &[ClusterEvent],
    baseline: Window,
    window: Window,
) -> Option<MetricFinding> {
    let holds = |one: &MetricSeries| Quantity::of(&one.metric) == Quantity::Memory && !is_left_over(&one.metric);
    let kill_of = |one: &MetricSeries| {
        let is_its = |e: &&ClusterEvent| {
            let same_pod = one.labels.get("pod").is_none_or(|pod| e.object_name == *pod || e.object_kind != "Pod");
            e.service.is_some() && e.service == one.service && same_pod
        };
        events.iter().filter(|e| is_kill(e) && window.contains(e.first)).filter(is_its).map(|e| e.first).min()
    };
    let (killed, index, one) = members
        .iter()
        .filter(|(_, one)| holds(one))
        .filter_map(|(i, one)| Some((kill_of(one)?, *i, *one)))
        .min_by_key(|k| (k.0, k.1))?;
    let present = || one.samples.iter().filter(|s| s.value.is_finite());
    let mut healthy: Vec<f64> = present().filter(|s| baseline.contains(s.time)).map(|s| s.value).collect();
    let before = median(&mut healthy)?;
    // A sample of the same second may be one of the successor.
    let mut earlier = present().rev().filter(|s| s.time < killed);
    let last = earlier.next()?;
    let limit = limits.stated(one, |limit| last.value >= CAME_TO * limit && before < CAME_TO * limit)?;
    Some(MetricFinding {
        series: index,
        selector: selector.to_owned(),
        service: one.service.clone(),
        onset: last.time,
        onset_after: earlier.next().map_or(last.time, |s| s.time),
        began: None,
        recovery: present().find(|s| s.time >= killed).map(|s| s.time),
        is_up: true,
        before,
        during: last.value,
        unit: one.unit(),
        strength: STRENGTH,
        limit: Some(limit),
        citation: one.citation.clone(),
    })
}
