//! One file a command; each has its arguments, its help and what it does.

mod actions;
mod analyze;
mod audience;
mod calendar;
mod check;
mod collect;
mod completions;
mod demo;
mod draft;
pub mod evidence_args;
mod factors;
mod import;
mod init;
mod logs;
mod lsp;
mod publish;
mod report;
mod review;
mod review_view;
mod status;
mod step;
mod timeline;

use clap::Subcommand;

use crate::{context::Context, exit::ExitStatus};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the main job on a bundled, recorded incident
    Demo(demo::Args),
    /// Analyse evidence and print what was found
    Analyze(analyze::Args),
    /// Analyse evidence and print the timeline alone
    Timeline(timeline::Args),
    /// Analyse evidence and print suspects, factors and hypotheses alone
    Factors(factors::Args),
    /// Analyse evidence and draft the post-mortem into a case folder
    Draft(draft::Args),
    /// Show what a log is, and the templates inside
    Logs(logs::Args),
    /// Write a commented backstory.toml
    Init(init::Args),
    /// Fetch evidence from live systems into a folder with a manifest
    Collect(collect::Args),
    /// List action items, or push them to a tracker
    Actions(actions::Args),
    /// Write the dates of a case as an iCalendar file
    Calendar(calendar::Args),
    /// Post the summary of a case
    Publish(publish::Args),
    /// Write the agenda of the weekly review: late, due, unowned and neglected actions, look backs
    Review(review::Args),
    /// Show the 48-hour clock, open actions and follow-up of cases
    Status(status::Args),
    /// Check post-mortems: blameless words, complete parts, actions that get done
    Check(check::Args),
    /// Serve findings, hovers and fixes to an editor over stdio
    Lsp(lsp::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Read post-mortems that other tools or people wrote, and make cases of them
    Import(import::Args),
    /// Render a report as a page, PDF, tables or a message
    Report(report::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
        match self {
            Self::Demo(args) => demo::run(&args, context),
            Self::Draft(args) => draft::run(&args, context),
            Self::Timeline(args) => timeline::run(&args, context),
            Self::Factors(args) => factors::run(&args, context),
            Self::Logs(args) => logs::run(&args, context),
            Self::Init(args) => init::run(&args, context),
            Self::Analyze(args) => analyze::run(&args, context),
            Self::Collect(args) => collect::run(&args, context),
            Self::Actions(args) => actions::run(&args, context),
            Self::Calendar(args) => calendar::run(&args, context),
            Self::Publish(args) => publish::run(&args, context),
            Self::Review(args) => review::run(&args, context),
            Self::Status(args) => status::run(&args, context),
            Self::Lsp(args) => lsp::run(&args, context),
            Self::Check(args) => check::run(&args, context),
            Self::Completions(args) => completions::run(&args, context),
            Self::Import(args) => import::run(&args, context),
            Self::Report(args) => report::run(&args, context),
        }
    }
}
