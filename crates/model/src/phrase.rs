//! Sentences that are written by the machine and read in any language.
//!
//! The analysis does not write prose. It names a sentence by its key in the message catalogues and
//! gives typed arguments; the catalogue of a language turns it into words.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ServiceName;

/// A sentence: its key in the catalogues and its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Phrase {
    /// Message id in the catalogues, for example `timeline-deployed`.
    pub key: String,
    /// Arguments by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, PhraseArg>,
}

/// An argument; its type decides how a language prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PhraseArg {
    /// Words from the evidence; untrusted, printed as they are, never as markup.
    Text(String),
    /// Words from the evidence, printed as code: a metric, an alert name, a log template.
    Code(String),
    /// A person or role, printed as a mention.
    Actor(String),
    /// A count or a plain number.
    Number(f64),
    /// A share, 0 to 1, printed as a percentage.
    Ratio(f64),
    /// Seconds, printed as a duration.
    DurationS(f64),
    /// Seconds of a latency, printed with the unit that fits (ms, s).
    LatencyS(f64),
    /// An instant, printed as a UTC time of day.
    Time(Timestamp),
    /// Several words, joined as the language joins a list.
    List(Vec<String>),
    /// A phrase inside the phrase.
    Phrase(Box<Phrase>),
}

impl Phrase {
    /// A sentence without arguments.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: BTreeMap::new() }
    }

    /// A sentence about a service; the key of what no service is known of ends in `-alone`, and its words name none.
    pub fn about(key: &str, service: Option<&ServiceName>) -> Self {
        match service {
            Some(service) => Self::new(key).text("service", service.as_str()),
            None => Self::new(&format!("{key}-alone")),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &str, arg: PhraseArg) -> Self {
        self.args.insert(name.to_owned(), arg);
        self
    }

    /// Adds words.
    #[must_use]
    pub fn text(self, name: &str, value: impl Into<String>) -> Self {
        self.with(name, PhraseArg::Text(value.into()))
    }

    /// Adds words that are printed as code.
    #[must_use]
    pub fn code(self, name: &str, value: impl Into<String>) -> Self {
        self.with(name, PhraseArg::Code(value.into()))
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, name: &str, value: f64) -> Self {
        self.with(name, PhraseArg::Number(value))
    }
}
