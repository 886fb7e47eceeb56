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
mod memory;
mod numbering;
mod ordinals;
mod pair;
mod place;
mod sections;
#[cfg(test)]
mod tests;
mod twins;
mod unit;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::document::{Document, LineIndex};
use base::Base;
use citations::Citations;
use memory::{seal_of, sealed, unsealed};
use pair::{Versions, pair};
pub(crate) use twins::{Fate, Twins};
pub(crate) use unit::without_bullet;
use unit::{Hash, Key, Role, Unit, Units};

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

fn keys(units: &[Unit]) -> Vec<&Key> {
    units.iter().map(|unit| &unit.key).collect()
}

/// Which unit of one version is which of another.
struct Twinned {
    today_to_base: Vec<Option<usize>>,
    base_to_now: Vec<Option<usize>>,
    today_to_now: Vec<Option<usize>>,
}

impl Twinned {
    fn of(today: &Units, now: &Units, base: &Base, has_base: bool) -> Self {
        let old: Vec<&Key> = base.keys.iter().collect();
        let today_to_base = pair(&keys(&today.units), &old, Versions::Drafts);
        let base_to_now = pair(&old, &keys(&now.units), Versions::Document);
        // What no machine wrote is a person's: it is compared with what is new today.
        let free: Vec<(usize, &Key)> = now
            .units
            .iter()
            .enumerate()
            .filter(|(j, _)| !base_to_now.contains(&Some(*j)))
            .map(|(j, u)| (j, &u.key))
            .collect();
        let fresh: Vec<(usize, &Key)> = today
            .units
            .iter()
            .enumerate()
            .filter(|(i, _)| today_to_base.get(*i) == Some(&None))
            .map(|(i, u)| (i, &u.key))
            .collect();
        let of = |side: &[(usize, &'_ Key)]| side.iter().map(|(_, key)| (*key).clone()).collect::<Vec<Key>>();
        let (fresh_keys, free_keys) = (of(&fresh), of(&free));
        let fresh_to_free =
            pair(&fresh_keys.iter().collect::<Vec<_>>(), &free_keys.iter().collect::<Vec<_>>(), Versions::Own);
        let mut today_to_now: Vec<Option<usize>> =
            today_to_base.iter().map(|before| before.and_then(|b| base_to_now.get(b).copied().flatten())).collect();
        for ((i, key), twin) in fresh.iter().zip(fresh_to_free) {
            let Some((j, theirs)) = twin.and_then(|at| free.get(at)) else { continue };
            if (!has_base || is_same(key, theirs))
                && let Some(slot) = today_to_now.get_mut(*i)
            {
                *slot = Some(*j);
            }
        }
        Self { today_to_base, base_to_now, today_to_now }
    }
}

/// Whether what a person wrote is surely what a draft says for the first time.
fn is_same(new: &Key, own: &Key) -> bool {
    let is_named = new.label.is_some() || !new.evidence.is_empty();
    new.words == own.words
        || new.section == own.section
            && (new.bare == own.bare || is_named && new.label == own.label && new.evidence == own.evidence)
}

struct Merge<'m> {
    existing: &'m str,
    draft: String,
    document: Document,
    now: Units,
    today: Units,
    has_base: bool,
    base: Base,
    /// For each section of the draft, that of the document.
    sections: Vec<Option<usize>>,
    /// Units of the document that are the machine's own words, where it put them.
    untouched: BTreeSet<usize>,
    result: Merged,
    /// When the rows of the draft happened, by where they begin.
    times: BTreeMap<usize, jiff::civil::DateTime>,
    /// Deadlines that the draft gave actions whose own stands in the document, by where the rows begin.
    deadlines: BTreeMap<usize, String>,
    /// Units of the draft that have no place, by where they begin.
    unplaced: BTreeSet<usize>,
    /// Where each conflict stands.
    conflicts_at: Vec<usize>,
    /// Where each unit stands that is no longer supported.
    unsupported_at: Vec<usize>,
    /// Sections from which something was removed.
    thinned: BTreeSet<Hash>,
    /// The base of the next run.
    next: Base,
}

impl<'m> Merge<'m> {
    fn new(existing: &'m str, draft: &str, mut now: Units, base: Option<Base>, memory: Memory) -> Self {
        let (has_base, base) = (base.is_some(), base.unwrap_or_default());
        let document = Document::parse(existing);
        let mut today = units_of(draft);
        let loose = Twinned::of(&today, &now, &base, true);
        let headers = [existing, draft];
        let sections = sections::matched(&now, &today, &base.keys, &loose.base_to_now, &loose.today_to_now, headers);
        sections::renamed(&mut now, &today, &sections);
        let twins = Twinned::of(&today, &now, &base, has_base);
        let pairs = [twins.today_to_base.as_slice(), twins.today_to_now.as_slice()];
        let (draft, deadlines) = numbering::settled(draft, &today, &document, &now, &base, pairs);
        today = units_of(&draft);
        let deadlines = numbering::by_place(&today, &draft, &deadlines);
        let times = place::times(&draft);
        let next = Base { numbers: base.numbers.clone(), front: base.front.clone(), ..Base::default() };
        let result = Merged { memory, ..Merged::default() };
        Self {
            existing,
            draft,
            document,
            now,
            today,
            has_base,
            base,
            sections,
            untouched: BTreeSet::new(),
            times,
            deadlines,
            unplaced: BTreeSet::new(),
            result,
            conflicts_at: Vec::new(),
            unsupported_at: Vec::new(),
            thinned: BTreeSet::new(),
            next,
        }
    }

    fn run(mut self) -> Merged {
        let twins = Twinned::of(&self.today, &self.now, &self.base, self.has_base);
        let mut citations = Citations::new(&self.document, &self.now.cites, &self.draft, &self.today.cites);
        // Words that stand cite what nothing defines any more: the draft knows it where it says the same.
        for (unit, theirs) in self.today.units.iter().zip(&twins.today_to_now) {
            let theirs = theirs.and_then(|j| self.now.units.get(j)).filter(|theirs| theirs.key.bare == unit.key.bare);
            if let Some(theirs) = theirs {
                citations.restore(theirs.span.of(self.existing), unit.span.of(&self.draft));
            }
        }
        for (key, twin) in self.base.keys.iter().zip(&twins.base_to_now) {
            let theirs = twin.and_then(|j| Some((j, self.now.units.get(j)?)));
            // What a person put into another section is theirs to keep.
            if let Some((j, _)) = theirs.filter(|(_, u)| u.key.words == key.words && u.key.section == key.section) {
                self.untouched.insert(j);
            }
        }
        let to_add = self.meet(&twins, &mut citations);
        let removable = self.forget(&twins);
        self.next.front = front::merged(&mut self.document, &self.draft, &self.base.front);
        self.add(to_add, removable, twins.today_to_now, &mut citations);
        citations.finish(&mut self.document);
        self.next.sections.extend(self.base.sections.iter().copied());
        self.next.sections.extend(self.today.sections.iter().map(|s| unit::section_key(Some(s))));
        // The number of an action that stands nowhere is free for it in the next draft.
        let told = self.today.units.iter().filter(|unit| !self.unplaced.contains(&unit.span.start));
        self.next.numbers.extend(numbering::of(&self.now).chain(told.filter_map(|unit| unit.key.number)));
        let text = self.document.write();
        self.number_lines(&text);
        let text = if self.result.added.is_empty() && self.result.removed.is_empty() {
            text
        } else {
            ordinals::counted(&text, &self.next, &self.result.added, &self.thinned)
        };
        self.result.text = sealed(&text, &self.next);
        self.result
    }

    /// Holds each unit of the draft against the last draft and the document; returns those that are new.
    fn meet(&mut self, twins: &Twinned, citations: &mut Citations) -> Vec<usize> {
        let mut to_add: Vec<usize> = Vec::new();
        for (i, unit) in self.today.units.clone().iter().enumerate() {
            let old = twins.today_to_base.get(i).copied().flatten().and_then(|b| self.base.keys.get(b)).cloned();
            let twin = twins.today_to_now.get(i).copied().flatten();
            match (old, twin.and_then(|j| Some((j, self.now.units.get(j)?.clone())))) {
                (_, Some((_, theirs))) if theirs.key.words == unit.key.words => self.next.keys.push(unit.key.clone()),
                (Some(old), Some(_)) if old.words == unit.key.words || self.is_same_action(&old, unit) => {
                    self.next.keys.push(old);
                }
                (Some(old), Some((_, theirs))) if old.words == theirs.key.words => {
                    let known = self.update(unit, &theirs, citations).then(|| unit.key.clone());
                    self.next.keys.push(known.unwrap_or(old));
                }
                (old, Some((_, theirs))) => {
                    let proposed = citations.preview(&self.as_drafted(unit));
                    let proposed =
                        self.with_placer(&BTreeSet::new(), |placer| placer.in_their_zone(unit, &theirs, &proposed));
                    let yours = theirs.span.of(self.existing).to_owned();
                    self.result.conflicts.push(Conflict { line: 0, line_before: 0, yours, proposed });
                    self.conflicts_at.push(theirs.span.start);
                    self.next.keys.extend(old);
                }
                (Some(old), None) => {
                    if !self.stands_inside(unit) {
                        self.result.withheld.push(unit.span.of(&self.draft).to_owned());
                    }
                    self.next.keys.push(old);
                }
                (None, None) => to_add.push(i),
            }
        }
        to_add
    }

    /// A row of an action with the deadline that the draft gave it, where that of the document stands in it.
    fn as_drafted(&self, unit: &Unit) -> String {
        let words = unit.span.of(&self.draft);
        let drafted = self.deadlines.get(&unit.span.start);
        let cell = numbering::deadline_of(&self.draft, unit).filter(|_| drafted.is_some());
        let parts = cell.and_then(|cell| {
            Some((self.draft.get(unit.span.start..cell.start)?, self.draft.get(cell.end..unit.span.end)?))
        });
        parts.map_or_else(
            || words.to_owned(),
            |(head, tail)| format!("{head}{}{tail}", drafted.map_or("", String::as_str)),
        )
    }

    /// Whether an action says what it said last time but for its deadline, which counts from the day of the draft: then a
    /// person's words stand against nothing new.
    fn is_same_action(&self, old: &Key, unit: &Unit) -> bool {
        const DAYS: i64 = 200;
        let Some(drafted) = self.deadlines.get(&unit.span.start).and_then(|day| day.parse::<jiff::civil::Date>().ok())
        else {
            return false;
        };
        let Some(cell) = numbering::deadline_of(&self.draft, unit) else { return false };
        let (head, tail) = (self.draft.get(unit.span.start..cell.start), self.draft.get(cell.end..unit.span.end));
        let (Some(head), Some(tail)) = (head, tail) else { return false };
        (-DAYS..=DAYS)
            .filter_map(|days| drafted.checked_add(jiff::Span::new().days(days)).ok())
            .any(|day| unit::action_words(&format!("{head}{day}{tail}"), &self.today.cites) == old.words)
    }

    /// Writes what the machine says now over what it said.
    fn update(&mut self, unit: &Unit, theirs: &Unit, citations: &mut Citations) -> bool {
        let words = citations.rewritten(unit.span.of(&self.draft));
        let Some(words) = self.with_placer(&BTreeSet::new(), |placer| placer.as_there(unit, theirs, &words)) else {
            return false;
        };
        let was_new = theirs.span.of(self.existing).contains(MARK.trim());
        let words = if was_new { form::marked(&words, theirs.shape) } else { words };
        let is_done = self.document.replace(theirs.span, self.lines(&words)).is_ok();
        if is_done {
            self.result.updated.push(words);
        }
        is_done
    }

    /// Whether the words of a unit stand in its section as part of something else: a person joined two paragraphs.
    fn stands_inside(&self, unit: &Unit) -> bool {
        let section = unit.section.and_then(|i| self.sections.get(i).copied().flatten());
        let Some(section) = section.and_then(|i| self.now.sections.get(i)) else { return false };
        let substance = |words: &str| label::substance(&unit::without_footnotes(&words.replace(MARK, "")));
        let words = substance(unit::without_bullet(unit.span.of(&self.draft)));
        !words.is_empty() && substance(section.body.of(self.existing)).contains(&words)
    }

    /// What the last draft said and this one does not: returns the units that are removed.
    fn forget(&mut self, twins: &Twinned) -> BTreeSet<usize> {
        let mut removable = BTreeSet::new();
        for (b, key) in self.base.keys.iter().enumerate() {
            if twins.today_to_base.contains(&Some(b)) {
                continue;
            }
            let twin = twins.base_to_now.get(b).copied().flatten();
            let is_taken = twin.is_some_and(|j| twins.today_to_now.contains(&Some(j)));
            let theirs = twin.filter(|_| !is_taken).and_then(|j| Some((j, self.now.units.get(j)?)));
            match theirs {
                Some((j, unit)) if self.untouched.contains(&j) && is_statement(unit) => {
                    removable.insert(j);
                    continue;
                }
                Some((_, unit)) => {
                    let words = unit.span.of(self.existing).to_owned();
                    self.unsupported_at.push(unit.span.start);
                    self.result.unsupported.push(Standing { line: 0, line_before: 0, words });
                }
                None => {}
            }
            self.next.keys.push(key.clone());
        }
        removable
    }

    /// Fills in the lines of what is returned, in the document as it was and as it is.
    fn number_lines(&mut self, text: &str) {
        let (before, after) = (LineIndex::new(self.existing), LineIndex::new(text));
        let line = |at: usize| (before.line(at), after.line(self.document.moved(at)));
        for (conflict, at) in self.result.conflicts.iter_mut().zip(&self.conflicts_at) {
            (conflict.line_before, conflict.line) = line(*at);
        }
        for (standing, at) in self.result.unsupported.iter_mut().zip(&self.unsupported_at) {
            (standing.line_before, standing.line) = line(*at);
        }
        self.result.unsupported.sort_by_key(|standing| standing.line);
    }

    /// Lines with the line ends of the document.
    fn lines(&self, words: &str) -> String {
        words.replace('\n', self.document.newline())
    }

    fn with_placer<T>(&self, gone: &BTreeSet<usize>, what: impl FnOnce(&place::Placer<'_>) -> T) -> T {
        what(&place::Placer {
            draft: &self.draft,
            document: &self.document,
            now: &self.now,
            today: &self.today,
            sections: &self.sections,
            gone,
            untouched: &self.untouched,
            times: &self.times,
        })
    }
}

/// Whether a unit says what the machine concluded: that goes when the conclusion does. An event or a fact was so, and an
/// action may have been taken up; a milestone is there once.
fn is_statement(unit: &Unit) -> bool {
    matches!(unit.key.role, Some(Role::Bullet | Role::Block)) || unit.is_milestone
}
