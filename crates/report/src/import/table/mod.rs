//! Rows of a table: cells with their bytes, none lost where a row is ragged.

pub(crate) mod column;
pub(super) mod column_content;
pub(super) mod form;
pub(super) mod html;

use crate::document::Span;
use crate::import::block::Block;

/// Cells of a row: those its block knows, else those of its line.
pub(crate) fn row_cells(source: &str, row: &Block) -> Vec<Span> {
    if row.children.is_empty() { cells(source, row.span) } else { row.children.iter().map(|cell| cell.span).collect() }
}

/// The rows below the header of a table; all of them where the first is a pair like the others, which Markdown makes a
/// header of: `| Time in SEV-1 | 31 min |`.
pub(crate) fn body<'b>(source: &str, table: &'b Block) -> &'b [Block] {
    let Some((first, rest)) = table.children.split_first() else { return &[] };
    let has_value = |row: &Block| {
        let cells = row_cells(source, row);
        let [_, value] = cells.as_slice() else { return false };
        let words = value.of(source).trim_start_matches(['*', '_', '~', '<', '>', '≈', '約', '$', '€', '£', '¥', ' ']);
        let is_year = words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit());
        words.starts_with(|c: char| crate::import::time::duration::digit(c).is_some()) && !is_year
    };
    let is_pairs = has_value(first) && rest.iter().filter(|row| has_value(row)).count() * 2 > rest.len();
    if is_pairs { &table.children } else { rest }
}

/// Cells of one line, trimmed, with their places. `\|` does not end a cell.
pub(crate) fn cells(source: &str, line: Span) -> Vec<Span> {
    let text = line.of(source);
    let lead = text.len() - text.trim_start().len();
    let body = text.trim();
    let body_start = line.start + lead;
    let mut bounds = Vec::new();
    let mut from = 0;
    let mut escaped = false;
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            b'\\' => escaped = !escaped,
            b'|' if !escaped => {
                bounds.push((from, at));
                from = at + 1;
            }
            _ => escaped = false,
        }
    }
    bounds.push((from, body.len()));
    if body.starts_with('|') {
        bounds.remove(0);
    }
    // The pipe at the end closes the last cell.
    if bounds.len() > 1 && body.ends_with('|') && bounds.last().is_some_and(|(from, to)| from == to) {
        bounds.pop();
    }
    bounds
        .into_iter()
        .map(|(from, to)| {
            let cell = body.get(from..to).unwrap_or_default();
            let start = body_start + from + (cell.len() - cell.trim_start().len());
            Span::new(start, start + cell.trim().len())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_split_at_pipes_that_are_not_escaped() {
        for (line, expected) in [
            ("| a | b |", vec!["a", "b"]),
            ("| a | b", vec!["a", "b"]),
            ("a | b |", vec!["a", "b"]),
            ("| a \\| b | |", vec!["a \\| b", ""]),
            ("|", vec![""]),
            ("| 時刻 |事象|", vec!["時刻", "事象"]),
            ("  | x |", vec!["x"]),
        ] {
            let found: Vec<_> = cells(line, Span::new(0, line.len())).iter().map(|s| s.of(line)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
