//! How a change reached users.

use std::collections::BTreeSet;

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
    let is_canary = change.description.to_lowercase().contains("canary")
        || change.environment.as_deref().is_some_and(|e| e.to_lowercase().contains("canary"));
    if let Some(completed) = completed
        && !is_canary
        && change.failed.is_none()
        && is_replicated(scene, change)
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

/// Whether there are replicas to stop at: a deployment of the cluster, or several pods in the metrics. Where the
/// evidence shows neither, a release is taken to have them, a change of configuration is not.
fn is_replicated(scene: &Scene<'_>, change: &Change) -> bool {
    let scaled = |e: &&ClusterEvent| e.reason == "ScalingReplicaSet" && e.service == change.service;
    let pods: BTreeSet<&str> = scene
        .observations
        .series
        .iter()
        .filter(|s| s.service == change.service)
        .filter_map(|s| s.labels.get("pod").map(String::as_str))
        .collect();
    change.kind == ChangeKind::Deploy || pods.len() >= 2 || scene.observations.cluster_events.iter().any(|e| scaled(&e))
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
