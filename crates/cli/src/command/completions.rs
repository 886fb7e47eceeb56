//! `backstory completions`.

use clap::CommandFactory;
use miette::IntoDiagnostic;

use crate::{Cli, context::Context, exit::ExitStatus};

/// Arguments of `backstory completions`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  backstory completions bash > /etc/bash_completion.d/backstory\n  backstory completions zsh > ~/.zfunc/_backstory"
)]
pub struct Args {
    /// Shell to write for
    shell: clap_complete::Shell,
}

/// Prints the script.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "backstory", &mut script);
    context.out.write_all(&script).into_diagnostic()?;
    Ok(ExitStatus::Success)
}
