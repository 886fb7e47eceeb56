//! The typed parts of a post-mortem.

use jiff::civil::Date;
use serde::Serialize;

use super::{Moment, SectionKind, Span, Text};

/// Front matter between its fences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrontMatter {
    /// Language, by its fences.
    pub syntax: FrontMatterSyntax,
    /// Fences included.
    pub span: Span,
    /// Pairs of the first level in order; duplicates allowed.
    pub entries: Vec<FrontMatterEntry>,
}

impl FrontMatter {
    /// Value of the first entry of that key, quotes removed.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.as_str())
    }
}

/// Language of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum FrontMatterSyntax {
    Yaml,
    Toml,
    Json,
}

/// One pair of front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrontMatterEntry {
    /// As written.
    pub key: String,
    /// Quotes removed; a value over several lines as written.
    pub value: String,
    /// Items, where the value is a list.
    pub items: Vec<String>,
    /// Span of the value.
    pub span: Span,
    /// Line of the key, counted from 1.
    pub line: usize,
}

/// A pair of the head: `**Severity**: SEV-2`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What it is.
    pub key: FactKey,
    /// The key as written.
    pub label: String,
    /// Value without markup, its place with it.
    pub value: Text,
    /// Key and value.
    pub span: Span,
    /// Line of the key, counted from 1.
    pub line: usize,
    /// The value as a time, where it begins with one.
    pub moment: Option<Moment>,
    /// The value as a duration in seconds, where it begins with one.
    pub duration_s: Option<f64>,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum FactKey {
    Id,
    Title,
    Date,
    Duration,
    Severity,
    Status,
    Services,
    Authors,
    Owner,
    Commander,
    Participants,
    Start,
    Detected,
    Acknowledged,
    Mitigated,
    Resolved,
    TimeToDetect,
    TimeToAcknowledge,
    TimeToMitigate,
    TimeToRecover,
    Shared,
    ShareBy,
    FollowUp,
    Reviewed,
    Impact,
    RootCause,
    Trigger,
    Category,
    Language,
    Link,
    Other,
}

/// A sentence, bullet or cell of a section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Item {
    /// Its words.
    pub text: Text,
    /// The whole of it, marker and nested bullets included.
    pub span: Span,
    /// What stands below it: nested bullets, further paragraphs.
    pub details: Vec<Text>,
    /// Labels of the footnotes it cites, in order, each once.
    pub footnotes: Vec<String>,
    /// Addresses it links to, in order.
    pub links: Vec<String>,
}

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimelineRow {
    /// When.
    pub moment: Moment,
    /// What happened.
    pub event: Text,
    /// From where it is known.
    pub source: Option<Text>,
    /// Who or what acted.
    pub actor: Option<Text>,
    /// Further columns: header and cell.
    pub more: Vec<(String, Text)>,
    /// The row, with its marker and details.
    pub span: Span,
    /// Line of the row, counted from 1.
    pub line: usize,
    /// Nested bullets and further lines.
    pub details: Vec<Text>,
    /// Images, code, quotes between this row and the next.
    pub attachments: Vec<Span>,
    /// Labels of the footnotes it cites.
    pub footnotes: Vec<String>,
    /// Addresses it links to.
    pub links: Vec<String>,
    /// How it is written.
    pub shape: Shape,
}

/// How a row or an action is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Shape {
    Table,
    Bullet,
    Task,
    Line,
    Heading,
    Code,
}

/// A factor and its layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Factor {
    /// The layer its heading names.
    pub layer: FactorLayer,
    /// Its words.
    pub item: Item,
}

/// Layer of a factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum FactorLayer {
    Immediate,
    Contributing,
    Systemic,
}

/// An action item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionItem {
    /// Its id, in the column or in front: `AI-001`.
    pub id: Option<String>,
    /// What is to be done, without the attributes that stand in brackets behind it.
    pub title: Text,
    /// Who sees to it.
    pub owner: Option<Text>,
    /// Until when.
    pub deadline: Option<Deadline>,
    /// How urgent, as written.
    pub priority: Option<Text>,
    /// State, as written.
    pub status: Option<Text>,
    /// Whether a check box or the state says done; unknown where neither is there.
    pub is_done: Option<bool>,
    /// Whether it was given up, and nothing is left to do: `[-]`, `Won't do`, `見送り`.
    pub is_given_up: bool,
    /// Sub-heading or parent bullet it stands under.
    pub group: Option<String>,
    /// Further columns: header and cell.
    pub more: Vec<(String, Text)>,
    /// The whole of it.
    pub span: Span,
    /// Line, counted from 1.
    pub line: usize,
    /// Nested bullets and further paragraphs.
    pub details: Vec<Text>,
    /// Addresses it links to.
    pub links: Vec<String>,
    /// References to a tracker: `OPS-123`, `#412`.
    pub references: Vec<String>,
    /// Labels of the footnotes it cites.
    pub footnotes: Vec<String>,
    /// How it is written.
    pub shape: Shape,
}

/// A deadline as written, and the day it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// As written.
    pub text: Text,
    /// The day, where one is named.
    pub date: Option<Date>,
}

/// A footnote definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footnote {
    /// Label without `[^` and `]`.
    pub label: String,
    /// What it says, as written.
    pub text: Text,
    /// The definition.
    pub span: Span,
}

/// Words to be read by rules about language, with the part of the document they stand in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Kind of the section.
    pub section: SectionKind,
    /// The words.
    pub text: Text,
}
