//! What would let it happen again elsewhere.

use backstory_model::{Citation, Confidence, FactorCategory, Layer, Outcome, Phrase, ServiceName};

use super::{FactorKind, Proposal, Scene, name_change, recalled};

/// The missing gate before production, alerts that look at users only, recurrence.
pub(super) fn propose(scene: &Scene<'_>, so_far: &[Proposal]) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    // Where nothing failed there is no case that a gate could have met.
    let failed = scene.impact_start().is_some() || !scene.errors().is_empty();
    if let Some((_, change)) = scene.guilty().filter(|_| failed) {
        let phrase = name_change(Phrase::new("factor-no-gate"), change);
        proposals.push(
            Proposal::new(FactorKind::NoGate, Layer::Systemic, FactorCategory::Process, phrase)
                .of(change.service.as_ref())
                .sure(Confidence::Low)
                .citing([&change.citation])
                .asking(Phrase::new("question-gate")),
        );
    }
    let resource_gaps: Vec<&Citation> = so_far
        .iter()
        .filter(|p| matches!(p.kind, FactorKind::NoRule { .. } | FactorKind::SilentAlert { .. }))
        .flat_map(|p| &p.citations)
        .collect();
    // A rule that reads the signal and fires late is no rule that is missing.
    let late = so_far
        .iter()
        .filter(|p| match &p.kind {
            FactorKind::LateRule { metric, .. } => metric.is_empty() && scene.impact_start().is_some(),
            FactorKind::NotPaged => true,
            _ => false,
        })
        .flat_map(|p| &p.citations);
    let cited: Vec<&Citation> = if resource_gaps.is_empty() { late.collect() } else { resource_gaps };
    // Of rules that nobody handed in nothing is known, and where no user was hit no alert was late.
    if !cited.is_empty() && !scene.observations.rules.is_empty() && scene.outcome == Outcome::Incident {
        proposals.push(
            Proposal::new(
                FactorKind::SymptomAlerts,
                Layer::Systemic,
                FactorCategory::Detection,
                Phrase::new("factor-symptom-alerts"),
            )
            .citing(cited.into_iter().take(3))
            .asking(Phrase::new("question-early-signal")),
        );
    }
    // A suspicion that recalls earlier times and was set aside is no recurrence; a question recalls nothing yet.
    let told = scene.observations.chat.iter().find(|m| {
        let words = m.text.to_lowercase();
        let is_suspicion = scene.suggestions.iter().any(|s| s.citation == m.citation);
        let is_in_channel = scene
            .observations
            .facts
            .as_ref()
            .and_then(|f| f.channel.as_deref())
            .is_none_or(|stated| stated.trim_start_matches('#') == m.channel);
        let in_time = scene.first_moment().is_some_and(|s| m.time >= s);
        !m.is_bot
            && !is_suspicion
            && is_in_channel
            && in_time
            && !words.contains(['?', '？'])
            && recalled::recalls(&words)
    });
    if let Some(message) = told {
        proposals.push(
            Proposal::new(
                FactorKind::Recurrence,
                Layer::Systemic,
                FactorCategory::Process,
                Phrase::new("factor-recurrence"),
            )
            .sure(Confidence::Low)
            .citing([&message.citation])
            .asking(Phrase::new("question-recurrence")),
        );
    }
    let unowned: Vec<&ServiceName> = unowned(scene, so_far);
    if let Some(service) = unowned.first() {
        let cited = scene.observations.repositories.first().map(|r| &r.citation);
        proposals.push(
            Proposal::new(
                FactorKind::Unowned,
                Layer::Systemic,
                FactorCategory::Process,
                Phrase::new("factor-unowned").text("service", service.0.clone()),
            )
            .of(Some(service))
            .sure(Confidence::Medium)
            .citing(cited),
        );
    }
    proposals
}

/// Services that factors lie in and that the repository gives no owner, where it names owners at all.
fn unowned<'a>(scene: &Scene<'_>, so_far: &'a [Proposal]) -> Vec<&'a ServiceName> {
    let repositories = &scene.observations.repositories;
    let names_owners = repositories.iter().any(|r| !r.owners.is_empty());
    so_far
        .iter()
        .filter(|p| p.layer == Layer::Immediate || matches!(p.kind, FactorKind::Condition(_)))
        .filter_map(|p| p.service.as_ref())
        .filter(|service| names_owners && crate::owners::owner_of(Some(service), repositories).is_none())
        .collect()
}
