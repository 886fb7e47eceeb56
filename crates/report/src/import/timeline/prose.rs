//! Rows of a timeline that is told in sentences: `Marek left that meeting at 9:50 a.m. and looked …`.
//!
//! A sentence with a time of day is a row, one without belongs to the row above.

use crate::document::{Shape, Span, lines_of};
use crate::import::{
    time::{
        duration,
        moment::{self, Raw},
    },
    timeline::{Reader, days::Draft},
};

/// Bytes of a sentence in which its time is looked for.
const LOOKED_AT: usize = 240;

/// Words in front of a time inside a sentence.
const IN_FRONT: [&str; 22] = [
    "at",
    "by",
    "around",
    "about",
    "from",
    "since",
    "before",
    "after",
    "near",
    "towards",
    "toward",
    "until",
    "on",
    "approximately",
    "roughly",
    "between",
    "just",
    "past",
    "circa",
    "till",
    "ca.",
    "~",
];
/// What stands behind a time of a Japanese sentence.
const BEHIND: [&str; 14] =
    ["に", "ごろ", "頃", "、", "過ぎ", "すぎ", "時点", "から", "まで", "の", "より", "には", "前", "ちょうど"];

impl Reader<'_, '_> {
    /// Reads a paragraph as prose; whether it is one, and has a time.
    pub(in crate::import) fn prose(&mut self, span: Span) -> bool {
        let source = self.context.source;
        if is_note(span.of(source)) {
            return false;
        }
        let lines: Vec<(Span, &str)> = lines_of(source, span).collect();
        let timed = lines.iter().filter(|(_, line)| crate::import::time::vague::at_start(line).is_some()).count();
        let sentences = sentences(span.of(source), span.start);
        let later = sentences.iter().skip(1).filter(|s| inside(s.of(source)).is_some()).count();
        // Lines that each begin with a time are rows of their own.
        let is_prose = match timed {
            0 => true,
            1 => {
                lines.first().is_some_and(|(_, line)| crate::import::time::vague::at_start(line).is_some()) && later > 0
            }
            _ => timed * 2 <= lines.len() && sentences.len() > 1,
        };
        if !is_prose || !sentences.iter().any(|s| inside(s.of(source)).is_some()) {
            return false;
        }
        let mut before: Vec<Span> = Vec::new();
        for sentence in sentences {
            if let Some((raw, _)) = inside(sentence.of(source)) {
                let start = before.first().map_or(sentence.start, |first| first.start);
                let whole = Span::new(start, sentence.end);
                let is_first = raw.start < 4 && start == sentence.start;
                let event = if is_first { Span::new(sentence.start + raw.end, sentence.end) } else { whole };
                self.push(raw, sentence.start, event, whole, Shape::Line);
                before.clear();
            } else if let Some(row) = self.drafts.last_mut().filter(|row| row.is_row() && row.span.start >= span.start)
            {
                row.details.push(self.context.text(sentence));
                row.span.end = sentence.end;
            } else {
                before.push(sentence);
            }
        }
        true
    }

    /// A bullet whose time stands inside its words.
    pub(in crate::import) fn bullet_inside(&mut self, own: Span, span: Span, shape: Shape) -> Option<&mut Draft> {
        let (raw, _) = inside(own.of(self.context.source))?;
        Some(self.push(raw, own.start, own, span, shape))
    }
}

/// Whether words say how to read the times, or are a pair of the head.
fn is_note(words: &str) -> bool {
    let lower = words.to_lowercase();
    let label = words.split([':', '：', '\u{3000}']).next().unwrap_or_default();
    crate::import::time::zero::names_zero(words)
        || ["all times", "times are", "times in", "epoch", "時刻は", "時刻表記"].iter().any(|word| lower.contains(word))
        || crate::import::fact::words::fact_key(&crate::import::inline::plain(label)) != crate::document::FactKey::Other
}

/// The first time of day of a sentence that a word introduces, with its offset.
pub(in crate::import) fn inside(sentence: &str) -> Option<(Raw, usize)> {
    if let Some(raw) = moment::at_start(sentence).filter(|raw| raw.clock.is_some() && !raw.unknown) {
        return Some((raw, 0));
    }
    let mut previous: Option<char> = None;
    let mut is_code = false;
    for (at, c) in sentence.char_indices().take_while(|(at, _)| *at < LOOKED_AT) {
        is_code ^= c == '`';
        let begins = !previous
            .is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, ':' | '.' | '-' | '/' | '+' | '#'))
            && (c.is_ascii_digit() || duration::digit(c).is_some() || matches!(c, '午' | 'n' | 'm'));
        previous = Some(c);
        if !begins || is_code {
            continue;
        }
        let found = sentence.get(at..).and_then(moment::at_start).filter(|raw| raw.clock.is_some() && !raw.unknown);
        let Some(mut raw) = found else { continue };
        let head = sentence.get(..at).unwrap_or_default();
        let word = head.trim_end_matches([' ', '*', '_', '\n']).rsplit([' ', '\n', '(']).next().unwrap_or_default();
        let behind = sentence.get(at + raw.end..).unwrap_or_default();
        let is_introduced = IN_FRONT.iter().any(|known| word.eq_ignore_ascii_case(known))
            || BEHIND.iter().any(|known| behind.starts_with(known))
            || raw.date.is_some();
        if is_introduced {
            raw.start += at;
            raw.end += at;
            if let Some(until) = &mut raw.until {
                until.start += at;
                until.end += at;
            }
            return Some((raw, at));
        }
    }
    None
}

/// The sentences of a paragraph, with their places.
pub(in crate::import) fn sentences(words: &str, base: usize) -> Vec<Span> {
    const SHORT: [&str; 12] = ["a.m", "p.m", "e.g", "i.e", "approx", "no", "mr", "ms", "dr", "st", "vs", "ca"];
    let mut out = Vec::new();
    let mut from = 0;
    let mut push = |from: usize, to: usize| {
        let part = words.get(from..to).unwrap_or_default();
        let start = base + from + (part.len() - part.trim_start().len());
        let span = Span::new(start, start + part.trim().len());
        if !span.is_empty() {
            out.push(span);
        }
    };
    for (at, c) in words.char_indices() {
        let end = at + c.len_utf8();
        let rest = words.get(end..).unwrap_or_default();
        let is_end = match c {
            '。' => true,
            '.' | '!' | '?' => {
                let word = words.get(from..at).unwrap_or_default().rsplit([' ', '\n', '(']).next().unwrap_or_default();
                let is_short =
                    c == '.' && (SHORT.iter().any(|s| word.eq_ignore_ascii_case(s)) || word.chars().count() == 1);
                let next = rest.trim_start().chars().next();
                // `9:14 a.m. Then …`: a new sentence may follow a shortened word all the same; the words tell nothing of it.
                rest.starts_with([' ', '\n', '*', '"', '”']) && !is_short && next.is_none_or(|c| !c.is_lowercase())
            }
            _ => false,
        };
        if is_end {
            push(from, end);
            from = end;
        }
    }
    push(from, words.len());
    out
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    #[test]
    fn sentences_with_a_time_are_rows() {
        let source = "# T\n\n## Timeline (UTC, 2025-06-12)\n\nAt 9:14 a.m. Ida began to copy the index. The copy takes forty minutes.\n\
            Marek left a meeting at 9:50 a.m. and looked first\nat the phone application. By 10:22 it was clear.\n";
        let rows = Document::parse(source).timeline;
        let shown: Vec<_> =
            rows.iter().map(|r| (r.line, r.moment.time.map(|t| t.to_string()).unwrap_or_default())).collect();
        let expected = [(5, "09:14:00"), (6, "09:50:00"), (7, "10:22:00")];
        assert_eq!(shown, expected.map(|(line, time)| (line, time.to_owned())));
        assert_eq!(rows[0].details.len(), 1);
        let rows = Document::parse("# T\n\n## Timeline\n\n- Bo noticed at 10:40 that all was well\n").timeline;
        assert_eq!(rows[0].event.text, "Bo noticed at 10:40 that all was well");
    }
}
