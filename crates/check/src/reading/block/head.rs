//! Facts as the scanner meets them: pairs, tables, headings, sentences near the top.

use std::ops::Range;

use super::{Pending, Scanner};
use crate::reading::{FactKey, SectionKind, fact, label, line::clean, prose, stems};

impl Scanner<'_> {
    pub(super) fn accepts_facts(&self) -> bool {
        matches!(
            self.kind,
            None | Some(SectionKind::Summary | SectionKind::FollowUp | SectionKind::Impact | SectionKind::Detection)
        )
    }

    /// Takes `Label: value` as a fact, if the label is known.
    pub(super) fn pair(&mut self, text: &str, start: usize, line: usize) -> bool {
        let Some(pair) = label::part(text) else { return false };
        // `Severity: SEV-2 · Shared: 2026-03-01`: several facts of one line.
        let next = [" · ", " | ", " • ", " ・ ", "\u{ff5c}", "\u{ff0f}", "; ", " / "]
            .iter()
            .filter_map(|sign| pair.value.find(sign).map(|cut| (cut, cut + sign.len())))
            .filter(|&(_, rest)| {
                pair.value.get(rest..).and_then(label::part).is_some_and(|tail| {
                    fact::key_of(tail.label).is_some() || stems::key_of(&tail.label.to_lowercase()).is_some()
                })
            })
            .min();
        let own = next.map_or(pair.value, |(cut, _)| pair.value.get(..cut).unwrap_or(pair.value));
        let is_fact = self.take_facts(pair.label, own, start + pair.at, line);
        if let Some((_, rest)) = next
            && is_fact
            && let Some(tail) = pair.value.get(rest..)
        {
            self.pair(tail, start + pair.at + rest, line);
        }
        is_fact
    }

    /// Adds what a label and its value tell. Less usual labels are understood in the head alone: further down, a colon ends
    /// many a word.
    pub(super) fn take_facts(&mut self, label: &str, value: &str, start: usize, line: usize) -> bool {
        let in_head = self.kind.is_none() && self.reading.rows.is_empty() && self.reading.factors.is_empty();
        if !in_head && fact::key_of(label).is_none() {
            return false;
        }
        let found = fact::facts(label, value, line, start, self.year);
        let is_fact = !found.is_empty();
        self.reading.facts.extend(found);
        is_fact
    }

    /// Facts of a table: a label before each value, or labels in the head of the table.
    pub(super) fn fact_cells(&mut self, header: &[String], cells: &[(String, Range<usize>)], line: usize) -> bool {
        let is_head = header.iter().filter(|label| fact::key_of(label).is_some()).count() >= 2;
        if is_head && self.kind.is_none() {
            for (label, (value, bytes)) in header.iter().zip(cells) {
                self.take_facts(label, value, bytes.start, line);
            }
            return true;
        }
        match cells {
            [(label, _), (value, bytes), ..] => self.take_facts(&clean(label), value, bytes.start, line),
            _ => false,
        }
    }

    /// Facts told by a heading and the words below it, or in sentences near the top.
    pub(super) fn told_facts(&mut self, raw: &str, pending: &Pending) {
        let is_top = matches!(self.kind, None | Some(SectionKind::Summary | SectionKind::FollowUp));
        if !is_top || !self.reading.rows.is_empty() {
            return;
        }
        if self.kind.is_none() && !self.title.is_empty() && self.reading.sections.last().is_some_and(|s| s.level > 1) {
            let title = self.title.clone();
            self.take_facts(&title, raw, pending.bytes.start, pending.line);
        }
        let known: Vec<FactKey> = self.reading.facts.iter().map(|fact| fact.key).collect();
        let told = prose::facts(raw, pending.bytes.start, pending.line, self.year, |key| !known.contains(&key));
        self.reading.facts.extend(told);
    }
}
