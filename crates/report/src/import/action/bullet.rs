//! Actions as bullets: title, and who, when and how urgent in the words beside it or in the bullets below.

use super::{
    attribute::{self, Attribute, attributes},
    attribute_words, deadline, is_given, lead, lines, marked, mention,
    reference::{leading_id, references},
    state, title,
};
use crate::document::{ActionItem, Shape, Span, Text};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    inline, item,
};

/// The actions of a list; a label over deeper bullets groups them.
pub(super) fn list(context: &Context<'_>, block: &Block, group: Option<&str>, out: &mut Vec<ActionItem>) {
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
        // `-[ ] x` in a line below: without its blank Markdown takes it for words of the item above.
        let loose = lines::boxed(context, own);
        let own = loose.first().map_or(own, |first| {
            let head = Span::new(own.start, context.lines.start(context.lines.line(first.start)).max(own.start));
            Span::new(head.start, head.start + head.of(context.source).trim_end().len())
        });
        let mut action = bullet(context, own, child, task, group, details);
        from_details(context, &mut action);
        out.push(action);
        out.extend(loose.into_iter().map(|own| lines::of_line(context, own, group)));
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
            action.is_given_up |= state::is_given_up(&status.text);
            action.status = Some(status);
        }
        _ => {}
    }
}

/// The action that the words `own` of a bullet (or of a line) tell.
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
    let within = |span: Span| Span::new(own.start + span.start, own.start + span.end);
    let at = |kind: Attribute| found.iter().find(|f| f.kind == kind).map(|f| within(f.value));
    // `[P1] [Ann] Fix`, `P1 Fix`: grades and names in front are no end of the title.
    let lead = lead::read(words);
    let cut = found.iter().map(|f| f.start).filter(|start| *start >= lead.skip).min().unwrap_or(words.len());
    let title = title::named(words).unwrap_or_else(|| title::between(words, lead.title, cut));
    let (cut, title) = (cut.max(title.end), within(title));
    let live = |span: Span| context.text(inline::live(context.source, span));
    let owner = at(Attribute::Owner).filter(|s| is_given(context, *s)).map(live);
    let named = || lead.owner.map(|span| context.text(within(span)));
    let owner =
        owner.or_else(named).or_else(|| mention::mention(context, own)).or_else(|| mention::letter_box(context, own));
    let status = at(Attribute::Status).map(|s| context.text(s));
    let all = block.span.of(context.source);
    let due = at(Attribute::Deadline)
        .or_else(|| lead.deadline.map(within))
        .filter(|s| is_given(context, *s))
        .map(|s| deadline(context, s));
    // `Target: completed`
    let is_past = due.as_ref().is_some_and(|due| due.date.is_none() && state::is_done(&due.text.text));
    ActionItem {
        id: leading_id(&inline::plain(words)),
        title: context.text(title),
        owner,
        deadline: due,
        priority: at(Attribute::Priority)
            .or_else(|| lead.priority.map(within))
            .map(live)
            .or_else(|| grade_of_group(context, group, block.span)),
        is_done: task
            .or_else(|| marked::marked(words, all))
            .or_else(|| status.as_ref().map(|s| state::is_done(&s.text)))
            .or_else(|| is_past.then_some(true))
            .or_else(|| words.get(cut..).and_then(marked::in_tail))
            .or_else(|| words.get(cut..).and_then(state::in_capitals))
            .or_else(|| group.and_then(state::of_group)),
        is_given_up: status.as_ref().is_some_and(|s| state::is_given_up(&s.text)) || marked::given_up(words, all),
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

/// The priority that the label over the actions gives to each: `P0:`, `### High priority`, `優先度：高`.
fn grade_of_group(context: &Context<'_>, group: Option<&str>, block: Span) -> Option<Text> {
    let group = group?;
    let is_level = |label: &&str| label.len() == 2 && attribute_words::is_priority(label);
    let label = group.split([' ', '(', '（', '—', '–', ':', '：']).next().filter(is_level);
    let label = label.or_else(|| Some(group).filter(|group| attribute_words::is_priority(group)))?;
    let start = context.source.get(..block.start)?.rfind(label)?;
    Some(context.text(Span::new(start, start + label.len())))
}
