//! Bullets of a timeline and the lists inside them.

use super::{Reader, notes};
use crate::document::{Shape, Span, lines_of};
use crate::import::{
    block::{Block, BlockKind},
    item,
    time::{moment, vague, zone},
};

impl Reader<'_, '_> {
    /// The items of the lists inside a bullet.
    pub(super) fn nested(&mut self, block: &Block) {
        let lists = block.children.iter().filter(|b| b.kind == BlockKind::List);
        lists.flat_map(|list| &list.children).for_each(|item| self.list_item(item));
    }

    pub(super) fn list_item(&mut self, block: &Block) {
        let own = item::own_span(self.context, block);
        let words = own.of(self.context.source);
        let nested_rows = block.children.iter().filter(|b| b.kind == BlockKind::List).any(|list| {
            let timed = |b: &&Block| {
                let words = item::own_span(self.context, b).of(self.context.source);
                moment::at_start(words).or_else(|| Some(vague::at_end(words)?.0)).is_some_and(|r| r.clock.is_some())
            };
            list.children.iter().filter(timed).count() * 2 > list.children.len()
        });
        let shape = match block.kind {
            BlockKind::Item { task: Some(_), .. } => Shape::Task,
            _ => Shape::Bullet,
        };
        // `※ 25時以降の表記は翌日` is a note.
        if block.span.of(self.context.source).starts_with('※') {
            return;
        }
        let Some(raw) = self.start(words) else {
            // `**Good Friday, 18 April**` over bullets with times.
            let named_day = nested_rows.then(|| notes::day_inside(words)).flatten();
            if let Some((raw, at)) = named_day {
                self.day(raw, own.start + at);
            }
            if !nested_rows && vague::at_end(words).is_none() && self.reads_prose {
                let details = item::details(self.context, block);
                if let Some(row) = self.bullet_inside(own, block.span, shape) {
                    row.details = details;
                    return;
                }
            }
            if let Some((raw, cut)) = vague::at_end(words).filter(|_| !nested_rows) {
                let event = Span::new(own.start, own.start + cut);
                let details = item::details(self.context, block);
                self.push(raw, own.start, event, block.span, shape).details = details;
            } else if nested_rows {
                self.nested(block);
            } else if words.trim_start().starts_with("![") {
                self.attach(block.span);
            } else if zone::label_in(words).is_none() {
                self.not_understood(
                    block.span,
                    "no time at the start of this bullet of the timeline; kept as it stands",
                    "remark-bullet-without-time",
                );
            }
            return;
        };
        // Lines of one bullet that begin with a time are rows of their own, and one that is a day holds for those below.
        let mut lines = lines_of(self.context.source, own).skip(1).filter(|(_, line)| {
            moment::at_start(line).is_some_and(|raw| {
                let is_day = raw.date.is_some() && line.get(raw.end..).is_some_and(|rest| rest.trim().is_empty());
                raw.clock.is_some() || is_day
            })
        });
        let first_end = lines.next().map_or(own.end, |(span, _)| span.start);
        let event = Span::new(own.start + raw.end, first_end);
        let is_day = raw.clock.is_none() && !raw.is_relative && (nested_rows || self.event(event).text.is_empty());
        if is_day {
            self.day(raw, own.start);
        } else {
            let details = if nested_rows { Vec::new() } else { item::details(self.context, block) };
            let row = self.push(raw, own.start, event, block.span, shape);
            row.details = details;
        }
        if first_end < own.end {
            self.paragraph(Span::new(first_end, own.end));
        }
        if nested_rows {
            self.nested(block);
        }
    }
}
