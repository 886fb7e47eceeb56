//! Action items: tables, task lists, bullets with links and attributes.

pub(super) mod attribute;
pub(super) mod attribute_words;
pub(super) mod brackets;
mod bullet;
pub(super) mod heading;
mod lead;
pub(super) mod lines;
pub(super) mod marked;
pub(super) mod mention;
pub(super) mod owner;
mod reference;
mod signs;
pub(super) mod state;
pub(super) mod table;
mod title;
pub(super) mod unkeyed;

use std::collections::BTreeMap;

use backstory_model::Phrase;

use crate::document::{ActionItem, Deadline, Document, FactKey, Remark, RemarkKind, SectionKind, Shape, Span};
use crate::import::{
    Context,
    action::{
        attribute::{Attribute, attributes},
        bullet::{bullet, list},
        owner as owners,
    },
    block::{Block, BlockKind},
    inline, item,
    section::Part,
    time::{incident_day, moment, resolve},
};

/// Reads the action items of all action sections. Deadlines without a year are those after the incident.
pub(crate) fn read(context: &Context<'_>, parts: &[Part<'_>], document: &mut Document, remarks: &mut Vec<Remark>) {
    let mut out: Vec<ActionItem> = Vec::new();
    for part in parts {
        let title = part.section.and_then(|i| document.sections.get(i)).map(|s| s.title.clone());
        let is_actions = part.kind == SectionKind::Actions;
        let group = title.filter(|_| is_actions);
        if let Some(action) = heading::read(context, part, document) {
            out.push(action);
            continue;
        }
        let mut previous: Option<&Block> = None;
        let mut group = group;
        // Actions may stand in a quotation.
        let blocks = part.blocks.iter().flat_map(|block| match block.kind {
            BlockKind::Quote if is_actions => {
                block.children.iter().filter(|inner| matches!(inner.kind, BlockKind::List | BlockKind::Table)).collect()
            }
            _ => vec![*block],
        });
        for block in blocks {
            let above = previous.replace(block);
            // A bold line over a list groups it: `**Already live**`.
            let words = block.span.of(context.source).trim();
            let is_label = block.kind == BlockKind::Paragraph && !words.contains('\n') && words.len() <= 80;
            let bold = words.strip_prefix("**").and_then(|w| w.trim_end_matches(':').strip_suffix("**"));
            if let Some(label) = bold.filter(|label| is_actions && is_label && !label.contains("**")) {
                group = Some(inline::plain(label));
            }
            // `P0:` over the actions of that priority.
            if is_actions && is_label && attribute_words::is_priority(words.trim_end_matches([':', '：'])) {
                group = Some(words.trim_end_matches([':', '：']).to_owned());
            }
            match block.kind {
                BlockKind::List if is_actions && above.is_some_and(|above| explains(context, above, block)) => {
                    let details = block.children.iter().map(|item| context.text(item::own_span(context, item)));
                    if let Some(action) = out.last_mut() {
                        action.details.extend(details);
                    }
                }
                BlockKind::List if is_actions => list(context, block, group.as_deref(), &mut out),
                BlockKind::Table => {
                    let rows = table::markdown(context, block);
                    table::read(context, &rows, part.kind, group.as_deref(), &mut out);
                }
                // A follow-up section often holds the open tasks.
                BlockKind::List if matches!(part.kind, SectionKind::FollowUp | SectionKind::Prevention) => {
                    let is_task = |b: &Block| matches!(b.kind, BlockKind::Item { task: Some(_), .. });
                    if block.children.iter().all(is_task) {
                        list(context, block, None, &mut out);
                    }
                }
                BlockKind::Html => {
                    let rows = crate::import::table::html::rows(context.source, block.span);
                    table::read(context, &rows, part.kind, group.as_deref(), &mut out);
                    if !is_actions || !rows.is_empty() {
                        continue;
                    }
                    for own in crate::import::table::html::items(context.source, block.span) {
                        let line = context.lines.line(own.start);
                        let item = Block { kind: BlockKind::Paragraph, span: own, line, children: Vec::new() };
                        let done = state::of_tag(context.source, own.start);
                        out.push(bullet(context, own, &item, done, group.as_deref(), Vec::new()));
                    }
                }
                BlockKind::Paragraph if is_actions => {
                    let is_alone = !part.blocks.iter().any(|b| matches!(b.kind, BlockKind::List | BlockKind::Table));
                    lines::paragraph(context, block, is_alone, group.as_deref(), &mut out);
                }
                _ => {}
            }
        }
    }
    if !parts.iter().any(|part| part.kind == SectionKind::Actions) {
        elsewhere(context, parts, document, &mut out);
    }
    duplicates(context, &out, remarks);
    let rows = || document.timeline.iter().find_map(|row| row.moment.date);
    if let Some(head) = incident_day::head_day(context, document).or_else(rows) {
        for deadline in out.iter_mut().filter_map(|action| action.deadline.as_mut()).filter(|d| d.date.is_none()) {
            let words = deadline.text.span.of(context.source);
            // A day late in the month: what is due at its end may be decided on any day before.
            let late = first_of_month(words).map(|first| match first.strip_suffix("月1日") {
                Some(month) => format!("{month}月28日"),
                None => first.replacen('1', "28", 1),
            });
            let day = |words: &str| moment::at_start(words).and_then(|raw| resolve::next_after(context, &raw, head));
            deadline.date = late.map_or_else(|| day(words), |late| day(&late).map(jiff::civil::Date::last_of_month));
        }
    }
    owners::complete(context, document, &mut out);
    local_deadlines(context, document, &mut out);
    document.actions = out;
}

/// Without a section of actions, what is promised for later is one; else the one list that names who does what until when.
fn elsewhere(context: &Context<'_>, parts: &[Part<'_>], document: &mut Document, out: &mut Vec<ActionItem>) {
    use SectionKind as K;
    for part in parts.iter().filter(|p| matches!(p.kind, K::FollowUp | K::Prevention)) {
        let title = part.section.and_then(|i| document.sections.get(i)).map(|s| s.title.clone());
        let is_alone = !part.blocks.iter().any(|b| matches!(b.kind, BlockKind::List | BlockKind::Table));
        for block in &part.blocks {
            let is_known = out.iter().any(|a| a.span.start >= block.span.start && a.span.end <= block.span.end);
            match block.kind {
                BlockKind::List if !is_known => list(context, block, title.as_deref(), out),
                BlockKind::Paragraph if is_alone => {
                    lines::paragraph(context, block, true, title.as_deref(), out);
                }
                _ => {}
            }
        }
    }
    if out.is_empty() {
        for part in parts.iter().filter(|p| matches!(p.kind, K::Response | K::Resolution | K::Other | K::Lessons)) {
            let title = part.section.and_then(|i| document.sections.get(i)).map(|s| s.title.clone());
            for block in part.blocks.iter().filter(|b| b.kind == BlockKind::List && names_duties(context, b)) {
                list(context, block, title.as_deref(), out);
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
    // The section that holds them is the one of actions.
    for part in
        parts.iter().filter(|p| matches!(p.kind, K::FollowUp | K::Prevention | K::Response | K::Resolution | K::Other))
    {
        let Some(section) = part.section.and_then(|i| document.sections.get_mut(i)) else { continue };
        let own = out.iter().filter(|a| a.span.start >= section.body.start && a.span.end <= section.body.end);
        let (all, given) = own.fold((0, 0), |(all, given), action| {
            let is_given = action.owner.is_some() || action.deadline.is_some() || action.is_done.is_some();
            (all + 1, given + usize::from(is_given))
        });
        if all > 0 && given * 2 >= all {
            section.kind = K::Actions;
        }
    }
}

/// Whether most items of a list have a check box, or an owner beside a deadline or a state.
fn names_duties(context: &Context<'_>, block: &Block) -> bool {
    let says = |item: &&Block| {
        let words = item::own_span(context, item).of(context.source);
        let found = attributes(words);
        let has = |kind: Attribute| found.iter().any(|f| f.kind == kind);
        matches!(item.kind, BlockKind::Item { task: Some(_), .. })
            || has(Attribute::Owner) && (has(Attribute::Deadline) || marked::marked(words, words).is_some())
    };
    let count = block.children.iter().filter(says).count();
    count >= 2 && count * 2 > block.children.len()
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
    let (local, is_guess) =
        resolve::order(resolve::declared(document), all.iter(), incident_day::head_day(context, document));
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
    let mut seen: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for action in actions {
        let Some(id) = action.id.as_deref() else { continue };
        // A bare number counts the rows of its own table.
        let is_place = id.bytes().all(|b| b.is_ascii_digit());
        let group = action.group.as_deref().filter(|_| is_place);
        if let Some(first) = seen.get(&(id, group)) {
            let message =
                format!("action id `{id}` is already used in line {first}; give this one a number of its own");
            let phrase = Phrase::new("remark-action-id-again").code("id", id).text("line", first.to_string());
            remarks.push(context.remark(RemarkKind::Duplicate, action.span, message, phrase));
        } else {
            seen.insert((id, group), action.line);
        }
    }
}

/// `-`, `TBD`, `_to fill_` say that nothing is given yet.
pub(super) fn is_given(context: &Context<'_>, span: Span) -> bool {
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
            | "tbc"
            | "to be confirmed"
            | "open"
            | "no owner"
            | "担当未定"
            | "未割り当て"
            | "@未割り当て"
            | "@unassigned"
            | "未決"
            | "要検討"
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

/// The first day of the month whose last is meant.
fn first_of_month(words: &str) -> Option<String> {
    let japanese = attribute_words::month_end(words.trim()).map(|month| format!("{month}月1日"));
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    japanese.or_else(|| attribute_words::month_end_in_words(&flat).map(|month| format!("1 {month}")))
}

pub(super) fn deadline(context: &Context<'_>, span: Span) -> Deadline {
    let words = span.of(context.source);
    // `令和6年6月末日`: the last day of that month.
    let first = first_of_month(words);
    let last = first.and_then(|day| super::first_moment(&day)?.date).map(jiff::civil::Date::last_of_month);
    let found = || moment::at_start(words).and_then(|raw| resolve::alone(context, &raw, span.start).date);
    Deadline { text: context.text(span), date: last.or_else(found) }
}

#[cfg(test)]
mod tests;
