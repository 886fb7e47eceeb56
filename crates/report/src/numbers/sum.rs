//! Totals of tables: the row that says `Total` against the rows above it.

use super::{Contradiction, ContradictionKind, Place, shown};
use crate::{
    document::{Document, LineIndex, Span},
    import::{
        block::{self, Block, BlockKind},
        duration, inline, table,
    },
};

const TOTALS: [&str; 9] = ["total", "sum", "overall", "all", "in total", "合計", "計", "総計", "全体"];

/// A value of a cell: a duration in seconds, or a count.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Seconds(f64),
    Count(f64),
}

/// Checks the totals of all tables.
pub(super) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    // Most documents have none, and their blocks need not be read again.
    if !source.lines().any(|line| line.contains('|') && TOTALS.iter().any(|t| line.to_lowercase().contains(t))) {
        return;
    }
    let lines = LineIndex::new(source);
    let start = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    for table in block::blocks(source, start, &lines).iter().filter(|b| b.kind == BlockKind::Table) {
        table_total(source, table, &lines, out);
    }
}

fn table_total(source: &str, table: &Block, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let rows: Vec<Vec<Span>> = table.children.iter().skip(1).map(|row| table::cells(source, row.span)).collect();
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
