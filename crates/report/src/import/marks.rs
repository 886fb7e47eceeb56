//! Plain text with the marks that Japanese reports use instead of Markdown: `■概要`, `【経緯】`, `・項目`.
//!
//! CommonMark sees one paragraph in such lines. Here it becomes headings, lists and paragraphs, with their places kept.

use crate::document::{LineIndex, SectionKind, Span, lines_of};
use crate::import::{
    block::{Block, BlockKind},
    section::meaning::meaning,
    time::moment,
};

/// Level of a heading that only a mark makes: below every heading of Markdown; a triangle stands below the other marks, and
/// the days of a timeline below its heading: `【10月10日】` under `■ 時系列`.
fn level(line: &str, is_in_timeline: bool) -> u8 {
    if is_in_timeline && title(line).is_some_and(is_day) {
        9
    } else if line.trim_start().starts_with(['▼', '▽', '▶', '▷']) {
        8
    } else {
        7
    }
}

/// `10月10日（火）`, `2024-05-01`: a day, and hardly anything else.
fn is_day(words: &str) -> bool {
    moment::at_start(words).is_some_and(|raw| {
        let rest = words.get(raw.end..).unwrap_or_default();
        raw.date.is_some() && raw.clock.is_none() && rest.chars().filter(|c| c.is_alphanumeric()).count() <= 4
    })
}

/// Whether the words of a heading name a timeline; none where they are a day, which opens nothing new.
fn names_timeline(words: &str) -> Option<bool> {
    (!is_day(words)).then(|| meaning(words) == SectionKind::Timeline)
}

/// Longest heading, in characters; longer lines are sentences.
const LONGEST_TITLE: usize = 40;

const HEADING_MARKS: &[char] = &['■', '□', '◆', '◇', '▼', '▽', '▶', '▷', '●', '◎'];
/// Marks of headings that are marks of bullets as well.
const DOTS: &[char] = &['●', '◎', '◆', '◇'];
const BULLET_MARKS: &[char] = &['・', '•', '‣', '※'];

/// The words of a heading that a mark makes.
pub(super) fn title(line: &str) -> Option<&str> {
    let line = line.trim();
    let words = match line.strip_prefix('【') {
        Some(rest) => rest.strip_suffix('】')?,
        None => line.strip_prefix(HEADING_MARKS)?,
    };
    let words = words.trim().trim_end_matches([':', '：']).trim_end();
    // A dot in front of a sentence or of attributes is a bullet: `●上限で通知する（担当：蓮見）`.
    let is_item = line.starts_with(DOTS)
        && (words.contains(['：', ':', '、'])
            || words.ends_with(['る', 'た', 'す', '）'])
            || words.chars().count() > 24);
    if is_item {
        return None;
    }
    let is_short = words.chars().count() <= LONGEST_TITLE && !words.ends_with(['。', '.']);
    (!words.is_empty() && is_short && !words.starts_with(HEADING_MARKS)).then_some(words)
}

fn is_bullet(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(BULLET_MARKS) || (line.starts_with(DOTS) && title(line).is_none())
}

/// Replaces paragraphs that such marks divide.
pub(super) fn split(source: &str, lines: &LineIndex, blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut is_in_timeline = false;
    for block in blocks {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            let words = block.span.of(source).trim_start_matches(['#', ' ']);
            is_in_timeline = names_timeline(words).unwrap_or(is_in_timeline);
        }
        let is_marked = block.kind == BlockKind::Paragraph
            && lines_of(source, block.span).any(|(_, line)| title(line).is_some() || is_bullet(line));
        if is_marked {
            divide(source, lines, &block, &mut is_in_timeline, &mut out);
        } else {
            out.push(block);
        }
    }
    out
}

fn divide(source: &str, lines: &LineIndex, block: &Block, is_in_timeline: &mut bool, out: &mut Vec<Block>) {
    let mut open = false;
    for (span, line) in lines_of(source, block.span) {
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(span.start + lead, span.start + line.trim_end().len());
        let here = |kind, span: Span, children| Block { kind, span, line: lines.line(span.start), children };
        if span.is_empty() {
            continue;
        }
        if let Some(words) = title(line) {
            let level = level(line, *is_in_timeline);
            *is_in_timeline = names_timeline(words).unwrap_or(*is_in_timeline);
            out.push(here(BlockKind::Heading { level, setext: false }, span, Vec::new()));
            open = false;
        } else if is_bullet(line) {
            let rest = span.of(source).trim_start_matches(BULLET_MARKS).trim_start_matches(DOTS).trim_start();
            let words = Span::new(span.end - rest.len(), span.end);
            let item = here(
                BlockKind::Item { number: None, task: None },
                span,
                vec![here(BlockKind::Paragraph, words, Vec::new())],
            );
            match out.last_mut().filter(|last| open && last.kind == BlockKind::List) {
                Some(list) => {
                    list.span.end = span.end;
                    list.children.push(item);
                }
                None => out.push(here(BlockKind::List, span, vec![item])),
            }
            open = true;
        } else if let Some(last) = out.last_mut().filter(|last| open && last.kind != BlockKind::List) {
            last.span.end = span.end;
        } else {
            // Words behind a list begin a paragraph of their own.
            out.push(here(BlockKind::Paragraph, span, Vec::new()));
            open = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> Vec<(String, usize, usize)> {
        let lines = LineIndex::new(source);
        crate::import::block::blocks(source, 0, &lines)
            .iter()
            .map(|block| (block.span.of(source).to_owned(), block.line, block.children.len()))
            .collect()
    }

    #[test]
    fn marks_divide_a_paragraph() {
        let found = of("■概要\n決済が失敗した。\n二行目\n【今後の対応】\n・監視を追加\n・上限の見直し\n以上\n");
        let expected = [
            ("■概要", 1, 0),
            ("決済が失敗した。\n二行目", 2, 0),
            ("【今後の対応】", 4, 0),
            ("・監視を追加\n・上限の見直し", 5, 2),
            ("以上", 7, 0),
        ];
        assert_eq!(found, expected.map(|(text, line, children)| (text.to_owned(), line, children)));
    }

    #[test]
    fn sentences_are_no_headings() {
        for (line, expected) in [
            ("■ 経緯：", Some("経緯")),
            ("【経緯】", Some("経緯")),
            ("【重要】本件は調査中", None),
            ("●本件は調査中です。", None),
            ("plain", None),
            ("■", None),
        ] {
            assert_eq!(title(line), expected, "{line}");
        }
    }
}
