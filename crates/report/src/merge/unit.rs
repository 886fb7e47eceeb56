//! The units of a document that drafting may add, and how one is known again in another version.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::{MARK, label};
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
    /// What it is; unknown where a draft of the first version did not say.
    pub(crate) role: Option<Role>,
    /// Time of an event, intent of an action, question of a why, label of a fact, first cell of a table row.
    pub(crate) label: Option<Hash>,
    /// The number of an action: who it is within one document, and nothing between two drafts.
    pub(crate) number: Option<Hash>,
    /// What its footnotes cite.
    pub(crate) evidence: BTreeSet<Hash>,
    /// Its words, footnote labels replaced by what they cite.
    pub(crate) words: Hash,
    /// Its words without footnotes.
    pub(crate) bare: Option<Hash>,
}

/// What a unit is to the reader, whatever its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Something that happened at a time.
    Event,
    /// An action item.
    Action,
    /// A row of another table.
    Row,
    /// A statement in a list.
    Bullet,
    /// A fact of the head.
    Line,
    /// A paragraph.
    Block,
}

impl Role {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Event, "event"),
        (Self::Action, "action"),
        (Self::Row, "row"),
        (Self::Bullet, "bullet"),
        (Self::Line, "line"),
        (Self::Block, "block"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("", |(_, name)| name)
    }

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(role, _)| *role)
    }
}

/// One unit with its place.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) key: Key,
    /// The words as a draft of the first version compared them.
    pub(crate) first_words: Hash,
    pub(crate) shape: Form,
    pub(crate) section: Option<usize>,
    /// Whole lines, without the last line end.
    pub(crate) span: Span,
    /// Header and delimiter of its table.
    pub(crate) header: Option<Span>,
    /// Where the list or table that it is part of begins.
    pub(crate) group: usize,
    /// The number of an item of an ordered list.
    pub(crate) ordinal: Option<usize>,
    /// Whether it names a milestone: there is one of each.
    pub(crate) is_milestone: bool,
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

/// Where a unit stands: its section and its list or table.
#[derive(Clone, Copy)]
struct Place<'u> {
    index: Option<usize>,
    section: Option<&'u Section>,
    group: usize,
    header: Option<Span>,
    ordinal: Option<usize>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, index: Option<usize>, section: Option<&Section>) {
        let words = block.span.of(self.source);
        let place = Place { index, section, group: block.span.start, header: None, ordinal: None };
        match block.kind {
            BlockKind::List => {
                for item in &block.children {
                    let number = if let BlockKind::Item { number, .. } = item.kind { number } else { None };
                    self.unit(item.span, Form::Bullet, Place { ordinal: number, ..place });
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
                    self.unit(row.span, Form::Row, Place { header: Some(header), ..place });
                }
            }
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                let lines: Vec<Span> = lines_of(self.source, block.span).map(|l| l.0).collect();
                if lines.iter().all(|l| l.of(self.source).trim_start().starts_with("**")) {
                    for line in lines {
                        self.unit(line, Form::Line, place);
                    }
                } else {
                    self.unit(block.span, Form::Block, place);
                }
            }
            BlockKind::Html if words.trim_start().starts_with("<!-- backstory:") => {}
            BlockKind::Code { .. } | BlockKind::Html | BlockKind::Quote => {
                self.unit(block.span, Form::Block, place);
            }
            _ => {}
        }
    }

    fn unit(&mut self, span: Span, shape: Form, place: Place<'_>) {
        let words = span.of(self.source).replace(MARK, "");
        let kind = place.section.map(|s| s.kind);
        let time = label::time(&words).filter(|_| kind == Some(SectionKind::Timeline));
        let role = match shape {
            Form::Row if kind == Some(SectionKind::Actions) => Role::Action,
            Form::Row if kind == Some(SectionKind::Timeline) => Role::Event,
            Form::Bullet if time.is_some() => Role::Event,
            Form::Bullet if kind == Some(SectionKind::Actions) && label::action(&words).is_some() => Role::Action,
            Form::Row => Role::Row,
            Form::Bullet => Role::Bullet,
            Form::Line => Role::Line,
            Form::Block => Role::Block,
        };
        let cells = if shape == Form::Row { table::cells(&words, Span::new(0, words.len())) } else { Vec::new() };
        let cells: Vec<&str> = cells.iter().map(|c| c.of(&words)).collect();
        let first = cells.first().map(|c| inline::plain(c));
        let item = without_bullet(&words);
        // The number of an action may change from draft to draft; its words may not.
        let own = cells.get(usize::from(role == Role::Action)..).unwrap_or_default();
        let compared = match shape {
            Form::Row => own.join(" | "),
            Form::Bullet | Form::Line => item.to_owned(),
            Form::Block => words.clone(),
        };
        let action = (role == Role::Action).then(|| match shape {
            Form::Row => first.clone().zip(cells.get(1).map(|title| (*title).to_owned())),
            _ => label::action(&words),
        });
        let (number, label) = match (role, action.flatten()) {
            (Role::Action, Some((number, title))) => (Some(number), Some(label::intent(&title))),
            (Role::Event, _) => (None, time.or(first)),
            (Role::Row, _) => (None, first),
            // Statements of one kind are many; only what is asked, and whose gap it is, tells them apart.
            (Role::Bullet, _) => (None, label::of_statement(item, kind)),
            (Role::Line, _) => (None, bold_label(&words)),
            _ => (None, None),
        };
        let hashed = |label: Option<String>| label.filter(|l| !l.is_empty()).map(|l| hash(&l));
        let evidence = inline::footnotes(&words).iter().map(|label| self.cite(label)).collect();
        let first_words = hash(&self.resolved(&compared));
        // An event is the same in a table, in a list and in a line.
        let said = match (role, shape) {
            (Role::Event, _) => hash(&label::substance(&self.resolved(&compared))),
            // A column that a person added and nobody filled changes nothing.
            (_, Form::Row) => {
                let filled: Vec<&str> = own.iter().copied().filter(|cell| !cell.is_empty()).collect();
                hash(&self.resolved(&filled.join(" | ")))
            }
            _ => first_words,
        };
        let key = Key {
            section: section_key(place.section),
            role: Some(role),
            label: hashed(label),
            number: hashed(number),
            evidence,
            words: said,
            bare: Some(hash(&label::substance(&without_footnotes(&compared)))),
        };
        let is_milestone = role == Role::Event && label::has_milestone(&compared);
        self.units.push(Unit {
            key,
            first_words,
            shape,
            section: place.index,
            span,
            header: place.header,
            group: place.group,
            ordinal: place.ordinal,
            is_milestone,
        });
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

/// What is compared of the row of an action, as a unit has it.
pub(super) fn action_words(row: &str, cites: &BTreeMap<String, Hash>) -> Hash {
    let words = row.replace(MARK, "");
    let cells = table::cells(&words, Span::new(0, words.len()));
    let filled: Vec<&str> = cells.iter().skip(1).map(|cell| cell.of(&words)).filter(|cell| !cell.is_empty()).collect();
    hash(&Reader { source: "", cites, units: Vec::new() }.resolved(&filled.join(" | ")))
}

/// Words without the marks of footnotes.
pub(super) fn without_footnotes(words: &str) -> String {
    let mut parts = words.split("[^");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once(']').map_or(part, |(_, rest)| rest));
    }
    out
}

/// `**Label**: …` in front.
pub(super) fn bold_label(words: &str) -> Option<String> {
    let rest = without_bullet(words).strip_prefix("**")?;
    let (label, tail) = rest.split_once("**")?;
    (label.ends_with([':', '：']) || tail.starts_with([':', '：']))
        .then(|| label.trim_end_matches([':', '：']).to_owned())
}

/// Words of an item without its bullet or number.
pub(crate) fn without_bullet(words: &str) -> &str {
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
