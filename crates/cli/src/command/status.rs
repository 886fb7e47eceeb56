//! `backstory status`.

use std::path::PathBuf;

use backstory_model::Phrase;
use backstory_review::deadline::{SHARE_WITHIN_HOURS, Status};
use miette::IntoDiagnostic;
use serde_json::json;

use crate::{case_report, context::Context, exit::ExitStatus, words::Words};

/// Arguments of `backstory status`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  backstory status                               every case below this folder
  backstory status incidents/2025-02-09-orders
  backstory status --json | jq '.cases[] | select(.overdue != [])'

Exit codes: 0 nothing is late, 1 something is, 3 a case could not be read")]
pub struct Args {
    /// A case, or a folder with cases
    #[arg(value_name = "CASE|DIR", default_value = ".")]
    path: PathBuf,

    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Shows the 48-hour clock, the open and overdue actions, and the follow-up of each case.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let (cases, is_complete) = case_report::read_all(&args.path, context)?;
    let statuses: Vec<Status> = cases.iter().map(|case| Status::of(case, context.now)).collect();
    if args.json {
        context
            .json(&json!({"schema": "backstory.status/1", "now": context.now, "cases": statuses}))
            .into_diagnostic()?;
    } else {
        for status in &statuses {
            for line in lines(status, &context.words) {
                writeln!(context.out, "{line}").into_diagnostic()?;
            }
        }
    }
    Ok(match (is_complete, statuses.iter().any(Status::is_late)) {
        (false, _) => ExitStatus::Partial,
        (true, true) => ExitStatus::Findings,
        (true, false) => ExitStatus::Success,
    })
}

fn lines(status: &Status, words: &Words) -> Vec<String> {
    let share = match (status.shared, status.share_by, status.share_left_s) {
        (Some(shared), _, _) => Phrase::new("status-shared").text("time", shared.to_string()),
        (None, Some(by), Some(left)) => {
            let key = if left >= 0 { "status-share-left" } else { "status-share-late" };
            Phrase::new(key).text("time", by.to_string()).text("length", length(left.abs(), words))
        }
        _ => Phrase::new("status-share-unknown").text("hours", SHARE_WITHIN_HOURS.to_string()),
    };
    let mut lines = vec![
        Phrase::new("status-case").text("id", &status.id).text("title", &status.title),
        share,
        Phrase::new("status-actions")
            .number("open", status.open.len() as f64)
            .text("open_ids", status.open.join(", "))
            .number("overdue", status.overdue.len() as f64)
            .text("overdue_ids", status.overdue.join(", ")),
    ];
    if !status.unassigned.is_empty() {
        lines.push(Phrase::new("status-unassigned").text("ids", status.unassigned.join(", ")));
    }
    if let Some(day) = status.follow_up {
        lines.push(Phrase::new("status-follow-up").text("day", day.to_string()));
    }
    let told = lines.iter().enumerate();
    told.map(|(index, line)| format!("{}{}", if index == 0 { "" } else { "  " }, words.say(line))).collect()
}

fn length(seconds: i64, words: &Words) -> String {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    words.say(&if hours >= 48 {
        let days = (hours / 24).to_string();
        Phrase::new("status-length-days").text("days", days).text("hours", (hours % 24).to_string())
    } else {
        Phrase::new("status-length-hours").text("hours", hours.to_string()).text("minutes", minutes.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "---\nid: PM-1\ntitle: Orders fail\nwindow: { from: 2025-02-09T10:00:00Z, to: 2025-02-09T11:40:00Z }\n---\n# Post-mortem\n\n\
        ## Action Items\n\n| ID | Action | Owner | Deadline | Priority |\n|-|-|-|-|-|\n| AI-001 | Bound it | ana | 2025-02-10 | High |\n";

    fn backstory(words: &[&str], now: &str) -> (ExitStatus, String) {
        let arguments = [["backstory"].as_slice(), words].concat();
        let (status, out, _) = crate::context::testing::run(&arguments, now);
        (status, out)
    }

    #[test]
    fn the_clock_is_shown_and_lateness_is_the_exit_code() {
        let root = tempfile::tempdir().unwrap();
        let case = root.path().join("incidents/2025-02-09-orders");
        std::fs::create_dir_all(&case).unwrap();
        std::fs::write(case.join("report.md"), REPORT).unwrap();
        let path = root.path().to_str().unwrap();
        let (status, out) = backstory(&["status", path], "2025-02-10T11:40:00Z");
        assert_eq!(
            out,
            "PM-1  Orders fail\n  share by 2025-02-11T11:40:00Z, 24 h 0 min left\n  actions: 1 open (AI-001), 0 overdue\n  follow-up on 2025-03-09\n"
        );
        assert_eq!(status, ExitStatus::Success);
        let (status, out) = backstory(&["status", path, "--json"], "2025-02-12T11:40:00Z");
        assert_eq!(status, ExitStatus::Findings);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (&value["cases"][0]["share_left_s"], &value["cases"][0]["overdue"][0]),
            (&json!(-86400), &json!("AI-001"))
        );
    }

    #[test]
    fn a_calendar_and_a_message_come_from_the_report() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("report.md"), REPORT).unwrap();
        let (case, file) = (root.path().to_str().unwrap(), root.path().join("a.ics"));
        backstory(&["calendar", case, "-o", file.to_str().unwrap()], "2025-02-10T11:40:00Z");
        assert!(std::fs::read_to_string(file).unwrap().contains("SUMMARY:AI-001: Bound it\r\n"));
        let (_, message) = backstory(&["publish", "--dry-run", case], "2025-02-10T11:40:00Z");
        assert!(message.contains("Bound it") && message.contains("Orders fail"), "{message}");
        let (_, list) = backstory(&["actions", "list", case], "2025-02-10T11:40:00Z");
        assert!(list.starts_with("AI-001   open  2025-02-10"), "{list}");
    }
}
