//! Lengths of time whose two ends a table or a label names beside them: `| Time to mitigate | 41 min | from first errors to the
//! shift |`, `検知（停止→アラート）: 3分`, `| 連絡 → 着手 | 2 |` below a header in minutes.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    apart::{apart, denied, meant},
    said_between::{End, Ends},
    stated::Stated,
};
use crate::{
    document::{Document, LineIndex, SectionKind, Span},
    import::{
        block::{self, BlockKind},
        inline, table,
        time::duration,
    },
    numbers::{
        Contradiction, Place, differs,
        event::resolve::{Anchor, Events},
        reading::{entry, hand_slip, sentence},
    },
};

/// Rows of a table, and tables, that are looked at.
const MOST_ROWS: usize = 60;
const MOST_TABLES: usize = 40;

static PAIR: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\b(?:from|between) (?:the )?(?P<a>[^|,;()]{3,60}?) (?:to|until|till|and) (?:the )?(?P<b>[^|,;()]{3,60})$",
        ),
        regex(r"(?P<a>[^|,;()（）→➔：:]{2,40}?) ?(?:→|➔|->|=>|⇒|～|〜) ?(?P<b>[^|,;()（）→➔：:]{2,40})"),
        regex(r"(?P<a>[^|,;()（）、]{2,30}?)から、?(?P<b>[^|,;()（）、]{2,30}?)まで"),
    ]
});

/// Checks all tables that are no timeline, and all labelled values.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if document.timeline.len() < 3 {
        return;
    }
    let source = document.source();
    let lines = LineIndex::new(source);
    if source.contains('|') {
        let start = document.front_matter.as_ref().map_or(0, |front| front.span.end);
        let is_planned = |span: Span| {
            document.sections.iter().rev().find(|s| s.heading.start <= span.start).is_some_and(|s| {
                matches!(
                    s.kind,
                    SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp | SectionKind::Timeline
                )
            })
        };
        let blocks = block::blocks(source, start, &lines);
        for table in blocks.iter().filter(|b| b.kind == BlockKind::Table && !is_planned(b.span)).take(MOST_TABLES) {
            let rows: Vec<Vec<Span>> =
                table.children.iter().take(MOST_ROWS).map(|row| table::row_cells(source, row)).collect();
            let is_timeline = document.timeline.iter().any(|row| table.span.contains(row.span));
            if let Some((header, rows)) = rows.split_first().filter(|_| !is_timeline) {
                for row in std::iter::once(header).chain(rows) {
                    cells(source, events, header, row, &lines, out);
                }
            }
        }
    }
    for entry in entry::groups(document).into_iter().flatten() {
        let line = source.get(lines.start(entry.line)..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        if !line.trim_start().starts_with('|') {
            let place = Place { line: entry.line, span: entry.span, text: entry.value.clone() };
            one(events, &entry.label, &entry.value, place, out);
        }
    }
}

/// The first length of a row, and the cell that names its ends.
fn cells(
    source: &str,
    events: &Events<'_>,
    header: &[Span],
    row: &[Span],
    lines: &LineIndex,
    out: &mut Vec<Contradiction>,
) {
    let text = |span: &Span| inline::plain(span.of(source)).trim().to_owned();
    let words: Vec<String> = row.iter().map(text).collect();
    let unit = |at: usize| {
        let label = header.get(at).map(text).unwrap_or_default().to_lowercase();
        ["分", "min", "minutes", "(min)", "（分）", "(分)", "mins"].iter().any(|unit| {
            label == *unit || label.ends_with(&format!(" {unit}")) || label.ends_with(unit) && !unit.is_ascii()
        })
    };
    let value = words.iter().enumerate().skip(1).find_map(|(at, cell)| {
        let is_number = cell.parse::<u32>().is_ok();
        let told = if is_number && unit(at) { format!("{cell} min") } else { cell.clone() };
        duration::at_start(&told).filter(|found| found.end + 4 >= told.len() && found.start == 0).map(|_| (at, told))
    });
    let Some((at, told)) = value else { return };
    let Some(span) = row.get(at) else { return };
    for (_, cell) in words.iter().enumerate().filter(|(other, _)| *other != at) {
        let place =
            Place { line: lines.line(span.start), span: *span, text: words.get(at).cloned().unwrap_or_default() };
        one(events, cell, &told, place, out);
    }
}

/// A length against the ends that a label names.
fn one(events: &Events<'_>, label: &str, value: &str, place: Place, out: &mut Vec<Contradiction>) {
    let Some(found) = duration::at_start(value).filter(|found| found.end + 6 >= value.len()) else { return };
    let inside = label.split_once(['(', '（']).map(|(_, rest)| rest.trim_end_matches([')', '）', ' ']));
    let pair = inside.into_iter().chain([label]).find_map(|text| PAIR.iter().find_map(|form| form.captures(text)));
    let Some(pair) = pair.filter(|_| !sentence::is_of_other_case(label)) else { return };
    let of = |name: &str| pair.name(name).map_or("", |m| m.as_str().trim());
    let (from, to) = (of("a"), of("b"));
    let stated = Stated::new(value, found);
    let ends = Ends { from: End::Phrase(from), to: End::Phrase(to), is_pair: true };
    let (start, stop) = (meant(events, ends.from), meant(events, ends.to));
    let is_told = out.iter().any(|o| o.stated.span.contains(place.span) || place.span.contains(o.stated.span));
    let Some((seconds, derived)) = denied(events, &stated, &ends, &start, &stop).filter(|_| !is_told) else { return };
    // General words may mean any row, and a row may tell an end in words of its own: then only a slip tells.
    let lands = start.strong.iter().chain(&stop.strong).filter_map(|at| events.anchors.get(*at)).any(|one| {
        let gives = |from: &Anchor<'_>, to: &Anchor<'_>| {
            apart(from.moment, to.moment).is_some_and(|(s, unit_s)| s >= 0.0 && stated.holds(s, unit_s))
        };
        events.anchors.iter().any(|other| gives(one, other) || gives(other, one))
    });
    let is_sure = !start.is_general && !stop.is_general && !lands;
    if derived.line != place.line && (is_sure || hand_slip::of_lengths(stated.seconds, seconds)) {
        out.push(differs(place, derived, stated.seconds, seconds));
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn cells_name_the_ends_of_a_length() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 19:52 segment requests start to fail\n- 19:55 alert on segment failures\n- 19:57 Ewa acknowledges\n- 20:19 decision to shift traffic\n- 20:26 traffic shift complete\n- 21:28 incident closed\n";
        let found = |table: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Figures\n\n{table}\n\n{rows}")), None).len()
        };
        let table = |n: u32| {
            format!(
                "| Measure | Value | Counted |\n|-|-|-|\n| Shift | {n} min | from the first failing requests to the traffic shift |\n| Review | 3 days | |"
            )
        };
        assert_eq!((found(&table(34)), found(&table(44))), (0, 1));
        let label = |n: u32| format!("- Alert → acknowledged: {n} min\n- Others: none\n");
        assert_eq!((found(&label(2)), found(&label(12))), (0, 1));
    }

    #[test]
    fn cells_name_the_ends_of_a_length_in_japanese() {
        let rows = "## 経過（2025年3月1日）\n\n- 8:00 受付開始、全件が不通\n- 8:07 当番に連絡\n- 8:09 着手\n- 9:03 誤登録を発見\n- 9:06 登録を削除\n";
        let found = |n: u32| {
            let table = format!("| 区間 | 分 |\n|-|-|\n| 連絡 → 着手 | {n} |\n| 発見 → 削除 | 3 |");
            contradictions(&Document::parse(&format!("# 題\n\n## 整理\n\n{table}\n\n{rows}")), None).len()
        };
        assert_eq!((found(2), found(12)), (0, 1));
    }
}
