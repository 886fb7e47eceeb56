//! `backstory review`.

use std::path::{Path, PathBuf};

use backstory_model::{Phrase, PhraseArg};
use backstory_report::locale::Catalogue;
use backstory_review::weekly::{self, Agenda, CaseAgenda, OpenAction};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use miette::IntoDiagnostic as _;
use serde_json::json;

use super::draft::language;
use crate::workspace::Workspace;
use crate::{case_report, context::Context, exit::ExitStatus};

/// Arguments of `backstory review`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  backstory review                          every case below this folder, as an agenda in Markdown
  backstory review incidents --lang ja > agenda.md
  backstory review --day 2025-03-03 --json | jq '.agenda.cases[].overdue'

An action that is late at two reviews in a row (high priority: at one) is put before an executive sponsor.

Exit status: 0 nothing is overdue, 1 something is, 2 usage, 3 a case could not be read")]
pub struct Args {
    /// A case, or a folder with cases
    #[arg(value_name = "CASE|DIR", default_value = ".")]
    path: PathBuf,

    /// Day of the review [default: today, UTC]
    #[arg(long, value_name = "DATE")]
    day: Option<Date>,

    /// Language of the agenda: en or ja [default: the workspace's, else en]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,

    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints the agenda of a weekly review over all cases.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let lang = language(args.lang.as_deref(), &Workspace::load(Path::new("."))?)?;
    let (cases, is_complete) = case_report::read_all(&args.path, context)?;
    let day = args.day.unwrap_or_else(|| context.now.to_zoned(TimeZone::UTC).date());
    let agenda = weekly::agenda(&cases, day);
    if args.json {
        context.json(&json!({"schema": "backstory.review/1", "agenda": agenda})).into_diagnostic()?;
    } else {
        let text = Writer { words: Catalogue::load(lang), out: String::new() }.agenda(&agenda);
        context.out.write_all(text.as_bytes()).into_diagnostic()?;
    }
    Ok(match (is_complete, agenda.is_late()) {
        (false, _) => ExitStatus::Partial,
        (true, true) => ExitStatus::Findings,
        (true, false) => ExitStatus::Success,
    })
}

/// Writes an agenda as Markdown in one language.
struct Writer {
    words: Catalogue,
    out: String,
}

impl Writer {
    fn agenda(mut self, agenda: &Agenda) -> String {
        let title = Phrase::new("agenda-title").text("day", agenda.day.to_string());
        self.out = format!("# {}\n\n", self.words.render(&title));
        if agenda.cases.is_empty() {
            self.out.push_str(&format!("{}\n", self.words.text("agenda-nothing")));
        } else {
            let count = |of: &dyn Fn(&CaseAgenda) -> usize| agenda.cases.iter().map(of).sum::<usize>() as f64;
            let counts = Phrase::new("agenda-counts")
                .number("open", count(&|case| case.total - case.done))
                .number("late", count(&|case| case.overdue.len()))
                .number("bare", count(&|case| case.unassigned.len()))
                .number("cases", agenda.cases.len() as f64);
            self.out.push_str(&format!("{}\n", self.words.render(&counts)));
        }
        for case in &agenda.cases {
            self.case(case);
        }
        self.sponsors(agenda);
        self.look_backs(agenda);
        if agenda.quiet > 0 {
            let quiet = Phrase::new("agenda-quiet").number("n", agenda.quiet as f64);
            self.out.push_str(&format!("\n{}\n", self.words.render(&quiet)));
        }
        self.out
    }

    fn case(&mut self, case: &CaseAgenda) {
        let heading = Phrase::new("agenda-case")
            .text("id", &case.id)
            .text("title", &case.title)
            .number("done", case.done as f64)
            .number("total", case.total as f64);
        self.heading(&heading);
        for (key, actions) in [
            ("agenda-overdue", &case.overdue),
            ("agenda-due", &case.due),
            ("agenda-unassigned", &case.unassigned),
            ("agenda-untracked", &case.untracked),
        ] {
            if actions.is_empty() {
                continue;
            }
            self.out.push_str(&format!("- {}\n", self.words.text(key)));
            for action in actions {
                let told = self.words.render(&self.action(None, action));
                self.out.push_str(&format!("  - [ ] {told}\n"));
            }
        }
    }

    fn sponsors(&mut self, agenda: &Agenda) {
        let neglected: Vec<_> =
            agenda.cases.iter().flat_map(|case| case.neglected.iter().map(move |action| (case, action))).collect();
        if neglected.is_empty() {
            return;
        }
        self.heading(&Phrase::new("agenda-sponsor-heading"));
        self.out.push_str(&format!("{}\n\n", self.words.text("agenda-sponsor-why")));
        for (case, action) in neglected {
            let mut told = self.action(Some(&case.id), action);
            if let Some(sponsor) = &action.sponsor {
                told = Phrase::new("agenda-sponsor-told")
                    .with("action", PhraseArg::Phrase(Box::new(told)))
                    .text("sponsor", sponsor);
            }
            self.out.push_str(&format!("- [ ] {}\n", self.words.render(&told)));
        }
    }

    fn look_backs(&mut self, agenda: &Agenda) {
        let planned: Vec<_> = agenda.cases.iter().filter_map(|case| Some((case, case.follow_up?))).collect();
        if planned.is_empty() {
            return;
        }
        self.heading(&Phrase::new("agenda-follow-up-heading"));
        for (case, follow_up) in planned {
            let key = if follow_up.is_due { "agenda-follow-up-due" } else { "agenda-follow-up" };
            let told =
                Phrase::new(key).text("day", follow_up.day.to_string()).text("id", &case.id).text("title", &case.title);
            self.out.push_str(&format!("- {}\n", self.words.render(&told)));
            if follow_up.is_due {
                for question in ["agenda-question-actions", "agenda-question-again", "agenda-question-today"] {
                    self.out.push_str(&format!("  - {}\n", self.words.text(question)));
                }
            }
        }
    }

    fn heading(&mut self, phrase: &Phrase) {
        self.out.push_str(&format!("\n## {}\n\n", self.words.render(phrase)));
    }

    fn action(&self, case: Option<&str>, action: &OpenAction) -> Phrase {
        let or = |value: Option<String>, key: &str| value.unwrap_or_else(|| self.words.text(key));
        let phrase = Phrase::new(if action.days_late > 0 { "agenda-action-late" } else { "agenda-action" })
            .text("id", case.map_or_else(|| action.id.clone(), |case| format!("{case} {}", action.id)))
            .text("title", &action.title)
            .text("owner", or(action.owner.clone(), "agenda-owner-none"))
            .text("deadline", or(action.deadline.map(|day| day.to_string()), "agenda-deadline-none"));
        match action.days_late {
            0 => phrase,
            days => phrase.with("late", PhraseArg::DurationS(f64::from(days) * 86400.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "---\nid: PM-1\nwindow: { from: 2025-02-09T10:00:00Z, to: 2025-02-09T11:40:00Z }\n---\n# Orders fail\n\n\
        ## Action Items\n\n| ID | Action | Owner | Deadline | Priority | Ticket |\n|-|-|-|-|-|-|\n\
        | AI-001 | Bound the *pool* | @ana | 2025-02-16 | High | shop/app#7 |\n| AI-002 | Alert on it | | | Low | |\n\
        | AI-003 | Write the runbook | @bo | 2025-03-04 | Low | shop/app#9 |\n";

    fn review(words: &[&str]) -> (ExitStatus, String) {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("report.md"), REPORT).unwrap();
        let path = root.path().to_str().unwrap();
        let arguments = [&["backstory", "review", path], words].concat();
        let (status, out, _) = crate::context::testing::run(&arguments, "2025-03-03T08:00:00Z");
        (status, out)
    }

    #[test]
    fn an_agenda_is_told_in_both_languages() {
        let (status, english) = review(&[]);
        assert_eq!(status, ExitStatus::Findings);
        insta::assert_snapshot!("agenda_en", english);
        insta::assert_snapshot!("agenda_ja", review(&["--lang", "ja"]).1);
    }

    #[test]
    fn json_holds_the_same_agenda_and_an_early_day_is_quiet() {
        let (status, out) = review(&["--json", "--day", "2025-02-12"]);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(value["agenda"]["cases"][0]["due"][0]["id"], json!("AI-001"));
        assert_eq!(status, ExitStatus::Success);
    }
}
