//! One file a command; each has its arguments, its help and what it does.

mod check;
mod completions;
mod lsp;

use clap::Subcommand;

use crate::{context::Context, exit::ExitStatus};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check post-mortems: blameless words, complete parts, actions that get done
    Check(check::Args),
    /// Serve findings, hovers and fixes to an editor over stdio
    Lsp(lsp::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
        match self {
            Self::Lsp(args) => lsp::run(&args, context),
            Self::Check(args) => check::run(&args, context),
            Self::Completions(args) => completions::run(&args, context),
        }
    }
}
