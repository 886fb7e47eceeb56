//! Deploys, rollbacks, restarts and configuration.

use backstory_model::{Change, ChangeKind, ChangePart, ChangeRole, ClusterEvent, Phrase, TimelineKind};
use jiff::SignedDuration;

use super::Candidate;
use crate::people::Directory;

/// Rows for the changes that played a part.
pub(crate) fn rows(
    changes: &[Change],
    roles: &[ChangeRole],
    events: &[ClusterEvent],
    people: &Directory,
) -> Vec<(usize, Candidate)> {
    roles
        .iter()
        .filter_map(|role| {
            let change = changes.get(role.change)?;
            let salience = match role.part {
                ChangePart::Suspected => 0.6 + 0.4 * role.suspicion,
                ChangePart::Mitigation => 0.9,
                ChangePart::Ineffective => 0.75,
                ChangePart::Bystander => 0.5,
            };
            let mut row = Candidate::new(
                role.effective,
                TimelineKind::Change,
                salience,
                phrase(change, role.part),
                &change.citation,
            );
            row.service = change.service.clone();
            row.actor = change.actor.as_deref().map(|a| people.handle(a));
            row.sources.push(backstory_model::source_label(backstory_model::ArtifactKind::Deployments).to_owned());
            if let Some(event) = rollout_event(change, role, events) {
                row.also(&event.citation);
                row.sources
                    .push(backstory_model::source_label(backstory_model::ArtifactKind::ClusterEvents).to_owned());
            }
            Some((role.change, row))
        })
        .collect()
}

/// The sentence for a change.
pub(crate) fn phrase(change: &Change, part: ChangePart) -> Phrase {
    let key = match (&change.kind, part) {
        // What audit logs tell of has no version, and often no service that anyone would know.
        (ChangeKind::FeatureFlag, _) if change.service.is_none() => "timeline-flag-changed-alone",
        _ if change.service.is_none() && version(change).is_empty() => "timeline-changed-alone",
        (ChangeKind::Rollback, _) => "timeline-rolled-back",
        (ChangeKind::Restart, _) => "timeline-restarted",
        (ChangeKind::Scale, _) => "timeline-scaled",
        (ChangeKind::Config, _) => "timeline-configured",
        (ChangeKind::FeatureFlag, _) => "timeline-flag-changed",
        (ChangeKind::Migration, _) => "timeline-migrated",
        (ChangeKind::Deploy, _) => "timeline-deployed",
        (ChangeKind::Other(_), _) => "timeline-changed",
    };
    Phrase::new(key)
        .text("service", change.service.as_ref().map_or_else(String::new, |s| s.0.clone()))
        .text("version", version(change))
        .text("previous", change.previous_version.clone().unwrap_or_default())
        .text("description", change.description.clone())
        .text("path", change.config_path.clone().unwrap_or_default())
        .text("id", change.id.clone())
        .text("part", part_word(part))
}

/// The version as people write it, else the short commit, else nothing.
pub(crate) fn version(change: &Change) -> String {
    match (&change.version, &change.sha) {
        (Some(version), _) if version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.') => {
            format!("v{version}")
        }
        (Some(version), _) => version.clone(),
        (None, Some(sha)) => sha.chars().take(7).collect(),
        (None, None) => String::new(),
    }
}

fn part_word(part: ChangePart) -> &'static str {
    match part {
        ChangePart::Suspected => "suspected",
        ChangePart::Mitigation => "mitigation",
        ChangePart::Ineffective => "ineffective",
        ChangePart::Bystander => "bystander",
    }
}

/// The cluster's first word about the same rollout.
fn rollout_event<'a>(change: &Change, role: &ChangeRole, events: &'a [ClusterEvent]) -> Option<&'a ClusterEvent> {
    events.iter().find(|event| {
        event.reason == "ScalingReplicaSet"
            && event.service == change.service
            && event.service.is_some()
            && event.first.duration_since(role.effective).abs() <= SignedDuration::from_secs(15)
    })
}
