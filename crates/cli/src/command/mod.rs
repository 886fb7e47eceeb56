//! One file a command; each has its arguments, its help and what it does.

mod completions;
mod report;

use clap::Subcommand;

use crate::{context::Context, exit::ExitStatus};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Render a report as a page, PDF, tables or a message
    Report(report::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
        match self {
            Self::Completions(args) => completions::run(&args, context),
            Self::Report(args) => report::run(&args, context),
        }
    }
}
