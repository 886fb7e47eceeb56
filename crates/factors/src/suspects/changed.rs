//! Changes in the half hour before onset.

use backstory_model::{Change, ChangeKind, SuspectChange, Window};
use jiff::{SignedDuration, Timestamp};

/// How long before onset a change is still a suspect: the half hour; slower ones are told by people.
const BEFORE: SignedDuration = SignedDuration::from_mins(30);
/// Clocks of deploy tools and metrics differ by some seconds, and a change acts before it reports itself started.
const AFTER: SignedDuration = SignedDuration::from_secs(60);

/// A change near onset, with its nearness from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near<'a> {
    pub(super) change: &'a Change,
    pub(super) nearness: f64,
}

/// When a change began to act, as far as the source tells.
pub(super) fn began(change: &Change) -> Timestamp {
    change.started.unwrap_or(change.requested)
}

/// Changes before onset, the nearest and most far-reaching first.
pub(super) fn near(changes: &[Change], window: Window, onset: Option<Timestamp>) -> Vec<Near<'_>> {
    let onset = onset.unwrap_or(window.start);
    let mut found: Vec<Near<'_>> = changes
        .iter()
        .filter_map(|change| {
            let lead = onset.duration_since(began(change));
            if lead > BEFORE || lead < -AFTER {
                return None;
            }
            let distance = (lead.as_secs_f64().max(0.0) / BEFORE.as_secs_f64()).min(1.0);
            Some(Near { change, nearness: (1.0 - 0.8 * distance) * reach(&change.kind) })
        })
        .collect();
    found.sort_by(|a, b| b.nearness.total_cmp(&a.nearness).then_with(|| a.change.id.cmp(&b.change.id)));
    found
}

/// How much a kind of change can break: new behaviour most, going back to a known state least.
fn reach(kind: &ChangeKind) -> f64 {
    match kind {
        ChangeKind::Deploy | ChangeKind::Config | ChangeKind::FeatureFlag | ChangeKind::Migration => 1.0,
        ChangeKind::Other(_) => 0.6,
        ChangeKind::Scale | ChangeKind::Restart => 0.5,
        ChangeKind::Rollback => 0.3,
    }
}

pub(super) fn describe(change: &Change) -> SuspectChange {
    let kind = match &change.kind {
        ChangeKind::Deploy => "deploy",
        ChangeKind::Rollback => "rollback",
        ChangeKind::Restart => "restart",
        ChangeKind::Scale => "scale",
        ChangeKind::Config => "config",
        ChangeKind::FeatureFlag => "feature_flag",
        ChangeKind::Migration => "migration",
        ChangeKind::Other(name) => name,
    };
    SuspectChange {
        id: change.id.clone(),
        kind: kind.to_owned(),
        reference: change.reference.clone(),
        sha: change.sha.clone(),
        description: change.description.clone(),
        started: began(change),
    }
}
