//! Tells the story: rows, milestones, durations, impact.

use backstory_model::{
    AlertEpisode, Change, ChangePart, ChangeRole, Citation, ClockFinding, DetectionGap, Durations, EvidenceBook, Gap,
    Impact, LogFinding, MetricFinding, MilestoneKind, MilestoneTime, Milestones, Observations, Phrase, Remark,
    ServiceName, Suggestion, TimelineEntry, TimelineKind, Window,
};
use jiff::{SignedDuration, Timestamp};

use crate::candidate::{self, Candidate};
use crate::clock::{causes, quoted, thresholds};
use crate::failures::Stretch;
use crate::felt::Felt;
use crate::groundwork::{Groundwork, Input};
use crate::hushed::Hushed;
use crate::people::Directory;
use crate::roles::{Complaint, Scene, Trend};
use crate::{
    complaints, deeds, detection, impact, milestones, order, reliability, remarks, roles, select, signs, suggestions,
};

/// A suspicion from which on a change counts as what introduced the trouble: recency alone (0.4 at most) never does.
const INTRODUCES: f64 = 0.5;

/// Everything the timeline step found.
#[derive(Debug, Clone)]
pub struct Story {
    /// Clocks that needed a decision.
    pub clocks: Vec<ClockFinding>,
    /// Holes in the logs.
    pub gaps: Vec<Gap>,
    /// Moments.
    pub milestones: Milestones,
    /// Seconds between them.
    pub durations: Durations,
    /// Impact on users.
    pub impact: Impact,
    /// Rows in order of time; their texts are still phrases.
    pub timeline: Vec<TimelineEntry>,
    /// The part each change played, most suspected first.
    pub roles: Vec<ChangeRole>,
    /// Signals that no alert read in time.
    pub gaps_in_detection: Vec<DetectionGap>,
    /// Alerts of the incident, by firing time: indices into the observations.
    pub alerts: Vec<usize>,
    /// Alerts that fire whatever happens.
    pub standing_alerts: Vec<String>,
    /// Services that complained, first first.
    pub complaining: Vec<Complaint>,
    /// The first sign of trouble, in users or in the system.
    pub onset: Option<Timestamp>,
    /// What was done to a system just before the first sign, by its own log; the nearest first.
    pub deeds: Vec<LogFinding>,
    /// The message that named the cause.
    pub diagnosis: Option<Citation>,
    /// Its words, without those about persons.
    pub diagnosis_quote: Option<String>,
    /// Explanations that people put into words.
    pub suggestions: Vec<Suggestion>,
    /// What people said about how the trouble was met.
    pub remarks: Vec<Remark>,
}

impl Story {
    /// Takes back what only trouble has: a cause, and gaps in its detection.
    pub fn calm(&mut self) {
        self.milestones.cause_introduced = None;
        self.gaps_in_detection.clear();
        self.deeds.clear();
        // What moved did so by the rhythm of its day, or by chance.
        self.timeline.retain(|r| r.kind != TimelineKind::Metric || r.milestone.is_some());
        for row in self.timeline.iter_mut().filter(|r| r.milestone == Some(MilestoneKind::CauseIntroduced)) {
            row.milestone = None;
        }
    }
}

/// Puts everything in order.
pub fn tell(input: &Input<'_>, ground: &Groundwork, metrics: &[MetricFinding], book: &mut EvidenceBook) -> Story {
    let observations = input.observations;
    let facts = observations.facts.as_ref();
    let people = Directory::new(&observations.people);
    for log in input.logs {
        book.label(&log.path, &log.label);
    }
    let trouble = ground.impact_window();
    let impact_start = trouble.map(|w| w.start);
    let felt = ground.stretch();
    let recovered = felt.and_then(Stretch::recovered);
    let last_felt = felt.map(|s| crate::history::second(s.last));
    let story_start = ground.cut.min(impact_start.unwrap_or(ground.cut)) - SignedDuration::from_mins(10);
    let story_end = last_felt.unwrap_or(input.stated.end).max(input.stated.end) + SignedDuration::from_mins(15);
    let span = Window::new(ground.span.start.max(story_start), story_end.min(ground.span.end)).unwrap_or(ground.span);

    let stated_pages = facts.map_or(&[][..], |f| &f.pager_incidents);
    let pages = candidate::pages::read(&observations.pages, stated_pages, span, &people);
    let alerts =
        candidate::alerts::read(&observations.alerts, &observations.rules, span, trouble.or(Some(input.stated)));
    let spoken = candidate::chat::spoken(&observations.chat, facts, span);

    let onset = signs::first(ground, metrics, &observations.changes, impact_start);
    let alerted = alerts.episodes.iter().filter_map(|e| e.fired).filter(|t| onset.is_none_or(|o| *t >= o)).min();
    let reported = milestones::report(&spoken, onset).map(|t| t.time);
    let first_word = milestones::noticed(&spoken, facts.and_then(|f| f.channel.as_deref()), onset);
    let detected = [pages.paged, alerted, reported, first_word].into_iter().flatten().min();

    let resolved = pages.resolved.or_else(|| milestones::resolution(&spoken, recovered).map(|t| t.time));
    let mut scene = Scene {
        onset,
        // Where users still felt it at the end of the evidence, no signal tells that it was over.
        recovered: if felt.is_some_and(|s| !s.is_over) {
            None
        } else {
            signs::last(ground, metrics, &observations.series, &observations.cluster_events, recovered)
        },
        detected,
        end: Some(resolved.unwrap_or(span.end).max(span.end)),
        complaining: complaints::complaining(
            &ground.log_findings,
            &alerts.episodes,
            metrics,
            &observations.series,
            &ground.hushed,
        ),
        errors: ground.log_findings.iter().filter(|f| f.is_error).map(|f| f.template.to_lowercase()).collect(),
        diagnosis: String::new(),
        trends: metrics
            .iter()
            .filter_map(|m| {
                let (service, metric) = (m.service.clone()?, m.selector.clone());
                Some(Trend { service, metric, began: m.began?, until: m.onset })
            })
            .collect(),
        calmed: signs::calmed(ground, metrics, &observations.series),
        pause: signs::longest_pause(ground, &observations.cluster_events),
        incident_id: facts.and_then(|f| f.id.as_deref()).map(str::to_lowercase),
    };
    // The diagnosis is found by the step that followed it, and the step is judged better with the diagnosis.
    let draft_roles = roles::judge(&observations.changes, &scene);
    let step = mitigation_of(&draft_roles, &observations.changes).map(|(role, _)| role.effective);
    let said_mitigated = milestones::mitigation(&spoken, scene.recovered, detected);
    let errors: Vec<&str> = ground.log_findings.iter().filter(|f| f.is_error).map(|f| f.template.as_str()).collect();
    let step = step.or(said_mitigated.as_ref().map(|t| t.time));
    let diagnosis = milestones::diagnosis(&spoken, &errors, detected, step);
    scene.diagnosis = diagnosis.as_ref().map(|t| t.citation.excerpt.to_lowercase()).unwrap_or_default();
    let roles = roles::judge(&observations.changes, &scene);
    let mitigation = mitigation_of(&roles, &observations.changes);

    let mut rows: Vec<Candidate> = Vec::new();
    let introduced = roles.first().filter(|r| r.suspicion >= INTRODUCES);
    let shown = |role: &&ChangeRole| span.contains(role.effective) || role.suspicion >= INTRODUCES;
    let shown_roles: Vec<ChangeRole> = roles.iter().filter(shown).cloned().collect();
    for (index, mut row) in
        candidate::changes::rows(&observations.changes, &shown_roles, &observations.cluster_events, &people)
    {
        if introduced.is_some_and(|r| r.change == index) {
            row.milestone = Some(MilestoneKind::CauseIntroduced);
        }
        rows.push(row);
    }
    rows.extend(pages.rows);
    rows.extend(alerts.rows.clone());
    rows.extend(candidate::cluster::rows(&observations.cluster_events, span));
    rows.extend(candidate::logs::rows(&ground.log_findings));
    let sign = onset.unwrap_or(input.stated.start);
    rows.extend(candidate::commands::rows(input.logs, &ground.clocks, sign, span, &people));
    rows.extend(ground.hushed.iter().map(candidate::logs::hushed));
    let deeds = onset.map_or_else(Vec::new, |onset| deeds::before(input.logs, &ground.clocks, onset));
    tell_deeds(&mut rows, &deeds, onset.filter(|o| !roles::any_just_before(&observations.changes, *o)));
    rows.extend(candidate::metrics::rows(metrics, impact_start).into_iter().filter(|row| !is_symptom(row, ground)));
    let settled = [recovered, mitigation.map(|(role, _)| role.effective)].into_iter().flatten().min();
    rows.extend(candidate::chat::rows(&spoken, onset, detected, recovered, settled));
    if let Some(told) = &diagnosis {
        mark_said(&mut rows, told, "timeline-diagnosed", MilestoneKind::Diagnosed);
    }
    rows.extend(candidate::impact::rows(ground));
    if let Some((role, done)) = mitigation
        && let Some(change) = observations.changes.get(role.change)
    {
        rows.push(mitigated_row(change, done, &people));
    } else if let Some(told) = &said_mitigated {
        mark_said(&mut rows, told, "timeline-mitigation-said-done", MilestoneKind::Mitigated);
    }
    if pages.resolved.is_none()
        && let Some(told) = milestones::resolution(&spoken, recovered)
    {
        mark_said(&mut rows, &told, "timeline-declared-resolved", MilestoneKind::Resolved);
    }
    mark_first_detection(&mut rows, detected, pages.paged);

    // Of what is told too early it is not known how much later it was.
    let mut too_early = causes::bounds(&observations.alerts, &observations.pages);
    too_early.extend(thresholds::bounds(&observations.alerts, &observations.rules, &observations.series));
    too_early.extend(quoted::bounds(&observations.chat, &observations.alerts, &observations.changes));
    for bound in &too_early {
        for row in rows.iter_mut().filter(|r| r.citations.first().is_some_and(|c| c.artifact == bound.source)) {
            row.uncertainty_s = Some(row.uncertainty_s.unwrap_or(0.0).max(bound.seconds));
        }
    }
    let rows = select::select(rows);
    let (timeline, found) = number(rows, book);
    let mut found = found;
    if found.detected.is_none() {
        found.detected = match (detected, &found.paged) {
            (Some(at), Some(paged)) if at == paged.time => Some(paged.clone()),
            _ => found.paged.clone(),
        };
    }
    let measured = impact::measure(ground, input.logs);
    let mut impact = measured.impact;
    for (method, citations) in impact.methods.iter_mut().zip(&measured.citations) {
        method.evidence = book.cite_all(citations);
    }
    let mut gaps_in_detection = detection::gaps(
        metrics,
        &observations.series,
        &observations.rules,
        &alerts.episodes,
        found.paged.as_ref().map(|m| m.time).or(detected),
        impact_start,
        &scene.complaining.iter().map(|c| &c.service).collect::<Vec<_>>(),
    );
    // Users were hit and nobody was told of it: that is a gap, whichever metric would have shown it.
    if impact.user_visible == Some(true) {
        // What is not in the evidence may well have happened.
        if alerts.episodes.is_empty() && gaps_in_detection.is_empty() {
            if observations.tells_alerts() {
                gaps_in_detection
                    .push(detection::no_alert(scene.complaining.first().map(|c| &c.service), impact_start));
            }
        } else if !alerts.episodes.is_empty() && found.paged.is_none() && observations.tells_pages() {
            gaps_in_detection.push(detection::no_page(
                &alerts.episodes,
                scene.complaining.first().map(|c| &c.service),
                impact_start,
            ));
        }
    }
    let mut clocks = reliability::clocks(input.logs, &ground.clocks, book);
    clocks.extend(reliability::assumed(&observations.zoneless, book));
    clocks.extend(reliability::contradictions(&too_early, book));
    let index_of = |episode: &AlertEpisode| observations.alerts.iter().position(|a| a == episode);
    Story {
        clocks,
        gaps: reliability::faults(input.logs, &ground.clocks)
            .into_iter()
            .chain(reliability::loss(ground))
            .chain(ground.hushed.iter().filter_map(Hushed::gap))
            .collect(),
        durations: Durations::between(&found),
        milestones: found,
        impact,
        timeline,
        roles,
        gaps_in_detection,
        alerts: alerts.episodes.iter().filter_map(|e| index_of(e)).collect(),
        standing_alerts: alerts.standing,
        complaining: scene.complaining,
        onset,
        deeds,
        diagnosis_quote: diagnosis.as_ref().and_then(|t| crate::chat::neutral_quote(&t.text)),
        remarks: remarks::read(&spoken, recovered),
        suggestions: suggestions::considered(
            &spoken,
            &known_services(observations, input),
            diagnosis.as_ref().map(|t| &t.citation),
            recovered,
        ),
        diagnosis: diagnosis.map(|t| t.citation),
    }
}

/// Services that changes, series or logs name.
fn known_services(observations: &Observations, input: &Input<'_>) -> Vec<ServiceName> {
    let mut services: Vec<ServiceName> = (observations.changes.iter().filter_map(|c| c.service.clone()))
        .chain(observations.series.iter().filter_map(|s| s.service.clone()))
        .chain(input.logs.iter().filter_map(|l| l.service.clone()))
        .collect();
    services.sort();
    services.dedup();
    services
}

/// Adds the rows of deeds, in place of those that tell the same line. The nearest deed is what introduced the trouble where
/// no change came near it; `onset` is null where one did.
fn tell_deeds(rows: &mut Vec<Candidate>, deeds: &[LogFinding], onset: Option<Timestamp>) {
    rows.retain(|r| !deeds.iter().any(|d| r.citations.first() == Some(&d.citation)));
    let mut told: Vec<Candidate> = candidate::logs::deeds(deeds).collect();
    if let (Some(nearest), Some(_)) = (told.first_mut(), onset) {
        nearest.milestone = Some(MilestoneKind::CauseIntroduced);
        nearest.salience = 1.0;
    }
    rows.extend(told);
}

fn mitigation_of<'a>(roles: &'a [ChangeRole], changes: &[Change]) -> Option<(&'a ChangeRole, Timestamp)> {
    let role = roles.iter().find(|r| r.part == ChangePart::Mitigation)?;
    let change = changes.get(role.change)?;
    Some((role, change.completed.unwrap_or(role.effective)))
}

fn mitigated_row(change: &Change, done: Timestamp, people: &Directory) -> Candidate {
    let what = candidate::changes::phrase(change, ChangePart::Mitigation);
    let phrase = Phrase::new("timeline-mitigated").with("what", backstory_model::PhraseArg::Phrase(Box::new(what)));
    let mut row = Candidate::new(done, TimelineKind::Change, 1.0, phrase, &change.citation);
    row.milestone = Some(MilestoneKind::Mitigated);
    row.service = change.service.clone();
    row.actor = change.actor.as_deref().map(|a| people.handle(a));
    row
}

/// Whether a row tells of the metric that the beginning of the impact tells of.
fn is_symptom(row: &Candidate, ground: &Groundwork) -> bool {
    let Some(Felt::Symptom(symptom)) = &ground.felt else { return false };
    row.service.as_ref() == Some(&symptom.service)
        && row.phrase.args.get("metric")
            == Phrase::new("").code("metric", symptom.departure.metric.clone()).args.get("metric")
}

/// Makes the row of what was said a milestone; adds it when the message did not become a row by itself.
fn mark_said(rows: &mut Vec<Candidate>, told: &milestones::Told, key: &str, kind: MilestoneKind) {
    let quote = crate::chat::neutral_quote(&told.text).unwrap_or_default();
    let phrase = Phrase::new(key).text("quote", quote);
    rows.retain(|r| !(r.kind == TimelineKind::Chat && r.citations.first() == Some(&told.citation)));
    let mut row = Candidate::new(told.time, TimelineKind::Chat, 1.0, phrase, &told.citation);
    row.actor = Some(told.actor.clone());
    row.milestone = Some(kind);
    rows.push(row);
}

/// Where the first detection is not the page itself, its row becomes the milestone.
fn mark_first_detection(rows: &mut [Candidate], detected: Option<Timestamp>, paged: Option<Timestamp>) {
    if detected.is_some()
        && detected != paged
        && let Some(row) = rows.iter_mut().find(|r| Some(r.time) == detected && r.milestone.is_none())
    {
        row.milestone = Some(MilestoneKind::Detected);
        row.salience = 1.0;
    }
}

/// Turns rows into entries with ids and evidence, and reads the milestones off them.
fn number(rows: Vec<Candidate>, book: &mut EvidenceBook) -> (Vec<TimelineEntry>, Milestones) {
    let mut found = Milestones::default();
    let mut entries: Vec<TimelineEntry> = rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let evidence = book.cite_all(&row.citations);
            if let Some(kind) = row.milestone {
                *found.slot(kind) = Some(MilestoneTime { time: row.time, evidence: evidence.clone() });
            }
            let mut sources: Vec<String> = row.sources;
            for citation in &row.citations {
                let label = book.source(&citation.artifact).to_owned();
                if !label.is_empty() && !sources.contains(&label) {
                    sources.push(label);
                }
            }
            TimelineEntry {
                id: format!("t{}", index + 1),
                time: row.time,
                uncertainty_s: row.uncertainty_s,
                order_open: Vec::new(),
                text: String::new(),
                phrase: Some(row.phrase),
                source: sources.join(", "),
                actor: row.actor,
                service: row.service,
                kind: row.kind,
                milestone: row.milestone,
                salience: (row.salience * 100.0).round() / 100.0,
                count: row.count,
                evidence,
            }
        })
        .collect();
    order::mark(&mut entries);
    (entries, found)
}
