//! Asks what deserves a look, and joins the changes that were judged with the services that were ranked.

use std::collections::{BTreeMap, BTreeSet};

use backstory_evidence::LogArtifact;
use backstory_factors::suspects::{LogView, Question, Verdict, rank as rank_services};
use backstory_model::{
    ChangeKind, ChangePart, ChangeRole, EvidenceBook, EvidenceId, Gap, LogFinding, MetricSeries, Observations, Outcome,
    Phrase, PhraseArg, ServiceName, Suspect, SuspectChange, Window, workload_of,
};
use backstory_timeline::{Complaint, Groundwork, Hushed, Record, SourceLog, Story, SymptomMetric};

use jiff::Timestamp;

use super::decisive::{self, Decisive};
use super::shown::{Shown, sort_by_excursion};
use super::spans::Spans;

/// A suspicion below this is not worth a look.
const WORTH: f64 = 0.2;
/// What was done just before weighs as much as a change that is held for the cause.
const DONE: f64 = 0.5;
/// A service that wrote steadily and fell silent while others went on: as much as what was done just before, for its log may
/// only not have been collected.
const HUSHED: f64 = 0.5;
/// Services named at most.
const MOST: usize = 20;

/// A template with its service, whether it is an error, and its counts by UTC second.
type Shifted<'a> = (ServiceName, &'a str, bool, Vec<(i64, u64)>);

/// Ranks services, metrics and templates. The second of the answer is what of the traces could not be read.
pub(super) fn rank(
    observations: &Observations,
    logs: &[SourceLog],
    ground: &Groundwork,
    stated: Window,
    traced: (Spans, &[LogArtifact]),
    symptom: Option<&(ServiceName, String)>,
) -> (Verdict, Vec<Gap>) {
    let end = ground.impact_window().map_or(stated.end, |w| w.end.max(stated.end));
    let window = Window::new(ground.cut, end).unwrap_or(stated);
    let baseline = ground.baseline.unwrap_or(Window { start: ground.span.start, end: ground.cut });
    // A service that begins to write in the window has no habit that anything could break.
    // Of several that write into one log, the habit of one may be to be silent.
    let heard: BTreeSet<&ServiceName> = logs
        .iter()
        .enumerate()
        .filter(|(index, log)| log.covered.is_some_and(|(first, _)| ground.utc_ns(*index, first) < nanos(ground.cut)))
        .flat_map(|(_, log)| log.service.iter().chain(log.templates.iter().filter_map(|t| t.service.as_ref())))
        .collect();
    let shifted: Vec<Shifted<'_>> = logs
        .iter()
        .enumerate()
        .flat_map(|(index, log)| {
            log.templates.iter().filter_map(move |t| {
                let seconds = t.seconds.iter().map(|(at, n)| (ground.utc_s(index, *at), u64::from(*n))).collect();
                Some((log.writer(t)?.clone(), t.text.as_str(), t.is_error, seconds))
            })
        })
        .collect();
    let views: Vec<LogView<'_>> = shifted
        .iter()
        .map(|(service, template, is_error, per_second)| LogView {
            service,
            template,
            is_error: *is_error,
            is_heard: heard.contains(service),
            per_second,
        })
        .collect();
    let (spans, written) = traced;
    let spans = super::spans::summarise(spans, written, ground, window);
    let verdict = rank_services(&Question {
        window,
        baseline,
        symptom: symptom.map(|(service, metric)| (service, metric.as_str())),
        series: &observations.series,
        topology: &observations.topology,
        logs: &views,
        spans: spans.summary.as_ref(),
        changes: &observations.changes,
    });
    (verdict, spans.gaps)
}

/// The metric that tells what users felt, where it is loud by itself.
pub(super) fn felt(verdict: &Verdict, observations: &Observations) -> Option<SymptomMetric> {
    let symptom = verdict.symptom.as_ref().filter(|s| s.loudness >= 1.0 && verdict.outcome == Outcome::Incident)?;
    let is_own = |s: &MetricSeries| {
        s.metric == symptom.metric
            && s.service.as_ref().is_some_and(|own| workload_of(own.as_str()) == symptom.service.as_str())
    };
    let mut shown: Vec<&MetricSeries> = observations.series.iter().filter(|s| is_own(s)).collect();
    sort_by_excursion(&mut shown, symptom.onset);
    Some(SymptomMetric {
        service: symptom.service.clone(),
        departure: symptom.departure.clone()?,
        until: symptom.until?,
        is_demand: symptom.is_demand,
        citation: shown.first()?.citation.clone(),
    })
}

fn nanos(at: Timestamp) -> i64 {
    i64::try_from(at.as_nanosecond()).unwrap_or(i64::MAX)
}

/// The suspected change first, with its service, and what was done to a system just before; then what is decisive, the
/// ranked services and the changes less suspected, by score. Scores follow ranks.
pub(super) fn merge(
    story: &Story,
    observations: &Observations,
    (verdict, decisive): (Verdict, Vec<Decisive>),
    outcome: Outcome,
    shown: &Shown<'_>,
    hushed: &[Hushed],
    book: &mut EvidenceBook,
) -> Vec<Suspect> {
    // Where nothing stands out there is nothing to tell, and no story is made up.
    if outcome == Outcome::NothingStandsOut {
        return Vec::new();
    }
    let (strong, weak): (Vec<&ChangeRole>, Vec<&ChangeRole>) = story
        .roles
        .iter()
        .filter(|r| matches!(r.part, ChangePart::Suspected | ChangePart::Bystander) && r.suspicion >= WORTH)
        .partition(|r| r.part == ChangePart::Suspected && r.suspicion >= 0.5);
    let mut strong: Vec<Suspect> = strong.into_iter().filter_map(|r| of_change(r, observations, book)).collect();
    let mut done: Vec<Suspect> = story.deeds.iter().map(|d| of_deed(d, story, book)).collect();
    let mut rest: Vec<Suspect> = Vec::new();
    for suspect in verdict.suspects.into_iter().take(MOST) {
        let evidence = book.cite_all(&shown.citations(&suspect));
        rest.push(Suspect { change: None, evidence, ..suspect });
    }
    let top = best(&rest);
    for one in decisive {
        let cited = book.cite_all(&one.citations);
        decisive::lift(&mut rest, one, top, cited);
    }
    for one in hushed {
        fall_silent(&mut rest, one, top, book.cite_all([&one.citation]));
    }
    rest.extend(weak.into_iter().filter_map(|r| of_change(r, observations, book)));
    rest.sort_by(|a, b| b.score.total_cmp(&a.score));
    for group in [&mut done, &mut strong] {
        let top = best(&rest);
        for suspect in group.iter_mut() {
            suspect.score += top;
            suspect.channels.values_mut().for_each(|points| *points += top);
        }
        group.append(&mut rest);
        rest = std::mem::take(group);
    }
    let mut suspects = rest;
    // Where nothing was ranked, the services that complained are still what people would look at.
    for complaint in &story.complaining {
        let service = &complaint.service;
        if !suspects.iter().any(|s| s.service.as_ref() == Some(service)) && suspects.len() < MOST {
            suspects.push(complaining(complaint, book.cite_all(&shown.complaints(service))));
        }
    }
    for (index, suspect) in suspects.iter_mut().enumerate() {
        suspect.rank = u32::try_from(index + 1).unwrap_or(u32::MAX);
    }
    suspects
}

/// Adds that a service fell silent to what is said of it.
fn fall_silent(suspects: &mut Vec<Suspect>, hushed: &Hushed, top: f64, cited: Vec<EvidenceId>) {
    // Two collectors hardly fail at one time: what neither logs nor is measured was not there, which is no matter of degree.
    let points = if hushed.record == Record::Both { top + HUSHED } else { HUSHED };
    let place = suspects.iter().position(|s| s.service.as_ref() == Some(&hushed.service)).unwrap_or_else(|| {
        suspects.push(Suspect { service: Some(hushed.service.clone()), ..blank() });
        suspects.len() - 1
    });
    let Some(suspect) = suspects.get_mut(place) else { return };
    // What was measured of it says more than that nothing was written.
    if suspect.score < points {
        suspect.phrase =
            Some(hushed.phrase(if hushed.resumed.is_some() { "suspect-paused" } else { "suspect-hushed" }));
        suspect.onset = suspect.onset.or(Some(hushed.last));
    }
    suspect.score += points;
    *suspect.channels.entry("logs".to_owned()).or_default() += points;
    suspect.evidence.extend(cited);
}

/// The highest score, 0 for none.
fn best(suspects: &[Suspect]) -> f64 {
    suspects.iter().map(|s| s.score).fold(0.0, f64::max)
}

/// A suspect of which nothing is known yet.
pub(super) fn blank() -> Suspect {
    Suspect {
        rank: 0,
        service: None,
        metric: None,
        template: None,
        change: None,
        score: 0.0,
        onset: None,
        departure: None,
        why: String::new(),
        phrase: None,
        channels: BTreeMap::new(),
        evidence: Vec::new(),
    }
}

/// What was done to a system just before the first sign.
fn of_deed(deed: &LogFinding, story: &Story, book: &mut EvidenceBook) -> Suspect {
    let lead = story.onset.map_or(0.0, |onset| onset.duration_since(deed.onset).as_secs_f64().max(0.0));
    let service = deed.service.as_ref().map_or_else(|| deed.source.clone(), |s| s.0.clone());
    let phrase = Phrase::new("suspect-deed")
        .code("service", service)
        .code("template", deed.template.clone())
        .with("lead", PhraseArg::DurationS(lead));
    Suspect {
        service: deed.service.clone(),
        template: Some(deed.template.clone()),
        score: DONE,
        onset: Some(deed.onset),
        phrase: Some(phrase),
        channels: BTreeMap::from([("logs".to_owned(), DONE)]),
        evidence: book.cite_all([&deed.citation]),
        ..blank()
    }
}

fn complaining(complaint: &Complaint, evidence: Vec<EvidenceId>) -> Suspect {
    Suspect { service: Some(complaint.service.clone()), phrase: Some(complaint.phrase()), evidence, ..blank() }
}

fn of_change(role: &ChangeRole, observations: &Observations, book: &mut EvidenceBook) -> Option<Suspect> {
    let change = observations.changes.get(role.change)?;
    let mut reasons = role.reasons.iter().cloned();
    let first = reasons.next()?;
    let phrase = reasons.fold(first, |so_far, reason| {
        Phrase::new("why-joined")
            .with("first", PhraseArg::Phrase(Box::new(so_far)))
            .with("rest", PhraseArg::Phrase(Box::new(reason)))
    });
    Some(Suspect {
        service: change.service.clone(),
        change: Some(SuspectChange {
            id: change.id.clone(),
            kind: kind_word(&change.kind).to_owned(),
            reference: change.reference.clone(),
            sha: change.sha.clone(),
            description: change.description.clone(),
            started: role.effective,
        }),
        score: role.suspicion,
        onset: Some(role.effective),
        phrase: Some(phrase),
        channels: BTreeMap::from([("changes".to_owned(), role.suspicion)]),
        evidence: book.cite_all(&role.citations),
        ..blank()
    })
}

fn kind_word(kind: &ChangeKind) -> &str {
    match kind {
        ChangeKind::Deploy => "deploy",
        ChangeKind::Rollback => "rollback",
        ChangeKind::Restart => "restart",
        ChangeKind::Scale => "scale",
        ChangeKind::Config => "config",
        ChangeKind::FeatureFlag => "feature_flag",
        ChangeKind::Migration => "migration",
        ChangeKind::Other(word) => word,
    }
}
