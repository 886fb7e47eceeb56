//! Counts of a whole and their share: `6,375 of 9,349 (68.2 %)`, `9,349件中6,375件（68.2%）`, `25 % (300 of 1,200)`.

use std::sync::LazyLock;

use backstory_model::Analysis;
use regex::Regex;

use crate::numbers::{Contradiction, ContradictionKind, Place, interval::stated::place, reading::bound::Bound};
use crate::{
    document::{Document, LineIndex, SectionKind, Span},
    import::time::duration::digit,
};

/// Checks shares whose two numbers stand beside them, and failed requests against the analysis.
pub(in crate::numbers) fn check(document: &Document, analysis: Option<&Analysis>, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for passage in &document.passages {
        let words = passage.text.text.as_str();
        let pairs = pairs(words);
        for pair in &pairs {
            let counted = words.get(pair.start..pair.end).unwrap_or_default();
            let Some(stated) = percent_beside(words, pair).filter(|_| pair.whole > 0.0) else { continue };
            let share = pair.part / pair.whole * 100.0;
            // One of the last digit written, for those who cut instead of rounding.
            if !stated.bound.holds(stated.value, share, 10f64.powi(-stated.digits) * 1.01) {
                out.push(Contradiction {
                    kind: ContradictionKind::Percentage,
                    stated: place(document, passage, stated.text, &lines),
                    derived: place(document, passage, counted, &lines),
                    message: format!("`{}` is stated, but `{counted}` is {share:.1} %", stated.text),
                });
            }
        }
        let Some((impact, pair)) = analysis.map(|a| &a.impact).zip(pairs.first()) else { continue };
        let lower = words.to_lowercase();
        let is_failed = ["failed", "failing", "失敗"].iter().any(|w| lower.contains(w));
        let is_requests = matches!(passage.section, SectionKind::Summary | SectionKind::Impact) && is_failed;
        let measured = impact.requests_failed.zip(impact.requests_total).filter(|_| is_requests);
        if let Some((failed, total)) = measured
            && ((pair.part - failed as f64).abs() > 0.5 || (pair.whole - total as f64).abs() > 0.5)
        {
            let counted = words.get(pair.start..pair.end).unwrap_or_default();
            out.push(Contradiction {
                kind: ContradictionKind::Count,
                stated: place(document, passage, counted, &lines),
                derived: Place { line: 0, span: Span::default(), text: "analysis".to_owned() },
                message: format!("`{counted}` is stated, but the analysis counts {failed} of {total}"),
            });
        }
    }
}

/// A part and its whole, where they stand, and what is counted.
#[derive(Debug)]
pub(in crate::numbers) struct Pair {
    pub(in crate::numbers) part: f64,
    pub(in crate::numbers) whole: f64,
    pub(in crate::numbers) start: usize,
    pub(in crate::numbers) end: usize,
    /// The word behind the whole, in lower case; empty where none follows.
    pub(in crate::numbers) noun: String,
}

static FORMS: LazyLock<[(Regex, bool); 5]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        (
            regex(
                r"(?i)(?P<first>[0-9][0-9,]*)(?: [a-z]+){0,2}? (?:out )?of (?:(?:the|our|all|its|their|about|roughly) ){0,2}(?P<second>[0-9][0-9,]*)(?: (?P<noun>[a-z][a-z-]+))?",
            ),
            false,
        ),
        (
            regex(
                r"(?i)\bof (?:(?:the|our|all|its|their) )?(?P<first>[0-9][0-9,]*) (?P<noun>[a-z][a-z-]+)(?: [a-z-]+){0,2},? (?P<second>[0-9][0-9,]*) (?:were|was|had|could|did|failed)",
            ),
            true,
        ),
        (
            regex(
                r"(?P<first>[0-9０-９][0-9０-９,，]*) ?(?P<noun>[^\s0-9０-９,、。（）()]{1,8}?)(?:中|のうち|の内)、? ?(?:約)?(?P<second>[0-9０-９][0-9０-９,，]*)",
            ),
            true,
        ),
        (
            regex(
                r"(?i)(?P<first>[0-9][0-9,]*)(?: (?P<noun>[a-z][a-z-]+)){1,3},? [^.;0-9]{0,30}?(?P<second>[0-9][0-9,]*) of (?:them|these|those|which|whom)\b",
            ),
            true,
        ),
        (
            regex(
                r"(?P<first>[0-9０-９][0-9０-９,，]*) ?(?P<noun>人|件|名|台|社|店|通|枚)(?:のうち|の内|中)、?[^0-9０-９、。]{2,16} ?(?P<second>[0-9０-９][0-9０-９,，]*) ?(?:人|件|名|台|社|店|通|枚)",
            ),
            true,
        ),
    ]
});

/// All `A of B`, `of B things A were` and `B件中A件` of a text.
pub(in crate::numbers) fn pairs(words: &str) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    if !words.contains(" of ")
        && !words.contains("Of ")
        && !words.contains('中')
        && !words.contains("うち")
        && !words.contains("の内")
    {
        return out;
    }
    for (form, is_whole_first) in FORMS.iter() {
        for found in form.captures_iter(words).take(20) {
            let (Some(first), Some(second)) = (found.name("first"), found.name("second")) else { continue };
            let noun = found.name("noun").map_or("", |noun| noun.as_str()).to_lowercase();
            let is_clean = !words
                .get(..first.start())
                .is_some_and(|w| w.ends_with(|c: char| c == '.' || c.is_ascii_alphanumeric()))
                && !words.get(second.end()..).is_some_and(|w| {
                    w.starts_with(['%', '％'])
                        || (w.starts_with('.') && w.chars().nth(1).is_some_and(|c| c.is_ascii_digit()))
                });
            let Some((a, b)) = number(first.as_str()).zip(number(second.as_str())).filter(|_| is_clean) else {
                continue;
            };
            let (part, whole) = if *is_whole_first { (b, a) } else { (a, b) };
            // `3 of May 2024`, `4 minutes of 30`, `that day of 25 hours`: what is no part of its whole is no pair.
            let behind = |of: regex::Match<'_>| words.get(of.end()..).unwrap_or_default();
            if part <= whole && !is_unit(&noun) && !is_unit(behind(first)) && !is_unit(behind(second)) {
                out.push(Pair { part, whole, start: first.start(), end: second.end(), noun });
            }
        }
    }
    out.sort_by_key(|pair| pair.start);
    out
}

fn is_unit(words: &str) -> bool {
    let first = words.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    matches!(first, "seconds" | "minutes" | "minute" | "hours" | "hour" | "days" | "day" | "weeks")
}

/// A count in digits of half or full width.
pub(in crate::numbers) fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter_map(digit).collect();
    (!plain.is_empty() && plain.len() <= 15).then(|| plain.parse().ok()).flatten()
}

/// A percentage as written.
#[derive(Debug)]
pub(in crate::numbers) struct Percent<'t> {
    pub(in crate::numbers) value: f64,
    /// Digits behind the point.
    pub(in crate::numbers) digits: i32,
    pub(in crate::numbers) bound: Bound,
    pub(in crate::numbers) text: &'t str,
}

static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<number>[0-9０-９]+(?:[.．][0-9０-９]+)?) ?(?:%|％|パーセント|percent|per cent)")
        .expect("the pattern is a constant that the tests use")
});

/// All percentages of a text with their bounds.
pub(in crate::numbers) fn percents(words: &str) -> impl Iterator<Item = (usize, usize, Percent<'_>)> {
    PERCENT.captures_iter(words).filter_map(|found| {
        let (whole, number) = (found.get(0)?, found.name("number")?);
        let plain: String =
            number.as_str().chars().map(|c| if c == '．' { '.' } else { digit(c).unwrap_or(c) }).collect();
        let digits = plain.split_once('.').map_or(0, |(_, d)| d.len());
        let bound = Bound::of(words.get(..whole.start())?, words.get(whole.end()..)?);
        let percent =
            Percent { value: plain.parse().ok()?, digits: i32::try_from(digits).ok()?, bound, text: whole.as_str() };
        Some((whole.start(), whole.end(), percent))
    })
}

/// `1,152 of the 4,800 employees were paid a day late, 28% of them`, `704 of the 1,280 GPUs in hall 2 shut down, i.e. 65 %`: the
/// sentence goes on behind the pair, and ends with its share.
fn is_apposed(gap: &str, lead: &str, behind: &str) -> bool {
    const LONGEST: usize = 120;
    let is_one_sentence = gap.chars().count() <= LONGEST
        && !gap.contains(['%', '％', '。', ';', '：'])
        && !gap.contains(". ")
        && gap.split(|c: char| !c.is_ascii_digit()).all(|number| number.len() <= 1);
    let is_said_again = ["i.e.", "that is,", "that is", "which is", "in other words"].iter().any(|w| lead.ends_with(w));
    let is_of_them = lead.ends_with(',')
        && ["of them", "of those", "of these", "of the total", "of all of them", "of the whole"].iter().any(|of| {
            behind.trim_start().strip_prefix(of).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        });
    is_one_sentence && (is_said_again || is_of_them)
}

/// The percentage in brackets behind a pair, behind an `or`, or in front of the brackets the pair stands in.
fn percent_beside<'t>(words: &'t str, pair: &Pair) -> Option<Percent<'t>> {
    percents(words).find_map(|(start, end, percent)| {
        let is_beside = if start >= pair.end {
            let gap = words.get(pair.end..start)?;
            let is_near = gap.chars().count() <= 36
                && !gap.contains(['%', '％', '.', '。', ';'])
                && !gap.contains(|c: char| c.is_ascii_digit());
            let lead = gap.trim_end_matches(['約', '~', ' ']);
            let lead = ["about", "roughly", "around", "nearly"]
                .iter()
                .fold(lead, |l, word| l.strip_suffix(word).unwrap_or(l))
                .trim_end();
            let is_same = is_near
                && (lead.ends_with(['(', '（', '=', '＝'])
                    || [", or", " or", ", i.e.", "つまり", "すなわち"].iter().any(|w| lead.ends_with(w)));
            is_same || is_apposed(gap, lead, words.get(end..).unwrap_or_default())
        } else {
            words.get(end..pair.start).is_some_and(|gap| matches!(gap.trim(), "(" | "（"))
        };
        is_beside.then_some(percent)
    })
}
