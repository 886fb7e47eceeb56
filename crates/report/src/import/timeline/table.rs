//! Rows of a timeline that is a table, in Markdown or HTML.

use crate::document::{Shape, Span, Text, ZoneFrom};
use crate::import::{
    block::Block,
    inline,
    table::{self, column::Column, column_content, html::HtmlRow as Row},
    time::{
        moment::{self, Raw},
        zone,
    },
    timeline::{Reader, days::Draft},
    vocabulary::normalized,
};

impl Reader<'_, '_> {
    pub(in crate::import) fn table(&mut self, block: &Block) {
        let row = |b: &Block| Row { span: b.span, cells: table::row_cells(self.context.source, b) };
        let rows: Vec<Row> = block.children.iter().map(row).collect();
        self.rows(&rows);
    }

    pub(in crate::import) fn rows(&mut self, all: &[Row]) {
        let Some((header, rows)) = all.split_first() else { return };
        let heads = header.cells.clone();
        let header_is_row = heads
            .first()
            .is_some_and(|h| moment::at_start(h.of(self.context.source)).is_some_and(|r| r.clock.is_some()));
        let named =
            if header_is_row { vec![String::new(); heads.len()] } else { column_content::heads(self.context, header) };
        let Some(columns) = column_content::of_timeline(self.context, &named, if header_is_row { all } else { rows })
        else {
            let span = Span::new(header.span.start, rows.last().map_or(header.span.end, |row| row.span.end));
            self.attach(span);
            return;
        };
        let zone =
            heads.iter().zip(&columns).filter(|(_, c)| matches!(c, Column::Time | Column::Date)).find_map(|(h, _)| {
                zone::label_in(h.of(self.context.source))
                    .map(|(_, label)| (label.to_owned(), ZoneFrom::Column, self.context.lines.line(header.span.start)))
            });
        let outer = self.zone.clone();
        self.half = None;
        if zone.is_some() && !header_is_row {
            self.zone = zone;
        }
        for row in if header_is_row { all } else { rows } {
            self.table_row(row, &heads, &columns, header_is_row);
        }
        self.zone = outer;
    }

    fn table_row(&mut self, row: &Row, heads: &[Span], columns: &[Column], is_headless: bool) {
        let cells = &row.cells;
        if cells.iter().all(|c| c.is_empty()) {
            return;
        }
        let cell = |wanted: Column| {
            columns.iter().zip(cells).find(|(c, cell)| **c == wanted && !cell.is_empty()).map(|(_, cell)| *cell)
        };
        let source = self.context.source;
        let date = cell(Column::Date);
        let time = cell(Column::Time).or(date);
        let mut raw = time.and_then(|t| self.start(t.of(source)));
        let base = time.map_or(row.span.start, |t| t.start);
        // `午後 | ０時３０分`: the half of the day stands in a column of its own, once for the rows below it.
        let half = cells.iter().find_map(|cell| match cell.of(source).trim() {
            "午前" | "AM" | "am" | "a.m." => Some(false),
            "午後" | "PM" | "pm" | "p.m." => Some(true),
            _ => None,
        });
        self.half = half.or(self.half);
        if let Some(clock) = raw.as_mut().and_then(|raw| raw.clock.as_mut()).filter(|clock| clock.half.is_none())
            && let (Some(is_after_noon), Some(hour)) = (self.half, clock.hour.filter(|hour| *hour <= 12))
        {
            clock.hour = Some(hour % 12 + if is_after_noon { 12 } else { 0 });
            clock.half = self.half;
        }
        // `23:50 | CEST`: the zone stands in a column of its own.
        if let Some(raw) = raw.as_mut().filter(|raw| raw.zone.is_none() && raw.clock.is_some()) {
            raw.zone = heads.iter().zip(cells).find_map(|(head, cell)| {
                let words = inline::plain(cell.of(source));
                let is_zone = !is_headless && names_zone(&inline::plain(head.of(source)));
                (is_zone && zone::label_at(&words) == Some(words.len())).then_some(words)
            });
        }
        if let (Some(raw), Some(day)) = (&mut raw, date.filter(|d| Some(*d) != time)) {
            raw.date = raw.date.take().or_else(|| moment::at_start(day.of(source)).and_then(|r| r.date));
        }
        if let (Some(raw), Some(end)) = (&mut raw, cell(Column::End)) {
            raw.until = raw.until.take().or_else(|| {
                moment::at_start(end.of(source)).map(|mut r| {
                    // Offsets of a range count from the start of its first time.
                    r.start = (end.start + r.start).saturating_sub(base);
                    r.end = (end.start + r.end).saturating_sub(base);
                    Box::new(r)
                })
            });
        }
        let event = cell(Column::Event).unwrap_or(Span::new(row.span.end, row.span.end));
        let only_day = raw.as_ref().is_some_and(|r| r.clock.is_none() && r.date.is_some()) && event.is_empty();
        if let (true, Some(raw)) = (only_day, raw.clone()) {
            self.day(raw, base);
            return;
        }
        // What stands in the place of a time is kept, and `??` says that nobody knew it.
        let cell_words = time.map_or("", |cell| cell.of(source));
        let is_unknown =
            !cell_words.trim().is_empty() && cell_words.chars().all(|c| matches!(c, '?' | '？' | ' ' | ':' | '-'));
        if raw.is_none() && !is_unknown {
            let place = time.unwrap_or(row.span);
            self.not_understood(
                place,
                "no time in the time column of this row; kept as it stands",
                "remark-row-without-time",
            );
        }
        let text = |span: Span| self.context.text(span);
        let (event, from, actor) =
            (text(event), cell(Column::Source).map(text), cell(Column::Actor).or(cell(Column::Owner)).map(text));
        let known =
            [Column::Date, Column::Time, Column::End, Column::Event, Column::Source, Column::Actor, Column::Owner];
        let taken = |span: &Span| {
            [Some(event.span), from.as_ref().map(|t| t.span), actor.as_ref().map(|t| t.span), time, date]
                .contains(&Some(*span))
        };
        let more: Vec<(String, Text)> = cells
            .iter()
            .enumerate()
            .filter(|(i, c)| {
                !c.is_empty() && !taken(c) && columns.get(*i).is_none_or(|c| !known.contains(c) || *c == Column::Event)
            })
            .map(|(i, c)| {
                (heads.get(i).filter(|_| !is_headless).map_or(String::new(), |h| inline::plain(h.of(source))), text(*c))
            })
            .collect();
        let raw = raw.or_else(|| {
            let raw =
                Raw { end: cell_words.len(), is_relative: true, approximate: true, unknown: true, ..Raw::default() };
            time.map(|_| raw)
        });
        let words = row.span.of(source);
        let (footnotes, links) = (inline::footnotes(words), inline::links(words));
        let draft = Draft {
            raw,
            base,
            is_day: false,
            event,
            source: from,
            actor,
            more,
            span: row.span,
            details: Vec::new(),
            attachments: Vec::new(),
            footnotes,
            links,
            shape: Shape::Table,
            zone: self.zone.clone(),
        };
        self.drafts.push(draft);
    }
}

/// Whether a header is that of a column of zones.
fn names_zone(head: &str) -> bool {
    matches!(
        normalized(head).as_str(),
        "zone" | "tz" | "timezone" | "time zone" | "utc offset" | "タイムゾーン" | "時間帯" | "標準時"
    )
}
