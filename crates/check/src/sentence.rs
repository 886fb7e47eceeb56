//! What a rule looks at: one sentence, its language, and where in the report it stands.

use serde::{Deserialize, Serialize};

/// A language the check can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Japanese.
    #[serde(rename = "ja")]
    Japanese,
}

impl Language {
    /// Guesses the language of a text: Japanese when it has more than a sprinkle of kana or kanji.
    pub fn of(text: &str) -> Self {
        if backstory_model::is_japanese(text) { Self::Japanese } else { Self::English }
    }
}

/// Where the sentence stands. The same words can be fine in one place and a finding in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// A row of the timeline.
    Timeline,
    /// A contributing factor, a root cause, or a step of a why-chain.
    Factor,
    /// An action item.
    Action,
    /// What went well, what was learned.
    Lesson,
    /// A sentence that contains quoted words.
    ChatQuote,
    /// Running text: summary, impact, anything else.
    #[default]
    #[serde(other)]
    Narrative,
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_sentence_full_of_product_names_is_still_japanese() {
        for (text, language) in [
            ("The pool was full.", Language::English),
            ("checkout-api の p99 が 800 ms を超えた。", Language::Japanese),
            ("10:44 UTC 黒田が checkout-api を切り戻し", Language::Japanese),
            ("The page title read 「保守中」 for nine minutes in the admin console.", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of(text), language, "{text}");
        }
    }
}
