//! `backstory init`.

use std::path::Path;

use miette::{IntoDiagnostic, WrapErr, miette};

use crate::case_folder::write_atomically;
use crate::context::Context;
use crate::exit::ExitStatus;
use crate::workspace::{COMMENTED, FILE};

/// Arguments of `backstory init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  backstory init")]
pub struct Args {}

/// Writes a commented `backstory.toml`; one that is there is left alone.
pub(super) fn run(_args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    if Path::new(FILE).exists() {
        return Err(miette!(help = "edit it, or move it away first", "`{FILE}` is here already"));
    }
    write_atomically(Path::new(FILE), COMMENTED.as_bytes())
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to write `{FILE}`"))?;
    writeln!(context.out, "{FILE}").into_diagnostic()?;
    Ok(ExitStatus::Success)
}
