//! `backstory calendar`.

use std::io::Write as _;
use std::path::PathBuf;

use backstory_model::Phrase;
use backstory_report::locale::Lang;
use backstory_review::calendar::{self, Word};
use miette::IntoDiagnostic;

use super::draft::language;
use super::report::stated_language;
use crate::complaint::Complain as _;
use crate::words::{self, Words};
use crate::workspace::Workspace;
use crate::{case_report, context::Context, exit::ExitStatus};

/// Arguments of `backstory calendar`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  backstory calendar incidents/2025-02-09-orders -o actions.ics
  backstory calendar incidents/2025-02-09-orders --sequence 2 > actions.ics")]
pub struct Args {
    /// Folder with `report.md`, or a Markdown file
    #[arg(value_name = "CASE")]
    case: PathBuf,

    /// File to write instead of stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Version of what is sent out; a calendar that has the entries takes a higher one as their change
    #[arg(long, value_name = "N", default_value_t = 0)]
    sequence: u32,

    /// Language of the entries: en or ja [default: that of the report]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

/// Writes deadlines, weekly reviews and the four-week follow-up.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let asked = args.lang.as_deref().map(|code| language(Some(code), &Workspace::default())).transpose()?;
    let mut lang = Lang::En;
    let told = |report: &str| {
        lang = asked.unwrap_or_else(|| stated_language(report));
        report.to_owned()
    };
    let case = case_report::read_as(&args.case, told, context)?;
    let entries = Words::of(lang);
    let text = calendar::write(&case, args.sequence, |word| entries.say(&phrase(word, &entries)));
    match &args.output {
        None => context.out.write_all(text.as_bytes()).into_diagnostic()?,
        Some(path) => {
            let folder =
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
            let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.as_file().sync_all()?;
                file.persist(path).map_err(|error| error.error)
            });
            drop(written.or_complain(|| Phrase::new("message-unwritten").code("path", words::path(path)))?);
        }
    }
    let dateless = case.actions.iter().filter(|action| action.deadline.is_none()).count();
    if dateless > 0 {
        context.say(&Phrase::new("calendar-dateless").number("count", dateless as f64));
    }
    if case.resolved.is_none() {
        context.say(&Phrase::new("calendar-no-end"));
    }
    Ok(ExitStatus::Success)
}

/// What the calendar says, as it is sent to others: in the language of the report.
fn phrase(word: Word<'_>, words: &Words) -> Phrase {
    match word {
        Word::Owner(owner) => {
            let owner = owner.map_or_else(|| words.text("calendar-nobody"), ToOwned::to_owned);
            Phrase::new("calendar-owner").text("owner", owner)
        }
        Word::Priority(priority) => Phrase::new("calendar-priority").text("priority", priority),
        Word::PostMortem(case) => Phrase::new("calendar-case").text("title", &case.title).text("id", &case.id),
        Word::Due(action) => Phrase::new("calendar-due").text("action", action),
        Word::Review(case) => Phrase::new("calendar-review").text("title", &case.title),
        Word::ReviewAbout(case) => Phrase::new("calendar-review-about").text("id", &case.id),
        Word::FollowUp(case) => Phrase::new("calendar-follow-up").text("title", &case.title),
        Word::FollowUpAbout(case) => Phrase::new("calendar-follow-up-about").text("id", &case.id),
    }
}
