//! What `--explain` prints about a rule.

use std::fmt::Write as _;

use crate::{Language, rules};

/// The rule in full: severity, reason, advice, examples. Null for an id that does not exist.
pub fn explain(id: &str, language: Language) -> Option<String> {
    let info = rules::info(id)?;
    let mut out = format!(
        "{} ({})\n\n{}.\n{}.\n",
        info.id,
        info.severity.as_str(),
        sentence(info.why.get(language)),
        sentence(info.advice.get(language))
    );
    if let Some(rule) = rules::SENTENCE_RULES.iter().find(|rule| rule.info.id == id) {
        for (title, examples) in
            [(["\nFindings:", "\n指摘するもの:"], rule.fires), (["\nFine:", "\n問題ないもの:"], rule.passes)]
        {
            out.push_str(title[usize::from(language == Language::Japanese)]);
            out.push('\n');
            for (_, text) in examples.iter().filter(|(_, text)| Language::of(text) == language) {
                // Writing to a string cannot fail.
                writeln!(out, "  {text}").ok();
            }
        }
    }
    Some(out)
}

fn sentence(text: &str) -> String {
    let mut chars = text.trim_end_matches(['。', '.']).chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
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
                assert!(explain(info.id, language).unwrap().lines().count() >= 4, "{}", info.id);
            }
        }
        assert_eq!(explain("blame.nobody", Language::English), None);
    }
}
