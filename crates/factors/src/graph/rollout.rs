//! How a change reached users.

use backstory_model::{ChangeKind, Confidence, FactorCategory, Layer, Phrase, PhraseArg};
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
    let is_canary = change.description.to_lowercase().contains("canary")
        || change.environment.as_deref().is_some_and(|e| e.to_lowercase().contains("canary"));
    if let Some(completed) = completed
        && !is_canary
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
