//! Labelled values wherever they stand: head facts, cells beside a label, bullets `Label: value`, lines with leaders of dots.

use crate::document::{Document, LineIndex, Span};

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::numbers) struct Entry {
    pub(in crate::numbers) label: String,
    pub(in crate::numbers) value: String,
    /// Bytes of the value.
    pub(in crate::numbers) span: Span,
    pub(in crate::numbers) line: usize,
    /// Whether the label says to be a part of the entry above: `– of resellers`, `うち法人`.
    pub(in crate::numbers) is_part: bool,
}

/// Lines looked at, and the longest label and value in signs.
const MOST_LINES: usize = 3_000;
const LONGEST_LABEL: usize = 60;
const LONGEST_VALUE: usize = 90;

/// Entries that stand in lines below each other.
pub(in crate::numbers) fn groups(document: &Document) -> Vec<Vec<Entry>> {
    let source = document.source();
    let lines = LineIndex::new(source);
    let mut taken: Vec<usize> = document.timeline.iter().map(|row| row.line).collect();
    taken.extend(document.actions.iter().map(|action| action.line));
    taken.sort_unstable();
    let (mut out, mut own, mut at) = (Vec::new(), Vec::new(), 0);
    for line in source.split_inclusive('\n').take(MOST_LINES) {
        let start = at;
        at += line.len();
        let number = lines.line(start);
        let is_rule =
            !line.trim().is_empty() && line.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='));
        if is_rule {
            continue;
        }
        match entry(line, start, number).filter(|_| taken.binary_search(&number).is_err()) {
            Some(entry) => own.push(entry),
            None => out.push(std::mem::take(&mut own)),
        }
    }
    out.push(own);
    out.retain(|group: &Vec<Entry>| group.len() >= 2);
    out
}

/// `| Label | value |`, `- Label: value`, `Label . . . . value`.
fn entry(line: &str, start: usize, number: usize) -> Option<Entry> {
    let trimmed = line.trim();
    let (label, value) = if let Some(cells) = trimmed.strip_prefix('|') {
        let mut cells = cells.trim_end_matches('|').split('|').map(str::trim);
        let (label, value) = (cells.next()?, cells.next()?);
        (label, value)
    } else {
        let bare = trimmed.trim_start_matches(['-', '*', '+', '・', '•', ' ', '>']);
        let marks = [": ", ":** ", "：", " … ", "　", " — ", " = ", "＝"];
        let by_mark = marks.iter().filter_map(|mark| bare.split_once(mark)).min_by_key(|(label, _)| label.len());
        let by_dots = bare.split_once(" . .").map(|(label, rest)| (label, rest.trim_start_matches([' ', '.'])));
        by_dots.or(by_mark)?
    };
    let is_part = ["– ", "— ", "- ", "└", "↳", "of which", "うち", "　"].iter().any(|mark| label.starts_with(mark));
    let label = label.trim_matches(['*', '_', '`', ' ', '–', '—', '└', '↳', '-', '　']).to_owned();
    let value = value.trim_matches(['*', '_', '`', ' ', '　']);
    let is_sound = !label.is_empty()
        && !value.is_empty()
        && label.chars().count() <= LONGEST_LABEL
        && value.chars().count() <= LONGEST_VALUE;
    let from = start + line.rfind(value)?;
    is_sound.then(|| Entry {
        label,
        value: value.to_owned(),
        span: Span::new(from, from + value.len()),
        line: number,
        is_part,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_in_their_shapes() {
        let read = |line: &str| entry(line, 0, 1).map(|e| (e.label, e.value, e.is_part));
        let own = |label: &str, value: &str, part| Some((label.to_owned(), value.to_owned(), part));
        assert_eq!(read("| **Budget** | 43 minutes |"), own("Budget", "43 minutes", false));
        assert_eq!(read("| – of resellers | 399 |"), own("of resellers", "399", true));
        assert_eq!(read("- **Share lost**: 18 %"), own("Share lost", "18 %", false));
        assert_eq!(read("Lasted . . . . . 1 h 45 min"), own("Lasted", "1 h 45 min", false));
        assert_eq!(read("- 失敗率：3.2%"), own("失敗率", "3.2%", false));
        assert_eq!(read("Plain prose without any mark."), None);
    }
}
