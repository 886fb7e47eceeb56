//! Footnotes of a new draft in an existing document: a label is what it cites, not its number.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{self, Hash};
use crate::document::{Document, Span, lines_of};
use crate::import::inline;

/// Labels of the draft and their twins in the document.
pub(crate) struct Citations {
    /// Label by what it cites, in the document.
    known: BTreeMap<Hash, String>,
    used: BTreeSet<String>,
    /// Labels that the words of the document cite, defined or not.
    cited: BTreeSet<String>,
    /// What each label of the draft cites.
    cites: BTreeMap<String, Hash>,
    /// Text of each definition of the draft, by label.
    definitions: BTreeMap<String, String>,
    /// Definitions to add: label and text.
    added: Vec<(String, String)>,
    last: Option<Span>,
}

impl Citations {
    pub(crate) fn new(
        document: &Document,
        now: &BTreeMap<String, Hash>,
        draft: &str,
        today: &BTreeMap<String, Hash>,
    ) -> Self {
        let drafted = Document::parse(draft);
        let definitions =
            drafted.footnotes.iter().map(|n| (n.label.clone(), n.text.span.of(draft).to_owned())).collect();
        Self {
            known: now.iter().rev().map(|(label, cites)| (*cites, label.clone())).collect(),
            used: now.keys().cloned().collect(),
            cited: inline::footnotes(document.source()).into_iter().collect(),
            cites: today.clone(),
            definitions,
            added: Vec::new(),
            last: document.footnotes.last().map(|n| n.span),
        }
    }

    /// Words with the labels of the document; definitions that it lacks are added.
    pub(crate) fn rewritten(&mut self, words: &str) -> String {
        self.with_labels(words, true)
    }

    /// Words as they would stand, nothing added.
    pub(crate) fn preview(&mut self, words: &str) -> String {
        self.with_labels(words, false)
    }

    fn with_labels(&mut self, words: &str, add: bool) -> String {
        let mut out = String::with_capacity(words.len());
        let mut parts = words.split("[^");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            out.push_str("[^");
            match part.split_once(']') {
                Some((label, rest)) => {
                    out.push_str(&self.label(label, add));
                    out.push(']');
                    out.push_str(rest);
                }
                None => out.push_str(part),
            }
        }
        out
    }

    /// Adds the definitions that words of the document cite and that nothing holds any more, by words of the draft that say
    /// the same and cite in the same order.
    pub(crate) fn restore(&mut self, theirs: &str, own: &str) {
        let (theirs, own) = (inline::footnotes(theirs), inline::footnotes(own));
        if theirs.len() != own.len() {
            return;
        }
        for (label, drafted) in theirs.into_iter().zip(own) {
            let known = self.cites.get(&drafted).copied().zip(self.definitions.get(&drafted));
            let Some((cites, text)) = known.filter(|_| !self.used.contains(&label)) else { continue };
            self.added.push((label.clone(), text.clone()));
            self.known.entry(cites).or_insert_with(|| label.clone());
            self.used.insert(label);
        }
    }

    fn label(&mut self, label: &str, add: bool) -> String {
        let Some(cites) = self.cites.get(label).copied() else { return label.to_owned() };
        if let Some(known) = self.known.get(&cites) {
            return known.clone();
        }
        if !add {
            return label.to_owned();
        }
        let mut free = label.to_owned();
        let mut number = 1usize;
        while self.used.contains(&free) || self.cited.contains(&free) {
            free = format!("e{number}");
            number += 1;
        }
        self.used.insert(free.clone());
        self.known.insert(cites, free.clone());
        self.added.push((free.clone(), self.definitions.get(label).cloned().unwrap_or_default()));
        free
    }

    /// A section without the footnote definitions in it: they go where the document keeps its own.
    pub(crate) fn without_definitions(&self, section: &str) -> String {
        let kept = lines_of(section, Span::new(0, section.len()))
            .filter(|(_, line)| unit::definition(line).is_none_or(|(label, _)| !self.definitions.contains_key(label)));
        kept.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
    }

    /// Writes the definitions that were needed behind the last one of the document.
    pub(crate) fn finish(self, document: &mut Document) {
        if self.added.is_empty() {
            return;
        }
        let lines: Vec<String> = self.added.iter().map(|(label, text)| format!("[^{label}]: {text}")).collect();
        let lines = lines.join("\n");
        // An insertion at the end of the source and behind the last definition cannot be refused.
        drop(match self.last {
            Some(last) => document.insert_lines_after(last, &lines),
            None => document.append(&lines),
        });
    }
}
