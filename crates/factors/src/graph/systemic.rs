//! What would let it happen again elsewhere.

use backstory_model::{Citation, Confidence, FactorCategory, Layer, Phrase, ServiceName};

use super::{FactorKind, Proposal, Scene, name_change};

/// Words in chat that tell of earlier times. Only words about the trouble count, not about people.
const BEFORE: &[&str] = &[
    "last time",
    "last month",
    "last week",
    "last year",
    "happened before",
    "seen this before",
    "same as in",
    "again this",
    "前回",
    "先月",
    "先週",
    "以前も",
    "再発した",
    "再発しました",
    "また同じ",
];

/// The missing gate before production, alerts that look at users only, recurrence.
pub(super) fn propose(scene: &Scene<'_>, so_far: &[Proposal]) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    if let Some((_, change)) = scene.guilty() {
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
    let late = so_far
        .iter()
        .filter(|p| matches!(p.kind, FactorKind::LateRule { .. } | FactorKind::NotPaged))
        .flat_map(|p| &p.citations);
    let cited: Vec<&Citation> = if resource_gaps.is_empty() { late.collect() } else { resource_gaps };
    if !cited.is_empty() && scene.impact.user_visible != Some(false) {
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
            && BEFORE.iter().any(|w| words.contains(w))
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
    if proposals.is_empty()
        && let Some(first) = so_far.first()
    {
        proposals.push(
            Proposal::new(
                FactorKind::NoGate,
                Layer::Systemic,
                FactorCategory::Process,
                Phrase::new("factor-no-safeguard"),
            )
            .of(first.service.as_ref())
            .sure(Confidence::Low)
            .citing(first.citations.iter().take(2))
            .asking(Phrase::new("question-safeguard")),
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
