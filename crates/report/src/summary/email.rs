//! The summary as a plain-text mail.

use backstory_model::Analysis;

use super::facts::Facts;
use crate::locale::{Catalogue, Lang};

/// Subject and body of a mail; neither holds a line break that could add a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// One line.
    pub subject: String,
    /// Plain text, lines ending with `\n`.
    pub body: String,
}

/// Writes the mail.
pub fn email_summary(analysis: &Analysis, lang: Lang) -> Mail {
    let words = Catalogue::load(lang);
    let facts = Facts::of(analysis, &words);
    let gap = words.text("label-sentence-gap");
    let mut blocks = Vec::new();
    let mut block = |key: &str, body: String| {
        if !body.is_empty() {
            blocks.push(format!("{}\n{body}\n", words.text(key)));
        }
    };
    block("section-summary", facts.impact.join(&gap));
    block("section-immediate", facts.causes.join(&gap));
    let measures: Vec<String> = facts.measures.iter().map(|(name, value)| format!("- {name}: {value}")).collect();
    block("section-impact", measures.join("\n"));
    let actions: Vec<String> = facts.actions.iter().map(|action| format!("- {action}")).collect();
    block("section-actions", actions.join("\n"));
    let (label, time) = &facts.share_by;
    Mail { body: format!("{}\n\n{}\n{label}: {time}\n", facts.title, blocks.join("\n")), subject: facts.title }
}
