//! What would let it happen again elsewhere.

use backstory_model::{Citation, Confidence, FactorCategory, Layer, Phrase};

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
    "再発",
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
    let late = so_far.iter().filter(|p| matches!(p.kind, FactorKind::LateRule { .. })).flat_map(|p| &p.citations);
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
    let start = scene.milestones.impact_start.as_ref().map(|m| m.time);
    let told = scene.observations.chat.iter().find(|m| {
        let words = m.text.to_lowercase();
        !m.is_bot && start.is_none_or(|s| m.time >= s) && BEFORE.iter().any(|w| words.contains(w))
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
