//! Carries values from step to step: collect, timeline, factors, actions.
//!
//! Steps do not know each other; this is the one place that knows their order.

mod charts;
mod coverage;
mod decisive;
mod limits;
mod memory;
mod metrics;
mod rules;
mod secrets;
mod shown;
mod source_logs;
mod spans;
mod suspects;

pub use rules::DraftedRules;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

use backstory_evidence::{Collected, Options, ReadError};
use backstory_factors::{Scene, draft_rules, propose, weigh};
use backstory_model::{
    Analysis, ArtifactKind, EvidenceBook, Gap, GapKind, IncidentFacts, IncidentHead, Observations, Outcome, Phrase,
    PhraseArg, SCHEMA, ServiceName, Window,
};
use backstory_report::html::ChartSeries;
use backstory_report::locale::{Catalogue, Lang};
use backstory_timeline::{Groundwork, Harm, Input, SourceLog, Story, tell};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What an analysis is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Folders and files with the evidence.
    pub evidence: Vec<PathBuf>,
    /// Stated window; taken from `incident.json` in the evidence when absent.
    pub window: Option<Window>,
    /// Start of the healthy stretch.
    pub baseline_from: Option<Timestamp>,
    /// Service and metric that tell what users felt.
    pub symptom: Option<(ServiceName, String)>,
    /// Owners by service, from the workspace; they come before CODEOWNERS.
    pub owners: BTreeMap<String, String>,
    /// Year for log times without one.
    pub year: i64,
}

/// Why there is no analysis.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum PipelineError {
    /// The evidence cannot be opened.
    #[error("failed to read the evidence")]
    #[diagnostic(help("name a folder or file that exists: `backstory analyze --evidence FOLDER --from T --to T`"))]
    Evidence(#[source] ReadError),
    /// Nobody said when it was.
    #[error("no window: neither `--from` and `--to` nor an `incident.json` in the evidence tell when it was")]
    #[diagnostic(help(
        "give the window as people saw it, for example `--from 2025-02-09T10:00Z --to 2025-02-09T11:30Z`"
    ))]
    NoWindow,
    /// Nothing lies where the evidence should be.
    #[error("no evidence: there is no file in {paths}")]
    #[diagnostic(help("name the folder that holds logs, metrics or alerts, or gather them with `backstory collect`"))]
    Nothing {
        /// What was named.
        paths: String,
    },
}

/// An analysis with what is needed to draw it.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// What was found.
    pub analysis: Analysis,
    /// What was read.
    pub observations: Observations,
    /// Series to draw.
    pub charts: Vec<ChartSeries>,
    /// Alert rules that would have told earlier.
    pub rules: DraftedRules,
    /// Whether something could not be read.
    pub is_partial: bool,
}

/// Runs all steps on evidence lying in folders; `read_bytes` counts what is read of it.
pub fn run(request: &Request, read_bytes: &AtomicU64) -> Result<Outcomes, PipelineError> {
    let options = Options { read_bytes: Some(read_bytes), ..Options::for_year(request.year) };
    let mut collected = backstory_evidence::collect(&request.evidence, &options).map_err(PipelineError::Evidence)?;
    let told = stated_window(&collected.observations);
    let stated = request.window.or(told).ok_or(PipelineError::NoWindow)?;
    if collected.observations.artifacts.is_empty() && collected.observations.gaps.is_empty() {
        let paths: Vec<String> = request.evidence.iter().map(|path| path.display().to_string()).collect();
        return Err(PipelineError::Nothing { paths: paths.join(", ") });
    }
    if told.is_some_and(|told| is_another(told, stated)) {
        // What was filed about another time is not about this one; where people live stays.
        let timezone = collected.observations.facts.take().and_then(|filed| filed.timezone);
        let kept = |zone| IncidentFacts { timezone: Some(zone), ..IncidentFacts::default() };
        collected.observations.facts = timezone.map(kept);
    }
    Ok(analyse(collected, stated, request))
}

/// Whether the incident that was filed began after the window in question; people state times to the minute.
fn is_another(filed: Window, asked: Window) -> bool {
    filed.start > asked.end + jiff::SignedDuration::from_mins(1)
}

/// The window that `incident.json` states. An open end is an hour after the start.
fn stated_window(observations: &Observations) -> Option<Window> {
    let facts = observations.facts.as_ref()?;
    let start = facts.started?;
    let end = facts.ended.unwrap_or_else(|| start + jiff::SignedDuration::from_hours(1));
    Window::new(start, end).ok()
}

fn analyse(collected: Collected, stated: Window, request: &Request) -> Outcomes {
    let Collected { mut observations, logs, traces } = collected;
    let spans = spans::read(&traces);
    let served = spans.series(&traces, &observations.series);
    observations.series.extend(served);
    let source_logs: Vec<SourceLog> = source_logs::views(&logs);
    let input = Input { observations: &observations, logs: &source_logs, stated, baseline_from: request.baseline_from };
    let mut ground = Groundwork::lay(&input);
    let findings = metrics::find(
        &observations.series,
        &observations.cluster_events,
        ground.baseline,
        Window { start: ground.cut, end: ground.span.end },
    );
    let (verdict, untraced) =
        suspects::rank(&observations, &source_logs, &ground, stated, (spans, &logs), request.symptom.as_ref());
    if let Some(symptom) = suspects::felt(&verdict, &observations) {
        ground.hear(symptom, request.symptom.is_some());
    }
    let mut book = EvidenceBook::new(&observations.artifacts);
    let mut story = tell(&input, &ground, &findings, &mut book);
    let can_feel = verdict.symptom.is_some();
    let outcome =
        match outcome(&story, &observations, verdict.outcome) {
            // What stopped is no calm, though its log alone tells of it.
            Outcome::NothingStandsOut if !ground.hushed.is_empty() => {
                if can_feel || story.impact.user_visible.is_some() { Outcome::NearMiss } else { Outcome::Incident }
            }
            outcome => outcome,
        };
    if outcome == Outcome::NothingStandsOut {
        // Where nothing stands out no row is a cause and no rule is missing.
        story.calm();
    }
    let statuses = statuses(&source_logs, &ground);
    let edge = source_logs.iter().find(|l| l.is_edge).and_then(|l| l.service.clone());
    let scene = Scene {
        outcome,
        observations: &observations,
        roles: &story.roles,
        logs: &ground.log_findings,
        deeds: &story.deeds,
        metrics: &findings,
        gaps_in_detection: &story.gaps_in_detection,
        alerts: &story.alerts,
        milestones: &story.milestones,
        durations: &story.durations,
        impact: &story.impact,
        statuses: &statuses,
        diagnosis: story.diagnosis.as_ref(),
        diagnosis_quote: story.diagnosis_quote.as_deref(),
        edge: edge.as_ref(),
        traffic: ground.traffic(),
        edge_citations: ground.edge_citations(),
        suggestions: &story.suggestions,
        remarks: &story.remarks,
        suspects: &verdict.suspects,
    };
    let found = weigh(&scene, &mut book);
    let day = story.milestones.resolved.as_ref().map_or(stated.end, |m| m.time).to_zoned(TimeZone::UTC).date();
    let trouble = Window { start: ground.cut, end: ground.span.end };
    let drafted = draft_rules(&findings, &observations.series, ground.baseline, trouble);
    let mut actions = propose(&found, &observations, &drafted, &story.milestones, day);
    let rules = rules::of(&found, drafted, &observations, ground.baseline);
    for action in &mut actions {
        let factor = found.factors.iter().find(|f| Some(&f.id) == action.factor.as_ref());
        let own = factor.and_then(|f| f.service.as_ref()).and_then(|s| request.owners.get(s.as_str()));
        if let Some(owner) = own {
            action.owner = Some(owner.clone());
        }
    }
    let skewed = spans::clocks(&verdict.skews, &traces, &mut book);
    let shown = shown::Shown { observations: &observations, logs: &source_logs, traces: &traces };
    let first = story.milestones.impact_start.as_ref().map(|m| m.time).or(story.onset);
    let decisive = decisive::of(&observations, &findings, first, trouble);
    let suspects =
        suspects::merge(&story, &observations, (verdict, decisive), outcome, &shown, &ground.hushed, &mut book);
    let outside = coverage::outside(&observations, &source_logs, &ground, stated);
    let is_elsewhere = outside.is_some() && traces.is_empty();
    let is_partial = is_elsewhere
        || observations
            .gaps
            .iter()
            .chain(&untraced)
            .any(|g| matches!(g.kind, GapKind::Unreadable | GapKind::Truncated));
    let mut gaps = std::mem::take(&mut observations.gaps);
    gaps.extend(untraced);
    gaps.extend(story.gaps.clone());
    gaps.extend(outside.filter(|_| is_elsewhere));
    gaps.extend(coverage::unknown_symptom(&observations, request.symptom.as_ref()));
    gaps.extend(absent(&observations, &source_logs));
    let english = Catalogue::load(Lang::En);
    let analysis = Analysis {
        schema: SCHEMA.to_owned(),
        outcome,
        incident: head(&observations, &story, &ground, (stated, outcome)),
        clocks: story.clocks.into_iter().chain(skewed).collect(),
        gaps,
        milestones: story.milestones,
        durations: story.durations,
        impact: story.impact,
        timeline: story.timeline,
        suspects,
        factors: found.factors,
        hypotheses: found.hypotheses,
        gaps_in_detection: story.gaps_in_detection,
        actions,
        evidence: book.into_entries(),
        artifacts: observations.artifacts.clone(),
    };
    let charts = charts::of(&findings, &observations.series, ground.span);
    let mut outcomes = Outcomes { analysis, observations, charts, rules, is_partial };
    backstory_report::locale::fill(&mut outcomes.analysis, &english);
    outcomes.analysis = secrets::masked(outcomes.analysis);
    outcomes
}

/// What the window held: what users met decides; then whether anything broke at all.
fn outcome(story: &Story, observations: &Observations, ranked: Outcome) -> Outcome {
    let somebody_was_told = story.milestones.paged.is_some() || !story.alerts.is_empty();
    match story.impact.user_visible {
        Some(true) => Outcome::Incident,
        Some(false) if somebody_was_told || ranked != Outcome::NothingStandsOut => Outcome::NearMiss,
        Some(false) => Outcome::NothingStandsOut,
        // Somebody was called, and what users feel was measured and stayed calm.
        None if somebody_was_told && ranked == Outcome::NearMiss => Outcome::NearMiss,
        None if somebody_was_told && observations.facts.is_some() => Outcome::Incident,
        None => ranked,
    }
}

/// Failed answers by service and status from the first failure to the last.
fn statuses(logs: &[SourceLog], ground: &Groundwork) -> BTreeMap<ServiceName, BTreeMap<u16, u64>> {
    let mut statuses: BTreeMap<ServiceName, BTreeMap<u16, u64>> = BTreeMap::new();
    let Some(window) = ground.impact_window() else { return statuses };
    for (index, log) in logs.iter().enumerate() {
        let (Some(service), Some(requests)) = (&log.service, &log.requests) else { continue };
        for (at, _, status, count) in &requests.cells {
            if requests.is_failure(*status)
                && (window.start.as_second()..=window.end.as_second()).contains(&ground.utc_s(index, *at))
            {
                *statuses.entry(service.clone()).or_default().entry(*status).or_default() += u64::from(*count);
            }
        }
    }
    statuses
}

fn head(
    observations: &Observations,
    story: &Story,
    ground: &Groundwork,
    (stated, outcome): (Window, Outcome),
) -> IncidentHead {
    let facts = observations.facts.as_ref();
    let mut services = facts.map(|f| f.services.clone()).unwrap_or_default();
    let is_quiet = outcome == Outcome::NothingStandsOut;
    // What complains in a calm window does so always.
    if services.is_empty() && !is_quiet {
        services = story.complaining.iter().take(4).map(|c| c.service.clone()).collect();
    }
    let title = facts.and_then(|f| f.title.clone());
    let is_counted = story.impact.requests_failed.is_some_and(|n| n > 0);
    let harm = ground.harm().filter(|harm| *harm != Harm::Failed || is_counted);
    let phrase = title.is_none().then(|| {
        if is_quiet {
            return Phrase::new("title-quiet")
                .text("from", stated.start.strftime("%H:%M").to_string())
                .text("to", stated.end.strftime("%H:%M").to_string());
        }
        let key = match harm.filter(|_| story.impact.user_visible == Some(true)) {
            Some(Harm::Failed) => "title-failed-requests",
            Some(Harm::Slow) => "title-slow-requests",
            Some(Harm::Away) => "title-absent-requests",
            None if services.is_empty() => "head-untitled",
            None => "title-trouble",
        };
        match services.first() {
            Some(service) => Phrase::new(key).text("service", service.as_str()),
            None if harm.is_some() && key != "head-untitled" => Phrase::new(&format!("{key}-edge")),
            None => Phrase::new(key),
        }
    });
    IncidentHead {
        id: facts.and_then(|f| f.id.clone()),
        // Made titles get their words with all other sentences.
        title: title.unwrap_or_default(),
        phrase,
        severity: facts.and_then(|f| f.severity.clone()),
        services,
        commander: facts.and_then(|f| f.commander.clone()),
        window: stated,
        baseline: ground.baseline,
        timezone: facts.and_then(|f| f.timezone.clone()),
    }
}

/// Kinds of evidence that a post-mortem needs and that are not there at all.
fn absent(observations: &Observations, logs: &[SourceLog]) -> Vec<Gap> {
    let has = |kind: ArtifactKind| observations.artifacts.iter().any(|a| a.kind == kind);
    let checks = [
        (!logs.is_empty(), "logs", "evidence-logs"),
        (has(ArtifactKind::Metrics), "metrics", "evidence-metrics"),
        (!observations.alerts.is_empty(), "alert history", "evidence-alerts"),
        (!observations.rules.is_empty(), "alert rules", "evidence-rules"),
        (!observations.pages.is_empty(), "pager log", "evidence-pages"),
        (!observations.chat.is_empty(), "chat", "evidence-chat"),
        (!observations.changes.is_empty() || !observations.repositories.is_empty(), "deploys", "evidence-deploys"),
    ];
    checks
        .into_iter()
        .filter(|(present, ..)| !present)
        .map(|(_, source, key)| {
            let phrase = Phrase::new("gap-kind-absent").with("kind", PhraseArg::Phrase(Box::new(Phrase::new(key))));
            Gap {
                source: source.to_owned(),
                kind: GapKind::Missing,
                from: None,
                to: None,
                note: String::new(),
                phrase: Some(phrase),
            }
        })
        .collect()
}
