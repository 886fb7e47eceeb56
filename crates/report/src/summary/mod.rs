//! The report in a few lines, for people who will not open it yet: a chat message and a mail.

mod facts;
mod slack;

pub use slack::slack_summary;
