//! Action items: tables, task lists, bullets with links and attributes.

use std::collections::BTreeMap;

use backstory_model::Phrase;

use super::{
    Context, action_lines, action_owner as owners, action_state as state,
    attribute::{self, Attribute, attributes},
    block::{Block, BlockKind},
    column::{self, Column},
    inline, item, moment, resolve,
    section::Part,
    table, timeline_days,
};
use crate::document::{ActionItem, Deadline, Document, FactKey, Remark, RemarkKind, SectionKind, Shape, Span, Text};

/// Reads the action items of all action sections. Deadlines without a year are those after the incident.
pub(crate) fn read(context: &Context<'_>, parts: &[Part<'_>], document: &mut Document, remarks: &mut Vec<Remark>) {
    let mut out: Vec<ActionItem> = Vec::new();
    for part in parts {
        let title = part.section.and_then(|i| document.sections.get(i)).map(|s| s.title.clone());
        let is_actions = part.kind == SectionKind::Actions;
        let group = title.filter(|_| is_actions);
        let mut previous: Option<&Block> = None;
        for block in &part.blocks {
            let above = previous.replace(block);
            match block.kind {
                BlockKind::List if is_actions && above.is_some_and(|above| explains(context, above, block)) => {
                    let details = block.children.iter().map(|item| context.text(item::own_span(context, item)));
                    if let Some(action) = out.last_mut() {
                        action.details.extend(details);
                    }
                }
                BlockKind::List if is_actions => list(context, block, group.as_deref(), &mut out),
                BlockKind::Table if is_actions || has_action_columns(context, block) => {
                    rows(context, block, group.as_deref(), &mut out);
                }
                // A follow-up section often holds the open tasks.
                BlockKind::List if matches!(part.kind, SectionKind::FollowUp | SectionKind::Prevention) => {
                    let is_task = |b: &Block| matches!(b.kind, BlockKind::Item { task: Some(_), .. });
                    if block.children.iter().all(is_task) {
                        list(context, block, None, &mut out);
                    }
                }
                BlockKind::Html if is_actions => {
                    for own in super::html_table::items(context.source, block.span) {
                        let line = context.lines.line(own.start);
                        let item = Block { kind: BlockKind::Paragraph, span: own, line, children: Vec::new() };
                        let done = state::of_tag(context.source, own.start);
                        out.push(bullet(context, own, &item, done, group.as_deref(), Vec::new()));
                    }
                }
                BlockKind::Paragraph if is_actions => {
                    let is_alone = !part.blocks.iter().any(|b| matches!(b.kind, BlockKind::List | BlockKind::Table));
                    action_lines::paragraph(context, block, is_alone, group.as_deref(), &mut out);
                }
                _ => {}
            }
        }
    }
    if !parts.iter().any(|part| part.kind == SectionKind::Actions) {
        // Without a section of actions, what is promised for later is one.
        for part in parts.iter().filter(|p| matches!(p.kind, SectionKind::FollowUp | SectionKind::Prevention)) {
            let title = part.section.and_then(|i| document.sections.get(i)).map(|s| s.title.clone());
            for block in part.blocks.iter().filter(|b| b.kind == BlockKind::List) {
                if !out.iter().any(|known| known.span.start >= block.span.start && known.span.end <= block.span.end) {
                    list(context, block, title.as_deref(), &mut out);
                }
            }
        }
        let is_fact = |action: &ActionItem| {
            document
                .facts
                .iter()
                .any(|f| f.key != FactKey::Other && f.span.start >= action.span.start && f.span.end <= action.span.end)
        };
        out.retain(|action| action.shape == Shape::Table || !is_fact(action));
        out.sort_by_key(|action| action.span.start);
    }
    duplicates(context, &out, remarks);
    let rows = || document.timeline.iter().find_map(|row| row.moment.date);
    if let Some(head) = timeline_days::head_day(context, document).or_else(rows) {
        for deadline in out.iter_mut().filter_map(|action| action.deadline.as_mut()).filter(|d| d.date.is_none()) {
            let words = deadline.text.span.of(context.source);
            let first = attribute::month_end(words.trim()).map(|month| format!("{month}月1日"));
            let day = |words: &str| moment::at_start(words).and_then(|raw| resolve::next_after(context, &raw, head));
            deadline.date = first.map_or_else(|| day(words), |first| day(&first).map(jiff::civil::Date::last_of_month));
        }
    }
    owners::complete(context, document, &mut out);
    local_deadlines(context, document, &mut out);
    document.actions = out;
}

/// Reads deadlines like `05/07/2024` in the order that all dates of the document agree on.
fn local_deadlines(context: &Context<'_>, document: &Document, actions: &mut [ActionItem]) {
    let words = |text: &str| moment::at_start(text).and_then(|raw| raw.date);
    let own: Vec<_> = actions.iter().filter_map(|a| words(a.deadline.as_ref()?.text.span.of(context.source))).collect();
    if !own.iter().any(|date| date.local.is_some()) {
        return;
    }
    let rows = document.timeline.iter().filter_map(|row| words(&row.moment.text));
    let facts = document.facts.iter().filter_map(|fact| words(&fact.value.text));
    let all: Vec<_> = rows.chain(facts).chain(own).collect();
    let (local, is_guess) = resolve::local_dates(all.iter(), timeline_days::head_day(context, document));
    if is_guess {
        return;
    }
    for deadline in actions.iter_mut().filter_map(|action| action.deadline.as_mut()) {
        let raw = moment::at_start(deadline.text.span.of(context.source));
        let Some(raw) = raw.filter(|raw| raw.date.as_ref().is_some_and(|d| d.local.is_some() && d.year.is_some()))
        else {
            continue;
        };
        let around = resolve::Around { day: None, year: None, local, zone: None };
        deadline.date = resolve::complete(context, &raw, deadline.text.span.start, &around).date.or(deadline.date);
    }
}

/// Whether bullets stand below a numbered item of one, as the details that Markdown cuts from it.
fn explains(context: &Context<'_>, above: &Block, block: &Block) -> bool {
    let starts = |block: &Block, test: fn(char) -> bool| block.span.of(context.source).trim_start().starts_with(test);
    let item = above.children.first().filter(|_| above.kind == BlockKind::List && above.children.len() == 1);
    let is_bold = item.is_some_and(|item| item::own_span(context, item).of(context.source).starts_with("**"));
    is_bold && starts(above, |c| c.is_ascii_digit()) && starts(block, |c| matches!(c, '-' | '*' | '+'))
}

fn duplicates(context: &Context<'_>, actions: &[ActionItem], remarks: &mut Vec<Remark>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for action in actions {
        let Some(id) = action.id.as_deref() else { continue };
        if let Some(first) = seen.get(id) {
            let message =
                format!("action id `{id}` is already used in line {first}; give this one a number of its own");
            let phrase = Phrase::new("remark-action-id-again").code("id", id).text("line", first.to_string());
            remarks.push(context.remark(RemarkKind::Duplicate, action.span, message, phrase));
        } else {
            seen.insert(id, action.line);
        }
    }
}

/// Whether a table outside an action section is one of actions: an owner and a deadline or priority.
fn has_action_columns(context: &Context<'_>, block: &Block) -> bool {
    let Some(header) = block.children.first() else { return false };
    let columns: Vec<Column> = heads(context, header).iter().map(|h| column::column(&h.1)).collect();
    columns.contains(&Column::Owner) && (columns.contains(&Column::Deadline) || columns.contains(&Column::Priority))
}

fn heads(context: &Context<'_>, header: &Block) -> Vec<(Span, String)> {
    let cells = table::row_cells(context.source, header);
    cells.into_iter().map(|cell| (cell, inline::plain(cell.of(context.source)))).collect()
}

fn rows(context: &Context<'_>, block: &Block, group: Option<&str>, out: &mut Vec<ActionItem>) {
    let Some((header, rows)) = block.children.split_first() else { return };
    let heads = heads(context, header);
    let mut columns: Vec<Column> = heads.iter().map(|h| column::column(&h.1)).collect();
    if !columns.contains(&Column::Action) {
        let wide = [Column::Event, Column::Other, Column::Reference];
        let place = wide.iter().find_map(|wanted| columns.iter().position(|c| c == wanted));
        if let Some(column) = place.and_then(|i| columns.get_mut(i)) {
            *column = Column::Action;
        }
    }
    for row in rows {
        let cells = table::row_cells(context.source, row);
        if cells.iter().all(|c| c.is_empty()) {
            continue;
        }
        let cell = |wanted: &[Column]| {
            let mut found = columns.iter().zip(&cells).filter(|(c, cell)| wanted.contains(c) && !cell.is_empty());
            found.next().map(|(_, cell)| *cell)
        };
        let text = |span: Span| context.text(span);
        let is_number = |span: &Span| {
            let words = inline::plain(span.of(context.source));
            words.bytes().any(|b| b.is_ascii_digit()) && !words.contains(' ') && words.is_ascii()
        };
        // `Task | What`: the task is a number, and what it says stands beside it.
        let named = cell(&[Column::Action]).filter(|span| !is_number(span)).or_else(|| cell(&[Column::Event]));
        let title = named.or_else(|| cell(&[Column::Action])).unwrap_or(Span::new(row.span.start, row.span.start));
        let owner = cell(&[Column::Owner]).or(cell(&[Column::Actor])).filter(|s| is_given(context, *s)).map(text);
        let due = cell(&[Column::Deadline]).or(cell(&[Column::Time, Column::Date]));
        let status = cell(&[Column::Status]).map(text);
        let taken = [
            Some(title),
            cell(&[Column::Id]),
            cell(&[Column::Owner]),
            due,
            cell(&[Column::Priority]),
            status.as_ref().map(|s| s.span),
        ];
        let more = cells.iter().enumerate().filter(|(_, c)| !c.is_empty() && !taken.contains(&Some(**c)));
        let words = row.span.of(context.source);
        out.push(ActionItem {
            id: cell(&[Column::Id]).map(|c| inline::plain(c.of(context.source))),
            title: text(title),
            owner,
            deadline: due.filter(|s| is_given(context, *s)).map(|s| deadline(context, s)),
            priority: cell(&[Column::Priority]).filter(|s| is_given(context, *s)).map(text),
            is_done: state::is_struck(words).or_else(|| status.as_ref().map(|s| state::is_done(&s.text))).or_else(
                || cells.iter().filter(|c| **c != title).find_map(|c| state::in_capitals(c.of(context.source))),
            ),
            status,
            group: group.map(str::to_owned),
            more: more.map(|(i, c)| (heads.get(i).map_or(String::new(), |h| h.1.clone()), text(*c))).collect(),
            span: row.span,
            line: row.line,
            details: Vec::new(),
            links: inline::links(words),
            references: references(words),
            footnotes: inline::footnotes(words),
            shape: Shape::Table,
        });
    }
}

/// `-`, `TBD`, `_to fill_` say that nothing is given yet.
fn is_given(context: &Context<'_>, span: Span) -> bool {
    let words = inline::plain(span.of(context.source)).to_lowercase();
    !matches!(
        words.trim_matches(['(', ')', '（', '）', '[', ']', ' ']),
        "" | "-"
            | "–"
            | "—"
            | "?"
            | "??"
            | "tbd"
            | "tba"
            | "n/a"
            | "na"
            | "none"
            | "to fill"
            | "todo"
            | "nobody"
            | "nobody yet"
            | "no one"
            | "unassigned"
            | "not assigned"
            | "to be decided"
            | "未定"
            | "未設定"
            | "未割当"
            | "記入"
            | "なし"
    )
}

fn deadline(context: &Context<'_>, span: Span) -> Deadline {
    let words = span.of(context.source);
    // `令和6年6月末日`: the last day of that month.
    let first = attribute::month_end(words.trim()).map(|month| format!("{month}月1日"));
    let last = first.and_then(|day| super::first_moment(&day)?.date).map(jiff::civil::Date::last_of_month);
    let found = || moment::at_start(words).and_then(|raw| resolve::alone(context, &raw, span.start).date);
    Deadline { text: context.text(span), date: last.or_else(found) }
}

fn list(context: &Context<'_>, block: &Block, group: Option<&str>, out: &mut Vec<ActionItem>) {
    for child in &block.children {
        let own = item::own_span(context, child);
        let nested = child.children.iter().filter(|b| b.kind == BlockKind::List);
        let words = inline::plain(own.of(context.source));
        let task = match child.kind {
            BlockKind::Item { task: Some(task), .. } => Some(task),
            _ => state::boxed(child.span.of(context.source)),
        };
        // A short label over bullets is a group: `Prevent:`
        let is_label = task.is_none() && words.ends_with([':', '：']) && words.split(' ').count() <= 6;
        // `Prevent` over nothing but check boxes is one as well.
        let is_boxed = |block: &Block| matches!(block.kind, BlockKind::Item { task: Some(_), .. });
        let groups_boxes = task.is_none()
            && words.split(' ').count() <= 4
            && nested.clone().next().is_some()
            && nested.clone().all(|list| list.children.iter().all(is_boxed));
        if groups_boxes || is_label && nested.clone().next().is_some() {
            let label = words.trim_end_matches([':', '：']).to_owned();
            nested.for_each(|list_block| list(context, list_block, Some(&label), out));
            continue;
        }
        let details = item::details(context, child);
        let mut action = bullet(context, own, child, task, group, details);
        from_details(context, &mut action);
        out.push(action);
    }
}

/// Owner, deadline, priority and state in bullets below the action: `- Owner: x`.
pub(super) fn from_details(context: &Context<'_>, action: &mut ActionItem) {
    for detail in action.details.clone() {
        let span = detail.span;
        let words = span.of(context.source);
        let found = attributes(words);
        if found.iter().any(|found| found.start <= 2) {
            for found in found {
                take(context, action, &found, Span::new(span.start + found.value.start, span.start + found.value.end));
            }
        }
    }
}

/// Takes an attribute that the action lacks.
fn take(context: &Context<'_>, action: &mut ActionItem, found: &attribute::Found, value: Span) {
    match found.kind {
        Attribute::Owner if action.owner.is_none() && is_given(context, value) => {
            action.owner = Some(context.text(value));
        }
        Attribute::Deadline if action.deadline.is_none() && is_given(context, value) => {
            action.deadline = Some(deadline(context, value));
        }
        Attribute::Priority if action.priority.is_none() => action.priority = Some(context.text(value)),
        Attribute::Status if action.status.is_none() => {
            let status = context.text(value);
            action.is_done = action.is_done.or(Some(state::is_done(&status.text)));
            action.status = Some(status);
        }
        _ => {}
    }
}

pub(super) fn bullet(
    context: &Context<'_>,
    own: Span,
    block: &Block,
    task: Option<bool>,
    group: Option<&str>,
    details: Vec<Text>,
) -> ActionItem {
    let words = own.of(context.source);
    let found = attributes(words);
    let at = |kind: Attribute| {
        found.iter().find(|f| f.kind == kind).map(|f| Span::new(own.start + f.value.start, own.start + f.value.end))
    };
    let cut = found.iter().map(|f| f.start).min().unwrap_or(words.len());
    let title = words.get(..cut).unwrap_or(words);
    let title = title.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | '（' | '[' | '—' | '–' | '-' | ',' | ';' | '、' | '*' | '_')
    });
    // An attribute in front leaves no title behind it; then all words are the title. Emphasis that closes stays.
    let title = if title.trim().is_empty() { words } else { title };
    let closing =
        if title.matches("**").count() % 2 == 1 && words.get(title.len()..).is_some_and(|r| r.starts_with("**")) {
            2
        } else {
            0
        };
    let title = Span::new(own.start, own.start + title.len() + closing);
    let owner = at(Attribute::Owner).filter(|s| is_given(context, *s)).map(|s| context.text(s));
    let owner = owner.or_else(|| mention(context, own)).or_else(|| letter_box(context, own));
    let status = at(Attribute::Status).map(|s| context.text(s));
    let all = block.span.of(context.source);
    let due = at(Attribute::Deadline).filter(|s| is_given(context, *s)).map(|s| deadline(context, s));
    // `Target: completed`
    let is_past = due.as_ref().is_some_and(|due| due.date.is_none() && state::is_done(&due.text.text));
    ActionItem {
        id: leading_id(&inline::plain(words)),
        title: context.text(title),
        owner,
        deadline: due,
        priority: at(Attribute::Priority).map(|s| context.text(s)),
        is_done: task
            .or_else(|| state::marked(words, all))
            .or_else(|| status.as_ref().map(|s| state::is_done(&s.text)))
            .or_else(|| is_past.then_some(true)),
        status,
        group: group.map(str::to_owned),
        more: Vec::new(),
        span: block.span,
        line: block.line,
        details,
        links: inline::links(all),
        references: references(all),
        footnotes: inline::footnotes(all),
        shape: if task.is_some() { Shape::Task } else { Shape::Bullet },
    }
}

/// `AI-001: …`, `[OPS-12] …`.
pub(super) fn leading_id(words: &str) -> Option<String> {
    let first = words.trim_start_matches(['[', '(']).split([' ', ':', ']', ')', '：']).next()?;
    is_ticket(first).then(|| first.to_owned())
}

/// Letters, a dash, digits: `OPS-123`.
fn is_ticket(word: &str) -> bool {
    let Some((letters, digits)) = word.rsplit_once('-') else { return false };
    let fits = |s: &str, test: fn(&u8) -> bool| !s.is_empty() && s.len() <= 12 && s.bytes().all(|b| test(&b));
    fits(letters, |b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && fits(digits, u8::is_ascii_digit)
        && !matches!(letters, "SEV" | "UTF" | "SHA" | "ISO" | "P")
}

/// References to a tracker, each once.
fn references(words: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '#' | '_'))).take(2_000) {
        let is_number =
            word.strip_prefix('#').is_some_and(|n| (1..=8).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
        if (is_number || is_ticket(word)) && !out.iter().any(|known| known == word) {
            out.push(word.to_owned());
        }
    }
    out
}

/// A handle behind the words: `… @mei`.
fn mention(context: &Context<'_>, own: Span) -> Option<Text> {
    let words = own.of(context.source);
    let at = words
        .rfind('@')
        .filter(|at| !words.get(..*at).is_some_and(|w| w.ends_with(|c: char| c.is_alphanumeric() || c == '/')))?;
    let name = words.get(at..)?;
    let end = name
        .char_indices()
        .skip(1)
        .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
        .map_or(name.len(), |(i, _)| i);
    let end = name.get(..end)?.trim_end_matches('.').len();
    (end > 1).then(|| context.text(Span::new(own.start + at, own.start + at + end)))
}

/// `… [Mei](mailto:mei@example.com)`: the words of a link to a letter box.
fn letter_box(context: &Context<'_>, own: Span) -> Option<Text> {
    let words = own.of(context.source);
    let end = words.rfind("](mailto:")?;
    let start = words.get(..end)?.rfind('[')? + 1;
    (start < end).then(|| context.text(Span::new(own.start + start, own.start + end)))
}
