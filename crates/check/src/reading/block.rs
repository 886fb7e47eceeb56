//! The line scanner: Markdown blocks in, the parts of a reading out.

mod head;

use std::ops::Range;

use super::{
    Action, Entry, Passage, Reading, Row, Section, SectionKind, action,
    line::{cells, clean, heading, item, labelled, outline, starts_with_time, underline},
    section, shape, split, when,
};
use crate::sentence::{Context, Language};

/// What the scanner carries from line to line.
struct Scanner<'a> {
    reading: Reading<'a>,
    kind: Option<SectionKind>,
    title: String,
    /// Kinds of the headings above, by level.
    above: Vec<(usize, Option<SectionKind>)>,
    /// Lines of the paragraph or item being collected.
    pending: Option<Pending>,
    table: Option<Vec<String>>,
    row_date: Option<jiff::civil::Date>,
    /// The year of days without one.
    year: i16,
    /// Headings, by line from 0, whose parts are known by their shape.
    shapes: Vec<(usize, SectionKind)>,
    /// Section index of each action, to tell lists of wishes from lists of actions.
    action_sections: Vec<usize>,
}

struct Pending {
    bytes: Range<usize>,
    line: usize,
    item: Option<Item>,
}

#[derive(Clone, Copy)]
struct Item {
    indent: usize,
    task: Option<bool>,
}

/// Reads any text.
pub(super) fn read(source: &str) -> Reading<'_> {
    let mut starts = vec![0];
    starts.extend(source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
    let reading = Reading {
        source,
        language: Language::of(source),
        facts: Vec::new(),
        sections: Vec::new(),
        rows: Vec::new(),
        factors: Vec::new(),
        whys: Vec::new(),
        actions: Vec::new(),
        passages: Vec::new(),
        contradictions: Vec::new(),
        starts,
    };
    let mut scanner = Scanner {
        reading,
        kind: None,
        title: String::new(),
        above: Vec::new(),
        pending: None,
        table: None,
        row_date: None,
        year: when::year_of(source),
        shapes: shape::kinds(source, section::kind_of),
        action_sections: Vec::new(),
    };
    scanner.run(source);
    scanner.finish()
}

impl<'a> Scanner<'a> {
    fn run(&mut self, source: &'a str) {
        let mut fence: Option<&str> = None;
        let mut in_comment = false;
        let mut front_matter: Option<&str> = None;
        let mut offset = 0;
        for (index, raw) in source.split_inclusive('\n').enumerate() {
            let (start, line_number) = (offset, index + 1);
            offset += raw.len();
            let line = raw.trim_end_matches(['\n', '\r']);
            let trimmed = line.trim();
            // YAML and TOML.
            if index == 0 && matches!(trimmed, "---" | "+++") {
                front_matter = Some(trimmed);
                continue;
            }
            if let Some(mark) = front_matter {
                if trimmed == mark || trimmed == "..." {
                    front_matter = None;
                } else {
                    self.pair(line, start, line_number);
                }
                continue;
            }
            if let Some(mark) = fence {
                if trimmed.starts_with(mark) {
                    fence = None;
                }
                continue;
            }
            if in_comment {
                in_comment = !trimmed.contains("-->");
                continue;
            }
            if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
                self.flush();
                fence = Some(if trimmed.starts_with('`') { "```" } else { "~~~" });
                continue;
            }
            if trimmed.starts_with("<!--") && !trimmed.contains("-->") {
                self.flush();
                in_comment = true;
                continue;
            }
            self.line(line, trimmed, start, line_number);
        }
        self.flush();
    }

    fn line(&mut self, line: &str, trimmed: &str, start: usize, number: usize) {
        let indent = line.len() - line.trim_start().len();
        // A footnote tells where a statement comes from, often in the words of a log or a chat.
        let is_note = trimmed.starts_with("[^") && trimmed.contains("]:");
        if trimmed.is_empty() || is_note || trimmed.starts_with('>') || trimmed.starts_with("<!--") {
            self.flush();
            self.table = None;
            return;
        }
        if let Some((level, title)) = heading(trimmed) {
            self.flush();
            self.table = None;
            self.heading(level, title, start, start + line.len(), number);
            return;
        }
        if let Some(level) = underline(trimmed)
            && let Some(pending) = self.pending.take_if(|pending| pending.item.is_none() && pending.line + 1 == number)
        {
            let title = self.reading.source.get(pending.bytes.clone()).unwrap_or("");
            self.table = None;
            self.heading(level, title, pending.bytes.start, start + line.len(), pending.line);
            return;
        }
        // A list of definitions: the label stands on the line above.
        if let Some(value) = trimmed.strip_prefix([':', '\u{ff1a}'])
            && let Some(pending) = self.pending.take_if(|pending| pending.item.is_none() && pending.line + 1 == number)
        {
            let label = self.reading.source.get(pending.bytes.clone()).unwrap_or("").to_owned();
            if self.take_facts(&label, value, start + line.len() - value.len(), number) {
                return;
            }
            self.pending = Some(pending);
        }
        if trimmed.bytes().all(|b| matches!(b, b'-' | b'=' | b'*' | b'_' | b' ')) && trimmed.len() >= 3 {
            self.flush();
            return;
        }
        if trimmed.starts_with('|') {
            self.flush();
            self.table_row(line, start, number);
            return;
        }
        self.table = None;
        if let Some((title, rest)) = labelled(trimmed)
            && !matches!(self.kind, Some(SectionKind::Timeline | SectionKind::Actions))
        {
            self.flush();
            let body = start + line.len() - rest.len();
            self.heading(7, title, start, body, number);
            if !rest.is_empty() {
                self.pending = Some(Pending { bytes: body..start + line.len(), line: number, item: None });
            }
            return;
        }
        let follows_item = self.pending.as_ref().is_none_or(|pending| pending.item.is_some());
        if let Some((marker, task)) = item(trimmed).or_else(|| outline(trimmed).filter(|_| follows_item)) {
            self.flush();
            let text_start = start + indent + marker;
            if let Some(text) = line.get(indent + marker..)
                && self.accepts_facts()
                && self.pair(text, text_start, number)
            {
                return;
            }
            self.pending = Some(Pending {
                bytes: text_start..start + line.len(),
                line: number,
                item: Some(Item { indent, task }),
            });
            return;
        }
        let label = trimmed.starts_with("**") && self.kind != Some(SectionKind::Actions);
        let in_head = self.pending.is_none() || self.kind.is_none() && self.reading.rows.is_empty();
        if (label || self.accepts_facts() && in_head) && self.pair(line, start, number) {
            return;
        }
        if self.kind == Some(SectionKind::Timeline) && starts_with_time(trimmed) {
            self.flush();
        }
        match &mut self.pending {
            Some(pending) => pending.bytes.end = start + line.len(),
            None => {
                self.pending = Some(Pending { bytes: start + indent..start + line.len(), line: number, item: None });
            }
        }
    }

    fn heading(&mut self, level: usize, title: &str, start: usize, end: usize, line: usize) {
        let clean = clean(title);
        let shape = self.shapes.iter().find(|(at, _)| at + 1 == line).map(|(_, kind)| *kind);
        let is_title = level == 1 && self.reading.sections.is_empty();
        let own = if is_title { None } else { section::kind_of(&clean).or(shape) };
        self.above.retain(|(above, _)| *above < level);
        let inherited = self.above.iter().rev().find_map(|(_, kind)| *kind);
        self.above.push((level, own.or(inherited)));
        for open in self.reading.sections.iter_mut().rev() {
            if open.body.end == usize::MAX && open.level >= level {
                open.body.end = start;
            }
        }
        self.reading.sections.push(Section { kind: own, title: clean.clone(), level, line, body: end..usize::MAX });
        if own.is_none() && inherited == Some(SectionKind::Factors) {
            self.reading.factors.push(Entry { line, text: clean.clone(), bytes: start..end });
        }
        if inherited == Some(SectionKind::Timeline) || own == Some(SectionKind::Timeline) {
            self.row_date = when::date_near(&clean, self.year).or(if own.is_some() { None } else { self.row_date });
        }
        self.kind = own.or(inherited);
        self.title = clean.to_lowercase();
    }

    fn table_row(&mut self, line: &str, start: usize, number: usize) {
        let cells = cells(line, start);
        if cells.iter().all(|(text, _)| !text.is_empty() && text.bytes().all(|b| matches!(b, b'-' | b':' | b' '))) {
            return;
        }
        let Some(header) = self.table.clone() else {
            self.table = Some(cells.iter().map(|(text, _)| clean(text)).collect());
            return;
        };
        if self.accepts_facts() && self.fact_cells(&header, &cells, number) {
            return;
        }
        // Some houses set the table of actions below the head or the lessons.
        let names_actions = header.iter().any(|label| action::names_action(label))
            && header.iter().any(|label| action::field_of(label) == Some(action::Field::Owner));
        match self.kind.filter(|_| !names_actions).or(names_actions.then_some(SectionKind::Actions)) {
            Some(SectionKind::Timeline) => {
                let at = cells
                    .iter()
                    .map(|(text, _)| text.as_str())
                    .find(|text| when::moment(text).time.is_some())
                    .unwrap_or("")
                    .to_owned();
                let whole = cells.first().map_or(start, |(_, b)| b.start)..cells.last().map_or(start, |(_, b)| b.end);
                self.row(&at, Entry { line: number, text: clean(line), bytes: whole });
                for (text, bytes) in &cells {
                    self.passage(Context::Timeline, text, bytes.clone(), number);
                }
            }
            Some(SectionKind::Actions) => {
                let title =
                    header.iter().position(|h| action::field_of(h) == Some(action::Field::Title)).or_else(|| {
                        cells.iter().enumerate().max_by_key(|(_, (text, _))| text.chars().count()).map(|(i, _)| i)
                    });
                let Some((text, bytes)) = title.and_then(|i| cells.get(i)).cloned() else { return };
                if text.is_empty() {
                    return;
                }
                let mut made = Action::empty(Entry { line: number, text: clean(&text), bytes: bytes.clone() });
                for (i, (value, _)) in cells.iter().enumerate() {
                    if let Some(field) = header.get(i).and_then(|h| action::field_of(h)) {
                        made.set(field, &clean(value), self.year);
                    }
                }
                self.push_action(made);
                self.passage(Context::Action, &text, bytes, number);
            }
            kind => {
                let longest = cells.iter().max_by_key(|(text, _)| text.len()).cloned();
                if kind == Some(SectionKind::Factors)
                    && let Some((text, bytes)) = longest
                {
                    self.reading.factors.push(Entry { line: number, text: clean(&text), bytes });
                }
                let context = self.context(true);
                for (text, bytes) in cells {
                    self.passage(context, &text, bytes, number);
                }
            }
        }
    }

    fn push_action(&mut self, made: Action) {
        self.reading.actions.push(made);
        self.action_sections.push(self.reading.sections.len());
    }

    fn row(&mut self, at: &str, entry: Entry) {
        let mut moment = when::moment_near(at, self.year);
        if moment.time.is_none() {
            return;
        }
        let has_own_date = moment.date.is_some();
        if has_own_date {
            self.row_date = moment.date;
        } else {
            moment.date = self.row_date;
        }
        self.reading.rows.push(Row { moment, has_own_date, entry });
    }

    /// Ends the paragraph or item being collected.
    fn flush(&mut self) {
        let Some(pending) = self.pending.take() else { return };
        let raw = self.reading.source.get(pending.bytes.clone()).unwrap_or("");
        let text = clean(raw);
        if text.is_empty() {
            return;
        }
        let entry = Entry { line: pending.line, text: text.clone(), bytes: pending.bytes.clone() };
        self.told_facts(raw, &pending);
        let top = pending.item.is_some_and(|item| item.indent < 2);
        match self.kind {
            Some(SectionKind::Timeline) if starts_with_time(&text) => {
                let head: String = text.chars().take(40).collect();
                self.row(&head, entry);
            }
            Some(SectionKind::Factors) if top => self.reading.factors.push(entry),
            Some(SectionKind::Factors) if pending.item.is_none() => {
                let count = split::sentences(&text).len();
                // Prose: a long paragraph tells more than one thing.
                for _ in 0..count.div_ceil(3) {
                    self.reading.factors.push(entry.clone());
                }
            }
            Some(SectionKind::Whys) if pending.item.is_some() => self.reading.whys.push(entry),
            Some(SectionKind::Actions) => match pending.item {
                Some(item) if item.indent < 2 || self.reading.actions.is_empty() => {
                    self.push_action(Action::of_item(entry, item.task == Some(true), self.year));
                }
                Some(_) => {
                    let nested = Action::of_item(entry, false, self.year);
                    if let Some(parent) = self.reading.actions.last_mut() {
                        parent.owner = parent.owner.take().or(nested.owner);
                        parent.due = parent.due.take().or(nested.due);
                        parent.deadline = parent.deadline.take().or(nested.deadline);
                        parent.priority = parent.priority.take().or(nested.priority);
                        parent.factor = parent.factor.take().or(nested.factor);
                        parent.sponsor = parent.sponsor.take().or(nested.sponsor);
                    }
                }
                None => {}
            },
            _ => {}
        }
        let context = self.context(pending.item.is_some());
        self.passage(context, raw, pending.bytes, pending.line);
    }

    fn context(&self, is_item: bool) -> Context {
        match self.kind {
            Some(SectionKind::Timeline) => Context::Timeline,
            Some(SectionKind::Factors) if !is_item && self.title.contains("analysis") => Context::Narrative,
            Some(SectionKind::Factors | SectionKind::Whys | SectionKind::RootCause) => Context::Factor,
            Some(SectionKind::Actions) if is_item => Context::Action,
            Some(SectionKind::Lessons | SectionKind::WentWell | SectionKind::Hard) => Context::Lesson,
            _ => Context::Narrative,
        }
    }

    fn passage(&mut self, context: Context, raw: &str, bytes: Range<usize>, line: usize) {
        // Sentences are cut in the raw text, so that their offsets are those of the source.
        for (index, range) in split::sentences(raw).into_iter().enumerate() {
            // The promise of an action is its first sentence; what follows gives reasons.
            let context = if context == Context::Action && index > 0 { Context::Narrative } else { context };
            let Some(words) = raw.get(range.clone()) else { continue };
            let text = clean(words);
            if text.chars().count() < 4 {
                continue;
            }
            let at = bytes.start + range.start..bytes.start + range.end;
            let line = line + raw.get(..range.start).map_or(0, |before| before.matches('\n').count());
            let language = Language::of(&text);
            self.reading.passages.push(Passage { context, language, entry: Entry { line, text, bytes: at } });
        }
    }

    fn finish(mut self) -> Reading<'a> {
        let end = self.reading.source.len();
        for section in &mut self.reading.sections {
            section.body.end = section.body.end.min(end);
        }
        // A list of wishes beside the list of actions: nobody in it owns anything, while the other is owned.
        let owned: Vec<usize> = self
            .reading
            .actions
            .iter()
            .zip(&self.action_sections)
            .filter(|(a, _)| a.owner.is_some() || a.deadline.is_some())
            .map(|(_, s)| *s)
            .collect();
        if !owned.is_empty() {
            let sections = std::mem::take(&mut self.action_sections);
            let mut index = 0;
            self.reading.actions.retain(|_| {
                let keep = sections.get(index).is_some_and(|s| owned.contains(s));
                index += 1;
                keep
            });
        }
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::reading::{FactKey, SectionKind};

    #[test]
    fn footnotes_are_evidence_and_no_words_of_the_report() {
        let reading =
            read("## Summary\n\nOrders failed[^e1].\n\n[^e1]: `chat.json`; `ana: both are up. I just bought a bell`\n");
        let words: Vec<&str> = reading.passages.iter().map(|passage| passage.entry.text.as_str()).collect();
        assert_eq!(words, ["Orders failed."]);
    }

    #[test]
    fn underlined_titles_are_headings() {
        let reading = read("Outage\n======\n\nImpact\n------\n\n40 orders.\n\nCauses\n---\n\n- a\n- b\n");
        let kinds: Vec<_> = reading.sections.iter().map(|section| (section.level, section.kind)).collect();
        assert_eq!(kinds, [(1, None), (2, Some(SectionKind::Impact)), (2, Some(SectionKind::Factors))]);
        assert_eq!(reading.factors.len(), 2);
    }

    #[test]
    fn numbers_of_an_outline_are_items() {
        let reading = read("# A\n\n# 6. Actions\n\n6.1 Pin the roots (Ada, due 2026-03-01, P1)\n6.2 Page on lag\n");
        let owners: Vec<_> = reading.actions.iter().map(|action| action.owner.as_deref()).collect();
        assert_eq!(owners, [Some("Ada"), None]);
    }

    #[test]
    fn several_facts_share_a_line_and_front_matter_uses_underscores() {
        let reading = read("---\nfollow_up: 2026-03-01\n---\nMEMO: disk full\nSeverity: SEV-2 · Shared: 2026-02-02\n");
        for (key, value) in
            [(FactKey::FollowUp, "2026-03-01"), (FactKey::Severity, "SEV-2"), (FactKey::Shared, "2026-02-02")]
        {
            assert_eq!(reading.fact(key).map(|fact| fact.value.as_str()), Some(value), "{key:?}");
        }
    }

    #[test]
    fn labels_of_an_action_may_be_parted_by_slashes_or_stand_without_a_colon() {
        let source = "## アクション\n\n- 領域を分ける(担当:古賀/期限:2026-07-10/優先度:P1)\n- 鍵を残す(基盤班、2026年9月18日まで、優先度 中)\n";
        let reading = read(source);
        let fields: Vec<_> = reading
            .actions
            .iter()
            .map(|action| (action.owner.as_deref(), action.due.map(|d| d.to_string()), action.priority.as_deref()))
            .collect();
        assert_eq!(
            fields,
            [
                (Some("古賀"), Some("2026-07-10".to_owned()), Some("P1")),
                (Some("基盤班"), Some("2026-09-18".to_owned()), Some("中")),
            ]
        );
    }
}
