//! Which section of a document is which of a draft: people give headings other words, other levels, other places.

use std::collections::BTreeMap;

use super::unit::{Form, Hash, Key, Unit, Units, section_key};
use crate::document::{Section, SectionKind};

/// Units that tell what a section holds: one may have been moved.
const MANY: usize = 2;

/// For each section of the draft the one of the document that holds the same.
///
/// In this order: same heading, unless it was given to units of another section; most units of the last draft or of this one; a table with the same columns; same subject.
/// `base_to_now` pairs the units of the last draft with those of the document by what they say, wherever they stand.
pub(crate) fn matched(
    now: &Units,
    today: &Units,
    base: &[Key],
    base_to_now: &[Option<usize>],
    today_to_now: &[Option<usize>],
    headers: [&str; 2],
) -> Vec<Option<usize>> {
    let [existing, draft] = headers;
    let mut found: Vec<Option<usize>> = vec![None; today.sections.len()];
    let same = |a: &Section, b: &Section| section_key(Some(a)) == section_key(Some(b));
    let votes = votes(now, today, base, base_to_now, today_to_now);
    let nothing = BTreeMap::new();
    let held = |wanted: &Section| votes.get(&section_key(Some(wanted))).unwrap_or(&nothing);
    for is_strict in [true, false] {
        for (i, wanted) in today.sections.iter().enumerate() {
            let named = now.sections.iter().enumerate().filter(|(_, s)| same(s, wanted));
            let named = named.filter(|(_, s)| !is_strict || s.level == wanted.level).map(|(at, _)| at);
            // Of several with one title, the one that holds most of its units.
            let most = |at: &usize| (held(wanted).get(at).copied().unwrap_or_default(), std::cmp::Reverse(*at));
            // A heading that was given to what belongs elsewhere, while its own units stand below another.
            let of = |key: &Hash, at: &usize| votes.get(key).and_then(|by| by.get(at)).copied().unwrap_or_default();
            let is_taken = |at: &usize| {
                let own = section_key(Some(wanted));
                let elsewhere = held(wanted).values().max().copied().unwrap_or_default();
                of(&own, at) == 0 && elsewhere >= MANY && votes.keys().any(|key| *key != own && of(key, at) >= MANY)
            };
            let named = named.filter(|at| !found.contains(&Some(*at)) && !is_taken(at)).max_by_key(most);
            if let Some(slot) = found.get_mut(i).filter(|slot| slot.is_none()) {
                *slot = named;
            }
        }
    }
    let named = found.clone();
    for (i, wanted) in today.sections.iter().enumerate().filter(|(i, _)| named.get(*i) == Some(&None)) {
        // Its statements may stand below the heading above it, but not below that of another part of the draft.
        let parent = wanted.parent.and_then(|parent| named.get(parent).copied().flatten());
        let is_open = |at: usize| !named.contains(&Some(at)) || parent == Some(at);
        let most =
            held(wanted).iter().filter(|(at, _)| is_open(**at)).max_by_key(|(at, n)| (**n, std::cmp::Reverse(**at)));
        let header = || {
            let of_section = today.units.iter().filter(|unit| unit.section == Some(i));
            let words = of_section.filter_map(|unit| unit.header).map(|h| h.of(draft).trim()).next()?;
            let is_same = |unit: &&Unit| unit.header.is_some_and(|h| h.of(existing).trim() == words);
            now.units.iter().find(is_same)?.section
        };
        let subject = || {
            let kind = |s: &Section| s.kind == wanted.kind && s.kind != SectionKind::Other;
            let free = |at: &usize| is_open(*at);
            let at_level = now.sections.iter().enumerate().filter(|(_, s)| kind(s) && s.level == wanted.level);
            at_level.map(|(at, _)| at).find(free)
        };
        if let Some(slot) = found.get_mut(i) {
            *slot = most.map(|(at, _)| *at).or_else(header).or_else(subject);
        }
    }
    found
}

/// How many units of a section of the drafts stand in a section of the document.
fn votes(
    now: &Units,
    today: &Units,
    base: &[Key],
    base_to_now: &[Option<usize>],
    today_to_now: &[Option<usize>],
) -> BTreeMap<Hash, BTreeMap<usize, usize>> {
    let mut votes: BTreeMap<Hash, BTreeMap<usize, usize>> = BTreeMap::new();
    let of_base = base.iter().zip(base_to_now);
    let of_today = today.units.iter().map(|unit| &unit.key).zip(today_to_now);
    for (key, twin) in of_base.chain(of_today) {
        let Some(unit) = twin.and_then(|j| now.units.get(j)) else { continue };
        if let Some(section) = unit.section.filter(|_| unit.shape != Form::Line) {
            *votes.entry(key.section).or_default().entry(section).or_default() += 1;
        }
    }
    votes
}

/// Gives the units of a document the sections of the draft, so that a heading in other words separates nothing.
pub(crate) fn renamed(now: &mut Units, today: &Units, found: &[Option<usize>]) {
    for unit in &mut now.units {
        let at = unit.section.and_then(|own| found.iter().position(|section| *section == Some(own)));
        if let Some(section) = at.and_then(|at| today.sections.get(at)) {
            unit.key.section = section_key(Some(section));
        }
    }
}
