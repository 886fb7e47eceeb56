//! Paragraphs of a timeline: a row a line, or a note, a day, an image, words to the row above.

use super::{LEAST_ROWS, Reader};
use crate::document::{Shape, Span, ZoneFrom, lines_of};
use crate::import::time::{
    moment::{self, Raw},
    vague, zone,
};

impl Reader<'_, '_> {
    /// A paragraph: one row a line, or a note, a day, an image, words to the row above.
    pub(super) fn paragraph(&mut self, span: Span) {
        if self.dated_below(span) || (self.reads_paragraphs && self.prose(span)) {
            return;
        }
        let timed = lines_of(self.context.source, span).filter(|(_, l)| moment::at_start(l).is_some()).count();
        let headed = self.is_headed && timed <= 1;
        if let Some(row) = self.drafts.iter_mut().rev().find(|d| headed && d.is_row()) {
            row.details.extend(lines_of(self.context.source, span).map(|(line, _)| self.context.text(line)));
            return;
        }
        // Lines that are a name and a time, over what was said then.
        let speakers =
            lines_of(self.context.source, span).filter(|(_, l)| vague::named_end(l).is_some()).count() + self.speakers;
        self.speakers = speakers.min(LEAST_ROWS);
        let mut rows = 0usize;
        for (line, words) in lines_of(self.context.source, span) {
            // The marks of a quotation are not part of its lines.
            let unquoted = words.trim_start_matches(['>', ' ']);
            let unquoted =
                if words.starts_with(": ") { words.get(2..).unwrap_or(words).trim_start() } else { unquoted };
            let (line, words) = if words.starts_with('>') || words.starts_with(": ") {
                (Span::new(line.end - unquoted.len(), line.end), unquoted)
            } else {
                (line, words)
            };
            // `T0 = 10:25 UTC` says what zero is.
            let is_definition = |raw: &Raw| {
                let rest = words.get(raw.end..).unwrap_or_default().trim_start();
                raw.offset_s == Some(0) && ["=", "＝", "is "].iter().any(|sign| rest.starts_with(sign))
            };
            let is_chat = speakers >= LEAST_ROWS - 1;
            if let Some((raw, name)) = vague::behind_name(words)
                .filter(|_| self.start(words).is_none())
                .or_else(|| is_chat.then(|| vague::named_end(words)).flatten())
            {
                let event = Span::new(line.start + raw.end, line.end);
                let actor = self.context.text(Span::new(line.start, line.start + name));
                self.push(raw, line.start, event, line, Shape::Line).actor = Some(actor);
                rows += 1;
            } else if let Some(raw) = self.start(words).filter(|raw| !is_definition(raw)) {
                let event = Span::new(line.start + raw.end, line.end);
                let is_dated = raw.clock.is_none() && !raw.is_relative;
                // Beside a list of times, `5月6日の夜です。` says the day of them.
                let is_only_day = is_dated && (self.says_nothing(event) || self.has_blocks && self.is_sentence(event));
                if is_only_day {
                    // `2024-11-05 (all times UTC)`: a note on the zone beside the day.
                    if let Some((_, label)) = zone::label_in(event.of(self.context.source)) {
                        self.zone = Some((label.to_owned(), ZoneFrom::Note, self.context.lines.line(line.start)));
                    }
                    self.day(raw, line.start);
                } else {
                    self.push(raw, line.start, event, line, Shape::Line);
                }
                rows += 1;
            } else if rows > 0
                && let Some(row) = self.drafts.last_mut().filter(|d| d.is_row())
            {
                row.details.push(self.context.text(line));
                row.span.end = line.end;
            } else {
                self.loose(line, words);
            }
        }
    }

    pub(super) fn is_sentence(&self, event: Span) -> bool {
        event.of(self.context.source).trim_end().ends_with(['。', '.'])
    }

    /// `**Resolved** - It works again.` over `Oct 12, 15:45 PDT`, as status pages write it.
    pub(super) fn dated_below(&mut self, span: Span) -> bool {
        let lines: Vec<_> = lines_of(self.context.source, span).collect();
        let Some(((last, words), above)) = lines.split_last().filter(|(_, above)| !above.is_empty()) else {
            return false;
        };
        let is_entry = above.first().is_some_and(|(_, first)| first.trim_start().starts_with("**"))
            && above.iter().all(|(_, line)| self.start(line).is_none());
        let Some(raw) = moment::at_start(words).filter(|raw| is_entry && raw.clock.is_some()) else { return false };
        if !self.event(Span::new(last.start + raw.end, last.end)).text.is_empty() {
            return false;
        }
        let event = Span::new(span.start, last.start);
        self.push(raw, last.start, event, span, Shape::Line);
        true
    }

    /// Whether nothing stands behind a day but, in brackets or as a sentence of its own, the zone of the times.
    pub(super) fn says_nothing(&self, event: Span) -> bool {
        let text = self.event(event).text;
        let words = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_aside = event.start > 0
            && text.split_whitespace().count() <= 14
            && zone::label_in(event.of(self.context.source)).is_some_and(|(at, _)| at < 40)
            && ["everything in", "all in", "times", "hours", "given in", "時刻"]
                .iter()
                .any(|word| words.contains(word));
        // `2025-02-12（時間はすべてUTC）`: brackets around it set it apart.
        let bare = event.of(self.context.source).trim().trim_start_matches([':', '：', ' ']);
        let is_boxed = bare.starts_with(['(', '（', '['])
            && bare.find([')', '）', ']']).is_some_and(|at| bare.get(at..).is_some_and(|end| end.chars().count() == 1))
            && zone::label_in(bare).is_some();
        let is_note = is_aside
            || is_boxed
            || zone::label_in(event.of(self.context.source)).is_some()
                && words.split_whitespace().count() <= 4
                && (words.contains("time") || words.split_whitespace().count() == 1);
        text.is_empty() || is_note
    }

    /// A line without a time.
    pub(super) fn loose(&mut self, line: Span, words: &str) {
        let text = self.context.text(line);
        // `<summary>Click to expand</summary>` invites, and tells nothing.
        let is_invitation = self.context.source.get(..line.start).is_some_and(|above| above.ends_with("<summary>"));
        if text.text.is_empty() || is_invitation || words.trim_start().starts_with("![") {
            self.attach(line);
        } else if zone::label_in(words).is_some()
            || crate::import::fact::words::fact_key(text.text.split([':', '：']).next().unwrap_or_default())
                != crate::document::FactKey::Other
        {
            // A note on the zone, or a fact; both are read elsewhere.
        } else if let Some(row) = self.drafts.iter_mut().rev().find(|d| d.is_row()) {
            row.details.push(text);
        } else {
            self.not_understood(
                line,
                "no time at the start of this line of the timeline; kept as it stands",
                "remark-line-without-time",
            );
        }
    }
}
