//! The whole check of one report.

use crate::{
    Finding, Language, Offence,
    reading::{Passage, Reading},
    rule::judge,
    rules::{SENTENCE_RULES, report},
};

/// Checks one report. Findings come in the order of their lines, those about absent parts first.
///
/// `language` is that of the messages; null means that of the report.
pub fn check(source: &str, setting: &report::Setting, language: Option<Language>) -> Vec<Finding> {
    check_reading(&Reading::new(source), setting, language)
}

/// The same for a report that was read already.
pub fn check_reading(reading: &Reading<'_>, setting: &report::Setting, language: Option<Language>) -> Vec<Finding> {
    let language = language.unwrap_or(reading.language);
    let mut findings = report::check(reading, setting, language);
    for passage in &reading.passages {
        for offence in judge(passage.language, passage.context, &passage.entry.text) {
            findings.push(finding(reading, passage, &offence, language));
        }
    }
    findings.sort_by(|a, b| (a.line, a.column, a.rule).cmp(&(b.line, b.column, b.rule)));
    findings
}

fn finding(reading: &Reading<'_>, passage: &Passage, offence: &Offence, language: Language) -> Finding {
    let info = SENTENCE_RULES.iter().map(|rule| rule.info).find(|info| info.id == offence.rule);
    let words = passage.entry.text.get(offence.span.clone()).unwrap_or("");
    let bytes = locate(reading.source, &passage.entry.bytes, words);
    let (line, column) = reading.position(bytes.start);
    Finding {
        rule: offence.rule,
        severity: info.map_or(crate::Severity::Warning, |info| info.severity),
        line: Some(line),
        column: Some(column),
        span: Some(words.to_owned()),
        message: info.map_or("", |info| info.why.get(language)).to_owned(),
        fix: crate::rewrite::suggest(offence.rule, passage.language, &passage.entry.text, words)
            .or_else(|| info.map(|info| info.advice.get(language).to_owned())),
        bytes: Some(bytes),
    }
}

/// Bytes of `words` in the source; markup between the words makes the match shorter, never wrong.
fn locate(source: &str, within: &std::ops::Range<usize>, words: &str) -> std::ops::Range<usize> {
    let place = source.get(within.clone()).unwrap_or("");
    if let Some(at) = place.find(words) {
        return within.start + at..within.start + at + words.len();
    }
    let mut prefix = words;
    while let Some((shorter, _)) = prefix.rsplit_once(' ') {
        if let Some(at) = place.find(shorter) {
            return within.start + at..within.start + at + shorter.len();
        }
        prefix = shorter;
    }
    within.clone()
}
