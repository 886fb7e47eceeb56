//! Status pages: one heading a state, its text below, and the time at the end of it.
//!
//! ```text
//! ### Monitoring
//! The carrier has restored the throughput.
//! <small>Posted 4 months ago. Nov 18, 2025 - 17:30 UTC</small>
//! ```

use crate::document::{Document, Shape, Span};
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
        let end = last.span.end;
        let span = Span::new(section.heading.start, end);
        out.push(Draft {
            raw: Some(raw),
            base: last.span.start + at,
            is_day: false,
            event: context.text(section.heading),
            source: None,
            actor: None,
            more: Vec::new(),
            span,
            details: body.map(|block| context.text(block.span)).collect(),
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
    let starts = std::iter::once(0).chain(words.match_indices([' ', '>', '*', '_']).map(|(at, sign)| at + sign.len()));
    starts
        .take(200)
        .filter_map(|at| Some((moment::at_start(words.get(at..)?)?, at)))
        .find(|(raw, _)| raw.clock.is_some() && raw.date.is_some())
}
