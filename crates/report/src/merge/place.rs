//! Where a new unit belongs in a document whose order is a person's, and the form it takes there.

use std::collections::{BTreeMap, BTreeSet};

use super::form;
use super::unit::{Form, Role, Unit, Units};
use crate::document::{Document, Shape, Span, TimelineRow};

/// A place for new lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Behind these lines.
    After(Span),
    /// In front of the line at an offset.
    Before(usize),
}

/// A unit at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) anchor: Anchor,
    /// The unit of the draft behind whose lines it goes, where that one is new as well.
    pub(crate) behind: Option<usize>,
    /// Whether it is part of the list, table or run of lines at its anchor, and not a block of its own.
    pub(crate) is_joined: bool,
    /// Its lines, in the form of what stands around it.
    pub(crate) words: String,
    /// The form they have.
    pub(crate) shape: Form,
}

pub(crate) struct Placer<'p> {
    pub(crate) draft: &'p str,
    pub(crate) document: &'p Document,
    pub(crate) now: &'p Units,
    pub(crate) today: &'p Units,
    /// For each section of the draft, that of the document.
    pub(crate) sections: &'p [Option<usize>],
    /// Units of the document that are removed.
    pub(crate) gone: &'p BTreeSet<usize>,
    /// Units of the document that are the machine's own and as it wrote them.
    pub(crate) untouched: &'p BTreeSet<usize>,
    /// Times of the rows of the draft, by where they begin; see [`times`].
    pub(crate) times: &'p BTreeMap<usize, jiff::civil::DateTime>,
}

impl Placer<'_> {
    fn existing(&self) -> &str {
        self.document.source()
    }

    /// The section of the document that a section of the draft belongs to; the inner one is none before all sections.
    #[expect(clippy::option_option, reason = "no such section; before all sections; a section")]
    pub(crate) fn section(&self, wanted: Option<usize>) -> Option<Option<usize>> {
        let Some(wanted) = wanted else { return Some(None) };
        self.sections.get(wanted).copied().flatten().map(Some)
    }

    /// Whether a section of the document is the target or stands below it.
    pub(crate) fn is_inside(&self, section: Option<usize>, target: Option<usize>) -> bool {
        let mut at = section;
        loop {
            if at == target {
                return true;
            }
            let Some(parent) = at.and_then(|i| self.now.sections.get(i)) else { return false };
            at = parent.parent;
            if at.is_none() {
                return target.is_none() && section.is_none();
            }
        }
    }

    /// Where the unit at `index` of the draft goes within a section of the document. `words` are its lines with the
    /// footnotes of the document, `twins` the units of the document that the draft tells again, `placed` what was placed
    /// before.
    pub(crate) fn place(
        &self,
        index: usize,
        target: Option<usize>,
        words: &str,
        twins: &[Option<usize>],
        placed: &BTreeMap<usize, Place>,
    ) -> Option<Place> {
        let unit = self.today.units.get(index)?;
        if let Some(place) = self.by_time(unit, target, words) {
            return Some(place);
        }
        let is_alike = |i: &usize| {
            self.today.units.get(*i).is_some_and(|other| {
                other.section == unit.section && other.shape == unit.shape && other.header == unit.header
            })
        };
        let is_near = |i: &usize| self.today.units.get(*i).is_some_and(|other| other.section == unit.section);
        let before = |is_wanted: &dyn Fn(&usize) -> bool| {
            (0..index).rev().filter(|i| is_wanted(i)).find_map(|i| self.behind(unit, i, target, words, twins, placed))
        };
        let after = |is_wanted: &dyn Fn(&usize) -> bool| {
            let following = (index + 1..self.today.units.len()).filter(|i| is_wanted(i));
            following.filter_map(|i| self.twin(i, target, twins)).find_map(|j| self.in_front(unit, j, words))
        };
        let last_alike = || {
            let inside = self.now.units.iter().enumerate().rev();
            let mut inside = inside.filter(|(j, u)| !self.gone.contains(j) && self.is_inside(u.section, target));
            inside.find_map(|(j, _)| self.joined(unit, j, words))
        };
        // Numbers count up, so new actions end the table.
        let last_action = || if unit.key.role == Some(Role::Action) { last_alike() } else { None };
        last_action()
            .or_else(|| before(&is_alike))
            .or_else(|| after(&is_alike))
            .or_else(last_alike)
            .or_else(|| before(&is_near))
            .or_else(|| after(&is_near))
            .or_else(|| Some(self.at_end(unit, target, words)))
    }

    /// The unit of the document that tells a unit of the draft, where it stands in the section.
    fn twin(&self, index: usize, target: Option<usize>, twins: &[Option<usize>]) -> Option<usize> {
        let twin = twins.get(index).copied().flatten().filter(|j| !self.gone.contains(j))?;
        self.now.units.get(twin).filter(|unit| self.is_inside(unit.section, target)).map(|_| twin)
    }

    /// Behind the unit that stands in front of it in the draft.
    fn behind(
        &self,
        unit: &Unit,
        index: usize,
        target: Option<usize>,
        words: &str,
        twins: &[Option<usize>],
        placed: &BTreeMap<usize, Place>,
    ) -> Option<Place> {
        if let Some(neighbour) = placed.get(&index) {
            let other = self.today.units.get(index)?;
            // An event stands among others, wherever its time put it.
            if other.key.role == Some(Role::Event) && unit.key.role != Some(Role::Event) {
                return None;
            }
            let is_joined = unit.shape != Form::Block && other.shape == unit.shape && other.header == unit.header;
            let is_same_form = neighbour.shape == unit.shape;
            let words = if is_joined && !is_same_form { form::as_item(words, false, ": ") } else { words.to_owned() };
            let shape = if is_joined { neighbour.shape } else { unit.shape };
            return Some(Place { anchor: neighbour.anchor, behind: Some(index), is_joined, words, shape });
        }
        let twin = self.twin(index, target, twins)?;
        self.joined(unit, twin, words).or_else(|| {
            let anchor = Anchor::After(self.group(twin).next_back()?.span);
            Some(Place { anchor, behind: None, is_joined: false, words: words.to_owned(), shape: unit.shape })
        })
    }

    fn in_front(&self, unit: &Unit, twin: usize, words: &str) -> Option<Place> {
        let theirs = self.now.units.get(twin)?;
        let joined = self.joined(unit, twin, words);
        // The list of a person ends with what is new.
        if joined.is_some() && self.end_of_own_list(twin).is_some() {
            return joined;
        }
        if let Some(place) = joined {
            return Some(Place { anchor: Anchor::Before(self.line_start(theirs.span.start)), ..place });
        }
        let anchor = Anchor::Before(self.line_start(self.group(twin).next()?.span.start));
        Some(Place { anchor, behind: None, is_joined: false, words: words.to_owned(), shape: unit.shape })
    }

    /// Behind a unit of the document, as part of the same list or table and in its form.
    fn joined(&self, unit: &Unit, twin: usize, words: &str) -> Option<Place> {
        let theirs = self.now.units.get(twin)?;
        let (words, shape) = match (unit.shape, theirs.shape) {
            (Form::Row, Form::Row) => {
                let header = theirs.header?.of(self.existing());
                (form::under_header(words, unit.header?.of(self.draft), header)?, Form::Row)
            }
            // A person made a list of the table.
            (Form::Row, Form::Bullet) if unit.key.role == theirs.key.role || unit.key.role == Some(Role::Row) => {
                let own = theirs.span.of(self.existing());
                (form::as_item(words, own.contains("[ ]") || own.contains("[x]"), ": "), Form::Bullet)
            }
            (Form::Bullet, Form::Bullet) | (Form::Line, Form::Line) => (words.to_owned(), unit.shape),
            _ => return None,
        };
        let span = self.end_of_own_list(twin).unwrap_or(theirs.span);
        Some(Place { anchor: Anchor::After(span), behind: None, is_joined: true, words, shape })
    }

    /// The units of the list, table or paragraph that a unit is part of.
    fn group(&self, twin: usize) -> impl DoubleEndedIterator<Item = &Unit> {
        let group = self.now.units.get(twin).map(|unit| unit.group);
        self.now.units.iter().filter(move |unit| Some(unit.group) == group)
    }

    /// The last item of a numbered list in which a person wrote: new items in its middle would give theirs other numbers.
    fn end_of_own_list(&self, twin: usize) -> Option<Span> {
        let theirs = self.now.units.get(twin).filter(|unit| unit.ordinal.is_some())?;
        let items = || self.now.units.iter().enumerate().filter(|(_, u)| u.group == theirs.group);
        items().any(|(j, _)| !self.untouched.contains(&j)).then(|| items().next_back().map(|(_, u)| u.span))?
    }

    /// Behind all of a section, else behind its heading.
    fn at_end(&self, unit: &Unit, target: Option<usize>, words: &str) -> Place {
        let inside = self.now.units.iter().enumerate().filter(|(j, u)| u.section == target && !self.gone.contains(j));
        let last = inside.map(|(_, u)| u.span).next_back();
        let section = target.and_then(|i| self.now.sections.get(i));
        let span = last.or(section.map(|s| s.heading)).unwrap_or_default();
        Place {
            anchor: Anchor::After(span),
            behind: None,
            is_joined: false,
            words: words.to_owned(),
            shape: unit.shape,
        }
    }

    /// The timed rows of a section of the document, with their times.
    fn clock(&self, target: Option<usize>) -> Vec<(&TimelineRow, jiff::civil::DateTime)> {
        let section = target.and_then(|i| self.now.sections.get(i)).map(|s| s.span);
        let is_inside = |row: &&TimelineRow| section.is_none_or(|section| section.contains(row.span));
        let removed = |row: &&TimelineRow| {
            self.gone.iter().filter_map(|j| self.now.units.get(*j)).any(|unit| unit.span.start == row.span.start)
        };
        let rows = self.document.timeline.iter().filter(is_inside).filter(|row| !removed(row));
        rows.filter_map(|row| Some((row, when(row)?))).collect()
    }

    /// Whether the rows of a section run from late to early.
    pub(crate) fn is_descending(&self, target: Option<usize>) -> bool {
        is_descending(&self.clock(target))
    }

    /// A row of the timeline goes where the fewest rows around it are on the wrong side, in the form of the row it follows.
    fn by_time(&self, unit: &Unit, target: Option<usize>, words: &str) -> Option<Place> {
        if unit.key.role != Some(Role::Event) {
            return None;
        }
        let time = *self.times.get(&unit.span.start)?;
        let rows = self.clock(target);
        let is_descending = is_descending(&rows);
        let is_wrong = |a: &jiff::civil::DateTime, b: &jiff::civil::DateTime| if is_descending { a < b } else { a > b };
        // In front of all rows, every row that should stand before it is wrong.
        let mut wrong = rows.iter().filter(|(_, t)| is_wrong(&time, t)).count();
        let (mut best, mut least) = (0, wrong);
        for (at, (_, t)) in rows.iter().enumerate() {
            wrong = wrong + usize::from(is_wrong(t, &time)) - usize::from(is_wrong(&time, t));
            if wrong <= least {
                (best, least) = (at + 1, wrong);
            }
        }
        let (row, _) = rows.get(best.saturating_sub(1))?;
        let words = &form::in_zone_of(words, row, time);
        let end = row.attachments.iter().map(|a| a.end).chain([row.span.end]).max().unwrap_or(row.span.end);
        let anchor = if best == 0 {
            Anchor::Before(self.line_start(row.span.start))
        } else {
            Anchor::After(Span::new(row.span.start, end))
        };
        let is_apart = best > 0 && end > row.span.end;
        let (words, shape, is_joined) = match row.shape {
            Shape::Table => {
                let theirs = self.now.units.iter().find(|u| u.span.start == row.span.start && u.header.is_some());
                let header = theirs.and_then(|u| u.header).zip(unit.header);
                let row = header.and_then(|(theirs, own)| {
                    form::under_header(words, own.of(self.draft), theirs.of(self.existing()))
                });
                (row.clone().unwrap_or_else(|| words.to_owned()), Form::Row, row.is_some() && !is_apart)
            }
            shape => match form::as_event(words, self.existing(), row) {
                Some(words) => (words, if shape == Shape::Line { Form::Line } else { Form::Bullet }, !is_apart),
                None => (words.to_owned(), unit.shape, false),
            },
        };
        Some(Place { anchor, behind: None, is_joined, words, shape })
    }

    /// A row of the draft that replaces an event of the document, in the form of that one.
    pub(crate) fn as_there(&self, unit: &Unit, theirs: &Unit, words: &str) -> Option<String> {
        let row = self.document.timeline.iter().find(|row| row.span.start == theirs.span.start);
        let words = self.in_their_zone(unit, theirs, words);
        if unit.shape == theirs.shape {
            return Some(words);
        }
        form::as_event(&words, self.existing(), row?)
    }

    /// A row of the draft with its time as the row of the document has it that tells the same event.
    pub(crate) fn in_their_zone(&self, unit: &Unit, theirs: &Unit, words: &str) -> String {
        let row = self.document.timeline.iter().find(|row| row.span.start == theirs.span.start);
        let time = self.times.get(&unit.span.start).filter(|_| unit.key.role == Some(Role::Event));
        row.zip(time).map_or_else(|| words.to_owned(), |(row, time)| form::in_zone_of(words, row, *time))
    }

    fn line_start(&self, offset: usize) -> usize {
        self.existing().get(..offset).and_then(|head| head.rfind(['\n', '\r'])).map_or(0, |at| at + 1)
    }

    /// Offset of the section in front of which a new section belongs: the next one of the draft that is there.
    pub(crate) fn before_section(&self, index: usize) -> Option<usize> {
        let found = (index + 1..self.today.sections.len()).find_map(|at| self.section(Some(at)).flatten())?;
        Some(self.line_start(self.now.sections.get(found)?.heading.start))
    }
}

fn is_descending(rows: &[(&TimelineRow, jiff::civil::DateTime)]) -> bool {
    let steps = || rows.iter().zip(rows.iter().skip(1));
    steps().filter(|(a, b)| a.1 > b.1).count() > steps().filter(|(a, b)| a.1 < b.1).count()
}

/// When the rows of a draft happened, by where they begin.
pub(crate) fn times(draft: &str) -> BTreeMap<usize, jiff::civil::DateTime> {
    let rows = Document::parse(draft).timeline;
    rows.iter().filter_map(|row| Some((row.span.start, when(row)?))).collect()
}

/// When a row happened, in UTC where the document tells its zone.
fn when(row: &TimelineRow) -> Option<jiff::civil::DateTime> {
    let instant = row.moment.instant.map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).datetime());
    instant.or_else(|| row.moment.civil())
}
