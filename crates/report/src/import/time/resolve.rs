//! Completes a time by its context: the day a heading names, the row above, the year of the head, the zone of the table.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};

use crate::document::{DateFrom, Document, Moment, Precision, Span, Zone, ZoneFrom};
use crate::import::{
    Context,
    time::{
        date::DateWords,
        moment::{Clock, Raw},
        zone,
    },
};

/// Whether `10/11` is read month first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LocalDates {
    MonthFirst,
    DayFirst,
}

/// The order that the document says its dates have: `Dates are DD/MM/YYYY.`
pub(crate) fn declared(document: &Document) -> Option<LocalDates> {
    const LOOKED_AT: usize = 400;
    const DAY_FIRST: [&str; 5] = ["dd/mm", "dd.mm", "dd-mm", "day/month", "day first"];
    const MONTH_FIRST: [&str; 4] = ["mm/dd", "mm-dd", "month/day", "month first"];
    let facts = document.facts.iter().take(LOOKED_AT).map(|fact| fact.value.text.as_str());
    let passages = document.passages.iter().take(LOOKED_AT).map(|passage| passage.text.text.as_str());
    facts.chain(passages).find_map(|words| {
        let lower = words.to_lowercase();
        let says = |list: &[&str]| list.iter().any(|form| lower.contains(form));
        // `YYYY-MM-DD` is written in one order only.
        match (says(&DAY_FIRST), says(&MONTH_FIRST) && !lower.contains("yyyy-mm-dd")) {
            (true, false) => Some(LocalDates::DayFirst),
            (false, true) => Some(LocalDates::MonthFirst),
            _ => None,
        }
    })
}

/// The order of local dates: the declared one, else the one that all of them agree on; whether a guess was needed.
pub(crate) fn order<'r>(
    declared: Option<LocalDates>,
    dates: impl Iterator<Item = &'r DateWords>,
    known: Option<Date>,
) -> (LocalDates, bool) {
    declared.map_or_else(|| local_dates(dates, known), |order| (order, false))
}

/// The order of local dates, decided from all of them; whether a guess was needed.
pub(crate) fn local_dates<'r>(dates: impl Iterator<Item = &'r DateWords>, known: Option<Date>) -> (LocalDates, bool) {
    let (mut month_first, mut day_first, mut any, mut dotted) = (false, false, false, false);
    for local in dates.filter_map(|d| d.local) {
        any = true;
        dotted |= local.sign == '.';
        month_first |= local.second > 12;
        day_first |= local.first > 12;
        // The head names the day in a form that cannot be mistaken.
        if let Some(known) = known.filter(|_| local.first != local.second) {
            let is = |m: i32, d: i32| i32::from(known.month()) == m && i32::from(known.day()) == d;
            month_first |= is(local.first, local.second);
            day_first |= is(local.second, local.first);
        }
    }
    match (month_first, day_first) {
        (true, false) => (LocalDates::MonthFirst, false),
        (false, true) => (LocalDates::DayFirst, false),
        _ if dotted => (LocalDates::DayFirst, false),
        _ => (LocalDates::MonthFirst, any),
    }
}

/// What is known around a time.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    /// Day to take where none is written, and where it comes from.
    pub(crate) day: Option<(Date, DateFrom)>,
    /// Year to take where a date has none.
    pub(crate) year: Option<i16>,
    pub(crate) local: LocalDates,
    /// Zone to take where none is written: label, place, line.
    pub(crate) zone: Option<(String, ZoneFrom, usize)>,
}

/// A time with nothing around it.
pub(crate) fn alone(context: &Context<'_>, raw: &Raw, base: usize) -> Moment {
    alone_in(context, raw, base, None)
}

/// A time with nothing around it but a zone: label, place, line.
pub(crate) fn alone_in(
    context: &Context<'_>,
    raw: &Raw,
    base: usize,
    zone: Option<(String, ZoneFrom, usize)>,
) -> Moment {
    let (local, _) = local_dates(raw.date.iter(), None);
    complete(context, raw, base, &Around { day: None, year: None, local, zone })
}

/// The first such day from the day of the incident on, for a date without a year.
pub(crate) fn next_after(context: &Context<'_>, raw: &Raw, incident: Date) -> Option<Date> {
    raw.date.as_ref().filter(|words| words.year.is_none())?;
    let (local, _) = local_dates(raw.date.iter(), Some(incident));
    let of = |year| complete(context, raw, 0, &Around { day: None, year: Some(year), local, zone: None }).date;
    of(incident.year()).filter(|day| *day >= incident).or_else(|| of(incident.year() + 1))
}

/// The moment that a time names in its context.
pub(crate) fn complete(context: &Context<'_>, raw: &Raw, base: usize, around: &Around) -> Moment {
    let span = Span::new(base + raw.start, base + raw.end);
    let line = context.lines.line(span.start);
    let (mut date, mut date_from) = match &raw.date {
        Some(words) => written_date(words, around),
        // `T-7d` and `earlier` lie on a day that nobody wrote.
        None if raw.is_relative => (None, DateFrom::Unknown),
        None => around.day.map_or((None, DateFrom::Unknown), |(day, from)| (Some(day), from)),
    };
    let is_past_24 = |raw: &Raw| raw.clock.and_then(|c| c.hour).is_some_and(|hour| hour >= 24);
    let overflow = is_past_24(raw);
    // `24:30～28:20`: both count from the day that the first is written on.
    let written = date;
    let steps = if raw.date.is_some() { 0 } else { raw.day_steps };
    // `翌25:10` counts the day once.
    let steps = if overflow { steps.max(1) } else { steps };
    date = date.and_then(|day| day.checked_add(jiff::Span::new().days(steps)).ok());
    if date.is_none() {
        date_from = DateFrom::Unknown;
    }
    let time = raw.clock.and_then(time_of);
    let label = match &raw.zone {
        Some(label) => Some((label.clone(), ZoneFrom::Row, line)),
        None => around.zone.clone(),
    };
    let civil = date.zip(time).map(|(d, t)| d.to_datetime(t));
    let zone = label.map(|(label, from, line)| zone_of(label, from, line, civil.or(date.map(|d| d.at(12, 0, 0, 0)))));
    // `07:1?` and `14:??` name a stretch of time, and no instant in it.
    let is_open = raw.unknown && raw.clock.is_some_and(|clock| clock.is_tens || clock.minute.is_none());
    let exact = civil.filter(|_| !is_open);
    let at = |offset: Option<i32>| exact.zip(offset).and_then(|(civil, offset)| instant(civil, offset));
    let end = raw.until.as_ref().map(|until| {
        let day = if overflow && is_past_24(until) { written } else { date };
        Box::new(end_of(context, until, base, around, day, time, zone.as_ref()))
    });
    Moment {
        text: span.of(context.source).to_owned(),
        span,
        line,
        date,
        date_from,
        time,
        precision: precision(raw),
        approximate: raw.approximate,
        unknown_digits: raw.unknown,
        instant: at(zone.as_ref().and_then(|z| z.offset_s)),
        other_instant: at(zone.as_ref().and_then(|z| z.local_offset_s)),
        zone,
        end,
    }
}

/// The end of a range: the day of its start, or the next one where the time of day is earlier.
fn end_of(
    context: &Context<'_>,
    until: &Raw,
    base: usize,
    around: &Around,
    day: Option<Date>,
    start: Option<Time>,
    zone: Option<&Zone>,
) -> Moment {
    let is_past_24 = until.clock.and_then(|c| c.hour).is_some_and(|hour| hour >= 24);
    // `翌13日の0時15分` counts the day itself.
    let passes_midnight = !is_past_24
        && until.day_steps == 0
        && until.clock.and_then(time_of).zip(start).is_some_and(|(end, start)| end < start);
    let day = day.map(|day| if passes_midnight { day.tomorrow().unwrap_or(day) } else { day });
    let zone = zone.map(|z| (z.label.clone(), z.from, z.line)).or_else(|| around.zone.clone());
    let around = Around { day: day.map(|d| (d, DateFrom::RowAbove)), zone, ..around.clone() };
    complete(context, until, base, &around)
}

fn written_date(words: &DateWords, around: &Around) -> (Option<Date>, DateFrom) {
    let (month, day) = match words.local {
        Some(local) => match around.local {
            _ if local.first > 12 => (Some(local.second), Some(local.first)),
            _ if local.second > 12 => (Some(local.first), Some(local.second)),
            LocalDates::MonthFirst => (Some(local.first), Some(local.second)),
            LocalDates::DayFirst => (Some(local.second), Some(local.first)),
        },
        None => (words.month, words.day),
    };
    let year = words.year.and_then(|y| i16::try_from(y).ok());
    // `141532Z` names a day of the month that holds.
    let held = around.day.map(|(day, _)| day).filter(|_| words.year.is_none() && month.is_none() && !words.unknown);
    let month = month.or_else(|| held.map(|day| i32::from(day.month())));
    let from = if year.is_some() { DateFrom::Written } else { DateFrom::WrittenWithoutYear };
    let small = |n: Option<i32>| n.and_then(|n| i8::try_from(n).ok());
    let date = year
        .or_else(|| held.map(Date::year))
        .or(around.year)
        .zip(small(month))
        .zip(small(day))
        .filter(|_| words.problem.is_none())
        .and_then(|((y, m), d)| Date::new(y, m, d).ok());
    (date, from)
}

/// Time of day; minutes that are not written are zero, minutes that are unknown make it unknown.
fn time_of(clock: Clock) -> Option<Time> {
    let hour = clock.hour? % 24;
    Time::new(hour, clock.minute.unwrap_or(0), clock.second.unwrap_or(0), clock.nanosecond.unwrap_or(0)).ok()
}

fn precision(raw: &Raw) -> Precision {
    match (raw.clock, &raw.date) {
        (Some(Clock { nanosecond: Some(_), .. }), _) => Precision::Subsecond,
        (Some(Clock { second: Some(_), .. }), _) => Precision::Second,
        (Some(Clock { minute: Some(_), is_tens: false, .. }), _) | (None, None) => Precision::Minute,
        (Some(Clock { hour: Some(_), .. }), _) => Precision::Hour,
        (_, Some(date)) if date.local.is_none() && date.month.is_none() => Precision::Year,
        (_, Some(date)) if date.local.is_none() && date.day.is_none() => Precision::Month,
        _ => Precision::Day,
    }
}

fn zone_of(label: String, from: ZoneFrom, line: usize, at: Option<DateTime>) -> Zone {
    let readings = zone::readings(&label, at);
    Zone {
        label,
        from,
        line,
        offset_s: readings.offset_s,
        local_offset_s: readings.local_offset_s,
        is_ambiguous: readings.is_ambiguous,
    }
}

fn instant(civil: DateTime, offset_s: i32) -> Option<Timestamp> {
    Offset::from_seconds(offset_s).ok()?.to_timestamp(civil).ok()
}
