//! Rows and cells of a table written in HTML.

use crate::document::Span;

/// Rows looked at, at most: a hostile page may open millions.
const MOST_ROWS: usize = 50_000;

/// A row: its bytes, and those inside each of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct HtmlRow {
    pub(in crate::import) span: Span,
    pub(in crate::import) cells: Vec<Span>,
}

/// The rows of all tables in a piece of raw HTML, else its `<dt>` and `<dd>` in pairs; none where it has neither.
pub(in crate::import) fn rows(source: &str, block: Span) -> Vec<HtmlRow> {
    let lower = block.of(source).to_ascii_lowercase();
    if !lower.contains("<tr") {
        return definitions(source, block, &lower);
    }
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = find(&lower, from, "<tr").filter(|_| out.len() < MOST_ROWS) {
        let next = find(&lower, start + 3, "<tr").unwrap_or(lower.len());
        let end = find(lower.get(..next).unwrap_or_default(), start, "</tr").unwrap_or(next);
        let cells = cells(&lower, start, end);
        if !cells.is_empty() {
            let shifted = |span: Span| trimmed(source, Span::new(block.start + span.start, block.start + span.end));
            let span = Span::new(block.start + start, block.start + end);
            out.push(HtmlRow { span, cells: cells.into_iter().map(shifted).collect() });
        }
        from = next;
    }
    out
}

fn definitions(source: &str, block: Span, lower: &str) -> Vec<HtmlRow> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = find(lower, from, "<dt").filter(|_| out.len() < MOST_ROWS) {
        let next = find(lower, start + 3, "<dt").unwrap_or(lower.len());
        let inside = |tag: &str, close: &str| {
            let own = lower.get(..next)?;
            let inside = find(own, find(own, start, tag)?, ">")? + 1;
            let end = find(own, inside, close).unwrap_or(next);
            (inside <= end).then(|| trimmed(source, Span::new(block.start + inside, block.start + end)))
        };
        if let Some((term, words)) = inside("<dt", "</dt").zip(inside("<dd", "</dd")) {
            out.push(HtmlRow { span: Span::new(block.start + start, words.end), cells: vec![term, words] });
        }
        from = next;
    }
    out
}

/// What stands inside the `<li>` of a piece of raw HTML.
pub(in crate::import) fn items(source: &str, block: Span) -> Vec<Span> {
    let lower = block.of(source).to_ascii_lowercase();
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = find(&lower, from, "<li").filter(|_| out.len() < MOST_ROWS) {
        let Some(inside) = find(&lower, start, ">").map(|close| close + 1) else { break };
        let next = find(&lower, inside, "<li").unwrap_or(lower.len());
        let end = find(lower.get(..next).unwrap_or_default(), inside, "</li").unwrap_or(next);
        out.push(trimmed(source, Span::new(block.start + inside, block.start + end)));
        from = end.max(inside);
    }
    out
}

/// What stands inside `<td …>` and `<th …>` between two offsets.
fn cells(lower: &str, start: usize, end: usize) -> Vec<Span> {
    let Some(row) = lower.get(..end) else { return Vec::new() };
    let opens = |from: usize| [find(row, from, "<td"), find(row, from, "<th")].into_iter().flatten().min();
    let mut out = Vec::new();
    let mut at = start;
    while let Some(open) = opens(at) {
        let Some(inside) = find(row, open, ">").map(|close| close + 1) else { break };
        let closes = [find(row, inside, "</td"), find(row, inside, "</th"), opens(inside)];
        let close = closes.into_iter().flatten().min().unwrap_or(end);
        out.push(Span::new(inside, close));
        at = close.max(inside);
    }
    out
}

fn find(text: &str, from: usize, word: &str) -> Option<usize> {
    text.get(from..)?.find(word).map(|at| from + at)
}

fn trimmed(source: &str, span: Span) -> Span {
    let words = span.of(source);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_are_found_closed_or_not() {
        let source = "<table>\n<TR><th>Time</th><th>Event</th></TR>\n<tr><td class='x'> 10:00 <td>deploy</tr>\n<tr></tr></table>";
        let found = rows(source, Span::new(0, source.len()));
        let words: Vec<Vec<&str>> = found.iter().map(|r| r.cells.iter().map(|c| c.of(source)).collect()).collect();
        assert_eq!(words, [["Time", "Event"], ["10:00", "deploy"]]);
        assert_eq!(rows("<p>x</p>", Span::new(0, 8)), []);
    }
}
