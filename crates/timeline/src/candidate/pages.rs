//! What the pager did.

use backstory_model::{MilestoneKind, Page, PageEventKind, Phrase, TimelineKind, Window};
use jiff::Timestamp;

use super::Candidate;
use crate::people::Directory;

/// The page that opened the incident and what became of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PageStory {
    /// When the first page of the incident was triggered.
    pub(crate) paged: Option<Timestamp>,
    /// When it was taken.
    pub(crate) acknowledged: Option<Timestamp>,
    /// When a person declared the last one resolved.
    pub(crate) resolved: Option<Timestamp>,
    /// Titles of the pages, in order.
    pub(crate) titles: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<Candidate>,
}

/// Reads the pages of an incident: those with the stated numbers, else all that were triggered in the span.
pub(crate) fn read(pages: &[Page], stated: &[u64], span: Window, people: &Directory) -> PageStory {
    let named: Vec<&Page> = pages.iter().filter(|p| p.number.is_some_and(|n| stated.contains(&n))).collect();
    let mut chosen: Vec<&Page> = if named.is_empty() {
        pages.iter().filter(|p| p.events.iter().any(|e| span.contains(e.time))).collect()
    } else {
        named
    };
    chosen.sort_by_key(|p| p.events.first().map(|e| e.time));
    let mut story = PageStory::default();
    let mut by_person = None;
    let mut by_machine = None;
    for (position, page) in chosen.iter().enumerate() {
        story.titles.push(page.title.clone());
        for event in &page.events {
            let weight = if position == 0 { 0.0 } else { 0.25 };
            let person = event.person.as_deref().map(|p| people.handle(p));
            let title = |key: &str| Phrase::new(key).code("title", page.title.clone());
            let mut row = match &event.kind {
                PageEventKind::Triggered => {
                    story.paged = story.paged.min(Some(event.time)).or(Some(event.time));
                    Candidate::new(
                        event.time,
                        TimelineKind::Page,
                        0.85 - weight,
                        title("timeline-paged"),
                        &event.citation,
                    )
                }
                PageEventKind::Acknowledged => {
                    story.acknowledged = story.acknowledged.min(Some(event.time)).or(Some(event.time));
                    Candidate::new(
                        event.time,
                        TimelineKind::Page,
                        0.85 - weight,
                        title("timeline-acknowledged"),
                        &event.citation,
                    )
                }
                PageEventKind::Escalated => {
                    Candidate::new(event.time, TimelineKind::Page, 0.6, title("timeline-escalated"), &event.citation)
                }
                PageEventKind::Note if !event.detail.is_empty() => Candidate::new(
                    event.time,
                    TimelineKind::Page,
                    0.3,
                    Phrase::new("timeline-page-note").text("note", event.detail.clone()),
                    &event.citation,
                ),
                PageEventKind::Resolved => {
                    let slot = if event.person.is_some() { &mut by_person } else { &mut by_machine };
                    *slot = (*slot).max(Some(event.time));
                    Candidate::new(
                        event.time,
                        TimelineKind::Page,
                        0.5 - weight,
                        title("timeline-page-resolved"),
                        &event.citation,
                    )
                }
                _ => continue,
            };
            row.actor = person;
            row.service = page.service.clone();
            story.rows.push(row);
        }
    }
    // A person's word that it is over counts more than an integration that closes its alert.
    story.resolved = by_person.or(by_machine);
    mark(&mut story.rows, story.paged, "timeline-paged", MilestoneKind::Paged);
    mark(&mut story.rows, story.acknowledged, "timeline-acknowledged", MilestoneKind::Acknowledged);
    mark(&mut story.rows, story.resolved, "timeline-page-resolved", MilestoneKind::Resolved);
    story
}

fn mark(rows: &mut [Candidate], at: Option<Timestamp>, key: &str, kind: MilestoneKind) {
    if let Some(row) = rows.iter_mut().find(|r| Some(r.time) == at && r.phrase.key == key) {
        row.milestone = Some(kind);
        row.salience = 1.0;
    }
}
