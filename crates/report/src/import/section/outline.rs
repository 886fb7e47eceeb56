//! Numbered outlines whose lines serve as headings, as Japanese reports and plain mails have them:
//!
//! ```text
//! 1. 障害概要             an item over its text: Markdown sees one list
//!    メールが遅延した。
//! 1.障害概要              a line without a blank: Markdown sees one paragraph
//! （２）影響範囲   ③ 経過   II. Impact
//! ```
//!
//! A list of names alone is a table of contents, and stays one.

use crate::document::{SectionKind, Span, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    inline, marks,
    section::{
        is_title_without_case,
        labels::LABEL_LEVEL,
        meaning::{is_appendix, is_beside, meaning},
    },
    time::{duration, moment},
    vocabulary,
};

/// Kinds that an outline must name, so that a list of anything else is none.
const LEAST_KINDS: usize = 2;

/// A numbered line that may be a heading.
struct Entry {
    number: usize,
    /// `4.1` stands below `4`.
    is_below: bool,
    /// The line from its number to the end of the title.
    heading: Span,
    kind: SectionKind,
    has_body: bool,
}

/// Cuts the outline of a document out of its lists and paragraphs.
pub(in crate::import) fn cut(context: &Context<'_>, blocks: Vec<Block>) -> Vec<Block> {
    let open = open_places(context, &blocks);
    let mut entries: Vec<Entry> = Vec::new();
    for (at, block) in blocks.iter().enumerate().filter(|(at, _)| open.get(*at) == Some(&true)) {
        let is_last = blocks.get(at + 1).is_none_or(|next| matches!(next.kind, BlockKind::Heading { .. }));
        match block.kind {
            BlockKind::List => {
                let items = block.children.iter().enumerate();
                entries.extend(items.filter_map(|(place, item)| {
                    let mut entry = item_entry(context, item)?;
                    entry.has_body |= place + 1 == block.children.len() && !is_last;
                    Some(entry)
                }));
            }
            BlockKind::Paragraph => entries.extend(paragraph_entries(context, block, !is_last)),
            _ => {}
        }
    }
    if !is_outline(&entries) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    let mut number = 0;
    for (block, is_open) in blocks.into_iter().zip(open) {
        match block.kind {
            BlockKind::List if is_open && is_of_outline(context, &block) => {
                for item in block.children {
                    divide_item(context, item, &mut number, &mut out);
                }
            }
            BlockKind::Paragraph if is_open => divide(context, block, &mut number, &mut out),
            _ => out.push(block),
        }
    }
    out
}

/// Which blocks stand where an outline may: below the title of the document, or a heading that says nothing.
fn open_places(context: &Context<'_>, blocks: &[Block]) -> Vec<bool> {
    let (mut is_open, mut is_first) = (true, true);
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            let title = inline::plain(block.span.of(context.source).trim_start_matches(['#', '=', ' ']));
            let is_open_title = meaning(&title) == SectionKind::Other && !is_beside(&title) && !is_appendix(&title);
            is_open = is_first || is_open_title;
            is_first = false;
        }
        out.push(is_open);
    }
    out
}

/// Whether the numbered lines are an outline: some name different parts, and most that do stand over something.
fn is_outline(entries: &[Entry]) -> bool {
    let named = || entries.iter().filter(|entry| entry.kind != SectionKind::Other);
    let mut kinds: Vec<SectionKind> = named().map(|entry| entry.kind).collect();
    let count = kinds.len();
    kinds.sort_unstable();
    kinds.dedup();
    let bodies = named().filter(|entry| entry.has_body).count();
    kinds.len() >= LEAST_KINDS && bodies * 2 > count
}

/// Whether most items of a list are entries of an outline.
fn is_of_outline(context: &Context<'_>, list: &Block) -> bool {
    let named = |item: &&Block| item_entry(context, item).is_some_and(|entry| entry.kind != SectionKind::Other);
    list.children.iter().filter(named).count() * 2 > list.children.len()
}

/// The entry that a numbered item of a list may be.
fn item_entry(context: &Context<'_>, item: &Block) -> Option<Entry> {
    let BlockKind::Item { number: Some(number), task: None } = item.kind else { return None };
    let first = item.children.first().filter(|first| first.kind == BlockKind::Paragraph)?;
    let (line, words) = lines_of(context.source, first.span).next()?;
    let heading = Span::new(item.span.start, line.start + words.trim_end().len());
    let has_body = line.end < first.span.end || item.children.len() > 1;
    Some(Entry { number, is_below: false, heading, kind: kind_of(words)?, has_body })
}

fn paragraph_entries(context: &Context<'_>, block: &Block, is_followed: bool) -> Vec<Entry> {
    let mut lines = lines_of(context.source, block.span).peekable();
    let mut out = Vec::new();
    while let Some((span, words)) = lines.next() {
        if let Some(mut entry) = line_entry(span, words) {
            entry.has_body = lines.peek().map_or(is_followed, |(_, next)| number_at(next).is_none());
            out.push(entry);
        }
    }
    out
}

/// The entry that a line may be.
fn line_entry(span: Span, line: &str) -> Option<Entry> {
    let lead = line.len() - line.trim_start().len();
    let words = line.trim();
    let (number, is_below, from) = number_at(words)?;
    let kind = kind_of(words.get(from..)?)?;
    let start = span.start + lead;
    Some(Entry { number, is_below, heading: Span::new(start, start + words.len()), kind, has_body: false })
}

/// What a title is about; none where the words are no title.
fn kind_of(title: &str) -> Option<SectionKind> {
    // `4.影響　　受信の遅延`: a label and its value.
    let is_pair = title.trim().contains("\u{3000}\u{3000}") || title.trim().contains("  ");
    let title = inline::plain(title);
    let title = title.trim_end_matches([':', '：', ' ']);
    let is_sentence = title.ends_with(['.', '。', '?', '？']) || title.contains(['。', '、', ':', '：', ';']);
    if title.is_empty() || is_sentence || is_pair || moment::at_start(title).is_some() {
        return None;
    }
    let words = title.split(' ').count();
    let is_name = if title.is_ascii() {
        vocabulary::is_section_name(title) || (words <= 2 && vocabulary::section_kind(title) != SectionKind::Other)
    } else {
        is_title_without_case(title)
    };
    let is_short = words <= 5 && title.chars().count() <= 40;
    is_short.then(|| if is_name { meaning(title) } else { SectionKind::Other })
}

/// Number, whether it is one of a part of a part, and where the title begins: `1.`, `（２）`, `③`, `4.1`, `IV.`, `三、`.
fn number_at(line: &str) -> Option<(usize, bool, usize)> {
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    const KANJI: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let first = line.chars().next()?;
    let behind = |rest: &str| line.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    for (opens, base) in [('①', 1u32), ('Ⅰ', 1)] {
        let number = u32::from(first).checked_sub(u32::from(opens)).filter(|n| *n < 12).map(|n| n + base);
        if let Some(number) = number.and_then(|n| usize::try_from(n).ok()) {
            let rest = line.get(first.len_utf8()..)?.trim_start_matches(['.', '．', '、']);
            return Some((number, false, behind(rest)));
        }
    }
    let inner = line.strip_prefix(['(', '（', '第']).unwrap_or(line);
    let closed = |rest: &str| {
        let signs = [".", "．", ")", "）", "、", "章", "\u{3000}"];
        let rest = signs.iter().find_map(|sign| rest.strip_prefix(sign)).or_else(|| {
            // `1 概要`: a blank is enough in front of a script that has none.
            rest.strip_prefix(' ').filter(|title| title.starts_with(|c: char| !c.is_ascii()))
        })?;
        let title = rest.trim_start_matches([' ', '\u{3000}']);
        title.starts_with(|c: char| c.is_alphabetic() || c == '*').then(|| behind(rest))
    };
    if let Some(number) = KANJI.iter().position(|sign| *sign == first) {
        return closed(line.get(first.len_utf8()..)?).map(|from| (number + 1, false, from));
    }
    let letters = inner.bytes().take_while(u8::is_ascii_uppercase).count();
    if let Some(number) = inner.get(..letters).and_then(|word| ROMAN.iter().position(|roman| *roman == word)) {
        let rest = inner.get(letters..)?;
        return rest
            .starts_with(['.', ')', '）', '．'])
            .then(|| closed(rest))
            .flatten()
            .map(|from| (number + 1, false, from));
    }
    let digits = |text: &str| {
        let taken: String = text.chars().map_while(duration::digit).take(3).collect();
        let length: usize = text.chars().take(taken.len()).map(char::len_utf8).sum();
        (taken.len() < 3).then(|| taken.parse::<usize>().ok()).flatten().map(|number| (number, length))
    };
    let (number, length) = digits(inner)?;
    let rest = inner.get(length..)?;
    // `4.1 直接原因`
    let below = rest.strip_prefix(['.', '．', '-', '－']).and_then(|rest| {
        let (_, length) = digits(rest)?;
        let rest = rest.get(length..)?;
        let title = rest.trim_start_matches(['.', '．', ')', '）', ' ', '\u{3000}']);
        (title.len() < rest.len() || !title.is_ascii()).then(|| behind(title))
    });
    match below {
        Some(from) => line.get(from..)?.starts_with(char::is_alphabetic).then_some((number, true, from)),
        None => closed(rest).map(|from| (number, false, from)),
    }
}

fn heading(context: &Context<'_>, span: Span, is_below: bool) -> Block {
    let kind = BlockKind::Heading { level: LABEL_LEVEL + u8::from(is_below), setext: false };
    Block { kind, span, line: context.lines.line(span.start), children: Vec::new() }
}

/// An item as a heading over what stands in it.
fn divide_item(context: &Context<'_>, item: Block, number: &mut usize, out: &mut Vec<Block>) {
    let Some(entry) = item_entry(context, &item) else {
        // An item that is no entry stays a list of its own.
        out.push(Block { kind: BlockKind::List, span: item.span, line: item.line, children: vec![item] });
        return;
    };
    *number = entry.number;
    out.push(heading(context, entry.heading, false));
    let mut children = item.children.into_iter();
    if let Some(first) = children.next() {
        push_rest(context, Span::new(entry.heading.end, first.span.end), out);
    }
    out.extend(children);
}

/// A paragraph as headings and what stands below each.
fn divide(context: &Context<'_>, block: Block, number: &mut usize, out: &mut Vec<Block>) {
    let mut from = block.span.start;
    let mut is_cut = false;
    for (span, words) in lines_of(context.source, block.span) {
        let Some(entry) = line_entry(span, words) else { continue };
        // A line that names nothing is an entry where its number goes on.
        let is_next = entry.number == *number + 1;
        if entry.kind == SectionKind::Other && (entry.is_below || !is_next || *number == 0) {
            continue;
        }
        if !entry.is_below {
            *number = entry.number;
        }
        push_rest(context, Span::new(from, entry.heading.start), out);
        out.push(heading(context, entry.heading, entry.is_below));
        from = entry.heading.end;
        is_cut = true;
    }
    if is_cut {
        push_rest(context, Span::new(from, block.span.end), out);
    } else {
        out.push(block);
    }
}

/// The words between two headings as a paragraph, divided by the marks of their lines.
fn push_rest(context: &Context<'_>, span: Span, out: &mut Vec<Block>) {
    let words = span.of(context.source);
    let start = span.start + (words.len() - words.trim_start().len());
    let span = Span::new(start, start + words.trim().len());
    if !span.is_empty() {
        let line = context.lines.line(span.start);
        let block = Block { kind: BlockKind::Paragraph, span, line, children: Vec::new() };
        out.extend(marks::split(context.source, &context.lines, vec![block]));
    }
}

#[cfg(test)]
mod tests {
    use super::number_at;
    use crate::document::{Document, SectionKind as K};

    #[test]
    fn numbers_are_read_in_many_forms() {
        for (line, expected) in [
            ("1.障害概要", Some((1, false, "障害概要"))),
            ("２．影響", Some((2, false, "影響"))),
            ("（３） 原因", Some((3, false, "原因"))),
            ("③経過", Some((3, false, "経過"))),
            ("三、対策", Some((3, false, "対策"))),
            ("4 対策", Some((4, false, "対策"))),
            ("4.1 直接原因", Some((4, true, "直接原因"))),
            ("IV. Root cause", Some((4, false, "Root cause"))),
            ("(2) Impact", Some((2, false, "Impact"))),
            ("1.5 seconds", Some((1, true, "seconds"))),
            ("10:05 down", None),
            ("2024-03-01 down", None),
            ("500 users", None),
            ("I was paged", None),
        ] {
            let found = number_at(line).map(|(number, is_below, from)| (number, is_below, line.get(from..).unwrap()));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn an_outline_opens_sections() {
        let kinds = |source: &str| {
            let document = Document::parse(source);
            assert_eq!(document.write(), source);
            document.sections.iter().map(|section| section.kind).collect::<Vec<_>>()
        };
        let list = "# メール遅延 報告書\n\n作成日:2024年3月5日\n\n1. 障害概要\n   遅延が発生した。\n2. 影響範囲\n   全利用者\n3. 対応経過\n   - 13:20 遅延\n   - 15:45 解消\n4. 原因\n   容量の逼迫\n5. 再発防止策\n   - 閾値の見直し(担当:加藤、期限:3/15)\n";
        assert_eq!(kinds(list), [K::Title, K::Summary, K::Impact, K::Timeline, K::RootCause, K::Actions]);
        let read = Document::parse(list);
        assert_eq!((read.timeline.len(), read.actions.len(), read.impact.len()), (2, 1, 1));
        let lines = "# 障害報告\n\n1.障害概要\n遅延が発生した。\n\n2.影響範囲\n全利用者\n\n3.対応経過\n13:20 遅延\n15:45 解消\n\n4.原因\n4.1 直接原因\n容量の逼迫\n\n5.再発防止策\n・閾値の見直し(担当:加藤)\n\n6.所見\nなし\n";
        assert_eq!(
            kinds(lines),
            [K::Title, K::Summary, K::Impact, K::Timeline, K::RootCause, K::ImmediateCause, K::Actions, K::Other]
        );
        let mail = "# Outage\n\n1. Summary\n   Mail was late.\n2. Impact\n   500 users\n3. Timeline (UTC)\n   - 2024-03-01 13:20 start\n   - 2024-03-01 15:45 end\n4. Action items\n   - Add alert (Kim, 2024-03-15)\n";
        assert_eq!(kinds(mail), [K::Title, K::Summary, K::Impact, K::Timeline, K::Actions]);
        let letter = "障害報告書\n\n記\n\n1.発生日時　　令和6年7月30日(火)　14:20\n2.復旧日時　　令和6年7月30日(火)　16:05\n3.影響　　　　受信データ38件の遅延\n4.処置内容\n　14:20　受信エラー発生\n　15:10　停止\n　16:05　受信再開を確認\n5.再発防止策\n　(1)更新時刻を変更する(8月5日実施予定)\n　(2)監視を追加する(実施済)\n\n以上\n";
        let read = Document::parse(letter);
        assert_eq!(read.write(), letter);
        assert_eq!((read.timeline.len(), read.actions.len()), (3, 2));
        let instant = |key| read.fact(key).and_then(|fact| fact.moment.as_ref()?.instant).map(|at| at.to_string());
        assert_eq!(instant(crate::document::FactKey::Start).as_deref(), Some("2024-07-30T05:20:00Z"));
        assert_eq!(instant(crate::document::FactKey::Resolved).as_deref(), Some("2024-07-30T07:05:00Z"));
        let roman = "I. Summary\nMail was late.\n\nII. Impact\n500 users\n";
        assert_eq!(kinds(roman), [K::Summary, K::Impact]);
    }

    #[test]
    fn other_lists_are_no_outlines() {
        for source in [
            "# T\n\n1. Summary\n2. Impact\n3. Timeline\n\n## Summary\n\nx\n",
            "# T\n\n1. Detection was slow.\n   nobody looked\n2. Recovery took long.\n   no runbook\n",
            "# T\n\n## Five whys\n\n1. Why was it slow?\n   The disk.\n2. Why the disk?\n   It was full.\n",
            "# T\n\n## Action items\n\n1. Impact alert\n   - Owner: Kim\n2. Timeline tool\n   - Owner: Lee\n",
        ] {
            let found = Document::parse(source).sections;
            assert!(found.iter().all(|section| section.level < 7), "{source}: {found:?}");
        }
    }
}
