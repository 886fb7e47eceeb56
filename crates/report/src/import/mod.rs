//! Reads what the world writes into typed parts.
//!
//! [`block`] gives the blocks, [`section`] deals them out to headings, and one module a part turns them into facts,
//! timeline rows, actions and items. Nothing is dropped: the source stays whole, and what fits no part becomes a remark.

mod action;
pub(crate) mod block;
mod cut_off;
pub mod encoding;
pub(crate) mod fact;
mod foreign;
mod front_matter;
pub(crate) mod inline;
mod item;
mod layer;
mod marks;
mod notice;
pub(crate) mod section;
pub(crate) mod table;
pub mod template;
pub(crate) mod time;
pub(crate) mod timeline;
pub(crate) mod vocabulary;

use backstory_model::Phrase;

use crate::document::{
    Document, Factor, FactorLayer, Footnote, LineIndex, Moment, Passage, Remark, RemarkKind, SectionKind, Span, Text,
};
use block::{Block, BlockKind};

/// What every reader needs: the source and its lines.
#[derive(Debug)]
pub(crate) struct Context<'s> {
    pub(crate) source: &'s str,
    pub(crate) lines: LineIndex,
}

impl Context<'_> {
    /// Words of a span without markup.
    pub(crate) fn text(&self, span: Span) -> Text {
        let words = span.of(self.source);
        let start = span.start + (words.len() - words.trim_start().len());
        let span = Span::new(start, start + words.trim().len());
        Text { text: inline::plain(span.of(self.source)), span, line: self.lines.line(span.start) }
    }

    /// The time at the start of a span, completed by nothing but itself.
    pub(crate) fn plain_moment(&self, span: Span) -> Option<Moment> {
        let raw = time::moment::at_start(span.of(self.source))?;
        Some(time::resolve::alone(self, &raw, span.start))
    }

    pub(crate) fn remark(&self, kind: RemarkKind, span: Span, message: impl Into<String>, phrase: Phrase) -> Remark {
        Remark { kind, span, line: self.lines.line(span.start), message: message.into(), phrase }
    }
}

/// Reads any text into a document.
pub(crate) fn read(source: &str) -> Document {
    let context = Context { source, lines: LineIndex::new(source) };
    let mut document = empty(source);
    let mut remarks = Vec::new();
    document.front_matter = front_matter::read(source, &context.lines, &mut remarks);
    let bom = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = document.front_matter.as_ref().map_or(bom, |front| front.span.end);
    let end = block::read_end(source, start);
    if end < source.len() {
        let message = format!(
            "a document of {} MB: the first {} MB are read, from this line on it is kept as it stands; divide it to have the rest read",
            source.len() >> 20,
            block::MOST_BYTES >> 20
        );
        let phrase = Phrase::new("remark-too-large")
            .text("size", (source.len() >> 20).to_string())
            .text("most", (block::MOST_BYTES >> 20).to_string());
        remarks.push(context.remark(RemarkKind::NotUnderstood, Span::new(end, source.len()), message, phrase));
    }
    let blocks = section::outline::cut(&context, block::blocks(source, start, &context.lines));
    let blocks = section::labels::cut(&context, blocks);
    let has_title = document.front_matter.as_ref().is_some_and(|f| f.entries.iter().any(|e| e.key == "title"));
    let (mut sections, mut parts) = section::read(&context, &blocks, source.len(), has_title);
    fact::forms::name_sections(&context, &mut sections, &mut parts);
    section::guess::complete(&context, &mut sections, &mut parts);
    document.sections = sections;
    document.title = title(&context, &document).or_else(|| subject(&context));
    fact::read(&context, &parts, &mut document);
    let named = || document.fact(crate::document::FactKey::Title).map(|fact| fact.value.clone());
    document.title = document.title.clone().or_else(named).or_else(|| first_line(&context, &parts));
    document.footnotes = footnotes(&context, &blocks);
    for part in &parts {
        deal(&context, part, &mut document);
        passages(&context, part, &mut document.passages);
    }
    fact::parts::fill(&context, &mut document);
    timeline::read(&context, &parts, &mut document, &mut remarks);
    timeline::release(&mut document);
    fact::rows::release(&mut document);
    fact::times::complete(&context, &mut document);
    fact::prose::read(&context, &mut document);
    fact::rows::read(&context, &mut document);
    fact::sentences::length(&context, &mut document);
    action::read(&context, &parts, &mut document, &mut remarks);
    notice::read(&context, &blocks, &document, &mut remarks);
    table::form::read(&context, &blocks, &mut remarks);
    cut_off::read(&context, &blocks, &mut remarks);
    remarks.sort_by_key(|r| (r.span.start, r.kind));
    document.remarks = remarks;
    document
}

fn empty(source: &str) -> Document {
    Document {
        source: source.to_owned(),
        edits: Vec::new(),
        front_matter: None,
        title: None,
        facts: Vec::new(),
        sections: Vec::new(),
        summary: Vec::new(),
        impact: Vec::new(),
        detection: Vec::new(),
        timeline: Vec::new(),
        factors: Vec::new(),
        five_whys: Vec::new(),
        root_cause: Vec::new(),
        actions: Vec::new(),
        went_well: Vec::new(),
        went_wrong: Vec::new(),
        lucky: Vec::new(),
        lessons: Vec::new(),
        prevention: Vec::new(),
        follow_up: Vec::new(),
        review: Vec::new(),
        footnotes: Vec::new(),
        passages: Vec::new(),
        remarks: Vec::new(),
    }
}

fn title(context: &Context<'_>, document: &Document) -> Option<Text> {
    if let Some(section) = document.sections.first().filter(|s| s.kind == SectionKind::Title) {
        let text = section.title.clone();
        return Some(Text { text, span: section.heading, line: section.line });
    }
    let entry = document.front_matter.as_ref()?.entries.iter().find(|e| e.key == "title")?;
    Some(Text { text: entry.value.clone(), span: entry.span, line: context.lines.line(entry.span.start) })
}

/// `Subject: …` among the lines of the head of a mail.
fn subject(context: &Context<'_>) -> Option<Text> {
    const MOST_LINES: usize = 20;
    let mut head = crate::document::lines_of(context.source, Span::new(0, context.source.len())).take(MOST_LINES);
    let (_, first) = head.next()?;
    let is_header = |line: &str| {
        line.split_once(':').is_some_and(|(label, _)| !label.is_empty() && !label.contains([' ', '*', '#']))
    };
    let lines = std::iter::once(first).chain(head.map(|(_, line)| line)).take_while(|line| is_header(line));
    let found: Vec<&str> = lines.collect();
    let has = |label: &str| {
        found.iter().any(|line| line.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label)))
    };
    if !has("From:") && !has("To:") {
        return None;
    }
    let (span, line) = crate::document::lines_of(context.source, Span::new(0, context.source.len()))
        .take(MOST_LINES)
        .find(|(_, line)| ["Subject:", "件名:"].iter().any(|label| line.starts_with(label)))?;
    let words = line.split_once(':')?.1.trim();
    let start = span.start + line.find(words).filter(|_| !words.is_empty())?;
    Some(context.text(Span::new(start, start + words.len())))
}

/// A short line alone at the top of a text without a heading for it. A letter begins with its date and to whom it goes; its
/// subject stands below.
fn first_line(context: &Context<'_>, parts: &[section::Part<'_>]) -> Option<Text> {
    const LONGEST: usize = 120;
    const LOOKED_AT: usize = 10;
    const SUBJECTS: [&str; 6] = ["Re:", "RE:", "Subject:", "件名:", "件名：", "【件名】"];
    const NAMES: [&str; 12] = [
        "報告書",
        "ご報告",
        "について",
        "お知らせ",
        "ポストモーテム",
        "report",
        "incident",
        "outage",
        "root cause",
        "post-mortem",
        "postmortem",
        "retrospective",
    ];
    let blocks = parts.first()?.blocks.iter().take(LOOKED_AT).filter(|block| block.kind == BlockKind::Paragraph);
    let is_title =
        |words: &str| words.len() <= LONGEST && !words.contains('\n') && !words.ends_with(['.', '。', ':', '：']);
    let is_date = |words: &str| {
        let raw = time::moment::at_start(words).filter(|raw| raw.date.is_some());
        raw.is_some_and(|raw| words.get(raw.end..).is_some_and(|rest| rest.trim().is_empty()))
    };
    let first = blocks.clone().next()?;
    let words = first.span.of(context.source).trim();
    if !is_date(words) {
        return is_title(words).then(|| context.text(first.span));
    }
    let below: Vec<Span> =
        blocks.skip(1).map(|block| block.span).filter(|span| is_title(span.of(context.source))).collect();
    let subject = below.iter().find_map(|span| {
        let words = span.of(context.source);
        let rest = SUBJECTS.iter().find_map(|label| words.strip_prefix(label))?;
        Some(Span::new(span.end - rest.trim_start().len(), span.end))
    });
    let named = || {
        let is_named = |span: &&Span| {
            let lower = span.of(context.source).to_lowercase();
            NAMES.iter().any(|name| lower.contains(name))
        };
        below.iter().find(is_named).copied()
    };
    Some(context.text(subject.or_else(named).unwrap_or(first.span)))
}

/// Puts the items of a section where they belong.
fn deal(context: &Context<'_>, part: &section::Part<'_>, document: &mut Document) {
    use SectionKind as K;
    let layer = match part.kind {
        K::ImmediateCause => Some(FactorLayer::Immediate),
        K::ContributingFactors | K::Factors => Some(FactorLayer::Contributing),
        K::SystemicIssues => Some(FactorLayer::Systemic),
        _ => None,
    };
    if layer.is_some() || part.kind == K::RootCause {
        let items = item::read(context, &part.blocks);
        if part.kind == K::RootCause && layer::is_chain(context, &items, !document.five_whys.is_empty()) {
            let (why, other): (Vec<_>, Vec<_>) = items
                .into_iter()
                .flat_map(|item| layer::whys(context, item))
                .partition(|item| layer::asks(&item.text.text));
            document.five_whys.extend(why);
            document.root_cause.extend(other);
            return;
        }
        for (own, item) in items.into_iter().flat_map(|item| layer::split(context, item)) {
            match own.or(layer) {
                Some(layer) => document.factors.push(Factor { layer, item }),
                None => document.root_cause.push(item),
            }
        }
        return;
    }
    if part.kind == K::FiveWhys {
        document
            .five_whys
            .extend(item::read(context, &part.blocks).into_iter().flat_map(|item| layer::whys(context, item)));
        return;
    }
    let place = match part.kind {
        K::Summary => &mut document.summary,
        K::Impact => &mut document.impact,
        K::Detection => &mut document.detection,
        K::WentWell => &mut document.went_well,
        K::WentWrong => &mut document.went_wrong,
        K::Lucky => &mut document.lucky,
        K::Lessons => &mut document.lessons,
        K::Prevention => &mut document.prevention,
        K::FollowUp => &mut document.follow_up,
        K::Review => &mut document.review,
        _ => return,
    };
    place.extend(item::read(context, &part.blocks));
}

fn footnotes(context: &Context<'_>, blocks: &[Block]) -> Vec<Footnote> {
    let definitions = blocks.iter().filter(|b| b.kind == BlockKind::Footnote);
    definitions
        .filter_map(|block| {
            let words = block.span.of(context.source);
            let (label, rest) = words.trim_start().strip_prefix("[^")?.split_once("]:")?;
            let text = Span::new(block.span.end - rest.len(), block.span.end);
            let raw = text.of(context.source).trim();
            let start = text.start + (rest.len() - rest.trim_start().len());
            Some(Footnote {
                label: label.to_owned(),
                text: Text {
                    text: inline::fold(raw),
                    span: Span::new(start, start + raw.len()),
                    line: context.lines.line(start),
                },
                span: block.span,
            })
        })
        .collect()
}

/// The prose of a section, block by block.
fn passages(context: &Context<'_>, part: &section::Part<'_>, out: &mut Vec<Passage>) {
    let mut open: Vec<&Block> = part.blocks.iter().rev().copied().collect();
    while let Some(block) = open.pop() {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                out.push(Passage { section: part.kind, text: context.text(item::without_task(context, block.span)) });
            }
            BlockKind::List | BlockKind::Item { .. } => open.extend(block.children.iter().rev()),
            BlockKind::Table => {
                for row in table::body(context.source, block) {
                    for cell in table::row_cells(context.source, row) {
                        if !cell.is_empty() {
                            out.push(Passage { section: part.kind, text: context.text(cell) });
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// The day of the incident, as far as the head tells it.
pub(crate) fn incident_day(document: &Document) -> Option<jiff::civil::Date> {
    let context = Context { source: document.source(), lines: LineIndex::new(document.source()) };
    time::incident_day::head_day(&context, document)
}

/// Whether words begin with a time of day.
pub(crate) fn starts_with_clock(words: &str) -> bool {
    time::moment::at_start(words).is_some_and(|raw| raw.clock.is_some() && !raw.is_relative)
}

/// Whether words ask why.
pub(crate) fn asks_why(words: &str) -> bool {
    layer::asks(words)
}

/// The time at the start of some words that stand nowhere.
pub(crate) fn first_moment(words: &str) -> Option<Moment> {
    let context = Context { source: words, lines: LineIndex::new(words) };
    context.plain_moment(Span::new(0, words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_pairs_has_no_header() {
        let of = |table: &str| read(&format!("# T\n\n## Impact\n\n{table}")).impact.len();
        assert_eq!(of("| Time in SEV-1 | 31 min |\n|---|---|\n| Time in SEV-2 | 10 min |\n| Accounts | 1,204 |\n"), 3);
        assert_eq!(of("| Metric | Value |\n|---|---|\n| Time in SEV-2 | 10 min |\n"), 1);
        assert_eq!(of("| Metric | 2024 |\n|---|---|\n| Orders | 10 |\n"), 1);
    }

    #[test]
    fn what_stands_behind_the_limit_is_kept_and_named_with_its_line() {
        let row = "| 10:00 | paged |\n";
        let head = "# T\n\n## Timeline (UTC)\n\n| Time | Event |\n| --- | --- |\n";
        // Few rows that are read, and words up to the limit, so that the test is quick.
        let words = "word ".repeat(block::MOST_BYTES / 5);
        let source = format!("{head}{}\n{words}\n\n## Timeline\n\n{}", row.repeat(3), row.repeat(3));
        let document = read(&source);
        assert_eq!(document.write(), source);
        assert_eq!(document.timeline.len(), 3);
        let remark = document.not_understood().last().map(|remark| (remark.line, remark.message.contains("divide it")));
        assert_eq!(remark, Some((11, true)));
    }
}
