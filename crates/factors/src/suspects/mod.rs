//! Ranks suspects: how much of the symptom's excess is each node's own?

mod question;

pub use question::{Channel, LogView, Question, Symptom, Verdict};

/// Ranks what deserves a look. Never claims a cause; people do.
pub fn rank(question: &Question<'_>) -> Verdict {
    let _ = question;
    Verdict { outcome: backstory_model::Outcome::NothingStandsOut, suspects: Vec::new(), symptom: None }
}
