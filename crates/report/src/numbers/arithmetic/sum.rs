//! Totals of tables: the row that says `Total` against the rows above it, and a number of the text that the sum of a column
//! should be (`4,310 customers were charged twice` over a column `Customers charged twice`).

use crate::numbers::{
    Contradiction, ContradictionKind, Place, arithmetic::ratio, count::listed, interval::stated, shown,
};
use crate::{
    document::{Document, LineIndex, SectionKind, Span},
    import::{
        block::{self, Block, BlockKind},
        inline, table,
        time::duration,
    },
};

pub(in crate::numbers) const TOTALS: [&str; 9] =
    ["total", "sum", "overall", "all", "in total", "合計", "計", "総計", "全体"];

/// A value of a cell: a duration in seconds, or a count.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Seconds(f64),
    Count(f64),
}

/// Checks the totals of all tables.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    // Most documents have neither, and their blocks need not be read again.
    let has_total =
        || source.lines().any(|line| line.contains('|') && TOTALS.iter().any(|t| line.to_lowercase().contains(t)));
    let claims = claims(document);
    let counted = listed::claims(document);
    if !source.contains('|') || (claims.is_empty() && counted.is_empty() && !has_total()) {
        return;
    }
    let lines = LineIndex::new(source);
    let start = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    let first_rows =
        document.timeline.iter().map(|row| row.span).chain(document.actions.iter().map(|action| action.span));
    let taken: Vec<Span> = first_rows.collect();
    for table in block::blocks(source, start, &lines).iter().filter(|b| b.kind == BlockKind::Table) {
        table_total(source, table, &lines, out);
        let is_other = taken.iter().any(|span| span.start >= table.span.start && span.end <= table.span.end);
        if !claims.is_empty() && !is_other {
            claimed(document, table, &claims, &lines, out);
        }
        if !counted.is_empty() && !is_other {
            listed::check(document, table, &counted, &lines, out);
        }
    }
}

/// A sentence with a number of things.
struct Claim<'d> {
    passage: &'d crate::document::Passage,
    sentence: &'d str,
    number: f64,
    text: &'d str,
}

/// The counts of the sentences that tell the incident as a whole.
fn claims(document: &Document) -> Vec<Claim<'_>> {
    let is_whole = |kind| matches!(kind, SectionKind::Title | SectionKind::Summary | SectionKind::Impact);
    let mut out = Vec::new();
    for passage in document.passages.iter().filter(|p| is_whole(p.section)).take(60) {
        for sentence in passage.text.text.split_inclusive(['。', '\n']).flat_map(|s| s.split(". ")) {
            for text in sentence.split(|c: char| !(c.is_ascii_digit() || c == ',')).map(|t| t.trim_matches(',')) {
                if let Some(number) = ratio::number(text).filter(|n| *n >= 10.0) {
                    out.push(Claim { passage, sentence, number, text });
                }
            }
        }
    }
    out
}

/// The sum of a column against the sentence that uses the words of its header.
fn claimed(document: &Document, table: &Block, claims: &[Claim<'_>], lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let rows: Vec<Vec<Span>> = table.children.iter().map(|row| table::row_cells(source, row)).collect();
    let Some((header, rows)) = rows.split_first().filter(|(_, rows)| rows.len() >= 2) else { return };
    let label =
        |row: &[Span]| row.first().map(|cell| inline::plain(cell.of(source)).to_lowercase()).unwrap_or_default();
    let parts: Vec<&Vec<Span>> = rows.iter().filter(|row| !TOTALS.contains(&label(row).as_str())).collect();
    for (column, head) in header.iter().enumerate().skip(1) {
        let cells: Vec<Span> = parts.iter().filter_map(|row| row.get(column).copied()).collect();
        let values: Option<Vec<f64>> = cells
            .iter()
            .map(|cell| match value(cell.of(source)) {
                Some(Value::Count(n)) => Some(n),
                _ => None,
            })
            .collect();
        let Some(values) = values.filter(|values| values.len() == parts.len() && values.len() >= 2) else { continue };
        let sum: f64 = values.iter().sum();
        let head = inline::plain(head.of(source));
        let said = |claim: &&Claim<'_>| {
            claim.passage.text.span.end < table.span.start
                && crate::numbers::event::role::is_named(&head, claim.sentence)
                && !values.contains(&claim.number)
        };
        let told: Vec<&Claim<'_>> = claims.iter().filter(said).collect();
        // A number far from the sum counts something else, and one below it may leave some out.
        let is_near = |claim: &&&Claim<'_>| claim.number > sum * 0.5 && claim.number < sum * 2.0;
        let Some(first) = told.iter().find(is_near).filter(|_| !told.iter().any(|c| (c.number - sum).abs() < 0.5))
        else {
            continue;
        };
        let Some(bound) = first
            .sentence
            .find(first.text)
            .and_then(|at| first.sentence.get(..at))
            .map(|b| crate::numbers::reading::bound::Bound::of(b, ""))
        else {
            continue;
        };
        if bound.holds(first.number, sum, 0.5) {
            continue;
        }
        let (Some(start), Some(end)) = (cells.first(), cells.last()) else { continue };
        let span = Span::new(start.start, end.end);
        out.push(Contradiction {
            kind: ContradictionKind::Count,
            stated: stated::place(document, first.passage, first.text, lines),
            derived: Place { line: lines.line(span.start), span, text: format!("{sum}") },
            message: format!("`{}` is stated, but the column `{head}` adds up to {sum}", first.text),
        });
    }
}

fn table_total(source: &str, table: &Block, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let rows: Vec<Vec<Span>> = table.children.iter().skip(1).map(|row| table::row_cells(source, row)).collect();
    let Some((total, above)) = rows.split_last() else { return };
    let label = total.first().map(|cell| inline::plain(cell.of(source)).to_lowercase()).unwrap_or_default();
    if above.len() < 2 || !TOTALS.contains(&label.as_str()) {
        return;
    }
    for (column, cell) in total.iter().enumerate().skip(1) {
        let parts: Option<Vec<Value>> = above.iter().map(|row| value(row.get(column)?.of(source))).collect();
        let Some((parts, stated)) = parts.zip(value(cell.of(source))) else { continue };
        let kinds: Option<Vec<f64>> = parts
            .iter()
            .map(|part| match (part, stated) {
                (Value::Seconds(s), Value::Seconds(_)) | (Value::Count(s), Value::Count(_)) => Some(*s),
                _ => None,
            })
            .collect();
        let Some(parts) = kinds else { continue };
        let sum: f64 = parts.iter().sum();
        let (is_same, said, kind) = match stated {
            // Each part may be rounded to a minute.
            Value::Seconds(s) => {
                ((s - sum).abs() <= 60.0 * parts.len() as f64, shown(sum), ContradictionKind::Duration)
            }
            Value::Count(n) => ((n - sum).abs() < 0.5, format!("{sum}"), ContradictionKind::Count),
        };
        // A total of users is no sum where one user meets several rows: it is smaller than the sum, never larger.
        let is_overlap = matches!(stated, Value::Count(n) if n < sum);
        if is_same || is_overlap {
            continue;
        }
        let place = |span: Span| Place { line: lines.line(span.start), span, text: span.of(source).to_owned() };
        let first = above.first().and_then(|row| row.get(column)).copied().unwrap_or(*cell);
        let last = above.last().and_then(|row| row.get(column)).copied().unwrap_or(*cell);
        let derived = Place { text: said.clone(), ..place(Span::new(first.start, last.end)) };
        let message = format!("`{}` is stated as total, but the rows above give {said}", cell.of(source));
        out.push(Contradiction { kind, stated: place(*cell), derived, message });
    }
}

fn value(cell: &str) -> Option<Value> {
    let words = inline::plain(cell);
    if let Some(found) = duration::at_start(&words).filter(|found| words.get(found.end..).is_some_and(str::is_empty)) {
        return Some(Value::Seconds(found.seconds));
    }
    let number = words.replace(',', "");
    let is_count = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    is_count.then(|| number.parse().ok().map(Value::Count)).flatten()
}
