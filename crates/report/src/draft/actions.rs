//! Action items, and how they prevent the next incident.

use std::collections::BTreeSet;

use backstory_model::{Action, ActionKind, Phrase, PhraseArg, Priority};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan as _};

use super::closed;
use super::pen::Pen;
use crate::locale::day;
use crate::markdown;

/// From the end of the incident to the follow-up review: four weeks.
const FOLLOW_UP: SignedDuration = SignedDuration::from_hours(28 * 24);

pub(super) fn write(pen: &Pen<'_>, today: Date) -> String {
    if pen.analysis.actions.is_empty() {
        return pen.question("actions-ask");
    }
    let rows: Vec<Vec<String>> = pen
        .analysis
        .actions
        .iter()
        .map(|action| {
            let deadline = action.deadline.or_else(|| today.checked_add(action.priority.days().days()).ok());
            vec![
                markdown::words(&action.id.0),
                pen.statement(&action.title, action.phrase.as_ref()),
                action.owner.as_deref().map_or_else(|| pen.blank(), markdown::mention),
                deadline.map_or_else(|| pen.blank(), |d| d.to_string()),
                pen.text(priority_key(action.priority)),
            ]
        })
        .collect();
    pen.table(&["column-id", "column-action", "column-owner", "column-deadline", "column-priority"], &rows)
}

/// Which actions do what, and when the review looks back.
pub(super) fn prevention(pen: &Pen<'_>, deleted: &BTreeSet<String>) -> String {
    let kinds = [
        (ActionKind::Prevent, "prevention-prevent"),
        (ActionKind::Detect, "prevention-detect"),
        (ActionKind::Mitigate, "prevention-mitigate"),
        (ActionKind::Process, "prevention-process"),
    ];
    let mut sentences = Vec::new();
    for (kind, key) in kinds {
        let of_kind: Vec<&Action> =
            pen.analysis.actions.iter().filter(|a| a.kind == kind && !deleted.contains(&a.id.0)).collect();
        if !of_kind.is_empty() {
            let ids = of_kind.iter().map(|a| a.id.0.clone()).collect();
            let phrase = Phrase::new(key).with("actions", PhraseArg::List(ids)).number("count", of_kind.len() as f64);
            sentences.push(pen.sentence(&pen.words.render(&phrase), &[]));
        }
    }
    if sentences.is_empty() {
        sentences.push(pen.question("prevention-ask"));
    }
    let mut out = pen.paragraph(&sentences);
    if let Ok(follow_up) = closed(pen.analysis).checked_add(FOLLOW_UP) {
        let date = day(follow_up).to_string();
        let line = pen.around("prevention-follow-up", &[("date", &date)]);
        out.push_str(&format!("\n\n{}", pen.sentence(&line, &[])));
    }
    out
}

/// The name of a priority in the catalogue.
fn priority_key(priority: Priority) -> &'static str {
    match priority {
        Priority::High => "priority-high",
        Priority::Medium => "priority-medium",
        Priority::Low => "priority-low",
    }
}
