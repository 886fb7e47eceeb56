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
//! | a | a | gone | stays; returned as no longer supported |
//!
//! Front matter, headings, the order of everything and all units that no machine wrote are the person's and stay.

mod base;
mod citations;
mod pair;
mod place;
#[cfg(test)]
mod tests;
mod twins;
mod unit;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::document::{Document, LineIndex, Section, Span};
use base::Base;
use citations::Citations;
use pair::pair;
pub(crate) use twins::{Fate, Twins};
use unit::{Form, Key, Unit, Units};

/// Mark behind what a re-draft added; a person deletes it after reading.
pub const MARK: &str = " <!-- backstory:new -->";

/// The merged document, and what a person should know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// The document.
    pub text: String,
    /// Units that were added, as written.
    pub added: Vec<String>,
    /// The machine's own words that nobody had touched and that changed.
    pub updated: Vec<String>,
    /// Places where a person's words and the new draft differ; the person's stand.
    pub conflicts: Vec<Conflict>,
    /// Units of the draft that a person deleted earlier; they stay deleted.
    pub withheld: Vec<String>,
    /// Lines of units from an earlier draft that the new one no longer has, counted from 1 in the existing document.
    pub unsupported: Vec<usize>,
}

/// A person's words and a draft that says something else about the same evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Line of the person's words in the existing document, counted from 1.
    pub line: usize,
    /// The person's words; they stand.
    pub yours: String,
    /// What the draft would say.
    pub proposed: String,
}

/// Adds to a fresh draft what [`merge`] needs to know it again; sealing twice changes nothing.
pub fn seal(draft: &str) -> String {
    let (text, _) = unsealed(draft);
    let units = units_of(&text);
    let base = Base {
        keys: units.units.iter().map(|u| u.key.clone()).collect(),
        sections: units.sections.iter().map(|s| unit::section_key(Some(s))).collect(),
    };
    sealed(&text, &base)
}

/// Brings a new draft into an existing document.
///
/// `previous_draft` is what the machine wrote last time, for callers that keep it; a document that carries the comment
/// of [`seal`] needs none. Without either, all that exists counts as written by people.
pub fn merge(existing: &str, previous_draft: Option<&str>, new_draft: &str) -> Merged {
    let (existing, own_base) = unsealed(existing);
    let (draft, _) = unsealed(new_draft);
    let base = own_base.or_else(|| {
        let (previous, kept) = unsealed(previous_draft?);
        kept.or_else(|| base::read(&seal(&previous)).map(|found| found.0))
    });
    Merge::new(&existing, &draft, base).run()
}

/// The text without the comment, and the comment.
fn unsealed(text: &str) -> (String, Option<Base>) {
    let Some((base, span)) = base::read(text) else { return (text.to_owned(), None) };
    let head = text.get(..span.start).unwrap_or_default();
    let tail = text.get(span.end..).unwrap_or_default();
    let tail = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix('\n')).unwrap_or(tail);
    // The blank line in front came with the comment.
    let head = head.strip_suffix('\n').filter(|h| h.ends_with('\n')).unwrap_or(head);
    (format!("{head}{tail}"), Some(base))
}

fn sealed(text: &str, base: &Base) -> String {
    let gap = match text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{text}{gap}{}\n", base::comment(base))
}

fn units_of(text: &str) -> Units {
    let start = Document::parse(text).front_matter.map_or(0, |front| front.span.end);
    unit::read(text, start)
}

struct Merge<'m> {
    existing: &'m str,
    draft: &'m str,
    document: Document,
    now: Units,
    today: Units,
    has_base: bool,
    base: Base,
    lines: LineIndex,
    result: Merged,
    /// The base of the next run.
    next: Base,
}

impl<'m> Merge<'m> {
    fn new(existing: &'m str, draft: &'m str, base: Option<Base>) -> Self {
        Self {
            existing,
            draft,
            document: Document::parse(existing),
            now: units_of(existing),
            today: units_of(draft),
            has_base: base.is_some(),
            base: base.unwrap_or_default(),
            lines: LineIndex::new(existing),
            result: Merged {
                text: String::new(),
                added: Vec::new(),
                updated: Vec::new(),
                conflicts: Vec::new(),
                withheld: Vec::new(),
                unsupported: Vec::new(),
            },
            next: Base::default(),
        }
    }

    fn run(mut self) -> Merged {
        let today: Vec<Unit> = self.today.units.clone();
        let now: Vec<Unit> = self.now.units.clone();
        let base: Vec<Key> = self.base.keys.clone();
        let keys = |units: &[Unit]| units.iter().map(|u| u.key.clone()).collect::<Vec<_>>();
        let (today_keys, now_keys) = (keys(&today), keys(&now));
        let (t, n) = (today_keys, now_keys);
        let today_to_base = pair(&t.iter().collect::<Vec<_>>(), &base.iter().collect::<Vec<_>>());
        let base_to_now = pair(&base.iter().collect::<Vec<_>>(), &n.iter().collect::<Vec<_>>());
        // What no machine wrote is a person's: it is compared with what is new today.
        let free: Vec<usize> = (0..now.len()).filter(|i| !base_to_now.contains(&Some(*i))).collect();
        let fresh: Vec<usize> =
            (0..today.len()).filter(|i| today_to_base.get(*i).copied().flatten().is_none()).collect();
        let fresh_keys: Vec<&Key> = fresh.iter().filter_map(|i| t.get(*i)).collect();
        let free_keys: Vec<&Key> = free.iter().filter_map(|i| n.get(*i)).collect();
        let fresh_to_free = pair(&fresh_keys, &free_keys);

        let mut citations = Citations::new(&self.document, &self.now.cites, self.draft, &self.today.cites);
        let mut twin_now: Vec<Option<usize>> = vec![None; today.len()];
        let mut to_add: Vec<usize> = Vec::new();
        for (i, unit) in today.iter().enumerate() {
            let before = today_to_base.get(i).copied().flatten();
            let now_index = if let Some(b) = before {
                base_to_now.get(b).copied().flatten()
            } else {
                let place = fresh.iter().position(|f| *f == i);
                let twin =
                    place.and_then(|p| fresh_to_free.get(p).copied().flatten()).and_then(|f| free.get(f).copied());
                // With a base, a person's own unit is the same only if all of it says so.
                twin.filter(|j| {
                    let same = now.get(*j).map(|u| &u.key);
                    same.is_some_and(|k| {
                        k.words == unit.key.words
                            || !self.has_base
                            || (k.label == unit.key.label
                                && k.evidence == unit.key.evidence
                                && k.section == unit.key.section)
                    })
                })
            };
            if let Some(slot) = twin_now.get_mut(i) {
                *slot = now_index;
            }
            let base_key = before.and_then(|b| base.get(b));
            match (base_key, now_index.and_then(|j| now.get(j))) {
                (_, Some(theirs)) if theirs.key.words == unit.key.words => self.next.keys.push(unit.key.clone()),
                (Some(old), Some(_)) if old.words == unit.key.words => self.next.keys.push(old.clone()),
                (Some(old), Some(theirs)) if old.words == theirs.key.words => {
                    let words = citations.rewritten(unit.span.of(self.draft));
                    if self.document.replace(theirs.span, words.clone()).is_ok() {
                        self.result.updated.push(words);
                        self.next.keys.push(unit.key.clone());
                    } else {
                        self.next.keys.push(old.clone());
                    }
                }
                (old, Some(theirs)) => {
                    self.result.conflicts.push(Conflict {
                        line: self.lines.line(theirs.span.start),
                        yours: theirs.span.of(self.existing).to_owned(),
                        proposed: citations.preview(unit.span.of(self.draft)),
                    });
                    self.next.keys.extend(old.cloned());
                }
                (Some(old), None) => {
                    self.result.withheld.push(unit.span.of(self.draft).to_owned());
                    self.next.keys.push(old.clone());
                }
                (None, None) => to_add.push(i),
            }
        }
        for (b, key) in base.iter().enumerate().filter(|(b, _)| !today_to_base.contains(&Some(*b))) {
            if let Some(theirs) = base_to_now.get(b).copied().flatten().and_then(|j| now.get(j)) {
                self.result.unsupported.push(self.lines.line(theirs.span.start));
            }
            self.next.keys.push(key.clone());
        }
        self.add(&to_add, &twin_now, &mut citations);
        citations.finish(&mut self.document);
        self.next.sections.extend(self.base.sections.iter().copied());
        self.next.sections.extend(self.today.sections.iter().map(|s| unit::section_key(Some(s))));
        self.result.text = sealed(&self.document.write(), &self.next);
        self.result
    }

    /// Adds the new units: into their section, or with it where the document never had it.
    fn add(&mut self, to_add: &[usize], twin_now: &[Option<usize>], citations: &mut Citations) {
        let mut whole_sections: Vec<usize> = Vec::new();
        let mut used_ids: BTreeSet<String> = self.document.actions.iter().filter_map(|a| a.id.clone()).collect();
        let placer = place::Placer::new(self.existing, self.draft, &self.now, &self.today, twin_now);
        for index in to_add {
            let Some(unit) = self.today.units.get(*index) else { continue };
            let section = unit.section.and_then(|i| self.today.sections.get(i));
            let Some(target) = placer.section(section) else {
                let is_deleted = self.base.sections.contains(&unit::section_key(section));
                if is_deleted {
                    self.result.withheld.push(unit.span.of(self.draft).to_owned());
                } else if let Some(i) = unit.section
                    && !whole_sections.contains(&i)
                {
                    whole_sections.push(i);
                }
                self.next.keys.push(unit.key.clone());
                continue;
            };
            let words = marked(&citations.rewritten(unit.span.of(self.draft)), unit.shape);
            let words = placer.free_id(unit, words, &mut used_ids);
            let done = match placer.spot(*index, target) {
                place::Spot::AfterLine(span) => self.document.insert_lines_after(span, &words),
                place::Spot::BeforeLine(offset) => {
                    self.document.insert(offset, format!("{words}{}", self.document.newline()))
                }
                place::Spot::Block(span) => {
                    let head = unit.header.map(|h| format!("{}\n", h.of(self.draft))).unwrap_or_default();
                    self.document.insert_lines_after(span, &format!("\n{head}{words}"))
                }
            };
            if done.is_ok() {
                self.result.added.push(words);
                self.next.keys.push(unit.key.clone());
            }
        }
        for index in whole_sections {
            let Some(section) = self.today.sections.get(index).cloned() else { continue };
            self.add_section(&section, index, citations);
        }
    }

    fn add_section(&mut self, section: &Section, index: usize, citations: &mut Citations) {
        let own = Span::new(section.heading.start, section.body.end);
        let body = citations.without_definitions(own.of(self.draft));
        let body = citations.rewritten(body.trim_end());
        let words = match body.split_once('\n') {
            Some((heading, rest)) => format!("{}{MARK}\n{rest}", heading.trim_end()),
            None => format!("{body}{MARK}"),
        };
        let placer = place::Placer::new(self.existing, self.draft, &self.now, &self.today, &[]);
        let done = match placer.before_section(index) {
            Some(offset) => {
                let newline = self.document.newline();
                self.document.insert(offset, format!("{}{newline}{newline}", words.replace('\n', newline)))
            }
            None => self.document.append(&words),
        };
        if done.is_ok() {
            self.result.added.push(words);
        }
    }
}

/// A unit with the mark that it is new.
fn marked(words: &str, shape: Form) -> String {
    match shape {
        Form::Row => {
            let cells = crate::import::table::cells(words, Span::new(0, words.len()));
            let Some(cell) = cells.get(1).or(cells.first()) else { return words.to_owned() };
            let (head, tail) = words.split_at_checked(cell.end).unwrap_or((words, ""));
            format!("{head}{MARK}{tail}")
        }
        Form::Bullet | Form::Line => match words.split_once('\n') {
            Some((first, rest)) => format!("{}{MARK}\n{rest}", first.trim_end()),
            None => format!("{}{MARK}", words.trim_end()),
        },
        Form::Block if words.starts_with(['`', '~', '<', '>', ' ']) => words.to_owned(),
        Form::Block => format!("{}{MARK}", words.trim_end()),
    }
}
