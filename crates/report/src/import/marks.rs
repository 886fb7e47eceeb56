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
    let line = starred(line).unwrap_or(line);
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

/// The words of a heading as Backlog and Hatena write it: `*概要`, `**■概要`, stars that no other close and no blank behind them.
fn starred(line: &str) -> Option<&str> {
    const DEEPEST: usize = 3;
    let line = line.trim_end();
    let words = line.trim_start_matches('*');
    let is_title = !words.is_empty()
        && !words.starts_with(char::is_whitespace)
        && !words.contains('*')
        && !words.ends_with(['。', '.', ',', '、'])
        && words.chars().count() <= LONGEST_TITLE;
    ((1..=DEEPEST).contains(&(line.len() - words.len())) && is_title).then_some(words)
}

/// Whether stars at the margin are headings: several lines are such, and no line ends in stars as emphasis does.
fn has_starred(source: &str, blocks: &[Block]) -> bool {
    const LEAST: usize = 2;
    const LOOKED_AT: usize = 400;
    let paragraphs = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let lines = || paragraphs.clone().flat_map(|block| lines_of(source, block.span)).take(LOOKED_AT);
    let stars = lines().filter(|(_, line)| starred(line).is_some()).count();
    stars >= LEAST && !lines().any(|(_, line)| line.trim_end().ends_with('*'))
}

fn is_bullet(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(BULLET_MARKS) || (line.starts_with(DOTS) && title(line).is_none())
}

/// Replaces paragraphs that such marks divide.
pub(super) fn split(source: &str, lines: &LineIndex, blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut is_in_timeline = false;
    let has_stars = has_starred(source, &blocks);
    for block in blocks {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            let words = block.span.of(source).trim_start_matches(['#', ' ']);
            is_in_timeline = names_timeline(words).unwrap_or(is_in_timeline);
        }
        let is_marked = block.kind == BlockKind::Paragraph
            && lines_of(source, block.span)
                .any(|(_, line)| title(line).is_some() || is_bullet(line) || has_stars && starred(line).is_some());
        if is_marked {
            // The first line of all is the title.
            let has_stars = has_stars && !out.is_empty();
            divide(source, lines, &block, has_stars, &mut is_in_timeline, &mut out);
        } else {
            out.push(block);
        }
    }
    out
}

fn divide(
    source: &str,
    lines: &LineIndex,
    block: &Block,
    has_stars: bool,
    is_in_timeline: &mut bool,
    out: &mut Vec<Block>,
) {
    let mut open = false;
    for (span, line) in lines_of(source, block.span) {
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(span.start + lead, span.start + line.trim_end().len());
        let here = |kind, span: Span, children| Block { kind, span, line: lines.line(span.start), children };
        if span.is_empty() {
            continue;
        }
        if let Some(words) = title(line).or_else(|| starred(line).filter(|_| has_stars)) {
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
    fn stars_at_the_margin_are_headings_of_other_tools() {
        use crate::document::{Document, SectionKind as K};
        let source = "*【障害】メールが届かない\n\n**■発生日時\n2024/10/01(火) 10:15 ～ 13:40\n\n**■影響範囲\n新規 412名\n\n**対応履歴\n10/01 10:15　発生\n10/01 13:40　復旧\n\n**■再発防止策\n①期限を通知する（担当：佐野、期限：10/18）\n②棚卸しを行う（担当：情シス）\n";
        let document = Document::parse(source);
        assert_eq!(document.write(), source);
        let kinds: Vec<K> = document.sections.iter().map(|section| section.kind).collect();
        assert!(kinds.contains(&K::Impact) && kinds.contains(&K::Actions) && kinds.contains(&K::Timeline), "{kinds:?}");
        assert_eq!((document.timeline.len(), document.actions.len()), (2, 2));
        let emphasis = of("*One thought*\n\nmore\n\n**two**\n**three\nlines**\n");
        assert!(emphasis.iter().all(|(text, ..)| text != "**three"), "{emphasis:?}");
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
