//! What delayed the recovery.

use backstory_model::{ChangePart, Confidence, FactorCategory, Layer, Phrase, PhraseArg, RemarkKind};
use jiff::SignedDuration;

use super::{FactorKind, Proposal, Scene, name_change};

/// Words that a step did not help belong to the step on record that came so shortly before.
const SAID_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// Steps that did not help, changes that drew suspicion, alerts without a runbook.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for role in scene.roles.iter().filter(|r| r.part == ChangePart::Ineffective).take(2) {
        let Some(change) = scene.observations.changes.get(role.change) else { continue };
        let took = change.completed.map_or(0.0, |c| c.duration_since(role.effective).as_secs_f64().max(0.0));
        // A record that tells one time alone does not tell how long the step took.
        let key = if took > 0.0 { "factor-ineffective-step" } else { "factor-ineffective-step-at-once" };
        let phrase = name_change(Phrase::new(key), change).with("took", PhraseArg::DurationS(took));
        proposals.push(
            Proposal::new(FactorKind::IneffectiveStep, Layer::Contributing, FactorCategory::Response, phrase)
                .of(change.service.as_ref())
                .sure(Confidence::High)
                .citing([&change.citation]),
        );
        // A change of the same service shortly before, now taken back in vain, is what had drawn the suspicion.
        let suspected = scene.roles.iter().find(|r| {
            r.part == ChangePart::Bystander
                && r.effective < role.effective
                && scene.observations.changes.get(r.change).is_some_and(|c| c.service == change.service)
                && role.effective.duration_since(r.effective) <= SignedDuration::from_mins(60)
        });
        if let Some(other) = suspected
            && let Some(bystander) = scene.observations.changes.get(other.change)
            && scene.guilty().is_none_or(|(_, g)| g.service != bystander.service)
        {
            let phrase = name_change(Phrase::new("factor-distraction"), bystander);
            proposals.push(
                Proposal::new(FactorKind::Distraction, Layer::Contributing, FactorCategory::Response, phrase)
                    .of(bystander.service.as_ref())
                    .citing([&bystander.citation, &change.citation]),
            );
        }
    }
    proposals.extend(told(scene));
    let mut named: Vec<&str> = Vec::new();
    for episode in scene.alerts.iter().filter_map(|i| scene.observations.alerts.get(*i)) {
        let rule = scene.observations.rules.iter().find(|r| r.name == episode.name);
        let has_runbook = [Some(&episode.annotations), rule.map(|r| &r.annotations)]
            .into_iter()
            .flatten()
            .any(|a| a.keys().any(|k| k.contains("runbook") || k.contains("playbook")));
        let is_known = rule.is_some() || !episode.annotations.is_empty();
        if has_runbook || !is_known || named.contains(&episode.name.as_str()) {
            continue;
        }
        named.push(&episode.name);
        let phrase = Phrase::new("factor-no-runbook").code("alert", episode.name.clone());
        proposals.push(
            Proposal::new(
                FactorKind::NoRunbook { alert: episode.name.clone() },
                Layer::Contributing,
                FactorCategory::Response,
                phrase,
            )
            .sure(Confidence::High)
            .citing(rule.map(|r| &r.citation))
            .citing(episode.citations.first()),
        );
        if named.len() == 2 {
            break;
        }
    }
    proposals
}

/// Steps in vain of which people tell and no record does, and runbooks that they missed.
fn told(scene: &Scene<'_>) -> Vec<Proposal> {
    let on_record = |at: jiff::Timestamp| {
        scene.roles.iter().filter(|r| r.part == ChangePart::Ineffective).any(|r| {
            let after = at.duration_since(r.effective);
            !after.is_negative() && after <= SAID_WITHIN
        })
    };
    let remarks = |kind| scene.remarks.iter().filter(move |r| r.kind == kind);
    let steps = remarks(RemarkKind::InVain).filter(|r| !on_record(r.time)).take(2);
    let steps = steps.map(|r| (FactorKind::IneffectiveStep, "factor-ineffective-told", r));
    let runbook = remarks(RemarkKind::NoRunbook).take(1);
    let runbook = runbook.map(|r| (FactorKind::NoRunbookTold, "factor-no-runbook-told", r));
    steps
        .chain(runbook)
        .map(|(kind, key, remark)| {
            let phrase = Phrase::new(key).text("quote", remark.quote.clone());
            Proposal::new(kind, Layer::Contributing, FactorCategory::Response, phrase).citing([&remark.citation])
        })
        .collect()
}
