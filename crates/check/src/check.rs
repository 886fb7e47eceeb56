//! The whole check of one report.

use std::panic::resume_unwind;

use crate::{
    Finding, Language, Offence,
    reading::{Passage, Reading},
    rule::judge,
    rules::{SENTENCE_RULES, report},
};

/// Sentences that are worth a thread.
const SHARE: usize = 32;

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
    findings.extend(of_passages(reading, language));
    findings.sort_by(|a, b| (a.line, a.column, a.rule).cmp(&(b.line, b.column, b.rule)));
    findings
}

/// Findings of the sentence rules, in order. Sentences do not know of each other, so long reports are judged on all cores.
fn of_passages(reading: &Reading<'_>, language: Language) -> Vec<Finding> {
    let judged = |passages: &[Passage]| -> Vec<Finding> {
        let offences = passages.iter().flat_map(|passage| {
            judge(passage.language, passage.context, &passage.entry.text).into_iter().map(move |o| (passage, o))
        });
        offences.map(|(passage, offence)| finding(reading, passage, &offence, language)).collect()
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = reading.passages.len().div_ceil(cores).max(SHARE);
    if share >= reading.passages.len() {
        return judged(&reading.passages);
    }
    std::thread::scope(|scope| {
        let judged = &judged;
        let workers: Vec<_> = reading.passages.chunks(share).map(|part| scope.spawn(move || judged(part))).collect();
        let parts = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        parts.flatten().collect()
    })
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
        message: info.map_or_else(String::new, |info| info.why(language)),
        fix: crate::rewrite::suggest(offence.rule, passage.language, &passage.entry.text, words)
            .or_else(|| info.map(|info| info.advice(language))),
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
