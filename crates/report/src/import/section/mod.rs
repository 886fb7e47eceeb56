//! Headings of every kind, and the blocks that stand below each.

pub(super) mod guess;
pub(super) mod labels;
pub(super) mod meaning;
pub(super) mod outline;
pub(super) mod phrases;
pub(super) mod stems;
pub(super) mod words;

use crate::document::{Section, SectionKind, Span, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    inline,
    section::{
        labels::LABEL_LEVEL,
        meaning::{is_appendix, is_beside, meaning},
    },
    time::moment,
    timeline::status,
    vocabulary,
};

/// A section's own blocks: those before the next heading.
#[derive(Debug)]
pub(crate) struct Part<'b> {
    /// Index into the sections; none before the first heading.
    pub(crate) section: Option<usize>,
    pub(crate) kind: SectionKind,
    pub(crate) blocks: Vec<&'b Block>,
}

/// Finds the sections and deals the blocks out to them.
pub(crate) fn read<'b>(
    context: &Context<'_>,
    blocks: &'b [Block],
    end: usize,
    has_title: bool,
) -> (Vec<Section>, Vec<Part<'b>>) {
    let has_headings = blocks.iter().filter(|b| heading_level(context, b).is_some()).count() > 1;
    let mut sections: Vec<Section> = Vec::new();
    let mut parts = vec![Part { section: None, kind: SectionKind::Title, blocks: Vec::new() }];
    // Sections that are not closed yet, outermost first.
    let mut open: Vec<usize> = Vec::new();
    let is_bare =
        blocks.iter().filter_map(|b| heading_level(context, b)).filter(|level| *level < LABEL_LEVEL).count() <= 1;
    let levels: Vec<u8> = blocks.iter().filter_map(|b| heading_level(context, b)).collect();
    for (at, block) in blocks.iter().enumerate() {
        // `以上` closes a letter: what follows belongs to none of its sections.
        if block.kind == BlockKind::Paragraph && block.span.of(context.source).trim() == "以上" {
            parts.push(Part { section: None, kind: SectionKind::Other, blocks: vec![block] });
            open.clear();
            continue;
        }
        let Some((level, title)) = heading(context, block, has_headings, is_bare) else {
            if let Some(part) = parts.last_mut() {
                part.blocks.push(block);
            }
            continue;
        };
        while open.last().and_then(|i: &usize| sections.get(*i)).is_some_and(|s| s.level >= level) {
            open.pop();
        }
        let parent = open.last().copied();
        open.push(sections.len());
        let own = if is_appendix(&title) { SectionKind::Other } else { vocabulary::section_kind(&title) };
        // A deep heading among others of its level is a section, whatever it says.
        let is_alone = level <= 2 || levels.iter().filter(|l| **l <= level).count() == 1;
        let is_title = sections.is_empty()
            && level < LABEL_LEVEL
            && (own == SectionKind::Other && is_alone || (levels.len() > 1 && levels.iter().filter(|l| **l <= level).count() == 1))
            // Front matter has the title already: the first of several headings of a level is a section.
            && (!has_title || level == 1 || levels.iter().filter(|l| **l <= level).count() == 1);
        let above = parent.and_then(|i| sections.get(i)).map(|s| s.kind);
        let kind = if is_title { SectionKind::Title } else { effective(own, above, &title) };
        let kind = if kind == SectionKind::Other && !is_title { meaning(&title) } else { kind };
        let kind = by_place(kind, &title, &sections);
        // An update of a status page belongs to no section above it.
        let below = || blocks.get(at + 1).map_or("", |next| next.span.of(context.source));
        let kind = if level >= LABEL_LEVEL && status::is_update(&title, below()) { SectionKind::Other } else { kind };
        parts.push(Part { section: Some(sections.len()), kind, blocks: Vec::new() });
        sections.push(Section {
            kind,
            title,
            level,
            heading: block.span,
            body: Span::new(block.span.end, end),
            span: Span::new(block.span.start, end),
            line: block.line,
            parent,
        });
    }
    close(&mut sections);
    (sections, parts)
}

/// Ends each section where the next one begins.
fn close(sections: &mut [Section]) {
    let heads: Vec<(usize, u8)> = sections.iter().map(|s| (s.heading.start, s.level)).collect();
    for (i, section) in sections.iter_mut().enumerate() {
        let following = heads.get(i + 1..).unwrap_or_default();
        if let Some((next, _)) = following.first() {
            section.body.end = *next;
        }
        if let Some((next, _)) = following.iter().find(|(_, level)| *level <= section.level) {
            section.span.end = *next;
        }
    }
}

/// Words that mean one thing in front and another behind: `背景` below the cause is what stood behind it, `まとめ` in front
/// is a summary.
fn by_place(kind: SectionKind, title: &str, above: &[Section]) -> SectionKind {
    let has_cause = above.iter().any(|s| matches!(s.kind, SectionKind::RootCause | SectionKind::ImmediateCause));
    let is_first = above.iter().all(|s| s.kind == SectionKind::Title);
    match kind {
        SectionKind::Background if has_cause && title.contains("背景") => SectionKind::ContributingFactors,
        SectionKind::Lessons if is_first && title.contains("まとめ") => SectionKind::Summary,
        kind => kind,
    }
}

/// A sub-heading without a known word, or with one that only groups, is about what its section is about.
fn effective(own: SectionKind, above: Option<SectionKind>, title: &str) -> SectionKind {
    use SectionKind as K;
    match (above, own) {
        (None | Some(K::Title | K::Other | K::Facts), own) => own,
        (Some(K::Actions), K::Prevention | K::Detection | K::Resolution | K::Response | K::FollowUp | K::Impact) => {
            K::Actions
        }
        (
            Some(K::Timeline),
            K::Summary | K::Detection | K::Response | K::Resolution | K::Impact | K::Trigger | K::Background,
        ) => K::Timeline,
        (Some(K::Timeline), _) if moment::at_start(title).is_some() => K::Timeline,
        (Some(above), K::Other) if !is_beside(title) => above,
        (Some(_), own) => own,
    }
}

/// Level of a real heading. A text line over dashes by accident (`Author: x` above a rule) is none.
fn heading_level(context: &Context<'_>, block: &Block) -> Option<u8> {
    let BlockKind::Heading { level, setext } = block.kind else { return None };
    if setext {
        let lines: Vec<&str> = lines_of(context.source, block.span).map(|l| l.1).collect();
        let first = lines.first().copied().unwrap_or_default();
        let is_rule = lines.len() == 3 && !first.chars().any(char::is_alphanumeric);
        let is_pair = !is_rule
            && (first.trim_start().starts_with("**") && first.contains(':')
                || lines.len() > 2
                || first.starts_with('|'));
        if is_pair {
            return None;
        }
    }
    Some(level)
}

fn heading(context: &Context<'_>, block: &Block, has_headings: bool, is_bare: bool) -> Option<(u8, String)> {
    let text = block.span.of(context.source);
    if let Some(level) = heading_level(context, block) {
        // A title between two rules, as reStructuredText writes it, has its words in the second line.
        let is_words = |line: &&str| line.chars().any(char::is_alphanumeric);
        let words = lines_of(context.source, block.span).map(|l| l.1).find(is_words).unwrap_or_default();
        let words = words.trim_start_matches('\u{feff}');
        if text.starts_with('<') {
            return Some((level, inline::plain(text)));
        }
        let words = crate::import::foreign::title(words).unwrap_or(words);
        let words = words.trim().trim_start_matches('#').trim().trim_end_matches('#').trim_end();
        let words = words.split_once(" {#").map_or(words, |(words, _)| words.trim_end());
        let words = crate::import::marks::title(words).unwrap_or(words);
        let words = if level >= LABEL_LEVEL { words.trim_end_matches([':', '：']) } else { words };
        let title = inline::plain(words);
        let title = if level >= LABEL_LEVEL { title.trim_end_matches([':', '：']).to_owned() } else { title };
        return Some((level, title));
    }
    if block.kind != BlockKind::Paragraph || text.len() > 120 || text.contains(['\n', '\r']) {
        return None;
    }
    let trimmed = text.trim();
    let is_bold = (trimmed.starts_with("**") || trimmed.starts_with("__"))
        && trimmed.trim_end_matches([':', '：']).ends_with(['*', '_'])
        && trimmed.matches("**").count() + trimmed.matches("__").count() == 2;
    let title = inline::plain(trimmed);
    let title = title.trim_end_matches([':', '：']).trim().to_owned();
    if title.is_empty() || moment::at_start(&title).is_some() {
        return None;
    }
    let is_known = vocabulary::section_kind(&title) != SectionKind::Other && title.split(' ').count() <= 5;
    let is_colon = trimmed.ends_with([':', '：']);
    let is_told = is_bare && is_colon && title.split(' ').count() <= 8 && meaning(&title) != SectionKind::Other;
    let is_label = is_colon || is_title_without_case(&title);
    // The bare name of a section in a line of its own.
    let is_name = title == trimmed
        && title.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
        && vocabulary::is_section_name(&title)
        || is_appendix(&title) && title.chars().count() <= 40 && !title.ends_with(['.', '。']);
    // `**How did we respond?**`: a question in bold is a heading, whatever it asks.
    let is_asked = is_bold && title.ends_with(['?', '？']);
    (is_asked || (is_bold && (is_known || !has_headings)) || (is_known && is_label) || is_told || is_name)
        .then_some((LABEL_LEVEL, title))
}

/// Whether all letters are capitals, or a Japanese line is a few words and no sentence.
fn is_title_without_case(title: &str) -> bool {
    const LONGEST: usize = 20;
    let is_sentence = title.contains(['。', '、', '，']) || title.ends_with(['た', 'す', 'る', 'い', 'ん']);
    let has_capitals = title.chars().any(char::is_uppercase);
    let is_short = !is_sentence && title.chars().count() <= LONGEST;
    !title.chars().any(char::is_lowercase) && if title.is_ascii() { has_capitals } else { is_short }
}
