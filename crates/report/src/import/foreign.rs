//! Headings, tables and paragraphs of other markups inside Markdown: MediaWiki, Jira and Confluence, AsciiDoc, HTML.
//!
//! Exports keep the marks of the tool they come from. CommonMark sees paragraphs and raw HTML in them; here they become the
//! blocks that a reader sees, with their places kept:
//!
//! ```text
//! == Timeline ==        h2. Timeline        <h2>Timeline</h2>      headings; ** Timeline below `#+TITLE:`
//! ||When||What||        |時刻|事象|h          {| … |- … |}          tables; ^ When ^ What ^ and |=== as well, without a delimiter row
//! * 概要                                                            a bullet that is alone and the bare name of a section
//! ```

use crate::document::{LineIndex, Span, lines_of};
use crate::import::{
    block::{Block, BlockKind},
    vocabulary,
};

/// Longest heading, in characters; longer lines are sentences.
const LONGEST_TITLE: usize = 120;

/// Replaces the blocks that such marks divide.
pub(super) fn read(source: &str, lines: &LineIndex, blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let is_org = lines_of(source, Span::new(0, source.len()))
        .take(20)
        .any(|(_, line)| line.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("#+title:")));
    // `h2. Timeline` says that `# step` is a numbered bullet.
    let is_jira = lines_of(source, Span::new(0, source.len()))
        .take(200)
        .any(|(_, line)| line.starts_with('h') && heading(line).is_some());
    for block in blocks {
        if is_jira && block.span.of(source).starts_with("# ") && matches!(block.kind, BlockKind::Heading { .. }) {
            bullet(source, lines, &block, &mut out);
            continue;
        }
        // Paragraphs inside a table that was read.
        if out.last().is_some_and(|last: &Block| last.kind == BlockKind::Table && block.span.start < last.span.end) {
            continue;
        }
        match block.kind {
            BlockKind::Paragraph if opens_table(source, &block).is_some() => {
                let start = opens_table(source, &block).unwrap_or(block.span.start);
                // `[cols="1,4"]` in front of it says how it looks.
                let head = trimmed(Span::new(block.span.start, start).of(source), block.span.start);
                if !head.is_empty() {
                    let head = here(lines, BlockKind::Paragraph, head, Vec::new());
                    if has_marks(source, head.span, is_org) {
                        divide(source, lines, &head, is_org, &mut out);
                    } else {
                        out.push(head);
                    }
                }
                let table = here(lines, block.kind, Span::new(start, block.span.end), Vec::new());
                asciidoc_table(source, lines, &table, &mut out);
            }
            BlockKind::Paragraph if has_marks(source, block.span, is_org) => {
                divide(source, lines, &block, is_org, &mut out);
            }
            BlockKind::Table if block.span.of(source).starts_with('!') => {
                out.push(wiki_table(source, lines, block.span));
            }
            BlockKind::Html => html(source, lines, &block, &mut out),
            // In an outline, stars at the margin are headings.
            BlockKind::List if is_org && block.span.of(source).starts_with("* ") => {
                outline(source, lines, &block, &mut out);
            }
            BlockKind::List => out.push(named(source, block)),
            _ => out.push(block),
        }
    }
    out
}

/// A heading of Markdown that is a bullet of another tool, put to the list in front of it.
fn bullet(source: &str, lines: &LineIndex, block: &Block, out: &mut Vec<Block>) {
    let rest = block.span.of(source).trim_start_matches('#');
    let own = trimmed(rest, block.span.end - rest.len());
    let words = here(lines, BlockKind::Paragraph, own, Vec::new());
    let item = here(lines, BlockKind::Item { number: Some(1), task: None }, block.span, vec![words]);
    match out.last_mut().filter(|last| last.kind == BlockKind::List && last.line + last.children.len() == block.line) {
        Some(list) => {
            list.span.end = block.span.end;
            list.children.push(item);
        }
        None => out.push(here(lines, BlockKind::List, block.span, vec![item])),
    }
}

/// The items of a list that is an outline: a heading each, with what stands below it.
fn outline(source: &str, lines: &LineIndex, list: &Block, out: &mut Vec<Block>) {
    for item in &list.children {
        let mut children = item.children.iter();
        if let Some(first) = children.next().filter(|first| first.kind == BlockKind::Paragraph) {
            let title = lines_of(source, first.span).next().map_or(first.span, |(span, _)| span);
            let heading = Span::new(item.span.start, title.end);
            out.push(here(lines, BlockKind::Heading { level: 1, setext: false }, heading, Vec::new()));
            let below = Span::new(title.end, first.span.end);
            let rest = trimmed(below.of(source), below.start);
            if !rest.is_empty() {
                divide(source, lines, &here(lines, BlockKind::Paragraph, rest, Vec::new()), true, out);
            }
        }
        out.extend(children.cloned());
    }
}

/// `** Timeline`: level and words of a heading of an outline.
fn org_heading(line: &str) -> Option<(u8, &str)> {
    let stars = line.bytes().take_while(|b| *b == b'*').count();
    let words = line.get(stars..)?.strip_prefix(' ')?.trim();
    let words = words.strip_prefix("TODO ").or_else(|| words.strip_prefix("DONE ")).unwrap_or(words);
    let level = u8::try_from(stars).ok().filter(|level| (1..=6).contains(level))?;
    (!words.is_empty()).then_some((level, words))
}

fn has_marks(source: &str, span: Span, is_org: bool) -> bool {
    if is_org && lines_of(source, span).any(|(_, line)| org_heading(line).is_some()) {
        return true;
    }
    if is_loose_table(source, span) {
        return true;
    }
    let mut pipes = 0;
    lines_of(source, span).any(|(_, line)| {
        pipes += usize::from(is_row(line));
        heading(line).is_some() || pipes >= 2 || line.starts_with("{|")
    })
}

/// A table whose delimiter row has not as many cells as its header, which Markdown takes for words.
fn is_loose_table(source: &str, span: Span) -> bool {
    let mut lines = lines_of(source, span);
    let (Some((_, header)), Some((_, delimiter))) = (lines.next(), lines.next()) else { return false };
    header.matches('|').count() >= 2 && is_divider(delimiter) && delimiter.contains('|') && delimiter.contains("--")
}

fn is_divider(line: &str) -> bool {
    line.trim().bytes().all(|b| matches!(b, b'|' | b'-' | b'+' | b':' | b'=' | b' ' | b'\t'))
}

/// The words of a heading without the marks of another tool; none where it has none.
pub(super) fn title(line: &str) -> Option<&str> {
    let line = line.trim();
    let bullet = || line.strip_prefix(['*', '-', '+']).and_then(|rest| rest.strip_prefix(' ')).map(str::trim);
    heading(line).or_else(|| org_heading(line)).map(|(_, words)| words).or_else(bullet)
}

/// Level and words of a heading in the marks of another tool.
fn heading(line: &str) -> Option<(u8, &str)> {
    let line = line.trim();
    let (level, words) = if let Some(rest) = line.strip_prefix('h') {
        let (digit, words) = rest.split_once(". ")?;
        (digit.parse().ok().filter(|level| (1..=6).contains(level) && digit.len() == 1)?, words)
    } else {
        let run = line.bytes().take_while(|b| *b == b'=').count();
        let words = line.get(run..)?.strip_prefix(' ')?;
        (u8::try_from(run).ok().filter(|run| (1..=6).contains(run))?, words.trim_end_matches('='))
    };
    let words = words.trim();
    (!words.is_empty() && words.chars().count() <= LONGEST_TITLE).then_some((level, words))
}

/// Whether a line is a row between pipes, or the head of one between carets.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    let is_head = line.starts_with("^ ") && line.ends_with('^') && line.matches('^').count() >= 3;
    is_head || line.starts_with('|') && line.len() > 2 && line.trim_end_matches('h').ends_with('|')
}

fn here(lines: &LineIndex, kind: BlockKind, span: Span, children: Vec<Block>) -> Block {
    Block { kind, span, line: lines.line(span.start), children }
}

fn divide(source: &str, lines: &LineIndex, block: &Block, is_org: bool, out: &mut Vec<Block>) {
    if block.span.of(source).starts_with("{|") {
        out.push(wiki_table(source, lines, block.span));
        return;
    }
    let is_loose = is_loose_table(source, block.span);
    let mut open = false;
    for (span, line) in lines_of(source, block.span) {
        if let Some((level, _)) = heading(line).or_else(|| is_org.then(|| org_heading(line)).flatten()) {
            out.push(here(lines, BlockKind::Heading { level, setext: false }, span, Vec::new()));
            open = false;
            continue;
        }
        let is_row = is_row(line) || (is_loose && line.contains('|'));
        let kind = if is_row { BlockKind::Table } else { BlockKind::Paragraph };
        // `|---+---|` divides the header from the rows in some tools.
        if is_divider(line) && (is_row || line.trim_start().starts_with('+')) {
            continue;
        }
        if open && let Some(last) = out.last_mut().filter(|last| last.kind == kind) {
            last.span.end = span.end;
        } else {
            out.push(here(lines, kind, span, Vec::new()));
            open = true;
        }
        if kind == BlockKind::Table
            && let Some(table) = out.last_mut()
        {
            let cells = if is_loose { crate::import::table::cells(source, span) } else { pipe_cells(line, span.start) };
            let cells = cells.into_iter().map(|cell| here(lines, BlockKind::Paragraph, cell, Vec::new()));
            table.children.push(here(lines, BlockKind::Row, span, cells.collect()));
        }
    }
}

/// Cells between single or double pipes; those inside the brackets of a link do not divide.
fn pipe_cells(line: &str, base: usize) -> Vec<Span> {
    let body = line.trim_end().trim_end_matches('h');
    if let Some(head) = body.trim_start().strip_prefix('^') {
        let mut at = base + body.len() - head.len();
        return head
            .trim_end_matches('^')
            .split('^')
            .map(|cell| {
                let span = trimmed(cell, at);
                at += cell.len() + 1;
                span
            })
            .collect();
    }
    let lead = body.len() - body.trim_start().trim_start_matches('|').len();
    let is_double = body.trim_start().starts_with("||") || body.contains("||") && body.trim_start().starts_with('!');
    let mut out = Vec::new();
    let (mut from, mut depth, mut skip) = (lead, 0usize, false);
    for (at, byte) in body.bytes().enumerate().skip(lead) {
        match byte {
            _ if skip => skip = false,
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 => {
                out.push((from, at));
                skip = is_double && body.as_bytes().get(at + 1) == Some(&b'|');
                from = at + 1 + usize::from(skip);
            }
            _ => {}
        }
    }
    out.push((from, body.len()));
    if out.last().is_some_and(|(from, to)| from >= to) {
        out.pop();
    }
    out.into_iter().filter_map(|(from, to)| Some(trimmed(body.get(from..to)?, base + from))).collect()
}

fn trimmed(words: &str, start: usize) -> Span {
    let start = start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// `{| … |-` and `! head !! head` or `| cell || cell`, one or several cells a line.
fn wiki_table(source: &str, lines: &LineIndex, span: Span) -> Block {
    let mut rows: Vec<Block> = Vec::new();
    let mut is_new = true;
    for (line_span, line) in lines_of(source, span) {
        let mark = line.trim_start();
        if mark.starts_with("{|") || mark.starts_with("|}") || mark.starts_with("|-") || mark.starts_with("|+") {
            is_new = true;
            continue;
        }
        let Some(rest) = mark.strip_prefix(['!', '|']) else { continue };
        let from = line_span.end - rest.len();
        if is_new {
            rows.push(here(lines, BlockKind::Row, line_span, Vec::new()));
            is_new = false;
        }
        let Some(row) = rows.last_mut() else { continue };
        row.span.end = line_span.end;
        let mut at = 0;
        for cell in rest.split(if mark.starts_with('!') { "!!" } else { "||" }) {
            row.children.push(here(lines, BlockKind::Paragraph, trimmed(cell, from + at), Vec::new()));
            at += cell.len() + 2;
        }
    }
    here(lines, BlockKind::Table, span, rows)
}

/// Where a line of `|===` opens a table.
fn opens_table(source: &str, block: &Block) -> Option<usize> {
    lines_of(source, block.span).take(4).find(|(_, line)| line.starts_with("|===")).map(|(span, _)| span.start)
}

/// `|===`, a line of heads, rows of `| cell | cell` or a cell a line, `|===`. An empty line ends the paragraph of the head.
fn asciidoc_table(source: &str, lines: &LineIndex, block: &Block, out: &mut Vec<Block>) {
    // The rows go on in the paragraphs below, up to the closing mark.
    let end = block.span.start + 4;
    let rest = source.get(end..).unwrap_or_default();
    let Some(length) = rest.find("|===") else {
        out.push(block.clone());
        return;
    };
    let body = Span::new(end, end + length);
    let mut rows: Vec<Block> = Vec::new();
    for (span, line) in lines_of(source, body).filter(|(_, line)| line.trim_start().starts_with('|')) {
        let cells =
            pipe_cells(line, span.start).into_iter().map(|cell| here(lines, BlockKind::Paragraph, cell, Vec::new()));
        rows.push(here(lines, BlockKind::Row, span, cells.collect()));
    }
    // One cell a line: as many make a row as the head has.
    let width = rows.first().map_or(0, |row| row.children.len());
    if width > 1 && rows.iter().skip(1).all(|row| row.children.len() == 1) {
        let cells: Vec<Block> = rows.drain(1..).flat_map(|row| row.children).collect();
        for chunk in cells.chunks(width) {
            let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { continue };
            rows.push(here(lines, BlockKind::Row, Span::new(first.span.start, last.span.end), chunk.to_vec()));
        }
    }
    out.push(here(lines, BlockKind::Table, Span::new(block.span.start, body.end + 4), rows));
}

/// `<h2>…</h2>` and `<p>…</p>` of raw HTML as headings and paragraphs; what stands between stays as it is.
fn html(source: &str, lines: &LineIndex, block: &Block, out: &mut Vec<Block>) {
    const TAGS: [&str; 8] = ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "p"];
    let words = block.span.of(source);
    let mut rest = 0;
    let mut at = 0;
    let keep = |from: usize, to: usize, out: &mut Vec<Block>| {
        let span = trimmed(words.get(from..to).unwrap_or_default(), block.span.start + from);
        if !span.is_empty() {
            out.push(here(lines, BlockKind::Html, span, Vec::new()));
        }
    };
    let first = out.len();
    // A tag that is never closed again is not looked for at each of its openings.
    let mut unclosed: Vec<&str> = Vec::new();
    while let Some(open) = words.get(at..).and_then(|w| w.find('<')).map(|found| at + found) {
        at = open + 1;
        let tail = words.get(at..).unwrap_or_default();
        let tag = TAGS.into_iter().filter(|tag| !unclosed.contains(tag)).find(|tag| {
            tail.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
                && tail.get(tag.len()..).is_some_and(|after| after.starts_with(['>', ' ']))
        });
        let Some((tag, inside)) = tag.zip(tail.find('>').map(|close| at + close + 1)) else { continue };
        let closing = format!("</{tag}>");
        let Some(end) = words.get(inside..).and_then(|w| w.find(&closing)).map(|found| inside + found) else {
            unclosed.push(tag);
            continue;
        };
        let span = trimmed(words.get(inside..end).unwrap_or_default(), block.span.start + inside);
        at = end + closing.len();
        if span.is_empty() {
            continue;
        }
        keep(rest, open, out);
        rest = at;
        // `<summary>Timeline (UTC)</summary>` over what it unfolds.
        let unfolded = || {
            let words = crate::import::inline::plain(span.of(source));
            vocabulary::section_kind(&words) != crate::document::SectionKind::Other && words.split(' ').count() <= 5
        };
        let level = match tag {
            "summary" if unfolded() => Some(7),
            tag => tag.strip_prefix('h').and_then(|level| level.parse().ok()),
        };
        // A heading moves with its tags.
        let whole = Span::new(block.span.start + open, block.span.start + at);
        out.push(match level {
            Some(level) => here(lines, BlockKind::Heading { level, setext: false }, whole, Vec::new()),
            None => here(lines, BlockKind::Paragraph, span, Vec::new()),
        });
    }
    if out.len() == first {
        out.push(block.clone());
    } else {
        keep(rest, words.len(), out);
    }
}

/// A list of one bullet that is the bare name of a section.
fn named(source: &str, block: Block) -> Block {
    let [item] = block.children.as_slice() else { return block };
    let [only] = item.children.as_slice() else { return block };
    let words = only.span.of(source);
    let is_task = matches!(item.kind, BlockKind::Item { task: Some(_), .. });
    let is_name =
        only.kind == BlockKind::Paragraph && !is_task && !words.contains('\n') && vocabulary::is_section_name(words);
    if is_name && words.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()) {
        let kind = BlockKind::Heading { level: 7, setext: false };
        return Block { kind, span: block.span, line: block.line, children: Vec::new() };
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<String> {
        let lines = LineIndex::new(source);
        let show = |block: &Block| {
            let words = block.span.of(source);
            match block.kind {
                BlockKind::Heading { level, .. } => format!("h{level} {words}"),
                BlockKind::Table => {
                    let rows = block.children.iter().map(|row| crate::import::table::row_cells(source, row));
                    rows.map(|row| row.iter().map(|c| c.of(source)).collect::<Vec<_>>().join("/"))
                        .collect::<Vec<_>>()
                        .join(" ")
                }
                BlockKind::Html => format!("html {words}"),
                _ => words.to_owned(),
            }
        };
        crate::import::block::blocks(source, 0, &lines).iter().map(show).collect()
    }

    #[test]
    fn marks_of_other_tools_are_blocks() {
        for (source, expected) in [
            ("== Timeline ==\n\ntext", vec!["h2 == Timeline ==", "text"]),
            ("h2. Root cause\ntext", vec!["h2 h2. Root cause", "text"]),
            (
                "||When||What||\n|10:00|deploy|\n|10:05|[OPS-1|https://x] opened|",
                vec!["When/What 10:00/deploy 10:05/[OPS-1|https://x] opened"],
            ),
            ("|時刻|事象|h\n|10:00|開始|", vec!["時刻/事象 10:00/開始"]),
            ("{| class=\"wikitable\"\n! Task !! Who\n|-\n| a || b\n|}", vec!["", "Task/Who a/b"]),
            (
                "<h2>影響</h2>\n<p>小さい</p>\n<table></table>",
                vec!["h2 <h2>影響</h2>", "小さい", "html <table></table>"],
            ),
            (
                "#+TITLE: T\n\n* Summary\ntext\n** Timeline\n- 10:00 a",
                vec!["#+TITLE: T", "h1 * Summary", "text", "h2 ** Timeline", "- 10:00 a"],
            ),
            ("^ When ^ What ^\n| 10:00 | deploy |", vec!["When/What 10:00/deploy"]),
            ("|===\n|When |What\n\n|10:00 |deploy\n|===\n\nend", vec!["When/What 10:00/deploy", "end"]),
            ("* 概要\n\n本文", vec!["h7 * 概要", "本文"]),
            ("| a | b |\n| - | - |\n| c || d |", vec!["a/b c//d"]),
            ("==\n= =", vec!["==\n= ="]),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }
}
