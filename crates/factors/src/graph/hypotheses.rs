//! Explanations that were considered: what speaks for them, what against, and why they were set aside.

use backstory_model::{ChangePart, ChangeRole, Citation, EvidenceBook, Hypothesis, Phrase, PhraseArg, Stance};

use super::{Scene, name_change};

/// Hypotheses that are told: the reader wants to see that others were looked at, not all of them.
const MOST: usize = 6;
/// Reasons that speak against a change.
const AGAINST: [&str; 3] = ["why-change-came-after-onset", "why-change-undone-in-vain", "why-change-not-in-production"];
/// Reasons that hold for any change before the trouble, and so decide nothing.
const NEUTRAL: &str = "why-change-before-onset";

/// Changes that were looked at and set aside, and the one that stands.
pub(super) fn consider(scene: &Scene<'_>, book: &mut EvidenceBook) -> Vec<Hypothesis> {
    let mut considered = Vec::new();
    for role in scene.roles {
        let Some(change) = scene.observations.changes.get(role.change) else { continue };
        let (stance, key) = match role.part {
            ChangePart::Suspected if role.suspicion >= 0.5 => (Stance::Supported, "hypothesis-change-supported"),
            ChangePart::Suspected => (Stance::Open, "hypothesis-change-open"),
            ChangePart::Bystander if role.suspicion > 0.0 || !role.reasons.is_empty() => {
                (Stance::RuledOut, "hypothesis-change-ruled-out")
            }
            _ => continue,
        };
        let is_out = stance == Stance::RuledOut;
        let reason = if is_out { against(role, scene) } else { role.reasons.last().cloned() };
        let Some(reason) = reason else { continue };
        let phrase = name_change(Phrase::new(key), change).with("reason", PhraseArg::Phrase(Box::new(reason)));
        let own = book.cite_all(&role.citations);
        let (mut supporting, mut opposing) = if is_out { (Vec::new(), own) } else { (own, Vec::new()) };
        supporting.extend(book.cite_all(speaking_for(role, scene)));
        // What set a change aside though nobody undid it is that the trouble ended.
        if is_out && let Some(recovered) = &scene.milestones.recovered {
            opposing.extend(recovered.evidence.iter().cloned());
        }
        supporting.dedup();
        opposing.dedup();
        considered.push(Hypothesis {
            statement: String::new(),
            phrase: Some(phrase),
            stance,
            supporting,
            against: opposing,
        });
        if considered.len() == MOST {
            break;
        }
    }
    considered
}

/// Why a change was set aside.
fn against(role: &ChangeRole, scene: &Scene<'_>) -> Option<Phrase> {
    let own = role.reasons.iter().find(|r| AGAINST.contains(&r.key.as_str())).cloned();
    let outlived = || scene.milestones.recovered.is_some().then(|| Phrase::new("why-change-outlived"));
    own.or_else(outlived).or_else(|| role.reasons.iter().find(|r| r.key == NEUTRAL).cloned())
}

/// What drew suspicion to a change: the errors of its service, and the words that named it.
fn speaking_for<'a>(role: &ChangeRole, scene: &Scene<'a>) -> Vec<&'a Citation> {
    let has = |key: &str| role.reasons.iter().any(|r| r.key == key);
    let service = scene.observations.changes.get(role.change).and_then(|c| c.service.as_ref());
    let mut found = Vec::new();
    if has("why-change-service-complains") {
        found.extend(scene.errors().into_iter().find(|e| e.service.as_ref() == service).map(|e| &e.citation));
    }
    if has("why-change-named-in-diagnosis") {
        found.extend(scene.diagnosis);
    }
    found
}
