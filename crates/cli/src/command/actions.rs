//! `backstory actions`.

use std::path::PathBuf;
use std::time::Duration;

use backstory_http::{Address, Client, ClientOptions, Credentials};
use backstory_model::{Phrase, PhraseArg};
use backstory_report::locale::{Catalogue, Lang};
use backstory_review::github::{self, Note, Outcome, PushOptions, Pushed, Repository, Word};
use miette::IntoDiagnostic;
use serde_json::json;

use super::evidence_args::unread;
use super::report::stated_language;
use crate::complaint::{Complain as _, Complaint, known};
use crate::words::padded;
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
    let case = case_report::read(&args.case, context)?;
    if args.json {
        context
            .json(&json!({"schema": "backstory.actions/1", "case": case.id, "actions": case.actions}))
            .into_diagnostic()?;
        return Ok(ExitStatus::Success);
    }
    for action in &case.actions {
        let words = &context.words;
        let day = action.deadline.map_or_else(|| words.text("actions-no-date"), |day| day.to_string());
        let owner = action.owner.as_deref().map_or_else(|| words.text("actions-nobody"), plain);
        let state = words.text(if action.is_done { "actions-done" } else { "actions-open" });
        let line = [
            padded(&plain(&action.id), 8),
            padded(&state, 5),
            padded(&day, 11),
            padded(&plain(&action.priority), 8),
            padded(&owner, 20),
            plain(&action.title),
        ];
        writeln!(context.out, "{}", line.join(" ")).into_diagnostic()?;
    }
    if case.actions.is_empty() {
        context.say(&Phrase::new("actions-none"));
    }
    Ok(ExitStatus::Success)
}

fn push(args: &Push, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let repository = match args.github.parse::<Repository>() {
        Ok(repository) => repository,
        Err(error) => {
            context.refuse(&error);
            return Ok(ExitStatus::Usage);
        }
    };
    let address = match Address::parse(&args.api_url) {
        Ok(address) => address,
        Err(error) => {
            context.refuse(&Complaint::new(unread("--api-url")).because(error));
            return Ok(ExitStatus::Usage);
        }
    };
    let token = std::env::var("GITHUB_TOKEN").ok().filter(|token| !token.is_empty());
    if token.is_none() && !args.dry_run {
        context.refuse(&Complaint::new(Phrase::new("push-no-token")).help(Phrase::new("push-no-token-help")));
        return Ok(ExitStatus::Usage);
    }
    let mut lang = Lang::En;
    let told = |report: &str| {
        lang = stated_language(report);
        report.to_owned()
    };
    let case = case_report::read_as(&args.case, told, context)?;
    // Issues speak the language of the report, whoever pushes them.
    let catalogue = Catalogue::load(lang);
    let headers = vec![
        ("accept".to_owned(), "application/vnd.github+json".to_owned()),
        ("x-github-api-version".to_owned(), "2022-11-28".to_owned()),
    ];
    let options = ClientOptions { headers, limit_bytes: 32 << 20, ..ClientOptions::default() };
    let client = Client::new(&address, token.map_or(Credentials::None, Credentials::Bearer), options).or_tell()?;
    let pause = if args.dry_run { Duration::ZERO } else { Duration::from_secs(1) };
    if context.is_interactive {
        let count = case.actions.len() as f64;
        context.say(&Phrase::new("push-begins").number("count", count).text("repository", &args.github));
    }
    let options = PushOptions { is_dry_run: args.dry_run, pause };
    let pushed =
        github::push(&client, &repository, &case, &options, &|word| catalogue.text(written(word))).or_tell()?;
    if args.json {
        context
            .json(&json!({"schema": "backstory.push/1", "case": case.id, "dry_run": args.dry_run, "actions": pushed}))
            .into_diagnostic()?;
    } else {
        for one in &pushed {
            context.tell(&sentence(one, args.dry_run)).into_diagnostic()?;
        }
    }
    let has_failed = pushed.iter().any(|one| matches!(one.outcome, Outcome::Failed { .. }));
    Ok(if has_failed { ExitStatus::Partial } else { ExitStatus::Success })
}

/// The key of a word in an issue.
fn written(word: Word) -> &'static str {
    match word {
        Word::Owner => "column-owner",
        Word::Nobody => "calendar-nobody",
        Word::Deadline => "column-deadline",
        Word::NoDeadline => "push-no-deadline",
        Word::Priority => "column-priority",
        Word::PostMortem => "push-post-mortem",
        Word::Label => "push-label",
    }
}

fn sentence(pushed: &Pushed, is_dry_run: bool) -> Phrase {
    let told = |key: &str, issue: &u64| Phrase::new(key).text("issue", issue.to_string());
    let outcome = match &pushed.outcome {
        Outcome::Created { issue: Some(issue) } => told("push-created", issue),
        Outcome::Created { issue: None } if is_dry_run => Phrase::new("push-would-create"),
        Outcome::Created { issue: None } => Phrase::new("push-created-unnumbered"),
        Outcome::Updated { issue } if is_dry_run => told("push-would-update", issue),
        Outcome::Updated { issue } => told("push-updated", issue),
        Outcome::Unchanged { issue } => told("push-unchanged", issue),
        Outcome::KeptEdited { issue } => told("push-kept-edited", issue),
        Outcome::SkippedDone => Phrase::new("push-skipped-done"),
        Outcome::Failed { reason } => {
            let known = known(reason).map(|(phrase, _)| PhraseArg::Phrase(Box::new(phrase)));
            Phrase::new("push-failed").with("reason", known.unwrap_or_else(|| PhraseArg::Text(reason.to_string())))
        }
    };
    let note = pushed.note.as_ref().map(|note| match note {
        Note::CannotBeAssigned(owner) => Phrase::new("push-cannot-be-assigned").code("owner", owner),
        Note::NobodyOwnsIt => Phrase::new("push-nobody-owns-it"),
    });
    let told = Phrase::new(if note.is_some() { "push-line-with-note" } else { "push-line" })
        .text("id", &pushed.id)
        .with("outcome", PhraseArg::Phrase(Box::new(outcome)));
    match note {
        Some(note) => told.with("note", PhraseArg::Phrase(Box::new(note))),
        None => told,
    }
}

/// Text without what could steer a terminal or turn the text around it.
fn plain(text: &str) -> String {
    backstory_report::markdown::one_line(text)
}
