//! Writes what is new into the document, and takes out what the machine no longer says.

use std::collections::{BTreeMap, BTreeSet};

use super::Merge;
use crate::document::{EditError, Section, Span};
use crate::merge::{
    MARK,
    citations::Citations,
    form::marked,
    place::{Anchor, Place},
    unit::{self, Form, Role, Unit},
};

/// Lines that go to one place together.
struct Run {
    anchor: Anchor,
    is_joined: bool,
    header: Option<String>,
    lines: Vec<String>,
    members: Vec<usize>,
}

impl Merge<'_> {
    /// Adds the new units: into their section, or with it where the document never had it. What is removed makes room.
    pub(super) fn add(
        &mut self,
        mut to_add: Vec<usize>,
        mut gone: BTreeSet<usize>,
        mut twins: Vec<Option<usize>>,
        citations: &mut Citations,
    ) {
        self.in_order_of_time(&mut to_add);
        let mut whole_sections: Vec<usize> = Vec::new();
        let mut placed: BTreeMap<usize, Place> = BTreeMap::new();
        let mut runs: Vec<Run> = Vec::new();
        for index in to_add {
            let Some(unit) = self.today.units.get(index).cloned() else { continue };
            let target = unit.section.and_then(|section| self.sections.get(section).copied().flatten());
            if let Some(section) = unit.section.filter(|_| target.is_none()) {
                self.without_section(&unit, section, &mut whole_sections);
                continue;
            }
            let words = citations.rewritten(unit.span.of(&self.draft));
            if let Some(old) = self.room_for(index, target, &twins, &gone) {
                if self.put_over(&unit, old, &words) {
                    gone.remove(&old);
                    if let Some(twin) = twins.get_mut(index) {
                        *twin = Some(old);
                    }
                }
                continue;
            }
            let Some(place) = self.with_placer(&gone, |placer| placer.place(index, target, &words, &twins, &placed))
            else {
                continue;
            };
            let words = marked(&place.words, place.shape);
            let run =
                place.behind.filter(|_| place.is_joined).and_then(|i| runs.iter_mut().find(|r| r.members.contains(&i)));
            match run {
                Some(run) => {
                    run.lines.push(words);
                    run.members.push(index);
                }
                None => runs.push(Run {
                    anchor: place.anchor,
                    is_joined: place.is_joined,
                    header: unit.header.filter(|_| place.shape == Form::Row).map(|h| h.of(&self.draft).to_owned()),
                    lines: vec![words],
                    members: vec![index],
                }),
            }
            placed.insert(index, place);
        }
        self.write_runs(runs);
        for index in gone {
            self.take_out(index);
        }
        for index in whole_sections {
            let Some(section) = self.today.sections.get(index).cloned() else { continue };
            self.add_section(&section, index, citations);
        }
    }

    /// Rows that go to one place of a timeline that runs backwards go there backwards.
    fn in_order_of_time(&self, to_add: &mut [usize]) {
        let is_event = |i: &usize| self.today.units.get(*i).is_some_and(|unit| unit.key.role == Some(Role::Event));
        let target = to_add.iter().find(|i| is_event(i)).and_then(|i| self.today.units.get(*i)?.section);
        let target = target.and_then(|section| self.sections.get(section).copied().flatten());
        if target.is_some() && self.with_placer(&BTreeSet::new(), |placer| placer.is_descending(target)) {
            let first = to_add.iter().position(is_event).unwrap_or_default();
            let length = to_add.iter().skip(first).take_while(|i| is_event(i)).count();
            if let Some(events) = to_add.get_mut(first..first + length) {
                events.reverse();
            }
        }
    }

    /// A new unit whose section is not there: the section is added with it, or a person deleted it.
    fn without_section(&mut self, unit: &Unit, index: usize, whole_sections: &mut Vec<usize>) {
        let Some(section) = self.today.sections.get(index) else { return };
        if self.base.sections.contains(&unit::section_key(Some(section))) {
            self.result.unplaced.push(unit.span.of(&self.draft).to_owned());
            self.unplaced.insert(unit.span.start);
            return;
        }
        let above = section.parent.filter(|parent| self.sections.get(*parent) == Some(&None));
        let above = above.filter(|parent| {
            let parent = self.today.sections.get(*parent);
            !self.base.sections.contains(&unit::section_key(parent))
        });
        for wanted in above.into_iter().chain([index]) {
            if !whole_sections.contains(&wanted) {
                whole_sections.push(wanted);
            }
        }
        self.next.keys.push(unit.key.clone());
    }

    /// A removed unit of the section that stands where the new one belongs.
    fn room_for(
        &self,
        index: usize,
        target: Option<usize>,
        twins: &[Option<usize>],
        gone: &BTreeSet<usize>,
    ) -> Option<usize> {
        let unit = self.today.units.get(index).filter(|unit| unit.key.role != Some(Role::Event))?;
        let near = |i: usize| {
            let neighbour = self.today.units.get(i).filter(|other| other.section == unit.section)?;
            let twin = twins.get(i).copied().flatten().filter(|j| !gone.contains(j))?;
            let is_alike = neighbour.shape == unit.shape;
            self.now.units.get(twin).filter(|theirs| is_alike && theirs.section == target).map(|_| twin)
        };
        let lower = (0..index).rev().find_map(near);
        let upper = (index + 1..self.today.units.len()).find_map(near);
        // Where a person changed the order, what stands behind the one may stand in front of the other.
        let upper = upper.filter(|upper| lower.is_none_or(|lower| lower < *upper));
        gone.iter().copied().find(|j| {
            let is_between = lower.is_none_or(|lower| lower < *j) && upper.is_none_or(|upper| *j < upper);
            is_between && self.now.units.get(*j).is_some_and(|u| u.section == target && u.shape == unit.shape)
        })
    }

    /// Writes a new unit over one that is removed.
    fn put_over(&mut self, unit: &Unit, old: usize, words: &str) -> bool {
        let Some(theirs) = self.now.units.get(old) else { return false };
        let words = marked(words, unit.shape);
        let was = theirs.span.of(self.existing).to_owned();
        let section = theirs.key.section;
        if self.document.replace(theirs.span, self.lines(&words)).is_err() {
            return false;
        }
        self.result.removed.push(was);
        self.thinned.insert(section);
        self.result.added.push(words);
        self.next.keys.push(unit.key.clone());
        true
    }

    fn write_runs(&mut self, runs: Vec<Run>) {
        // A block brings the blank line above it; at a place where none follows, the first brings that as well.
        let mut opened: BTreeSet<usize> = BTreeSet::new();
        for run in runs {
            let lines = run.lines.join("\n");
            let block = run.header.as_ref().map_or_else(|| lines.clone(), |header| format!("{header}\n{lines}"));
            let done = match (run.anchor, run.is_joined) {
                (Anchor::After(span), true) => self.document.insert_lines_after(span, &lines),
                (Anchor::Before(offset), true) => self.document.insert(offset, self.lines(&format!("{lines}\n"))),
                (Anchor::After(span), false) => self.insert_block(span, &block, &mut opened),
                (Anchor::Before(offset), false) => self.document.insert(offset, self.lines(&format!("{block}\n\n"))),
            };
            if done.is_ok() {
                self.result.added.extend(run.lines);
                let keys = run.members.iter().filter_map(|i| self.today.units.get(*i)).map(|unit| unit.key.clone());
                self.next.keys.extend(keys.collect::<Vec<_>>());
            }
        }
    }

    /// Inserts a block behind some lines, with a blank line on both sides.
    fn insert_block(&mut self, span: Span, block: &str, opened: &mut BTreeSet<usize>) -> Result<(), EditError> {
        let rest = self.existing.get(span.end..).unwrap_or_default();
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let rest = rest.get(line..).unwrap_or_default();
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
        let is_followed = rest.is_empty() || rest.starts_with(['\n', '\r']);
        let is_first = opened.insert(span.end);
        match (is_followed, is_first) {
            (true, _) => self.document.insert_lines_after(span, &format!("\n{block}")),
            (false, true) => self.document.insert_lines_after(span, &format!("\n{block}\n")),
            (false, false) => self.document.insert_lines_after(span, &format!("{block}\n")),
        }
    }

    /// Removes a unit that the machine wrote and no longer says.
    fn take_out(&mut self, index: usize) {
        let Some(unit) = self.now.units.get(index).cloned() else { return };
        let start = self.existing.get(..unit.span.start).and_then(|h| h.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
        let newline = self.document.newline();
        let rest = self.existing.get(unit.span.end..).unwrap_or_default();
        let line = rest.find(newline).map_or(rest.len(), |at| at + newline.len());
        let blank = rest.get(line..).filter(|rest| unit.shape == Form::Block && rest.starts_with(newline));
        let end = unit.span.end + line + blank.map_or(0, |_| newline.len());
        if self.document.remove(Span::new(start, end)).is_ok() {
            self.result.removed.push(unit.span.of(self.existing).to_owned());
            self.thinned.insert(unit.key.section);
        } else {
            self.next.keys.push(unit.key);
        }
    }

    fn add_section(&mut self, section: &Section, index: usize, citations: &mut Citations) {
        let own = Span::new(section.heading.start, section.body.end);
        let body = citations.without_definitions(own.of(&self.draft));
        let body = citations.rewritten(body.trim_end());
        let words = match body.split_once('\n') {
            Some((heading, rest)) => format!("{}{MARK}\n{rest}", heading.trim_end()),
            None => format!("{body}{MARK}"),
        };
        let done = match self.with_placer(&BTreeSet::new(), |placer| placer.before_section(index)) {
            Some(offset) => self.document.insert(offset, self.lines(&format!("{words}\n\n"))),
            None => self.document.append(&words),
        };
        if done.is_ok() {
            self.result.added.push(words);
        }
    }
}
