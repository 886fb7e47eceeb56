//! Facts that only the prose of a head tells: from when to when, and for how long.
//!
//! Many reports have no table of facts; the first paragraph says `from 12:40 PDT to 15:11 PDT on October 12 (2 hours 31
//! minutes)`. What is read here fills the gaps of the head and replaces nothing.

use super::{Context, duration, moment, resolve, timeline_days};
use crate::document::{DateFrom, Document, Fact, FactKey, Moment, Passage, SectionKind, Span, Text, ZoneFrom};

/// Characters of a passage that are looked at.
const LOOKED_AT: usize = 1_200;

/// Adds start, end and duration where the head has none and the prose names them.
pub(super) fn read(context: &Context<'_>, document: &mut Document) {
    let is_head = |p: &&Passage| {
        matches!(p.section, SectionKind::Title | SectionKind::Summary | SectionKind::Impact | SectionKind::Facts)
    };
    let missing = |key| document.fact(key).is_none_or(|fact| fact.moment.as_ref().is_none_or(|m| m.time.is_none()));
    let (no_start, no_end) = (missing(FactKey::Start), missing(FactKey::Resolved));
    let no_duration = !document.facts.iter().any(|fact| fact.key == FactKey::Duration && fact.duration_s.is_some());
    let mut found = Vec::new();
    for passage in document.passages.iter().filter(is_head).take(12) {
        if no_start && no_end && !found.iter().any(|f: &Fact| f.key == FactKey::Start) {
            found.extend(ends(context, document, passage));
        }
        if no_duration && !found.iter().any(|f: &Fact| f.key == FactKey::Duration) {
            found.extend(length(context, passage));
        }
    }
    document.facts.extend(found);
}

/// The first range of times of day in a passage.
fn ends(context: &Context<'_>, document: &Document, passage: &Passage) -> Vec<Fact> {
    let span = passage.text.span;
    let words = span.of(context.source);
    let day = timeline_days::head_day(context, document);
    let zone = document.timeline.iter().find_map(|row| row.moment.zone.as_ref());
    let mut previous: Option<char> = None;
    for (at, c) in words.char_indices().take(LOOKED_AT) {
        let begins = !previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, ':' | '.' | '-' | '/'))
            && (c.is_ascii_alphanumeric() || matches!(c, '午'));
        previous = Some(c);
        let Some(raw) = begins.then(|| words.get(at..).and_then(moment::at_start)).flatten() else { continue };
        let is_range = raw.clock.is_some() && raw.until.as_ref().is_some_and(|until| until.clock.is_some());
        if !is_range || raw.unknown {
            continue;
        }
        // The day may stand behind the range: `from 12:40 to 15:11 on October 12, 2022`.
        let behind =
            words.get(at + raw.end..).and_then(|rest| moment::at_start(rest.trim_start_matches([' ', ',', '、'])));
        let behind = behind.filter(|raw| raw.clock.is_none()).and_then(|raw| resolve::alone(context, &raw, 0).date);
        let around = resolve::Around {
            day: behind.or(day).map(|day| (day, DateFrom::Head)),
            year: day.map(jiff::civil::Date::year),
            local: resolve::local_dates(raw.date.iter(), day).0,
            zone: zone.map(|z| (z.label.clone(), ZoneFrom::Head, z.line)),
        };
        let start = resolve::complete(context, &raw, span.start + at, &around);
        let Some(end) = start.end.as_deref().cloned() else { continue };
        if start.date.is_none() {
            continue;
        }
        return vec![stated(context, FactKey::Start, start), stated(context, FactKey::Resolved, end)];
    }
    Vec::new()
}

fn stated(context: &Context<'_>, key: FactKey, moment: Moment) -> Fact {
    let span = moment.span;
    Fact {
        key,
        label: String::new(),
        value: text(context, span),
        span,
        line: moment.line,
        moment: Some(moment),
        duration_s: None,
    }
}

fn text(context: &Context<'_>, span: Span) -> Text {
    context.text(span)
}

/// `for about 47 minutes`, `lasted 3 hours`, `(2 hours 31 minutes)`, `52分間`.
fn length(context: &Context<'_>, passage: &Passage) -> Option<Fact> {
    let span = passage.text.span;
    let words: String = span.of(context.source).chars().take(LOOKED_AT).collect();
    let found = duration::all(&words).into_iter().find(|found| {
        let before =
            words.get(..found.start).unwrap_or_default().trim_end_matches(['*', '_', '~', '約', ' ']).to_lowercase();
        let before = ["about", "around", "approximately", "roughly", "almost", "nearly", "over"]
            .iter()
            .find_map(|word| before.strip_suffix(word))
            .unwrap_or(&before)
            .trim_end();
        let own = words.get(found.start..found.end).unwrap_or_default();
        let behind = words.get(found.end..).unwrap_or_default();
        let opens_range = before.strip_suffix(['(', '（']).is_some_and(|head| {
            behind.starts_with([')', '）'])
                && head
                    .trim_end()
                    .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '分' | '時' | '頃' | '日'))
        });
        opens_range
            || before.ends_with(" for")
            || before == "for"
            || before.ends_with("lasted")
            || own.ends_with('間')
                && !behind.starts_with(['後', '前', '以', 'お', 'ご', 'に']) | behind.starts_with("にわた")
            || ["にわた", "続い", "停止", "の障害"].iter().any(|word| behind.starts_with(word))
    })?;
    // Words like `for 30 seconds` are about a step, not the incident.
    if found.seconds < 60.0 {
        return None;
    }
    let value = Span::new(span.start + found.start, span.start + found.end);
    Some(Fact {
        key: FactKey::Duration,
        label: String::new(),
        value: text(context, value),
        span: value,
        line: context.lines.line(value.start),
        moment: None,
        duration_s: Some(found.seconds),
    })
}
