//! A count that is written otherwise in another place: a fact of the head (`Peak concurrent players: 86,400`) against the
//! sentence that uses its words, a number with two digits swapped (`31,020 parcels` beside `31,200 parcels`), and the days
//! between the incident and its report.

use crate::numbers::{
    Contradiction, ContradictionKind, Place, differs,
    event::role::{is_form, stems},
    interval::stated::place,
    name::identifier::is_swapped,
    place_of,
    reading::{bound::Bound, quantity, sentence},
};
use crate::{
    document::{Document, Fact, FactKey, LineIndex, Passage},
    import::time::duration,
};

/// Words of a quantity that a sentence must share with its label.
const EXTREMES: [&str; 8] = ["peak", "maximum", "total", "minimum", "worst", "highest", "lowest", "longest"];

/// Counts up to which each is held against each.
const MOST: usize = 600;

const DAY_S: f64 = 86_400.0;

/// Checks facts, counts and days.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for fact in document.facts.iter().filter(|fact| matches!(fact.key, FactKey::Other | FactKey::Impact)).take(100) {
        labelled(document, fact, &lines, out);
    }
    // Not every key is a fact of incidents.
    let is_count = |value: &str| value.chars().all(|c| c.is_ascii_digit() || c == ',');
    for (label, value, line, span) in pairs(document).into_iter().filter(|(_, value, ..)| is_count(value)) {
        let text = crate::document::Text { text: value, span, line };
        let fact = Fact { key: FactKey::Other, label, value: text, span, line, moment: None, duration_s: None };
        labelled(document, &fact, &lines, out);
    }
    swapped(document, &lines, out);
    published(document, &lines, out);
}

/// Lines `Label: value` of the head that are no facts, up to its first heading of the second level.
fn pairs(document: &Document) -> Vec<(String, String, usize, crate::document::Span)> {
    let mut out = Vec::new();
    let mut at = 0;
    for (index, line) in document.source().split_inclusive('\n').enumerate().take(40) {
        let start = at;
        at += line.len();
        if line.starts_with("## ") {
            break;
        }
        let Some((label, value)) = line.trim().trim_start_matches(['-', '*', ' ']).split_once(": ") else { continue };
        let value = value.trim_matches(['*', ' ']);
        let is_known = document.facts.iter().any(|fact| fact.line == index + 1);
        if !value.is_empty() && !is_known && label.len() < 60 {
            let from = start + line.find(value).unwrap_or(0);
            let span = crate::document::Span::new(from, from + value.len());
            out.push((label.trim_matches('*').to_owned(), value.to_owned(), index + 1, span));
        }
    }
    out
}

/// A sentence that uses the words of a label and gives another number of the same size.
fn labelled(document: &Document, fact: &Fact, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let counts = quantity::all(&fact.value.text);
    let Some(known) = counts.first().filter(|count| count.value >= 100.0 && fact.value.text.starts_with(count.text))
    else {
        return;
    };
    let label = stems(&fact.label);
    let extreme = EXTREMES.iter().find(|word| fact.label.to_lowercase().contains(**word));
    let Some(extreme) = extreme.filter(|_| label.len() >= 2) else { return };
    for told in sentence::told(document) {
        let lower = told.text.to_lowercase();
        if !lower.contains(extreme)
            || sentence::is_of_other_case(told.text)
            || fact.span.contains(told.passage.text.span)
        {
            continue;
        }
        let own = stems(told.text);
        let shared = label.iter().filter(|stem| own.iter().any(|o| o == *stem || is_form(stem, o))).count();
        let told_counts = quantity::all(told.text);
        if shared < 2
            || shared * 3 < label.len() * 2
            || told_counts.iter().any(|count| (count.value - known.value).abs() < 0.5)
        {
            continue;
        }
        let [count] = told_counts.as_slice() else { continue };
        let front = told.text.get(..count.start).unwrap_or_default();
        let is_near = count.value > known.value * 0.6 && count.value < known.value * 1.7;
        let stated = place(document, told.passage, count.text, lines);
        if !is_near || Bound::of(front, "") != Bound::Exact || stated.line == fact.line {
            continue;
        }
        let message = format!("`{}` is stated, but `{}` is {}", stated.text, fact.label, known.text);
        out.push(Contradiction { kind: ContradictionKind::Count, stated, derived: place_of(fact), message });
    }
}

/// A count of four digits or more that stands once, and elsewhere with two digits swapped before the same noun.
fn swapped(document: &Document, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut all = Vec::new();
    for passage in &document.passages {
        for count in quantity::all(&passage.text.text) {
            if count.value >= 1_000.0 && count.unit.chars().count() >= 1 && all.len() < MOST {
                all.push((passage, digits(count.text), count));
            }
        }
    }
    for (passage, own, count) in &all {
        if all.iter().filter(|(_, other, _)| other == own).count() > 1 {
            continue;
        }
        let twin = all.iter().filter(|(_, other, c)| c.unit == count.unit && is_swapped(own, other));
        let twins: Vec<_> = twin.collect();
        let Some((other, _, right)) = twins.first() else { continue };
        // Of two that stand once each, the later one is the repetition.
        let times = all
            .iter()
            .filter(|(_, digits, _)| *digits == twins.first().map_or(String::new(), |(_, d, _)| d.clone()))
            .count();
        let is_later = passage.text.span.start > other.text.span.start;
        // Two cells of one column are counts of two things.
        let is_cell = |passage: &Passage| sentence::is_in_table(document.source(), passage.text.span);
        if (times == 1 && !is_later) || (is_cell(passage) && is_cell(other)) {
            continue;
        }
        let stated = place(document, passage, count.text, lines);
        let derived = place(document, other, right.text, lines);
        let message = format!("`{}` is stated, but elsewhere it is `{}`", stated.text, derived.text);
        out.push(Contradiction { kind: ContradictionKind::Count, stated, derived, message });
    }
}

/// `posted 14 days after the end of the incident`, `発生から7日後に公開` against the dates of the head.
fn published(document: &Document, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    const LABELS: [&str; 9] =
        ["posted", "published", "report date", "date of report", "公開日", "発行日", "報告日", "作成日", "公表日"];
    let is_label = |label: &str| LABELS.contains(&label.to_lowercase().as_str());
    let fact = document.facts.iter().find(|fact| is_label(&fact.label)).map(|fact| fact.value.text.clone());
    let other = || pairs(document).into_iter().find(|(label, ..)| is_label(label)).map(|(_, value, ..)| value);
    let Some(value) = fact.or_else(other) else { return };
    let Some(date) = crate::import::first_moment(&value).and_then(|m| m.date) else { return };
    let keys = [FactKey::Start, FactKey::Detected, FactKey::Mitigated, FactKey::Resolved];
    let ends: Vec<(jiff::civil::Date, &Fact)> = document
        .facts
        .iter()
        .filter(|fact| keys.contains(&fact.key))
        .filter_map(|fact| Some((fact.moment.as_ref()?.date?, fact)))
        .collect();
    let Some((_, last)) = ends.last() else { return };
    // The end of the list of actions is where such a sentence stands.
    let all =
        document.passages.iter().flat_map(|p| sentence::split(&p.text.text).into_iter().map(move |text| (p, text)));
    for (passage, text) in all {
        let lower = text.to_lowercase();
        let is_said = ["posted", "published", "公開", "発行", "公表"].iter().any(|word| lower.contains(word));
        for found in duration::all(text).into_iter().filter(|_| is_said).take(4) {
            let said = text.get(found.start..found.end).unwrap_or_default();
            let behind = text.get(found.end..).unwrap_or_default().trim_start();
            let front = text.get(..found.start).unwrap_or_default();
            let is_after = behind.starts_with("after the") || behind.starts_with("後");
            if !is_after || (found.unit_s - DAY_S).abs() > 1.0 || Bound::of(front, behind) != Bound::Exact {
                continue;
            }
            let apart = |end: &jiff::civil::Date| f64::from((date - *end).get_days()) * DAY_S;
            if ends.iter().any(|(end, _)| (apart(end) - found.seconds).abs() <= DAY_S * 1.01) {
                continue;
            }
            let Some((end, _)) = ends.last() else { return };
            let stated = place(document, passage, said, lines);
            let derived = Place { text: format!("{} – {value}", last.value.text), ..place_of(last) };
            out.push(differs(stated, derived, found.seconds, apart(end)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(source: &str) -> usize {
        contradictions(&Document::parse(source), None).len()
    }

    #[test]
    fn a_fact_is_what_the_text_says() {
        let source = |n: &str| {
            format!(
                "# T\n\n- **Peak concurrent players**: 86,400\n\n## Impact\n\n- Players fell from 81,000 to 54,000.\n- At the day's peak {n} people were playing.\n"
            )
        };
        assert_eq!((found(&source("86,400")), found(&source("91,200"))), (0, 1));
    }

    #[test]
    fn swapped_digits_of_a_count_are_found() {
        let source = |n: &str| {
            format!(
                "# T\n\n## Summary\n\nIn all 31,200 parcels missed their connection.\n\n## Impact\n\nOf the {n} parcels most were sent next day.\n"
            )
        };
        assert_eq!((found(&source("31,200")), found(&source("28,100")), found(&source("31,020"))), (0, 0, 1));
    }

    #[test]
    fn days_to_the_report_follow_from_its_date() {
        let source = |days: &str| {
            format!(
                "# T\n\n- **Published**: 2025-12-05\n- **Start**: 2025-11-23 23:40 UTC\n- **Resolved**: 2025-11-25 11:55 UTC\n\n## Lessons\n\nThis text is published {days} days after the end of the incident.\n"
            )
        };
        assert_eq!((found(&source("10")), found(&source("14"))), (0, 1));
    }
}
