//! Rows of the timeline in every form: tables, bullets, plain lines, headings, code; one timeline a day or one for all.

mod bullet;
pub(crate) mod days;
mod embedded;
pub(super) mod notes;
mod paragraph;
pub(super) mod prose;
mod start;
pub(super) mod status;
pub(super) mod table;

use backstory_model::Phrase;

use crate::document::{Document, Remark, RemarkKind, SectionKind, Shape, Span, Text, ZoneFrom, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    inline,
    section::Part,
    time::{
        moment::{self, Raw},
        vague, zone,
    },
    timeline::days::{Draft, finish},
    vocabulary,
};

/// Rows that a section without a known title must have to count as timeline.
const LEAST_ROWS: usize = 3;

/// Reads all timelines of the document.
pub(crate) fn read(context: &Context<'_>, parts: &[Part<'_>], document: &mut Document, remarks: &mut Vec<Remark>) {
    let mut reader = Reader::new(context, true);
    for part in parts.iter().filter(|p| p.kind == SectionKind::Timeline) {
        reader.part(part, document);
    }
    // No section says it: the one that reads like one is taken, first by its lines, then by its sentences.
    for reads_prose in [false, true] {
        if reader.drafts.iter().any(Draft::is_row) {
            break;
        }
        let mut candidates = Vec::new();
        for part in parts.iter().filter(|part| !matches!(part.kind, SectionKind::Actions | SectionKind::Facts)) {
            let mut guess = Reader::new(context, reads_prose);
            guess.part(part, document);
            let rows = guess.drafts.iter().filter(|d| d.is_timed_row()).count();
            if (rows >= LEAST_ROWS || rows >= 2 && !reads_prose && guess.is_all(part, rows))
                && guess.remarks.len() <= rows
            {
                let is_label = |draft: &&Draft| {
                    crate::import::fact::words::fact_key(&draft.event.text) != crate::document::FactKey::Other
                };
                let labels = guess.drafts.iter().filter(is_label).count();
                candidates.push((part, guess.drafts, labels * 2 >= rows));
            }
        }
        // `開始 … 05:30` and its like are facts where another part tells the events.
        let has_events = candidates.iter().any(|(_, _, is_facts)| !is_facts);
        for (part, mut drafts, _) in candidates.into_iter().filter(|(_, _, is_facts)| !(has_events && *is_facts)) {
            reader.drafts.append(&mut drafts);
            let is_named = part.kind == SectionKind::Other
                || !reads_prose && matches!(part.kind, SectionKind::Summary | SectionKind::Background);
            if let Some(section) = part.section.and_then(|i| document.sections.get_mut(i)).filter(|_| is_named) {
                section.kind = SectionKind::Timeline;
            }
        }
    }
    if !reader.drafts.iter().any(Draft::is_row) {
        reader.drafts = status::read(context, parts, document);
    }
    if !reader.drafts.iter().any(Draft::is_row) {
        // Entries of a status page, each over its time, wherever they stand.
        let mut entries = Reader::new(context, false);
        let paragraphs = parts.iter().flat_map(|part| &part.blocks).filter(|block| block.kind == BlockKind::Paragraph);
        let found = paragraphs.filter(|block| entries.dated_below(block.span)).count();
        if found >= LEAST_ROWS {
            reader.drafts = entries.drafts;
        }
    }
    remarks.append(&mut reader.remarks);
    let dates = reader.drafts.iter().filter_map(|draft| draft.raw.as_ref()?.date.as_ref());
    crate::import::fact::times::reorder(context, document, dates);
    document.timeline = finish(context, reader.drafts, document, remarks);
}

/// Takes the rows of a timeline out of the summary and the impact whose sections held them: each is told once.
pub(in crate::import) fn release(document: &mut Document) {
    let rows: Vec<(Span, Shape)> = document.timeline.iter().map(|row| (row.span, row.shape)).collect();
    let is_row = |item: &crate::document::Item| {
        let from = rows.partition_point(|(span, _)| span.start < item.span.start);
        rows.get(from).is_some_and(|(span, shape)| {
            let is_here = span.start < item.span.end && span.start <= item.text.span.start;
            is_here && (!matches!(shape, Shape::Line) || span.end >= item.text.span.end)
        })
    };
    // A section that reads like a timeline is one, and no longer what its title said.
    let timelines = document.sections.iter().filter(|section| section.kind == SectionKind::Timeline);
    let bodies: Vec<Span> = timelines.map(|section| section.body).collect();
    for items in [&mut document.summary, &mut document.impact] {
        items.retain(|item| !bodies.iter().any(|body| body.contains(item.text.span)));
        if items.iter().filter(|item| is_row(item)).count() >= LEAST_ROWS {
            items.retain(|item| !is_row(item));
        }
    }
}

#[expect(clippy::struct_excessive_bools, reason = "independent habits of one part")]
pub(super) struct Reader<'c, 's> {
    pub(super) context: &'c Context<'s>,
    pub(super) drafts: Vec<Draft>,
    pub(super) remarks: Vec<Remark>,
    pub(super) zone: Option<(String, ZoneFrom, usize)>,
    /// Level of the heading the zone holds for.
    zone_level: u8,
    /// Whether words with a time inside are rows: of bullets, and of paragraphs where nothing else is a row.
    reads_prose: bool,
    reads_paragraphs: bool,
    /// Whether the part has a table, a list or code.
    pub(super) has_blocks: bool,
    /// Whether rows begin with times like `0650` and `09.40`.
    is_bare: bool,
    /// Whether the heading of the part is a row: what stands below is said of it.
    is_headed: bool,
    /// Lines of a chat so far: a name and a time.
    speakers: usize,
    /// The half of the day that a column names for the rows below it: after noon is true.
    pub(super) half: Option<bool>,
}

impl<'c, 's> Reader<'c, 's> {
    fn new(context: &'c Context<'s>, reads_prose: bool) -> Self {
        Self {
            context,
            drafts: Vec::new(),
            remarks: Vec::new(),
            zone: None,
            zone_level: 0,
            reads_prose,
            reads_paragraphs: false,
            has_blocks: false,
            is_bare: false,
            is_headed: false,
            speakers: 0,
            half: None,
        }
    }
}

impl Reader<'_, '_> {
    fn part(&mut self, part: &Part<'_>, document: &Document) {
        self.is_headed = false;
        if let Some(section) = part.section.and_then(|i| document.sections.get(i)) {
            let base = section.heading.start;
            let raw_title = section.heading.of(self.context.source);
            let lead = raw_title.len() - raw_title.trim_start_matches(['#', ' ', '\t']).len();
            let words = raw_title.get(lead..).unwrap_or_default();
            if section.level <= self.zone_level {
                self.zone = None;
            }
            let zone = zone::label_in(words).map(|(_, label)| (label.to_owned(), ZoneFrom::Heading, section.line));
            if zone.is_some() {
                self.zone = zone;
                self.zone_level = section.level;
            } else if self.zone.is_none() {
                self.zone_level = section.level;
            }
            // `Timeline - October 30` names a day as well as `October 30` does.
            let found = moment::at_start(words).map(|raw| (raw, lead)).or_else(|| {
                words
                    .char_indices()
                    .filter(|(_, c)| matches!(c, '-' | '–' | '—' | ':' | '(' | '（' | ' ' | '\u{3000}'))
                    .find_map(|(at, c)| {
                        let from = at + c.len_utf8();
                        moment::at_start(words.get(from..)?).filter(|r| r.date.is_some()).map(|raw| (raw, lead + from))
                    })
            });
            if let Some((raw, offset)) = found {
                let event = Span::new(base + offset + raw.end, section.heading.end);
                // `Timeline (2024-03-14 09:00-10:00 UTC)`: when all of it happened, behind the name of the section.
                let is_row = raw.clock.is_some() || raw.offset_s.is_some();
                let named = words.get(..offset.saturating_sub(lead)).unwrap_or_default();
                let named = named.trim_end_matches(|c: char| !c.is_alphanumeric());
                let named = named.strip_suffix("T0").or_else(|| named.strip_suffix(" T")).unwrap_or(named);
                let is_span = !named.is_empty() && vocabulary::section_kind(named) == SectionKind::Timeline;
                if is_row && is_span {
                    let day = Raw { clock: None, until: None, is_relative: false, offset_s: None, ..raw };
                    if day.date.is_some() {
                        self.day(day, base + offset);
                    }
                } else if is_row {
                    self.push(raw, base + offset, event, section.heading, Shape::Heading);
                    self.is_headed = true;
                } else {
                    self.day(raw, base + offset);
                }
            }
        }
        self.notes(part);
        // Beside a table or a list, sentences are notes on it.
        let has_rows =
            |block: &&Block| matches!(block.kind, BlockKind::Table | BlockKind::List | BlockKind::Code { .. });
        self.has_blocks = part.blocks.iter().any(has_rows);
        self.reads_paragraphs = self.reads_prose && !self.has_blocks;
        self.is_bare = self.writes_bare_clocks(part);
        // The first entry of a chat is known by those below it.
        let paragraphs = part.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
        self.speakers = paragraphs
            .filter(|block| {
                lines_of(self.context.source, block.span)
                    .next()
                    .is_some_and(|(_, line)| vague::named_end(line).is_some())
            })
            .count()
            .min(LEAST_ROWS);
        for block in &part.blocks {
            self.block(block, part);
        }
    }

    fn block(&mut self, block: &Block, part: &Part<'_>) {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Heading { .. } => self.paragraph(block.span),
            BlockKind::List => block.children.iter().for_each(|b| self.list_item(b)),
            BlockKind::Table => self.table(block),
            BlockKind::Code { .. } => self.code(block, part),
            BlockKind::Quote if !self.drafts.iter().any(Draft::is_row) => {
                block.children.iter().for_each(|b| self.block(b, part));
            }
            BlockKind::Html => self.html(block),
            BlockKind::Quote => self.attach(block.span),
            _ => {}
        }
    }

    pub(super) fn push(&mut self, raw: Raw, base: usize, event: Span, span: Span, shape: Shape) -> &mut Draft {
        let event = self.event(event);
        let words = span.of(self.context.source);
        let draft = Draft {
            raw: Some(raw),
            base,
            is_day: false,
            event,
            source: None,
            actor: None,
            more: Vec::new(),
            span,
            details: Vec::new(),
            attachments: Vec::new(),
            footnotes: inline::footnotes(words),
            links: inline::links(words),
            shape,
            zone: self.zone.clone(),
        };
        self.drafts.push(draft);
        let last = self.drafts.len() - 1;
        &mut self.drafts[last]
    }

    pub(super) fn day(&mut self, raw: Raw, base: usize) {
        let span = Span::new(base + raw.start, base + raw.end);
        self.push(raw, base, Span::new(span.end, span.end), span, Shape::Heading).is_day = true;
    }

    /// Whether a part is one list, and each of its bullets a row with a time of day in front.
    fn is_all(&self, part: &Part<'_>, rows: usize) -> bool {
        let [list] = part.blocks.as_slice() else { return false };
        list.kind == BlockKind::List && list.children.len() == rows && self.remarks.is_empty()
    }

    /// What follows the time, without the signs between.
    fn event(&self, span: Span) -> Text {
        let span = without_pictures(self.context.source, span);
        let words = span.of(self.context.source);
        // `\\- text`: editors that export Markdown escape their dashes.
        let is_escape = |rest: &str| [r"\-", r"\>", r"\|", r"\–"].iter().any(|sign| rest.starts_with(sign));
        let escaped = words.trim_start_matches(['*', '_', '~', ' ']);
        let words = if is_escape(escaped) { escaped.get(1..).unwrap_or(escaped) } else { words };
        let span = Span::new(span.end - words.len(), span.end);
        let rest = words.trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ':' | '：'
                        | '-'
                        | '–'
                        | '—'
                        | '|'
                        | '*'
                        | '_'
                        | '`'
                        | ']'
                        | ')'
                        | '）'
                        | '】'
                        | ','
                        | '、'
                        | '>'
                        | '→'
                )
        });
        // Emphasis that opens the event belongs to it.
        let lead = words.len() - rest.len();
        let marks = words.get(..lead).unwrap_or_default();
        let opens = rest.find("**").is_some_and(|_| marks.ends_with("**") && rest.matches("**").count() % 2 == 1);
        let start = span.start + lead - if opens { 2 } else { 0 };
        self.context.text(Span::new(start, span.end))
    }

    pub(super) fn attach(&mut self, span: Span) {
        if let Some(row) = self.drafts.iter_mut().rev().find(|d| d.is_row()) {
            row.attachments.push(span);
        }
    }

    pub(super) fn not_understood(&mut self, span: Span, message: &str, key: &str) {
        self.remarks.push(self.context.remark(RemarkKind::NotUnderstood, span, message, Phrase::new(key)));
    }
}

/// The words of an event without the pictures behind them: what they show is no part of what is told.
fn without_pictures(source: &str, span: Span) -> Span {
    let mut span = Span::new(span.start, span.start + span.of(source).trim_end().len());
    while let Some(at) = span.of(source).rfind("![") {
        let words = span.of(source);
        let Some((head, picture)) = words.split_at_checked(at) else { break };
        let target = picture.strip_prefix("![").and_then(|rest| rest.split_once(']')).map(|(_, target)| target);
        let ends = |target: &str, open: char, close: char| {
            target.starts_with(open) && target.find(close) == Some(target.len() - close.len_utf8())
        };
        let is_last = target.is_some_and(|target| ends(target, '(', ')') || ends(target, '[', ']'));
        if head.trim().is_empty() || !is_last {
            break;
        }
        span.end = span.start + head.trim_end().len();
    }
    span
}

#[cfg(test)]
mod tests;
