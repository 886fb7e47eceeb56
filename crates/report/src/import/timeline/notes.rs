//! What a part of a timeline says about its times: their zone, their day, the form they are written in.

use crate::document::{ZoneFrom, lines_of};
use crate::import::{
    block::{Block, BlockKind},
    inline, item,
    section::Part,
    time::{
        moment::{self, Raw},
        vague, zone,
    },
    timeline::Reader,
};

/// Times like `0650` that make them the form of the rows.
const LEAST_BARE: usize = 3;

impl Reader<'_, '_> {
    /// A sentence like `All times in CET.` anywhere in the section.
    pub(in crate::import) fn notes(&mut self, part: &Part<'_>) {
        for block in part.blocks.iter().flat_map(|block| quoted(block)).filter(|b| b.kind == BlockKind::Paragraph) {
            let words = block.span.of(self.context.source);
            if words.len() < 400
                && moment::at_start(words).is_none()
                && let Some((_, label)) = zone_of_note(&inline::plain(words))
                // `All times are local time.` leaves open which: what the head says holds.
                && !matches!(label.to_lowercase().as_str(), "local time" | "現地時間")
            {
                self.zone = Some((label, ZoneFrom::Note, block.line));
                // `All times Central (CST), 15 January 2024.`
                let after = words.char_indices().filter(|(_, c)| matches!(c, ',' | ' ' | '(' | '、' | '（'));
                let day = after.map(|(at, c)| at + c.len_utf8()).find_map(|at| {
                    let raw = moment::at_start(words.get(at..)?)?;
                    let is_day = raw.date.as_ref().is_some_and(|d| d.year.is_some() || d.month.is_some());
                    (raw.clock.is_none() && is_day).then_some((raw, at))
                });
                if let Some((raw, at)) = day {
                    self.day(raw, block.span.start + at);
                }
            }
        }
    }

    /// Whether rows begin with `0650` or `09.40`: a few do, and not all of them are years.
    pub(in crate::import) fn writes_bare_clocks(&self, part: &Part<'_>) -> bool {
        let source = self.context.source;
        let mut starts: Vec<&str> = Vec::new();
        for block in &part.blocks {
            match block.kind {
                BlockKind::Paragraph | BlockKind::Code { .. } => {
                    starts.extend(lines_of(source, block.span).map(|(_, line)| line));
                }
                BlockKind::List => {
                    starts.extend(block.children.iter().map(|item| item::own_span(self.context, item).of(source)));
                }
                BlockKind::Table => {
                    for row in &block.children {
                        let cells = crate::import::table::row_cells(source, row);
                        starts.extend(cells.into_iter().take(2).map(|cell| cell.of(source)));
                    }
                }
                BlockKind::Html => {
                    for row in crate::import::table::html::rows(source, block.span) {
                        starts.extend(row.cells.iter().take(2).map(|cell| cell.of(source)));
                    }
                }
                _ => {}
            }
        }
        let clocks = starts.iter().filter_map(|words| vague::bare_clock(words)?.clock);
        let is_year = |hour: Option<i8>| hour.is_some_and(|hour| (19..=20).contains(&hour));
        let (all, years) =
            clocks.fold((0, 0), |(all, years), clock| (all + 1, years + usize::from(is_year(clock.hour))));
        all >= LEAST_BARE && years < all
    }
}

/// The zone that a note names; the last one where it says what was converted into what.
fn zone_of_note(words: &str) -> Option<(usize, String)> {
    const CONVERTED: [&str; 5] = ["換算", "変換", "読み替え", "converted", "translated into"];
    let (mut at, label) = zone::label_in(words)?;
    let mut last = (at, label);
    while CONVERTED.iter().any(|word| words.contains(word)) {
        let from = at + last.1.len();
        let Some((next, label)) = words.get(from..).and_then(zone::label_in) else { break };
        at = from + next;
        // `+9時間` says by how much, and not what.
        last = (at, label);
    }
    Some((last.0, last.1.to_owned()))
}

/// A block, or the blocks of a quotation.
fn quoted(block: &Block) -> Vec<&Block> {
    if block.kind == BlockKind::Quote { block.children.iter().collect() } else { vec![block] }
}

/// A day inside a few words: `Good Friday, 18 April`.
pub(in crate::import) fn day_inside(words: &str) -> Option<(Raw, usize)> {
    if words.split_whitespace().count() > 7 {
        return None;
    }
    let starts = words
        .char_indices()
        .filter(|(_, c)| matches!(c, ' ' | ',' | '(' | '（' | '、'))
        .map(|(at, c)| at + c.len_utf8());
    starts
        .filter_map(|at| Some((moment::at_start(words.get(at..)?)?, at)))
        .find(|(raw, _)| raw.clock.is_none() && raw.date.is_some())
}
