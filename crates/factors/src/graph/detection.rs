//! What delayed the detection.

use backstory_model::{AlertEpisode, Confidence, DetectionGap, FactorCategory, Layer, Phrase, PhraseArg};

use super::{FactorKind, Proposal, Scene};

/// Rules that are missing, late, or page nobody.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    // What the paging alert itself reads is told by the delay of the page.
    let paging = paging_alert(scene).map(|a| a.name.clone());
    let told_by_page = |gap: &DetectionGap| paging.as_ref().is_some_and(|p| gap.covered_by.contains(p));
    let (early, paged): (Vec<&DetectionGap>, Vec<&DetectionGap>) =
        scene.gaps_in_detection.iter().partition(|g| !told_by_page(g));
    let shown = if early.is_empty() { paged } else { early };
    for gap in shown.into_iter().take(2) {
        let Some(phrase) = &gap.phrase else { continue };
        let Some(metric) = &gap.metric else {
            let cited = scene.observations.rules.first().map(|r| &r.citation);
            proposals.push(
                Proposal::new(FactorKind::NotPaged, Layer::Contributing, FactorCategory::Detection, phrase.clone())
                    .of(gap.service.as_ref())
                    .sure(Confidence::High)
                    .citing(cited),
            );
            continue;
        };
        let selector = match phrase.args.get("metric") {
            Some(PhraseArg::Code(selector)) => selector.clone(),
            _ => metric.clone(),
        };
        let kind = if gap.covered_by.is_empty() {
            FactorKind::NoRule { metric: selector.clone() }
        } else {
            FactorKind::LateRule { metric: selector.clone(), rules: gap.covered_by.clone() }
        };
        let cited = scene.metrics.iter().filter(|m| m.selector == selector).map(|m| &m.citation).take(1);
        let rules = scene.observations.rules.iter().filter(|r| gap.covered_by.contains(&r.name)).map(|r| &r.citation);
        let all_rules = scene.observations.rules.first().map(|r| &r.citation);
        proposals.push(
            Proposal::new(kind, Layer::Contributing, FactorCategory::Detection, phrase.clone())
                .of(gap.service.as_ref())
                .sure(Confidence::High)
                .citing(cited)
                .citing(rules)
                .citing(all_rules),
        );
    }
    if let Some((alert, lead)) = silent_alert(scene) {
        let phrase = Phrase::new("factor-silent-alert")
            .code("alert", alert.name.clone())
            .with("lead", PhraseArg::DurationS(lead));
        proposals.push(
            Proposal::new(
                FactorKind::SilentAlert { alert: alert.name.clone() },
                Layer::Contributing,
                FactorCategory::Detection,
                phrase,
            )
            .sure(Confidence::High)
            .citing(alert.citations.first()),
        );
    }
    if let Some(delay) = scene.durations.ttd_s.filter(|d| *d > 30.0)
        && let Some(paged) = &scene.milestones.paged
        && let Some(alert) = paging_alert(scene)
    {
        let rule = scene.observations.rules.iter().find(|r| r.name == alert.name);
        let mut phrase = Phrase::new(if rule.is_some() { "factor-late-page-for" } else { "factor-late-page" })
            .code("alert", alert.name.clone())
            .with(
                "delay",
                PhraseArg::DurationS(
                    scene.impact_start().map_or(delay, |i| paged.time.duration_since(i).as_secs_f64()),
                ),
            );
        if let Some(rule) = rule {
            phrase = phrase.with("for", PhraseArg::DurationS(rule.for_s)).code("expr", rule.expr.clone());
        }
        proposals.push(
            Proposal::new(
                FactorKind::LateRule { metric: String::new(), rules: vec![alert.name.clone()] },
                Layer::Contributing,
                FactorCategory::Detection,
                phrase,
            )
            .sure(Confidence::High)
            .citing(alert.citations.first())
            .citing(rule.map(|r| &r.citation)),
        );
    } else if scene.milestones.paged.is_none()
        && scene.impact.user_visible == Some(true)
        && !scene.gaps_in_detection.iter().any(|g| g.metric.is_none())
    {
        let phrase = Phrase::new("factor-not-paged");
        proposals.push(
            Proposal::new(FactorKind::NotPaged, Layer::Contributing, FactorCategory::Detection, phrase)
                .citing(scene.observations.rules.first().map(|r| &r.citation)),
        );
    }
    proposals
}

fn episodes<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a AlertEpisode> {
    scene.alerts.iter().filter_map(|i| scene.observations.alerts.get(*i))
}

/// The alert whose name the first page carries; else the last that fired before it.
fn paging_alert<'a>(scene: &Scene<'a>) -> Option<&'a AlertEpisode> {
    let paged = scene.milestones.paged.as_ref()?.time;
    let titled = scene
        .observations
        .pages
        .iter()
        .filter(|p| p.events.iter().any(|e| e.time == paged))
        .map(|p| p.title.clone())
        .next();
    episodes(scene)
        .find(|e| titled.as_deref().is_some_and(|t| t.contains(&e.name)))
        .or_else(|| episodes(scene).filter(|e| e.fired.is_some_and(|f| f <= paged)).last())
}

/// An alert that fired before the page and led to none.
fn silent_alert<'a>(scene: &Scene<'a>) -> Option<(&'a AlertEpisode, f64)> {
    let paged = scene.milestones.paged.as_ref()?.time;
    let paging = paging_alert(scene)?;
    episodes(scene).filter(|e| e.name != paging.name).find_map(|e| {
        let fired = e.fired?;
        let lead = paged.duration_since(fired).as_secs_f64();
        let titled = scene.observations.pages.iter().any(|p| p.title.contains(&e.name));
        (lead > 0.0 && !titled).then_some((e, lead))
    })
}
