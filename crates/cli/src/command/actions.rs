//! `backstory actions`.

use std::path::PathBuf;
use std::time::Duration;

use backstory_http::{Address, Client, ClientOptions, Credentials};
use backstory_review::github::{self, Outcome, PushOptions, Pushed, Repository};
use miette::IntoDiagnostic;
use serde_json::json;

use crate::{case_report, context::Context, exit::ExitStatus};

/// Arguments of `backstory actions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  backstory actions list incidents/2025-02-09-orders
  backstory actions push --github shop/app --dry-run incidents/2025-02-09-orders
  GITHUB_TOKEN=… backstory actions push --github shop/app incidents/2025-02-09-orders")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the action items of a case
    List(List),
    /// Make or renew one issue for each action item
    ///
    /// Pushing again renews our part of each issue and makes none twice. What people wrote stays.
    Push(Push),
}

#[derive(Debug, clap::Args)]
struct List {
    /// Folder with `report.md`, or a Markdown file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The token comes from GITHUB_TOKEN; it needs to write issues.

Exit codes: 0 all pushed, 1 GitHub did not answer, 2 usage, 3 some actions failed")]
struct Push {
    /// Repository of the issues
    #[arg(long, value_name = "OWNER/REPO")]
    github: String,
    /// Address of the API, for GitHub Enterprise
    #[arg(long, value_name = "URL", default_value = "https://api.github.com")]
    api_url: String,
    /// Say what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Folder with `report.md`, or a Markdown file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Lists or pushes.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    match &args.what {
        What::List(args) => list(args, context),
        What::Push(args) => push(args, context),
    }
}

fn list(args: &List, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let case = case_report::read(&args.case)?;
    if args.json {
        context
            .json(&json!({"schema": "backstory.actions/1", "case": case.id, "actions": case.actions}))
            .into_diagnostic()?;
        return Ok(ExitStatus::Success);
    }
    for action in &case.actions {
        let day = action.deadline.map_or_else(|| "no date".to_owned(), |day| day.to_string());
        let owner = action.owner.as_deref().unwrap_or("nobody yet");
        let mark = if action.is_done { "done" } else { "open" };
        writeln!(
            context.out,
            "{:8} {mark}  {day:10}  {:8} {:20} {}",
            plain(&action.id),
            plain(&action.priority),
            plain(owner),
            plain(&action.title)
        )
        .into_diagnostic()?;
    }
    if case.actions.is_empty() {
        context.note(
            "the report has no action items: a table with the columns `ID` and `Action` under a heading `Action Items`",
        );
    }
    Ok(ExitStatus::Success)
}

fn push(args: &Push, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let repository = match args.github.parse::<Repository>() {
        Ok(repository) => repository,
        Err(error) => {
            context.note(format!("error: {error}"));
            return Ok(ExitStatus::Usage);
        }
    };
    let address = match Address::parse(&args.api_url) {
        Ok(address) => address,
        Err(error) => {
            context.note(format!("error: `--api-url` is {error}"));
            return Ok(ExitStatus::Usage);
        }
    };
    let token = std::env::var("GITHUB_TOKEN").ok().filter(|token| !token.is_empty());
    if token.is_none() && !args.dry_run {
        context.note("error: GITHUB_TOKEN is not set\n  help: a token that may write issues is needed; `--dry-run` does without on a public repository");
        return Ok(ExitStatus::Usage);
    }
    let case = case_report::read(&args.case)?;
    let headers = vec![
        ("accept".to_owned(), "application/vnd.github+json".to_owned()),
        ("x-github-api-version".to_owned(), "2022-11-28".to_owned()),
    ];
    let options = ClientOptions { headers, limit_bytes: 32 << 20, ..ClientOptions::default() };
    let client =
        Client::new(&address, token.map_or(Credentials::None, Credentials::Bearer), options).into_diagnostic()?;
    let pause = if args.dry_run { Duration::ZERO } else { Duration::from_secs(1) };
    if context.is_interactive {
        context.note(format!("pushing {} actions to {}", case.actions.len(), args.github));
    }
    let options = PushOptions { is_dry_run: args.dry_run, pause };
    let pushed = github::push(&client, &repository, &case, &options).into_diagnostic()?;
    if args.json {
        context
            .json(&json!({"schema": "backstory.push/1", "case": case.id, "dry_run": args.dry_run, "actions": pushed}))
            .into_diagnostic()?;
    } else {
        for one in &pushed {
            writeln!(context.out, "{}", sentence(one, args.dry_run)).into_diagnostic()?;
        }
    }
    let has_failed = pushed.iter().any(|one| matches!(one.outcome, Outcome::Failed { .. }));
    Ok(if has_failed { ExitStatus::Partial } else { ExitStatus::Success })
}

fn sentence(pushed: &Pushed, is_dry_run: bool) -> String {
    let would = if is_dry_run { "would be " } else { "" };
    let what = match &pushed.outcome {
        Outcome::Created { issue: Some(issue) } => format!("#{issue} created"),
        Outcome::Created { issue: None } => format!("{would}created"),
        Outcome::Updated { issue } => format!("#{issue} {would}updated"),
        Outcome::Unchanged { issue } => format!("#{issue} is up to date"),
        Outcome::KeptEdited { issue } => format!("#{issue} was edited by a person and is left as it is"),
        Outcome::SkippedDone => "done, and without an issue".to_owned(),
        Outcome::Failed { reason } => format!("failed: {}", plain(reason)),
    };
    let note = pushed.note.as_deref().map(|note| format!(" ({})", plain(note))).unwrap_or_default();
    format!("{} {what}{note}", plain(&pushed.id))
}

/// Text without what could steer a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
