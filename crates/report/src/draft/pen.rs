//! What every section writes with: the analysis, the language, and the list of what was cited so far.

use std::cell::RefCell;
use std::collections::BTreeSet;

use backstory_model::{Analysis, EvidenceId, MilestoneKind, Phrase, PhraseArg, TimelineEntry};
use jiff::Timestamp;

use crate::locale::Catalogue;
use crate::markdown;

/// A statement carries at most so many footnotes: the reader wants proof, not all of it.
const CITES: usize = 3;

/// Writes sentences about one analysis in one language.
pub(super) struct Pen<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) words: &'a Catalogue,
    cited: RefCell<BTreeSet<EvidenceId>>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(analysis: &'a Analysis, words: &'a Catalogue) -> Self {
        Self { analysis, words, cited: RefCell::default() }
    }

    /// A fixed text of the catalogue.
    pub(super) fn text(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// A sentence of the catalogue around inline Markdown that is already safe.
    pub(super) fn around(&self, key: &str, parts: &[(&str, &str)]) -> String {
        self.words.compose(key, parts)
    }

    /// A sentence of the machine in the report's language, or the words of a person, escaped.
    pub(super) fn statement(&self, words: &str, phrase: Option<&Phrase>) -> String {
        phrase.map_or_else(|| markdown::words(words), |p| self.words.render(p))
    }

    /// Footnote marks for the evidence, remembered for the list at the end.
    pub(super) fn cite<'e>(&self, ids: impl IntoIterator<Item = &'e EvidenceId>) -> String {
        let mut marks = String::new();
        let mut seen = BTreeSet::new();
        for id in ids {
            let is_known = self.analysis.evidence.iter().any(|e| e.id == *id);
            if seen.len() < CITES && is_known && seen.insert(id) {
                marks.push_str(&format!("[^{}]", label(id)));
                self.cited.borrow_mut().insert(id.clone());
            }
        }
        marks
    }

    /// A sentence with its footnotes and its full stop.
    pub(super) fn sentence(&self, statement: &str, ids: &[EvidenceId]) -> String {
        let cites = self.cite(ids);
        let stop = self.text("label-stop");
        if !statement.ends_with(stop.as_str()) && !statement.ends_with(['。', '？', '?', '!', '…']) {
            return self.around("label-cited", &[("statement", statement), ("cites", &cites)]);
        }
        let bare = statement.trim_end_matches(stop.as_str());
        if bare.len() < statement.len() { format!("{bare}{cites}{stop}") } else { format!("{statement}{cites}") }
    }

    /// A question for people, in italics.
    pub(super) fn question(&self, key: &str) -> String {
        self.question_of(&self.text(key))
    }

    /// A question that is already in words.
    pub(super) fn question_of(&self, question: &str) -> String {
        format!("_{}_", self.around("label-open-question", &[("question", question)]))
    }

    /// A blank for people: `_to fill_`.
    pub(super) fn blank(&self) -> String {
        format!("_{}_", self.text("label-to-fill"))
    }

    /// A sentence that a person has to confirm.
    pub(super) fn to_confirm(&self, sentence: &str) -> String {
        self.around("label-confirm", &[("statement", sentence)])
    }

    /// Sentences one after another, as the language sets them.
    pub(super) fn paragraph(&self, sentences: &[String]) -> String {
        sentences.join(&self.text("label-sentence-gap"))
    }

    /// Rows of a table under a head of catalogue keys.
    pub(super) fn table(&self, columns: &[&str], rows: &[Vec<String>]) -> String {
        let mut out = String::new();
        let mut row = |cells: &mut dyn Iterator<Item = String>| {
            out.push('|');
            for cell in cells {
                out.push_str(&format!(" {} |", markdown::cell(&cell)));
            }
            out.push('\n');
        };
        row(&mut columns.iter().map(|key| self.text(key)));
        row(&mut columns.iter().map(|_| "---".to_owned()));
        for cells in rows {
            row(&mut cells.iter().cloned());
        }
        out
    }

    /// The row that tells a milestone.
    pub(super) fn row_of(&self, kind: MilestoneKind) -> Option<&'a TimelineEntry> {
        self.analysis.timeline.iter().find(|row| row.milestone == Some(kind))
    }

    /// Seconds between two milestones as the timeline prints them: both cut to the second.
    pub(super) fn between(&self, from: MilestoneKind, to: MilestoneKind) -> Option<f64> {
        let at = |kind| self.analysis.milestones.time(kind).map(Timestamp::as_second);
        Some((at(to)? - at(from)?) as f64)
    }

    /// What was cited, in the order of the ids' numbers.
    pub(super) fn cited(&self) -> Vec<EvidenceId> {
        let mut ids: Vec<EvidenceId> = self.cited.borrow().iter().cloned().collect();
        let number = |id: &EvidenceId| id.0.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().ok();
        ids.sort_by_key(|id| (number(id), id.clone()));
        ids
    }
}

/// The label of a footnote; an id that is not ours cannot end it early.
pub(super) fn label(id: &EvidenceId) -> String {
    id.0.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect()
}

/// A phrase with a duration.
pub(super) fn lasting(key: &str, name: &str, seconds: f64) -> Phrase {
    Phrase::new(key).with(name, PhraseArg::DurationS(seconds))
}
