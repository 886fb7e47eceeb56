//! `backstory factors`.

use backstory_report::document::SectionKind;
use clap::ValueEnum;
use miette::IntoDiagnostic as _;
use serde_json::json;

use super::evidence_args::EvidenceArgs;
use super::step::{Told, excerpt};
use crate::context::Context;
use crate::digest;
use crate::exit::ExitStatus;

/// Arguments of `backstory factors`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory factors -e ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
  backstory factors -e ./evidence --format markdown --lang ja
  backstory factors -e ./evidence --json | jq '.suspects[0]'

Suspects are where to look first; the cause is for people to name.

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

    /// Print suspects, factors, hypotheses, gaps in detection and actions as JSON
    #[arg(long)]
    json: bool,
}

/// How factors are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Suspects, factors and hypotheses, with what each cites
    Text,
    /// The sections of the report: factors, why-chain, root cause
    Markdown,
}

/// Analyses and prints what contributed.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let told = Told::of(&args.evidence, args.lang.as_deref(), context)?;
    let analysis = &told.analysis;
    if args.json {
        context
            .json(&json!({
                "schema": "backstory.factors/1",
                "outcome": analysis.outcome,
                "suspects": analysis.suspects,
                "factors": analysis.factors,
                "hypotheses": analysis.hypotheses,
                "gaps_in_detection": analysis.gaps_in_detection,
                "actions": analysis.actions,
            }))
            .into_diagnostic()?;
        return Ok(told.status());
    }
    match args.format {
        Format::Text => digest::print_factors(analysis, &told.words, context).into_diagnostic()?,
        Format::Markdown => {
            let sections = [
                SectionKind::Factors,
                SectionKind::ImmediateCause,
                SectionKind::ContributingFactors,
                SectionKind::SystemicIssues,
                SectionKind::FiveWhys,
                SectionKind::RootCause,
            ];
            let text = excerpt(&told.report(context), &sections);
            context.out.write_all(text.as_bytes()).into_diagnostic()?;
        }
    }
    Ok(told.status())
}
