//! Looks whether a document ends in the middle of its last line, as one does that was cut off on its way.

use backstory_model::Phrase;

use crate::document::{Remark, RemarkKind, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
};

/// Adds a remark where nothing closes what the last line opens. A document with a line end behind it was written to its end.
pub(crate) fn read(context: &Context<'_>, blocks: &[Block], remarks: &mut Vec<Remark>) {
    let source = context.source;
    if source.is_empty() || source.ends_with(['\n', '\r']) {
        return;
    }
    let mut block = blocks.last();
    // The innermost block at the end.
    while let Some(inner) = block.and_then(|block| block.children.last()).filter(|inner| inner.span.end == source.len())
    {
        block = Some(inner);
    }
    let Some(block) = block.filter(|block| block.span.end == source.len()) else { return };
    if matches!(block.kind, BlockKind::Code { .. } | BlockKind::Html) {
        return;
    }
    let Some((span, line)) = lines_of(source, block.span).last() else { return };
    // Rows need no bar at their end; where all others have one, the last has lost it.
    let table = blocks.last().map_or(block.span, |block| block.span);
    let others = || lines_of(source, table).map(|(_, line)| line.trim()).take_while(|row| *row != line.trim());
    let is_row_open = line.trim_start().starts_with('|')
        && !line.trim_end().ends_with('|')
        && others().next().is_some()
        && others().all(|row| row.ends_with('|'));
    let opened = if is_row_open { Some("|") } else { open_mark(line) };
    if let Some(mark) = opened {
        let message =
            format!("the document ends in this line, and nothing closes `{mark}`; see whether the rest was lost");
        let phrase = Phrase::new("remark-cut-off").code("mark", mark);
        remarks.push(context.remark(RemarkKind::Unclosed, span, message, phrase));
    }
}

/// A mark that the end of a line leaves open.
fn open_mark(line: &str) -> Option<&'static str> {
    let is_odd = |mark: &str| !line.matches(mark).count().is_multiple_of(2);
    let after = |mark: &str| line.rsplit_once(mark).map(|(_, rest)| rest);
    if after("[^").is_some_and(|rest| !rest.contains(']')) {
        return Some("[^");
    }
    if after("](").is_some_and(|rest| !rest.contains(')')) {
        return Some("](");
    }
    if is_odd("`") {
        return Some("`");
    }
    if is_odd("**") {
        return Some("**");
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, RemarkKind};

    #[test]
    fn a_document_that_ends_in_the_middle_is_named_with_its_line() {
        let table = "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        for (source, expected) in [
            ("# T\n\nsee [the page](https://exa".to_owned(), Some(3)),
            ("# T\n\nwords[^e1".to_owned(), Some(3)),
            ("# T\n\n- one\n- **two".to_owned(), Some(4)),
            ("# T\n\nrun `make".to_owned(), Some(3)),
            (format!("{table}| 3 | half of"), Some(6)),
            (format!("{table}| 3 | whole |"), None),
            ("# T\n\n| a | b |\n| --- | -".to_owned(), Some(4)),
            ("# T\n\na\n-|-\n1 | 2\n3 | 4".to_owned(), None),
            ("# T\n\nwhole words".to_owned(), None),
            ("# T\n\nsee [the page](https://exa\n".to_owned(), None),
            ("# T\n\n    code `".to_owned(), None),
        ] {
            let document = Document::parse(&source);
            let told = document.remarks.iter().find(|remark| remark.kind == RemarkKind::Unclosed).map(|r| r.line);
            assert_eq!(told, expected, "{source}");
            assert_eq!(document.write(), source);
        }
    }

    #[test]
    fn tables_that_are_none_and_rows_that_do_not_fit_are_named() {
        for (source, expected) in [
            ("# T\n\n| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 1 | 2 |\n", vec![5, 6]),
            ("# T\n\n| Time | Event |\n| 10:00 | down |\n", vec![3]),
            ("# T\n\nwords | more words\nand | more\n", vec![]),
            ("# T\n\n```\n| a | b |\n| c | d |\n```\n", vec![]),
        ] {
            let document = Document::parse(source);
            let told = document.remarks.iter().filter(|remark| remark.kind == RemarkKind::RaggedRow).map(|r| r.line);
            assert_eq!(told.collect::<Vec<_>>(), expected, "{source}");
        }
    }
}
