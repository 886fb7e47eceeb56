//! What broke.

use backstory_model::measure::Quantity;
use backstory_model::{
    ArtifactKind, Citation, Confidence, FactorCategory, Layer, Locator, LogFinding, MetricFinding, Phrase, PhraseArg,
    ServiceName,
};
use jiff::SignedDuration;

use super::{FactorKind, Proposal, Scene, conditions, name_change};

/// Words of an error that speak of somebody else's failure.
const DEPENDENCY_WORDS: &[&str] = &[
    "timeout",
    "timed out",
    "connection refused",
    "connection reset",
    "unreachable",
    "no route to host",
    "upstream",
    "did not answer",
    "no answer",
    "unavailable",
    "vendor",
    "503 from",
    "502 from",
];

/// The change that brought it; else the dependency or the breakage that the first errors tell of.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let errors = scene.errors();
    let first = telling(&errors, scene);
    let mut proposals = Vec::new();
    if let Some((role, change)) = scene.guilty() {
        let lead =
            scene.impact_start().or(first.map(|f| f.onset)).map(|t| t.duration_since(role.effective).as_secs_f64());
        let of_service: Vec<&LogFinding> = errors.iter().copied().filter(|f| f.service == change.service).collect();
        let own = telling(&of_service, scene).or(first);
        let key = match (own.is_some(), lead.is_some()) {
            (true, _) => "factor-change-with-error",
            (false, true) => "factor-change",
            // Nothing failed: what moved is told by the other factors.
            (false, false) => "factor-change-quiet",
        };
        let mut phrase =
            name_change(Phrase::new(key), change).with("lead", PhraseArg::DurationS(lead.unwrap_or(0.0).max(0.0)));
        if let Some(error) = own {
            let who = error.service.as_ref().map_or_else(|| error.source.clone(), |s| s.0.clone());
            phrase = phrase.code("error", headline(error)).text("who", who);
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
    proposals.extend(scene.deeds.first().map(|deed| done(deed, scene)));
    if let Some(error) = first {
        let words = error.template.to_lowercase();
        let is_dependency = DEPENDENCY_WORDS.iter().any(|w| words.contains(w));
        let (kind, category, key) = if is_dependency {
            (FactorKind::Dependency, FactorCategory::Dependency, "factor-dependency-error")
        } else {
            let category = conditions::told_by(&error.template).map(conditions::Condition::category);
            (FactorKind::Breakage, category.unwrap_or(FactorCategory::Environment), "factor-breakage-error")
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
    } else if !proposals.is_empty() {
        return proposals;
    } else if let Some(proposal) = traced(scene).filter(|_| scene.metrics.first().is_none_or(is_wait)) {
        // That requests take longer is the effect; where the time went is nearer to the cause.
        proposals.push(proposal);
    } else if let Some(metric) = scene.metrics.first() {
        let phrase = Phrase::about("factor-breakage-metric", metric.service.as_ref())
            .code("metric", metric.selector.clone())
            .with("at", PhraseArg::Time(metric.began.unwrap_or(metric.onset)));
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

/// Whether a metric tells how long requests take.
fn is_wait(metric: &MetricFinding) -> bool {
    let name = metric.selector.split('{').next().unwrap_or_default();
    Quantity::of(name) == Quantity::Latency
}

/// What was done to a system just before the trouble. That it came before is shown, that it hurt is for people to say.
fn done(deed: &LogFinding, scene: &Scene<'_>) -> Proposal {
    let first = scene.first_moment().unwrap_or(deed.onset);
    let service = deed.service.as_ref().map_or_else(|| deed.source.clone(), |s| s.0.clone());
    let phrase = Phrase::new("factor-deed")
        .text("service", service)
        .code("error", headline(deed))
        .with("lead", PhraseArg::DurationS(first.duration_since(deed.onset).as_secs_f64().max(0.0)));
    Proposal::new(FactorKind::Deed, Layer::Immediate, FactorCategory::Change, phrase)
        .of(deed.service.as_ref())
        .citing([&deed.citation])
        .citing(scene.diagnosis)
        .asking(Phrase::new("question-deed"))
}

/// What traces show where no log and no metric tells anything: the service whose calls take their time.
fn traced(scene: &Scene<'_>) -> Option<Proposal> {
    let suspect = scene.suspects.first()?;
    let told = suspect.phrase.as_ref()?;
    let (key, kind, category) = match told.key.as_str() {
        "suspect-self-time" => ("factor-self-time", FactorKind::Breakage, FactorCategory::Environment),
        "suspect-network" => ("factor-network", FactorKind::Dependency, FactorCategory::Dependency),
        _ => return None,
    };
    let traces = scene.observations.artifacts.iter().find(|a| a.kind == ArtifactKind::Traces)?;
    let table = Citation::new(&std::sync::Arc::from(traces.path.as_str()), Locator::Whole, "");
    Some(
        Proposal::new(kind, Layer::Immediate, category, Phrase { key: key.to_owned(), args: told.args.clone() })
            .of(suspect.service.as_ref())
            .citing([&table])
            .citing(scene.diagnosis)
            .asking(Phrase::new("question-no-change")),
    )
}

/// Errors that begin within this time of the first tell of one thing, seen from several places.
const ONE_THING: SignedDuration = SignedDuration::from_secs(20);

/// Of the errors that begin together the one nearest to the source: one that names a condition or carries an exception,
/// of a service that others complain of, and that itself complains of none. Of equals the earliest, of those the one that
/// occurred more than once or twice.
fn telling<'a>(errors: &[&'a LogFinding], scene: &Scene<'_>) -> Option<&'a LogFinding> {
    let first = errors.iter().map(|f| f.onset).min()?;
    let all = scene.errors();
    let names = |error: &LogFinding, service: &ServiceName| error.template.contains(service.as_str());
    let nearness = |error: &LogFinding| {
        let is_complained_of = error
            .service
            .as_ref()
            .is_some_and(|own| all.iter().any(|other| other.service.as_ref() != Some(own) && names(other, own)));
        let complains = all
            .iter()
            .filter_map(|other| other.service.as_ref())
            .any(|service| Some(service) != error.service.as_ref() && names(error, service));
        2 * i32::from(conditions::told_by(&error.template).is_some())
            + i32::from(carries_exception(error))
            // The server's own words stand nearer than those of a client that quotes them.
            + 4 * i32::from(conditions::told_by(&error.template).is_some() && !carries_exception(error))
            + 2 * i32::from(is_complained_of)
            - 2 * i32::from(complains)
            + i32::from(error.count >= 3)
    };
    let together = errors.iter().copied().filter(|e| e.onset.duration_since(first) <= ONE_THING);
    together.max_by_key(|e| (nearness(e), std::cmp::Reverse(e.onset)))
}

/// Whether a stack trace follows the message: the writer met the error, it did not make it.
pub(super) fn carries_exception(error: &LogFinding) -> bool {
    error.template.trim().contains(['\n', '⏎'])
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
