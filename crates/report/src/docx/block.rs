//! Headings, paragraphs, lists, tables and code as paragraphs and tables of Word.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, ListType, NodeValue};
use docx_rs::{
    BookmarkEnd, BookmarkStart, Numbering, Paragraph, ParagraphChild, Shading, Table, TableCell, TableLayoutType,
    TableRow, WidthType,
};

use super::inline::{Look, anchored, run};
use super::{look, picture};
use crate::html::Drawing;
use crate::html::body::{names_nothing, section_level, text_of};
use crate::html::markup::words_of;
use crate::locale::Catalogue;

/// Width of the text in twentieths of a point.
const WIDTH: usize = 9_638;
/// Blocks inside blocks are followed this deep; what lies deeper is one paragraph of its words.
const DEEPEST: usize = 16;

/// One block of the file.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph, and whether it is the heading of a section.
    Paragraph { content: Box<Paragraph>, is_section: bool },
    /// A table.
    Table(Box<Table>),
}

/// Numbers what must have a number of its own in the file.
#[derive(Debug, Default)]
pub(super) struct Writer {
    paragraphs: usize,
    bookmarks: usize,
    pub(super) links: usize,
    lists: Vec<Numbering>,
    sections: Vec<(String, String)>,
    /// Level of the headings of sections.
    of_sections: u8,
    /// The first heading.
    pub(super) title: Option<String>,
    /// Number of each footnote by its name, in the order of the document.
    pub(super) notes: BTreeMap<String, usize>,
}

impl Writer {
    pub(super) fn new<'a>(root: &'a AstNode<'a>) -> Self {
        let mut writer = Self { paragraphs: 1, of_sections: section_level(root), ..Self::default() };
        for node in root.descendants() {
            if let NodeValue::FootnoteDefinition(note) = &node.data.borrow().value {
                let number = writer.notes.len() + 1;
                writer.notes.entry(note.name.clone()).or_insert(number);
            }
        }
        writer
    }

    /// The lists of the blocks written so far.
    pub(super) fn numberings(&mut self) -> Vec<Numbering> {
        std::mem::take(&mut self.lists)
    }

    /// Links to the sections.
    pub(super) fn contents(&mut self, title: &str) -> Vec<Block> {
        let sections = std::mem::take(&mut self.sections);
        if sections.is_empty() {
            return Vec::new();
        }
        let heading = vec![run(title, Look { bold: true, ..Look::default() })];
        let mut out = vec![self.paragraph(heading)];
        for (anchor, name) in &sections {
            out.push(self.paragraph(vec![anchored(anchor, vec![run(name, Look::default())])]));
        }
        out.into_iter().map(plain).collect()
    }

    /// The blocks below a node.
    pub(super) fn blocks<'a>(&mut self, node: &'a AstNode<'a>, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        for child in node.children() {
            if depth > DEEPEST {
                out.push(plain(self.paragraph(vec![run(&text_of(child), Look::default())])));
                continue;
            }
            let value = child.data.borrow().value.clone();
            match value {
                NodeValue::FrontMatter(_) => {}
                NodeValue::Heading(heading) => out.push(self.heading(child, heading.level)),
                NodeValue::List(list) => {
                    let first = (list.list_type == ListType::Ordered).then_some(list.start);
                    out.extend(self.list(child, first, depth));
                }
                NodeValue::Table(_) => out.push(Block::Table(Box::new(self.table(child)))),
                NodeValue::CodeBlock(code) => out.extend(self.lines(&code.literal)),
                NodeValue::HtmlBlock(html) => out.extend(self.said(&words_of(&html.literal))),
                NodeValue::ThematicBreak => out.push(plain(self.paragraph(vec![run("———", Look::default())]))),
                NodeValue::FootnoteDefinition(note) => {
                    let number = self.notes.get(&note.name).copied().unwrap_or_default();
                    let mut blocks = self.blocks(child, depth + 1);
                    if let Some(Block::Paragraph { content, .. }) = blocks.first_mut() {
                        content.children.insert(0, run(&format!("[{number}] "), Look::default()));
                        self.mark(content, format!("evidence_{number}"));
                    }
                    out.extend(blocks);
                }
                NodeValue::Paragraph => {
                    let mut words = Vec::new();
                    self.inline(child, Look::default(), 0, &mut words);
                    out.push(plain(self.paragraph(words)));
                }
                NodeValue::Alert(alert) => {
                    let title = alert.title.clone().unwrap_or_else(|| alert.alert_type.default_title().to_string());
                    let words = vec![run(&title, Look { bold: true, ..Look::default() })];
                    out.push(indented(plain(self.paragraph(words).keep_next(true))));
                    out.extend(self.blocks(child, depth + 1).into_iter().map(indented));
                }
                NodeValue::BlockQuote => out.extend(self.blocks(child, depth + 1).into_iter().map(indented)),
                _ => out.extend(self.blocks(child, depth + 1)),
            }
        }
        out
    }

    /// Sections of pictures, each with its caption; `labels` gets the words of each picture, in order.
    pub(super) fn drawings(&mut self, drawings: &[Drawing], words: &Catalogue, labels: &mut Vec<String>) -> Vec<Block> {
        let mut out = Vec::new();
        for drawing in drawings {
            let title = vec![run(&words.text(drawing.title), Look::default())];
            out.push(plain(self.paragraph(title).style("Heading2").keep_next(true)));
            if !drawing.legend.is_empty() {
                out.push(plain(self.paragraph(vec![run(&drawing.legend, Look::default())]).keep_next(true)));
            }
            for figure in &drawing.figures {
                let empty = self.paragraph(Vec::new());
                let Some(picture) = picture::paragraph(figure, labels.len() + 1, empty) else { continue };
                if !figure.caption.is_empty() {
                    let caption = vec![run(&figure.caption, Look { bold: true, ..Look::default() })];
                    out.push(plain(self.paragraph(caption).keep_next(true)));
                }
                labels.push(figure.label.clone());
                out.push(plain(picture));
            }
        }
        out
    }

    fn paragraph(&mut self, children: Vec<ParagraphChild>) -> Paragraph {
        self.paragraphs += 1;
        let mut paragraph = Paragraph::new().id(format!("{:08X}", self.paragraphs));
        paragraph.children = children;
        paragraph
    }

    fn mark(&mut self, paragraph: &mut Paragraph, name: String) {
        self.bookmarks += 1;
        paragraph.children.insert(0, ParagraphChild::BookmarkStart(BookmarkStart::new(self.bookmarks, name)));
        paragraph.children.push(ParagraphChild::BookmarkEnd(BookmarkEnd::new(self.bookmarks)));
    }

    fn heading<'a>(&mut self, node: &'a AstNode<'a>, level: u8) -> Block {
        let mut words = Vec::new();
        self.inline(node, Look::default(), 0, &mut words);
        let mut content = self.paragraph(words).style(&format!("Heading{level}")).keep_next(true);
        let is_first = self.title.is_none() && self.sections.is_empty();
        let is_title = level == 1 && self.title.is_none() && (self.of_sections > 1 || is_first && names_nothing(node));
        let is_section = level == self.of_sections && !is_title;
        if is_title {
            self.title = Some(text_of(node));
        }
        if is_section {
            let anchor = format!("section_{}", self.sections.len() + 1);
            self.sections.push((anchor.clone(), text_of(node)));
            self.mark(&mut content, anchor);
        }
        Block::Paragraph { content: Box::new(content), is_section }
    }

    fn list<'a>(&mut self, list: &'a AstNode<'a>, first: Option<usize>, depth: usize) -> Vec<Block> {
        // 1 is the list that the crate writes unasked.
        let id = self.lists.len() + 2;
        let level = depth.min(8);
        self.lists.push(look::numbering(id, level, first));
        let mut out = Vec::new();
        for item in list.children() {
            let mut blocks = self.blocks(item, depth + 1);
            if let Some(Block::Paragraph { content, .. }) = blocks.first_mut() {
                if let NodeValue::TaskItem(task) = &item.data.borrow().value {
                    let mark = if task.symbol.is_some() { "☑ " } else { "☐ " };
                    content.children.insert(0, run(mark, Look::default()));
                }
                let plain = std::mem::replace(content.as_mut(), Paragraph::new().id("0"));
                **content = look::item(plain, id, level);
            }
            out.extend(blocks);
        }
        out
    }

    /// Lines of words, a paragraph each.
    fn said(&mut self, text: &str) -> Vec<Block> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| plain(self.paragraph(vec![run(line, Look::default())]))).collect()
    }

    fn lines(&mut self, text: &str) -> Vec<Block> {
        text.lines()
            .map(|line| {
                let words = docx_rs::Run::new().add_text(super::inline::printable(line));
                plain(self.paragraph(vec![ParagraphChild::Run(Box::new(look::code(words)))]))
            })
            .collect()
    }

    fn table<'a>(&mut self, table: &'a AstNode<'a>) -> Table {
        let widths = widths(table);
        let mut rows = Vec::new();
        for row in table.children() {
            let is_head = matches!(row.data.borrow().value, NodeValue::TableRow(true));
            let mut cells = Vec::new();
            for (cell, width) in row.children().zip(&widths) {
                let mut words = Vec::new();
                self.inline(cell, Look { bold: is_head, ..Look::default() }, 0, &mut words);
                let paragraph = self.paragraph(words);
                let cell = TableCell::new().add_paragraph(paragraph).width(*width, WidthType::Dxa);
                cells.push(if is_head { cell.shading(Shading::new().fill("EEF1F4")) } else { cell });
            }
            let row = TableRow::new(cells);
            // `headed` makes the first of the rows one that repeats on each page.
            rows.push(row.cant_split());
        }
        Table::new(rows).set_grid(widths).layout(TableLayoutType::Fixed).width(WIDTH, WidthType::Dxa)
    }
}

fn plain(content: Paragraph) -> Block {
    Block::Paragraph { content: Box::new(content), is_section: false }
}

fn indented(block: Block) -> Block {
    match block {
        Block::Paragraph { content, .. } => plain(content.indent(Some(480), None, None, None)),
        table @ Block::Table(_) => table,
    }
}

/// Widths of the columns, by what stands in them: first the longest word of each, for a time or a name that breaks is
/// hard to read, then a share of the rest.
fn widths<'a>(table: &'a AstNode<'a>) -> Vec<usize> {
    /// A half-width of the font, and the margins of a cell.
    const LETTER: usize = 120;
    const MARGINS: usize = 240;
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for row in table.children() {
        for (at, cell) in row.children().enumerate() {
            let words = text_of(cell);
            let length = crate::html::measure(&words).clamp(4, 60);
            let word = words.split_whitespace().map(crate::html::measure).max().unwrap_or(0).clamp(4, 12);
            match columns.get_mut(at) {
                Some((longest, most)) => (*longest, *most) = (length.max(*longest), word.max(*most)),
                None => columns.push((length, word)),
            }
        }
    }
    let least: Vec<usize> = columns.iter().map(|(_, word)| word * LETTER + MARGINS).collect();
    let rest = WIDTH.saturating_sub(least.iter().sum());
    let wanted = |(length, word): &(usize, usize)| length - word.min(length);
    let all: usize = columns.iter().map(wanted).sum::<usize>().max(1);
    let full: Vec<usize> =
        columns.iter().zip(&least).map(|(column, least)| least + rest * wanted(column) / all).collect();
    // Many columns need more than there is: all give up as much.
    let sum = full.iter().sum::<usize>().max(1);
    if sum > WIDTH { full.iter().map(|width| width * WIDTH / sum).collect() } else { full }
}
