//! A report as the rules see it: facts, sections, rows, factors, actions and sentences, with their places.
//!
//! Lenient by intent: any Markdown can be read, whatever its layout (list, table, front matter), and nothing is an error.
//! What is not recognised is plain prose.

mod action;
mod block;
mod complement;
mod fact;
mod label;
mod line;
mod prose;
mod section;
mod shape;
mod split;
mod stems;
mod tail;
mod when;

use std::ops::Range;

pub use action::Action;
pub use complement::{Complement, Contradicted};
pub use fact::{Fact, FactKey};
pub use section::{Section, SectionKind};
pub use when::{Moment, names_zone};

pub(crate) use action::{is_blank, names_id};
pub(crate) use when::{date, duration};

use crate::sentence::{Context, Language};

/// A place with words: a row, a factor, a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Line, counted from 1.
    pub line: usize,
    /// The words as written.
    pub text: String,
    /// Their bytes in the source.
    pub bytes: Range<usize>,
}

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When, as far as it is written.
    pub moment: Moment,
    /// Whether the row itself names the day.
    pub has_own_date: bool,
    /// What, and where.
    pub entry: Entry,
}

/// One sentence to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands.
    pub context: Context,
    /// Its language.
    pub language: Language,
    /// Its words.
    pub entry: Entry,
}

/// A report that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The source.
    pub source: &'a str,
    /// The language of most of it.
    pub language: Language,
    /// Pairs of the head, wherever they are written.
    pub facts: Vec<Fact>,
    /// Headings in order.
    pub sections: Vec<Section>,
    /// Rows of the timeline in order.
    pub rows: Vec<Row>,
    /// Contributing factors in order.
    pub factors: Vec<Entry>,
    /// Steps of a why-chain.
    pub whys: Vec<Entry>,
    /// Action items in order.
    pub actions: Vec<Action>,
    /// Sentences in order.
    pub passages: Vec<Passage>,
    /// What another reader found to disagree.
    pub contradictions: Vec<Contradicted>,
    /// Offsets of line starts.
    starts: Vec<usize>,
}

impl<'a> Reading<'a> {
    /// Reads any text. Cost is linear in its length.
    pub fn new(source: &'a str) -> Self {
        block::read(source)
    }

    /// Line and column in characters, both from 1, of an offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self.source.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        (line, column)
    }

    /// The first fact of a kind.
    pub fn fact(&self, key: FactKey) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    /// The first section of a kind.
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == Some(kind))
    }

    /// The words of a section, sub-sections included.
    pub fn body(&self, section: &Section) -> &'a str {
        self.source.get(section.body.clone()).unwrap_or("")
    }

    /// Whether this is a post-mortem at all: two of its usual sections, or one and facts.
    pub fn is_post_mortem(&self) -> bool {
        let mut kinds: Vec<SectionKind> = self.sections.iter().filter_map(|section| section.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.len() >= 2 || !kinds.is_empty() && self.facts.len() >= 2
    }
}
