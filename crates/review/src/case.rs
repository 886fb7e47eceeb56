//! What a post-mortem says that must be followed up. Whoever reads the document fills it in; here nothing knows Markdown.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

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
    /// The day of the look back, where the report plans it.
    pub follow_up: Option<Date>,
    /// Facts of the head, `Name: value`, in order.
    pub facts: Vec<(String, String)>,
    /// The summary in plain words, a blank line between its paragraphs.
    pub summary: String,
    /// The action items in the order of the document.
    pub actions: Vec<CaseAction>,
}

/// An action item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseAction {
    /// `AI-001`, or made of the words of an action without an id.
    pub id: String,
    /// What will be true when it is done.
    pub title: String,
    /// Who; `None` when the cell is blank or a placeholder.
    pub owner: Option<String>,
    /// The last day; `None` when the cell has no date.
    pub deadline: Option<Date>,
    /// `High`, `Medium`, `Low`, as written.
    pub priority: String,
    /// Who answers for it above the owner.
    pub sponsor: Option<String>,
    /// Where it is tracked: a reference such as `OPS-12` or `#412`, or an address.
    pub tracker: Option<String>,
    /// Whether the report says that it is done.
    pub is_done: bool,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A case with an action that is whole, one without owner and date, and one that is done.
    pub(crate) fn case() -> Case {
        let action = |id: &str, title: &str, owner: Option<&str>, deadline: Option<&str>, priority: &str| CaseAction {
            id: id.to_owned(),
            title: title.to_owned(),
            owner: owner.map(ToOwned::to_owned),
            deadline: deadline.map(|day| day.parse().unwrap()),
            priority: priority.to_owned(),
            sponsor: None,
            tracker: None,
            is_done: id == "AI-003",
        };
        Case {
            id: "PM-2025-02-09".to_owned(),
            title: "Orders fail".to_owned(),
            resolved: Some("2025-02-09T11:40:00Z".parse().unwrap()),
            facts: vec![
                ("id".to_owned(), "PM-2025-02-09".to_owned()),
                ("title".to_owned(), "Orders fail".to_owned()),
                ("resolved".to_owned(), "2025-02-09T11:40:00Z".to_owned()),
                ("Severity".to_owned(), "SEV-2".to_owned()),
            ],
            summary: "A quarter of the orders failed.".to_owned(),
            actions: vec![
                action("AI-001", "Bound the `a|b` pool", Some("team-orders"), Some("2025-02-16"), "High"),
                action("AI-002", "Alert on pool use", None, None, "Medium"),
                action("AI-003", "Write the runbook", Some("ana"), Some("2025-02-23"), "Low"),
            ],
            ..Case::default()
        }
    }
}
