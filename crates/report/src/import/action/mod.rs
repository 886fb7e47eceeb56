//! Action items: tables, task lists, bullets with links and attributes.

pub(super) mod attribute;
pub(super) mod attribute_words;
pub(super) mod brackets;
pub(super) mod heading;
pub(super) mod lines;
pub(super) mod marked;
pub(super) mod mention;
pub(super) mod owner;
pub(super) mod state;
pub(super) mod table;
pub(super) mod unkeyed;

use std::collections::BTreeMap;

use backstory_model::Phrase;

use crate::document::{ActionItem, Deadline, Document, FactKey, Remark, RemarkKind, SectionKind, Shape, Span, Text};
use crate::import::{
    Context,
    action::{
        attribute::{Attribute, attributes},
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
    // `[P1] [Ann] Fix`, `P1 Fix`: grades and names in front are no end of the title.
    let (bracketed, lead) = leading(words);
    let cut = found.iter().map(|f| f.start).filter(|start| *start >= lead).min().unwrap_or(words.len());
    let title = words.get(bracketed..cut).unwrap_or(words);
    let title = title.strip_suffix(" `").unwrap_or(title);
    let title = title.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '(' | '（' | '[' | '【' | '［' | '→' | '―' | '—' | '–' | '-' | ',' | ';' | '、' | '*' | '_')
    });
    // An attribute in front leaves no title behind it; then all words are the title. Emphasis that closes stays.
    let (title, bracketed) = if title.trim().is_empty() { (words, 0) } else { (title, bracketed) };
    let closing = if title.matches("**").count() % 2 == 1
        && words.get(bracketed + title.len()..).is_some_and(|r| r.starts_with("**"))
    {
        2
    } else {
        0
    };
    let title = Span::new(own.start + bracketed, own.start + bracketed + title.len() + closing);
    let owner = at(Attribute::Owner).filter(|s| is_given(context, *s)).map(|s| context.text(s));
    let named = || {
        let inner = words
            .get(..bracketed)?
            .split(['[', ']', '【', '】'])
            .find(|part| attribute_words::is_certain_name(part))?;
        let at = words.find(inner)?;
        Some(context.text(Span::new(own.start + at, own.start + at + inner.len())))
    };
    let owner =
        owner.or_else(named).or_else(|| mention::mention(context, own)).or_else(|| mention::letter_box(context, own));
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
        priority: at(Attribute::Priority)
            .map(|s| context.text(s))
            .or_else(|| grade_of_group(context, group, block.span)),
        is_done: task
            .or_else(|| marked::marked(words, all))
            .or_else(|| status.as_ref().map(|s| state::is_done(&s.text)))
            .or_else(|| is_past.then_some(true))
            .or_else(|| words.get(cut..).and_then(marked::in_tail))
            .or_else(|| group.and_then(state::of_group)),
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

/// Where the brackets in front of an action end that hold its priority and who does it, and where a bare `P1` in front does.
fn leading(words: &str) -> (usize, usize) {
    let mut at = 0;
    while let Some(rest) = words.get(at..) {
        let Some((open, close)) = [('[', ']'), ('【', '】')].into_iter().find(|(open, _)| rest.starts_with(*open))
        else {
            break;
        };
        let Some((inner, behind)) = rest.get(open.len_utf8()..).and_then(|rest| rest.split_once(close)) else { break };
        let is_attribute = attribute_words::is_priority(inner) || attribute_words::is_certain_name(inner);
        if !is_attribute || behind.starts_with('(') {
            break;
        }
        at = words.len() - behind.trim_start_matches([' ', ':', '\u{3000}']).len();
    }
    let rest = words.get(at..).unwrap_or_default();
    let word = rest.split([' ', ':']).next().unwrap_or_default();
    // `P1`, `` `P1` ``, `**P1**`
    let is_bare = word.trim_matches(['`', '*', '(', ')']).len() == 2
        && attribute_words::is_priority(word.trim_matches(['(', ')']));
    (at, if is_bare { at + word.len() } else { at })
}

/// The priority that the label over the actions gives to each: `P0:`, `### High priority`, `優先度：高`.
fn grade_of_group(context: &Context<'_>, group: Option<&str>, block: Span) -> Option<Text> {
    let group = group?;
    let is_level = |label: &&str| label.len() == 2 && attribute_words::is_priority(label);
    let label = group.split([' ', '(', '（', '—', '–', ':', '：']).next().filter(is_level);
    let label = label.or_else(|| Some(group).filter(|group| attribute_words::is_priority(group)))?;
    let start = context.source.get(..block.start)?.rfind(label)?;
    Some(context.text(Span::new(start, start + label.len())))
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
pub(super) fn references(words: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests;
