//! `backstory timeline`.

use backstory_report::csv::timeline_csv;
use backstory_report::document::SectionKind;
use clap::ValueEnum;
use miette::IntoDiagnostic as _;
use serde_json::json;

use super::evidence_args::EvidenceArgs;
use super::step::{Told, excerpt};
use crate::context::Context;
use crate::digest;
use crate::exit::ExitStatus;

/// Arguments of `backstory timeline`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory timeline -e ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
  backstory timeline -e ./evidence --format markdown --lang ja >> report.md
  backstory timeline -e ./evidence --json | jq '.timeline[] | select(.milestone != null)'

Exit status: 0 done, 2 usage, 3 something could not be read and the rest was analysed")]
pub struct Args {
    #[command(flatten)]
    evidence: EvidenceArgs,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "json")]
    format: Format,

    /// Language of the sentences: en or ja [default: the workspace's, else en]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,

    /// Print clocks, milestones, durations and rows as JSON
    #[arg(long)]
    json: bool,
}

/// How a timeline is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a row
    Text,
    /// The section of the report, with its footnotes
    Markdown,
    /// A table for a spreadsheet
    Csv,
}

/// Analyses and prints the timeline.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let told = Told::of(&args.evidence, args.lang.as_deref(), context)?;
    let analysis = &told.analysis;
    if args.json {
        context
            .json(&json!({
                "schema": "backstory.timeline/1",
                "clocks": analysis.clocks,
                "milestones": analysis.milestones,
                "durations": analysis.durations,
                "timeline": analysis.timeline,
            }))
            .into_diagnostic()?;
        return Ok(told.status());
    }
    match args.format {
        Format::Text => digest::print_timeline(analysis, &told.words, context).into_diagnostic()?,
        Format::Markdown => {
            let text = excerpt(&told.report(context), &[SectionKind::Timeline]);
            context.out.write_all(text.as_bytes()).into_diagnostic()?;
        }
        Format::Csv => context.out.write_all(timeline_csv(&told.report(context)).as_bytes()).into_diagnostic()?,
    }
    Ok(told.status())
}
