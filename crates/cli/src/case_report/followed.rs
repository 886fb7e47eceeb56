//! What a document says that must be followed up: any post-mortem that the model reads can be tracked.

use backstory_report::document::{ActionItem, Document, FactKey, Text};
use backstory_review::deadline::SHARE_WITHIN_HOURS;
use backstory_review::{Case, CaseAction};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// The case that a document tells of. What is not there stays empty; `folder_name` is the id when the document has none.
pub(super) fn case_of(document: &Document, folder_name: &str) -> Case {
    let front = |key: &str| document.front_matter.as_ref().and_then(|matter| matter.get(key));
    let id = document.fact(FactKey::Id).map_or(folder_name, |fact| unquoted(&fact.value.text)).to_owned();
    let title = front("title")
        .or_else(|| document.title.as_ref().map(|title| title.text.as_str()))
        .map_or_else(|| id.clone(), |title| unquoted(title).to_owned());
    let moments = |key: FactKey| {
        document.facts.iter().filter(move |fact| fact.key == key).filter_map(|fact| fact.moment.as_ref())
    };
    let instant = |key: FactKey| moments(key).find_map(|moment| moment.instant);
    // The line that we draft; the clock runs for as many hours.
    let share_by = instant(FactKey::ShareBy);
    let end_of_clock = || share_by.and_then(|by| by.checked_sub(SignedDuration::from_hours(SHARE_WITHIN_HOURS)).ok());
    Case {
        title,
        resolved: instant(FactKey::Resolved).or_else(end_of_clock),
        window_end: front("window").and_then(end_of_window),
        shared: instant(FactKey::Shared),
        follow_up: moments(FactKey::FollowUp).find_map(|moment| moment.date),
        facts: document.facts.iter().map(|fact| (fact.label.clone(), unquoted(&fact.value.text).to_owned())).collect(),
        summary: document.summary.iter().map(|item| item.text.text.trim()).collect::<Vec<_>>().join("\n\n"),
        actions: document.actions.iter().map(|action| followed(action, document.source())).collect(),
        id,
    }
}

fn followed(action: &ActionItem, source: &str) -> CaseAction {
    let words = |text: Option<&Text>| text.map(|text| text.text.trim().to_owned()).filter(|text| !is_blank(text));
    let column = |names: &[&str]| {
        let named = |header: &str| names.iter().any(|name| header.to_lowercase().contains(name));
        action.more.iter().find(|(header, _)| named(header)).and_then(|(_, cell)| words(Some(cell)))
    };
    // People strike out what is done, the id or the whole of it.
    let written = action.span.of(source).trim_start_matches(['|', '-', '*', '+', ' ']);
    let own = action.id.as_deref();
    let reference = action.references.iter().find(|reference| Some(reference.as_str()) != own);
    CaseAction {
        id: action.id.clone().unwrap_or_else(|| id_of(&action.title.text)),
        title: action.title.text.trim().to_owned(),
        owner: words(action.owner.as_ref()),
        deadline: action.deadline.as_ref().and_then(|deadline| deadline.date),
        priority: words(action.priority.as_ref()).unwrap_or_default(),
        sponsor: column(&["sponsor", "スポンサー"]),
        tracker: column(&["ticket", "issue", "tracker", "jira", "チケット", "課題"])
            .or_else(|| reference.or(action.links.first()).cloned()),
        // What was given up is followed up on no more.
        is_done: action.is_done.unwrap_or(false) || action.is_given_up || written.starts_with("~~"),
    }
}

/// An id for an action without one: it stays while its words stay, wherever the action is moved.
fn id_of(title: &str) -> String {
    let digest = Sha256::digest(title.trim().as_bytes());
    digest.iter().take(4).fold("action-".to_owned(), |id, byte| format!("{id}{byte:02x}"))
}

/// Whether a cell is a blank to be filled.
fn is_blank(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "_-–—?()[]*<>`".contains(c)).to_lowercase();
    matches!(
        bare.as_str(),
        "" | "tbd" | "todo" | "n/a" | "none" | "owner" | "unassigned" | "to be decided" | "to fill" | "未定" | "記入"
    )
}

/// The end of `{ from: …, to: … }`.
fn end_of_window(window: &str) -> Option<Timestamp> {
    let (_, end) = window.split_once("to:")?;
    unquoted(end.trim_end_matches('}').trim()).parse().ok()
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "---\nid: PM-2025-02-09\ntitle: \"Orders fail\"\nresolved: 2025-02-09T11:40:00Z\n---\n\n# Post-mortem: orders fail\n\n\
        **Severity:** SEV-2\n\n## Summary\n\nA quarter of the orders failed.[^e1] <!-- why? -->\n\n## Action Items\n\n\
        | ID | Action | Owner | Deadline | Priority | Sponsor |\n|---|---|---|---|---|---|\n\
        | AI-001 | Bound the pool[^e2] (#412) | team-orders | 2025-02-16 | High | vp-eng |\n| AI-002 | Alert on pool use | _TBD_ | soon | Medium | |\n\
        | ~~AI-003~~ | Write the runbook | ana | 2025-02-23 | Low | |\n| | | | | | |\n\n## Lessons Learned\n\n| x | y |\n";

    fn read(report: &str) -> Case {
        case_of(&Document::parse(report), "folder")
    }

    #[test]
    fn a_report_is_read() {
        let case = read(REPORT);
        assert_eq!((case.id.as_str(), case.title.as_str()), ("PM-2025-02-09", "Orders fail"));
        assert_eq!(case.resolved, Some("2025-02-09T11:40:00Z".parse().unwrap()));
        assert_eq!(case.summary, "A quarter of the orders failed.");
        let rows: Vec<_> = case
            .actions
            .iter()
            .map(|a| (a.id.as_str(), a.owner.as_deref(), a.deadline.map(|d| d.to_string()), a.is_done))
            .collect();
        assert_eq!(
            rows,
            [
                ("AI-001", Some("team-orders"), Some("2025-02-16".to_owned()), false),
                ("AI-002", None, None, false),
                ("AI-003", Some("ana"), Some("2025-02-23".to_owned()), true),
            ]
        );
        let sponsors: Vec<_> = case.actions.iter().map(|a| a.sponsor.as_deref()).collect();
        assert_eq!(sponsors, [Some("vp-eng"), None, None]);
        assert!(case.actions[0].tracker.is_some() && case.actions[1].tracker.is_none(), "{:?}", case.actions);
    }

    #[test]
    fn the_head_that_we_draft_starts_the_clock() {
        let head = "---\nwindow: { from: 2026-11-23T14:27:25Z, to: 2026-11-23T14:33:24Z }\n---\n# T\n\n**Reviewed**: _to fill_ · **Share by**: 2026-11-25 14:33 UTC\n\n\
            ## Prevention\n\nFollow-up review: 2026-12-21.\n";
        let case = read(head);
        assert_eq!(case.resolved, Some("2026-11-23T14:33:00Z".parse().unwrap()));
        assert_eq!(case.window_end, Some("2026-11-23T14:33:24Z".parse().unwrap()));
        assert_eq!(case.follow_up, Some("2026-12-21".parse().unwrap()));
    }

    #[test]
    fn a_local_time_is_no_instant() {
        let resolved = |text: &str| read(&format!("# T\n\n**Resolved**: {text}\n\n## Summary\n\nx\n")).resolved;
        assert_eq!(resolved("2025-02-09 11:40 UTC"), Some("2025-02-09T11:40:00Z".parse().unwrap()));
        assert_eq!(resolved("2025-02-09 11:40"), None);
    }

    #[test]
    fn actions_in_the_styles_of_others_are_followed() {
        let case = read(
            "# Postmortem\n\n## Action items\n\n- [x] Raise the quota (@ana, due 2025-03-01)\n- [ ] Alert on quota use: https://tracker.example/OPS-12\n",
        );
        let told: Vec<_> = case.actions.iter().map(|a| (a.owner.as_deref(), a.is_done, a.tracker.is_some())).collect();
        assert_eq!(told, [(Some("@ana"), true, false), (None, false, true)]);
        assert!(case.actions.iter().all(|a| a.id.starts_with("action-")), "{:?}", case.actions);
        assert_ne!(case.actions[0].id, case.actions[1].id);
    }
}
