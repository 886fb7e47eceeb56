//! What a report must contain, and what must not contradict itself.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::{finding::Finding, reading::Reading, rule::RuleInfo, sentence::Language};

pub mod action_no_deadline;
pub mod action_no_factor;
pub mod action_no_owner;
pub mod action_no_priority;
pub mod action_overdue;
pub mod cause_is_trigger;
pub mod contradiction;
pub mod duration_mismatch;
pub mod factor_no_evidence;
pub mod factor_unanswered;
pub mod impact_no_numbers;
pub mod internal_secret;
pub mod no_actions;
pub mod no_detection;
pub mod no_follow_up_date;
pub mod no_lessons;
pub mod no_preventive_action;
pub mod no_severity;
pub mod no_sponsor;
pub mod placeholder;
pub mod shallow_whys;
pub mod shared_late;
pub mod single_factor;
pub mod timeline_no_zone;
pub mod timeline_order;
pub mod weasel_numbers;

mod figure;
mod open_actions;

/// A rule about a whole report.
#[derive(Debug, Clone, Copy)]
pub struct ReportRule {
    /// Id, severity, reasons.
    pub info: RuleInfo,
    /// Clean reports with a change that must be found.
    pub fires: &'static [Variant],
    /// Clean reports with a change that looks alike and is fine.
    pub passes: &'static [Variant],
    /// Adds what it finds.
    pub check: fn(&Reading<'_>, &Setting, &mut Spots),
}

/// What the rules need to know beside the report.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// The day, for deadlines; null means that deadlines are not judged.
    pub today: Option<Date>,
    /// Whether the report is meant for the public, by the caller's word.
    pub public: bool,
    /// Rules that are on only when asked for, by their ids: they then also fire where the report has no place for the thing.
    pub strict: Vec<String>,
}

impl Setting {
    /// Whether the rule is asked for by name.
    pub fn is_strict(&self, rule: &str) -> bool {
        self.strict.iter().any(|id| id == rule)
    }
}

/// Where a report rule fires: a line and words, or the absence of a part.
#[derive(Debug, Clone, Default)]
pub struct Spots(pub Vec<Spot>);

/// One place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Line, or null for an absence.
    pub line: Option<usize>,
    /// Bytes of the words, where there are words.
    pub bytes: Option<std::ops::Range<usize>>,
    /// A detail for the message, the same in both languages: a name, two numbers.
    pub detail: Option<String>,
}

impl Spots {
    /// The part is absent.
    pub fn absent(&mut self) {
        self.0.push(Spot { line: None, bytes: None, detail: None });
    }

    /// At a line.
    pub fn line(&mut self, line: usize) {
        self.0.push(Spot { line: Some(line), bytes: None, detail: None });
    }

    /// At words.
    pub fn words(&mut self, line: usize, bytes: std::ops::Range<usize>) {
        self.0.push(Spot { line: Some(line), bytes: Some(bytes), detail: None });
    }

    /// At words, with a detail.
    pub fn detailed(&mut self, line: usize, bytes: std::ops::Range<usize>, detail: String) {
        self.0.push(Spot { line: Some(line), bytes: Some(bytes), detail: Some(detail) });
    }
}

/// A clean report (`example/en.md`, `example/ja.md`) with a change: each text is replaced wherever it stands.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// Which of the two reports.
    pub language: Language,
    /// What is replaced, and by what.
    pub edits: &'static [(&'static str, &'static str)],
}

impl Variant {
    /// The whole report.
    pub fn report(&self) -> String {
        let clean = match self.language {
            Language::English => include_str!("example/en.md"),
            Language::Japanese => include_str!("example/ja.md"),
        };
        self.edits.iter().fold(clean.to_owned(), |report, (from, to)| report.replace(from, to))
    }
}

/// Every report rule.
pub static REPORT_RULES: &[ReportRule] = &[
    timeline_no_zone::RULE,
    timeline_order::RULE,
    shared_late::RULE,
    duration_mismatch::RULE,
    impact_no_numbers::RULE,
    weasel_numbers::RULE,
    no_detection::RULE,
    no_severity::RULE,
    no_lessons::RULE,
    no_follow_up_date::RULE,
    placeholder::RULE,
    internal_secret::RULE,
    single_factor::RULE,
    shallow_whys::RULE,
    factor_no_evidence::RULE,
    cause_is_trigger::RULE,
    no_actions::RULE,
    action_no_owner::RULE,
    action_no_deadline::RULE,
    action_no_priority::RULE,
    action_no_factor::RULE,
    factor_unanswered::RULE,
    no_sponsor::RULE,
    no_preventive_action::RULE,
    action_overdue::RULE,
];

/// Rules about what only another reader of the report finds.
pub static TOLD_RULES: &[ReportRule] = &[contradiction::RULE];

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

/// Applies every report rule.
pub fn check(reading: &Reading<'_>, setting: &Setting, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !reading.is_post_mortem() {
        return findings;
    }
    for rule in REPORT_RULES.iter().chain(TOLD_RULES) {
        let mut spots = Spots::default();
        (rule.check)(reading, setting, &mut spots);
        for spot in spots.0 {
            let at = spot.bytes.as_ref().map(|b| reading.position(b.start));
            let why = rule.info.why(language);
            findings.push(Finding {
                rule: rule.info.id,
                severity: rule.info.severity,
                line: at.map(|(line, _)| line).or(spot.line),
                column: at.map(|(_, column)| column),
                span: spot.bytes.as_ref().and_then(|b| reading.source.get(b.clone())).map(str::to_owned),
                message: match spot.detail {
                    Some(detail) => format!("{why} ({detail})"),
                    None => why,
                },
                fix: Some(rule.info.advice(language)),
                bytes: spot.bytes,
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{REPORT_RULES, Setting, Variant};
    use crate::{Language, check};

    /// The day the example reports are shared.
    fn setting() -> Setting {
        Setting { today: Some(jiff::civil::date(2026, 1, 14)), ..Setting::default() }
    }

    fn rules_fired(variant: &Variant) -> Vec<&'static str> {
        check(&variant.report(), &setting(), None).iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn every_variant_is_judged_as_its_rule_says() {
        let mut wrong = Vec::new();
        for rule in REPORT_RULES {
            for variant in rule.fires.iter().filter(|variant| !rules_fired(variant).contains(&rule.info.id)) {
                wrong.push(format!("{} misses {:?}: {:?}", rule.info.id, variant.edits, rules_fired(variant)));
            }
            // A look-alike must be fine altogether, or another rule would be to blame for the noise.
            for variant in rule.passes.iter().filter(|variant| !rules_fired(variant).is_empty()) {
                wrong.push(format!("{} passes {:?}: {:?}", rule.info.id, variant.edits, rules_fired(variant)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_edit_changes_the_report_and_every_rule_has_both_languages() {
        for rule in REPORT_RULES {
            for variants in [rule.fires, rule.passes] {
                for language in [Language::English, Language::Japanese] {
                    let of = variants.iter().filter(|variant| variant.language == language);
                    assert!(of.count() >= 1, "{} in {language:?}", rule.info.id);
                }
                for variant in variants {
                    let clean = Variant { edits: &[], ..*variant }.report();
                    let mut before = clean;
                    for (from, to) in variant.edits {
                        let after = before.replace(from, to);
                        assert_ne!(before, after, "{}: nothing to replace for {from:?}", rule.info.id);
                        before = after;
                    }
                }
            }
        }
    }
}
