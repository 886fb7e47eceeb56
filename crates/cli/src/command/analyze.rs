//! `backstory analyze`.

use std::path::Path;

use backstory_report::locale::{Catalogue, fill};
use miette::IntoDiagnostic as _;

use super::draft::language;
use super::evidence_args::EvidenceArgs;
use super::step::analysed;
use crate::context::Context;
use crate::digest;
use crate::exit::ExitStatus;
use crate::workspace::Workspace;

/// Arguments of `backstory analyze`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory analyze --evidence ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
  backstory analyze -e logs -e metrics.json --from '2025-02-09 19:00' --to '2025-02-09 20:30' --tz Asia/Tokyo
  backstory analyze -e . --from '90m before 2025-02-09T11:40Z' --to 2025-02-09T11:40Z --json > analysis.json

Exit status: 0 done, 2 usage, 3 something could not be read and the rest was analysed")]
pub struct Args {
    #[command(flatten)]
    evidence: EvidenceArgs,

    /// Print the schema `backstory.analysis/1` instead of a summary
    #[arg(long)]
    json: bool,

    /// Language of the summary: en or ja [default: the workspace's, else that of the environment]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

/// Analyses and prints.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let workspace = Workspace::load(Path::new("."))?;
    let request = args.evidence.request(&workspace, context.now)?;
    let lang = match (&args.lang, &workspace.lang) {
        (None, None) => context.words.lang(),
        (asked, _) => language(asked.as_deref(), &workspace)?,
    };
    let outcomes = analysed(&request, context)?;
    if args.json {
        context.json(&outcomes.analysis).into_diagnostic()?;
    } else {
        let words = Catalogue::load(lang);
        let mut analysis = outcomes.analysis;
        fill(&mut analysis, &words);
        digest::print(&analysis, &words, context).into_diagnostic()?;
    }
    Ok(if outcomes.is_partial { ExitStatus::Partial } else { ExitStatus::Success })
}
