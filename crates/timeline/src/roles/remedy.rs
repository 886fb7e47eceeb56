//! The change that ended the trouble, and whether a change was made against it at all.

use backstory_model::{Change, ChangeKind};
use jiff::{SignedDuration, Timestamp};

use super::naming::{names_service, speaks_of};
use super::suspicion::takes_back;
use super::{EARLY, RESOLUTION, Scene, effective};

/// Trouble that ends within this time of a completed change may have ended by it.
const SETTLES: SignedDuration = SignedDuration::from_secs(300);
/// The last pause may be longer than those before by this factor: kills grow rarer as load falls.
const PAUSES: f64 = 1.5;
/// What went live so long before the trouble may be what is changed again during it.
const JUST_LIVE: SignedDuration = SignedDuration::from_hours(1);

/// The change that trouble ended with: the last one begun before recovery whose completion recovery followed.
pub(super) fn mitigation(changes: &[Change], scene: &Scene, onset: Timestamp) -> Option<usize> {
    let recovered = scene.recovered?;
    changes
        .iter()
        .enumerate()
        .filter(|(_, change)| {
            let start = effective(change);
            let done = change.completed.unwrap_or(start);
            start > onset + RESOLUTION
                && start <= recovered + EARLY
                && recovered <= done + SETTLES
                && (is_against_trouble(change, scene, start) || could_end_it(change, changes, scene, onset))
        })
        .max_by_key(|(_, change)| effective(change))
        .map(|(index, _)| index)
        .or_else(|| after_the_last_burst(changes, scene, onset))
}

/// Trouble that comes in bursts (kills, crash loops) can be in a pause when it is ended. Then the first change that
/// takes back what went live before the onset, begun no longer after the last failure than it had paused before, is what
/// ended it. What had been over for longer ended by itself.
fn after_the_last_burst(changes: &[Change], scene: &Scene, onset: Timestamp) -> Option<usize> {
    let recovered = scene.recovered?;
    changes
        .iter()
        .enumerate()
        .filter(|(_, change)| {
            let start = effective(change);
            start > recovered
                && start.duration_since(recovered).as_secs_f64() <= PAUSES * scene.pause.as_secs_f64()
                && scene.end.is_none_or(|end| start <= end)
                && is_against_trouble(change, scene, start)
                && changes.iter().any(|earlier| effective(earlier) <= onset + RESOLUTION && takes_back(change, earlier))
        })
        .min_by_key(|(_, change)| effective(change))
        .map(|(index, _)| index)
}

/// Whether the service that a step went to ceased to fail with it, whatever others did.
pub(super) fn calmed_its_service(change: &Change, scene: &Scene) -> bool {
    let calmed = change.service.as_ref().and_then(|service| scene.calmed.get(service));
    let done = change.completed.unwrap_or(effective(change));
    calmed.is_some_and(|at| *at + EARLY >= effective(change) && *at <= done + SETTLES)
}

/// Whether failures went on after a step was complete; only then can it be said that it did not help.
pub(super) fn is_over_before_recovery(change: &Change, scene: &Scene) -> bool {
    let done = change.completed.unwrap_or(effective(change));
    scene.recovered.is_none_or(|recovered| done <= recovered)
}

/// Whether a change was made against the trouble: it takes something back, starts something anew, adds room,
/// or says so itself; and somebody could know by then.
pub(super) fn is_against_trouble(change: &Change, scene: &Scene, effective: Timestamp) -> bool {
    let text = change.description.to_lowercase();
    let says_so = scene.incident_id.as_deref().is_some_and(|id| !id.is_empty() && text.contains(id))
        || ["incident", "hotfix", "mitigat", "revert", "rollback", "roll back", "emergency", "障害", "切り戻し"]
            .iter()
            .any(|word| text.contains(word));
    let repairs = matches!(change.kind, ChangeKind::Rollback | ChangeKind::Restart | ChangeKind::Scale);
    says_so
        || (scene.is_known_by(effective)
            && (repairs
                // What goes live as on any day is no step against trouble that nobody is known to have seen.
                || (scene.detected.is_some()
                    && change.service.as_ref().is_some_and(|s| scene.complaining.iter().any(|c| c.service == *s)))))
}

/// Whether a change that the end of the trouble followed may have brought it, though it looks like any other: it goes to
/// what the errors or the diagnosis speak of, or again to what had changed just before the trouble (a fix that is rolled
/// forward).
fn could_end_it(change: &Change, changes: &[Change], scene: &Scene, onset: Timestamp) -> bool {
    let Some(service) = &change.service else { return false };
    let went_live_before = || {
        changes.iter().any(|earlier| {
            let lead = onset.duration_since(effective(earlier));
            earlier.service.as_ref() == Some(service) && lead >= -RESOLUTION && lead <= JUST_LIVE
        })
    };
    scene.is_known_by(effective(change))
        && (scene.errors.iter().any(|error| speaks_of(error, service))
            || (!scene.diagnosis.is_empty() && names_service(&scene.diagnosis, service))
            || went_live_before())
}
