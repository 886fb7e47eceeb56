//! The report in a few lines, for people who will not open it yet: a chat message and a mail.

mod email;
mod facts;
mod slack;

pub use email::{Mail, email_summary};
pub use slack::slack_summary;
