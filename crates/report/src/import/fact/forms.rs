//! Pairs of the head that are no line `Key: value`: a code block, a heading over its value, a table that lies across.

use crate::document::{Document, Fact, FactKey, Section, SectionKind, Span, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    fact::{fact, words},
    inline,
    section::Part,
    table,
    vocabulary::section_kind,
};

/// `Start / end | 06:48 / 08:31`: both in one cell.
pub(in crate::import) fn both_ends(context: &Context<'_>, label: &str, value: Span, span: Span) -> Vec<Fact> {
    let Some((first, second)) = label.split_once(['/', '／', '・', '–', '→', '〜', '～']) else {
        return Vec::new();
    };
    let keys = (words::fact_key(first.trim()), words::fact_key(second.trim()));
    if keys != (FactKey::Start, FactKey::Resolved) {
        return Vec::new();
    }
    let text = value.of(context.source);
    let cut = [" / ", "／", " – ", " — ", " to ", "〜", "～", " → ", " - "]
        .iter()
        .find_map(|sign| text.find(sign).map(|at| (at, at + sign.len())));
    let Some((end, start)) = cut else { return Vec::new() };
    let (from, to) = (Span::new(value.start, value.start + end), Span::new(value.start + start, value.end));
    vec![
        fact(context, FactKey::Start, first.trim(), from, span),
        fact(context, FactKey::Resolved, second.trim(), to, span),
    ]
}

/// Whether the first row of a table of several columns only names them: `Date | Time | Description`.
pub(in crate::import) fn names_columns(context: &Context<'_>, cells: &[Span]) -> bool {
    use table::column::{Column, column};
    let named = cells.iter().filter(|cell| column(&inline::plain(cell.of(context.source))) != Column::Other);
    cells.len() >= 3 && named.count() >= cells.len().saturating_sub(1)
}

/// A table of one row whose headers are labels: `発生 | 回復 | 総停止時間`.
pub(in crate::import) fn lies_across(context: &Context<'_>, block: &Block, facts: &mut Vec<Fact>) -> bool {
    let [header, row] = block.children.as_slice() else { return false };
    let labels = table::row_cells(context.source, header);
    let values = table::row_cells(context.source, row);
    let found: Vec<Fact> = labels
        .iter()
        .zip(&values)
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(label, value)| {
            let words = inline::plain(label.of(context.source));
            let key = words::fact_key(&words);
            (key != FactKey::Other).then(|| fact(context, key, &words, *value, row.span))
        })
        .collect();
    // A pair of two cells reads from left to right.
    let is_across = labels.len() >= 2
        && found.len() >= 2
        && words::fact_key(&inline::plain(labels.get(1).map_or("", |l| l.of(context.source)))) != FactKey::Other;
    if is_across {
        facts.extend(found);
    }
    is_across
}

/// `severity   SEV2`, `start: 10:02` in a block of code in the head: known labels, a colon or two blanks behind them.
pub(in crate::import) fn aligned(context: &Context<'_>, span: Span, facts: &mut Vec<Fact>) {
    for (line, words) in lines_of(context.source, span).take(60) {
        let trimmed = words.trim_start();
        let lead = words.len() - trimmed.len();
        let Some(end) = trimmed.find("  ").or_else(|| trimmed.find([':', '\t'])) else { continue };
        let Some((label, rest)) = trimmed.split_at_checked(end) else { continue };
        let key = words::fact_key(label);
        let value = rest.trim_start_matches([':', ' ', '\t']);
        let start = line.start + lead + end + (rest.len() - value.len());
        let value = Span::new(start, start + value.trim_end().len());
        if key != FactKey::Other && !value.is_empty() && label.len() <= 40 {
            facts.push(fact(context, key, label.trim(), value, line));
        }
    }
}

/// A section whose title is a label and whose body is its value: `## Date` over a line.
pub(in crate::import) fn section_fact(context: &Context<'_>, part: &Part<'_>, document: &Document) -> Option<Fact> {
    let section = part.section.and_then(|i| document.sections.get(i))?;
    let key = words::fact_key(&section.title);
    let is_prose = matches!(
        key,
        FactKey::Other
            | FactKey::Impact
            | FactKey::RootCause
            | FactKey::Trigger
            | FactKey::FollowUp
            | FactKey::Reviewed
            | FactKey::Link
    );
    let [block] = part.blocks.as_slice() else { return None };
    let words = block.span.of(context.source);
    if let Some(value) = ticked(context, block).filter(|_| !is_prose) {
        return Some(fact(context, key, &section.title, value, Span::new(section.heading.start, value.end)));
    }
    let is_value = block.kind == BlockKind::Paragraph
        && words.len() <= 120
        && !words.contains('\n')
        && !words.contains([':', '：']) | context.plain_moment(block.span).is_some();
    (!is_prose && is_value).then(|| {
        let value = context.text(block.span).span;
        fact(context, key, &section.title, value, Span::new(section.heading.start, value.end))
    })
}

/// The one box that is ticked in a list of boxes: `- [ ] Low`, `- [x] High`.
fn ticked(context: &Context<'_>, block: &Block) -> Option<Span> {
    let mut boxes = Vec::with_capacity(block.children.len());
    for item in &block.children {
        let BlockKind::Item { task: Some(is_ticked), .. } = item.kind else { return None };
        boxes.push((is_ticked, item));
    }
    let mut ticked = boxes.iter().filter(|(is_ticked, _)| *is_ticked);
    let (_, item) = ticked.next().filter(|_| ticked.next().is_none() && boxes.len() >= 2)?;
    Some(crate::import::item::own_span(context, item))
}

/// Sections whose title only the label of a fact explains, and whose body is its value: `## Services affected` over a name.
pub(in crate::import) fn name_sections(context: &Context<'_>, sections: &mut [Section], parts: &mut [Part<'_>]) {
    use FactKey as K;
    const MOST_WORDS: usize = 8;
    for part in parts {
        let Some(section) = part.section.and_then(|i| sections.get_mut(i)) else { continue };
        let key = words::fact_key(&section.title);
        let is_told = matches!(
            key,
            K::Other | K::Impact | K::RootCause | K::Trigger | K::FollowUp | K::Reviewed | K::Link | K::Participants
        );
        let is_known = part.kind == SectionKind::Title || section_kind(&section.title) != SectionKind::Other;
        let [block] = part.blocks.as_slice() else { continue };
        let value = block.span.of(context.source).trim();
        let is_value = block.kind == BlockKind::Paragraph
            && !value.contains('\n')
            && value.split_whitespace().count() <= MOST_WORDS
            && value.chars().count() <= 60
            && !value.ends_with(['.', '。', ':', '：']);
        if !is_told && !is_known && is_value {
            part.kind = SectionKind::Facts;
            section.kind = SectionKind::Facts;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, FactKey};

    fn told(source: &str, key: FactKey) -> Option<String> {
        let document = Document::parse(source);
        let fact = document.facts.iter().find(|fact| fact.key == key)?;
        Some(match &fact.moment {
            Some(moment) if moment.instant.is_some() => moment.instant?.to_string(),
            _ => fact.value.text.clone(),
        })
    }

    #[test]
    fn facts_are_read_from_many_forms() {
        let form = "### Incident name\n\nSearch down\n\n### Start time (JST)\n\n2024-05-06 19:00\n\n### Services affected\n\nsearch, cart\n\n### Timeline (UTC)\n\n- 2024-05-06 10:00 down\n- 2024-05-06 10:40 up\n";
        assert_eq!(told(form, FactKey::Start), Some("2024-05-06T10:00:00Z".into()));
        assert_eq!(told(form, FactKey::Services), Some("search, cart".into()));
        let read = Document::parse(form);
        assert_eq!((read.title.map(|title| title.text), read.impact.len()), (Some("Search down".into()), 0));
        let table = "# T\n\n| Start (JST) | 2024-05-06 19:00 |\n|---|---|\n| Owner | ~~Ann~~ Bob |\n";
        assert_eq!(told(table, FactKey::Start), Some("2024-05-06T10:00:00Z".into()));
        assert_eq!(told(table, FactKey::Owner), Some("Bob".into()));
        let across = "# T\n\n| 発生 | 回復 | 総停止時間 |\n|---|---|---|\n| 2024/11/17 22:08 | 2024/11/18 03:33 | 5時間25分 |\n\n時刻はすべて日本時間です。\n";
        assert_eq!(told(across, FactKey::Resolved), Some("2024-11-17T18:33:00Z".into()));
        let both = "# T\n\n<table>\n<tr><td><b>Start / end</b></td><td>2025-01-20 06:48 / 2025-01-20 08:31 (UTC+8)</td></tr>\n</table>\n\n## Summary\n\nx\n";
        assert!(told(both, FactKey::Start).is_some() && told(both, FactKey::Resolved).is_some());
        let terms = "# T\n\nReport date\n: November 29, 2023\n\nIncident level\n: 2\n";
        assert_eq!(told(terms, FactKey::Severity), Some("2".into()));
        let ticked = "# T\n\n### Severity\n\n- [ ] Low\n- [x] High\n\n### Summary\n\nx\n";
        assert_eq!(told(ticked, FactKey::Severity), Some("High".into()));
        let heads = "# T\n\n| Date | Time | Description |\n|---|---|---|\n| 31 May 2024 | 14:05 PDT | a |\n";
        assert_eq!(told(heads, FactKey::Date), None);
        let wide = "# 障害\n\n発生日時　：2024年11月12日 02時13分\n復旧日時　　令和6年11月12日(火)　05:48\n\n時刻はすべて日本時間です。\n";
        assert_eq!(told(wide, FactKey::Start), Some("2024-11-11T17:13:00Z".into()));
        assert_eq!(told(wide, FactKey::Resolved), Some("2024-11-11T20:48:00Z".into()));
        let named =
            "# R\n\nIncident: Disk full on the reporting database\nImpact detection date: 2024-08-02T22:30:00+02:00\n";
        assert_eq!(
            (told(named, FactKey::Id), told(named, FactKey::Detected)),
            (None, Some("2024-08-02T20:30:00Z".into()))
        );
        let worst = "# T\n\n## Impact\n\n1,245 orders were late (up to 4 hours)\n";
        assert_eq!(told(worst, FactKey::Duration), None);
        let line = "# T\n\nSeverity: 2 | IC: nadia | Scribe: petr | Comms: lou\nWindow: 2025-03-02 04:10Z .. 05:55Z\n";
        assert_eq!(told(line, FactKey::Authors), Some("petr".into()));
        assert_eq!(told(line, FactKey::Resolved), Some("2025-03-02T05:55:00Z".into()));
        let sentence = "# T\n\nIncident began at **2024-06-11 04:20** and ended at **2024-06-11 07:05** (all times are **US/Pacific**).\n\n## Summary\n\nx\n";
        assert_eq!(told(sentence, FactKey::Start), Some("2024-06-11T11:20:00Z".into()));
        assert_eq!(told(sentence, FactKey::Resolved), Some("2024-06-11T14:05:00Z".into()));
        for (source, grade) in [
            ("# T\n\n~\"incident\" ~\"severity::2\" ~\"Service::Queue\"\n", "severity::2"),
            ("# 障害\n\n番号 VD-0331。レベルB。\n", "B"),
            ("# T\n\n**Incident:** #7731, class B, 26 October 2024\n", "B"),
            ("# T\n\n管理番号:NW-2024/障害ランク:A/取りまとめ:早乙女\n", "A"),
        ] {
            assert_eq!(told(source, FactKey::Severity).as_deref(), Some(grade), "{source}");
        }
    }
}
