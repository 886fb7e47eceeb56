//! What broke.

use backstory_model::{Confidence, FactorCategory, Layer, LogFinding, Phrase, PhraseArg};

use super::{FactorKind, Proposal, Scene, name_change};

/// Words of an error that speak of somebody else's failure.
const DEPENDENCY_WORDS: &[&str] = &[
    "timeout",
    "timed out",
    "connection refused",
    "connection reset",
    "unreachable",
    "no route to host",
    "upstream",
    "vendor",
    "503 from",
    "502 from",
];

/// The change that brought it; else the dependency or the breakage that the first errors tell of.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let errors = scene.errors();
    let first = telling(&errors);
    let mut proposals = Vec::new();
    if let Some((role, change)) = scene.guilty() {
        let lead =
            scene.impact_start().or(first.map(|f| f.onset)).map(|t| t.duration_since(role.effective).as_secs_f64());
        let own = errors.iter().copied().find(|f| f.service == change.service).or(first);
        let key = if own.is_some() { "factor-change-with-error" } else { "factor-change" };
        let mut phrase =
            name_change(Phrase::new(key), change).with("lead", PhraseArg::DurationS(lead.unwrap_or(0.0).max(0.0)));
        if let Some(error) = own {
            phrase = phrase.code("error", headline(error));
        }
        let mut proposal = Proposal::new(
            FactorKind::GuiltyChange { change: role.change },
            Layer::Immediate,
            if change.config_path.is_some() { FactorCategory::Configuration } else { FactorCategory::Change },
            phrase,
        )
        .of(change.service.as_ref())
        .sure(if role.suspicion >= 0.8 { Confidence::High } else { Confidence::Medium })
        .citing(&role.citations)
        .citing(own.map(|e| &e.citation))
        .citing(scene.diagnosis);
        proposal.change = Some(change.id.clone());
        proposals.push(proposal);
        return proposals;
    }
    if let Some(error) = first {
        let words = error.template.to_lowercase();
        let is_dependency = DEPENDENCY_WORDS.iter().any(|w| words.contains(w));
        let (kind, category, key) = if is_dependency {
            (FactorKind::Dependency, FactorCategory::Dependency, "factor-dependency-error")
        } else {
            (FactorKind::Breakage, FactorCategory::Environment, "factor-breakage-error")
        };
        let service = error.service.as_ref().map_or_else(|| error.source.clone(), |s| s.0.clone());
        let phrase = Phrase::new(key)
            .text("service", service)
            .code("error", headline(error))
            .with("at", PhraseArg::Time(error.onset));
        proposals.push(
            Proposal::new(kind, Layer::Immediate, category, phrase)
                .of(error.service.as_ref())
                .citing([&error.citation])
                .citing(scene.diagnosis)
                .asking(Phrase::new("question-no-change")),
        );
    } else if let Some(metric) = scene.metrics.first() {
        let service = metric.service.as_ref().map_or_else(String::new, |s| s.0.clone());
        let phrase = Phrase::new("factor-breakage-metric")
            .text("service", service)
            .code("metric", metric.selector.clone())
            .with("at", PhraseArg::Time(metric.onset));
        proposals.push(
            Proposal::new(FactorKind::Breakage, Layer::Immediate, FactorCategory::Environment, phrase)
                .of(metric.service.as_ref())
                .sure(Confidence::Low)
                .citing([&metric.citation])
                .citing(scene.diagnosis)
                .asking(Phrase::new("question-no-change")),
        );
    }
    proposals
}

/// The earliest error that occurred more than once or twice; else the earliest.
fn telling<'a>(errors: &[&'a LogFinding]) -> Option<&'a LogFinding> {
    errors.iter().copied().find(|f| f.count >= 3).or_else(|| errors.first().copied())
}

/// The words of an error that fit a sentence: of a stack trace the exception, else the first line.
pub(super) fn headline(error: &LogFinding) -> String {
    const LONGEST: usize = 120;
    let excerpt = error.template.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("");
    let mut cut: String = excerpt.chars().take(LONGEST).collect();
    if excerpt.chars().count() > LONGEST {
        cut.push('…');
    }
    cut
}
