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
/// Reasons that speak for a change, strongest first.
const FOR: [&str; 6] = [
    "why-change-taken-back",
    "why-change-replaced",
    "why-change-named-in-diagnosis",
    "why-change-trend",
    "why-change-no-burst-after",
    "why-change-service-complains",
];
/// Suspicion from which on a change against which nothing speaks is told as open.
const DOUBTED: f64 = 0.1;

/// Changes that were looked at and set aside, and the one that stands.
pub(super) fn consider(scene: &Scene<'_>, book: &mut EvidenceBook) -> Vec<Hypothesis> {
    let mut considered = Vec::new();
    for role in scene.roles {
        let Some(change) = scene.observations.changes.get(role.change) else { continue };
        let Some((stance, reason)) = judged(role, scene) else { continue };
        let key = match stance {
            Stance::Supported => "hypothesis-change-supported",
            Stance::Open => "hypothesis-change-open",
            Stance::RuledOut => "hypothesis-change-ruled-out",
        };
        let is_out = stance == Stance::RuledOut;
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
    considered.extend(scene.suggestions.iter().take(MOST).filter_map(|s| suggested(s, scene, book)));
    considered.truncate(MOST);
    considered
}

/// Where a change stands, and why; none where it is too far from the trouble to be thought of.
fn judged(role: &ChangeRole, scene: &Scene<'_>) -> Option<(Stance, Phrase)> {
    match role.part {
        ChangePart::Suspected => {
            let stance = if role.suspicion >= 0.5 { Stance::Supported } else { Stance::Open };
            let strongest = FOR.iter().find_map(|key| role.reasons.iter().find(|r| r.key == *key));
            Some((stance, strongest.or(role.reasons.last())?.clone()))
        }
        ChangePart::Bystander if (role.suspicion > 0.0 || !role.reasons.is_empty()) && is_near(role, scene) => {
            match against(role, scene) {
                Some(reason) => Some((Stance::RuledOut, reason)),
                // What nothing speaks against is not ruled out for want of evidence.
                None if role.suspicion >= DOUBTED => Some((Stance::Open, role.reasons.last()?.clone())),
                None => None,
            }
        }
        _ => None,
    }
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

/// A suspicion in somebody's words: ruled out by the words that answered it, by what speaks against the change that it
/// names, or by the cause that was named later. None where it names the change that is held for the cause.
fn suggested(suggestion: &Suggestion, scene: &Scene<'_>, book: &mut EvidenceBook) -> Option<Hypothesis> {
    let named = named_change(&suggestion.quote, scene);
    if named.as_ref().is_some_and(|(_, stance, _)| *stance == Stance::Supported) {
        return None;
    }
    let supporting = book.cite_all([&suggestion.citation]);
    let quoted = |key: &str| Phrase::new(key).text("quote", suggestion.quote.clone());
    let (stance, phrase, against) = match (&suggestion.set_aside, scene.diagnosis) {
        (Some((words, citation)), _) => (
            Stance::RuledOut,
            quoted("hypothesis-said-ruled-out").text("answer", words.clone()),
            book.cite_all([citation]),
        ),
        (None, _) if named.as_ref().is_some_and(|(_, stance, _)| *stance == Stance::RuledOut) => {
            let (role, _, reason) = named?;
            let phrase = quoted("hypothesis-said-change-ruled-out");
            let mut against = book.cite_all(&role.citations);
            against.extend(scene.milestones.recovered.iter().flat_map(|r| r.evidence.iter().cloned()));
            against.dedup();
            (Stance::RuledOut, phrase.with("reason", PhraseArg::Phrase(Box::new(reason))), against)
        }
        (None, Some(diagnosis)) => {
            (Stance::RuledOut, quoted("hypothesis-said-other-cause"), book.cite_all([diagnosis]))
        }
        (None, None) => (Stance::Open, quoted("hypothesis-said-open"), Vec::new()),
    };
    Some(Hypothesis { statement: String::new(), phrase: Some(phrase), stance, supporting, against })
}

/// The judged change that words name by its service and version.
fn named_change<'a>(words: &str, scene: &Scene<'a>) -> Option<(&'a ChangeRole, Stance, Phrase)> {
    let words = words.to_lowercase();
    scene.roles.iter().find_map(|role| {
        let change = scene.observations.changes.get(role.change)?;
        let (service, version) = (change.service.as_ref()?.0.to_lowercase(), change.version.as_ref()?.to_lowercase());
        let is_named = !version.is_empty() && words.contains(&service) && words.contains(&version);
        let (stance, reason) = is_named.then(|| judged(role, scene)).flatten()?;
        Some((role, stance, reason))
    })
}

/// Whether a change came so near to the trouble that somebody could think of it.
fn is_near(role: &ChangeRole, scene: &Scene<'_>) -> bool {
    const NEAR: SignedDuration = SignedDuration::from_hours(2);
    scene.first_moment().is_none_or(|first| first.duration_since(role.effective) <= NEAR)
}

/// Why a change was set aside; none where nothing speaks against it.
fn against(role: &ChangeRole, scene: &Scene<'_>) -> Option<Phrase> {
    let own = role.reasons.iter().find(|r| AGAINST.contains(&r.key.as_str())).cloned();
    let outlived = scene.milestones.recovered.is_some() && stayed(role, scene);
    own.or_else(|| outlived.then(|| Phrase::new("why-change-outlived")))
}

/// Whether nothing was done to the service of a change after it: only then can it be said that it stayed in place.
fn stayed(role: &ChangeRole, scene: &Scene<'_>) -> bool {
    let changes = &scene.observations.changes;
    let Some(service) = changes.get(role.change).and_then(|c| c.service.as_ref()) else { return false };
    !scene.roles.iter().any(|r| {
        r.effective > role.effective && changes.get(r.change).is_some_and(|c| c.service.as_ref() == Some(service))
    })
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
