//! Start, end and length of the incident in sentences of any wording, known by their numbers: two times that lie a stated
//! duration apart, a duration that start and end give, a time behind `since`.

use jiff::civil::Date;

use crate::document::{DateFrom, Document, Fact, FactKey, Moment, Passage, SectionKind, Span, ZoneFrom};
use crate::import::{
    Context,
    fact::prose::stated,
    time::{date, duration, incident_day, moment, resolve, zone_note},
    timeline::prose::sentences,
};

/// Passages looked at, and sentences of each.
const MOST: usize = 40;
/// Sentences looked at.
const MOST_SENTENCES: usize = 200;

/// The first fact of a key that has a time of day.
fn timed(document: &Document, key: FactKey) -> Option<Fact> {
    document.facts.iter().find(|f| f.key == key && f.moment.as_ref().is_some_and(|m| m.time.is_some())).cloned()
}

/// Adds what the head and its ranges did not say.
pub(in crate::import) fn read(context: &Context<'_>, document: &mut Document) {
    // The length may stand in the sentence behind the one that tells the ends.
    const LONGEST: usize = 800;
    let spans: Vec<Span> = told(document)
        .flat_map(|p| {
            let span = p.text.span;
            let parts = sentences(span.of(context.source), span.start).into_iter().take(MOST);
            parts.chain(Some(span).filter(|span| span.end - span.start <= LONGEST))
        })
        .take(MOST_SENTENCES)
        .collect();
    // `発生日時：2月28日 18:20頃 〜 19:24頃`
    if timed(document, FactKey::Resolved).is_none() {
        let end = timed(document, FactKey::Start).and_then(|fact| fact.moment?.end).filter(|end| end.time.is_some());
        document.facts.extend(end.map(|end| stated(context, FactKey::Resolved, *end)));
    }
    if timed(document, FactKey::Start).is_none() && timed(document, FactKey::Resolved).is_none() {
        let found = spans.iter().find_map(|span| ends(context, document, *span));
        document.facts.extend(found.into_iter().flatten());
    }
    if timed(document, FactKey::Start).is_none() {
        let found = spans.iter().find_map(|span| since(context, document, *span));
        document.facts.extend(found);
    }
}

/// Adds the length where start and end are known, and a sentence says it.
pub(in crate::import) fn length(context: &Context<'_>, document: &mut Document) {
    let length = document.facts.iter().any(|f| f.key == FactKey::Duration && f.duration_s.is_some());
    let (start, end) = (timed(document, FactKey::Start), timed(document, FactKey::Resolved));
    if let Some((start, end)) = start.zip(end).filter(|_| !length) {
        // A change to summer time in between makes the clock on the wall differ from what passed.
        let ends = start.moment.zip(end.moment);
        let apart: Vec<f64> =
            ends.iter().flat_map(|(a, b)| seconds(a, b).into_iter().chain(by_the_clock(a, b))).collect();
        // The value of a fact may say it as well: `12:18 ～ 17:02（4時間44分）`.
        let values = document.facts.iter().map(|fact| fact.value.span);
        let elsewhere = document.passages.iter().map(|p| p.text.span);
        let all = values.chain(told(document).map(|p| p.text.span)).chain(elsewhere).take(400).collect::<Vec<_>>();
        let found = all.into_iter().find_map(|span| apart.iter().find_map(|apart| lasting(context, span, *apart)));
        document.facts.extend(found);
    }
}

/// Passages that tell what happened, those of the head first.
fn told(document: &Document) -> impl Iterator<Item = &Passage> {
    use SectionKind as K;
    let is_row =
        |span: Span| document.timeline.iter().any(|row| row.span.start <= span.start && span.end <= row.span.end);
    let is_told = |p: &&Passage| {
        matches!(
            p.section,
            K::Title | K::Summary | K::Impact | K::Facts | K::Background | K::Other | K::RootCause | K::Detection
        )
    };
    let is_minutes = incident_day::is_minutes(document);
    let is_meeting = move |p: &&Passage| incident_day::is_of_meeting(&p.text.text, is_minutes);
    document.passages.iter().filter(is_told).filter(move |p| !is_row(p.text.span) && !is_meeting(p)).take(MOST)
}

/// All times of day of a sentence, completed by the days beside them.
fn moments(context: &Context<'_>, document: &Document, span: Span) -> Vec<Moment> {
    let words = span.of(context.source);
    let by_rows = || document.timeline.iter().find_map(|row| row.moment.date);
    let mut day: Option<Date> = incident_day::head_day(context, document).or_else(by_rows);
    let year = day.map(Date::year);
    let rows = document.timeline.iter().find_map(|row| row.moment.zone.as_ref());
    let zone = rows.map(|z| (z.label.clone(), ZoneFrom::Head, z.line)).or_else(|| zone_note::told(document));
    let declared = resolve::declared(document);
    let mut out = Vec::new();
    let mut previous: Option<char> = None;
    let mut end = 0;
    for (at, c) in words.char_indices().take(600) {
        let begins = !previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, ':' | '.' | '-' | '/' | '+'))
            && (c.is_ascii_alphanumeric() || duration::digit(c).is_some() || matches!(c, '午' | '令' | '平' | '翌'));
        previous = Some(c);
        let found = (begins && at >= end).then(|| words.get(at..).and_then(moment::at_start)).flatten();
        let Some(raw) = found.filter(|raw| !raw.is_relative && !raw.unknown) else { continue };
        end = at + raw.end;
        let (local, _) = resolve::order(declared, raw.date.iter(), day);
        // `02:40 on Saturday morning`
        let behind = words.get(at..).unwrap_or_default();
        let named: String = behind.chars().take(raw.end + 24).collect();
        if raw.date.is_none() {
            day = day.map(|day| weekday_from(&named, day));
        }
        let around = resolve::Around { day: day.map(|day| (day, DateFrom::Head)), year, local, zone: zone.clone() };
        let moment = resolve::complete(context, &raw, span.start + at, &around);
        day = moment.date.or(day);
        if moment.time.is_some() && moment.date.is_some() {
            out.extend(moment.end.as_deref().cloned());
            out.insert(out.len() - usize::from(moment.end.is_some()), moment);
        }
    }
    out
}

/// The first day from one on that is the day of the week that some words name.
fn weekday_from(words: &str, day: Date) -> Date {
    let lower = words.to_lowercase();
    let found = date::WEEKDAYS.iter().enumerate().filter_map(|(i, name)| Some((lower.find(name)?, i))).min();
    found.map_or(day, |(_, wanted)| date::first_on(day, wanted))
}

/// Two times that lie as far apart as a duration of the same sentence says.
pub(in crate::import) fn ends(context: &Context<'_>, document: &Document, span: Span) -> Option<[Fact; 2]> {
    let lengths: Vec<f64> =
        duration::all(span.of(context.source)).into_iter().map(|found| found.seconds).filter(|s| *s >= 120.0).collect();
    let times = moments(context, document, span);
    // `went down on Thursday at 12:05 pm and lasted until Friday at 3:01 pm`
    if let [from, to] = times.as_slice()
        && seconds(from, to).is_some_and(|apart| apart > 0.0)
        && to.span.start > from.span.end
    {
        let between = Span::new(from.span.end, to.span.start).of(context.source).to_lowercase();
        let words = ["until", "till", "lasted", "ended", "restored", "resolved", "recovered", "fixed", "まで", "から"];
        // `at 1:18 all was recovered; at 1:54 S3 was normal`: two recoveries, and no range.
        let ends = |word: &str| {
            let behind = between.rsplit_once(word).map(|(_, behind)| behind);
            behind.is_some_and(|behind| !behind.contains([';', '。']) && !behind.trim_end_matches(". ").contains(". "))
        };
        let is_range = words.iter().any(|word| ends(word)) && between.chars().count() <= 120;
        let behind = Span::new(to.span.end, span.end).of(context.source);
        if is_range || behind.trim_start().starts_with("まで") {
            return Some([
                stated(context, FactKey::Start, from.clone()),
                stated(context, FactKey::Resolved, to.clone()),
            ]);
        }
    }
    if lengths.is_empty() {
        return None;
    }
    times.iter().enumerate().find_map(|(i, from)| {
        times.iter().skip(i + 1).find_map(|to| {
            let apart = seconds(from, to)?;
            // Without days between, the later may lie behind midnight.
            let later = if apart < 0.0 { apart + 86_400.0 } else { apart };
            lengths.iter().any(|length| (length - later).abs() < 30.0).then_some(())?;
            let mut to = to.clone();
            if apart < 0.0 {
                to.date = to.date.and_then(|day| day.tomorrow().ok());
                to.instant = to.instant.and_then(|at| at.checked_add(jiff::SignedDuration::from_hours(24)).ok());
            }
            Some([stated(context, FactKey::Start, from.clone()), stated(context, FactKey::Resolved, to)])
        })
    })
}

/// `Since 03:12Z on Sunday 19 January the host … was not reachable`.
fn since(context: &Context<'_>, document: &Document, span: Span) -> Option<Fact> {
    let words = span.of(context.source);
    let lower = words.to_lowercase();
    let at = ["since ", "starting at ", "starting from ", "beginning at "].iter().find_map(|word| {
        let at = lower.find(word)?;
        (at < 60).then_some(at + word.len())
    })?;
    let rest = Span::new(span.start + at, span.end);
    let first = moment::at_start(rest.of(context.source)).filter(|raw| raw.clock.is_some())?;
    let whole = moments(context, document, Span::new(rest.start, rest.end.min(rest.start + first.end.max(1))));
    whole.into_iter().next().map(|moment| stated(context, FactKey::Start, moment))
}

fn seconds(from: &Moment, to: &Moment) -> Option<f64> {
    match from.instant.zip(to.instant) {
        Some((a, b)) => Some(b.duration_since(a).as_secs_f64()),
        None => by_the_clock(from, to),
    }
}

fn by_the_clock(from: &Moment, to: &Moment) -> Option<f64> {
    Some(to.civil()?.duration_since(from.civil()?).as_secs_f64())
}

/// The duration of a text that is as long as start and end lie apart.
fn lasting(context: &Context<'_>, span: Span, apart: f64) -> Option<Fact> {
    let words = span.of(context.source);
    let found =
        duration::all(words).into_iter().find(|found| found.seconds >= 60.0 && (found.seconds - apart).abs() < 30.0)?;
    let value = Span::new(span.start + found.start, span.start + found.end);
    Some(Fact {
        key: FactKey::Duration,
        label: String::new(),
        value: context.text(value),
        span: value,
        line: context.lines.line(value.start),
        moment: None,
        duration_s: Some(found.seconds),
    })
}
