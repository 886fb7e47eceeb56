//! Where a new unit belongs in a document whose order is a person's.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{Form, Unit, Units, section_key};
use crate::document::{Document, Section, SectionKind, Span};

/// A place for new lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Behind the lines of a unit.
    AfterLine(Span),
    /// In front of the line at an offset.
    BeforeLine(usize),
    /// Behind these lines, as a block of its own.
    Block(Span),
}

pub(crate) struct Placer<'p> {
    existing: &'p str,
    draft: &'p str,
    now: &'p Units,
    today: &'p Units,
    twin_now: &'p [Option<usize>],
    /// Local time of each timeline row by the start of its line: existing, draft.
    times: [BTreeMap<usize, jiff::civil::DateTime>; 2],
}

impl<'p> Placer<'p> {
    pub(crate) fn new(
        existing: &'p str,
        draft: &'p str,
        now: &'p Units,
        today: &'p Units,
        twin_now: &'p [Option<usize>],
    ) -> Self {
        let times = [existing, draft].map(|source| {
            let rows = Document::parse(source).timeline;
            rows.iter().filter_map(|row| Some((row.span.start, row.moment.civil()?))).collect()
        });
        Self { existing, draft, now, today, twin_now, times }
    }

    /// The section of the document that a section of the draft belongs to.
    #[expect(clippy::option_option, reason = "no such section; before all sections; a section")]
    pub(crate) fn section(&self, wanted: Option<&Section>) -> Option<Option<usize>> {
        let Some(wanted) = wanted else { return Some(None) };
        let same = |s: &Section| section_key(Some(s)) == section_key(Some(wanted));
        let kind = |s: &Section| s.kind == wanted.kind && s.kind != SectionKind::Other && s.level == wanted.level;
        let named = self.now.sections.iter().position(same);
        let found = named.or_else(|| self.by_units(wanted)).or_else(|| self.now.sections.iter().position(kind))?;
        Some(Some(found))
    }

    /// The section that a person gave another heading: the one that now holds most units of the draft's section.
    fn by_units(&self, wanted: &Section) -> Option<usize> {
        let own = self.today.sections.iter().position(|s| s.heading == wanted.heading)?;
        let mut held: BTreeMap<usize, usize> = BTreeMap::new();
        for (unit, twin) in self.today.units.iter().zip(self.twin_now).filter(|(unit, _)| unit.section == Some(own)) {
            if let Some(section) =
                twin.and_then(|j| self.now.units.get(j)?.section).filter(|_| unit.shape != Form::Line)
            {
                *held.entry(section).or_default() += 1;
            }
        }
        let most = held.into_iter().max_by_key(|(section, count)| (*count, std::cmp::Reverse(*section)));
        most.map(|(section, _)| section).or_else(|| self.by_header(own))
    }

    /// The section whose table has the header of the draft's section, where a person typed all rows anew.
    fn by_header(&self, own: usize) -> Option<usize> {
        let header = self.today.units.iter().filter(|unit| unit.section == Some(own)).find_map(|unit| unit.header)?;
        let words = header.of(self.draft).trim();
        let is_same = |unit: &&Unit| unit.header.is_some_and(|h| h.of(self.existing).trim() == words);
        self.now.units.iter().find(is_same)?.section
    }

    /// Where the unit at `index` of the draft goes within a section of the document.
    pub(crate) fn spot(&self, index: usize, target: Option<usize>) -> Spot {
        let Some(unit) = self.today.units.get(index) else { return Spot::Block(Span::default()) };
        let inside: Vec<&Unit> = self
            .now
            .units
            .iter()
            .filter(|u| u.section == target && u.shape == unit.shape && u.header.is_some() == unit.header.is_some())
            .collect();
        if let Some(spot) = self.by_time(unit, &inside) {
            return spot;
        }
        // Behind the unit that stands in front of it in the draft, where that one is in the same section.
        let neighbours = |mut range: Box<dyn Iterator<Item = usize>>| {
            range.find_map(|i| {
                let neighbour = self.today.units.get(i)?;
                let same = neighbour.section == unit.section
                    && neighbour.shape == unit.shape
                    && neighbour.header == unit.header;
                let twin = self.now.units.get(self.twin_now.get(i).copied().flatten()?)?;
                (same && twin.section == target && twin.shape == unit.shape).then_some(twin.span)
            })
        };
        if let Some(before) = neighbours(Box::new((0..index).rev())) {
            return Spot::AfterLine(before);
        }
        if let Some(after) = neighbours(Box::new(index + 1..self.today.units.len())) {
            return Spot::BeforeLine(self.line_start(after.start));
        }
        let alike = inside.iter().rfind(|u| {
            unit.shape != Form::Row || Self::columns(u.header, self.existing) == Self::columns(unit.header, self.draft)
        });
        match alike {
            Some(last) if unit.shape != Form::Block => Spot::AfterLine(last.span),
            _ => {
                let section = target.and_then(|i| self.now.sections.get(i));
                let last = self.now.units.iter().rfind(|u| u.section == target).map(|u| u.span);
                Spot::Block(last.or(section.map(|s| s.heading)).unwrap_or_default())
            }
        }
    }

    fn columns(header: Option<Span>, source: &str) -> Option<usize> {
        let header = header?.of(source).lines().next()?;
        Some(crate::import::table::cells(header, Span::new(0, header.len())).len())
    }

    /// A timeline row goes behind the last row that is not later.
    fn by_time(&self, unit: &Unit, inside: &[&Unit]) -> Option<Spot> {
        let [now, today] = &self.times;
        let time = today.get(&unit.span.start)?;
        let rows: Vec<(&Unit, &jiff::civil::DateTime)> =
            inside.iter().filter_map(|u| Some((*u, now.get(&u.span.start)?))).collect();
        if let Some((before, _)) = rows.iter().rfind(|(_, t)| *t <= time) {
            return Some(Spot::AfterLine(before.span));
        }
        let first = rows.first()?;
        Some(Spot::BeforeLine(self.line_start(first.0.span.start)))
    }

    fn line_start(&self, offset: usize) -> usize {
        self.existing.get(..offset).and_then(|head| head.rfind(['\n', '\r'])).map_or(0, |at| at + 1)
    }

    /// Offset of the section in front of which a new section belongs: the next one of the draft that is there.
    pub(crate) fn before_section(&self, index: usize) -> Option<usize> {
        let following = self.today.sections.get(index + 1..)?;
        let found = following.iter().find_map(|s| self.section(Some(s)).flatten())?;
        Some(self.line_start(self.now.sections.get(found)?.heading.start))
    }

    /// A new action whose number is taken gets the next free one.
    pub(crate) fn free_id(&self, unit: &Unit, words: String, used: &mut BTreeSet<String>) -> String {
        let is_action =
            unit.section.and_then(|i| self.today.sections.get(i)).is_some_and(|s| s.kind == SectionKind::Actions);
        if !is_action || unit.shape != Form::Row {
            return words;
        }
        let Some(cell) = crate::import::table::cells(&words, Span::new(0, words.len())).first().copied() else {
            return words;
        };
        let id = cell.of(&words);
        let Some((prefix, digits)) = id.rsplit_once('-').filter(|(_, d)| d.bytes().all(|b| b.is_ascii_digit())) else {
            return words;
        };
        if used.insert(id.to_owned()) {
            return words;
        }
        let width = digits.len();
        let mut number = digits.parse::<usize>().unwrap_or(1);
        let mut free = id.to_owned();
        while !used.insert(free.clone()) {
            number += 1;
            free = format!("{prefix}-{number:0width$}");
        }
        let (head, rest) = words.split_at_checked(cell.start).unwrap_or((&words, ""));
        format!("{head}{free}{}", rest.get(id.len()..).unwrap_or_default())
    }
}
