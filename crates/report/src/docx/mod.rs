//! The document as a Word file (Office Open XML, ECMA-376), for people who comment in an office suite.
//!
//! | file | what is there |
//! | --- | --- |
//! | `mod.rs` | the package: contents, page, footer, and the order that makes bytes stable |
//! | `block.rs` | headings, paragraphs, lists, tables, code |
//! | `inline.rs` | words, emphasis, links, citations |
//! | `picture.rs` | the drawings, as pictures |
//! | `look.rs` | fonts and styles |
//!
//! Contents are links to bookmarks rather than a field, for a field shows nothing until somebody updates it.
//! Evidence stands at the end; each citation is a link to it. Images become links, raw HTML is shown as text, and
//! links keep only schemes that run nothing, as in the page.

mod block;
mod inline;
mod look;
mod picture;

use std::collections::BTreeSet;
use std::io::Cursor;

use comrak::Arena;
use docx_rs::{Docx, Footer, NumPages, PageMargin, PageNum, Paragraph};

use crate::html::{ChartSeries, body, drawings};
use crate::locale::{Catalogue, Lang};
use crate::told::Told;
use block::{Block, Writer};

/// Why a document could not be packed.
#[derive(Debug, thiserror::Error)]
#[error("failed to pack the document")]
pub struct DocxError(#[source] Box<dyn std::error::Error + Send + Sync>);

/// A4 in twentieths of a point, and the margin on every side.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: u16 = 1_134;

/// Renders the document with its words alone. The same input gives the same bytes.
///
/// # Errors
/// When the package cannot be written, which for memory means that it is too large.
pub fn document(markdown: &str, lang: Lang) -> Result<Vec<u8>, DocxError> {
    written(markdown, lang, None)
}

/// Renders the document with the drawings of the page: timeline, charts, fishbone, why-tree. They stand after the
/// second section, as in the page. The same input gives the same bytes.
///
/// # Errors
/// As [`document`].
pub fn illustrated(markdown: &str, told: &Told, lang: Lang, charts: &[ChartSeries]) -> Result<Vec<u8>, DocxError> {
    written(markdown, lang, Some((told, charts)))
}

fn written(markdown: &str, lang: Lang, drawn: Option<(&Told, &[ChartSeries])>) -> Result<Vec<u8>, DocxError> {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &body::options());
    crate::html::lines::keep(root);
    let words = Catalogue::load(lang);
    let mut writer = Writer::new(root);
    let mut blocks = writer.blocks(root, 0);
    let mut labels = Vec::new();
    if let Some((told, charts)) = drawn {
        let at = place_of_drawings(&blocks);
        let rest = blocks.split_off(at);
        blocks.extend(writer.drawings(&drawings(told, lang, charts, BTreeSet::new()), &words, &mut labels));
        blocks.extend(rest);
    }
    let mut docx = look::styled(Docx::new(), lang)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(PageMargin {
            top: MARGIN.into(),
            left: MARGIN.into(),
            bottom: MARGIN.into(),
            right: MARGIN.into(),
            header: 700,
            footer: 700,
            gutter: 0,
        })
        // A fixed instant: the time of writing would change the bytes.
        .created_at("2000-01-01T00:00:00Z")
        .updated_at("2000-01-01T00:00:00Z")
        .footer(footer());
    for numbering in writer.numberings() {
        docx = docx.add_numbering(numbering);
    }
    let (lead, rest) = split_at_sections(blocks);
    let contents = writer.contents(&words.text("html-contents"));
    for block in lead.into_iter().chain(contents).chain(rest) {
        docx = match block {
            Block::Paragraph { content, .. } => docx.add_paragraph(*content),
            Block::Table(table) => docx.add_table(*table),
        };
    }
    let mut package = docx.build();
    package.doc_props.core = named(&package.doc_props.core, writer.title.as_deref().unwrap_or_default());
    package.document = picture::described(&headed(&package.document), &labels).into_bytes();
    package.document_rels = ordered(&package.document_rels);
    let mut bytes = Cursor::new(Vec::new());
    package.pack(&mut bytes).map_err(|error| DocxError(Box::new(error)))?;
    Ok(bytes.into_inner())
}

/// The properties of the file with its title and what made it; the crate has no way to name them.
fn named(properties: &[u8], title: &str) -> Vec<u8> {
    let properties = String::from_utf8_lossy(properties).replace(">unknown<", ">backstory<");
    let title = crate::html::escape(&inline::printable(title));
    properties
        .replace("</cp:coreProperties>", &format!("<dc:title>{title}</dc:title></cp:coreProperties>"))
        .into_bytes()
}

/// Before the third section: what is read first comes before the drawings.
fn place_of_drawings(blocks: &[Block]) -> usize {
    let mut sections =
        blocks.iter().enumerate().filter(|(_, b)| matches!(b, Block::Paragraph { is_section: true, .. }));
    sections.nth(2).map_or(blocks.len(), |(at, _)| at)
}

/// What comes before the first section, and the rest.
fn split_at_sections(mut blocks: Vec<Block>) -> (Vec<Block>, Vec<Block>) {
    let at = blocks.iter().position(|block| matches!(block, Block::Paragraph { is_section: true, .. }));
    let rest = blocks.split_off(at.unwrap_or(blocks.len()));
    (blocks, rest)
}

fn footer() -> Footer {
    let slash = docx_rs::Run::new().add_text(" / ");
    let numbers = Paragraph::new()
        .id("00000001")
        .align(docx_rs::AlignmentType::Center)
        .add_page_num(PageNum::new())
        .add_run(slash)
        .add_num_pages(NumPages::new());
    Footer::new().add_paragraph(numbers)
}

/// Marks the first rows of tables, for which the crate has no word. Words cannot be mistaken: their `<` is escaped.
fn headed(document: &[u8]) -> String {
    const UNBROKEN: &str = "<w:cantSplit />";
    let text = String::from_utf8_lossy(document);
    let tables = text.split_inclusive("<w:tbl>");
    tables.map(|table| table.replacen(UNBROKEN, &format!("{UNBROKEN}<w:tblHeader />"), 1)).collect()
}

/// The relationships in one order: the crate keeps links in a map without any.
fn ordered(relationships: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(relationships);
    let Some((head, rest)) = text.split_once("<Relationship ") else { return relationships.to_vec() };
    let Some((body, tail)) = rest.rsplit_once("</Relationships>") else { return relationships.to_vec() };
    let mut each: Vec<&str> = body.split("<Relationship ").map(str::trim_end).collect();
    each.sort_unstable();
    let body: String = each.iter().map(|one| format!("<Relationship {one}")).collect();
    format!("{head}{body}</Relationships>{tail}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relationships_have_one_order() {
        let text = b"<?x?><Relationships a=\"b\"><Relationship Id=\"2\" /><Relationship Id=\"1\" /></Relationships>";
        let expected = "<?x?><Relationships a=\"b\"><Relationship Id=\"1\" /><Relationship Id=\"2\" /></Relationships>";
        assert_eq!(String::from_utf8(ordered(text)).unwrap(), expected);
    }
}
