//! One source, three audiences.
//!
//! | audience | what is told |
//! | --- | --- |
//! | internal | everything, byte for byte |
//! | company | secrets, personal data and customers have pseudonyms; people, hosts and excerpts stay |
//! | public | also no evidence, code, comments, foreign front matter, addresses or tickets; people are roles; hosts and amounts are masked |
//!
//! People are known by the parts that name them (authors, owners, actors, reviewers), by their handles, and by
//! phrases such as `paged by`; then by lists of given and family names, and by two words in capitals that do what people
//! do. No list is complete: somebody reads a text before it is published. Masking errs on the side of telling too little.

mod customers;
mod identifiers;
mod names;
mod people;
mod personal;
mod rules;

use backstory_mask::Masker;
use backstory_model::{Analysis, PhraseArg};
use serde_json::Value;

use crate::document::Document;
use crate::locale::{Catalogue, Lang};
use identifiers::Identifiers;
use people::People;
use personal::Personal;
use rules::Rules;

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
    rules: Rules,
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
            rules: Rules::learn(&document, markdown),
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
            Audience::Public => self.text(&rules::without_messages(&rules::without_evidence(markdown))),
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
                row.text = rules::without_message(&row.text);
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
        let mut plain = rules::without_disguise(text);
        if self.audience == Audience::Public {
            plain = self.personal.machines(&self.identifiers.narrow(&rules::without_comments(&plain)));
        }
        let masked = self.masker.mask(&plain).into_owned();
        let masked = self.rules.customers(&self.personal.persons(&masked));
        if self.audience == Audience::Company {
            return masked;
        }
        let masked = self.identifiers.masked(&self.rules.addresses(&masked));
        self.people.as_roles(&self.rules.amounts(&masked))
    }

    fn values(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.values(item)),
            Value::Object(fields) => {
                let told = fields.iter_mut().filter(|(name, value)| !(value.is_string() && rules::is_structure(name)));
                told.for_each(|(_, value)| self.values(value));
            }
            _ => {}
        }
    }
}
