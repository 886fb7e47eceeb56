//! The timeline table.

use backstory_model::{MilestoneKind, TimelineEntry, TimelineKind};

use super::impact::milestone_key;
use super::pen::Pen;
use crate::locale::{day, source_name, time_of_day};
use crate::markdown;

/// A person's words are quoted up to this length, in characters.
const QUOTE: usize = 280;

pub(super) fn write(pen: &Pen<'_>) -> String {
    let rows = &pen.analysis.timeline;
    if rows.is_empty() {
        return pen.question("timeline-empty");
    }
    let is_one_day = rows.iter().all(|r| rows.first().is_some_and(|first| day(first.time) == day(r.time)));
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let clock = time_of_day(row.time);
            let time = if is_one_day { clock } else { format!("{} {clock}", day(row.time)) };
            vec![time, event(pen, row), source_name(pen.words, &row.source), actor(pen, row)]
        })
        .collect();
    pen.table(&["column-time", "column-event", "column-source", "column-actor"], &table)
}

fn event(pen: &Pen<'_>, row: &TimelineEntry) -> String {
    let mut event = pen.statement(&markdown::shortened(&row.text, QUOTE), row.phrase.as_ref());
    if let Some(uncertainty) = row.uncertainty_s.filter(|s| *s >= 1.0) {
        let seconds = pen.words.duration(uncertainty);
        event = pen.around("timeline-uncertain", &[("event", &event), ("seconds", &seconds)]);
    }
    let names: Vec<String> = milestones(pen, row).into_iter().map(|kind| pen.text(milestone_key(kind))).collect();
    if let Some((first, rest)) = names.split_first() {
        if let Some(phrase) = &row.phrase {
            match phrase.key.as_str() {
                // The name of the milestone says it already.
                "timeline-acknowledged" | "timeline-declared-resolved" => event.clear(),
                "timeline-diagnosed" => {
                    let quote = backstory_model::Phrase { key: "label-quote".to_owned(), args: phrase.args.clone() };
                    event = pen.words.render(&quote);
                }
                _ => {}
            }
        }
        let lower = rest.iter().map(|name| name.to_lowercase());
        let names: Vec<String> = std::iter::once(first.clone()).chain(lower).collect();
        let names = names.join(&pen.text("milestone-join"));
        event = match event.as_str() {
            "" => format!("**{names}**"),
            event => pen.around("milestone-label", &[("names", &names), ("event", event)]),
        };
    }
    format!("{event}{}", pen.cite(&row.evidence))
}

/// The milestones a row marks: its own, and those of the same second that no row of their own tells.
fn milestones(pen: &Pen<'_>, row: &TimelineEntry) -> Vec<MilestoneKind> {
    let Some(own) = row.milestone else { return Vec::new() };
    let is_same_second =
        |kind: MilestoneKind| pen.analysis.milestones.time(kind).is_some_and(|t| t.as_second() == row.time.as_second());
    MilestoneKind::ALL
        .into_iter()
        .filter(|kind| *kind == own || (is_same_second(*kind) && pen.row_of(*kind).is_none()))
        .collect()
}

fn actor(pen: &Pen<'_>, row: &TimelineEntry) -> String {
    match &row.actor {
        Some(handle) => markdown::mention(handle),
        None if row.kind == TimelineKind::Page => pen.text("label-system"),
        None => "-".to_owned(),
    }
}
