//! The blocks of a Markdown text and their lines, from comrak.
//!
//! Only block structure is taken from the tree: where a heading, list item, table, paragraph, code or HTML block begins
//! and ends. Words are read from the source itself, so that every byte keeps its place. Long texts are given to the
//! parser in pieces cut before a heading at the left margin, which bounds the memory of the tree.

use comrak::{
    Arena, Options,
    nodes::{AstNode, NodeValue},
    options::{Extension, Parse},
    parse_document,
};

use crate::document::{LineIndex, Span, lines_of};

/// A block: kind, place, and blocks inside.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// Whole lines without the last line end, the first cut at the block's own column.
    pub(crate) span: Span,
    pub(crate) line: usize,
    pub(crate) children: Vec<Block>,
}

/// Kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Heading {
        level: u8,
        setext: bool,
    },
    Paragraph,
    List,
    /// Bullet or number; a task has its check mark.
    Item {
        number: Option<usize>,
        task: Option<bool>,
    },
    /// Rows are its children; the first is the header.
    Table,
    Row,
    Code {
        closed: bool,
    },
    Html,
    Quote,
    Rule,
    Footnote,
}

/// Pieces given to the parser at once, in bytes; the last may be longer where no heading cuts it.
const PIECE_BYTES: usize = 1 << 20;
/// Bytes of a document that are read into parts. Each part takes a few dozen times its words in memory, and no person writes
/// so much; what stands behind is kept as it stands, and the reader is told from which line on.
pub(crate) const MOST_BYTES: usize = 8 << 20;
/// Blocks nested deeper are part of the block around them.
const MAX_DEPTH: usize = 24;

/// The blocks of `source` from `start` on, up to [`read_end`].
pub(crate) fn blocks(source: &str, start: usize, lines: &LineIndex) -> Vec<Block> {
    let mut out = Vec::new();
    for piece in pieces(source, start, read_end(source, start)) {
        parse_piece(source, piece, lines, &mut out);
    }
    crate::import::foreign::read(source, lines, crate::import::marks::split(source, lines, out))
}

/// Where reading ends: after [`MOST_BYTES`], at the end of a line where there is one.
pub(crate) fn read_end(source: &str, start: usize) -> usize {
    let limit = start + MOST_BYTES;
    if source.len() <= limit {
        return source.len();
    }
    let end = (start..=limit).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(start);
    let head = source.get(start..end).unwrap_or_default();
    head.rfind('\n').map_or(end, |at| start + at + 1)
}

fn parse_piece(source: &str, piece: Span, lines: &LineIndex, out: &mut Vec<Block>) {
    let options = Options {
        extension: Extension {
            table: true,
            tasklist: true,
            strikethrough: true,
            footnotes: true,
            ..Extension::default()
        },
        parse: Parse { leave_footnote_definitions: true, relaxed_tasklist_matching: true, ..Parse::default() },
        ..Options::default()
    };
    let arena = Arena::new();
    let root = parse_document(&arena, piece.of(source), &options);
    let reader = Reader { source, lines, first_line: lines.line(piece.start), end: piece.end };
    out.extend(root.children().filter_map(|node| reader.block(node, 0)));
}

/// Cuts a long text before headings at the left margin, outside fences and HTML comments.
fn pieces(source: &str, start: usize, end: usize) -> Vec<Span> {
    let mut cuts = vec![start];
    if end - start > PIECE_BYTES {
        let (mut fence, mut in_comment, mut last) = (None::<(char, usize)>, false, start);
        for (span, line) in lines_of(source, Span::new(start, end)) {
            let body = line.trim_start();
            let mark = body.chars().next().filter(|c| matches!(c, '`' | '~'));
            let run = mark.map_or(0, |m| body.chars().take_while(|c| *c == m).count());
            match (fence, mark) {
                (None, Some(m)) if run >= 3 => fence = Some((m, run)),
                (Some((m, n)), Some(c)) if c == m && run >= n && body.trim().chars().all(|x| x == m) => fence = None,
                _ => {}
            }
            if fence.is_none() {
                in_comment = match (line.rfind("<!--"), line.rfind("-->")) {
                    (Some(open), Some(close)) => open > close,
                    (Some(_), None) => true,
                    (None, Some(_)) => false,
                    (None, None) => in_comment,
                };
            }
            if fence.is_none() && !in_comment && line.starts_with('#') && span.start - last > PIECE_BYTES {
                cuts.push(span.start);
                last = span.start;
            }
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([end]);
    cuts.iter().copied().zip(ends).map(|(from, to)| Span::new(from, to)).collect()
}

struct Reader<'s> {
    source: &'s str,
    lines: &'s LineIndex,
    first_line: usize,
    end: usize,
}

impl Reader<'_> {
    fn block<'a>(&self, node: &'a AstNode<'a>, depth: usize) -> Option<Block> {
        let (kind, position) = {
            let data = node.data();
            let kind = match &data.value {
                NodeValue::Heading(h) => BlockKind::Heading { level: h.level, setext: h.setext },
                NodeValue::Paragraph => BlockKind::Paragraph,
                NodeValue::List(_) => BlockKind::List,
                NodeValue::Item(_) => BlockKind::Item { number: None, task: None },
                NodeValue::TaskItem(task) => BlockKind::Item {
                    number: None,
                    task: Some(task.symbol.is_some_and(|c| matches!(c, 'x' | 'X' | '*' | '✓' | '✔' | '☑'))),
                },
                NodeValue::Table(_) => BlockKind::Table,
                NodeValue::TableRow(_) => BlockKind::Row,
                NodeValue::CodeBlock(code) => BlockKind::Code { closed: !code.fenced || code.closed },
                NodeValue::HtmlBlock(_) => BlockKind::Html,
                NodeValue::BlockQuote => BlockKind::Quote,
                NodeValue::ThematicBreak => BlockKind::Rule,
                NodeValue::FootnoteDefinition(_) => BlockKind::Footnote,
                _ => return None,
            };
            (kind, data.sourcepos)
        };
        let (first, last) = (self.first_line + position.start.line - 1, self.first_line + position.end.line - 1);
        let line = self.lines.lines(first, first);
        let mut start = line.start + position.start.column.saturating_sub(1);
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        let start = start.min(line.end);
        let end = self.lines.lines(last, last).end.min(self.end);
        let span = Span::new(start, start + Span::new(start, end).of(self.source).trim_end().len());
        let kind = match kind {
            BlockKind::Item { task, .. } => BlockKind::Item { number: number_of(span.of(self.source)), task },
            other => other,
        };
        let children = if depth < MAX_DEPTH && !matches!(kind, BlockKind::Row) {
            node.children().filter_map(|child| self.block(child, depth + 1)).collect()
        } else {
            Vec::new()
        };
        Some(Block { kind, span, line: first, children })
    }
}

/// The number in front of an item.
fn number_of(item: &str) -> Option<usize> {
    let digits = item.trim_start().split_once(['.', ')'])?.0;
    digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<(String, usize)> {
        blocks(source, 0, &LineIndex::new(source)).iter().map(|b| (b.span.of(source).to_owned(), b.line)).collect()
    }

    #[test]
    fn blocks_know_their_lines_whatever_the_line_ends() {
        for newline in ["\n", "\r\n", "\r"] {
            let source = ["# T", "", "para", "", "- a", "  - b", "", "| x |", "| - |", "| 1 |"].join(newline);
            let found = kinds(&source);
            assert_eq!(found.iter().map(|f| f.1).collect::<Vec<_>>(), [1, 3, 5, 8], "{newline:?}");
            assert_eq!(found[0].0, "# T");
        }
    }

    #[test]
    fn a_long_text_is_cut_before_headings_and_not_inside_fences() {
        let mut source = String::from("```\n# no heading\n");
        source.push_str(&"word ".repeat(300_000));
        source.push_str("\n# no heading either\n```\n# heading\ntext\n");
        assert_eq!(pieces(&source, 0, source.len()).len(), 2);
        let found = kinds(&source);
        assert_eq!(found.last().unwrap(), &("text".to_owned(), 7));
    }

    #[test]
    fn deep_nesting_ends_somewhere() {
        let source = format!("{}x", "> ".repeat(20_000));
        assert_eq!(kinds(&source).len(), 1);
    }
}
