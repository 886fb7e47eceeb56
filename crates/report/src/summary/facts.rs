//! What a short message tells, as plain text.

use backstory_model::{ActionId, Analysis, Layer, MilestoneKind, Outcome, Phrase, PhraseArg};
use jiff::SignedDuration;

use crate::document::FactKey;
use crate::draft;
use crate::import::inline;
use crate::locale::{Catalogue, date_and_minute};
use crate::markdown::one_line;
use crate::told::{BriefAction, BriefTitle, ShareBy, Told};

/// The few facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) title: String,
    /// What happened, one sentence or paragraph each.
    pub(super) summary: Vec<String>,
    /// What people wrote about the impact.
    pub(super) impact: Vec<String>,
    /// What broke.
    pub(super) causes: Vec<String>,
    /// The heading of the causes in the catalogue.
    pub(super) causes_heading: &'static str,
    /// Label and value.
    pub(super) measures: Vec<(String, String)>,
    /// `AI-001 title (owner, deadline)`.
    pub(super) actions: Vec<String>,
    /// Label and value.
    pub(super) share_by: Option<(String, String)>,
}

impl Facts {
    pub(super) fn of(told: &Told, words: &Catalogue) -> Self {
        let (analysis, brief) = (&told.analysis, &told.brief);
        let title = match &brief.title {
            BriefTitle::Written(title) => said(title),
            BriefTitle::Drafted => String::new(),
        };
        let has_root_cause = !brief.root_cause.is_empty();
        Self {
            title: if title.is_empty() { drafted_title(analysis, words) } else { title },
            summary: match &brief.summary {
                None => summary(analysis, words),
                Some(written) if written.is_empty() && brief.impact.is_empty() => {
                    vec![stopped(&words.text("summary-none-written"), words)]
                }
                Some(written) => all_said(written),
            },
            impact: all_said(&brief.impact),
            causes: if has_root_cause { all_said(&brief.root_cause) } else { causes(analysis, words) },
            causes_heading: if has_root_cause { "section-root-cause" } else { "section-immediate" },
            measures: measures(told, words),
            actions: brief.actions.iter().filter_map(|action| line(action, analysis, words)).collect(),
            share_by: share_by(told, words),
        }
    }
}

/// Words of the document as plain text on one line.
fn said(markdown: &str) -> String {
    one_line(&inline::plain(markdown))
}

fn all_said(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| said(line)).filter(|line| !line.is_empty()).collect()
}

fn drafted_title(analysis: &Analysis, words: &Catalogue) -> String {
    let made = analysis.incident.phrase.as_ref().map(|phrase| words.plain(phrase));
    let title = match one_line(&made.unwrap_or_else(|| analysis.incident.title.clone())) {
        title if title.is_empty() => words.text("head-untitled"),
        title => title,
    };
    words.compose("head-title", &[("title", &title), ("date", &draft::day_of(analysis).to_string())])
}

fn share_by(told: &Told, words: &Catalogue) -> Option<(String, String)> {
    match &told.brief.share_by {
        ShareBy::Stated(stated) => stated.as_ref().map(|(label, value)| (said(label), said(value))),
        ShareBy::Derived => {
            let by = draft::closed(&told.analysis).checked_add(SignedDuration::from_hours(48)).ok()?;
            Some((words.text("head-share-by"), format!("{} UTC", date_and_minute(by))))
        }
    }
}

/// Seconds between two milestones, both cut to the second as the timeline prints them.
fn between(analysis: &Analysis, from: MilestoneKind, to: MilestoneKind) -> Option<f64> {
    let at = |kind| analysis.milestones.time(kind).map(jiff::Timestamp::as_second);
    Some((at(to)? - at(from)?) as f64)
}

/// What users felt, as the analysis found it.
fn summary(analysis: &Analysis, words: &Catalogue) -> Vec<String> {
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
    let lasted = impact.lasted_s(&analysis.milestones);
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
        _ if impact.user_visible == Some(false)
            || impact.requests_failed == Some(0) && impact.user_visible.is_none() =>
        {
            sentences.push(words.text(draft::no_impact_key(impact)));
        }
        (.., Some(lasted)) => {
            let m = &analysis.milestones;
            if let Some((from, to)) = m.time(MilestoneKind::ImpactStart).zip(m.time(MilestoneKind::Recovered)) {
                let phrase = Phrase::new("summary-impact-span")
                    .with("duration", PhraseArg::DurationS(lasted))
                    .with("from", PhraseArg::Time(from))
                    .with("to", PhraseArg::Time(to));
                sentences.push(words.plain(&phrase));
            } else if let Some(from) = m.time(MilestoneKind::ImpactStart) {
                sentences.push(words.plain(&Phrase::new("summary-impact-open").with("from", PhraseArg::Time(from))));
            }
        }
        _ if analysis.outcome == Outcome::Incident => sentences.push(words.text("summary-impact-unknown")),
        _ => {}
    }
    if let Some(end) = impact.open_end(&analysis.milestones) {
        sentences.push(words.plain(&Phrase::new("summary-not-recovered").with("to", PhraseArg::Time(end))));
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

fn measures(told: &Told, words: &Catalogue) -> Vec<(String, String)> {
    use MilestoneKind::{Acknowledged, Detected, ImpactStart, Mitigated, Paged, Recovered};
    let analysis = &told.analysis;
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
    // What people measured themselves comes before what the analysis did, under whatever name.
    for (name, value) in &told.brief.measures {
        let (name, value) = (said(name), said(value));
        if name.is_empty() {
            continue;
        }
        let same = measured(&name).map(|key| words.text(key));
        match measures.iter_mut().find(|(known, _)| *known == name || same.as_ref().is_some_and(|same| known == same)) {
            Some(known) => *known = (name, value),
            None => measures.push((name, value)),
        }
    }
    measures
}

/// What a label of the document measures, as a key of the catalogue.
fn measured(label: &str) -> Option<&'static str> {
    match crate::import::fact::words::fact_key(label) {
        FactKey::Severity => Some("head-severity"),
        FactKey::Services => Some("head-services"),
        FactKey::TimeToDetect => Some("measure-detect"),
        FactKey::TimeToAcknowledge => Some("measure-acknowledge"),
        FactKey::TimeToMitigate => Some("measure-mitigate"),
        FactKey::TimeToRecover => Some("measure-recover"),
        _ => None,
    }
}

fn line(action: &BriefAction, analysis: &Analysis, words: &Catalogue) -> Option<String> {
    let or_blank = |text: String| if text.is_empty() { words.text("label-to-fill") } else { text };
    match action {
        BriefAction::Drafted(id) => Some(drafted_line(id, analysis, words)?),
        BriefAction::Written { id, title, owner, deadline, is_done, .. } => {
            let (id, title) = (said(id), said(title));
            // The place of a row in its table says nothing; a number that the title begins with is told once.
            let is_told = id.bytes().all(|b| b.is_ascii_digit()) || title.starts_with(&id);
            let id = if is_told { String::new() } else { id };
            // Blanks are for those who fill them: where the machine drafted, not where people wrote alone.
            let attributes: Vec<String> = match (is_done, analysis.actions.is_empty()) {
                (true, _) => vec![words.text("actions-done")],
                (false, true) => [said(owner), said(deadline)].into_iter().filter(|said| !said.is_empty()).collect(),
                (false, false) => vec![or_blank(said(owner)), or_blank(said(deadline))],
            };
            let attributes =
                if attributes.is_empty() { String::new() } else { format!(" ({})", attributes.join(", ")) };
            Some(format!("{id} {title}{attributes}").trim_start().to_owned())
        }
    }
}

fn drafted_line(id: &ActionId, analysis: &Analysis, words: &Catalogue) -> Option<String> {
    let action = analysis.actions.iter().find(|action| action.id == *id)?;
    let title = action.phrase.as_ref().map_or_else(|| one_line(&action.title), |p| words.plain(p));
    let owner = action.owner.as_deref().map_or_else(|| words.text("label-to-fill"), one_line);
    let deadline = action.deadline.map_or_else(|| words.text("label-to-fill"), |d| d.to_string());
    Some(format!("{} {title} ({owner}, {deadline})", one_line(&action.id.0)))
}
