//! What a post-mortem says that must be followed up: read from `report.md`, which people own.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// From the end of the incident to the day the post-mortem is to be shared.
const SHARE_WITHIN: SignedDuration = SignedDuration::from_hours(crate::deadline::SHARE_WITHIN_HOURS);

/// The parts of a post-mortem that its review needs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Case {
    /// Stable id: `id` of the front matter, else the name of the folder.
    pub id: String,
    /// The title.
    pub title: String,
    /// When the incident ended, if the head says so with its zone.
    pub resolved: Option<Timestamp>,
    /// End of the window in the front matter: when the incident was closed, if nothing better is known.
    pub window_end: Option<Timestamp>,
    /// Whether the post-mortem was shared, as the head says.
    pub shared: Option<Timestamp>,
    /// Facts of the head, `Name: value`, in order.
    pub facts: Vec<(String, String)>,
    /// The summary section as plain Markdown.
    pub summary: String,
    /// The action items in the order of the document.
    pub actions: Vec<CaseAction>,
}

/// A row of the action table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseAction {
    /// `AI-001`.
    pub id: String,
    /// What will be true when it is done.
    pub title: String,
    /// Who; `None` when the cell is blank or a placeholder.
    pub owner: Option<String>,
    /// The last day; `None` when the cell has no date.
    pub deadline: Option<Date>,
    /// `High`, `Medium`, `Low`, as written.
    pub priority: String,
    /// Whether the row says that it is done.
    pub is_done: bool,
}

impl Case {
    /// Reads a report. What is not there stays empty; `folder_name` is the id when the report has none.
    pub fn parse(report: &str, folder_name: &str) -> Self {
        let mut case = Self { id: folder_name.to_owned(), ..Self::default() };
        let mut lines = report.lines().peekable();
        if lines.peek().is_some_and(|line| line.trim_end() == "---") {
            lines.next();
            for line in lines.by_ref().take_while(|line| line.trim_end() != "---") {
                case.single_fact(line);
            }
        }
        let (mut section, mut is_table, mut columns, mut in_code) = (String::new(), false, Vec::new(), false);
        for line in lines {
            let trimmed = line.trim();
            if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
                in_code = !in_code;
            }
            if in_code {
                continue;
            }
            if let Some(title) = trimmed.strip_prefix("# ") {
                if case.title.is_empty() {
                    title.trim().clone_into(&mut case.title);
                }
            } else if let Some(heading) = trimmed.strip_prefix("## ") {
                section = heading.trim().to_lowercase();
                is_table = false;
            } else if section.is_empty() {
                case.fact(trimmed);
            } else if is_summary(&section) && !trimmed.starts_with("<!--") {
                case.summary.push_str(line.trim_end());
                case.summary.push('\n');
            } else if is_actions(&section) && trimmed.starts_with('|') {
                let cells = cells(trimmed);
                if !is_table {
                    columns = cells.iter().map(|cell| Column::of(cell)).collect();
                    is_table = true;
                } else if let Some(action) = action(&columns, &cells) {
                    case.actions.push(action);
                }
            }
        }
        case.summary = without_notes(case.summary.trim());
        if case.title.is_empty() {
            case.id.clone_into(&mut case.title);
        }
        case
    }

    /// Takes `Name: value`, also `- **Name:** value` and `**Name**: value`.
    fn fact(&mut self, line: &str) {
        for part in line.split(" · ") {
            self.single_fact(part);
        }
    }

    fn single_fact(&mut self, line: &str) {
        let plain = line.trim().trim_start_matches(['-', '*', ' ']).replace("**", "");
        let Some((name, value)) = plain.split_once(':') else { return };
        let (name, value) = (name.trim(), value.trim().trim_matches(['"', '\'']));
        if name.is_empty() || name.len() > 40 || value.is_empty() || name.contains("//") {
            return;
        }
        match name.to_lowercase().as_str() {
            "id" => value.clone_into(&mut self.id),
            "title" if self.title.is_empty() => value.clone_into(&mut self.title),
            "resolved" | "resolved_at" | "ended" | "ended_at" | "end" => {
                self.resolved = self.resolved.or_else(|| instant(value));
            }
            "shared" | "shared_at" | "published" | "published_at" => {
                self.shared = self.shared.or_else(|| instant(value));
            }
            // The line that we draft; the clock runs for 48 hours.
            "share by" | "共有期限" => {
                self.resolved = self.resolved.or_else(|| instant(value)?.checked_sub(SHARE_WITHIN).ok());
            }
            "window" => {
                let end = value.split_once("to:").map_or("", |(_, end)| end).trim_end_matches('}');
                self.window_end = instant(end);
                return;
            }
            _ => {}
        }
        self.facts.push((name.to_owned(), value.to_owned()));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Title,
    Owner,
    Deadline,
    Priority,
    Status,
    Other,
}

impl Column {
    fn of(header: &str) -> Self {
        match header.trim().to_lowercase().as_str() {
            "id" | "#" => Self::Id,
            "action" | "action item" | "task" | "対応" | "アクション" | "対策" => Self::Title,
            "owner" | "assignee" | "担当" | "担当者" => Self::Owner,
            "deadline" | "due" | "due date" | "期限" => Self::Deadline,
            "priority" | "優先度" => Self::Priority,
            "status" | "done" | "state" | "状態" => Self::Status,
            _ => Self::Other,
        }
    }
}

fn is_summary(section: &str) -> bool {
    section.contains("summary") || section.contains("概要") || section.contains("要約")
}

fn is_actions(section: &str) -> bool {
    section.contains("action")
        || section.contains("アクション")
        || section.contains("対応項目")
        || section.contains("再発防止")
}

fn action(columns: &[Column], cells: &[String]) -> Option<CaseAction> {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == wanted)?;
        cells.get(at).map(|cell| without_notes(cell.trim()))
    };
    let id = cell(Column::Id)?;
    // The line under the header, and rows that people left empty.
    if id.is_empty() || id.chars().all(|c| "-: ".contains(c)) {
        return None;
    }
    let (id, is_struck) = id.strip_prefix("~~").map_or((id.as_str(), false), |id| (id.trim_end_matches('~'), true));
    let title = cell(Column::Title)?;
    let status = cell(Column::Status).unwrap_or_default().to_lowercase();
    let is_done = is_struck
        || title.starts_with("[x]")
        || ["done", "closed", "complete", "✅", "[x]", "完了"].iter().any(|word| status.starts_with(word));
    Some(CaseAction {
        id: id.trim_matches(['*', '`', ' ']).to_owned(),
        title: title.trim_start_matches("[x]").trim_start_matches("[ ]").trim().to_owned(),
        owner: cell(Column::Owner).filter(|owner| !is_blank(owner)),
        deadline: cell(Column::Deadline).and_then(|cell| cell.split_whitespace().find_map(|word| word.parse().ok())),
        priority: cell(Column::Priority).unwrap_or_default(),
        is_done,
    })
}

/// Whether a cell is a blank to be filled.
fn is_blank(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "_-–—?()[]*<>`".contains(c)).to_lowercase();
    matches!(
        bare.as_str(),
        "" | "tbd" | "todo" | "n/a" | "none" | "owner" | "unassigned" | "to be decided" | "to fill" | "未定" | "記入"
    )
}

/// The cells of a table row; `\|` does not end one.
fn cells(row: &str) -> Vec<String> {
    let inner = row.trim().strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        match (c, escaped) {
            ('\\', false) => escaped = true,
            ('|', false) => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    if escaped && c != '|' {
                        cell.push('\\');
                    }
                    cell.push(c);
                }
                escaped = false;
            }
        }
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
}

/// A text without footnote references and HTML comments.
fn without_notes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let note = rest.find("[^").map(|at| (at, "]"));
        let comment = rest.find("<!--").map(|at| (at, "-->"));
        let Some((at, closing)) = [note, comment].into_iter().flatten().min_by_key(|(at, _)| *at) else { break };
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some((_, after)) = after.split_once(closing) {
            rest = after;
        } else {
            rest = after;
            break;
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// An instant with a zone: RFC 3339, or `2025-02-09 11:40 UTC`.
fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim().trim_matches(['"', '`', '\'']);
    let zoned = text.strip_suffix("UTC").map_or_else(|| text.to_owned(), |local| format!("{}Z", local.trim()));
    zoned.parse().ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const REPORT: &str = "---\nid: PM-2025-02-09\ntitle: \"Orders fail\"\nresolved: 2025-02-09T11:40:00Z\n---\n\n# Post-mortem: orders fail\n\n\
        **Severity:** SEV-2\n\n## Summary\n\nA quarter of the orders failed.[^e1] <!-- why? -->\n\n## Action Items\n\n\
        | ID | Action | Owner | Deadline | Priority |\n|---|---|---|---|---|\n\
        | AI-001 | Bound the `a\\|b` pool[^e2] | team-orders | 2025-02-16 | High |\n| AI-002 | Alert on pool use | _TBD_ | soon | Medium |\n\
        | ~~AI-003~~ | Write the runbook | ana | 2025-02-23 | Low |\n| | | | | |\n\n## Lessons Learned\n\n| x | y |\n";

    #[test]
    fn a_report_is_read() {
        let case = Case::parse(REPORT, "folder");
        assert_eq!((case.id.as_str(), case.title.as_str()), ("PM-2025-02-09", "Orders fail"));
        assert_eq!(case.resolved, Some("2025-02-09T11:40:00Z".parse().unwrap()));
        assert_eq!(case.summary, "A quarter of the orders failed.");
        let rows: Vec<_> = case
            .actions
            .iter()
            .map(|a| {
                (a.id.as_str(), a.title.as_str(), a.owner.as_deref(), a.deadline.map(|d| d.to_string()), a.is_done)
            })
            .collect();
        assert_eq!(
            rows,
            [
                ("AI-001", "Bound the `a|b` pool", Some("team-orders"), Some("2025-02-16".to_owned()), false),
                ("AI-002", "Alert on pool use", None, None, false),
                ("AI-003", "Write the runbook", Some("ana"), Some("2025-02-23".to_owned()), true),
            ]
        );
    }

    #[test]
    fn the_head_that_we_draft_starts_the_clock() {
        let head = "---\nwindow: { from: 2026-11-23T14:27:25Z, to: 2026-11-23T14:33:24Z }\n---\n# T\n**Reviewed**: _to fill_ · **Share by**: 2026-11-25 14:33 UTC\n";
        let case = Case::parse(head, "x");
        assert_eq!(case.resolved, Some("2026-11-23T14:33:00Z".parse().unwrap()));
        assert_eq!(case.window_end, Some("2026-11-23T14:33:24Z".parse().unwrap()));
        assert!(is_blank("_to fill_"));
    }

    #[test]
    fn a_local_time_is_no_instant() {
        assert_eq!(instant("2025-02-09 11:40 UTC"), Some("2025-02-09T11:40:00Z".parse().unwrap()));
        assert_eq!(instant("2025-02-09 11:40"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(?s)[-#|\\\\a\\[\\]^<!~: \n]{0,200}") {
            drop(Case::parse(&text, "x"));
        }
    }
}
