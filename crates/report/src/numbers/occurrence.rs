//! How often something is said to have been done, against rows that number it: `計6回の付与` over rows `第1回の付与` to
//! `第4回の付与`, `three times we restarted` over a restart and `a second restart`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Contradiction, ContradictionKind, Place, count, phrase::place};
use crate::document::{Document, LineIndex, SectionKind, TimelineRow};

static JAPANESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:計|合計|全|延べ) ?(?P<number>[0-9０-９]{1,2}) ?回の(?P<noun>[\u{4e00}-\u{9fff}ァ-ヶー]{2,8})")
        .expect("the pattern is a constant that the tests use")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?P<number>two|three|four|five|six) times,? (?:we|they|it was|was|were) (?P<verb>[a-z]{5,})|(?P<verb2>[a-z]{5,}ed) (?:it |the [a-z]+ )?(?P<number2>two|three|four|five|six) times\b")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all prose but what is planned.
pub(super) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let is_told = |kind| !matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    for passage in document.passages.iter().filter(|p| is_told(p.section)) {
        let words = passage.text.text.as_str();
        let rows = || {
            document
                .timeline
                .iter()
                .filter(|row| !(row.span.start <= passage.text.span.start && passage.text.span.end <= row.span.end))
        };
        for found in JAPANESE.captures_iter(words).take(5) {
            let (Some(all), Some(noun)) = (found.get(0), found.name("noun")) else { continue };
            let numbered: Vec<&TimelineRow> =
                rows().filter(|row| row.event.text.contains(noun.as_str()) && row.event.text.contains("第")).collect();
            let highest =
                (1..=20).rev().find(|n| numbered.iter().any(|row| row.event.text.contains(&format!("第{n}回"))));
            let Some(stated) = count::number(found.name("number")) else { continue };
            if let Some(highest) = highest.filter(|n| *n >= 2 && *n != stated && numbered.len() == *n) {
                out.push(differs(place(document, passage, all.as_str(), &lines), &numbered, stated, highest));
            }
        }
        for found in ENGLISH.captures_iter(words).take(5) {
            let verb = found.name("verb").or_else(|| found.name("verb2"));
            let (Some(all), Some(verb)) = (found.get(0), verb) else { continue };
            let stem: String = verb.as_str().to_lowercase().trim_end_matches("ed").chars().take(7).collect();
            let told = |row: &&TimelineRow| {
                std::iter::once(&row.event).chain(&row.details).any(|text| text.text.to_lowercase().contains(&stem))
            };
            let numbered: Vec<&TimelineRow> = rows().filter(told).collect();
            // Only rows that count themselves are all there were.
            let is_counted = numbered.iter().any(|row| {
                let text =
                    std::iter::once(&row.event).chain(&row.details).map(|t| t.text.to_lowercase()).collect::<String>();
                ["second", "third", "another", "again"]
                    .iter()
                    .any(|word| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == *word))
            });
            let stated = count::number(found.name("number").or_else(|| found.name("number2")));
            if let Some(stated) = stated.filter(|n| is_counted && numbered.len() >= 2 && *n != numbered.len()) {
                out.push(differs(place(document, passage, all.as_str(), &lines), &numbered, stated, numbered.len()));
            }
        }
    }
}

fn differs(stated: Place, rows: &[&TimelineRow], said: usize, told: usize) -> Contradiction {
    let text = rows.iter().map(|row| row.moment.text.as_str()).collect::<Vec<_>>().join(", ");
    let (line, span) = rows.last().map_or((0, crate::document::Span::default()), |row| (row.line, row.span));
    let message = format!("`{}` says {said}, but the rows tell {told}", stated.text);
    Contradiction { kind: ContradictionKind::Count, stated, derived: Place { line, span, text }, message }
}
