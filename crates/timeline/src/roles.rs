//! The part each change played.
//!
//! Judged by order and consequence only: what came before the first sign of trouble may have introduced
//! it, and more likely so when taking it back ended the trouble, when its own service was the first to
//! complain, and when the people who found the cause named it. What came after can only have helped,
//! failed to help, or stood by. The judgement orders what deserves a look; it claims no cause.

use backstory_model::{Change, ChangeKind, ChangePart, ChangeRole, Phrase, PhraseArg, ServiceName};
use jiff::{SignedDuration, Timestamp};

/// Deployment records carry whole seconds; a change and its first effect can share one.
const RESOLUTION: SignedDuration = SignedDuration::from_secs(1);
/// How long before the first sign a change is looked at. A leak or a slow growth takes days to hurt.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Half of the suspicion that recency gives is gone after this time: most bad deploys show within it.
const HALF_RECENCY_S: f64 = 900.0;
/// Trouble that ends within this time of a completed change may have ended by it.
const SETTLES: SignedDuration = SignedDuration::from_secs(300);
/// A change on which it was worked when the trouble ended can end it shortly before it is called complete.
const EARLY: SignedDuration = SignedDuration::from_secs(15);

/// A pause between bursts of one trouble lasts at most this long.
const PAUSE: SignedDuration = SignedDuration::from_mins(30);
/// What is left of a suspicion when the trouble ended while the change stayed.
const OUTLIVED: f64 = 0.3;

/// A service that drew attention, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The service.
    pub service: ServiceName,
    /// What told of it first.
    pub sign: Sign,
}

/// What tells that a service is in trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It logged new errors.
    Logged,
    /// An alert names it.
    Alerted,
    /// Its metrics left their baseline.
    Moved,
}

impl Complaint {
    /// The sentence that tells it.
    pub fn phrase(&self) -> Phrase {
        let key = match self.sign {
            Sign::Logged => "why-change-service-complains",
            Sign::Alerted => "why-change-service-alerted",
            Sign::Moved => "why-change-service-moved",
        };
        Phrase::new(key).text("service", self.service.0.clone())
    }
}

/// What is known when parts are judged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scene {
    /// First sign of trouble, in users or in the system.
    pub(crate) onset: Option<Timestamp>,
    /// Last sign of trouble in users.
    pub(crate) recovered: Option<Timestamp>,
    /// When anybody could first have acted: the page or the first alert.
    pub(crate) detected: Option<Timestamp>,
    /// The end of the story.
    pub(crate) end: Option<Timestamp>,
    /// Services whose logs or alerts complained, first first.
    pub(crate) complaining: Vec<Complaint>,
    /// Lower-case words of the messages that named the cause.
    pub(crate) diagnosis: String,
    /// Identifier of the incident, lower case.
    pub(crate) incident_id: Option<String>,
}

/// Judges the changes; the answer is ordered by suspicion, strongest first, then by time.
pub(crate) fn judge(changes: &[Change], scene: &Scene) -> Vec<ChangeRole> {
    let Some(onset) = scene.onset else { return bystanders(changes, scene) };
    let mitigation = mitigation(changes, scene, onset);
    let mut roles: Vec<ChangeRole> = changes
        .iter()
        .enumerate()
        .filter_map(|(index, change)| {
            let effective = effective(change);
            if onset.duration_since(effective) > LOOK_BACK || scene.end.is_some_and(|end| effective > end) {
                return None;
            }
            let mut role = ChangeRole {
                change: index,
                part: ChangePart::Bystander,
                suspicion: 0.0,
                effective,
                reasons: Vec::new(),
                citations: vec![change.citation.clone()],
            };
            if Some(index) == mitigation {
                role.part = ChangePart::Mitigation;
            } else if effective > onset + RESOLUTION {
                if is_against_trouble(change, scene, effective) && is_over_before_recovery(change, scene) {
                    role.part = ChangePart::Ineffective;
                } else {
                    role.reasons.push(Phrase::new("why-change-came-after-onset"));
                }
            } else {
                suspect(&mut role, change, changes, mitigation, scene, onset);
            }
            Some(role)
        })
        .collect();
    let strongest = roles.iter().map(|r| r.suspicion).fold(0.0, f64::max);
    for role in roles.iter_mut().filter(|r| r.part == ChangePart::Bystander) {
        // A suspicion that is far below the strongest one is none.
        if role.suspicion >= 0.25 && role.suspicion >= strongest * 0.6 {
            role.part = ChangePart::Suspected;
        }
    }
    roles.sort_by(|a, b| {
        b.suspicion.total_cmp(&a.suspicion).then(a.effective.cmp(&b.effective)).then(a.change.cmp(&b.change))
    });
    roles
}

/// When a change began to take effect.
pub(crate) fn effective(change: &Change) -> Timestamp {
    change.started.unwrap_or(change.requested)
}

fn bystanders(changes: &[Change], scene: &Scene) -> Vec<ChangeRole> {
    changes
        .iter()
        .enumerate()
        .filter(|(_, c)| scene.end.is_none_or(|end| effective(c) <= end))
        .map(|(change, c)| ChangeRole {
            change,
            part: ChangePart::Bystander,
            suspicion: 0.0,
            effective: effective(c),
            reasons: Vec::new(),
            citations: vec![c.citation.clone()],
        })
        .collect()
}

/// The change that trouble ended with: the last one begun before recovery whose completion recovery followed.
fn mitigation(changes: &[Change], scene: &Scene, onset: Timestamp) -> Option<usize> {
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
                && is_against_trouble(change, scene, start)
        })
        .max_by_key(|(_, change)| effective(change))
        .map(|(index, _)| index)
        .or_else(|| after_the_last_burst(changes, scene, onset))
}

/// Trouble that comes in bursts (kills, crash loops) can be in a pause when it is ended. Then the first change that
/// takes back what went live before the onset, begun after the last failure, is what ended it.
fn after_the_last_burst(changes: &[Change], scene: &Scene, onset: Timestamp) -> Option<usize> {
    let recovered = scene.recovered?;
    changes
        .iter()
        .enumerate()
        .filter(|(_, change)| {
            let start = effective(change);
            start > recovered
                && start.duration_since(recovered) <= PAUSE
                && scene.end.is_none_or(|end| start <= end)
                && is_against_trouble(change, scene, start)
                && changes.iter().any(|earlier| effective(earlier) <= onset + RESOLUTION && takes_back(change, earlier))
        })
        .min_by_key(|(_, change)| effective(change))
        .map(|(index, _)| index)
}

/// Whether failures went on after a step was complete; only then can it be said that it did not help.
fn is_over_before_recovery(change: &Change, scene: &Scene) -> bool {
    let done = change.completed.unwrap_or(effective(change));
    scene.recovered.is_none_or(|recovered| done <= recovered)
}

/// Whether a change was made against the trouble: it takes something back, starts something anew, adds room,
/// or says so itself; and somebody could know by then.
fn is_against_trouble(change: &Change, scene: &Scene, effective: Timestamp) -> bool {
    let text = change.description.to_lowercase();
    let says_so = scene.incident_id.as_deref().is_some_and(|id| !id.is_empty() && text.contains(id))
        || ["incident", "hotfix", "mitigat", "revert", "rollback", "roll back", "emergency", "障害", "切り戻し"]
            .iter()
            .any(|word| text.contains(word));
    let repairs = matches!(change.kind, ChangeKind::Rollback | ChangeKind::Restart | ChangeKind::Scale);
    let known = scene.detected.is_none_or(|detected| effective >= detected);
    says_so
        || (known
            && (repairs || change.service.as_ref().is_some_and(|s| scene.complaining.iter().any(|c| c.service == *s))))
}

fn suspect(
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
        role.reasons.push(Phrase::new("why-change-taken-back"));
    }
    let undone_in_vain = changes.iter().enumerate().any(|(index, later)| {
        Some(index) != mitigation
            && effective(later) > onset
            && scene.recovered.is_some_and(|r| later.completed.unwrap_or(effective(later)) + EARLY < r)
            && takes_back(later, change)
    });
    if undone_in_vain && mitigation.and_then(|m| changes.get(m)).is_none_or(|fix| fix.service != change.service) {
        role.suspicion *= 0.3;
        role.reasons.push(Phrase::new("why-change-undone-in-vain"));
    }
    if let Some(service) = &change.service {
        if let Some((place, complaint)) = scene.complaining.iter().enumerate().find(|(_, c)| c.service == *service) {
            role.suspicion += 0.2 / (1.0 + place as f64 * 0.5);
            role.reasons.push(complaint.phrase());
        }
        if names_change(&scene.diagnosis, service, change) {
            role.suspicion += 0.25;
            role.reasons.push(Phrase::new("why-change-named-in-diagnosis"));
        }
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

/// Whether the trouble ended by a step on another service while the change stayed in place, and whoever named the
/// cause did not name the change.
fn outlives_trouble(
    change: &Change,
    changes: &[Change],
    mitigation: Option<usize>,
    scene: &Scene,
    onset: Timestamp,
) -> bool {
    let (Some(service), Some(_)) = (&change.service, scene.recovered) else { return false };
    // Whoever named the cause may speak of the service, or of what the change did, without its version.
    let named = names_service(&scene.diagnosis, service) || describes(&scene.diagnosis, &change.description);
    if scene.complaining.first().is_some_and(|c| c.service == *service) {
        return false;
    }
    let touched = changes.iter().any(|later| effective(later) > onset && later.service.as_ref() == Some(service));
    let ended_elsewhere = match mitigation.and_then(|index| changes.get(index)) {
        Some(fix) => fix.service.is_some() && fix.service.as_ref() != Some(service),
        // No change ended it: people say what did.
        None => !scene.diagnosis.is_empty(),
    };
    ended_elsewhere && !touched && !named
}

/// Whether `later` puts back what `earlier` brought.
fn takes_back(later: &Change, earlier: &Change) -> bool {
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

/// Whether no other change went to the service between this one and the first sign.
fn is_newest_of_its_service(role: &ChangeRole, change: &Change, changes: &[Change], onset: Timestamp) -> bool {
    !changes.iter().any(|other| {
        other.service == change.service && effective(other) > role.effective && effective(other) <= onset + RESOLUTION
    })
}

/// Whether the words take up a long word of a description: shorter ones are in every sentence.
fn describes(words: &str, description: &str) -> bool {
    const SHORTEST: usize = 7;
    description
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.chars().count() >= SHORTEST && words.contains(word))
}

/// Whether the words name a service, or the first part of its name.
fn names_service(words: &str, service: &ServiceName) -> bool {
    let name = service.0.to_lowercase();
    let short = name.split(['-', '_', '.']).next().unwrap_or(&name);
    words.contains(&name) || (short.len() >= 3 && words.contains(short))
}

/// Whether the words name the change: its service (or the first part of its name) together with its version, or its commit.
fn names_change(words: &str, service: &ServiceName, change: &Change) -> bool {
    if words.is_empty() {
        return false;
    }
    let version = change.version.as_deref().unwrap_or("").to_lowercase();
    let names_version = !version.is_empty() && words.contains(version.as_str());
    let names_commit = change.sha.as_deref().and_then(|sha| sha.get(..7)).is_some_and(|sha| words.contains(sha));
    (names_version && names_service(words, service)) || names_commit || (version.len() >= 5 && names_version)
}

#[cfg(test)]
mod tests {
    use backstory_model::{Citation, Locator};

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    fn change(service: &str, kind: ChangeKind, from: &str, to: &str, second: i64) -> Change {
        Change {
            id: second.to_string(),
            service: Some(ServiceName(service.into())),
            kind,
            description: String::new(),
            version: Some(to.into()),
            previous_version: Some(from.into()),
            sha: None,
            reference: None,
            actor: None,
            environment: None,
            requested: at(second),
            started: Some(at(second)),
            completed: Some(at(second + 10)),
            failed: None,
            config_path: None,
            citation: Citation::new(&"deploys".into(), Locator::Whole, ""),
        }
    }

    fn scene(complaining: &[&str], recovered: i64) -> Scene {
        Scene {
            onset: Some(at(300)),
            recovered: Some(at(recovered)),
            detected: Some(at(360)),
            end: Some(at(2_000)),
            complaining: complaining
                .iter()
                .map(|s| Complaint { service: ServiceName((*s).into()), sign: Sign::Logged })
                .collect(),
            ..Scene::default()
        }
    }

    #[test]
    fn a_rollback_in_a_pause_between_bursts_ends_them() {
        let changes = [
            change("web", ChangeKind::Deploy, "1.0", "1.1", 0),
            // The last burst of failures was over a minute and a half before.
            change("web", ChangeKind::Rollback, "1.1", "1.0", 690),
        ];
        let roles = judge(&changes, &scene(&["web"], 600));
        let part = |index: usize| roles.iter().find(|r| r.change == index).unwrap().part;
        assert_eq!((part(0), part(1)), (ChangePart::Suspected, ChangePart::Mitigation));
    }

    #[test]
    fn a_change_that_stays_while_another_service_is_mended_is_not_suspected() {
        let changes =
            [change("web", ChangeKind::Deploy, "1.0", "1.1", 200), change("store", ChangeKind::Config, "a", "b", 590)];
        let roles = judge(&changes, &scene(&["store", "web"], 602));
        let web = roles.iter().find(|r| r.change == 0).unwrap();
        assert!(web.suspicion < 0.2, "{web:?}");
        assert!(web.reasons.iter().any(|r| r.key == "why-change-outlived"));
        // Where it was the first to complain, somebody has to look all the same.
        let roles = judge(&changes, &scene(&["web", "store"], 602));
        assert!(roles.iter().find(|r| r.change == 0).unwrap().suspicion >= 0.2);
    }
}
