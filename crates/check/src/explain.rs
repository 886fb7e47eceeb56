//! What `--explain` prints about a rule.

use std::fmt::Write as _;

use crate::{Language, rules, words};

/// The rule in full: severity, reason, advice, examples. Null for an id that does not exist.
pub fn explain(id: &str, language: Language) -> Option<String> {
    let info = rules::info(id)?;
    let mut out = format!(
        "{} ({})\n\n{}\n{}\n",
        info.id,
        info.severity.as_str(),
        sentence(&info.why(language), language),
        sentence(&info.advice(language), language)
    );
    let of_sentence = rules::SENTENCE_RULES.iter().find(|rule| rule.info.id == id);
    let of_report = rules::of_reports().find(|rule| rule.info.id == id);
    for (title, fires) in [("explain-fires", true), ("explain-passes", false)] {
        // Writing to a string cannot fail.
        writeln!(out, "\n{}", words::say(language, title, &[])).ok();
        let sentences = of_sentence.map_or(&[][..], |rule| if fires { rule.fires } else { rule.passes });
        for (_, text) in sentences.iter().filter(|(_, text)| Language::of(text) == language) {
            writeln!(out, "  {text}").ok();
        }
        let variants = of_report.map_or(&[][..], |rule| if fires { rule.fires } else { rule.passes });
        for variant in variants.iter().filter(|variant| variant.language == language) {
            out.push_str(&difference(variant));
        }
    }
    Some(out)
}

/// What differs from a clean report, line by line.
fn difference(variant: &rules::report::Variant) -> String {
    let mut out = String::new();
    for (from, to) in variant.edits {
        for (mark, text) in [('-', from), ('+', to)] {
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                writeln!(out, "  {mark} {line}").ok();
            }
        }
    }
    out
}

fn sentence(text: &str, language: Language) -> String {
    let mut chars = text.trim_end_matches(['。', '.']).chars();
    let text: String = chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
    // A question has its mark already.
    if text.ends_with(['?', '？', '!']) {
        return text;
    }
    words::say(language, "explain-sentence", &[("text", text.into())])
}

/// Every rule with its severity, one a line.
pub fn list() -> String {
    rules::all().fold(String::new(), |mut out, info| {
        writeln!(out, "{:32} {}", info.id, info.severity.as_str()).ok();
        out
    })
}

#[cfg(test)]
mod tests {
    use super::explain;
    use crate::{Language, rules};

    #[test]
    fn every_rule_explains_itself_in_both_languages() {
        for info in rules::all() {
            for language in [Language::English, Language::Japanese] {
                assert!(explain(info.id, language).unwrap().lines().count() >= 9, "{}", info.id);
            }
        }
        assert_eq!(explain("blame.nobody", Language::English), None);
    }
}
