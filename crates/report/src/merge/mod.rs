//! Drafts again into a document that people have edited.
//!
//! Three versions meet: what the machine wrote last time ([`base`]), what stands in the document now, what the machine
//! would write today. Their units (timeline rows, bullets, table rows, paragraphs, fact lines) are paired by what they
//! cite, not by their place or words, so that rewording and reordering do no harm:
//!
//! | last time | now | today | result |
//! | --- | --- | --- | --- |
//! | - | - | new | added, marked with [`MARK`] |
//! | a | a | b | the machine's own words, updated |
//! | a | reworded | a | the person's words stay |
//! | a | reworded | b | the person's words stay, and a conflict is returned, on every run until one gives way |
//! | a | gone | any | stays gone |
//! | a | a | gone | a statement is removed; an event, action or fact stays, and is returned as no longer supported |
//! | a | reworded | gone | stays; returned as no longer supported |
//!
//! Headings, the order of everything and all units that no machine wrote are the person's and stay. A heading in other
//! words ([`sections`]), a table with other columns and a table made a list ([`form`]) take what is new in their own way.
//! Actions keep their numbers ([`numbering`]), and so does nothing else: the items of a list that is all the machine's are
//! counted again.

mod base;
mod citations;
mod form;
mod front;
mod label;
mod meeting;
mod memory;
mod numbering;
mod ordinals;
mod pair;
mod place;
mod sections;
#[cfg(test)]
mod tests;
mod twinned;
mod twins;
mod unit;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::document::Document;
use meeting::Merge;
use memory::{seal_of, sealed, unsealed};
pub(crate) use twins::{Fate, Twins};
pub(crate) use unit::without_bullet;
use unit::{Role, Units};

/// Mark behind what a re-draft added; a person deletes it after reading.
pub const MARK: &str = " <!-- backstory:new -->";

/// The merged document, and what a person should know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Merged {
    /// The document.
    #[serde(skip)]
    pub text: String,
    /// Units that were added, as written.
    pub added: Vec<String>,
    /// The machine's own words that nobody had touched and that changed.
    pub updated: Vec<String>,
    /// The machine's own statements that nobody had touched and that the new draft no longer makes: they are gone.
    pub removed: Vec<String>,
    /// Places where a person's words and the new draft differ; the person's stand.
    pub conflicts: Vec<Conflict>,
    /// Units of the draft that a person deleted earlier; they stay deleted.
    pub withheld: Vec<String>,
    /// New units whose section a person deleted: they stand nowhere.
    pub unplaced: Vec<String>,
    /// Units from an earlier draft that stand and that the new one no longer has.
    pub unsupported: Vec<Standing>,
    /// From where it is known what the machine wrote last time.
    pub memory: Memory,
}

/// A person's words and a draft that says something else about the same evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Line of the person's words in the merged document, counted from 1.
    pub line: usize,
    /// The same in the document as it was.
    #[serde(skip)]
    pub line_before: usize,
    /// The person's words; they stand.
    pub yours: String,
    /// What the draft would say.
    pub proposed: String,
}

/// Words that stand in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Their line in the merged document, counted from 1.
    pub line: usize,
    /// The same in the document as it was.
    #[serde(skip)]
    pub line_before: usize,
    /// The words.
    pub words: String,
}

/// From where it is known what the machine wrote last time, and so what a person changed or deleted since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Memory {
    /// From the comment at the end of the document.
    #[default]
    Comment,
    /// From the draft that the caller kept: the comment is gone.
    Sidecar,
    /// From nowhere, though the document holds words of the machine: what was deleted may be back.
    Lost,
    /// From nowhere, and nothing in the document is the machine's.
    Nothing,
}

/// Adds to a fresh draft what [`merge`] needs to know it again; sealing twice changes nothing.
pub fn seal(draft: &str) -> String {
    let (text, _) = unsealed(draft);
    sealed(&text, &seal_of(&text))
}

/// The text without the memory and the marks of drafting: what readers are given.
pub fn unmarked(text: &str) -> String {
    unsealed(text).0.replace(MARK, "")
}

/// Brings a new draft into an existing document.
///
/// `previous_draft` is what the machine wrote last time, for callers that keep it: it completes the comment of [`seal`],
/// and stands in for one that is lost. Without either, all that exists counts as written by people.
pub fn merge(existing: &str, previous_draft: Option<&str>, new_draft: &str) -> Merged {
    let (existing, own_base) = unsealed(existing);
    let (draft, _) = unsealed(new_draft);
    let previous = previous_draft.map(|previous| {
        let (text, _) = unsealed(previous);
        (seal_of(&text), units_of(&text))
    });
    let now = units_of(&existing);
    let (base, memory) = memory::recalled(own_base, previous, &now, &units_of(&draft));
    Merge::new(&existing, &draft, now, base, memory).run()
}

/// The numbers of the actions of a fresh draft that a merge put nowhere: a person deleted them, or their section.
pub fn absent_actions(draft: &str, merged: &Merged) -> BTreeSet<String> {
    let draft = unsealed(draft).0;
    let title = |row: &str| {
        let cells = crate::import::table::cells(row, crate::document::Span::new(0, row.len()));
        cells.get(1).map(|cell| cell.of(row).to_owned())
    };
    let gone: BTreeSet<String> = merged.withheld.iter().chain(&merged.unplaced).filter_map(|row| title(row)).collect();
    let actions = units_of(&draft).units.into_iter().filter(|unit| unit.key.role == Some(Role::Action));
    let rows = actions.map(|unit| unit.span.of(&draft).to_owned());
    let absent = rows.filter(|row| title(row).is_some_and(|title| gone.contains(&title)));
    absent
        .filter_map(|row| {
            let cells = crate::import::table::cells(&row, crate::document::Span::new(0, row.len()));
            cells.first().map(|cell| cell.of(&row).to_owned())
        })
        .collect()
}

fn units_of(text: &str) -> Units {
    let start = Document::parse(text).front_matter.map_or(0, |front| front.span.end);
    unit::read(text, start)
}
