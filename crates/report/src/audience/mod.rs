//! One source, three audiences.
//!
//! | audience | what is told |
//! | --- | --- |
//! | internal | everything, byte for byte |
//! | company | secrets, personal data, customers and their people have pseudonyms; colleagues, hosts and excerpts stay |
//! | public | also no evidence, code, comments, foreign front matter, addresses or tickets; people are roles; hosts and amounts are masked |
//!
//! People are known by the parts that name them (authors, owners, actors, reviewers, who speaks in chat, who signs), by their
//! handles and addresses, and are found in every form of their names; others by lists of given and family names, and by words in
//! capitals that no language has. A name that is also a word is one where a person stands. No list is complete: somebody reads a
//! text before it is published. Masking errs on the side of telling too little.

mod addresses;
mod customers;
mod evidence;
mod identifiers;
mod money;
mod names;
mod people;
mod personal;

use std::ops::Range;

use backstory_mask::Masker;
use backstory_model::{Analysis, PhraseArg};
use regex::{Captures, Regex};
use serde_json::Value;

use crate::document::Document;
use crate::locale::{Catalogue, Lang};
use addresses::Addresses;
use customers::Customers;
use identifiers::Identifiers;
use money::Money;
use people::People;
use personal::Personal;

/// Whether a word in capitals is a given name that is no word.
pub(crate) fn is_given_name(word: &str) -> bool {
    names::is_given(word)
}

/// Whether words are a family name of Japan, alone or with a given name behind it.
pub(crate) fn is_japanese_name(words: &str) -> bool {
    use names::japanese;
    let name: String = words.chars().filter(|c| !matches!(c, ' ' | '\u{3000}')).collect();
    let is_one = japanese::behind_surname(&name).is_some_and(|given| given.is_empty() || given == "さん");
    is_one || japanese::behind_surname(&name).is_some() && japanese::parts(&name).is_some()
}

/// The text with what matches and is told otherwise replaced.
fn replaced(
    pattern: Option<&Regex>,
    text: &str,
    told: impl Fn(&Captures<'_>, Range<usize>) -> Option<String>,
) -> String {
    let Some(pattern) = pattern else { return text.to_owned() };
    let masked = pattern.replace_all(text, |c: &Captures<'_>| {
        let whole = c.get(0).map_or(0..0, |m| m.range());
        told(c, whole.clone()).unwrap_or_else(|| text.get(whole).unwrap_or_default().to_owned())
    });
    masked.into_owned()
}

/// Who reads a rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The team: nothing is held back.
    Internal,
    /// Everybody in the company.
    Company,
    /// Everybody.
    Public,
}

/// Somebody whom chat or pager list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Acquaintance {
    /// Handle without `@`.
    pub handle: String,
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Masks text for an audience. One value has one pseudonym in everything that one editor retells.
#[derive(Debug)]
pub struct Editor {
    audience: Audience,
    masker: Masker,
    customers: Customers,
    money: Money,
    addresses: Addresses,
    identifiers: Identifiers,
    people: People,
    personal: Personal,
}

impl Editor {
    /// Learns the people and customers that a report and its analysis name.
    pub fn new(audience: Audience, lang: Lang, markdown: &str, analysis: Option<&Analysis>) -> Self {
        let document = Document::parse(markdown);
        Self {
            audience,
            masker: Masker::default(),
            customers: Customers::learn(&document, markdown, audience == Audience::Company),
            money: Money::new(),
            addresses: Addresses::new(),
            identifiers: Identifiers::new(),
            people: People::learn(&document, markdown, analysis, &Catalogue::load(lang)),
            personal: Personal::new(),
        }
    }

    /// Learns also the people whom chat and pager list, whether the report names them or not.
    #[must_use]
    pub fn knowing(mut self, people: &[Acquaintance]) -> Self {
        self.people.know(people);
        self
    }

    /// The report for the audience, as Markdown.
    pub fn markdown(&mut self, markdown: &str) -> String {
        match self.audience {
            Audience::Internal => markdown.to_owned(),
            Audience::Company => self.text(markdown),
            Audience::Public => self.text(&evidence::without_messages(&evidence::without_evidence(markdown))),
        }
    }

    /// The analysis for the audience. The public one holds no evidence, artifact or explanation that was dropped.
    ///
    /// # Errors
    /// When the masked analysis can no longer be read; nothing of it is returned then.
    pub fn analysis(&mut self, analysis: &Analysis) -> Result<Analysis, serde_json::Error> {
        if self.audience == Audience::Internal {
            return Ok(analysis.clone());
        }
        let mut told = analysis.clone();
        if self.audience == Audience::Public {
            told.evidence.clear();
            told.artifacts.clear();
            told.hypotheses.clear();
            told.suspects.clear();
            told.gaps.clear();
            told.clocks.clear();
            told.impact.cost = None;
            told.incident.id = None;
            told.incident.commander = None;
            for row in &mut told.timeline {
                row.evidence.clear();
                row.source.clear();
                row.text = evidence::without_message(&row.text);
                // The words of a message, which a sentence about it quotes.
                let quoted = ["quote", "note"];
                let arguments = row.phrase.iter_mut().flat_map(|phrase| &mut phrase.args);
                for (_, argument) in arguments.filter(|(name, _)| quoted.contains(&name.as_str())) {
                    *argument = PhraseArg::Text("…".to_owned());
                }
            }
        }
        let mut value = serde_json::to_value(told)?;
        self.values(&mut value);
        serde_json::from_value(value)
    }

    /// A sentence, title or label for the audience.
    pub fn text(&mut self, text: &str) -> String {
        if self.audience == Audience::Internal {
            return text.to_owned();
        }
        let mut plain = evidence::without_disguise(text);
        if self.audience == Audience::Public {
            plain = self.personal.machines(&self.identifiers.narrow(&evidence::without_comments(&plain)));
        }
        let masked = self.masker.mask(&plain).into_owned();
        let masked = self.personal.persons(&masked);
        if self.audience == Audience::Company {
            return self.customers.masked(&masked);
        }
        // Addresses first: the name of a customer in one would leave the rest of it.
        let masked = self.customers.masked(&self.addresses.masked(&masked));
        self.people.as_roles(&self.money.masked(&self.identifiers.masked(&masked)))
    }

    fn values(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.values(item)),
            Value::Object(fields) => {
                let told =
                    fields.iter_mut().filter(|(name, value)| !(value.is_string() && evidence::is_structure(name)));
                told.for_each(|(_, value)| self.values(value));
            }
            _ => {}
        }
    }
}
