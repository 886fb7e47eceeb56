//! The three versions meet: unit by unit, what is added, updated, kept, removed or shown as a conflict.

mod write;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Conflict, MARK, Memory, Merged, Standing,
    base::Base,
    citations::Citations,
    form, front, label,
    memory::sealed,
    numbering, ordinals, place, sections,
    twinned::Twinned,
    unit::{self, Hash, Key, Role, Unit, Units},
    units_of,
};
use crate::document::{Document, LineIndex};

/// One merge under way.
pub(super) struct Merge<'m> {
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
    pub(super) fn new(existing: &'m str, draft: &str, mut now: Units, base: Option<Base>, memory: Memory) -> Self {
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

    pub(super) fn run(mut self) -> Merged {
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
