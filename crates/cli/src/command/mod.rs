//! One file a command; each has its arguments, its help and what it does.

mod check;
mod completions;

use clap::Subcommand;

use crate::{context::Context, exit::ExitStatus};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check post-mortems: blameless words, complete parts, actions that get done
    Check(check::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
        match self {
            Self::Check(args) => check::run(&args, context),
            Self::Completions(args) => completions::run(&args, context),
        }
    }
}
