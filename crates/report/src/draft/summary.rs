//! The summary: what users felt, what came before, how it was noticed and what ended it, in five sentences.

use backstory_model::{Impact, Layer, MilestoneKind, Outcome, Phrase, PhraseArg, TimelineEntry, TimelineKind};

use super::impact::cites_of;
use super::pen::{Pen, lasting};
use crate::locale::time_of_day;
use crate::markdown;

pub(super) fn write(pen: &Pen<'_>) -> String {
    let mut sentences = Vec::new();
    match pen.analysis.outcome {
        Outcome::Incident => {}
        Outcome::NearMiss if is_alarm_alone(pen) => {
            sentences.push(pen.sentence(&pen.text("summary-alarm-alone"), &[]));
        }
        Outcome::NearMiss => sentences.push(pen.sentence(&pen.text("summary-near-miss"), &[])),
        Outcome::NothingStandsOut => {
            let window = pen.analysis.incident.window;
            let parts = [("from", time_of_day(window.start)), ("to", time_of_day(window.end))];
            let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (*name, value.as_str())).collect();
            sentences.push(pen.sentence(&pen.around("summary-nothing", &parts), &[]));
        }
    }
    sentences.extend(impact(pen));
    sentences.extend(cause(pen));
    sentences.extend(response(pen));
    pen.paragraph(&sentences)
}

/// Whether somebody was called and nothing besides the alarm is told: then nothing is known to have broken.
fn is_alarm_alone(pen: &Pen<'_>) -> bool {
    let analysis = pen.analysis;
    let is_sign = |kind| matches!(kind, TimelineKind::Log | TimelineKind::Metric | TimelineKind::Cluster);
    analysis.factors.iter().all(|f| f.layer != Layer::Immediate) && !analysis.timeline.iter().any(|r| is_sign(r.kind))
}

fn impact(pen: &Pen<'_>) -> Vec<String> {
    let impact = &pen.analysis.impact;
    let mut sentences = Vec::new();
    let lasted = impact.lasted_s(&pen.analysis.milestones);
    let counted = (impact.requests_failed, impact.requests_total, impact.error_ratio, lasted);
    match counted {
        (Some(failed), Some(total), Some(ratio), Some(lasted)) if failed > 0 => {
            // What was counted before all services is no share of the requests of one.
            let services: Vec<String> = impact.service.iter().map(|s| s.as_str().to_owned()).collect();
            let key = if services.is_empty() { "summary-failed-edge" } else { "summary-failed-of" };
            let mut phrase = lasting(key, "duration", lasted)
                .with("ratio", PhraseArg::Ratio(ratio))
                .number("failed", failed as f64)
                .number("total", total as f64);
            if !services.is_empty() {
                phrase = phrase.with("services", PhraseArg::List(services));
            }
            sentences.push(pen.sentence(&pen.words.render(&phrase), cites_of(impact, "requests_failed")));
        }
        (Some(failed), _, _, Some(lasted)) if failed > 0 => {
            let phrase = lasting("summary-failed-count", "duration", lasted).number("failed", failed as f64);
            sentences.push(pen.sentence(&pen.words.render(&phrase), cites_of(impact, "requests_failed")));
        }
        _ if impact.user_visible == Some(false)
            || impact.requests_failed == Some(0) && impact.user_visible.is_none() =>
        {
            let text = pen.text(no_impact_key(impact));
            sentences.push(pen.sentence(&text, cites_of(impact, "requests_failed")));
        }
        (.., Some(lasted)) => sentences.extend(span(pen, lasted)),
        _ if pen.analysis.outcome == Outcome::Incident => {
            sentences.push(pen.sentence(&pen.text("summary-impact-unknown"), &[]));
        }
        _ => {}
    }
    if let Some(customers) = impact.customers_affected.filter(|n| *n > 0) {
        let phrase = Phrase::new("summary-customers").number("count", customers as f64);
        sentences.push(pen.sentence(&pen.words.render(&phrase), cites_of(impact, "customers_affected")));
    }
    sentences
}

/// What is said where users were not hurt; some of their requests always fail.
pub(crate) fn no_impact_key(impact: &Impact) -> &'static str {
    if impact.requests_failed.is_some_and(|n| n > 0) { "summary-as-usual" } else { "summary-no-impact" }
}

fn span(pen: &Pen<'_>, lasted: f64) -> Option<String> {
    let m = &pen.analysis.milestones;
    if pen.analysis.impact.open_end(m).is_some() {
        let start = m.impact_start.as_ref()?;
        let phrase = Phrase::new("summary-impact-open").with("from", PhraseArg::Time(start.time));
        return Some(pen.sentence(&pen.words.render(&phrase), &start.evidence));
    }
    let phrase = lasting("summary-impact-span", "duration", lasted)
        .with("from", PhraseArg::Time(m.time(MilestoneKind::ImpactStart)?))
        .with("to", PhraseArg::Time(m.time(MilestoneKind::Recovered)?));
    let ids = m.impact_start.iter().chain(&m.recovered).flat_map(|t| t.evidence.clone()).collect::<Vec<_>>();
    Some(pen.sentence(&pen.words.render(&phrase), &ids))
}

/// Immediate causes that the summary tells.
const MOST_FACTORS: usize = 2;
/// Statements of factors that say themselves which change went live when.
const TELL_A_CHANGE: [&str; 2] = ["factor-change-with-error", "factor-change"];

/// The change that came before, and what broke.
fn cause(pen: &Pen<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    let row = pen.row_of(MilestoneKind::CauseIntroduced);
    // The sentence of a factor that tells when the change went live would tell it again.
    let is_told = |row: &TimelineEntry| {
        pen.analysis.factors.iter().filter(|f| f.layer == Layer::Immediate).take(MOST_FACTORS).any(|factor| {
            let tells_change = factor.phrase.as_ref().is_some_and(|p| TELL_A_CHANGE.contains(&p.key.as_str()));
            tells_change && row.evidence.iter().any(|id| factor.evidence.contains(id))
        })
    };
    if let Some(row) = row.filter(|r| r.kind == TimelineKind::Change && !is_told(r)) {
        let event = pen.statement(&row.text, row.phrase.as_ref());
        let lead = pen.between(MilestoneKind::CauseIntroduced, MilestoneKind::ImpactStart).filter(|s| *s > 0.0);
        let sentence = match lead {
            Some(lead) => pen.around("summary-cause-before", &[("lead", &pen.words.duration(lead)), ("event", &event)]),
            None => pen.around("summary-cause-at", &[("time", &time_of_day(row.time)), ("event", &event)]),
        };
        sentences.push(pen.sentence(&sentence, &row.evidence));
    }
    for factor in pen.analysis.factors.iter().filter(|f| f.layer == Layer::Immediate).take(MOST_FACTORS) {
        let statement = pen.statement(&factor.statement, factor.phrase.as_ref());
        sentences.push(pen.sentence(&statement, &factor.evidence));
    }
    sentences
}

/// How it was noticed and what ended it.
fn response(pen: &Pen<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    let m = &pen.analysis.milestones;
    let ids = |kind: MilestoneKind| m.get(kind).map(|t| t.evidence.clone()).unwrap_or_default();
    let paged = pen.between(MilestoneKind::ImpactStart, MilestoneKind::Paged).filter(|s| *s >= 0.0);
    let acknowledged = pen.between(MilestoneKind::Paged, MilestoneKind::Acknowledged).filter(|s| *s >= 0.0);
    if let Some((paged, acknowledged)) = paged.zip(acknowledged) {
        let phrase = lasting("summary-paged", "after", paged).with("acknowledged", PhraseArg::DurationS(acknowledged));
        sentences.push(pen.sentence(&pen.words.render(&phrase), &ids(MilestoneKind::Paged)));
    } else if let Some(detected) = pen.between(MilestoneKind::ImpactStart, MilestoneKind::Detected) {
        let phrase = if detected < 0.0 {
            lasting("summary-detected-before", "before", -detected)
        } else {
            lasting("summary-detected", "after", detected)
        };
        sentences.push(pen.sentence(&pen.words.render(&phrase), &ids(MilestoneKind::Detected)));
    }
    let mitigated = pen.between(MilestoneKind::ImpactStart, MilestoneKind::Mitigated).filter(|s| *s >= 0.0);
    if let Some((after, row)) = mitigated.zip(pen.row_of(MilestoneKind::Mitigated)) {
        let event = pen.statement(&markdown::shortened(&row.text, 160), row.phrase.as_ref());
        let sentence = pen.around("summary-mitigated", &[("after", &pen.words.duration(after)), ("event", &event)]);
        sentences.push(pen.sentence(&sentence, &row.evidence));
    }
    if let Some(after) = pen.between(MilestoneKind::ImpactStart, MilestoneKind::Recovered) {
        let phrase = lasting("summary-recovered", "after", after);
        sentences.push(pen.sentence(&pen.words.render(&phrase), &ids(MilestoneKind::Recovered)));
    } else if let Some(end) = pen.analysis.impact.open_end(m) {
        let phrase = Phrase::new("summary-not-recovered").with("to", PhraseArg::Time(end));
        sentences.push(pen.sentence(&pen.words.render(&phrase), &ids(MilestoneKind::ImpactStart)));
    }
    sentences
}
