//! What was seen while reading that a person should know: never an error, for reading never fails.

use backstory_model::Phrase;
use serde::Serialize;

use super::Span;

/// Something in the document that was not understood, or understood with a doubt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// What kind.
    pub kind: RemarkKind,
    /// Where.
    pub span: Span,
    /// Line of its first byte, counted from 1.
    pub line: usize,
    /// What was found, what was expected, what to do: one line for people.
    pub message: String,
    /// The same for a catalogue.
    #[serde(skip)]
    pub phrase: Phrase,
}

/// Kinds of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// Words inside a section of a known kind that fit none of its parts; kept verbatim.
    NotUnderstood,
    /// A table row with more or fewer cells than its header.
    RaggedRow,
    /// A code fence, comment or front matter that is opened and never closed.
    Unclosed,
    /// Front matter that is not YAML pairs, or of another tool.
    ForeignFrontMatter,
    /// Front matter that is no valid YAML; its pairs are read all the same.
    BrokenFrontMatter,
    /// An action id, fact, footnote or heading that occurs twice.
    Duplicate,
    /// A zone label that contradicts its date, or that names several zones.
    Zone,
    /// A time or date that cannot be: `13:55 PM`, `25:70`, a year of five digits.
    ImpossibleTime,
    /// A date whose day and month cannot be told apart.
    AmbiguousDate,
    /// A row that is earlier than one above it.
    OutOfOrder,
    /// Bidirectional or zero-width characters: what is shown may differ from what is stored.
    HiddenCharacter,
    /// HTML that would run or load something where the document is shown.
    ActiveHtml,
    /// A footnote mark without a definition.
    UndefinedFootnote,
    /// Bytes that are not UTF-8.
    Encoding,
}

impl RemarkKind {
    /// Whether the remark says that words were not turned into a typed part.
    pub fn is_not_understood(self) -> bool {
        matches!(self, Self::NotUnderstood | Self::Unclosed | Self::ForeignFrontMatter)
    }
}
