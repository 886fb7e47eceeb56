//! Sections and what they are about.

use serde::Serialize;

use super::Span;

/// A heading and what stands below it, sub-sections included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// Words of the heading without markup.
    pub title: String,
    /// 1 to 6; 7 for a bold line or a label that serves as heading.
    pub level: u8,
    /// The heading.
    pub heading: Span,
    /// From after the heading to the next heading of any level.
    pub body: Span,
    /// From the heading to the next heading that is not below this one.
    pub span: Span,
    /// Line of the heading, counted from 1.
    pub line: usize,
    /// Index of the section it stands in.
    pub parent: Option<usize>,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// The title of the document.
    Title,
    /// Facts as pairs: severity, dates, people.
    Facts,
    /// What happened, in short.
    Summary,
    /// Context a reader needs.
    Background,
    /// What users felt.
    Impact,
    /// What set it off.
    Trigger,
    /// How it was noticed.
    Detection,
    /// What was done during the incident.
    Response,
    /// How it ended.
    Resolution,
    /// The sequence of events.
    Timeline,
    /// Factors, layers below or unnamed.
    Factors,
    /// The factor that acted first.
    ImmediateCause,
    /// Factors that made it possible or worse.
    ContributingFactors,
    /// Conditions of the organisation.
    SystemicIssues,
    /// The why-chain.
    FiveWhys,
    /// The root cause.
    RootCause,
    /// Action items.
    Actions,
    /// What went well.
    WentWell,
    /// What went wrong, or made it hard.
    WentWrong,
    /// Where luck helped.
    Lucky,
    /// Lessons learned.
    Lessons,
    /// How a recurrence is prevented.
    Prevention,
    /// When the actions are looked at again.
    FollowUp,
    /// Who reviewed the document, and when.
    Review,
    /// Who took part.
    Participants,
    /// What evidence is missing.
    DataGaps,
    /// Footnotes and references.
    Evidence,
    /// Anything else; kept verbatim.
    Other,
}
