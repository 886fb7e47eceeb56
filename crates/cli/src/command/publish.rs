//! `backstory publish`.

use std::path::PathBuf;

use backstory_model::Phrase;
use backstory_report::locale::{Catalogue, Lang};
use backstory_review::slack::{self, Word};
use miette::IntoDiagnostic;

use super::audience::AudienceName;
use super::draft::language;
use super::report::{editor, stated_language};
use crate::{
    case_report,
    complaint::{Complain as _, Complaint},
    context::Context,
    exit::ExitStatus,
    workspace::Workspace,
};

/// Arguments of `backstory publish`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  backstory publish --dry-run incidents/2025-02-09-orders
  BACKSTORY_SLACK_WEBHOOK=https://hooks.slack.com/… backstory publish incidents/2025-02-09-orders

The address of a webhook is a secret: prefer the variable, since arguments are visible to other users of a machine.
Posting twice posts two messages.")]
pub struct Args {
    /// Incoming webhook of Slack to post the summary to [default: $BACKSTORY_SLACK_WEBHOOK]
    #[arg(long, value_name = "URL")]
    slack_webhook: Option<String>,

    /// Who reads it: decides what is masked or left out
    #[arg(long, value_enum, default_value_t = AudienceName::Internal, value_name = "AUDIENCE")]
    audience: AudienceName,

    /// Print the message as JSON, and post nothing
    #[arg(long)]
    dry_run: bool,

    /// Language of the words around the report's own: en or ja [default: that of the report]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,

    /// Folder with `report.md`, or a Markdown file
    #[arg(value_name = "CASE")]
    case: PathBuf,
}

/// Posts the summary of a case.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let asked = args.lang.as_deref().map(|code| language(Some(code), &Workspace::default())).transpose()?;
    let mut lang = Lang::En;
    let told = |report: &str| {
        lang = asked.unwrap_or_else(|| stated_language(report));
        editor(args.audience.into(), lang, report, &args.case).markdown(report)
    };
    let case = case_report::read_as(&args.case, told, context)?;
    let words = Catalogue::load(lang);
    let message = slack::message(&case, |word| said(word, &words));
    if args.dry_run {
        context.json(&message).into_diagnostic()?;
        return Ok(ExitStatus::Success);
    }
    let variable = || std::env::var("BACKSTORY_SLACK_WEBHOOK").ok().filter(|url| !url.is_empty());
    let Some(webhook) = args.slack_webhook.clone().or_else(variable) else {
        context.refuse(&Complaint::new(Phrase::new("publish-nowhere")).help(Phrase::new("publish-nowhere-help")));
        return Ok(ExitStatus::Usage);
    };
    slack::post(&webhook, &message).or_tell()?;
    context.say(&Phrase::new("publish-done"));
    Ok(ExitStatus::Success)
}

fn said(word: Word, words: &Catalogue) -> String {
    match word {
        Word::Open(count) => words.plain(&Phrase::new("publish-open").number("count", count as f64)),
        Word::Nobody => words.text("publish-nobody"),
        Word::NoDate => words.text("publish-no-date"),
        Word::More(count) => words.plain(&Phrase::new("publish-more").number("count", count as f64)),
    }
}
