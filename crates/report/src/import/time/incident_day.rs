//! The day of the incident, where the rows do not say it: a fact, the title, the one day that the prose names.

use jiff::civil::Date;

use crate::document::{Document, Fact, FactKey, SectionKind};
use crate::import::{
    Context,
    time::{moment, resolve},
};

/// The day that the head of the document names.
pub(in crate::import) fn head_day(context: &Context<'_>, document: &Document) -> Option<Date> {
    let keys = [FactKey::Start, FactKey::Date, FactKey::Detected, FactKey::Resolved, FactKey::Duration];
    let written = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    // `date` in front matter is mostly when the text was published.
    let is_weak =
        |fact: &Fact| fact.key == FactKey::Date && fact.span.end <= written && fact.label.eq_ignore_ascii_case("date");
    let of = |key: FactKey, weak: bool| {
        let mut facts = document.facts.iter().filter(|f| f.key == key && is_weak(f) == weak);
        facts.find_map(|f| f.moment.as_ref()?.date)
    };
    let fact = keys.into_iter().find_map(|key| of(key, false));
    let published = of(FactKey::Date, true);
    let fact = fact.or_else(|| published.and_then(|published| timed_day(context, document, published)));
    let fact = fact.or(published);
    fact.or_else(|| {
        // `Post-Mortem: … (2026-11-23)`, `… - October 3, 2025`
        let title = document.title.as_ref()?;
        let words = title.text.as_str();
        let starts = std::iter::once(0)
            .chain(words.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, c)| at + c.len_utf8()));
        starts.filter_map(|at| moment::at_start(words.get(at..)?)).find_map(|raw| resolve::alone(context, &raw, 0).date)
    })
    .or_else(|| only_day(context, document))
    .or_else(|| told_day(context, document))
    .or_else(|| written_day(context, document))
}

/// The one day with a year that head, summary, impact and headings of the timeline name; where they name several, the one
/// that a time of day follows. When the text was written is no day of the incident.
fn only_day(context: &Context<'_>, document: &Document) -> Option<Date> {
    let titles = document.sections.iter().take(3).map(|section| section.title.as_str());
    let facts = document.facts.iter().filter(|fact| is_dated(fact.key)).map(|fact| fact.value.text.as_str());
    let passages = head(document).filter(|words| !is_byline(words));
    let found: Vec<(Date, bool)> =
        titles.chain(facts).chain(passages).take(60).flat_map(|words| days(context, words)).collect();
    let one = |mut days: Vec<Date>| {
        days.dedup();
        match days.as_slice() {
            [day] => Some(*day),
            _ => None,
        }
    };
    let timed: Vec<Date> = found.iter().filter(|(_, is_timed)| *is_timed).map(|(day, _)| *day).collect();
    one(found.iter().map(|(day, _)| *day).collect()).or_else(|| one(timed))
}

/// The one day that times of day follow in the head of a text that was published on another.
fn timed_day(context: &Context<'_>, document: &Document, published: Date) -> Option<Date> {
    let mut found: Vec<Date> = head(document)
        .filter(|words| !is_byline(words))
        .take(20)
        .flat_map(|words| days(context, words))
        .filter(|(day, is_timed)| *is_timed && *day <= published)
        .map(|(day, _)| day)
        .collect();
    found.dedup();
    match found.as_slice() {
        [day] => Some(*day),
        _ => None,
    }
}

/// Passages of the head: title, facts, summary, impact, background.
fn head(document: &Document) -> impl Iterator<Item = &str> {
    use SectionKind as K;
    let is_head = |kind| matches!(kind, K::Title | K::Facts | K::Summary | K::Impact | K::Background | K::Trigger);
    document.passages.iter().filter(move |passage| is_head(passage.section)).map(|p| p.text.text.as_str())
}

/// `On Thursday, June 12, a good number of you …` in a text that was written on June 16, 2025.
fn told_day(context: &Context<'_>, document: &Document) -> Option<Date> {
    let written = written_day(context, document);
    let year = written.map(Date::year).or_else(|| only_year(document))?;
    let words = head(document).filter(|words| !is_byline(words)).take(20);
    words.flat_map(starts).find_map(|words| {
        let raw = moment::at_start(words).filter(|raw| raw.date.as_ref().is_some_and(|date| date.year.is_none()))?;
        let (local, is_guess) = resolve::local_dates(raw.date.iter(), written);
        let around = resolve::Around { day: None, year: Some(year), local, zone: None };
        let day = resolve::complete(context, &raw, 0, &around).date.filter(|_| !is_guess || !words.is_ascii())?;
        // Told in January, it happened in December.
        match written.filter(|written| day > *written) {
            Some(_) => day.checked_sub(jiff::Span::new().years(1)).ok(),
            None => Some(day),
        }
    })
}

/// The day that a line of who wrote it, and when, names.
fn written_day(context: &Context<'_>, document: &Document) -> Option<Date> {
    let lines = head(document).filter(|words| is_byline(words)).take(5);
    lines.flat_map(|words| days(context, words)).map(|(day, _)| day).next()
}

fn is_byline(words: &str) -> bool {
    const MARKS: [&str; 12] = [
        "minute read",
        "min read",
        "published",
        "posted",
        "updated",
        "written by",
        "written on",
        "exported",
        "公開",
        "更新",
        "投稿",
        "作成",
    ];
    let lower = words.to_lowercase();
    lower.chars().count() <= 160
        && (lower.trim_start_matches(['*', '_', '(']).starts_with("by ")
            || MARKS.iter().any(|mark| lower.contains(mark)))
}

/// The rest of a text from the start of each of its words.
fn starts(words: &str) -> impl Iterator<Item = &str> {
    let mut previous: Option<char> = None;
    words.char_indices().take(2_000).filter_map(move |(at, c)| {
        let is_inside = previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '.' | '/' | ':' | '-'));
        previous = Some(c);
        (!is_inside && c.is_alphanumeric()).then(|| words.get(at..)).flatten()
    })
}

/// The one year that title and head name, without a day.
pub(in crate::import) fn only_year(document: &Document) -> Option<i16> {
    let title = document.title.as_ref().map(|title| title.text.as_str());
    let is_head = |p: &&crate::document::Passage| {
        matches!(p.section, crate::document::SectionKind::Title | crate::document::SectionKind::Summary)
    };
    let passages = document.passages.iter().filter(is_head).take(10).map(|p| p.text.text.as_str());
    let mut found = None;
    // The year of account `2023年度` goes on to the next spring.
    let words = title.into_iter().chain(passages).filter(|words| !words.contains("年度"));
    for word in words.flat_map(|words| words.split(|c: char| !c.is_ascii_alphanumeric())) {
        let year =
            (word.len() == 4).then(|| word.parse::<i16>().ok()).flatten().filter(|year| (1990..=2100).contains(year));
        if year.is_some() && found.is_some() && year != found {
            return None;
        }
        found = year.or(found);
    }
    found
}

/// Facts whose day is that of the incident; those of writing and review are not.
fn is_dated(key: FactKey) -> bool {
    !matches!(key, FactKey::Shared | FactKey::ShareBy | FactKey::Reviewed | FactKey::FollowUp | FactKey::Other)
}

/// All days with a year in a text, and whether a time of day follows each.
fn days(context: &Context<'_>, words: &str) -> Vec<(Date, bool)> {
    let mut out = Vec::new();
    let mut end = 0;
    let mut previous: Option<char> = None;
    for (at, c) in words.char_indices().take(2_000) {
        let begins = !previous.is_some_and(|p| p.is_ascii_alphanumeric())
            && (c.is_ascii_alphanumeric() || matches!(c, '令' | '平'));
        previous = Some(c);
        if !begins || at < end {
            continue;
        }
        let Some(raw) = words.get(at..).and_then(moment::at_start) else { continue };
        if raw.date.as_ref().is_some_and(|date| date.year.is_some()) {
            end = at + raw.end;
            let day = resolve::alone(context, &raw, 0).date;
            out.extend(day.map(|day| (day, raw.clock.is_some())));
        }
    }
    out
}
