//! Explanations that were considered: what speaks for them, what against, and why they were set aside.

use backstory_model::{
    ChangePart, ChangeRole, Citation, EvidenceBook, Hypothesis, Phrase, PhraseArg, Stance, Suggestion,
};

use jiff::SignedDuration;

use super::{Scene, name_change};

/// Hypotheses that are told: the reader wants to see that others were looked at, not all of them.
const MOST: usize = 6;
/// Reasons that speak against a change.
const AGAINST: [&str; 4] =
    ["why-change-came-after-onset", "why-change-undone-in-vain", "why-change-not-in-production", "why-change-outlived"];
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
            ChangePart::Bystander if (role.suspicion > 0.0 || !role.reasons.is_empty()) && is_near(role, scene) => {
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
    considered.extend(named_cause(scene, book));
    considered.extend(scene.suggestions.iter().take(MOST).map(|s| suggested(s, scene, book)));
    considered.truncate(MOST);
    considered
}

/// What people named as the cause, where no change is it: supported by the errors and metrics of the trouble.
fn named_cause(scene: &Scene<'_>, book: &mut EvidenceBook) -> Option<Hypothesis> {
    let said = scene.diagnosis.filter(|_| scene.guilty().is_none())?;
    let phrase = Phrase::new("hypothesis-said-supported").text("quote", scene.diagnosis_quote?.to_owned());
    let mut supporting = book.cite_all([said]);
    supporting.extend(book.cite_all(scene.errors().first().map(|e| &e.citation)));
    supporting.extend(book.cite_all(scene.metrics.first().map(|m| &m.citation)));
    supporting.dedup();
    let against = Vec::new();
    Some(Hypothesis { statement: String::new(), phrase: Some(phrase), stance: Stance::Supported, supporting, against })
}

/// A suspicion in somebody's words: ruled out by the words that answered it, or by the cause that was named later.
fn suggested(suggestion: &Suggestion, scene: &Scene<'_>, book: &mut EvidenceBook) -> Hypothesis {
    let supporting = book.cite_all([&suggestion.citation]);
    let quoted = |key: &str| Phrase::new(key).text("quote", suggestion.quote.clone());
    let (stance, phrase, against) = match (&suggestion.set_aside, scene.diagnosis) {
        (Some((words, citation)), _) => (
            Stance::RuledOut,
            quoted("hypothesis-said-ruled-out").text("answer", words.clone()),
            book.cite_all([citation]),
        ),
        (None, Some(diagnosis)) => {
            (Stance::RuledOut, quoted("hypothesis-said-other-cause"), book.cite_all([diagnosis]))
        }
        (None, None) => (Stance::Open, quoted("hypothesis-said-open"), Vec::new()),
    };
    Hypothesis { statement: String::new(), phrase: Some(phrase), stance, supporting, against }
}

/// Whether a change came so near to the trouble that somebody could think of it.
fn is_near(role: &ChangeRole, scene: &Scene<'_>) -> bool {
    const NEAR: SignedDuration = SignedDuration::from_hours(2);
    scene.first_moment().is_none_or(|first| first.duration_since(role.effective) <= NEAR)
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
