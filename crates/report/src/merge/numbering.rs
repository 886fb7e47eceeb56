//! Numbers of actions: once given, never given to another action.
//!
//! A draft numbers its actions from 1. Before it meets the document, its actions get the numbers that the same actions
//! have there or had, and new ones the next that nobody has used: no row, no sentence, no earlier draft. Sentences of the
//! draft that name actions follow. A deadline that is set stays, for a draft counts its own from the day it is made on.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Base;
use super::unit::{Hash, Role, Unit, Units, hash};
use crate::document::{Document, Span, lines_of};
use crate::import::{inline, table, table::column};

/// Numbers looked through for the name behind a hash; no report has more actions.
const MOST: usize = 10_000;

/// The draft with the numbers and deadlines of the document, and by the number of an action the deadline that was its own.
pub(super) fn settled(
    draft: &str,
    today: &Units,
    document: &Document,
    now: &Units,
    base: &Base,
    [today_to_base, today_to_now]: [&[Option<usize>]; 2],
) -> (String, BTreeMap<String, String>) {
    let rows: Vec<(usize, &Unit, String)> = today
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.key.role == Some(Role::Action))
        .filter_map(|(i, unit)| Some((i, unit, cells(draft, unit.span).first()?.to_owned())))
        .map(|(i, unit, cell)| (i, unit, inline::plain(cell)))
        .collect();
    let existing = document.source();
    let mut numbers = Numbers::new(existing, base, rows.iter().map(|(_, _, id)| id.as_str()));
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Vec<&str> = Vec::new();
    let mut edited = Document::parse(draft);
    let mut drafted: BTreeMap<&str, String> = BTreeMap::new();
    for (i, unit, id) in &rows {
        let theirs = today_to_now.get(*i).copied().flatten().and_then(|j| now.units.get(j));
        let before = today_to_base.get(*i).copied().flatten().and_then(|b| base.keys.get(b));
        let before = before.and_then(|key| key.number.or(key.label.filter(|_| key.role.is_none())));
        let own = theirs.and_then(|theirs| document.actions.iter().find(|a| theirs.span.contains(a.span)));
        match own.and_then(|own| own.id.clone()).or_else(|| numbers.named(before?)) {
            Some(known) => drop(given.insert(id.clone(), known)),
            None => open.push(id),
        }
        let deadline = own.and_then(|own| own.deadline.as_ref()).map(|deadline| deadline.text.span.of(existing));
        let deadline = deadline.filter(|words| words.chars().any(|c| c.is_ascii_digit()));
        if let Some((cell, deadline)) = deadline_of(draft, unit).zip(deadline) {
            drafted.insert(id, cell.of(draft).to_owned());
            // A cell of a row that was just read can be replaced.
            drop(edited.replace(cell, deadline));
        }
    }
    for id in open {
        given.insert(id.to_owned(), numbers.next());
    }
    for (span, id) in mentions(draft, &numbers.prefix) {
        if let Some(number) = given.get(id).filter(|number| *number != id) {
            drop(edited.replace(span, number.as_str()));
        }
    }
    let drafted =
        drafted.into_iter().map(|(id, deadline)| (given.get(id).cloned().unwrap_or_else(|| id.to_owned()), deadline));
    (edited.write(), drafted.collect())
}

/// Such deadlines by where the rows of the actions begin.
pub(super) fn by_place(today: &Units, draft: &str, deadlines: &BTreeMap<String, String>) -> BTreeMap<usize, String> {
    let actions = today.units.iter().filter(|unit| unit.key.role == Some(Role::Action));
    actions
        .filter_map(|unit| {
            let id = inline::plain(cells(draft, unit.span).first()?);
            Some((unit.span.start, deadlines.get(&id)?.clone()))
        })
        .collect()
}

/// All numbers that actions of these units have, as they are remembered.
pub(super) fn of(units: &Units) -> impl Iterator<Item = Hash> {
    units.units.iter().filter_map(|unit| unit.key.number)
}

fn cells(source: &str, row: Span) -> Vec<&str> {
    table::cells(source, row).into_iter().map(|cell| cell.of(source)).collect()
}

/// The cell of a row of the draft that holds the deadline.
pub(super) fn deadline_of(draft: &str, unit: &Unit) -> Option<Span> {
    let header = unit.header?.of(draft).lines().next()?;
    let at = table::cells(header, Span::new(0, header.len()))
        .iter()
        .position(|cell| column::column(cell.of(header)) == column::Column::Deadline)?;
    table::cells(draft, unit.span).get(at).copied()
}

/// Numbers of one kind: `AI-001`.
struct Numbers {
    prefix: String,
    width: usize,
    used: BTreeSet<String>,
    /// Numbers of earlier drafts, as they are remembered.
    remembered: BTreeSet<Hash>,
}

impl Numbers {
    fn new<'i>(existing: &str, base: &Base, mut drafted: impl Iterator<Item = &'i str>) -> Self {
        let (prefix, digits) = drafted
            .next()
            .and_then(|id| id.rsplit_once('-'))
            .map_or(("AI", 3), |(prefix, digits)| (prefix, digits.len()));
        let of_first_version = base.keys.iter().filter(|key| key.role.is_none()).filter_map(|key| key.label);
        let of_actions = base.keys.iter().filter_map(|key| key.number);
        Self {
            prefix: prefix.to_owned(),
            width: digits,
            used: mentions(existing, prefix).into_iter().map(|(_, id)| id.to_owned()).collect(),
            remembered: base.numbers.iter().copied().chain(of_actions).chain(of_first_version).collect(),
        }
    }

    fn id(&self, number: usize) -> String {
        format!("{}-{number:0width$}", self.prefix, width = self.width)
    }

    /// The number that a hash was made from.
    fn named(&self, remembered: Hash) -> Option<String> {
        (1..MOST).map(|number| self.id(number)).find(|id| hash(id) == remembered)
    }

    /// The next number that nobody has used, used from now on.
    fn next(&mut self) -> String {
        let mut number = 1;
        while self.used.contains(&self.id(number)) || self.remembered.contains(&hash(&self.id(number))) {
            number += 1;
        }
        self.used.insert(self.id(number));
        self.id(number)
    }
}

/// The places where a text names an action, but for what it quotes as evidence.
fn mentions<'t>(text: &'t str, prefix: &str) -> Vec<(Span, &'t str)> {
    let mut found = Vec::new();
    for (place, line) in lines_of(text, Span::new(0, text.len())).filter(|(_, line)| !line.starts_with("[^")) {
        for (at, _) in line.match_indices(prefix) {
            let is_open = line.get(..at).is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let Some(digits) = line.get(at + prefix.len()..).and_then(|rest| rest.strip_prefix('-')) else { continue };
            let count = digits.bytes().take_while(u8::is_ascii_digit).count();
            let is_closed =
                !digits.get(count..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
            let end = at + prefix.len() + 1 + count;
            if let Some(id) = line.get(at..end).filter(|_| is_open && is_closed && count > 0) {
                found.push((Span::new(place.start + at, place.start + end), id));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_actions_are_found_as_whole_words() {
        let text = "AI-001, XAI-002 and AI-003x; (AI-0042)。AI-005は\n[^e1]: AI-006\n";
        let found: Vec<&str> = mentions(text, "AI").into_iter().map(|(_, id)| id).collect();
        assert_eq!(found, ["AI-001", "AI-0042", "AI-005"]);
    }
}
