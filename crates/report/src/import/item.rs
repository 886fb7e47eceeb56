//! Bullets, paragraphs and table rows of a section as items.

use crate::document::{Item, Span, Text};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    inline, table,
};

/// The items of a section's blocks: list items, paragraphs, table rows without the header.
pub(crate) fn read(context: &Context<'_>, blocks: &[&Block]) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                out.push(item(context, context.text(block.span), block.span, Vec::new()));
            }
            BlockKind::List => out.extend(block.children.iter().map(|b| list_item(context, b))),
            BlockKind::Table => {
                for row in table::body(context.source, block) {
                    out.push(item(context, row_text(context, row), row.span, Vec::new()));
                }
            }
            _ => {}
        }
    }
    out
}

/// A list item: its first paragraph, and what is nested in it.
pub(crate) fn list_item(context: &Context<'_>, block: &Block) -> Item {
    let own = own_span(context, block);
    item(context, context.text(own), block.span, details(context, block))
}

fn item(context: &Context<'_>, text: Text, span: Span, details: Vec<Text>) -> Item {
    let words = span.of(context.source);
    Item { text, span, details, footnotes: inline::footnotes(words), links: inline::links(words) }
}

/// First paragraph of an item, without its check box.
pub(crate) fn own_span(context: &Context<'_>, block: &Block) -> Span {
    let first = block.children.first().filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading { .. }));
    first.map_or(Span::new(block.span.end, block.span.end), |b| without_task(context, b.span))
}

/// Check boxes as they are written, escaped and drawn.
const MARKS: [&str; 21] = [
    "[*]", "⬜", "⏳", "🔲", "🆕", "🔜", "[ ]", "[x]", "[X]", "[]", r"\[ \]", r"\[x\]", r"\[X\]", "(/)", "(x)", "☐",
    "☑", "✅", "❌", "🚧", "📝",
];

/// A paragraph without the check box in front of it.
pub(crate) fn without_task(context: &Context<'_>, span: Span) -> Span {
    let words = span.of(context.source);
    for mark in MARKS {
        if let Some(rest) = words.strip_prefix(mark) {
            return Span::new(span.end - rest.trim_start().len(), span.end);
        }
    }
    span
}

/// Words below the first paragraph: nested items, further paragraphs, in order.
pub(crate) fn details(context: &Context<'_>, block: &Block) -> Vec<Text> {
    let mut out = Vec::new();
    let skip = usize::from(block.children.first().is_some_and(|b| b.kind == BlockKind::Paragraph));
    let mut open: Vec<&Block> = block.children.iter().skip(skip).rev().collect();
    while let Some(block) = open.pop() {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                out.push(context.text(without_task(context, block.span)));
            }
            BlockKind::List | BlockKind::Item { .. } | BlockKind::Quote | BlockKind::Table => {
                open.extend(block.children.iter().rev());
            }
            BlockKind::Row => out.push(row_text(context, block)),
            _ => {}
        }
    }
    out
}

fn row_text(context: &Context<'_>, row: &Block) -> Text {
    let cells: Vec<String> =
        table::row_cells(context.source, row).iter().map(|cell| inline::plain(cell.of(context.source))).collect();
    Text { text: cells.join(" | "), span: row.span, line: context.lines.line(row.span.start) }
}
