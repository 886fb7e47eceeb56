//! Facts: the pairs of the head.

use super::{Context, block::BlockKind, duration, inline, section::Part, table, vocabulary};
use crate::document::{Document, Fact, FactKey, SectionKind, Span, Text, lines_of};

/// Signs between several facts on one line.
const BETWEEN: [&str; 5] = [" · ", " ・ ", " • ", " | ", " ｜ "];

/// Reads the facts of front matter, head, fact sections, and known labels elsewhere.
pub(crate) fn read(context: &Context<'_>, parts: &[Part<'_>], document: &mut Document) {
    let mut facts = Vec::new();
    if let Some(front) = &document.front_matter {
        for entry in &front.entries {
            let key = vocabulary::fact_key(&entry.key);
            let span = Span::new(context.lines.start(entry.line), entry.span.end);
            facts.push(fact(context, key, &entry.key, entry.span, span));
        }
    }
    for part in parts {
        let is_head = matches!(part.kind, SectionKind::Title | SectionKind::Facts);
        for block in &part.blocks {
            match block.kind {
                BlockKind::Paragraph => lines(context, block.span, is_head, &mut facts),
                BlockKind::List => {
                    for item in &block.children {
                        if let Some(first) = item.children.first().filter(|b| b.kind == BlockKind::Paragraph) {
                            lines(context, first.span, is_head, &mut facts);
                        }
                    }
                }
                BlockKind::Table if part.kind != SectionKind::Timeline && part.kind != SectionKind::Actions => {
                    for row in &block.children {
                        let cells = table::cells(context.source, row.span);
                        if let [label, value, ..] = cells.as_slice() {
                            let words = inline::plain(label.of(context.source));
                            let key = vocabulary::fact_key(&words);
                            let is_pair = cells.len() == 2 && is_head && !is_delimiter(value.of(context.source));
                            if (key != FactKey::Other || is_pair) && !words.is_empty() {
                                facts.push(fact(context, key, &words, *value, row.span));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    document.facts = facts;
}

fn is_delimiter(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | ':' | ' '))
}

fn lines(context: &Context<'_>, span: Span, is_head: bool, facts: &mut Vec<Fact>) {
    for (line, _) in lines_of(context.source, span) {
        for part in split(context.source, line) {
            if let Some(found) = pair(context, part, is_head) {
                facts.push(found);
            }
        }
    }
}

/// Parts of a line that holds several facts, where each part after a sign has a label of its own.
fn split(source: &str, line: Span) -> Vec<Span> {
    let text = line.of(source);
    let mut cuts = vec![(0, 0)];
    for sign in BETWEEN {
        for (at, _) in text.match_indices(sign) {
            let rest = text.get(at + sign.len()..).unwrap_or_default();
            if rest.trim_start().starts_with("**") {
                cuts.push((at, at + sign.len()));
            }
        }
    }
    cuts.sort_unstable();
    let ends = cuts.iter().skip(1).map(|c| c.0).chain([text.len()]);
    cuts.iter().zip(ends).map(|(cut, end)| Span::new(line.start + cut.1, line.start + end)).collect()
}

/// `**Key**: value`, `**Key:** value`, `Key: value`.
fn pair(context: &Context<'_>, span: Span, is_head: bool) -> Option<Fact> {
    let text = span.of(context.source);
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let is_bold = trimmed.starts_with("**") || trimmed.starts_with("__");
    let at = trimmed
        .char_indices()
        .take(60)
        .find(|(_, c)| matches!(c, ':' | '：'))
        .map(|(at, c)| (at, at + c.len_utf8()))?;
    let label = inline::plain(trimmed.get(..at.0)?);
    let key = vocabulary::fact_key(&label);
    let is_label = !label.is_empty() && label.split(' ').count() <= 5 && !label.chars().all(|c| c.is_ascii_digit());
    if !is_label || (key == FactKey::Other && !(is_head && is_bold)) {
        return None;
    }
    let rest = trimmed.get(at.1..)?;
    let value = rest.trim_start_matches(['*', '_']).trim_start();
    let start = span.start + lead + at.1 + (rest.len() - value.len());
    let value = Span::new(start, start + value.trim_end().trim_end_matches('\\').len());
    (!value.is_empty()).then(|| fact(context, key, &label, value, span))
}

fn fact(context: &Context<'_>, key: FactKey, label: &str, value: Span, span: Span) -> Fact {
    let words = value.of(context.source);
    let moment = context.plain_moment(value);
    let duration_s = if moment.as_ref().is_some_and(|m| m.time.is_some() || m.date.is_some()) {
        None
    } else {
        duration::at_start(words).map(|found| found.seconds)
    };
    Fact {
        key,
        label: label.to_owned(),
        value: Text { text: inline::plain(words), span: value, line: context.lines.line(value.start) },
        span,
        line: context.lines.line(span.start),
        moment,
        duration_s,
    }
}
