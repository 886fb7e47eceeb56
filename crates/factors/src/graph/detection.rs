//! What delayed the detection.

use backstory_model::{AlertEpisode, Confidence, DetectionGap, FactorCategory, Layer, Phrase, PhraseArg, RemarkKind};

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
    // Without rules one question about them is enough.
    let most = if scene.observations.rules.is_empty() { 1 } else { 2 };
    for gap in shown.into_iter().take(most) {
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
        let kind = if scene.observations.rules.is_empty() {
            FactorKind::UnknownRule { metric: selector.clone() }
        } else if gap.covered_by.is_empty() {
            FactorKind::NoRule { metric: selector.clone() }
        } else {
            FactorKind::LateRule { metric: selector.clone(), rules: gap.covered_by.clone() }
        };
        let cited = scene.metrics.iter().filter(|m| m.selector == selector).map(|m| &m.citation).take(1);
        let rules = scene.observations.rules.iter().filter(|r| gap.covered_by.contains(&r.name)).map(|r| &r.citation);
        let all_rules = scene.observations.rules.first().map(|r| &r.citation);
        let proposal = Proposal::new(kind, Layer::Contributing, FactorCategory::Detection, phrase.clone())
            .of(gap.service.as_ref())
            .citing(cited)
            .citing(rules)
            .citing(all_rules);
        proposals.push(if scene.observations.rules.is_empty() {
            // Nobody handed in a rule: people know whether there is one.
            proposal.sure(Confidence::Low).asking(Phrase::new("question-rule").code("metric", selector))
        } else {
            proposal.sure(Confidence::High)
        });
    }
    let told = scene.remarks.iter().find(|r| r.kind == RemarkKind::NotPaged);
    if let Some(told) = told.filter(|_| scene.milestones.paged.is_none())
        && !proposals.iter().any(|p| p.kind == FactorKind::NotPaged)
    {
        let phrase = Phrase::new("factor-not-paged-told").text("quote", told.quote.clone());
        proposals.push(
            Proposal::new(FactorKind::NotPaged, Layer::Contributing, FactorCategory::Detection, phrase)
                .citing([&told.citation]),
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
    } else if let Some(late) = waited(scene) {
        // Told already where the rule reads what moved first.
        let is_told = |p: &Proposal| match (&p.kind, &late.kind) {
            (FactorKind::LateRule { rules, .. }, FactorKind::LateRule { rules: own, .. }) => {
                own.iter().all(|rule| rules.contains(rule))
            }
            _ => false,
        };
        if !proposals.iter().any(is_told) {
            proposals.push(late);
        }
    } else if scene.milestones.paged.is_none()
        && scene.impact.user_visible == Some(true)
        && scene.observations.tells_pages()
        && !proposals.iter().any(|p| p.kind == FactorKind::NotPaged)
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

/// A page that came late though no failed request was counted: its rule waited while the signs were there.
fn waited(scene: &Scene<'_>) -> Option<Proposal> {
    if scene.impact_start().is_some() {
        return None;
    }
    let paged = scene.milestones.paged.as_ref()?.time;
    let alert = paging_alert(scene)?;
    let rule = scene.observations.rules.iter().find(|r| r.name == alert.name && r.for_s > 0.0)?;
    let first = scene.errors().first().map(|e| e.onset);
    let first = first.into_iter().chain(scene.metrics.iter().map(|m| m.onset)).filter(|t| *t < paged).min()?;
    let delay_s = paged.duration_since(first).as_secs_f64();
    // Where the rule's own wait is a small part of the delay, it is not what made it late.
    if 2.0 * rule.for_s < delay_s {
        return None;
    }
    let phrase = Phrase::new("factor-late-page-signs")
        .code("alert", alert.name.clone())
        .with("delay", PhraseArg::DurationS(delay_s))
        .with("for", PhraseArg::DurationS(rule.for_s));
    let kind = FactorKind::LateRule { metric: String::new(), rules: vec![alert.name.clone()] };
    Some(
        Proposal::new(kind, Layer::Contributing, FactorCategory::Detection, phrase)
            .sure(Confidence::High)
            .citing(alert.citations.first())
            .citing([&rule.citation]),
    )
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
