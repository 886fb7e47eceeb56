//! How strongly a change before the trouble is suspected, and why.

use backstory_model::{Change, ChangeKind, ChangeRole, Phrase, PhraseArg};
use jiff::Timestamp;

use super::naming::{describes, names_change, names_service};
use super::remedy::calmed_its_service;
use super::{EARLY, RESOLUTION, Scene, Sign, effective};

/// Half of the suspicion that recency gives is gone after this time: most bad deploys show within it.
const HALF_RECENCY_S: f64 = 900.0;
/// What is left of a suspicion when the trouble ended while the change stayed.
const OUTLIVED: f64 = 0.3;

/// Weighs a change that came before the first sign.
pub(super) fn suspect(
    role: &mut ChangeRole,
    change: &Change,
    changes: &[Change],
    mitigation: Option<usize>,
    scene: &Scene,
    onset: Timestamp,
) {
    let lead_s = onset.duration_since(role.effective).as_secs_f64().max(0.0);
    let recency = 0.4 / (1.0 + lead_s / HALF_RECENCY_S);
    role.suspicion = recency;
    role.reasons.push(Phrase::new("why-change-before-onset").with("lead", PhraseArg::DurationS(lead_s)));
    if let Some(fix) = mitigation.and_then(|index| changes.get(index))
        && takes_back(fix, change)
        && is_newest_of_its_service(role, change, changes, onset)
    {
        role.suspicion += 0.35;
        role.citations.push(fix.citation.clone());
        // In a pause between bursts nothing ended with it; it is only known that no burst came after it.
        let paused = scene.recovered.is_some_and(|recovered| effective(fix) > recovered + EARLY);
        let key = match (paused, undoes(fix, change)) {
            (true, _) => "why-change-no-burst-after",
            (false, true) => "why-change-taken-back",
            (false, false) => "why-change-replaced",
        };
        role.reasons.push(Phrase::new(key));
    }
    let calmed_own = changes.iter().enumerate().any(|(index, later)| {
        Some(index) != mitigation
            && effective(later) > onset
            && takes_back(later, change)
            && undoes(later, change)
            && calmed_its_service(later, scene)
    });
    if calmed_own && is_newest_of_its_service(role, change, changes, onset) {
        role.suspicion += 0.35;
        let service = change.service.as_ref().map_or("", |s| s.as_str());
        role.reasons.push(Phrase::new("why-change-calmed-own").text("service", service));
    }
    let undone_in_vain = !calmed_own
        && changes.iter().enumerate().any(|(index, later)| {
            Some(index) != mitigation
                && effective(later) > onset
                && scene.recovered.is_some_and(|r| later.completed.unwrap_or(effective(later)) + EARLY < r)
                && takes_back(later, change)
                && undoes(later, change)
        });
    if undone_in_vain && mitigation.and_then(|m| changes.get(m)).is_none_or(|fix| fix.service != change.service) {
        role.suspicion *= 0.3;
        role.reasons.push(Phrase::new("why-change-undone-in-vain"));
    }
    if let Some(service) = &change.service {
        if let Some((place, complaint)) = scene.complaining.iter().enumerate().find(|(_, c)| c.service == *service) {
            role.suspicion += complaint.sign.weight() / (1.0 + place as f64 * 0.5);
            role.reasons.push(complaint.phrase());
        }
        if names_change(&scene.diagnosis, service, change) {
            role.suspicion += 0.25;
            role.reasons.push(Phrase::new("why-change-named-in-diagnosis"));
        }
    }
    if let Some(trend) = scene.trends.iter().find(|t| t.began_with(change)) {
        // What takes hours to hurt is not less likely for it.
        role.suspicion += 0.35;
        let service = trend.service.as_str();
        role.reasons
            .push(Phrase::new("why-change-trend").code("metric", trend.metric.clone()).text("service", service));
    }
    if outlives_trouble(change, changes, mitigation, scene, onset) {
        role.suspicion *= OUTLIVED;
        role.reasons.push(Phrase::new("why-change-outlived"));
    }
    let environment = change.environment.as_deref().unwrap_or("").to_lowercase();
    if ["staging", "stage", "dev", "test", "qa", "preview", "sandbox"].iter().any(|e| environment.contains(e)) {
        role.suspicion *= 0.2;
        role.reasons.push(Phrase::new("why-change-not-in-production").text("environment", environment));
    }
    role.suspicion = role.suspicion.min(1.0);
}

/// Whether the trouble ended while the change stayed in place: by a step on another service or by itself, where whoever
/// named the cause did not name the change, or where the errors of its service tell of somebody else's.
fn outlives_trouble(
    change: &Change,
    changes: &[Change],
    mitigation: Option<usize>,
    scene: &Scene,
    onset: Timestamp,
) -> bool {
    let (Some(service), Some(_)) = (&change.service, scene.recovered) else { return false };
    let sign = scene.complaining.iter().find(|c| c.service == *service).map(|c| c.sign);
    let relays = sign == Some(Sign::Relayed);
    if scene.complaining.first().is_some_and(|c| c.service == *service) && !relays {
        return false;
    }
    // Whoever named the cause may speak of the service, or of what the change did, without its version. A service that
    // hands on what another answers is spoken of whatever the cause is.
    let named = names_change(&scene.diagnosis, service, change)
        || describes(&scene.diagnosis, &change.description)
        || (!relays && names_service(&scene.diagnosis, service));
    let touched = changes.iter().any(|later| effective(later) > onset && later.service.as_ref() == Some(service));
    let ended_elsewhere = match mitigation.and_then(|index| changes.get(index)) {
        Some(fix) => fix.service.is_some() && fix.service.as_ref() != Some(service),
        // No change ended it: people say what did, or the errors do.
        None => !scene.diagnosis.is_empty() || relays,
    };
    ended_elsewhere && !touched && !named
}

/// Whether `later` puts back what `earlier` brought, or puts something else in its place.
pub(super) fn takes_back(later: &Change, earlier: &Change) -> bool {
    if later.service.is_none() || later.service != earlier.service || effective(later) <= effective(earlier) {
        return false;
    }
    match later.kind {
        ChangeKind::Restart | ChangeKind::Scale => false,
        ChangeKind::Rollback => later.previous_version.is_none() || later.previous_version == earlier.version,
        _ => {
            // The same file, flag or service is changed again, from what the earlier change had set.
            later.previous_version.is_some() && later.previous_version == earlier.version
        }
    }
}

/// Whether what stood before `earlier` stands again; else the trouble was mended by going on.
fn undoes(later: &Change, earlier: &Change) -> bool {
    later.kind == ChangeKind::Rollback
        || earlier.previous_version.is_none()
        || later.version == earlier.previous_version
        || matches!(later.kind, ChangeKind::FeatureFlag)
}

/// Whether no other change went to the service between this one and the first sign.
fn is_newest_of_its_service(role: &ChangeRole, change: &Change, changes: &[Change], onset: Timestamp) -> bool {
    !changes.iter().any(|other| {
        other.service == change.service && effective(other) > role.effective && effective(other) <= onset + RESOLUTION
    })
}
