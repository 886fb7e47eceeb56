//! Labels that serve as headings inside paragraphs and lists: they become blocks of their own, with their places kept.
//!
//! ```text
//! Timeline:                          the first line of a paragraph, over rows without a blank line
//! *Why?*                             emphasis alone in the first line
//! 1. **Summary**                     a numbered item that is alone and names a section
//! **Summary:** No scan reached …     a label in front of its text; `tl;dr`, `why: …` where nothing else is a heading
//! **Ines:** How did it go?           a question of an interview
//! ```

use crate::document::{FactKey, SectionKind, Span, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    fact::words,
    inline,
    section::meaning::{is_beside, meaning},
    time::moment,
    timeline::status,
    vocabulary,
};

/// Level of a label that serves as heading: below every heading of Markdown.
pub(in crate::import) const LABEL_LEVEL: u8 = 7;
/// Longest label in front of its text, in characters.
const LONGEST_LABEL: usize = 32;

/// Cuts the labels of all blocks.
pub(in crate::import) fn cut(context: &Context<'_>, blocks: Vec<Block>) -> Vec<Block> {
    let headings = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. })).count();
    let run_ins = blocks.iter().filter(|block| run_in(context, block).is_some()).count();
    let questions = blocks.iter().filter(|block| question(context, block).is_some()).count();
    let is_bare = headings <= 1;
    let mut inside = SectionKind::Title;
    let mut is_aside = false;
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        if let BlockKind::Heading { level, .. } = block.kind {
            let title = inline::plain(block.span.of(context.source).trim_start_matches(['#', '=', ' ']));
            let kind = meaning(&title);
            is_aside = is_beside(&title);
            inside = if level < LABEL_LEVEL && out.is_empty() { SectionKind::Title } else { kind };
        }
        let is_open = matches!(
            inside,
            SectionKind::Title | SectionKind::Other | SectionKind::Facts | SectionKind::Summary | SectionKind::Evidence
        );
        let is_head = matches!(inside, SectionKind::Title | SectionKind::Other | SectionKind::Facts) && !is_aside;
        if let Some((head, run)) = labelled_run(context, &block).filter(|_| is_head) {
            if !head.is_empty() {
                out.push(Block { span: head, ..block });
            }
            for (label, text) in run {
                out.push(heading(context, label));
                let line = context.lines.line(text.start);
                out.push(Block { kind: BlockKind::Paragraph, span: text, line, children: Vec::new() });
            }
            continue;
        }
        let found = first_line(context, &block, is_bare)
            .filter(|_| !is_aside)
            .or_else(|| run_in(context, &block).filter(|_| run_ins >= 2 && (is_bare || is_open)))
            .or_else(|| question(context, &block).filter(|_| questions >= 3));
        if let Some((label, rest)) = found {
            out.push(heading(context, label));
            if !rest.is_empty() {
                let line = context.lines.line(rest.start);
                out.push(Block { kind: BlockKind::Paragraph, span: rest, line, children: Vec::new() });
            }
        } else if let Some(label) = lone_item(context, &block).filter(|_| is_bare) {
            out.push(heading(context, label));
            let item = block.children.into_iter().next();
            out.extend(item.into_iter().flat_map(|item| item.children.into_iter().skip(1)));
        } else if let Some((label, rest)) = label_line(context, &block) {
            let line = context.lines.line(rest.start);
            out.push(Block { span: label, ..block.clone() });
            out.push(Block { kind: BlockKind::Paragraph, span: rest, line, children: Vec::new() });
        } else {
            out.push(block);
        }
    }
    out
}

fn heading(context: &Context<'_>, span: Span) -> Block {
    let kind = BlockKind::Heading { level: LABEL_LEVEL, setext: false };
    Block { kind, span, line: context.lines.line(span.start), children: Vec::new() }
}

/// `Timeline:` over times, dashes and indented lines without a blank line.
fn label_line(context: &Context<'_>, block: &Block) -> Option<(Span, Span)> {
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let mut lines = lines_of(context.source, block.span);
    let (first, words) = lines.next()?;
    let (second, below) = lines.next()?;
    let words = words.trim().trim_end_matches("<br>").trim_end();
    // `Timeline` over `: 07:10 — …`: a term and its definitions.
    let is_term =
        below.starts_with(": ") && vocabulary::is_section_name(words) && tells(vocabulary::section_kind(words));
    if is_term {
        return Some((first, Span::new(second.start, block.span.end)));
    }
    let title = words.strip_suffix([':', '：'])?;
    let is_name = vocabulary::is_section_name(title)
        || (vocabulary::section_kind(title) != SectionKind::Other && title.split(' ').count() <= 5);
    // A label over prose may be a sentence; over times, dashes and indented lines it is a heading.
    let is_list = below.starts_with([' ', '\t', '-', '*', '•']) || moment::at_start(below).is_some();
    (is_name && is_list && !title.contains([':', '.'])).then(|| (first, Span::new(second.start, block.span.end)))
}

/// `*Why?*` or `SUMMARY` alone in the first line of a paragraph: emphasis around all of it, about something a section is about.
fn first_line(context: &Context<'_>, block: &Block, is_bare: bool) -> Option<(Span, Span)> {
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let mut lines = lines_of(context.source, block.span);
    let (first, words) = lines.next()?;
    let rest = lines
        .next()
        .map_or(Span::new(block.span.end, block.span.end), |(second, _)| Span::new(second.start, block.span.end));
    let trimmed = words.trim().trim_end_matches([':', '：']);
    let is_marked = ["**", "__", "*", "_"].iter().any(|mark| {
        let inner = trimmed.strip_prefix(mark).and_then(|w| w.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    });
    // `SUMMARY` over its text in a mail: the name of a section and nothing else, in capitals or where nothing else is a heading.
    let is_capital = trimmed.chars().any(char::is_uppercase) && !trimmed.chars().any(char::is_lowercase);
    let is_title = is_bare && trimmed.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    if (is_capital || is_title)
        && !rest.is_empty()
        && vocabulary::is_section_name(trimmed)
        && tells(vocabulary::section_kind(trimmed))
    {
        return Some((first, rest));
    }
    // A paragraph that is nothing but bold words is judged with the headings.
    let is_judged_there = rest.is_empty() && trimmed.starts_with("**");
    let title = inline::plain(trimmed);
    let is_short = title.split_whitespace().count() <= 6 && title.chars().count() <= LONGEST_LABEL;
    let is_named = is_marked && is_short && !is_judged_there && !title.ends_with(['.', '。']);
    let is_told = || meaning(&title) != SectionKind::Other || status::is_update(&title, rest.of(context.source));
    (is_named && moment::at_start(&title).is_none() && is_told()).then_some((first, rest))
}

/// `**Summary:** No scan …`, `**tl;dr** the free tier …`, `why: flags with no default …`.
fn run_in(context: &Context<'_>, block: &Block) -> Option<(Span, Span)> {
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let words = block.span.of(context.source);
    let bold = words.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    let (label, behind, length) = if let Some((label, behind)) = bold {
        let (sign, rest) = match behind.strip_prefix([':', '：', '.', '。']) {
            Some(rest) => (behind.len() - rest.len(), rest),
            None => (0, behind),
        };
        (label, rest, 4 + label.len() + sign)
    } else {
        let at = words.find([':', '：'])?;
        let sign = words.get(at..)?.chars().next()?;
        (words.get(..at)?, words.get(at + sign.len_utf8()..)?, at + sign.len_utf8())
    };
    let name = label.trim_end_matches([':', '：', '.', '。', ' ']);
    let is_short = name.chars().count() <= LONGEST_LABEL && !name.contains(['\n', '*', '`', '(', '（']);
    let is_section = is_short && vocabulary::is_section_name(name) && tells(vocabulary::section_kind(name));
    // Labels below it make it one pair of the head among others.
    let is_pairs = lines_of(context.source, block.span).skip(1).any(|(_, line)| is_pair(line));
    // A pair has a few words, a section a sentence or a list below.
    let is_text = behind.trim().is_empty()
        || behind.split_whitespace().count() >= 6
        || (!behind.is_ascii() && behind.chars().count() >= 16)
        || behind.trim_end().ends_with(['.', '。']);
    let rest = behind.len() - behind.trim_start().len();
    let from = block.span.start + length;
    let is_found = is_section && !is_pairs && is_text;
    is_found.then(|| (Span::new(block.span.start, from), Span::new((from + rest).min(block.span.end), block.span.end)))
}

/// What a line of a head is.
enum HeadLine {
    /// The label of a part in front of its text: where the label ends, and where the text begins.
    Part(usize, usize),
    /// A pair of the head.
    Pair,
    /// Words that go on with the line above.
    Words,
}

/// Parts that close the pairs of a head, each behind its label: `**Summary:** …` over `**Impact:** …`, as the template of
/// the book on site reliability has them. The pairs in front, then each label and its text.
fn labelled_run(context: &Context<'_>, block: &Block) -> Option<(Span, Vec<(Span, Span)>)> {
    const LEAST: usize = 2;
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let lines: Vec<(Span, HeadLine)> =
        lines_of(context.source, block.span).map(|(span, words)| (span, head_line(words))).collect();
    let from = lines.iter().rposition(|(_, line)| matches!(line, HeadLine::Pair)).map_or(0, |at| at + 1);
    let mut run: Vec<(Span, Span)> = Vec::new();
    for (span, line) in lines.get(from..)? {
        match (line, run.last_mut()) {
            (HeadLine::Part(end, text), _) => {
                run.push((Span::new(span.start, span.start + end), Span::new(span.start + text, span.end)));
            }
            (_, Some((_, text))) => text.end = span.end,
            _ => {}
        }
    }
    let is_text = |(_, text): &&(Span, Span)| {
        let words = text.of(context.source).trim_end_matches(['\\', ' ']);
        words.split_whitespace().count() >= 5
            || (!words.is_ascii() && words.chars().count() >= 10)
            || words.ends_with(['.', '。'])
    };
    let first = run.first()?.0.start;
    let head = Span::new(block.span.start, block.span.start.max(first));
    let head = Span::new(head.start, head.start + head.of(context.source).trim_end().len());
    (run.len() >= LEAST && run.iter().filter(is_text).count() >= LEAST).then_some((head, run))
}

fn head_line(line: &str) -> HeadLine {
    use SectionKind as K;
    let bold = line.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    let bold = bold.filter(|(label, behind)| label.ends_with([':', '：']) || behind.starts_with([':', '：']));
    let (name, rest) = match bold.or_else(|| line.split_once([':', '：']).filter(|_| !line.starts_with("**"))) {
        Some(found) => found,
        None if is_pair(line) => return HeadLine::Pair,
        None => return HeadLine::Words,
    };
    let behind = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
    let name = name.trim_end_matches([':', '：', ' ']);
    let is_part = vocabulary::is_section_name(name)
        && name.chars().count() <= LONGEST_LABEL
        && matches!(
            vocabulary::section_kind(name),
            K::Summary | K::Impact | K::RootCause | K::ImmediateCause | K::ContributingFactors | K::Trigger
                | K::Detection | K::Resolution | K::Response | K::Lessons
        )
        && !behind.is_empty()
        // `検知：10:05` is a time of the head.
        && moment::at_start(behind).is_none();
    let text = line.len() - behind.len();
    let label = line.get(..text).unwrap_or_default().trim_end().len();
    match is_part {
        true => HeadLine::Part(label, text),
        false if is_pair(line) => HeadLine::Pair,
        false => HeadLine::Words,
    }
}

/// Kinds whose label may stand in front of their text.
fn tells(kind: SectionKind) -> bool {
    use SectionKind as K;
    !matches!(kind, K::Other | K::Facts | K::Title | K::Participants | K::Review | K::Background | K::FollowUp)
}

/// `**Severity:** 2`, `Owner: x`.
fn is_pair(line: &str) -> bool {
    let label = line.trim_start_matches(['*', '_', ' ', '-']).split([':', '：']).next().unwrap_or_default();
    label.len() < line.len()
        && label.split_whitespace().count() <= 4
        && (line.starts_with("**") || words::fact_key(&inline::plain(label)) != FactKey::Other)
}

/// A numbered item that is alone in its list and whose first paragraph names a section: `1. **Summary**`.
fn lone_item(context: &Context<'_>, block: &Block) -> Option<Span> {
    let [item] = block.children.as_slice() else { return None };
    let is_numbered = block.kind == BlockKind::List && matches!(item.kind, BlockKind::Item { number: Some(_), .. });
    let first = item.children.first().filter(|first| is_numbered && first.kind == BlockKind::Paragraph)?;
    let words = first.span.of(context.source).trim();
    let is_bold = words.starts_with("**") && words.trim_end_matches([':', '：']).ends_with("**");
    let title = inline::plain(words);
    let title = title.trim_end_matches([':', '：']);
    let is_short = !words.contains('\n') && title.split_whitespace().count() <= 6 && title.chars().count() <= 40;
    let is_named = vocabulary::is_section_name(title) || (is_bold && meaning(title) != SectionKind::Other);
    (is_short && is_named).then(|| Span::new(item.span.start, first.span.end))
}

/// A paragraph that is a question behind a bold name: `**Ines:** How did it go from there?`
fn question(context: &Context<'_>, block: &Block) -> Option<(Span, Span)> {
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let words = block.span.of(context.source);
    let (name, behind) = words.strip_prefix("**")?.split_once("**")?;
    let is_speaker = name.ends_with([':', '：']) || behind.starts_with([':', '：']);
    let is_name = is_speaker && name.split_whitespace().count() <= 3 && !name.contains('\n');
    let asked = behind.trim_start_matches([':', '：', ' ']);
    let is_question = asked.trim_end().ends_with(['?', '？']) && !asked.contains('\n') && asked.chars().count() <= 120;
    let start = block.span.end - asked.len();
    let end = Span::new(block.span.end, block.span.end);
    (is_name && is_question).then(|| (Span::new(start, block.span.end), end))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, SectionKind as K};

    fn sections(source: &str) -> Vec<(usize, K)> {
        Document::parse(source).sections.iter().map(|section| (section.line, section.kind)).collect()
    }

    #[test]
    fn labels_open_sections() {
        let found = sections(
            "# T\n\n**tl;dr** all was free\nfor an hour, sorry\n\nwhy: flags without a default are true.\n\nx\n",
        );
        assert_eq!(found, [(1, K::Title), (3, K::Summary), (6, K::RootCause)]);
        let found = sections("**T of it**\n\n1. **Summary**\n\nNo seats.\n\n2. **Timeline**\n\n- 10:00 a\n");
        assert!(found.ends_with(&[(3, K::Summary), (7, K::Timeline)]), "{found:?}");
        let found = sections("T\n==\n\n*なぜ？*\n単位が変わった。\n\n*よかった*\n監視が気づいた。\n");
        assert_eq!(found, [(1, K::Title), (4, K::RootCause), (7, K::WentWell)]);
        let found = sections(
            "# T\n\n**A:** Hello?\n\n**B:** Hm.\n\n**A:** What did it cost?\n\n**B:** A lot.\n\n**A:** And what will be different?\n\n**B:** a) this\n",
        );
        assert_eq!(found, [(1, K::Title), (3, K::Other), (7, K::Impact), (11, K::Actions)]);
    }

    #[test]
    fn pairs_of_a_head_stay_pairs() {
        let document = Document::parse("# T\n\n**Impact:** 3 % of requests\n**Severity:** SEV2\n\n## Summary\n\nx\n");
        assert_eq!(document.sections.len(), 2);
        assert_eq!(document.facts.len(), 2);
    }
}
