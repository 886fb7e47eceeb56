//! What went well, from durations and evidence alone, and what other teams can take with them.

use std::collections::BTreeSet;

use backstory_model::{EvidenceId, FactorCategory, MilestoneKind};

use super::impact::cites_of;
use super::pen::{Pen, lasting};

/// Noticing or taking a page within five minutes is worth saying; so is a fix within ten.
const PROMPT_S: f64 = 300.0;
const FIXED_S: f64 = 600.0;

/// Lessons of more than four kinds are not remembered.
const LESSONS: usize = 4;

pub(super) fn went_well(pen: &Pen<'_>) -> String {
    use MilestoneKind::{Acknowledged, Detected, Diagnosed, ImpactStart, Mitigated, Paged, Recovered};
    let mut lines = Vec::new();
    let ids = |kind: MilestoneKind| -> Vec<EvidenceId> {
        pen.analysis.milestones.get(kind).map(|m| m.evidence.clone()).unwrap_or_default()
    };
    let mut say = |key: &str, name: &str, seconds: f64, kind: MilestoneKind| {
        lines.push(pen.sentence(&pen.words.render(&lasting(key, name, seconds)), &ids(kind)));
    };
    match pen.between(ImpactStart, Detected) {
        Some(s) if s < 0.0 => say("went-well-detected-before", "before", -s, Detected),
        Some(s) if s <= PROMPT_S => say("went-well-detected", "after", s, Detected),
        _ => {}
    }
    if let Some(s) = pen.between(Paged, Acknowledged).filter(|s| (0.0..=PROMPT_S).contains(s)) {
        say("went-well-acknowledged", "after", s, Acknowledged);
    }
    if let Some(s) = pen.between(Diagnosed, Mitigated).filter(|s| (0.0..=FIXED_S).contains(s)) {
        say("went-well-fixed", "after", s, Mitigated);
    } else if let Some(s) = pen.between(Diagnosed, Recovered).filter(|s| (0.0..=FIXED_S).contains(s)) {
        say("went-well-ended", "after", s, Recovered);
    }
    match pen.between(Mitigated, Recovered) {
        Some(s) if (-60.0..=0.0).contains(&s) => {
            lines.push(pen.sentence(&pen.text("went-well-ended-it"), &ids(Recovered)));
        }
        Some(s) if (0.0..=60.0).contains(&s) => {
            lines.push(pen.sentence(&pen.words.render(&lasting("went-well-mitigation", "after", s)), &ids(Recovered)));
        }
        _ => {}
    }
    let impact = &pen.analysis.impact;
    if impact.user_visible == Some(false) {
        lines.push(pen.sentence(&pen.text("went-well-no-impact"), cites_of(impact, "requests_failed")));
    }
    if lines.is_empty() {
        lines.push(pen.question("went-well-ask"));
    }
    bullets(&lines)
}

pub(super) fn lessons(pen: &Pen<'_>) -> String {
    let mut told = BTreeSet::new();
    let mut lines = Vec::new();
    // What is fixed last is told first: the factors below the surface teach more than what broke.
    let below = pen.analysis.factors.iter().filter(|f| f.layer != backstory_model::Layer::Immediate);
    for factor in below.chain(&pen.analysis.factors) {
        let key = own_lesson(pen, factor).unwrap_or_else(|| lesson_key(factor.category).to_owned());
        if lines.len() < LESSONS && told.insert(factor.category) {
            lines.push(pen.sentence(&pen.text(&key), &factor.evidence));
        }
    }
    if lines.is_empty() {
        lines.push(pen.question("lessons-ask"));
    }
    bullets(&lines)
}

/// The lesson of the very factor, where the catalogue knows one.
fn own_lesson(pen: &Pen<'_>, factor: &backstory_model::Factor) -> Option<String> {
    let about = factor.phrase.as_ref()?.key.strip_prefix("factor-")?;
    let key = format!("lesson-of-{about}");
    pen.words.has(&key).then_some(key)
}

fn lesson_key(category: FactorCategory) -> &'static str {
    match category {
        FactorCategory::Change => "lesson-change",
        FactorCategory::Capacity => "lesson-capacity",
        FactorCategory::Dependency => "lesson-dependency",
        FactorCategory::Configuration => "lesson-configuration",
        FactorCategory::Detection => "lesson-detection",
        FactorCategory::Response => "lesson-response",
        FactorCategory::Process => "lesson-process",
        FactorCategory::Environment => "lesson-environment",
    }
}

fn bullets(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}
