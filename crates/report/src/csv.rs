//! The tables of a report as CSV (RFC 4180), for people who count in spreadsheets.
//!
//! A spreadsheet runs a cell that begins like a formula; such a cell gets an apostrophe in front, which every
//! spreadsheet reads as "this is text".

use crate::document::{ActionItem, Document, Text};

/// Timeline rows: time as written and as an instant, event, source, actor.
pub fn timeline_csv(document: &Document) -> String {
    let mut out = record(&["time", "utc", "event", "source", "actor"]);
    for row in &document.timeline {
        let instant = row.moment.instant.map(|t| t.to_string()).unwrap_or_default();
        let words = |text: Option<&Text>| text.map(|t| t.text.clone()).unwrap_or_default();
        out.push_str(&record(&[
            &row.moment.text,
            &instant,
            &row.event.text,
            &words(row.source.as_ref()),
            &words(row.actor.as_ref()),
        ]));
    }
    out
}

/// Action items: id, action, owner, deadline, priority, status.
pub fn actions_csv(document: &Document) -> String {
    let mut out = record(&["id", "action", "owner", "deadline", "priority", "status"]);
    for action in &document.actions {
        let words = |text: Option<&Text>| text.map(|t| t.text.clone()).unwrap_or_default();
        let deadline =
            action.deadline.as_ref().map(|d| d.date.map_or_else(|| d.text.text.clone(), |date| date.to_string()));
        out.push_str(&record(&[
            action.id.as_deref().unwrap_or_default(),
            &action.title.text,
            &words(action.owner.as_ref()),
            &deadline.unwrap_or_default(),
            &words(action.priority.as_ref()),
            &status(action),
        ]));
    }
    out
}

/// As written, else as the task is ticked or struck out.
fn status(action: &ActionItem) -> String {
    let written = action.status.as_ref().map(|status| status.text.clone()).filter(|status| !status.is_empty());
    let known = action.is_done.map(|is_done| if is_done { "done" } else { "open" }.to_owned());
    written.or(known).unwrap_or_default()
}

fn record(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| field(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn field(words: &str) -> String {
    // Some spreadsheets skip spaces before they look for a formula, and take the full-width signs as well.
    let first = words.trim_start().chars().next();
    let is_formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) && words.trim() != "-"
        || words.starts_with(['\t', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    if is_formula || words.contains(['"', ',', '\n', '\r', ';']) || words != words.trim() {
        format!("\"{guard}{}\"", words.replace('"', "\"\""))
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (words, expected) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\""),
            ("+1", "\"'+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            (" =1+1", "\"' =1+1\""),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "\"'＝1\""),
            ("-", "-"),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(field(words), expected, "{words:?}");
        }
    }

    #[test]
    fn a_ticked_task_is_done() {
        let document =
            Document::parse("# T\n\n## Action Items\n\n- [x] Add an alert (@mei)\n- [ ] Add a test (@kofi)\n");
        let actions = actions_csv(&document);
        let ends: Vec<bool> =
            ["done", "open"].iter().zip(actions.lines().skip(1)).map(|(s, line)| line.ends_with(s)).collect();
        assert_eq!(ends, [true, true], "{actions}");
    }

    #[test]
    fn doubtful_times_stay_as_written() {
        let document = Document::parse(
            "# T (2026-11-23)\n\n## Timeline (all times UTC)\n\n| Time | Event |\n| --- | --- |\n| < 09:00 | deploy |\n\
             | ~09:05 | calls |\n| ?? | restart |\n| 09:1? | page |\n| sometime | fix |\n| 10:00 | end |\n",
        );
        let csv = timeline_csv(&document);
        let times: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(times, ["< 09:00", "~09:05", "??", "09:1?", "sometime", "10:00"]);
        let lines: Vec<usize> = document.not_understood().map(|remark| remark.line).collect();
        assert_eq!(lines, [11], "the word alone is no time");
    }

    #[test]
    fn tables_of_a_document_come_out() {
        let document = Document::parse(
            "# T (2026-11-23)\n\n## Timeline (all times UTC)\n\n| Time | Event | Source | Actor |\n| --- | --- | --- | --- |\n\
             | 14:27:41 | =cmd, first 503 | nginx | @kofi |\n\n## Action Items\n\n| ID | Action | Owner | Deadline | Priority |\n\
             | --- | --- | --- | --- | --- |\n| AI-001 | Add a \"canary\" | @mei | 2026-11-30 | High |\n",
        );
        let timeline = timeline_csv(&document);
        assert!(timeline.contains("\"'=cmd, first 503\",nginx,"), "{timeline}");
        assert!(timeline.starts_with("time,utc,event,source,actor\r\n14:27:41,"), "{timeline}");
        let actions = actions_csv(&document);
        assert!(actions.contains("AI-001,\"Add a \"\"canary\"\"\",\"'@mei\",2026-11-30,High,"), "{actions}");
    }
}
