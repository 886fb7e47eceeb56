//! Ordinary phrases that read like a fault to rules about words, and are none whoever reads them.
//!
//! They are hidden before any rule looks, as quotations are. Only what is clean in every context belongs here; what one rule
//! alone must leave alone stays with that rule.

use regex::Regex;

use crate::mask::QUOTED;

/// Compiles a language's phrases.
pub(super) fn phrases(sources: &[&str]) -> Vec<Regex> {
    sources.iter().filter_map(|source| super::pattern::plain(source)).collect()
}

/// Blanks the first group of each match, or the whole match; offsets stay.
pub(super) fn hide(text: String, phrases: &[Regex]) -> String {
    let spans: Vec<_> = phrases
        .iter()
        .flat_map(|phrase| phrase.captures_iter(&text))
        .filter_map(|found| found.get(1).or_else(|| found.get(0)).map(|m| m.range()))
        .collect();
    if spans.is_empty() {
        return text;
    }
    let mut bytes = text.into_bytes();
    for span in spans {
        bytes.get_mut(span).unwrap_or_default().fill(QUOTED as u8);
    }
    // Groups begin and end at characters, and the filling is ASCII.
    String::from_utf8(bytes).unwrap_or_default()
}
