//! A draft beside the document that people made of it: what became of each part.

use std::collections::BTreeMap;

use super::pair::{Versions, pair};
use super::sections;
use super::unit::{self, Key, Unit};
use crate::document::{Document, Span};

/// What became of a part of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stands as drafted.
    Untouched,
    /// It stands in other words, here.
    Reworded(Span),
    /// Somebody deleted it.
    Gone,
}

/// The units of both, paired.
pub(crate) struct Twins {
    draft: Vec<Unit>,
    document: Vec<Unit>,
    twin: Vec<Option<usize>>,
    is_drafted: Vec<bool>,
    /// Label in the document by label in the draft, for footnotes that cite the same.
    labels: BTreeMap<String, String>,
}

impl Twins {
    pub(crate) fn of(draft: &Document, document: &Document) -> Self {
        let units = |d: &Document| {
            let start = d.front_matter.as_ref().map_or(0, |front| front.span.end);
            let mut read = unit::read(d.source(), start);
            read.units.sort_by_key(|unit| unit.span.start);
            read
        };
        let (drafted, mut now) = (units(draft), units(document));
        let keys = |units: &'_ [Unit]| units.iter().map(|unit| unit.key.clone()).collect::<Vec<Key>>();
        let left = keys(&drafted.units);
        let left: Vec<&Key> = left.iter().collect();
        let pairs = |right: &[Unit]| pair(&left, &keys(right).iter().collect::<Vec<_>>(), Versions::Told);
        let first = pairs(&now.units);
        let sources = [document.source(), draft.source()];
        let found = sections::matched(&now, &drafted, &[], &[], &first, sources);
        sections::renamed(&mut now, &drafted, &found);
        let twin = pairs(&now.units);
        let by_cited: BTreeMap<_, _> = now.cites.iter().rev().map(|(label, cited)| (*cited, label.clone())).collect();
        let labels = drafted
            .cites
            .iter()
            .filter_map(|(label, cited)| Some((label.clone(), by_cited.get(cited)?.clone())))
            .collect();
        let mut is_drafted = vec![false; now.units.len()];
        for index in twin.iter().flatten() {
            if let Some(slot) = is_drafted.get_mut(*index) {
                *slot = true;
            }
        }
        Self { draft: drafted.units, document: now.units, twin, is_drafted, labels }
    }

    /// What became of a part of the draft. A part that is no unit counts as untouched.
    pub(crate) fn fate(&self, part: Span) -> Fate {
        let Some(index) = at(&self.draft, part) else { return Fate::Untouched };
        let twin = self.twin.get(index).copied().flatten().and_then(|twin| self.document.get(twin));
        match (self.draft.get(index), twin) {
            (Some(drafted), Some(now)) if drafted.key.words == now.key.words => Fate::Untouched,
            (_, Some(now)) => Fate::Reworded(now.span),
            _ => Fate::Gone,
        }
    }

    /// Where a part of the draft stands in the document, in whatever words.
    pub(crate) fn place(&self, part: Span) -> Option<Span> {
        let twin = self.twin.get(at(&self.draft, part)?).copied().flatten()?;
        self.document.get(twin).map(|unit| unit.span)
    }

    /// Whether a part of the document came from the draft, whatever became of its words.
    pub(crate) fn is_drafted(&self, part: Span) -> bool {
        at(&self.document, part).and_then(|index| self.is_drafted.get(index).copied()).unwrap_or(false)
    }

    /// The label that a footnote of the draft has in the document.
    pub(crate) fn labels(&self) -> &BTreeMap<String, String> {
        &self.labels
    }
}

/// The unit in which a part begins.
fn at(units: &[Unit], part: Span) -> Option<usize> {
    let index = units.partition_point(|unit| unit.span.start <= part.start).checked_sub(1)?;
    units.get(index).filter(|unit| part.start < unit.span.end.max(unit.span.start + 1))?;
    Some(index)
}
