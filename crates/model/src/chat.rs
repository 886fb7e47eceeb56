//! What people wrote.

use jiff::Timestamp;

use crate::Citation;

/// One chat message with references resolved to names.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatMessage {
    /// When it was sent.
    pub time: Timestamp,
    /// The source's id, unique within its channel (Slack `ts`).
    pub id: String,
    /// Channel without `#`.
    pub channel: String,
    /// Handle of the author, without `@`.
    pub author: String,
    /// Whether a program wrote it.
    pub is_bot: bool,
    /// Plain text: markup removed, ids of people and channels replaced by `@handle` and `#channel`.
    pub text: String,
    /// The id of the message it replies to.
    pub thread: Option<String>,
    /// Names of reactions.
    pub reactions: Vec<String>,
    /// Joins, leaves, topic changes and the like.
    pub is_system: bool,
    /// Where it was read.
    pub citation: Citation,
}

/// A person as the chat, the pager or the repository knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Handle without `@`.
    pub handle: String,
    /// Full name.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// IANA zone.
    pub timezone: Option<String>,
    /// Title or role.
    pub title: Option<String>,
}
