//! The part each change played.
//!
//! Judged by order and consequence only: what came before the first sign of trouble may have introduced
//! it, and more likely so when taking it back ended the trouble, when its own service was the first to
//! complain, and when the people who found the cause named it. What came after can only have helped,
//! failed to help, or stood by. The judgement orders what deserves a look; it claims no cause.

mod naming;
mod remedy;
mod suspicion;

use std::collections::BTreeMap;

use backstory_model::{Change, ChangePart, ChangeRole, Phrase, ServiceName};
use jiff::{SignedDuration, Timestamp};

use remedy::{calmed_its_service, is_against_trouble, is_over_before_recovery, mitigation};
use suspicion::suspect;

/// Deployment records carry whole seconds; a change and its first effect can share one.
const RESOLUTION: SignedDuration = SignedDuration::from_secs(1);
/// How long before the first sign a change is looked at. A leak or a slow growth takes days to hurt.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(24 * 7);
/// A change on which it was worked when the trouble ended can end it shortly before it is called complete.
const EARLY: SignedDuration = SignedDuration::from_secs(15);

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
    /// It logged new errors of its own.
    Logged,
    /// It logged new errors, and each tells of a wrong answer that somebody else gave.
    Relayed,
    /// An alert names it.
    Alerted,
    /// Its metrics left their baseline.
    Moved,
    /// What left its baseline is what more requests bring by themselves.
    Busier,
    /// Its log fell silent while others went on.
    Hushed,
}

impl Sign {
    /// Suspicion that it adds to a change of the service that drew attention first. What follows from others' failures
    /// or from more requests says nothing of the change.
    fn weight(self) -> f64 {
        match self {
            Sign::Logged | Sign::Alerted | Sign::Moved | Sign::Hushed => 0.2,
            Sign::Relayed | Sign::Busier => 0.0,
        }
    }
}

impl Complaint {
    /// The sentence that tells it.
    pub fn phrase(&self) -> Phrase {
        let key = match self.sign {
            Sign::Logged => "why-change-service-complains",
            Sign::Relayed => "why-change-service-relays",
            Sign::Alerted => "why-change-service-alerted",
            Sign::Moved => "why-change-service-moved",
            Sign::Busier => "why-change-service-busier",
            Sign::Hushed => "why-change-service-hushed",
        };
        Phrase::new(key).text("service", self.service.0.clone())
    }
}

/// A metric that crept for long: up to its limit, down to nothing, or away from where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trend {
    /// Whose metric it is.
    pub(crate) service: ServiceName,
    /// The metric.
    pub(crate) metric: String,
    /// When it began to creep.
    pub(crate) began: Timestamp,
    /// When it had come where it hurt.
    pub(crate) until: Timestamp,
}

impl Trend {
    /// How soon after a change what it brought begins to show.
    const AFTER_S: f64 = 900.0;
    /// A fit of two lines finds the bend within some samples, and late where growth gets faster as it goes: by a fifth of
    /// the way for the power of one and a half.
    const BEFORE_S: f64 = 120.0;
    const LATE: f64 = 0.2;

    /// Whether it began with a change of its service.
    fn began_with(&self, change: &Change) -> bool {
        let after_s = self.began.duration_since(effective(change)).as_secs_f64();
        let way_s = self.until.duration_since(self.began).as_secs_f64();
        change.service.as_ref() == Some(&self.service)
            && (-Self::BEFORE_S..=Self::AFTER_S.max(Self::LATE * way_s)).contains(&after_s)
    }
}

/// What is known when parts are judged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scene {
    /// First sign of trouble, in users or in the system.
    pub(crate) onset: Option<Timestamp>,
    /// Last sign of trouble: in users, in the processes that died of it, or the turn of what had piled up.
    pub(crate) recovered: Option<Timestamp>,
    /// When anybody could first have acted: the page or the first alert.
    pub(crate) detected: Option<Timestamp>,
    /// The end of the story.
    pub(crate) end: Option<Timestamp>,
    /// Services whose logs or alerts complained, first first.
    pub(crate) complaining: Vec<Complaint>,
    /// Lower-case words of the new errors.
    pub(crate) errors: Vec<String>,
    /// Lower-case words of the messages that named the cause.
    pub(crate) diagnosis: String,
    /// The longest pause between failures, or between deaths of processes, while the trouble lasted.
    pub(crate) pause: SignedDuration,
    /// What crept for long.
    pub(crate) trends: Vec<Trend>,
    /// When each service ceased to fail, where it did.
    pub(crate) calmed: BTreeMap<ServiceName, Timestamp>,
    /// Identifier of the incident, lower case.
    pub(crate) incident_id: Option<String>,
}

impl Scene {
    /// Whether anybody could know of the trouble by then.
    fn is_known_by(&self, time: Timestamp) -> bool {
        self.detected.is_none_or(|detected| time >= detected)
    }
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
                if is_against_trouble(change, scene, effective)
                    && is_over_before_recovery(change, scene)
                    && !calmed_its_service(change, scene)
                {
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

/// Whether any change came just before the first sign.
pub(crate) fn any_just_before(changes: &[Change], onset: Timestamp) -> bool {
    const JUST_BEFORE: SignedDuration = SignedDuration::from_mins(10);
    let lead = |c: &Change| onset.duration_since(effective(c));
    changes.iter().any(|c| lead(c) >= -RESOLUTION && lead(c) <= JUST_BEFORE)
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

#[cfg(test)]
mod tests {
    use backstory_model::{ChangeKind, Citation, Locator};

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
        let paused = Scene { pause: SignedDuration::from_secs(100), ..scene(&["web"], 600) };
        let roles = judge(&changes, &paused);
        let part = |index: usize| roles.iter().find(|r| r.change == index).unwrap().part;
        assert_eq!((part(0), part(1)), (ChangePart::Suspected, ChangePart::Mitigation));
        // Nothing was there to end: none came after it, and that is what is told.
        assert!(has(role(&roles, 0), "why-change-no-burst-after") && !has(role(&roles, 0), "why-change-taken-back"));
        // Trouble that had not paused was over by itself, and taking the change back proves nothing.
        let roles = judge(&changes, &scene(&["web"], 600));
        assert!(!roles.iter().any(|r| r.part == ChangePart::Mitigation), "{roles:?}");
        assert!(!roles.iter().any(|r| has(r, "why-change-taken-back")), "{roles:?}");
    }

    #[test]
    fn a_rollback_that_ended_the_failures_of_its_own_service_was_not_in_vain() {
        // Another service goes on failing until 1,500.
        let changes = [
            change("search", ChangeKind::Deploy, "1.0", "1.1", 250),
            change("search", ChangeKind::Rollback, "1.1", "1.0", 600),
        ];
        let calmed = |at_s: i64| Scene {
            calmed: BTreeMap::from([(ServiceName::new("search"), at(at_s))]),
            ..scene(&["search", "pay"], 1_500)
        };
        let roles = judge(&changes, &calmed(630));
        assert_eq!(role(&roles, 1).part, ChangePart::Bystander, "{roles:?}");
        assert!(role(&roles, 0).suspicion >= 0.5 && has(role(&roles, 0), "why-change-calmed-own"), "{roles:?}");
        let roles = judge(&changes, &calmed(1_490));
        assert_eq!(role(&roles, 1).part, ChangePart::Ineffective, "{roles:?}");
        assert!(has(role(&roles, 0), "why-change-undone-in-vain"), "{roles:?}");
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

    fn signed(services: &[(&str, Sign)], recovered: i64) -> Scene {
        let complaining = services.iter().map(|(s, sign)| Complaint { service: ServiceName::new(*s), sign: *sign });
        Scene { complaining: complaining.collect(), detected: None, ..scene(&[], recovered) }
    }

    fn role(roles: &[ChangeRole], change: usize) -> &ChangeRole {
        roles.iter().find(|r| r.change == change).unwrap()
    }

    fn has(role: &ChangeRole, key: &str) -> bool {
        role.reasons.iter().any(|r| r.key == key)
    }

    #[test]
    fn a_change_whose_service_hands_on_the_errors_of_others_is_not_convicted() {
        let changes = [change("pay", ChangeKind::Deploy, "3.1", "3.2", 200)];
        let roles = judge(&changes, &signed(&[("pay", Sign::Relayed)], 900));
        assert!(role(&roles, 0).suspicion < 0.25 && has(role(&roles, 0), "why-change-outlived"), "{roles:?}");
        // Errors of its own, or a step back that ended them, are another matter.
        let roles = judge(&changes, &signed(&[("pay", Sign::Logged)], 900));
        assert!(role(&roles, 0).suspicion >= 0.5 && !has(role(&roles, 0), "why-change-outlived"), "{roles:?}");
        let changes = [changes[0].clone(), change("pay", ChangeKind::Rollback, "3.2", "3.1", 880)];
        let roles = judge(&changes, &signed(&[("pay", Sign::Relayed)], 900));
        assert!(role(&roles, 0).suspicion >= 0.5, "{roles:?}");
    }

    #[test]
    fn what_crept_to_its_limit_since_a_change_speaks_for_it() {
        // Live two hours before anybody felt it.
        let changes = [change("search", ChangeKind::Deploy, "8.9", "9.0", -7_000)];
        let crept = |service: &str, began: i64| Scene {
            trends: vec![Trend {
                service: ServiceName::new(service),
                metric: "memory".into(),
                began: at(began),
                until: at(280),
            }],
            ..signed(&[("search", Sign::Moved)], 900)
        };
        let roles = judge(&changes, &crept("search", -6_940));
        assert!(role(&roles, 0).suspicion >= 0.5 && has(role(&roles, 0), "why-change-trend"), "{roles:?}");
        for other in [crept("search", -3_000), crept("cart", -6_940)] {
            assert!(!has(role(&judge(&changes, &other), 0), "why-change-trend"));
        }
    }

    #[test]
    fn more_requests_convict_no_change() {
        let changes = [change("web", ChangeKind::Deploy, "8.2.0", "8.2.1", 299)];
        let roles = judge(&changes, &signed(&[("web", Sign::Busier)], 900));
        assert!(role(&roles, 0).suspicion < 0.5 && has(role(&roles, 0), "why-change-service-busier"), "{roles:?}");
        let roles = judge(&changes, &signed(&[("web", Sign::Moved)], 900));
        assert!(role(&roles, 0).suspicion >= 0.5, "{roles:?}");
    }

    #[test]
    fn a_fix_that_looks_like_any_change_is_what_ended_the_trouble() {
        // Rolled forward: the service had changed just before, and nobody logged an error.
        let forward = [
            change("api", ChangeKind::Deploy, "4.9", "5.0", 240),
            change("api", ChangeKind::Deploy, "5.0", "5.1", 880),
            change("mail", ChangeKind::Deploy, "1.0", "1.1", 882),
        ];
        let roles = judge(&forward, &signed(&[], 900));
        assert_eq!(role(&roles, 1).part, ChangePart::Mitigation, "{roles:?}");
        assert!(role(&roles, 0).suspicion >= 0.5 && has(role(&roles, 0), "why-change-replaced"), "{roles:?}");
        // What the errors speak of: a certificate that is renewed.
        let renewed = [change("ledger", ChangeKind::Config, "tls-1", "tls-2", 880)];
        let asked = |errors: &[&str]| Scene {
            errors: errors.iter().map(|e| (*e).to_owned()).collect(),
            ..signed(&[("pay-api", Sign::Logged)], 900)
        };
        let roles = judge(&renewed, &asked(&["call to ledger failed: certificate has expired"]));
        assert_eq!(role(&roles, 0).part, ChangePart::Mitigation);
        let roles = judge(&renewed, &asked(&["call to rates failed"]));
        assert_eq!(role(&roles, 0).part, ChangePart::Bystander);
    }
}
