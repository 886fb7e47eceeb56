//! What a chat message does: acknowledges, suspects, diagnoses, mitigates, closes.
//!
//! People narrate an incident while they work on it. Their words carry the milestones that no
//! machine records: who took command, what was suspected and ruled out, what the cause turned out
//! to be, when the fix was in. The classification is by cue words in English and Japanese, and by
//! context (who speaks, before or after what); a message may do nothing that matters here.
//!
//! Acts are in the sense of Searle, *Speech Acts* (1969): what is done by saying it.

mod act;
mod cues;
mod mood;
mod quote;
mod step;
mod vanish;

pub(crate) use act::{Act, acts_of};
pub(crate) use cues::{NO_RUNBOOK, NOT_PAGED, TROUBLE};
pub(crate) use quote::neutral_quote;
pub(crate) use step::{says_in_vain, tried_in_vain};

/// Whether a text in lower case holds a word or phrase, in Japanese anywhere.
pub(crate) fn mentions(text: &str, cue: &str) -> bool {
    cues::find(text, cue).is_some()
}

/// The same for any of several.
pub(crate) fn mentions_any(text: &str, cues: &[&str]) -> bool {
    cues::any(text, cues)
}

/// A message for tests.
#[cfg(test)]
pub(crate) fn example(second: i64, text: &str) -> backstory_model::ChatMessage {
    let artifact: std::sync::Arc<str> = std::sync::Arc::from("chat");
    backstory_model::ChatMessage {
        time: jiff::Timestamp::from_second(second).unwrap(),
        id: second.to_string(),
        channel: "inc".into(),
        author: "a".into(),
        is_bot: false,
        text: text.into(),
        thread: None,
        reactions: vec![],
        is_system: false,
        citation: backstory_model::Citation::new(&artifact, backstory_model::Locator::Whole, text),
    }
}
