//! Status pages: one heading a state, its text below, and the time at the end of it.
//!
//! ```text
//! ### Monitoring
//! The carrier has restored the throughput.
//! <small>Posted 4 months ago. Nov 18, 2025 - 17:30 UTC</small>
//! ```

use crate::document::{Document, Section, Shape, Span, lines_of};
use crate::import::{
    Context,
    block::BlockKind,
    inline,
    section::{Part, labels::LABEL_LEVEL},
    time::moment,
    timeline::days::Draft,
};

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

/// Whether a title is a state of a status page, and the words below it end with when that was posted.
pub(in crate::import) fn is_update(title: &str, below: &str) -> bool {
    let last = below.trim_end().rsplit('\n').next().unwrap_or_default();
    let is_posted = last.contains("Posted ") || last.trim_start().starts_with(|c: char| c.is_ascii_digit());
    STATES.contains(&title.to_lowercase().as_str()) && is_posted && time_in(last).is_some()
}

/// A row for each section that is titled with a state and ends with a time.
pub(in crate::import) fn read(context: &Context<'_>, parts: &[Part<'_>], document: &Document) -> Vec<Draft> {
    let mut out = Vec::new();
    for part in parts {
        let Some(section) = part.section.and_then(|i| document.sections.get(i)) else { continue };
        if let Some(draft) = bulletin(context, part, section) {
            out.push(draft);
            continue;
        }
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
        // A bold state over its words in one paragraph is a heading only to us: the row is the words and their time.
        let is_label = section.level >= LABEL_LEVEL;
        let span = Span::new(if is_label { last.span.start } else { section.heading.start }, end);
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

/// `■ 第３報（8月9日 19:20）`, `### Update 3 (2024-08-09 19:20 JST)`: a numbered bulletin, when it went out, and its words.
fn bulletin(context: &Context<'_>, part: &Part<'_>, section: &Section) -> Option<Draft> {
    let heading = section.heading.of(context.source);
    let open = heading.find(['(', '（'])?;
    let name = crate::import::vocabulary::normalized(heading.get(..open)?);
    let is_numbered = name.starts_with('第') && name.ends_with('報')
        || matches!(name.as_str(), "続報" | "最終報" | "速報" | "final update" | "first notice")
        || ["update ", "notice ", "bulletin "]
            .iter()
            .any(|word| name.strip_prefix(word).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())));
    let at = open + heading.get(open..)?.chars().next()?.len_utf8();
    let raw = moment::at_start(heading.get(at..)?).filter(|raw| raw.clock.is_some() && raw.date.is_some())?;
    let lead = heading.len() - heading.trim_start_matches(['#', ' ', '■', '□', '◆', '●', '▼', '【', '*']).len();
    let event = Span::new(section.heading.start + lead, section.heading.start + open);
    let body = part.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    is_numbered.then(|| Draft {
        raw: Some(raw),
        base: section.heading.start + at,
        is_day: false,
        event: context.text(event),
        source: None,
        actor: None,
        more: Vec::new(),
        span: Span::new(section.heading.start, part.blocks.last().map_or(section.heading.end, |block| block.span.end)),
        details: body.map(|block| context.text(block.span)).collect(),
        attachments: Vec::new(),
        footnotes: Vec::new(),
        links: Vec::new(),
        shape: Shape::Heading,
        zone: None,
    })
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
    fn updates_below_actions_are_no_actions() {
        let source = "# Errors\n\n**Postmortem**\n\n### Summary\n\nIt failed.\n\n### Action items\n\n* Alert before it ends — *Platform*, **done**\n\nPosted Mar 18, 2025 - 16:20 UTC\n\n---\n\n\
            **Resolved**\nThis incident has been resolved.\nPosted Mar 14, 2025 - 11:02 UTC\n\n\
            **Monitoring**\nA fix is in.\nPosted Mar 14, 2025 - 10:47 UTC\n\n\
            **Investigating**\nWe are looking.\nPosted Mar 14, 2025 - 09:31 UTC\n";
        let document = Document::parse(source);
        let rows: Vec<_> = document.timeline.iter().map(|row| row.event.text.as_str()).collect();
        assert_eq!(rows, ["Resolved", "Monitoring", "Investigating"]);
        assert_eq!(document.actions.len(), 1);
    }

    #[test]
    fn numbered_bulletins_are_rows() {
        let source = "# ストレージ障害（2024年8月9日）\n\n## これまでのお知らせ\n\n以下、時刻は日本標準時です。\n\n■ 第２報（８月９日 １７：３０）\n空調機の停止によるものと判明し、対応しております。\n\n■ 第１報（８月９日 １６：２５）\nエラーが発生しております。現在調査中です。\n";
        let document = Document::parse(source);
        let rows: Vec<_> = document
            .timeline
            .iter()
            .map(|row| (row.event.text.as_str(), row.moment.instant.map(|at| at.to_string())))
            .collect();
        let at = |text: &str| Some(text.to_owned());
        assert_eq!(rows, [("第２報", at("2024-08-09T08:30:00Z")), ("第１報", at("2024-08-09T07:25:00Z"))]);
    }

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
