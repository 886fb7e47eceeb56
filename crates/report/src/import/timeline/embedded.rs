//! Code and HTML in a timeline: rows where their lines have times, else attachments of the row above.

use super::{Draft, Reader};
use crate::document::{Shape, Span, lines_of};
use crate::import::{
    block::{Block, BlockKind},
    section::Part,
    table::html,
    time::moment,
};

impl Reader<'_, '_> {
    /// Code is an attachment, unless its lines are the timeline.
    pub(super) fn code(&mut self, block: &Block, part: &Part<'_>) {
        let is_alone = !part.blocks.iter().any(|b| matches!(b.kind, BlockKind::Table | BlockKind::List));
        let lines: Vec<_> = lines_of(self.context.source, block.span).filter(|(_, l)| !l.trim().is_empty()).collect();
        let timed = lines.iter().filter(|(_, l)| moment::at_start(l).is_some_and(|r| r.clock.is_some())).count();
        if !is_alone || self.drafts.iter().any(Draft::is_row) || timed < 2 || timed * 2 < lines.len() {
            self.attach(block.span);
            return;
        }
        for (span, line) in lines {
            if let Some(raw) = moment::at_start(line) {
                let event = Span::new(span.start + raw.end, span.end);
                self.push(raw, span.start, event, span, Shape::Code);
            }
        }
    }

    /// A table in HTML is one of times, or belongs to the row above as it stands.
    pub(super) fn html(&mut self, block: &Block) {
        let rows = html::rows(self.context.source, block.span);
        let has_times = rows.iter().any(|row| {
            row.cells.iter().any(|c| self.start(c.of(self.context.source)).is_some_and(|r| r.clock.is_some()))
        });
        let items = if rows.is_empty() { html::items(self.context.source, block.span) } else { Vec::new() };
        let timed = items.iter().filter(|item| self.start(item.of(self.context.source)).is_some()).count();
        if has_times {
            self.rows(&rows);
        } else if timed * 2 > items.len() {
            for item in items {
                if let Some(raw) = self.start(item.of(self.context.source)) {
                    let event = Span::new(item.start + raw.end, item.end);
                    self.push(raw, item.start, event, item, Shape::Bullet);
                }
            }
        } else {
            self.attach(block.span);
        }
    }
}
