//! `backstory demo`: the main job on a bundled, recorded incident.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use backstory_report::locale::{Catalogue, fill};
use miette::{IntoDiagnostic, WrapErr};

use super::draft;
use crate::context::Context;
use crate::digest;
use crate::exit::ExitStatus;
use crate::pipeline::Request;
use crate::workspace::Workspace;

/// A recorded incident, trimmed; see `examples/README.md`.
const RECORDING: &[u8] = include_bytes!("../../../../examples/bad-deploy.tar.zst");

/// Arguments of `backstory demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory demo
  backstory demo --lang ja -o /tmp/demo")]
pub struct Args {
    /// Folder to write to
    #[arg(long, short, value_name = "DIR", default_value = "backstory-demo")]
    output: PathBuf,

    /// Language of the report: en or ja
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

/// Unpacks the recording, analyses it, writes the case and tells where it is.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let evidence = args.output.join("evidence");
    context.note(format!("unpacking a recorded incident to {}", evidence.display()));
    unpack(&evidence).wrap_err_with(|| format!("failed to unpack the example to `{}`", evidence.display()))?;
    let request = Request {
        evidence: vec![evidence.clone()],
        window: None,
        baseline_from: None,
        symptom: None,
        owners: BTreeMap::new(),
        year: 2026,
    };
    let lang = draft::language(args.lang.as_deref(), &Workspace::default())?;
    let written = draft::write_case(&request, Some(args.output.join("case")), lang, false, context)?;
    let (mut analysis, words) = (written.analysis, Catalogue::load(lang));
    fill(&mut analysis, &words);
    digest::print(&analysis, &words, context).into_diagnostic()?;
    writeln!(
        context.out,
        "\nReport:   {}\nCase:     {}\nEvidence: {}",
        written.report.display(),
        written.case.display(),
        evidence.display()
    )
    .into_diagnostic()?;
    context.note(format!("\nnext: read the report, then run `backstory check {}`", written.report.display()));
    Ok(ExitStatus::Success)
}

fn unpack(target: &std::path::Path) -> miette::Result<()> {
    fs::create_dir_all(target).into_diagnostic()?;
    let mut decoder = zstd::stream::read::Decoder::new(RECORDING).into_diagnostic()?;
    decoder.window_log_max(27).into_diagnostic()?;
    tar::Archive::new(decoder).unpack(target).into_diagnostic()
}
