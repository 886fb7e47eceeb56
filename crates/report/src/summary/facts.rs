//! What a short message tells, as plain text.

use backstory_model::{Analysis, Layer, MilestoneKind, Outcome, Phrase, PhraseArg};
use jiff::SignedDuration;

use crate::draft;
use crate::locale::{Catalogue, date_and_minute};
use crate::markdown::one_line;

/// The few facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) title: String,
    /// What users felt, one sentence each.
    pub(super) impact: Vec<String>,
    /// What broke.
    pub(super) causes: Vec<String>,
    /// Label and value.
    pub(super) measures: Vec<(String, String)>,
    /// `AI-001 title (owner, deadline)`.
    pub(super) actions: Vec<String>,
    /// Label and value.
    pub(super) share_by: (String, String),
}

impl Facts {
    pub(super) fn of(analysis: &Analysis, words: &Catalogue) -> Self {
        let incident = &analysis.incident;
        let title = match one_line(&incident.title) {
            title if title.is_empty() => words.text("head-untitled"),
            title => title,
        };
        let date = draft::day_of(analysis).to_string();
        let share_by = draft::closed(analysis).checked_add(SignedDuration::from_hours(48));
        Self {
            title: words.compose("head-title", &[("title", &title), ("date", &date)]),
            impact: impact(analysis, words),
            causes: causes(analysis, words),
            measures: measures(analysis, words),
            actions: actions(analysis, words),
            share_by: (
                words.text("head-share-by"),
                share_by.map(|t| format!("{} UTC", date_and_minute(t))).unwrap_or_default(),
            ),
        }
    }
}

/// Seconds between two milestones, both cut to the second as the timeline prints them.
fn between(analysis: &Analysis, from: MilestoneKind, to: MilestoneKind) -> Option<f64> {
    let at = |kind| analysis.milestones.time(kind).map(jiff::Timestamp::as_second);
    Some((at(to)? - at(from)?) as f64)
}

fn impact(analysis: &Analysis, words: &Catalogue) -> Vec<String> {
    let impact = &analysis.impact;
    let mut sentences = Vec::new();
    match analysis.outcome {
        Outcome::NearMiss => sentences.push(words.text("summary-near-miss")),
        Outcome::NothingStandsOut => {
            let window = analysis.incident.window;
            let phrase = Phrase::new("summary-nothing")
                .with("from", PhraseArg::Time(window.start))
                .with("to", PhraseArg::Time(window.end));
            sentences.push(words.plain(&phrase));
        }
        Outcome::Incident => {}
    }
    let lasted = between(analysis, MilestoneKind::ImpactStart, MilestoneKind::Recovered);
    match (impact.requests_failed, impact.requests_total, impact.error_ratio, lasted) {
        (Some(failed), Some(total), Some(ratio), Some(lasted)) if failed > 0 => sentences.push(
            words.plain(
                &Phrase::new("summary-failed")
                    .with("duration", PhraseArg::DurationS(lasted))
                    .with("ratio", PhraseArg::Ratio(ratio))
                    .number("failed", failed as f64)
                    .number("total", total as f64),
            ),
        ),
        _ if impact.user_visible == Some(false) || impact.requests_failed == Some(0) => {
            sentences.push(words.text("summary-no-impact"));
        }
        (.., Some(lasted)) => {
            let m = &analysis.milestones;
            if let Some((from, to)) = m.time(MilestoneKind::ImpactStart).zip(m.time(MilestoneKind::Recovered)) {
                let phrase = Phrase::new("summary-impact-span")
                    .with("duration", PhraseArg::DurationS(lasted))
                    .with("from", PhraseArg::Time(from))
                    .with("to", PhraseArg::Time(to));
                sentences.push(words.plain(&phrase));
            }
        }
        _ if analysis.outcome == Outcome::Incident => sentences.push(words.text("summary-impact-unknown")),
        _ => {}
    }
    if let Some(customers) = impact.customers_affected.filter(|n| *n > 0) {
        sentences.push(words.plain(&Phrase::new("summary-customers").number("count", customers as f64)));
    }
    sentences.iter().map(|s| stopped(s, words)).collect()
}

fn stopped(sentence: &str, words: &Catalogue) -> String {
    let stop = words.text("label-stop");
    if sentence.ends_with(&stop) { sentence.to_owned() } else { format!("{sentence}{stop}") }
}

fn causes(analysis: &Analysis, words: &Catalogue) -> Vec<String> {
    let immediate = analysis.factors.iter().filter(|f| f.layer == Layer::Immediate).take(2);
    let say = |text: &str, phrase: Option<&Phrase>| phrase.map_or_else(|| one_line(text), |p| words.plain(p));
    immediate.map(|f| stopped(&say(&f.statement, f.phrase.as_ref()), words)).collect()
}

fn measures(analysis: &Analysis, words: &Catalogue) -> Vec<(String, String)> {
    use MilestoneKind::{Acknowledged, Detected, ImpactStart, Mitigated, Paged, Recovered};
    let mut measures = Vec::new();
    if let Some(severity) = &analysis.incident.severity {
        measures.push((words.text("head-severity"), one_line(severity)));
    }
    let services: Vec<String> = analysis.incident.services.iter().map(|s| one_line(s.as_str())).collect();
    if !services.is_empty() {
        measures.push((words.text("head-services"), services.join(", ")));
    }
    let spans = [
        ("measure-detect", ImpactStart, Detected),
        ("measure-acknowledge", Paged, Acknowledged),
        ("measure-mitigate", ImpactStart, Mitigated),
        ("measure-recover", ImpactStart, Recovered),
    ];
    for (key, from, to) in spans {
        if let Some(seconds) = between(analysis, from, to) {
            measures.push((words.text(key), words.duration(seconds)));
        }
    }
    measures
}

fn actions(analysis: &Analysis, words: &Catalogue) -> Vec<String> {
    let line = |action: &backstory_model::Action| {
        let title = action.phrase.as_ref().map_or_else(|| one_line(&action.title), |p| words.plain(p));
        let owner = action.owner.as_deref().map_or_else(|| words.text("label-to-fill"), one_line);
        let deadline = action.deadline.map_or_else(|| words.text("label-to-fill"), |d| d.to_string());
        format!("{} {title} ({owner}, {deadline})", one_line(&action.id.0))
    };
    analysis.actions.iter().map(line).collect()
}
