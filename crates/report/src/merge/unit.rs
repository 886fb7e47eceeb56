//! The units of a document that drafting may add, and how one is known again in another version.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::MARK;
use crate::{
    document::{LineIndex, Section, SectionKind, Span, lines_of},
    import::{
        Context,
        block::{self, Block, BlockKind},
        inline, section, table, vocabulary,
    },
};

/// First bytes of a SHA-256: enough to tell the units of one document apart.
pub(crate) type Hash = u64;

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Kind and title of the section.
    pub(crate) section: Hash,
    /// Time of a row, id of an action, label of a fact, first cell of a table row.
    pub(crate) label: Option<Hash>,
    /// What its footnotes cite.
    pub(crate) evidence: BTreeSet<Hash>,
    /// Its words, footnote labels replaced by what they cite.
    pub(crate) words: Hash,
}

/// One unit with its place.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) key: Key,
    pub(crate) shape: Form,
    pub(crate) section: Option<usize>,
    /// Whole lines, without the last line end.
    pub(crate) span: Span,
    /// Header and delimiter of its table.
    pub(crate) header: Option<Span>,
}

/// How a unit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Row,
    Bullet,
    Line,
    Block,
}

/// The units of a text and its sections.
#[expect(clippy::struct_field_names, reason = "the units are what the rest belongs to")]
pub(crate) struct Units {
    pub(crate) units: Vec<Unit>,
    pub(crate) sections: Vec<Section>,
    /// What each footnote label cites.
    pub(crate) cites: BTreeMap<String, Hash>,
}

pub(crate) fn hash(words: &str) -> Hash {
    let digest = Sha256::digest(words.as_bytes());
    digest.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// What a footnote cites: its definition without the parts that change when evidence is collected again.
pub(crate) fn cited(definition: &str) -> Hash {
    let parts = definition.split(';').map(str::trim);
    let kept: Vec<&str> = parts.filter(|p| !p.starts_with("collected ") && !p.starts_with("sha256 ")).collect();
    hash(&inline::fold(&kept.join("; ")))
}

pub(crate) fn section_key(section: Option<&Section>) -> Hash {
    section.map_or(0, |s| hash(&format!("{:?}/{}", s.kind, vocabulary::normalized(&s.title))))
}

/// Reads the units of a text whose parts begin at `start` (after its front matter).
pub(crate) fn read(source: &str, start: usize) -> Units {
    let context = Context { source, lines: LineIndex::new(source) };
    let blocks = block::blocks(source, start, &context.lines);
    let (sections, parts) = section::read(&context, &blocks, source.len(), start > 0);
    let cites = footnotes(source, &blocks);
    let mut reader = Reader { source, cites: &cites, units: Vec::new() };
    for part in &parts {
        let section = part.section.and_then(|i| sections.get(i));
        for block in &part.blocks {
            reader.block(block, part.section, section);
        }
    }
    let units = reader.units;
    Units { units, sections, cites }
}

fn footnotes(source: &str, blocks: &[Block]) -> BTreeMap<String, Hash> {
    let definitions = blocks.iter().filter(|b| b.kind == BlockKind::Footnote);
    let mut out = BTreeMap::new();
    for block in definitions {
        if let Some((label, text)) = definition(block.span.of(source)) {
            out.entry(label.to_owned()).or_insert_with(|| cited(text));
        }
    }
    out
}

/// Label and text of a footnote definition.
pub(crate) fn definition(words: &str) -> Option<(&str, &str)> {
    words.trim_start().strip_prefix("[^")?.split_once("]:")
}

struct Reader<'u> {
    source: &'u str,
    cites: &'u BTreeMap<String, Hash>,
    units: Vec<Unit>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, index: Option<usize>, section: Option<&Section>) {
        let words = block.span.of(self.source);
        match block.kind {
            BlockKind::List => {
                for item in &block.children {
                    self.unit(item.span, Form::Bullet, None, index, section);
                }
            }
            BlockKind::Table => {
                let Some((header, rows)) = block.children.split_first() else { return };
                let end = rows.first().map_or(block.span.end, |r| r.span.start);
                let header = Span::new(
                    header.span.start,
                    header.span.start + Span::new(header.span.start, end).of(self.source).trim_end().len(),
                );
                for row in rows {
                    self.unit(row.span, Form::Row, Some(header), index, section);
                }
            }
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                let lines: Vec<Span> = lines_of(self.source, block.span).map(|l| l.0).collect();
                if lines.iter().all(|l| l.of(self.source).trim_start().starts_with("**")) {
                    for line in lines {
                        self.unit(line, Form::Line, None, index, section);
                    }
                } else {
                    self.unit(block.span, Form::Block, None, index, section);
                }
            }
            BlockKind::Html if words.trim_start().starts_with("<!-- backstory:") => {}
            BlockKind::Code { .. } | BlockKind::Html | BlockKind::Quote => {
                self.unit(block.span, Form::Block, None, index, section);
            }
            _ => {}
        }
    }

    fn unit(&mut self, span: Span, shape: Form, header: Option<Span>, index: Option<usize>, section: Option<&Section>) {
        let words = span.of(self.source).replace(MARK, "");
        let is_action = shape == Form::Row && section.is_some_and(|s| s.kind == SectionKind::Actions);
        let (label, compared) = match shape {
            Form::Row => {
                let cells = table::cells(&words, Span::new(0, words.len()));
                let cells: Vec<&str> = cells.iter().map(|c| c.of(&words)).collect();
                let label = cells.first().map(|c| inline::plain(c));
                // The number of an action may change from draft to draft; its words may not.
                (label, cells.get(usize::from(is_action)..).unwrap_or_default().join(" | "))
            }
            Form::Bullet | Form::Line => (bold_label(&words), without_bullet(&words).to_owned()),
            Form::Block => (None, words.clone()),
        };
        let evidence = inline::footnotes(&words).iter().map(|label| self.cite(label)).collect();
        let key = Key {
            section: section_key(section),
            label: label.filter(|l| !l.is_empty()).map(|l| hash(&l)),
            evidence,
            words: hash(&self.resolved(&compared)),
        };
        self.units.push(Unit { key, shape, section: index, span, header });
    }

    fn cite(&self, label: &str) -> Hash {
        self.cites.get(label).copied().unwrap_or_else(|| hash(label))
    }

    /// Words with footnote labels replaced by what they cite, white space folded.
    fn resolved(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut parts = words.split("[^");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            out.push_str("[^");
            if let Some((label, rest)) = part.split_once(']') {
                out.push_str(&Hash::to_string(&self.cite(label)));
                out.push(']');
                out.push_str(rest);
            } else {
                out.push_str(part);
            }
        }
        inline::fold(&out)
    }
}

/// `**Label**: …` in front.
fn bold_label(words: &str) -> Option<String> {
    let rest = without_bullet(words).strip_prefix("**")?;
    let (label, tail) = rest.split_once("**")?;
    (label.ends_with([':', '：']) || tail.starts_with([':', '：']))
        .then(|| label.trim_end_matches([':', '：']).to_owned())
}

/// Words of an item without its bullet or number.
fn without_bullet(words: &str) -> &str {
    let trimmed = words.trim_start();
    if let Some(rest) = trimmed.strip_prefix(['-', '*', '+']).filter(|r| r.starts_with([' ', '\t'])) {
        return rest.trim_start();
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let tail = trimmed.get(digits..).unwrap_or_default();
    match tail.strip_prefix(['.', ')']).filter(|r| digits > 0 && r.starts_with([' ', '\t'])) {
        Some(rest) => rest.trim_start(),
        None => trimmed,
    }
}
