//! A time or date that cannot be.

use backstory_model::Phrase;

/// What is wrong with it, and how it is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    /// In English, for programs.
    pub(crate) message: String,
    /// For a catalogue.
    pub(crate) phrase: Phrase,
}

impl Problem {
    /// One without arguments.
    pub(crate) fn of(message: &str, key: &str) -> Self {
        Self { message: message.to_owned(), phrase: Phrase::new(key) }
    }
}
