//! How a change reached users.

use backstory_model::{Change, ChangeKind, ClusterEvent, Confidence, FactorCategory, Layer, Phrase, PhraseArg};
use jiff::SignedDuration;

use super::{FactorKind, Proposal, Scene, name_change};

/// A rollout that takes longer than this had a stage in which somebody or something could have stopped it.
const STAGED: SignedDuration = SignedDuration::from_mins(10);

/// A rollout to everything at once, and a probe that let it pass.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    let Some((role, change)) = scene.guilty() else { return proposals };
    if !matches!(change.kind, ChangeKind::Deploy | ChangeKind::Config | ChangeKind::FeatureFlag | ChangeKind::Other(_))
    {
        return proposals;
    }
    let completed = change.completed.or_else(|| last_rollout_event(scene));
    if let Some(completed) = completed
        && !is_staged(change)
        && change.failed.is_none()
        && is_seen_rolling(scene, change)
        && completed.duration_since(role.effective) <= STAGED
    {
        let took = completed.duration_since(role.effective).as_secs_f64().max(0.0);
        let phrase = name_change(Phrase::new("factor-full-rollout"), change).with("took", PhraseArg::DurationS(took));
        let events = scene.observations.cluster_events.iter().filter(|e| {
            e.reason == "ScalingReplicaSet"
                && e.service == change.service
                && e.first >= role.effective
                && e.first <= completed
        });
        let mut proposal = Proposal::new(FactorKind::FullRollout, Layer::Contributing, FactorCategory::Process, phrase)
            .of(change.service.as_ref())
            .sure(Confidence::High)
            .citing([&change.citation])
            .citing(events.map(|e| &e.citation).take(3));
        proposal.change = Some(change.id.clone());
        proposals.push(proposal);
    }
    if let Some((path, file)) = probe(scene)
        && let Some(repository) = scene.observations.repositories.first()
    {
        let phrase =
            name_change(Phrase::new("factor-blind-probe"), change).code("path", path.clone()).code("file", file);
        proposals.push(
            Proposal::new(FactorKind::BlindProbe { path }, Layer::Contributing, FactorCategory::Process, phrase)
                .of(change.service.as_ref())
                .citing([&repository.citation]),
        );
    }
    proposals
}

/// Whether a change says that it goes to a part first.
fn is_staged(change: &Change) -> bool {
    const WORDS: &[&str] =
        &["canary", "staged", "phased", "progressive", "gradual", "% of", "percent of", "カナリア", "段階", "一部"];
    let words = format!("{} {}", change.description, change.environment.as_deref().unwrap_or("")).to_lowercase();
    let has_share = words.split_whitespace().any(|w| {
        let number = w.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '%').strip_suffix('%');
        number.is_some_and(|n| !n.is_empty() && n != "100" && n.bytes().all(|b| b.is_ascii_digit()))
    });
    has_share || WORDS.iter().any(|w| words.contains(w))
}

/// Whether the cluster tells of the rollout. That a deployment is called complete tells of no replica, and that several
/// pods are measured does not tell when each was reached.
fn is_seen_rolling(scene: &Scene<'_>, change: &Change) -> bool {
    let scaled = |e: &ClusterEvent| e.reason == "ScalingReplicaSet" && e.service == change.service;
    change.service.is_some() && scene.observations.cluster_events.iter().any(scaled)
}

fn last_rollout_event(scene: &Scene<'_>) -> Option<jiff::Timestamp> {
    let (role, change) = scene.guilty()?;
    scene
        .observations
        .cluster_events
        .iter()
        .filter(|e| e.reason == "ScalingReplicaSet" && e.service == change.service)
        .filter(|e| e.first >= role.effective && e.first.duration_since(role.effective) <= STAGED)
        .map(|e| e.first)
        .max()
}

/// The path of the readiness probe in the manifest of the changed service, and the manifest's file.
fn probe(scene: &Scene<'_>) -> Option<(String, String)> {
    let (_, change) = scene.guilty()?;
    let service = change.service.as_ref()?;
    let repository = scene.observations.repositories.first()?;
    for (file, text) in &repository.texts {
        if !text.contains("readinessProbe") || !text.contains(service.as_str()) {
            continue;
        }
        let (_, after) = text.split_once("readinessProbe")?;
        let (_, after) = after.split_once("path:")?;
        let path: String =
            after.trim_start().chars().take_while(|c| !c.is_whitespace() && !matches!(c, ',' | '}')).collect();
        return (!path.is_empty()).then(|| (path.trim_matches(['"', '\'']).to_owned(), file.clone()));
    }
    None
}

#[cfg(test)]
mod tests {
    use backstory_model::{Citation, Locator};

    use super::*;

    #[test]
    fn a_change_that_goes_to_a_part_first_says_so() {
        let of = |description: &str| Change {
            id: "1".into(),
            service: None,
            kind: ChangeKind::Deploy,
            description: description.into(),
            version: None,
            previous_version: None,
            sha: None,
            reference: None,
            actor: None,
            environment: None,
            requested: jiff::Timestamp::UNIX_EPOCH,
            started: None,
            completed: None,
            failed: None,
            config_path: None,
            citation: Citation::new(&"d".into(), Locator::Whole, ""),
        };
        for (description, expected) in [
            ("api 5.0.0 (10% of pods)", true),
            ("api 5.0.0 canary 1%", true),
            ("enable flag new_tax for 50% of checkouts", true),
            ("段階的に反映", true),
            ("api 5.0.0", false),
            ("flag at 100%", false),
        ] {
            assert_eq!(is_staged(&of(description)), expected, "{description}");
        }
    }
}
