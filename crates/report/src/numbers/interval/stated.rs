//! Durations in sentences: `10 minutes from page to fix`, `5 hours 26 minutes (10:45 - 16:11)`.

use crate::numbers::{
    Contradiction, Place, between, differs,
    interval::{ends, given},
    reading::{bound::Bound, sentence},
};
use crate::{
    document::{Document, FactKey, LineIndex, Moment, Passage, SectionKind, Span},
    import::{first_moment, time::duration},
};

/// A duration of a passage, with the words around it.
#[derive(Debug)]
pub(in crate::numbers) struct Stated<'t> {
    pub(in crate::numbers) seconds: f64,
    pub(in crate::numbers) unit_s: f64,
    pub(in crate::numbers) before: &'t str,
    pub(in crate::numbers) said: &'t str,
    pub(in crate::numbers) behind: &'t str,
    pub(in crate::numbers) bound: Bound,
    /// The sentence it stands in.
    pub(in crate::numbers) sentence: &'t str,
}

impl<'t> Stated<'t> {
    pub(in crate::numbers) fn new(words: &'t str, found: duration::Found) -> Self {
        let before = words.get(..found.start).unwrap_or_default();
        let behind = words.get(found.end..).unwrap_or_default();
        let said = words.get(found.start..found.end).unwrap_or_default();
        let inside = words.as_ptr() as usize + found.start;
        let is_own = |part: &&str| (part.as_ptr() as usize..=part.as_ptr() as usize + part.len()).contains(&inside);
        let sentence = sentence::split(words).into_iter().find(is_own).unwrap_or(words);
        let bound = Bound::of(before, behind);
        let is_sharp =
            ["ちょうど", "exactly", "precisely", "きっかり"].iter().any(|word| before.trim_end().ends_with(word));
        let unit_s = if is_sharp { found.unit_s.min(60.0) } else { found.unit_s };
        // Nobody calls nine minutes a quarter of an hour.
        let unit_s = if said.contains("quarter of") { unit_s.min(QUARTER_S) } else { unit_s };
        Self { seconds: found.seconds, unit_s, before, said, behind, bound, sentence }
    }

    /// Whether it is told of another case than this incident, or is what the incident is compared with: in `19 minutes against a
    /// target of five` only the second length is of another case.
    pub(in crate::numbers) fn is_of_other_case(&self) -> bool {
        const COMPARED: [&str; 9] = [
            " against a ",
            " against an ",
            " against our ",
            " against the ",
            " versus ",
            " compared with ",
            " compared to ",
            " where the target ",
            " where our target ",
        ];
        let mark = COMPARED.iter().filter_map(|mark| self.sentence.find(mark)).min();
        let at = (self.said.as_ptr() as usize).saturating_sub(self.sentence.as_ptr() as usize);
        match mark {
            Some(mark) if at < mark => sentence::is_of_other_case(self.sentence.get(..mark).unwrap_or_default()),
            Some(_) => true,
            None => sentence::is_of_other_case(self.sentence),
        }
    }

    /// Whether a measured duration, exact to a unit, is the stated one.
    pub(in crate::numbers) fn holds(&self, measured_s: f64, unit_s: f64) -> bool {
        self.bound.holds(self.seconds, measured_s, tolerance(self.unit_s, unit_s))
    }
}

/// Seconds that a quarter of an hour may be off.
const QUARTER_S: f64 = 240.0;

/// What rounding to the written unit may hide. Nobody calls a bit more than an hour two hours: hours and days are rounded
/// to the nearest, minutes and seconds may be cut.
pub(in crate::numbers) fn tolerance(stated_unit_s: f64, measured_unit_s: f64) -> f64 {
    let own = if stated_unit_s >= 3_600.0 { stated_unit_s / 2.0 } else { stated_unit_s };
    own.max(measured_unit_s)
}

/// Checks every duration of the prose whose two ends are named.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let is_row = |p: &Passage| {
        let span = p.text.span;
        sentence::is_in_row(document, span)
    };
    // Prose may stand below the rows of a timeline.
    let is_read = |p: &&Passage| p.section != SectionKind::Timeline || p.text.text.contains('(') || !is_row(p);
    for passage in document.passages.iter().filter(is_read) {
        let words = passage.text.text.as_str();
        for found in duration::all(words).into_iter().take(50) {
            let stated = Stated::new(words, found);
            if let Some(found) = range(document, passage, &stated, &lines)
                .or_else(|| range_before(document, passage, &stated, &lines))
                .or_else(|| {
                    ends::check(document, passage, &stated, &lines).filter(|_| !given::is_given(document, &stated))
                })
                .or_else(|| lasted(document, passage, &stated, &lines))
            {
                out.push(found);
            }
        }
    }
}

/// Words of a day that a range ends on.
const DAYS: [&str; 16] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "next day",
    "day after",
    "the following",
    "tomorrow",
    "翌",
    "曜日",
    "次の日",
    "明朝",
    "next morning",
];

/// `… (10:45 - 16:11 UTC)` right behind the duration, or after a few words.
fn range(document: &Document, passage: &Passage, stated: &Stated<'_>, lines: &LineIndex) -> Option<Contradiction> {
    let rest = stated.behind;
    // `… in all, from 14:05 to 15:47`
    let from = rest.find(" from ").filter(|at| {
        let gap = rest.get(..*at).unwrap_or_default().trim_matches([' ', ',']);
        matches!(gap, "" | "in all" | "in total" | "long" | "altogether") && stated.unit_s < 86_400.0
    });
    let from = from.and_then(|at| rest.get(at + " from ".len()..));
    let open = rest.find(['(', '（']).filter(|at| *at < 40).and_then(|at| rest.get(at..));
    let open = open.and_then(|inside| inside.get(inside.chars().next()?.len_utf8()..));
    let inside = from.filter(|inside| inside.starts_with(|c: char| c.is_ascii_digit())).or(open)?;
    let moment = first_moment(inside)?;
    let end = moment.end.as_deref()?;
    let seconds = span_of(&moment, end)?;
    let unit = moment.precision.seconds().max(end.precision.seconds()) as f64;
    // `from 11:00 until noon on Tuesday` ends on another day.
    let clause = inside.split(['.', ';', '。', ',', ')', '）']).next()?.to_lowercase();
    let names_day = DAYS.iter().any(|day| clause.contains(day));
    if names_day || stated.holds(seconds, unit) {
        return None;
    }
    let text = inside.get(..moment.span.end).filter(|_| from.is_some()).map(str::to_owned);
    let text = text.or_else(|| inside.split([')', '）']).next().map(str::to_owned))?;
    Some(differs(
        place(document, passage, stated.said, lines),
        place(document, passage, &text, lines),
        stated.seconds,
        seconds,
    ))
}

/// `10:05 – 10:47 (42 minutes)`: the range right in front of the brackets.
fn range_before(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
) -> Option<Contradiction> {
    let head = stated.before.trim_end_matches([' ', '約', '~', '≈']);
    let head = head.strip_suffix(['(', '（'])?.trim_end();
    let closed = stated.behind.trim_start().starts_with([')', '）']);
    let starts = head.char_indices().rev().take(60).map(|(at, _)| at).filter(|at| {
        !head
            .get(..*at)
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-')))
    });
    // The longest text that is a range and nothing else.
    let (at, moment) = starts
        .filter_map(|at| Some((at, first_moment(head.get(at..)?)?)))
        .filter(|(at, m)| m.end.is_some() && m.span.start == 0 && at + m.span.end == head.len())
        .last()
        .filter(|_| closed)?;
    let end = moment.end.as_deref()?;
    let seconds = span_of(&moment, end)?;
    let unit = moment.precision.seconds().max(end.precision.seconds()) as f64;
    if stated.holds(seconds, unit) {
        return None;
    }
    let said = place(document, passage, stated.said, lines);
    Some(differs(said, place(document, passage, head.get(at..)?, lines), stated.seconds, seconds))
}

/// Seconds of a range; ends without a day count from one midnight.
fn span_of(from: &Moment, to: &Moment) -> Option<f64> {
    if let Some((seconds, _)) = between(from, to) {
        return Some(seconds);
    }
    let seconds = from.time?.duration_until(to.time?).as_secs_f64();
    Some(if seconds < 0.0 { seconds + 86_400.0 } else { seconds })
}

/// `The outage lasted 95 minutes`, `障害は95分間続いた` against the duration of the head.
fn lasted(document: &Document, passage: &Passage, stated: &Stated<'_>, lines: &LineIndex) -> Option<Contradiction> {
    if !matches!(passage.section, SectionKind::Summary | SectionKind::Impact | SectionKind::Title) || !is_whole(stated)
    {
        return None;
    }
    let fact = document
        .facts
        .iter()
        .find(|fact| fact.key == FactKey::Duration && fact.duration_s.is_some())
        .filter(|fact| fact.span.start > passage.text.span.end || fact.span.end < passage.text.span.start)?;
    let known = duration::at_start(&fact.value.text)?;
    if stated.bound.holds(stated.seconds, known.seconds, tolerance(stated.unit_s, tolerance(known.unit_s, 0.0))) {
        return None;
    }
    let derived = Place { line: fact.line, span: fact.value.span, text: fact.value.text.clone() };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, known.seconds))
}

/// Whether a duration is said of the incident as a whole.
fn is_whole(stated: &Stated<'_>) -> bool {
    let head = stated.before.to_lowercase();
    let head = head.trim_end_matches(|c: char| c.is_whitespace() || c == '~');
    let sentence = |text: &str| text.rsplit(['.', '。', ';', '\n']).next().unwrap_or_default().to_owned();
    if let Some((subject, between)) = head.rsplit_once("lasted")
        && between.split_whitespace().count() <= 2
    {
        let subject = sentence(subject);
        return ["outage", "incident", "disruption", "downtime", "this", "it"]
            .iter()
            .any(|word| subject.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == *word));
    }
    let goes_on = ["続い", "継続", "にわた"].iter().any(|word| stated.behind.starts_with(word));
    let is_head = ["障害は", "本障害は", "障害が", "停止時間は", "影響時間は", "障害時間は"];
    goes_on && is_head.iter().any(|word| sentence(head).trim_end_matches('約').ends_with(word))
        || is_head.iter().skip(3).any(|word| sentence(head).trim_end_matches('約').ends_with(word))
}

/// The place of words within a passage; the passage where markup hides them.
pub(in crate::numbers) fn place(document: &Document, passage: &Passage, words: &str, lines: &LineIndex) -> Place {
    let inside = passage.text.span.of(document.source()).find(words);
    let span = inside.map_or(passage.text.span, |at| {
        let start = passage.text.span.start + at;
        Span::new(start, start + words.len())
    });
    Place { line: lines.line(span.start), span, text: words.to_owned() }
}
