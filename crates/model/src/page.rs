//! What the pager did.

use jiff::Timestamp;

use crate::{Citation, ServiceName};

/// One incident of the pager with its log.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Identifier in the pager.
    pub id: String,
    /// The number people use.
    pub number: Option<u64>,
    /// Title.
    pub title: String,
    /// Urgency or priority as written there.
    pub urgency: Option<String>,
    /// The pager's service.
    pub service: Option<ServiceName>,
    /// What happened to it, oldest first.
    pub events: Vec<PageEvent>,
    /// Where it was read.
    pub citation: Citation,
}

/// What happened to a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageEvent {
    /// When.
    pub time: Timestamp,
    /// What.
    pub kind: PageEventKind,
    /// The person it was done by or sent to; null for machines.
    pub person: Option<String>,
    /// Words: the note, the channel of the notification.
    pub detail: String,
    /// Where it was read.
    pub citation: Citation,
}

/// Kinds of page events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageEventKind {
    /// An alert opened it.
    Triggered,
    /// Somebody was notified (push, phone, mail).
    Notified,
    /// Somebody took it.
    Acknowledged,
    /// It went to the next level.
    Escalated,
    /// It was assigned or delegated.
    Assigned,
    /// A note was added.
    Note,
    /// It was resolved.
    Resolved,
    /// Anything else, by its name in the source.
    Other(String),
}
