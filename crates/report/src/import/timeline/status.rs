//! Status pages: one heading a state, its text below, and the time at the end of it.
//!
//! ```text
//! ### Monitoring
//! The carrier has restored the throughput.
//! <small>Posted 4 months ago. Nov 18, 2025 - 17:30 UTC</small>
//! ```

use crate::document::{Document, Shape, Span, lines_of};
use crate::import::{Context, block::BlockKind, inline, section::Part, time::moment, timeline::days::Draft};

const STATES: [&str; 18] = [
    "investigating",
    "identified",
    "monitoring",
    "resolved",
    "update",
    "updated",
    "completed",
    "in progress",
    "scheduled",
    "verifying",
    "調査中",
    "原因特定",
    "特定",
    "監視中",
    "経過観察中",
    "解決",
    "解決済み",
    "復旧",
];

/// A row for each section that is titled with a state and ends with a time.
pub(in crate::import) fn read(context: &Context<'_>, parts: &[Part<'_>], document: &Document) -> Vec<Draft> {
    let mut out = Vec::new();
    for part in parts {
        let Some(section) = part.section.and_then(|i| document.sections.get(i)) else { continue };
        let title = section.title.to_lowercase();
        if !STATES.contains(&title.as_str()) {
            continue;
        }
        let mut words = part.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Html));
        let Some((last, (raw, at))) = words.find_map(|block| Some((block, time_in(block.span.of(context.source))?)))
        else {
            continue;
        };
        let body =
            part.blocks.iter().filter(|block| block.span.start < last.span.start && block.kind == BlockKind::Paragraph);
        // The words of the update may stand in the same paragraph, in front of the line that says when.
        let own = lines_of(context.source, last.span)
            .map(|(line, _)| line)
            .take_while(|line| line.end < last.span.start + at);
        let words = section.heading.of(context.source).trim_start_matches(['#', ' ']);
        let state = Span::new(section.heading.end - words.len(), section.heading.end);
        let end = last.span.end;
        let span = Span::new(section.heading.start, end);
        out.push(Draft {
            raw: Some(raw),
            base: last.span.start + at,
            is_day: false,
            event: context.text(state),
            source: None,
            actor: None,
            more: Vec::new(),
            span,
            details: body.map(|block| block.span).chain(own).map(|span| context.text(span)).collect(),
            attachments: Vec::new(),
            footnotes: Vec::new(),
            links: inline::links(span.of(context.source)),
            shape: Shape::Heading,
            zone: None,
        });
    }
    out
}

/// The first time with its day in a line like `Posted 4 months ago. Nov 18, 2025 - 17:30 UTC`.
fn time_in(words: &str) -> Option<(moment::Raw, usize)> {
    // The update itself may name a time; the one behind this word is its own.
    let from = words.rfind("Posted ").unwrap_or(0);
    let behind = words.match_indices([' ', '>', '*', '_']).map(|(at, sign)| at + sign.len());
    let starts = std::iter::once(from).chain(behind.filter(|at| *at > from));
    starts
        .take(200)
        .filter_map(|at| Some((moment::at_start(words.get(at..)?)?, at)))
        .find(|(raw, _)| raw.clock.is_some() && raw.date.is_some())
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, FactKey};

    #[test]
    fn updates_are_rows_with_their_words() {
        let source = "# Slow exports\n\n## Resolved\nExports run again.\nPosted 3 days ago. Jan 09, 2024 - 11:40 UTC\n\n\
            ## Investigating\n\nWe look into it.\n\nPosted 3 days ago. Jan 09, 2024 - 10:05 UTC\n\n\
            This incident affected: Exports (CSV, PDF) and Reports.\n";
        let document = Document::parse(source);
        let rows: Vec<_> = document
            .timeline
            .iter()
            .map(|row| (row.event.text.as_str(), row.details.iter().map(|d| d.text.as_str()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(rows, [("Resolved", vec!["Exports run again."]), ("Investigating", vec!["We look into it."])]);
        let services = document.fact(FactKey::Services).map(|fact| fact.value.text.as_str());
        assert_eq!(services, Some("Exports (CSV, PDF) and Reports."));
    }
}
