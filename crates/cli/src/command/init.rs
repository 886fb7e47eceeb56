//! `backstory init`.

use std::path::Path;

use backstory_model::Phrase;
use miette::IntoDiagnostic;

use crate::case_folder::write_atomically;
use crate::complaint::{Complain as _, Complaint};
use crate::context::Context;
use crate::exit::ExitStatus;
use crate::workspace::{FILE, commented};

/// Arguments of `backstory init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  backstory init")]
pub struct Args {}

/// Writes a commented `backstory.toml`; one that is there is left alone.
pub(super) fn run(_args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    if Path::new(FILE).exists() {
        let what = Phrase::new("init-is-there").code("path", FILE);
        return Err(Complaint::new(what).help(Phrase::new("init-is-there-help")).into());
    }
    write_atomically(Path::new(FILE), commented(&context.words).as_bytes())
        .or_complain(|| Phrase::new("message-unwritten").code("path", FILE))?;
    writeln!(context.out, "{FILE}").into_diagnostic()?;
    Ok(ExitStatus::Success)
}
