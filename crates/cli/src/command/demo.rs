//! `backstory demo`: the main job on a bundled, recorded incident.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use backstory_model::Phrase;
use backstory_report::locale::{Catalogue, fill};
use miette::IntoDiagnostic;

use super::draft;
use crate::complaint::Complain as _;
use crate::context::Context;
use crate::digest;
use crate::exit::ExitStatus;
use crate::pipeline::Request;
use crate::words::path;
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
    context.say(&Phrase::new("demo-unpacking").text("path", path(&evidence)));
    unpack(&evidence).or_complain(|| Phrase::new("demo-not-unpacked").code("path", path(&evidence)))?;
    let request = Request {
        evidence: vec![evidence.clone()],
        window: None,
        baseline_from: None,
        symptom: None,
        owners: BTreeMap::new(),
        year: 2026,
    };
    let asked = draft::asked(args.lang.as_deref())?;
    let lang = draft::WantedLang { asked, otherwise: draft::language(None, &Workspace::default())? };
    let written = draft::write_case(&request, Some(args.output.join("case")), lang, false, context)?;
    let (mut analysis, words) = (written.analysis, Catalogue::load(written.lang));
    fill(&mut analysis, &words);
    digest::print(&analysis, &words, context).into_diagnostic()?;
    writeln!(context.out).into_diagnostic()?;
    for (key, place) in [("demo-report", &written.report), ("demo-case", &written.case), ("demo-evidence", &evidence)] {
        context.tell(&Phrase::new(key).text("path", path(place))).into_diagnostic()?;
    }
    context.note("");
    context.say(&Phrase::new("demo-next").text("path", path(&written.report)));
    Ok(ExitStatus::Success)
}

fn unpack(target: &std::path::Path) -> std::io::Result<()> {
    fs::create_dir_all(target)?;
    let mut decoder = zstd::stream::read::Decoder::new(RECORDING)?;
    decoder.window_log_max(27)?;
    tar::Archive::new(decoder).unpack(target)
}
