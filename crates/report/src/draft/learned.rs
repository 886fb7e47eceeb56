//! What went well, from durations and evidence alone, and what other teams can take with them.

use std::collections::BTreeSet;

use backstory_model::{EvidenceId, FactorCategory, MilestoneKind};

use super::impact::cites_of;
use super::pen::{Pen, lasting};
use super::summary::no_impact_key;

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
        lines.push(pen.sentence(&pen.text(no_impact_key(impact)), cites_of(impact, "requests_failed")));
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
        let key = own_lesson(factor).unwrap_or_else(|| lesson_key(factor.category));
        if lines.len() < LESSONS && told.insert(factor.category) {
            lines.push(pen.sentence(&pen.text(key), &factor.evidence));
        }
    }
    if lines.is_empty() {
        lines.push(pen.question("lessons-ask"));
    }
    bullets(&lines)
}

/// The lesson of the very factor, where the catalogue knows one.
fn own_lesson(factor: &backstory_model::Factor) -> Option<&'static str> {
    let key = factor.phrase.as_ref()?.key.as_str();
    Some(match key.strip_suffix("-alone").unwrap_or(key) {
        "factor-condition-certificate" | "factor-condition-certificate-unwarned" => "lesson-of-condition-certificate",
        "factor-condition-disk" => "lesson-of-condition-disk",
        "factor-condition-connections" => "lesson-of-condition-connections",
        "factor-condition-credential" => "lesson-of-condition-credential",
        "factor-condition-lock" => "lesson-of-condition-lock",
        "factor-condition-refused" => "lesson-of-condition-refused",
        "factor-condition-slow-dependency" => "lesson-of-condition-slow-dependency",
        "factor-condition-traffic" => "lesson-of-condition-traffic",
        "factor-condition-queue" => "lesson-of-condition-queue",
        "factor-memory-kill" => "lesson-of-memory-kill",
        "factor-retries" => "lesson-of-retries",
        "factor-shared-resource" => "lesson-of-shared-resource",
        "factor-masked-error" => "lesson-of-masked-error",
        "factor-silent-alert" => "lesson-of-silent-alert",
        "factor-full-rollout" => "lesson-of-full-rollout",
        "factor-blind-probe" => "lesson-of-blind-probe",
        "factor-no-test" | "factor-test-misses-case" => "lesson-of-missing-test",
        "factor-index-mismatch" | "factor-unchecked-statement" => "lesson-of-statement-plan",
        "factor-recurrence" => "lesson-of-recurrence",
        "factor-unowned" => "lesson-of-unowned",
        _ => return None,
    })
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
