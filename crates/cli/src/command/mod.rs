//! One file a command; each has its arguments, its help and what it does.

mod analyze;
mod completions;
pub mod evidence_args;

use clap::Subcommand;

use crate::{context::Context, exit::ExitStatus};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Analyse evidence and print what was found
    Analyze(analyze::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
        match self {
            Self::Analyze(args) => analyze::run(&args, context),
            Self::Completions(args) => completions::run(&args, context),
        }
    }
}
