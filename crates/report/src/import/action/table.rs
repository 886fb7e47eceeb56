//! Action items in tables, of Markdown or HTML; columns are known by their headers, else by their cells.

use crate::document::{ActionItem, SectionKind, Shape, Span};
use crate::import::{
    Context,
    action::{deadline, is_given, marked, reference::references, state},
    block::Block,
    inline,
    table::{self, column::Column, column_content, html::HtmlRow as Row},
};

/// The rows of a table of Markdown.
pub(in crate::import) fn markdown(context: &Context<'_>, block: &Block) -> Vec<Row> {
    let row = |block: &Block| Row { span: block.span, cells: table::row_cells(context.source, block) };
    block.children.iter().map(row).collect()
}

/// Reads the rows of a table as actions, where the section or the columns say that they are.
pub(in crate::import) fn read(
    context: &Context<'_>,
    all: &[Row],
    section: SectionKind,
    group: Option<&str>,
    out: &mut Vec<ActionItem>,
) {
    let Some((header, rows)) = all.split_first() else { return };
    let heads = column_content::heads(context, header);
    let (columns, is_table) = column_content::of_actions(context, &heads, rows);
    let has = |wanted: Column| columns.contains(&wanted);
    // Elsewhere an owner must stand beside a deadline, a priority or a state.
    let is_expected = match section {
        SectionKind::Actions => true,
        SectionKind::Timeline | SectionKind::Facts | SectionKind::Title | SectionKind::Participants => false,
        SectionKind::Prevention | SectionKind::FollowUp => {
            has(Column::Owner) || has(Column::Deadline) || has(Column::Action) && has(Column::Status)
        }
        _ => {
            let is_named =
                |wanted: Column| heads.iter().any(|head| crate::import::table::column::column(head) == wanted);
            has(Column::Owner) && (is_named(Column::Deadline) || is_named(Column::Priority))
                || is_named(Column::Action) && has(Column::Owner) && (has(Column::Deadline) || has(Column::Status))
        }
    };
    if !is_table || !is_expected {
        return;
    }
    // `Introduced | 27.11.2025` and `Introduced | –`: when it was done says that it was.
    let states = columns.iter().position(|column| *column == Column::Status);
    let is_when = states.and_then(|at| heads.get(at)).is_some_and(|head| {
        matches!(
            crate::import::vocabulary::normalized(head).as_str(),
            "introduced" | "implemented" | "完了日" | "実施日"
        )
    });
    let has_dates = is_when
        || states.is_some_and(|at| {
            let cells = rows.iter().filter_map(|row| row.cells.get(at));
            cells.map(|cell| inline::plain(cell.of(context.source))).any(|cell| {
                crate::import::action::attribute_words::is_date(&cell)
                    || cell.chars().count() == 1 && state::of_cell(&cell).is_some()
            })
        });
    for row in rows {
        let cells = &row.cells;
        if cells.iter().all(|c| c.is_empty()) {
            continue;
        }
        let cell = |wanted: &[Column]| {
            let mut found = columns.iter().zip(cells).filter(|(c, cell)| wanted.contains(c) && !cell.is_empty());
            found.next().map(|(_, cell)| *cell)
        };
        let text = |span: Span| context.text(span);
        let live = |span: Span| context.text(inline::live(context.source, span));
        let is_number = |span: &Span| {
            let words = inline::plain(span.of(context.source));
            words.bytes().any(|b| b.is_ascii_digit()) && !words.contains(' ') && words.is_ascii()
        };
        // `Task | What`: the task is a number, and what it says stands beside it.
        let named = cell(&[Column::Action]).filter(|span| !is_number(span)).or_else(|| cell(&[Column::Event]));
        let title = named.or_else(|| cell(&[Column::Action])).unwrap_or(Span::new(row.span.start, row.span.start));
        let owner = cell(&[Column::Owner]).or(cell(&[Column::Actor])).filter(|s| is_given(context, *s)).map(live);
        let due = cell(&[Column::Deadline]).or(cell(&[Column::Time, Column::Date]));
        let status = cell(&[Column::Status]).map(live);
        let taken = [
            Some(title),
            cell(&[Column::Id]),
            cell(&[Column::Owner]),
            due,
            cell(&[Column::Priority]),
            cell(&[Column::Status]),
        ];
        let more = cells.iter().enumerate().filter(|(_, c)| !c.is_empty() && !taken.contains(&Some(**c)));
        let words = row.span.of(context.source);
        let tasks = tasks(context, title);
        // `Shipped 7/27` in the column of deadlines.
        let is_met =
            || due.and_then(|span| state::of_cell(&inline::plain(span.of(context.source)))).filter(|is_done| *is_done);
        let action = ActionItem {
            id: cell(&[Column::Id]).map(|c| inline::plain(c.of(context.source))),
            title: text(title),
            owner,
            deadline: due
                .filter(|s| is_given(context, *s))
                .map(|s| deadline(context, inline::live(context.source, s)))
                .or_else(|| {
                    // `2024年10月31日までに完了予定`: the state says until when.
                    let span = status.as_ref().filter(|s| state::of_cell(&s.text) == Some(false))?.span;
                    let raw = crate::import::time::moment::at_start(span.of(context.source))
                        .filter(|raw| raw.date.is_some() && raw.start == 0)?;
                    Some(deadline(context, Span::new(span.start, span.start + raw.end)))
                }),
            priority: cell(&[Column::Priority]).filter(|s| is_given(context, *s)).map(live),
            is_done: state::is_struck(words)
                .or_else(|| status.as_ref().and_then(|s| reached(&s.text, has_dates)))
                .or_else(|| {
                    cells.iter().filter(|c| **c != title).find_map(|c| {
                        let words = c.of(context.source);
                        state::in_capitals(words).or_else(|| state::of_box(words)).or_else(|| marked::emphasised(words))
                    })
                })
                .or_else(is_met),
            is_given_up: status.as_ref().is_some_and(|s| state::is_given_up(&s.text)),
            status,
            group: group.map(str::to_owned),
            more: more.map(|(i, c)| (heads.get(i).cloned().unwrap_or_default(), text(*c))).collect(),
            span: row.span,
            line: context.lines.line(row.span.start),
            details: Vec::new(),
            links: inline::links(words),
            references: references(words),
            footnotes: inline::footnotes(words),
            shape: Shape::Table,
        };
        if tasks.is_empty() {
            out.push(action);
            continue;
        }
        out.extend(tasks.into_iter().map(|(is_done, span)| ActionItem {
            title: text(span),
            is_done: Some(is_done),
            ..action.clone()
        }));
    }
}

/// Check boxes inside a cell, as Confluence exports them: `- [ ] Add eviction  - [x] Raise the limit`.
fn tasks(context: &Context<'_>, cell: Span) -> Vec<(bool, Span)> {
    let words = cell.of(context.source);
    let boxes = ["[ ] ", "[x] ", "[X] "].iter().flat_map(|mark| words.match_indices(*mark).map(|(at, _)| (at, *mark)));
    let mut boxes: Vec<(usize, &str)> = boxes
        .filter(|(at, _)| {
            let before = words.get(..*at).unwrap_or_default().trim_end();
            before.is_empty() || before.ends_with(['-', '*', '•', '>'])
        })
        .collect();
    boxes.sort_unstable();
    let ends = boxes.iter().skip(1).map(|(at, _)| *at).chain([words.len()]);
    boxes
        .iter()
        .zip(ends)
        .map(|((at, mark), end)| {
            let from = at + mark.len();
            let told = words.get(from..end).unwrap_or_default();
            let mut bare = told.trim_end_matches(['-', '*', '•', ' ']);
            while let Some(rest) =
                ["<br>", "<br/>", "<br />", "<li>", "</li>"].iter().find_map(|tag| bare.strip_suffix(tag))
            {
                bare = rest.trim_end_matches(['-', '*', '•', ' ']);
            }
            let lead = bare.len() - bare.trim_start().len();
            (!mark.starts_with("[ "), Span::new(cell.start + from + lead, cell.start + from + bare.len()))
        })
        .filter(|(_, span)| !span.is_empty())
        .collect()
}

/// What a cell of the states says; in a column of days, a day says that it is done, and a dash that it is not.
fn reached(cell: &str, has_dates: bool) -> Option<bool> {
    let is_blank = cell.chars().all(|c| matches!(c, '-' | '–' | '—' | '－' | ' '));
    if has_dates && (is_blank || crate::import::action::attribute_words::is_date(cell)) {
        return Some(!is_blank);
    }
    // A colour alone says how it goes, not whether it is done.
    let is_colour =
        matches!(cell.trim().to_lowercase().as_str(), "green" | "amber" | "red" | "yellow" | "緑" | "黄" | "赤");
    (!is_blank && !is_colour).then(|| state::is_done(cell))
}
