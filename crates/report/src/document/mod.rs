//! A post-mortem as typed parts over the bytes a person wrote.
//!
//! [`Document::parse`] reads any Markdown and never fails; what it could not turn into a part is listed in
//! [`Document::remarks`] with its line. Parts know their bytes ([`Span`]). Changes are collected as edits of spans, and
//! [`Document::write`] returns the source with these edits and nothing else changed: `parse(x).write() == x`.
//!
//! Spans always refer to the source as read. After edits, parse the written text to get parts of the new text.

mod edit;
mod moment;
mod part;
mod place;
mod remark;
mod section;

use serde::Serialize;

pub use edit::EditError;
pub use moment::{DateFrom, Moment, Precision, Zone, ZoneFrom};
pub use part::{
    ActionItem, Deadline, Fact, FactKey, Factor, FactorLayer, Footnote, FrontMatter, FrontMatterEntry,
    FrontMatterSyntax, Item, Passage, Shape, TimelineRow,
};
pub(crate) use place::{LineIndex, lines_of};
pub use place::{Span, Text};
pub use remark::{Remark, RemarkKind};
pub use section::{Section, SectionKind};

/// A post-mortem that was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// The bytes as read.
    #[serde(skip)]
    pub(crate) source: String,
    /// Changes not yet written.
    #[serde(skip)]
    pub(crate) edits: Vec<edit::Edit>,
    /// Front matter.
    pub front_matter: Option<FrontMatter>,
    /// The title: first heading of the first level, else the `title` of the front matter.
    pub title: Option<Text>,
    /// Facts of the head, front matter and fact sections, in order.
    pub facts: Vec<Fact>,
    /// All sections in order, sub-sections after their section.
    pub sections: Vec<Section>,
    /// What happened, in short.
    pub summary: Vec<Item>,
    /// What users felt.
    pub impact: Vec<Item>,
    /// How it was noticed.
    pub detection: Vec<Item>,
    /// Rows of all timelines in the order of the document.
    pub timeline: Vec<TimelineRow>,
    /// Factors by layer, in order.
    pub factors: Vec<Factor>,
    /// The why-chain.
    pub five_whys: Vec<Item>,
    /// The root cause.
    pub root_cause: Vec<Item>,
    /// Action items.
    pub actions: Vec<ActionItem>,
    /// What went well.
    pub went_well: Vec<Item>,
    /// What went wrong, or made it hard.
    pub went_wrong: Vec<Item>,
    /// Where luck helped.
    pub lucky: Vec<Item>,
    /// Lessons learned.
    pub lessons: Vec<Item>,
    /// How a recurrence is prevented.
    pub prevention: Vec<Item>,
    /// When the actions are looked at again.
    pub follow_up: Vec<Item>,
    /// Who reviewed the document, and when.
    pub review: Vec<Item>,
    /// Footnote definitions.
    pub footnotes: Vec<Footnote>,
    /// All prose in order: paragraphs, bullets, cells; no code, no HTML, no quotation blocks.
    pub passages: Vec<Passage>,
    /// What was not understood, or understood with a doubt, by line.
    pub remarks: Vec<Remark>,
}

impl Document {
    /// Reads any text. Never fails; cost is linear in the length.
    pub fn parse(source: &str) -> Self {
        crate::import::read(source)
    }

    /// The bytes as read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The source with the edits, and every other byte as read.
    pub fn write(&self) -> String {
        edit::apply(&self.source, &self.edits)
    }

    /// The first fact of a kind.
    pub fn fact(&self, key: FactKey) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    /// The day of the incident, by the head, the title or the one day that the first words name.
    pub fn incident_day(&self) -> Option<jiff::civil::Date> {
        crate::import::incident_day(self)
    }

    /// The first section of a kind.
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == kind)
    }

    /// The remarks that say what was not turned into a typed part.
    pub fn not_understood(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.kind.is_not_understood())
    }
}
