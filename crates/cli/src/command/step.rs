//! What the commands that analyse share, above all those that show one step: `timeline` and `factors`.

use std::path::Path;

use backstory_model::Analysis;
use backstory_report::document::{Document, SectionKind};
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::locale::{Catalogue, Lang, fill};
use jiff::tz::TimeZone;

use super::draft::language;
use super::evidence_args::EvidenceArgs;
use crate::context::Context;
use crate::exit::ExitStatus;
use crate::pipeline::{self, Outcomes, PipelineError, Request};
use crate::progress::Progress;
use crate::workspace::Workspace;

/// Runs the pipeline, with progress on what takes long.
pub(super) fn analysed(request: &Request, context: &Context<'_>) -> Result<Outcomes, PipelineError> {
    let what = request.evidence.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let progress = Progress::begin(what, None, context.is_interactive, context.words.lang());
    pipeline::run(request, progress.read_bytes())
}

/// An analysis told in a language.
#[derive(Debug)]
pub(super) struct Told {
    /// Its sentences are filled in.
    pub(super) analysis: Analysis,
    pub(super) words: Catalogue,
    lang: Lang,
    is_partial: bool,
}

impl Told {
    /// Analyses the evidence.
    pub(super) fn of(evidence: &EvidenceArgs, lang: Option<&str>, context: &Context<'_>) -> miette::Result<Self> {
        let workspace = Workspace::load(Path::new("."))?;
        let lang = language(lang, &workspace)?;
        let outcomes = analysed(&evidence.request(&workspace, context.now)?, context)?;
        let (mut analysis, words) = (outcomes.analysis, Catalogue::load(lang));
        fill(&mut analysis, &words);
        Ok(Self { analysis, words, lang, is_partial: outcomes.is_partial })
    }

    /// The report as `draft` would write it today.
    pub(super) fn report(&self, context: &Context<'_>) -> Document {
        let today = context.now.to_zoned(TimeZone::UTC).date();
        Document::parse(&draft(&self.analysis, &DraftOptions { lang: self.lang, today }))
    }

    pub(super) fn status(&self) -> ExitStatus {
        if self.is_partial { ExitStatus::Partial } else { ExitStatus::Success }
    }
}

/// Sections of a report as they stand there, with the footnotes that they cite.
pub(super) fn excerpt(document: &Document, kinds: &[SectionKind]) -> String {
    let source = document.source();
    let is_wanted = |kind| kinds.contains(&kind);
    let sections: Vec<&str> = document
        .sections
        .iter()
        .filter(|section| is_wanted(section.kind))
        .filter(|section| {
            !section.parent.and_then(|at| document.sections.get(at)).is_some_and(|parent| is_wanted(parent.kind))
        })
        .map(|section| section.span.of(source).trim_end())
        .collect();
    let mut out = sections.join("\n\n");
    out.push('\n');
    let cited = out.clone();
    let notes = document.footnotes.iter().filter(|note| cited.contains(&format!("[^{}]", note.label)));
    for (index, note) in notes.enumerate() {
        let gap = if index == 0 { "\n" } else { "" };
        out.push_str(&format!("{gap}{}\n", note.span.of(source).trim_end()));
    }
    out
}
