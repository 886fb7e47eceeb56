//! Rows of the timeline in every form: tables, bullets, plain lines, headings, code; one timeline a day or one for all.

pub(crate) mod days;
pub(super) mod notes;
pub(super) mod prose;
pub(super) mod status;
pub(super) mod table;

use backstory_model::Phrase;

use crate::document::{Document, Remark, RemarkKind, SectionKind, Shape, Span, Text, ZoneFrom, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    inline, item,
    section::Part,
    table::html,
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
            if rows >= LEAST_ROWS && guess.remarks.len() <= rows {
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
    document.timeline = finish(context, reader.drafts, document, remarks);
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
    /// The time at the start of a row.
    pub(super) fn start(&self, words: &str) -> Option<Raw> {
        // `2024-07-02 15:05` below `1430` begins with a year.
        let dated = self.is_bare.then(|| moment::at_start(words)).flatten();
        let dated = dated.filter(|raw| raw.date.as_ref().is_some_and(|date| date.year.is_some()));
        dated
            .or_else(|| self.is_bare.then(|| vague::bare_clock(words)).flatten())
            .or_else(|| vague::at_start(words))
            .or_else(|| self.ditto(words))
            .or_else(|| self.dotted(words))
    }

    /// `〃`, `同上`: the time of the row above.
    fn ditto(&self, words: &str) -> Option<Raw> {
        let lead = words.len() - words.trim_start_matches([' ', '*', '`']).len();
        let mark = ["〃", "同上", "々", "\"\"", "''"]
            .into_iter()
            .find(|mark| words.get(lead..).is_some_and(|w| w.starts_with(mark)))?;
        let above = self.drafts.iter().rev().find(|draft| draft.is_row())?.raw.as_ref()?;
        let clock = above.clock.filter(|clock| clock.hour.is_some())?;
        Some(Raw {
            start: lead,
            end: lead + mark.len(),
            clock: Some(clock),
            zone: above.zone.clone(),
            ..Raw::default()
        })
    }

    /// `15.45 done` among rows that begin with times: one of them has another sign between hour and minute.
    fn dotted(&self, words: &str) -> Option<Raw> {
        const LEAST: usize = 2;
        let bare = words.trim_start_matches(['*', '`', ' ']);
        let digits = bare.split([' ', '\u{3000}', ':', '：', '*', '`']).next()?;
        let is_clock = digits.len() == 5 && digits.as_bytes().get(2) == Some(&b'.');
        let timed = self.drafts.iter().filter(|draft| draft.is_timed_row()).take(LEAST).count();
        if is_clock && timed == LEAST { vague::bare_clock(words) } else { None }
    }

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

    /// What follows the time, without the signs between.
    fn event(&self, span: Span) -> Text {
        let words = span.of(self.context.source);
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

    /// A paragraph: one row a line, or a note, a day, an image, words to the row above.
    fn paragraph(&mut self, span: Span) {
        if self.dated_below(span) || (self.reads_paragraphs && self.prose(span)) {
            return;
        }
        let timed = lines_of(self.context.source, span).filter(|(_, l)| moment::at_start(l).is_some()).count();
        let headed = self.is_headed && timed <= 1;
        if let Some(row) = self.drafts.iter_mut().rev().find(|d| headed && d.is_row()) {
            row.details.extend(lines_of(self.context.source, span).map(|(line, _)| self.context.text(line)));
            return;
        }
        // Lines that are a name and a time, over what was said then.
        let speakers =
            lines_of(self.context.source, span).filter(|(_, l)| vague::named_end(l).is_some()).count() + self.speakers;
        self.speakers = speakers.min(LEAST_ROWS);
        let mut rows = 0usize;
        for (line, words) in lines_of(self.context.source, span) {
            // The marks of a quotation are not part of its lines.
            let unquoted = words.trim_start_matches(['>', ' ']);
            let unquoted =
                if words.starts_with(": ") { words.get(2..).unwrap_or(words).trim_start() } else { unquoted };
            let (line, words) = if words.starts_with('>') || words.starts_with(": ") {
                (Span::new(line.end - unquoted.len(), line.end), unquoted)
            } else {
                (line, words)
            };
            // `T0 = 10:25 UTC` says what zero is.
            let is_definition = |raw: &Raw| {
                let rest = words.get(raw.end..).unwrap_or_default().trim_start();
                raw.offset_s == Some(0) && ["=", "＝", "is "].iter().any(|sign| rest.starts_with(sign))
            };
            let is_chat = speakers >= LEAST_ROWS - 1;
            if let Some((raw, name)) = vague::behind_name(words)
                .filter(|_| self.start(words).is_none())
                .or_else(|| is_chat.then(|| vague::named_end(words)).flatten())
            {
                let event = Span::new(line.start + raw.end, line.end);
                let actor = self.context.text(Span::new(line.start, line.start + name));
                self.push(raw, line.start, event, line, Shape::Line).actor = Some(actor);
                rows += 1;
            } else if let Some(raw) = self.start(words).filter(|raw| !is_definition(raw)) {
                let event = Span::new(line.start + raw.end, line.end);
                let is_dated = raw.clock.is_none() && !raw.is_relative;
                // Beside a list of times, `5月6日の夜です。` says the day of them.
                let is_only_day = is_dated && (self.says_nothing(event) || self.has_blocks && self.is_sentence(event));
                if is_only_day {
                    // `2024-11-05 (all times UTC)`: a note on the zone beside the day.
                    if let Some((_, label)) = zone::label_in(event.of(self.context.source)) {
                        self.zone = Some((label.to_owned(), ZoneFrom::Note, self.context.lines.line(line.start)));
                    }
                    self.day(raw, line.start);
                } else {
                    self.push(raw, line.start, event, line, Shape::Line);
                }
                rows += 1;
            } else if rows > 0
                && let Some(row) = self.drafts.last_mut().filter(|d| d.is_row())
            {
                row.details.push(self.context.text(line));
                row.span.end = line.end;
            } else {
                self.loose(line, words);
            }
        }
    }

    fn is_sentence(&self, event: Span) -> bool {
        event.of(self.context.source).trim_end().ends_with(['。', '.'])
    }

    /// `**Resolved** - It works again.` over `Oct 12, 15:45 PDT`, as status pages write it.
    fn dated_below(&mut self, span: Span) -> bool {
        let lines: Vec<_> = lines_of(self.context.source, span).collect();
        let Some(((last, words), above)) = lines.split_last().filter(|(_, above)| !above.is_empty()) else {
            return false;
        };
        let is_entry = above.first().is_some_and(|(_, first)| first.trim_start().starts_with("**"))
            && above.iter().all(|(_, line)| self.start(line).is_none());
        let Some(raw) = moment::at_start(words).filter(|raw| is_entry && raw.clock.is_some()) else { return false };
        if !self.event(Span::new(last.start + raw.end, last.end)).text.is_empty() {
            return false;
        }
        let event = Span::new(span.start, last.start);
        self.push(raw, last.start, event, span, Shape::Line);
        true
    }

    /// Whether nothing stands behind a day but, in brackets or as a sentence of its own, the zone of the times.
    fn says_nothing(&self, event: Span) -> bool {
        let text = self.event(event).text;
        let words = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_aside = event.start > 0
            && text.split_whitespace().count() <= 14
            && zone::label_in(event.of(self.context.source)).is_some_and(|(at, _)| at < 40)
            && ["everything in", "all in", "times", "hours", "given in", "時刻"]
                .iter()
                .any(|word| words.contains(word));
        let is_note = is_aside
            || zone::label_in(event.of(self.context.source)).is_some()
                && words.split_whitespace().count() <= 4
                && (words.contains("time") || words.split_whitespace().count() == 1);
        text.is_empty() || is_note
    }

    /// A line without a time.
    fn loose(&mut self, line: Span, words: &str) {
        let text = self.context.text(line);
        if text.text.is_empty() || words.trim_start().starts_with("![") {
            self.attach(line);
        } else if zone::label_in(words).is_some()
            || crate::import::fact::words::fact_key(text.text.split([':', '：']).next().unwrap_or_default())
                != crate::document::FactKey::Other
        {
            // A note on the zone, or a fact; both are read elsewhere.
        } else if let Some(row) = self.drafts.iter_mut().rev().find(|d| d.is_row()) {
            row.details.push(text);
        } else {
            self.not_understood(
                line,
                "no time at the start of this line of the timeline; kept as it stands",
                "remark-line-without-time",
            );
        }
    }

    /// The items of the lists inside a bullet.
    fn nested(&mut self, block: &Block) {
        let lists = block.children.iter().filter(|b| b.kind == BlockKind::List);
        lists.flat_map(|list| &list.children).for_each(|item| self.list_item(item));
    }

    fn list_item(&mut self, block: &Block) {
        let own = item::own_span(self.context, block);
        let words = own.of(self.context.source);
        let nested_rows = block.children.iter().filter(|b| b.kind == BlockKind::List).any(|list| {
            let timed = |b: &&Block| {
                let words = item::own_span(self.context, b).of(self.context.source);
                moment::at_start(words).or_else(|| Some(vague::at_end(words)?.0)).is_some_and(|r| r.clock.is_some())
            };
            list.children.iter().filter(timed).count() * 2 > list.children.len()
        });
        let shape = match block.kind {
            BlockKind::Item { task: Some(_), .. } => Shape::Task,
            _ => Shape::Bullet,
        };
        // `※ 25時以降の表記は翌日` is a note.
        if block.span.of(self.context.source).starts_with('※') {
            return;
        }
        let Some(raw) = self.start(words) else {
            // `**Good Friday, 18 April**` over bullets with times.
            let named_day = nested_rows.then(|| notes::day_inside(words)).flatten();
            if let Some((raw, at)) = named_day {
                self.day(raw, own.start + at);
            }
            if !nested_rows && vague::at_end(words).is_none() && self.reads_prose {
                let details = item::details(self.context, block);
                if let Some(row) = self.bullet_inside(own, block.span, shape) {
                    row.details = details;
                    return;
                }
            }
            if let Some((raw, cut)) = vague::at_end(words).filter(|_| !nested_rows) {
                let event = Span::new(own.start, own.start + cut);
                let details = item::details(self.context, block);
                self.push(raw, own.start, event, block.span, shape).details = details;
            } else if nested_rows {
                self.nested(block);
            } else if words.trim_start().starts_with("![") {
                self.attach(block.span);
            } else if zone::label_in(words).is_none() {
                self.not_understood(
                    block.span,
                    "no time at the start of this bullet of the timeline; kept as it stands",
                    "remark-bullet-without-time",
                );
            }
            return;
        };
        // Lines of one bullet that begin with a time are rows of their own.
        let mut lines = lines_of(self.context.source, own)
            .skip(1)
            .filter(|(_, l)| moment::at_start(l).is_some_and(|r| r.clock.is_some()));
        let first_end = lines.next().map_or(own.end, |(span, _)| span.start);
        let event = Span::new(own.start + raw.end, first_end);
        let is_day = raw.clock.is_none() && !raw.is_relative && (nested_rows || self.event(event).text.is_empty());
        if is_day {
            self.day(raw, own.start);
        } else {
            let details = if nested_rows { Vec::new() } else { item::details(self.context, block) };
            let row = self.push(raw, own.start, event, block.span, shape);
            row.details = details;
        }
        if first_end < own.end {
            self.paragraph(Span::new(first_end, own.end));
        }
        if nested_rows {
            self.nested(block);
        }
    }

    /// Code is an attachment, unless its lines are the timeline.
    fn code(&mut self, block: &Block, part: &Part<'_>) {
        let is_alone = !part.blocks.iter().any(|b| matches!(b.kind, BlockKind::Table | BlockKind::List));
        let lines: Vec<_> = lines_of(self.context.source, block.span).filter(|(_, l)| !l.trim().is_empty()).collect();
        let timed = lines.iter().filter(|(_, l)| moment::at_start(l).is_some_and(|r| r.clock.is_some())).count();
        if !is_alone || self.drafts.iter().any(Draft::is_row) || timed < 2 || timed * 2 < lines.len() {
            self.attach(block.span);
            return;
        }
        for (span, line) in lines {
            if let Some(raw) = moment::at_start(line) {
                let event = Span::new(span.start + raw.end, span.end);
                self.push(raw, span.start, event, span, Shape::Code);
            }
        }
    }

    /// A table in HTML is one of times, or belongs to the row above as it stands.
    fn html(&mut self, block: &Block) {
        let rows = html::rows(self.context.source, block.span);
        let has_times = rows.iter().any(|row| {
            row.cells.iter().any(|c| self.start(c.of(self.context.source)).is_some_and(|r| r.clock.is_some()))
        });
        let items = if rows.is_empty() { html::items(self.context.source, block.span) } else { Vec::new() };
        let timed = items.iter().filter(|item| self.start(item.of(self.context.source)).is_some()).count();
        if has_times {
            self.rows(&rows);
        } else if timed * 2 > items.len() {
            for item in items {
                if let Some(raw) = self.start(item.of(self.context.source)) {
                    let event = Span::new(item.start + raw.end, item.end);
                    self.push(raw, item.start, event, item, Shape::Bullet);
                }
            }
        } else {
            self.attach(block.span);
        }
    }
}

#[cfg(test)]
mod tests;
