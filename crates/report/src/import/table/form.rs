//! Looks at the form of tables: rows with more or fewer cells than their header, and lines that were meant as a table.

use backstory_model::Phrase;

use crate::document::{Remark, RemarkKind, Span, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    notice::capped,
    table,
};

pub(crate) fn read(context: &Context<'_>, blocks: &[Block], remarks: &mut Vec<Remark>) {
    let mut found = Vec::new();
    let mut open: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = open.pop() {
        match block.kind {
            BlockKind::Table if has_delimiter(context, block) => rows(context, block, &mut found),
            BlockKind::Table | BlockKind::Paragraph => found.extend(headless(context, block)),
            _ => open.extend(block.children.iter().rev()),
        }
    }
    capped(found, remarks);
}

/// Whether the second line is `| --- | --- |`; what this reader takes for a table may have none.
fn has_delimiter(context: &Context<'_>, block: &Block) -> bool {
    let is_delimiter = |line: &str| line.contains('-') && line.chars().all(|c| " \t|:-".contains(c));
    lines_of(context.source, block.span).nth(1).is_some_and(|(_, line)| is_delimiter(line))
}

/// Rows that do not fit the header.
fn rows(context: &Context<'_>, block: &Block, found: &mut Vec<Remark>) {
    // Tables in HTML may join cells, so their rows differ rightly.
    let Some((header, rows)) = block.children.split_first().filter(|(header, _)| header.children.is_empty()) else {
        return;
    };
    let heads = table::cells(context.source, header.span).len();
    for row in rows.iter().filter(|row| row.children.is_empty()) {
        let cells = table::cells(context.source, row.span).len();
        let (key, message) = match cells.cmp(&heads) {
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Greater => (
                "remark-ragged-row",
                format!("{cells} cells where the header has {heads}; the rest is kept with the row"),
            ),
            std::cmp::Ordering::Less => (
                "remark-short-row",
                format!("{cells} of the {heads} cells of its header; the missing ones are read as empty"),
            ),
        };
        let phrase = Phrase::new(key).text("cells", cells.to_string()).text("heads", heads.to_string());
        found.push(context.remark(RemarkKind::RaggedRow, row.span, message, phrase));
    }
}

/// The first of several lines between pipes that no delimiter row makes a table.
fn headless(context: &Context<'_>, block: &Block) -> Option<Remark> {
    let is_row = |line: &str| {
        let line = line.trim();
        // Two bars in front are the header of another wiki, whose tables need no delimiter.
        line.starts_with('|') && !line.starts_with("||") && line.ends_with('|') && line.matches('|').count() > 2
    };
    let mut lines = lines_of(context.source, block.span).skip_while(|(_, line)| !is_row(line));
    let first: Span = lines.next()?.0;
    let (_, second) = lines.next()?;
    // A lone line may be anything; below a header stands another row, or what is left of its delimiter.
    if !second.trim_start().starts_with('|') {
        return None;
    }
    let message = "lines between `|` that are no table, for no `| --- |` with as many cells stands below the first; \
                   read line by line";
    Some(context.remark(RemarkKind::RaggedRow, first, message, Phrase::new("remark-no-table")))
}
