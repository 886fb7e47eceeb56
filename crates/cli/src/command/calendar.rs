//! `backstory calendar`.

use std::io::Write as _;
use std::path::PathBuf;

use backstory_review::calendar;
use miette::{IntoDiagnostic, WrapErr};

use crate::{case_report, context::Context, exit::ExitStatus};

/// Arguments of `backstory calendar`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  backstory calendar incidents/2025-02-09-orders -o actions.ics
  backstory calendar incidents/2025-02-09-orders --sequence 2 > actions.ics")]
pub struct Args {
    /// Folder with `report.md`, or a Markdown file
    #[arg(value_name = "CASE")]
    case: PathBuf,

    /// File to write instead of stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Version of what is sent out; a calendar that has the entries takes a higher one as their change
    #[arg(long, value_name = "N", default_value_t = 0)]
    sequence: u32,
}

/// Writes deadlines, weekly reviews and the four-week follow-up.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let case = case_report::read(&args.case)?;
    let text = calendar::write(&case, args.sequence);
    match &args.output {
        None => context.out.write_all(text.as_bytes()).into_diagnostic()?,
        Some(path) => {
            let folder =
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
            let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.as_file().sync_all()?;
                file.persist(path).map_err(|error| error.error)
            });
            drop(written.into_diagnostic().wrap_err_with(|| format!("failed to write `{}`", path.display()))?);
        }
    }
    let dateless = case.actions.iter().filter(|action| action.deadline.is_none()).count();
    if dateless > 0 {
        context.note(format!("{dateless} actions have no date and are not in the calendar"));
    }
    if case.resolved.is_none() {
        context.note(
            "the report does not say when the incident ended, so there is no review and no follow-up in the calendar",
        );
    }
    Ok(ExitStatus::Success)
}
