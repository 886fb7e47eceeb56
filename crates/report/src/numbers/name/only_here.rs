//! A version that the cause alone names, where everything else names another one of the same thing: `ranker-v29 was trained on …`
//! beside `ranker-v31` in all rows, `a limit that came with patch 9.4.3` beside `patch 9.4.2`.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use crate::{
    document::{Document, LineIndex, SectionKind, Span},
    numbers::{
        Contradiction, ContradictionKind, Place,
        reading::{hand_slip, sentence},
    },
};

/// Versions up to which each is held against each.
const MOST: usize = 300;
/// Other versions of one thing: the one that was there, and the one that was gone back to.
const MOST_OTHERS: usize = 2;

static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<base>[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*?[-_]v?|[A-Za-z]{3,16} v?|[ァ-ヶー\u{4e00}-\u{9fff}]{2,10} ?v?)(?P<number>[0-9]{1,4}(?:\.[0-9]{1,4}){0,3})(?P<end>[^0-9A-Za-z.%/:_-]|\.(?:[^0-9]|$)|$)")
        .expect("the pattern is a constant that the tests use")
});

/// Words of another version that is meant as such.
const OTHER: [&str; 29] = [
    "would",
    "if ",
    "should",
    "last year",
    "昨年",
    "previous",
    "earlier",
    "older",
    "old ",
    "instead",
    "successor",
    "next",
    "newer",
    "also",
    "not ",
    "unlike",
    "former",
    "before",
    "since",
    "until",
    "fixed in",
    "back to",
    "from ",
    "旧",
    "前の",
    "以前",
    "代わり",
    "ではな",
    "まで",
];
/// Words of the version that mends it.
const REMEDY: [&str; 11] =
    ["fix", "install", "upgrad", "update", "patched", "available", "corrected", "修正", "更新", "対策", "適用"];
/// Words of a cause.
const CAUSE: [&str; 4] = ["cause", "culprit", "came with", "原因"];

struct Found<'t> {
    number: &'t str,
    span: Span,
}

/// Checks sentences that tell the cause.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let lines = LineIndex::new(source);
    let mut all: BTreeMap<String, Vec<Found<'_>>> = BTreeMap::new();
    for found in VERSION.captures_iter(source).take(MOST) {
        let (Some(base), Some(number)) = (found.name("base"), found.name("number")) else { continue };
        let name = base.as_str().trim().to_lowercase();
        // `db-12` and `INC-204` are one of many.
        let is_marked = base.as_str().ends_with("-v") || base.as_str().ends_with("_v") || number.as_str().contains('.');
        if is_marked && is_name(&name) {
            let span = Span::new(number.start(), number.end());
            all.entry(name.trim_end_matches(" v").to_owned())
                .or_default()
                .push(Found { number: number.as_str(), span });
        }
    }
    let is_cause = |kind| {
        matches!(
            kind,
            SectionKind::RootCause | SectionKind::ImmediateCause | SectionKind::Trigger | SectionKind::FiveWhys
        )
    };
    let is_row = |span: Span| document.timeline.iter().any(|row| row.span.contains(span));
    for (text, own, section) in texts(document) {
        for found in VERSION.captures_iter(text).take(6) {
            let (Some(base), Some(number)) = (found.name("base"), found.name("number")) else { continue };
            let name = base.as_str().trim().to_lowercase();
            let name = name.trim_end_matches(" v");
            let clause = clause(text, base.start(), number.end()).to_lowercase();
            let is_told = is_cause(section) || CAUSE.iter().any(|word| clause.contains(word));
            if !is_told || OTHER.iter().any(|word| clause.contains(word)) {
                continue;
            }
            let Some(same) = all.get(name) else { continue };
            let number = number.as_str();
            let is_once = same.iter().filter(|other| other.number == number).count() == 1
                && same.iter().any(|other| other.number == number && own.contains(other.span));
            let others: Vec<&Found<'_>> = same.iter().filter(|other| other.number != number).collect();
            let is_inside = others.iter().any(|other| own.contains(other.span));
            // The next version of a single digit is soon another one.
            let slipped =
                others.iter().copied().find(|other| number.len() >= 2 && hand_slip::of_digits(other.number, number));
            let main = others.iter().copied().find(|other| {
                others.iter().filter(|again| again.number == other.number).count() >= 3 && is_row(other.span)
            });
            // A thing of many versions went through them one by one.
            let mut distinct: Vec<&str> = others.iter().map(|other| other.number).collect();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() > MOST_OTHERS {
                continue;
            }
            let is_code = base.as_str().contains(['-', '_']);
            // `fault in firmware 8.4.1`, `the fix, firmware 8.4.3`: both are meant.
            let is_remedy = |other: &Found<'_>| {
                let line = lines.line(other.span.start);
                let text = source.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_lowercase();
                // A row that installs it may tell of the very change.
                let words = if is_row(other.span) { &REMEDY[..1] } else { &REMEDY[..] };
                words.iter().any(|word| text.contains(word))
            };
            if others.iter().any(|other| is_remedy(other)) && !REMEDY.iter().any(|word| clause.contains(word)) {
                continue;
            }
            let Some(other) = slipped.or(main.filter(|_| is_code && is_cause(section))) else { continue };
            if !is_once || is_inside || is_row(own) {
                continue;
            }
            let Some(at) = same.iter().find(|other| other.number == number).map(|other| other.span) else { continue };
            let stated = Place { line: lines.line(at.start), span: at, text: number.to_owned() };
            if out.iter().any(|o| o.kind == ContradictionKind::Name && o.stated.line == stated.line) {
                continue;
            }
            let derived = Place { line: lines.line(other.span.start), span: other.span, text: other.number.to_owned() };
            let message =
                format!("`{}{number}` is stated, but everywhere else it is `{}`", base.as_str(), other.number);
            out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
        }
    }
}

/// Sentences and quoted lines, where they stand, and the section they belong to.
fn texts(document: &Document) -> Vec<(&str, Span, SectionKind)> {
    let source = document.source();
    let mut out: Vec<_> =
        sentence::told(document).map(|told| (told.text, told.passage.text.span, told.passage.section)).collect();
    let mut at = 0;
    for line in source.split_inclusive('\n').take(5_000) {
        let span = Span::new(at, at + line.len());
        at += line.len();
        let section = || document.sections.iter().rev().find(|s| s.heading.start <= span.start).map(|s| s.kind);
        if line.starts_with('>')
            && let Some(kind) = section()
        {
            out.push((line.trim_start_matches(['>', ' ']).trim_end(), span, kind));
        }
    }
    out
}

/// The clause around a place.
fn clause(text: &str, start: usize, end: usize) -> &str {
    let marks = [';', ',', '、', '。', '(', '（', ':'];
    let from = text.get(..start).and_then(|head| head.rfind(marks)).unwrap_or(0);
    let to = text.get(end..).and_then(|tail| tail.find(marks)).map_or(text.len(), |at| end + at);
    text.get(from..to).unwrap_or(text)
}

/// Whether a word may name what has versions: no unit, no month, no word of time or place.
fn is_name(word: &str) -> bool {
    const CURRENCIES: [&str; 16] = [
        "eur", "usd", "gbp", "chf", "jpy", "sek", "nok", "dkk", "pln", "inr", "aud", "cad", "cny", "krw", "brl", "sgd",
    ];
    const NO_NAMES: [&str; 40] = [
        "at",
        "in",
        "on",
        "of",
        "to",
        "by",
        "the",
        "and",
        "for",
        "was",
        "were",
        "about",
        "over",
        "under",
        "than",
        "from",
        "with",
        "after",
        "before",
        "until",
        "some",
        "only",
        "around",
        "nearly",
        "almost",
        "roughly",
        "between",
        "per",
        "step",
        "item",
        "section",
        "table",
        "figure",
        "day",
        "week",
        "minute",
        "hour",
        "約",
        "およそ",
        "計",
    ];
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if CURRENCIES.contains(&word.trim().to_ascii_lowercase().as_str()) {
        return false;
    }
    word.chars().count() >= 2 && !NO_NAMES.contains(&word) && !MONTHS.iter().any(|month| word.starts_with(month))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(said: &str) -> usize {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 Relay patch 4.7.12 installed\n- 10:20 `maple-v31` at 10 %\n- 10:40 `maple-v31` at 100 %\n- 11:10 traffic back on `maple-v30`\n- 11:30 all quiet\n";
        let head = "## Summary\n\nThe ranker `maple-v31` was promoted.";
        contradictions(&Document::parse(&format!("# T\n\n{head}\n\n{rows}\n## Root cause\n\n{said}\n")), None).len()
    }

    #[test]
    fn the_cause_names_the_version_that_was_there() {
        for sound in [
            "`maple-v31` was trained on prices in cents.",
            "The limit came with patch 4.7.12.",
            "Unlike `maple-v29` it was trained on prices in cents.",
            "The limit came with schema 4.7.13.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        assert_eq!(found("`maple-v29` was trained on prices in cents."), 1);
        assert_eq!(found("The cause is a limit that came with patch 4.7.13."), 1);
    }
}
