//! One number told twice with its digits in another order: `412 storefronts could not take payment` and `421 storefronts were
//! affected`, `62,400 webhooks were dropped` over `Webhooks Dropped | 64,200`.

use crate::{
    document::{Document, LineIndex, SectionKind, Span},
    numbers::{
        Contradiction, ContradictionKind, Place,
        event::words,
        interval::stated::place,
        reading::{bound::Bound, quantity, sentence},
    },
};

/// A count and the words around it.
struct Told {
    digits: String,
    value: f64,
    unit: String,
    stems: Vec<String>,
    place: Place,
    span: Span,
    is_label: bool,
}

/// Counts up to which each is held against each.
const MOST: usize = 500;

/// Checks all counts of the text, the facts and the rows of tables.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let all = counts(document);
    for own in &all {
        if all.iter().filter(|other| other.digits == own.digits).count() > 1 {
            continue;
        }
        let twins: Vec<&Told> = all
            .iter()
            .filter(|other| other.span.end <= own.span.start || own.span.end <= other.span.start)
            .filter(|other| is_transposed(&own.digits, &other.digits) && is_same(own, other))
            .collect();
        let [twin] = twins.as_slice() else { continue };
        // Of two that stand once each, the later one repeats the other.
        if own.span.start < twin.span.start && all.iter().filter(|other| other.digits == twin.digits).count() == 1 {
            continue;
        }
        // Both may be right where their sum or difference, or a change from one to the other, is told.
        let is_change = all.iter().any(|other| (other.value - (own.value - twin.value).abs()).abs() < 0.5);
        // Two cells of one column are counts of two things.
        let is_cell = |told: &Told| sentence::is_in_table(document.source(), told.span);
        let are_cells = is_cell(own) && is_cell(twin);
        if is_change || own.place.line == twin.place.line || are_cells {
            continue;
        }
        let message = format!("`{}` is stated, but elsewhere it is `{}`", own.place.text, twin.place.text);
        let (stated, derived) = (own.place.clone(), twin.place.clone());
        out.push(Contradiction { kind: ContradictionKind::Count, stated, derived, message });
    }
}

/// Whether two numbers have the same digits, and two of them are swapped.
fn is_transposed(a: &str, b: &str) -> bool {
    let differing: Vec<(u8, u8)> = a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).collect();
    let [first, second] = differing.as_slice() else { return false };
    a.len() == b.len() && a.len() >= 2 && first.0 == second.1 && first.1 == second.0
}

/// Whether two counts are of the same things.
fn is_same(a: &Told, b: &Told) -> bool {
    let digits = a.digits.trim_end_matches('0').len().max(b.digits.trim_end_matches('0').len());
    let shared = a.stems.iter().filter(|stem| b.stems.contains(stem)).count();
    let is_unit = !a.unit.is_empty() && a.unit == b.unit;
    let is_counter = !a.unit.is_ascii();
    match digits {
        0..=1 => false,
        // Two digits are soon the same by chance.
        2 if a.value < 100.0 => is_unit && is_counter && shared >= 1 && (a.is_label || b.is_label),
        2 => shared >= 2,
        3 => (is_unit && shared >= 1) || shared >= 2,
        _ => shared >= 1,
    }
}

fn counts(document: &Document) -> Vec<Told> {
    let source = document.source();
    let lines = LineIndex::new(source);
    let mut out: Vec<Told> = Vec::new();
    let is_row =
        |span: Span| document.timeline.iter().find(|row| row.span.start < span.end && span.start < row.span.end);
    for passage in &document.passages {
        let words = passage.text.text.as_str();
        let is_planned =
            matches!(passage.section, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
        if is_planned || is_row(passage.text.span).is_some() {
            continue;
        }
        let is_cell = words.len() <= 16 && words.starts_with(|c: char| c.is_ascii_digit() || c == '約');
        for part in sentence::split(words) {
            for count in quantity::all(part) {
                // Another clause may tell what would have been.
                if sentence::is_of_other_case(clause(part, count.start, count.end)) {
                    continue;
                }
                if out.len() >= MOST {
                    return out;
                }
                // The label of a cell stands in its line.
                let around = if is_cell {
                    line_of(source, passage.text.span.start)
                } else {
                    clause(part, count.start, count.end)
                };
                let bound = Bound::of(part.get(..count.start).unwrap_or_default(), "");
                if bound == Bound::AtLeast || bound == Bound::AtMost || count.text.contains('.') {
                    continue;
                }
                let digits = digits(count.text);
                let at = place(document, passage, count.text, &lines);
                let span = at.span;
                let stems = words::all(around).into_iter().map(|word| word.stem).collect();
                let is_label = is_cell || around.len() < 60;
                out.push(Told { digits, value: count.value, unit: count.unit, stems, place: at, span, is_label });
            }
        }
    }
    for fact in document.facts.iter().filter(|fact| !fact.label.is_empty()).take(60) {
        let text = fact.value.text.as_str();
        for count in quantity::all(text).into_iter().take(4) {
            let at = Place { line: fact.line, span: fact.value.span, text: count.text.to_owned() };
            let around = format!("{} {text}", fact.label);
            let stems = words::all(&around).into_iter().map(|word| word.stem).collect();
            if !out.iter().any(|told| fact.value.span.contains(told.span) && told.digits == digits(count.text)) {
                out.push(Told {
                    digits: digits(count.text),
                    value: count.value,
                    unit: count.unit,
                    stems,
                    place: at,
                    span: fact.value.span,
                    is_label: true,
                });
            }
        }
    }
    for row in document.timeline.iter().take(200) {
        for count in quantity::all(&row.event.text).into_iter().take(4) {
            let around = clause(&row.event.text, count.start, count.end);
            let stems = words::all(around).into_iter().map(|word| word.stem).collect();
            let at = Place { line: row.line, span: row.span, text: count.text.to_owned() };
            out.push(Told {
                digits: digits(count.text),
                value: count.value,
                unit: count.unit,
                stems,
                place: at,
                span: row.span,
                is_label: false,
            });
        }
    }
    out
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The clause around a place.
fn clause(text: &str, start: usize, end: usize) -> &str {
    let marks = ["; ", "。", ", and ", ", of which "];
    let from =
        marks.iter().filter_map(|mark| text.get(..start)?.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0);
    let to = marks.iter().filter_map(|mark| text.get(end..)?.find(mark).map(|at| end + at)).min().unwrap_or(text.len());
    text.get(from..to).unwrap_or(text)
}

fn line_of(source: &str, at: usize) -> &str {
    let from = source.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |n| n + 1);
    let to = source.get(at..).and_then(|tail| tail.find('\n')).map_or(source.len(), |n| at + n);
    source.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_number_has_its_digits_in_one_order() {
        let found = |first: &str, second: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Summary\n\n{first}\n\n## Impact\n\n{second}\n")), None)
                .len()
        };
        for (first, second, wrong) in [
            ("412 storefronts could not take card payments.", "For all of it 421 storefronts were affected.", 1),
            ("412 storefronts could not take card payments.", "For all of it 412 storefronts were affected.", 0),
            ("412 storefronts could not take card payments.", "The help desk took 421 calls.", 0),
            ("640 running jobs were lost.", "With 460 lost jobs the loss is large.", 1),
            ("640 running jobs were lost.", "460 jobs were lost, and checkpoints would have saved most.", 1),
            ("640 running jobs were lost.", "Without the stop 460 jobs would have been lost.", 0),
            ("失敗した決済は 7,512 件です。", "- 失敗した決済: 5,712 件", 1),
            ("失敗した決済は 7,512 件です。", "- 問い合わせ: 7,215 件", 0),
            ("62,400 webhooks were dropped.", "| Metric | Value |\n|-|-|\n| Webhooks Dropped | 64,200 |", 1),
        ] {
            assert_eq!(found(first, second), wrong, "{first} {second}");
        }
    }
}
