//! The form that a person gave a table or a timeline: other columns, bullets, lines. New rows take it.

use super::MARK;
use super::unit::Form;
use crate::document::{Shape, Span, TimelineRow, ZoneFrom};
use crate::import::{
    table::{
        cells,
        column::{Column, column},
    },
    time::moment,
    vocabulary::normalized,
};

/// A unit with the mark that it is new.
pub(super) fn marked(words: &str, shape: Form) -> String {
    if words.contains(MARK.trim()) {
        return words.to_owned();
    }
    match shape {
        Form::Row => {
            let cells = cells(words, Span::new(0, words.len()));
            let Some(cell) = cells.get(1).or(cells.first()) else { return words.to_owned() };
            let (head, tail) = words.split_at_checked(cell.end).unwrap_or((words, ""));
            format!("{head}{MARK}{tail}")
        }
        // Two spaces at the end of a fact keep the next one on a line of its own.
        Form::Bullet | Form::Line => {
            let (first, rest) = words.split_once('\n').map_or((words, None), |(first, rest)| (first, Some(rest)));
            let bare = first.trim_end();
            let spaces = first.get(bare.len()..).filter(|_| shape == Form::Line).unwrap_or_default();
            let rest = rest.map(|rest| format!("\n{rest}")).unwrap_or_default();
            format!("{bare}{MARK}{spaces}{rest}")
        }
        Form::Block if words.starts_with(['`', '~', '<', '>', ' ']) => words.to_owned(),
        Form::Block => format!("{}{MARK}", words.trim_end()),
    }
}

/// The names of the columns under a header.
fn columns(header: &str) -> Vec<&str> {
    let line = header.split(['\n', '\r']).next().unwrap_or_default();
    cells(line, Span::new(0, line.len())).into_iter().map(|cell| cell.of(line)).collect()
}

/// A row of the draft under the header of a person's table; none where that has no place for what the row is about.
///
/// Columns are known by their words, else by their meaning. What only the person's table has stays empty for the person.
pub(super) fn under_header(row: &str, drafted: &str, theirs: &str) -> Option<String> {
    let (from, to) = (columns(drafted), columns(theirs));
    if from == to {
        return Some(row.to_owned());
    }
    let row_cells: Vec<&str> = cells(row, Span::new(0, row.len())).into_iter().map(|cell| cell.of(row)).collect();
    let mut source: Vec<Option<usize>> =
        to.iter().map(|name| from.iter().position(|own| normalized(own) == normalized(name))).collect();
    for (at, name) in to.iter().enumerate().filter(|(_, name)| column(name) != Column::Other) {
        let meant = from.iter().position(|own| column(own) == column(name)).filter(|own| !source.contains(&Some(*own)));
        if let Some(slot) = source.get_mut(at).filter(|slot| slot.is_none()) {
            *slot = meant;
        }
    }
    // Without its first two columns a row says nothing.
    if !(0..from.len().min(2)).all(|own| source.contains(&Some(own))) {
        return None;
    }
    let cell = |own: &Option<usize>| own.and_then(|own| row_cells.get(own).copied()).unwrap_or_default();
    let mut out = String::from("|");
    for own in &source {
        match cell(own) {
            "" => out.push_str("  |"),
            words => out.push_str(&format!(" {words} |")),
        }
    }
    Some(out)
}

/// A row as an item of a list: the first two cells, the rest in brackets.
pub(super) fn as_item(row: &str, is_task: bool, between: &str) -> String {
    let (first, second, rest) = told(row);
    let check = if is_task { "[ ] " } else { "" };
    format!("- {check}{first}{between}{second}{rest}")
}

/// An event as the rows around it are written.
pub(super) fn as_event(row: &str, source: &str, beside: &TimelineRow) -> Option<String> {
    let (time, event, rest) = told(row);
    if !matches!(beside.shape, Shape::Bullet | Shape::Task | Shape::Line) {
        return None;
    }
    let start = source.get(..beside.moment.span.start)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let lead = Span::new(start, beside.moment.span.start).of(source);
    let gap = Span::new(beside.moment.span.end, beside.event.span.start).of(source);
    let lead =
        if beside.shape == Shape::Task { lead.replace("[x]", "[ ]").replace("[X]", "[ ]") } else { lead.to_owned() };
    let is_short = |words: &str| words.chars().count() <= 12 && !words.contains(['\n', '\r']);
    let (mut lead, mut gap) = match (is_short(&lead), is_short(gap) && !gap.is_empty()) {
        (true, true) => (lead, gap.to_owned()),
        (true, false) => (lead, " ".to_owned()),
        _ => ("- ".to_owned(), " ".to_owned()),
    };
    // Emphasis that opens before the time closes behind it, or is that of another event.
    if ["**", "_"].iter().any(|mark| lead.matches(mark).count() != gap.matches(mark).count()) {
        lead = lead.replace(['*', '_'], "");
        gap = gap.replace(['*', '_'], "");
        if lead.trim().is_empty() && beside.shape == Shape::Bullet {
            lead = "- ".to_owned();
        }
        if gap.is_empty() {
            gap = " ".to_owned();
        }
    }
    let hard_break = if beside.shape == Shape::Line && beside.span.of(source).ends_with("  ") { "  " } else { "" };
    Some(format!("{lead}{time}{gap}{event}{rest}{hard_break}"))
}

/// A row of the draft with its time as the clock of a row of the document shows it: a person may have put all of the
/// timeline into another zone. `time` is that of the row in UTC.
pub(super) fn in_zone_of(words: &str, row: &TimelineRow, time: jiff::civil::DateTime) -> String {
    let zone = row.moment.zone.as_ref().filter(|zone| zone.from != ZoneFrom::Row && row.moment.instant.is_some());
    let Some(offset_s) = zone.and_then(|zone| zone.local_offset_s.or(zone.offset_s)) else { return words.to_owned() };
    let Ok(local) = time.checked_add(jiff::SignedDuration::from_secs(offset_s.into())) else { return words.to_owned() };
    let Some(cell) = cells(words, Span::new(0, words.len())).into_iter().next() else { return words.to_owned() };
    let Some(raw) =
        moment::at_start(cell.of(words)).filter(|raw| raw.clock.is_some() && raw.zone.is_none() && raw.until.is_none())
    else {
        return words.to_owned();
    };
    let has_seconds = raw.clock.is_some_and(|clock| clock.second.is_some());
    let clock = local.strftime(if has_seconds { "%H:%M:%S" } else { "%H:%M" }).to_string();
    let shown = if raw.date.is_some() { format!("{} {clock}", local.date()) } else { clock };
    let (start, end) = (cell.start + raw.start, cell.start + raw.end);
    match (words.get(..start), words.get(end..)) {
        (Some(head), Some(tail)) => format!("{head}{shown}{tail}"),
        _ => words.to_owned(),
    }
}

/// The first two cells of a row, and the others in brackets.
fn told(row: &str) -> (String, String, String) {
    let all: Vec<&str> = cells(row, Span::new(0, row.len())).into_iter().map(|cell| cell.of(row)).collect();
    let unescaped = |cell: &str| cell.replace("\\|", "|");
    let mut rest = all.iter().skip(2).filter(|cell| !matches!(**cell, "" | "-")).map(|cell| unescaped(cell)).peekable();
    let brackets =
        if rest.peek().is_some() { format!(" ({})", rest.collect::<Vec<_>>().join(", ")) } else { String::new() };
    let cell = |at: usize| all.get(at).map(|cell| unescaped(cell)).unwrap_or_default();
    (cell(0), cell(1), brackets)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "| Time | Event | Source | Actor |\n| --- | --- | --- | --- |";
    const ROW: &str = "| 14:27:40 | requests wait[^e1] | Prometheus | - |";

    #[test]
    fn a_row_takes_the_columns_of_the_table_it_goes_into() {
        for (theirs, expected) in [
            (HEADER, Some(ROW)),
            (
                "| Time | Event | Comment | Source | Actor |",
                Some("| 14:27:40 | requests wait[^e1] |  | Prometheus | - |"),
            ),
            ("| When (UTC) | What | Who |", Some("| 14:27:40 | requests wait[^e1] | - |")),
            ("| Zeit | 出来事 | Quelle |", None),
            ("| A | B |", None),
        ] {
            assert_eq!(under_header(ROW, HEADER, theirs).as_deref(), expected, "{theirs}");
        }
    }

    #[test]
    fn a_row_becomes_an_item() {
        assert_eq!(as_item(ROW, false, ": "), "- 14:27:40: requests wait[^e1] (Prometheus)");
        let action = "| AI-002 | page on waits | @mei | 2026-12-01 | High |";
        assert_eq!(as_item(action, true, ": "), "- [ ] AI-002: page on waits (@mei, 2026-12-01, High)");
    }

    #[test]
    fn an_event_is_written_as_its_neighbour_is() {
        for (beside, expected) in [
            ("- 14:27:25 deployed", "- 14:27:40 requests wait[^e1] (Prometheus)"),
            ("* **14:27:25** – deployed", "* **14:27:40** – requests wait[^e1] (Prometheus)"),
            ("- 14:27:25: **Paged**: on-call", "- 14:27:40: requests wait[^e1] (Prometheus)"),
        ] {
            let source = format!("# T\n\n2026-11-23\n\n## Timeline (UTC)\n\n{beside}\n- 14:28 b\n- 14:29 c\n");
            let document = crate::document::Document::parse(&source);
            assert_eq!(as_event(ROW, &source, &document.timeline[0]).as_deref(), Some(expected), "{beside}");
        }
    }

    #[test]
    fn a_time_is_shown_by_the_clock_of_the_document() {
        let time = jiff::civil::date(2026, 11, 23).at(14, 27, 40, 0);
        for (heading, expected) in [
            ("Timeline (all times CET)", "| 15:27:40 | requests wait[^e1] | Prometheus | - |"),
            ("タイムライン（日本時間）", "| 23:27:40 | requests wait[^e1] | Prometheus | - |"),
            ("Timeline (UTC)", ROW),
            ("Timeline", ROW),
        ] {
            let source = format!(
                "# T\n\n2026-11-23\n\n## {heading}\n\n| Time | Event |\n|---|---|\n| 10:00:00 | a |\n| 10:01:00 | b |\n| 10:02:00 | c |\n"
            );
            let document = crate::document::Document::parse(&source);
            assert_eq!(in_zone_of(ROW, &document.timeline[0], time), expected, "{heading}");
        }
    }

    #[test]
    fn a_fact_keeps_its_line_break() {
        assert_eq!(marked("**Severity**: SEV-2  ", Form::Line), format!("**Severity**: SEV-2{MARK}  "));
        assert_eq!(marked(&marked(ROW, Form::Row), Form::Row), marked(ROW, Form::Row));
    }
}
