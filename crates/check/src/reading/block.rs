//! The line scanner: Markdown blocks in, the parts of a reading out.

use std::ops::Range;

use super::{Action, Entry, FactKey, Passage, Reading, Row, Section, SectionKind, action, fact, section, split, when};
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
        action_sections: Vec::new(),
    };
    scanner.run(source);
    scanner.finish()
}

impl<'a> Scanner<'a> {
    fn run(&mut self, source: &'a str) {
        let mut fence: Option<&str> = None;
        let mut in_comment = false;
        let mut in_front_matter = false;
        let mut offset = 0;
        for (index, raw) in source.split_inclusive('\n').enumerate() {
            let (start, line_number) = (offset, index + 1);
            offset += raw.len();
            let line = raw.trim_end_matches(['\n', '\r']);
            let trimmed = line.trim();
            if index == 0 && trimmed == "---" {
                in_front_matter = true;
                continue;
            }
            if in_front_matter {
                if trimmed == "---" || trimmed == "..." {
                    in_front_matter = false;
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
        if trimmed.is_empty() || trimmed.starts_with('>') || trimmed.starts_with("<!--") {
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
        if let Some((marker, task)) = item(trimmed) {
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
        if (label || self.accepts_facts() && self.pending.is_none()) && self.pair(line, start, number) {
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

    fn accepts_facts(&self) -> bool {
        matches!(
            self.kind,
            None | Some(SectionKind::Summary | SectionKind::FollowUp | SectionKind::Impact | SectionKind::Detection)
        )
    }

    /// Takes `Label: value` as a fact, if the label is known.
    fn pair(&mut self, text: &str, start: usize, line: usize) -> bool {
        let Some((at, colon)) = text.char_indices().find(|(_, c)| *c == ':' || *c == '\u{ff1a}') else { return false };
        let (Some(label), Some(value)) = (text.get(..at), text.get(at + colon.len_utf8()..)) else { return false };
        let Some(found) = fact::fact(label, value, line, start + at + colon.len_utf8()) else { return false };
        self.reading.facts.push(found);
        true
    }

    fn heading(&mut self, level: usize, title: &str, start: usize, end: usize, line: usize) {
        let clean = clean(title);
        let own = if level == 1 && self.reading.sections.is_empty() { None } else { section::kind_of(&clean) };
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
            self.row_date = when::date(&clean).or(if own.is_some() { None } else { self.row_date });
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
        if self.accepts_facts()
            && let [(label, _), (value, bytes), ..] = cells.as_slice()
            && let Some(found) = fact::fact(&clean(label), value, number, bytes.start)
        {
            self.reading.facts.push(found);
            return;
        }
        match self.kind {
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
                        made.set(field, &clean(value));
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
        let mut moment = when::moment(at);
        if moment.time.is_none() {
            return;
        }
        if moment.date.is_some() {
            self.row_date = moment.date;
        } else {
            moment.date = self.row_date;
        }
        self.reading.rows.push(Row { moment, entry });
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
                    self.push_action(Action::of_item(entry, item.task == Some(true)));
                }
                Some(_) => {
                    let nested = Action::of_item(entry, false);
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

/// `## Title` or a line that is nothing but bold words and announces a known section.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) && line.as_bytes().get(level).is_none_or(|b| *b == b' ' || *b == b'\t') {
        return Some((level, line.get(level..)?.trim().trim_end_matches('#').trim()));
    }
    let bold = line
        .strip_prefix("**")?
        .trim_end_matches([':', '\u{ff1a}'])
        .strip_suffix("**")?
        .trim_end_matches([':', '\u{ff1a}']);
    (!bold.contains('*') && bold.len() < 60 && section::kind_of(bold).is_some()).then_some((7, bold))
}

/// `**Impact:** words`: a part whose heading is a label in bold. Dates, names and the like are facts, not parts.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.strip_prefix("**")?.split_once("**")?;
    let title = label.trim_end_matches([':', '\u{ff1a}']);
    let after = rest.trim_start();
    let colon = after.starts_with([':', '\u{ff1a}']);
    let is_part = match fact::key_of(title) {
        None => section::kind_of(title).is_some(),
        Some(FactKey::Detected | FactKey::RootCause | FactKey::Trigger) => when::moment(rest).date.is_none(),
        Some(_) => false,
    };
    (title.len() < 60 && (colon || title.len() < label.len()) && is_part)
        .then(|| (title, after.trim_start_matches([':', '\u{ff1a}']).trim_start()))
}

/// Bytes of the marker of a list item, its check box included, and whether that is ticked.
fn item(line: &str) -> Option<(usize, Option<bool>)> {
    let bullet = ["- ", "* ", "+ ", "・", "• "].iter().find(|mark| line.starts_with(**mark)).map(|mark| mark.len());
    let marker = bullet.or_else(|| {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.get(digits..)?;
        (digits > 0 && digits <= 3 && (rest.starts_with(". ") || rest.starts_with(") "))).then_some(digits + 2)
    })?;
    let rest = line.get(marker..).unwrap_or("");
    for (mark, ticked) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] {
        if rest.starts_with(mark) {
            return Some((marker + mark.len(), Some(ticked)));
        }
    }
    Some((marker, None))
}

fn starts_with_time(text: &str) -> bool {
    let head: String = text.chars().take(34).collect();
    when::moment(&head).time.is_some()
}

/// Cells of a table row with their bytes in the source.
fn cells(line: &str, start: usize) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    let mut from = None;
    let mut escaped = false;
    for (at, c) in line.char_indices().chain(std::iter::once((line.len(), '|'))) {
        if c == '|' && !escaped {
            if let Some(from) = from.take()
                && let Some(cell) = line.get(from..at)
                && !(at == line.len() && cell.trim().is_empty())
            {
                let lead = cell.len() - cell.trim_start().len();
                let words = cell.trim();
                out.push((words.to_owned(), start + from + lead..start + from + lead + words.len()));
            }
            from = Some(at + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

/// The words without emphasis, link addresses, footnote marks, tags and line breaks.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '*' => rest = after,
            '[' if after.starts_with('^') => rest = after.split_once(']').map_or("", |(_, tail)| tail),
            '[' => {
                if let Some((words, tail)) = after.split_once("](")
                    && !words.contains('[')
                    && let Some((_, tail)) = tail.split_once(')')
                {
                    out.push_str(words);
                    rest = tail;
                } else {
                    out.push(c);
                    rest = after;
                }
            }
            '<' if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
                && after.contains('>') =>
            {
                rest = after.split_once('>').map_or("", |(_, tail)| tail);
            }
            '\n' | '\r' | '\t' | ' ' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                rest = after;
            }
            _ => {
                out.push(narrow(c));
                rest = after;
            }
        }
    }
    out.trim().to_owned()
}

/// Full-width ASCII as ASCII: rules know one spelling of brackets, colons and digits.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}
