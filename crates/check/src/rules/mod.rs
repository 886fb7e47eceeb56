//! The rules, one file each: a reason, examples that must fire, look-alikes that must not.

pub mod action;
pub mod analysis;
pub mod blame;
pub mod hindsight;
pub mod judgement;
pub mod report;
pub mod tone;

use crate::rule::{RuleInfo, SentenceRule};

/// Every sentence rule, by family.
pub static SENTENCE_RULES: &[SentenceRule] = &[
    blame::person::RULE,
    blame::human_error::RULE,
    blame::character::RULE,
    blame::passive::RULE,
    hindsight::counterfactual::RULE,
    judgement::adverb::RULE,
    judgement::value::RULE,
    action::vague::RULE,
    action::person_fix::RULE,
    action::punitive::RULE,
    analysis::stops_at_person::RULE,
    tone::apology::RULE,
];

/// Every rule, sentence rules first.
pub fn all() -> impl Iterator<Item = RuleInfo> {
    SENTENCE_RULES.iter().map(|rule| rule.info).chain(of_reports().map(|rule| rule.info))
}

/// Rules about whole reports.
pub(crate) fn of_reports() -> impl Iterator<Item = &'static report::ReportRule> {
    report::REPORT_RULES.iter().chain(report::TOLD_RULES)
}

/// What a rule says about itself.
pub fn info(id: &str) -> Option<RuleInfo> {
    all().find(|info| info.id == id)
}

#[cfg(test)]
mod tests {
    use super::SENTENCE_RULES;
    use crate::{Language, judge};

    #[test]
    fn every_example_is_judged_as_its_rule_says() {
        let mut wrong = Vec::new();
        for rule in SENTENCE_RULES {
            for (examples, expected) in [(rule.fires, true), (rule.passes, false)] {
                for &(context, text) in examples {
                    let offences = judge(Language::of(text), context, text);
                    let fired = offences.iter().any(|o| o.rule == rule.info.id);
                    // A look-alike must be fine altogether, or another rule would be to blame for the noise.
                    if fired != expected || !expected && !offences.is_empty() {
                        wrong.push(format!("{} {expected}: {text} -> {offences:?}", rule.info.id));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_rule_has_examples_in_both_languages() {
        for rule in SENTENCE_RULES {
            for examples in [rule.fires, rule.passes] {
                for language in [Language::English, Language::Japanese] {
                    let count = examples.iter().filter(|(_, text)| Language::of(text) == language).count();
                    assert!(count >= 2, "{} has {count} examples in {language:?}", rule.info.id);
                }
            }
        }
    }
}
