//! Action items that are headings below the heading of the actions: `#### [ ] Runs get their target`, `### AI-3: …` over
//! lines of attributes.

use crate::document::{ActionItem, Document, SectionKind, Shape, Span, Text, lines_of};
use crate::import::{
    Context,
    action::{
        attribute::attributes,
        bullet::{bullet, from_details},
        reference::leading_id,
        state,
    },
    block::{Block, BlockKind},
    item,
    section::Part,
};

/// The action that the heading of a part is; none where it only groups, or stands below no heading of actions.
pub(in crate::import) fn read(context: &Context<'_>, part: &Part<'_>, document: &Document) -> Option<ActionItem> {
    let section = part.section.and_then(|i| document.sections.get(i)).filter(|_| part.kind == SectionKind::Actions)?;
    let above = section.parent.and_then(|i| document.sections.get(i)).filter(|s| s.kind == SectionKind::Actions)?;
    let words = section.heading.of(context.source);
    let lead = words.len() - words.trim_start_matches(['#', '=', '*', ' ', '\t']).len();
    let whole = Span::new(section.heading.start + lead, section.heading.end);
    let marked = whole.of(context.source);
    let task = match marked.get(..3) {
        Some("[ ]") => Some(false),
        Some("[x]" | "[X]") => Some(true),
        _ => state::boxed(marked),
    };
    let own = item::without_task(context, whole);
    let details = lines(context, &part.blocks);
    let given = details.iter().filter(|detail| opens(&detail.text)).count();
    let has_items = part.blocks.iter().any(|block| matches!(block.kind, BlockKind::Table) || is_task_list(block));
    // Bullets that each name an owner behind their words are actions; those that begin with a key are its attributes.
    let is_action = task.is_some()
        || leading_id(own.of(context.source)).is_some()
        || (given > 0 && given * 2 >= details.len().min(4));
    if !is_action || has_items {
        return None;
    }
    let block = Block { kind: BlockKind::Paragraph, span: section.heading, line: section.line, children: Vec::new() };
    let mut action = bullet(context, own, &block, task, Some(&above.title), details);
    from_details(context, &mut action);
    action.shape = Shape::Heading;
    Some(action)
}

fn opens(line: &str) -> bool {
    attributes(line.trim_start()).first().is_some_and(|found| found.start <= 2)
}

fn is_task_list(block: &Block) -> bool {
    block.kind == BlockKind::List
        && block.children.iter().any(|b| matches!(b.kind, BlockKind::Item { task: Some(_), .. }))
}

/// The lines of paragraphs and of bullets.
fn lines(context: &Context<'_>, blocks: &[&Block]) -> Vec<Text> {
    let mut out = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Paragraph => {
                out.extend(lines_of(context.source, block.span).map(|(span, _)| context.text(span)));
            }
            BlockKind::List => out.extend(block.children.iter().map(|b| context.text(item::own_span(context, b)))),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    #[test]
    fn headings_below_the_actions_are_actions() {
        let source = "# T\n\n## Work items\n\n### [ ] Runs get their target\n\nAssignee: w.okafor\nTarget date: 2025-08-22\n\n\
            ### [x] The bucket refuses writes\n\n- Owner: l.brand\n- Due: 2025-08-08\n\n### Later\n\n- Buy disks (owner: Ida)\n";
        let found = Document::parse(source).actions;
        let shown: Vec<_> = found
            .iter()
            .map(|a| (a.title.text.as_str(), a.owner.as_ref().map(|o| o.text.as_str()), a.is_done))
            .collect();
        assert_eq!(
            shown,
            [
                ("Runs get their target", Some("w.okafor"), Some(false)),
                ("The bucket refuses writes", Some("l.brand"), Some(true)),
                ("Buy disks", Some("Ida"), None)
            ]
        );
    }
}
