//! Numbers in the text against the timeline and the analysis: durations, percentages, counts, order, and changes that
//! are named as cause.
//!
//! A number is only called wrong where its two ends are known. Tolerance is the smallest unit that is written on either
//! side (`about 2 hours` over rows to the minute may be an hour off; `14 min` may not), so that rounding is no finding.
//! What cannot be derived is not judged.

mod arithmetic;
mod count;
mod event;
mod interval;
mod moment;
mod name;
mod reading;

use backstory_model::Analysis;
use serde::Serialize;

use crate::document::{DateFrom, Document, Fact, Moment, Span, TimelineRow};

/// A statement and what it contradicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// What kind.
    pub kind: ContradictionKind,
    /// The statement.
    pub stated: Place,
    /// What it is held against; line 0 where that is the analysis and not a part of the document.
    pub derived: Place,
    /// Both in words, with their values.
    pub message: String,
}

/// Kinds of contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContradictionKind {
    /// A duration that its ends do not give.
    Duration,
    /// A share that its two numbers do not give.
    Percentage,
    /// A count that the analysis does not give.
    Count,
    /// A row that is earlier than the row above, or a sentence that tells two events the other way round.
    Order,
    /// A time of day that the row of the same event does not show.
    Time,
    /// A change named as cause that the timeline lacks.
    Cause,
    /// A day of the week that its date does not have, or a deadline before the incident.
    Date,
    /// A level, a number, a name or a person that is told differently elsewhere.
    Name,
}

/// A place in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Its bytes.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// All contradictions, by line.
pub fn contradictions(document: &Document, analysis: Option<&Analysis>) -> Vec<Contradiction> {
    let mut out = Vec::new();
    let first_day = moment::deadline::first_day(document);
    interval::head::check(document, analysis, &mut out);
    arithmetic::ratio::check(document, analysis, &mut out);
    // Sentences are held against all rows and all other sentences: no person writes so many that it would take long.
    if document.timeline.len() <= MOST_ROWS && document.passages.len() <= MOST_PASSAGES {
        sentences(document, &mut out);
        moment::weekday::check(document, first_day, &mut out);
    }
    arithmetic::sum::check(document, &mut out);
    moment::deadline::check(document, first_day, &mut out);
    moment::day::check(document, &mut out);
    order(document, &mut out);
    // What is to be done tells of times to come.
    let is_to_do = |c: &Contradiction| document.actions.iter().any(|action| action.span.contains(c.stated.span));
    out.retain(|c| c.kind != ContradictionKind::Time || !is_to_do(c));
    out.sort_by_key(|c| (c.stated.span.start, c.kind));
    // One statement is reported once, whatever it contradicts.
    let is_name = |kind| matches!(kind, ContradictionKind::Cause | ContradictionKind::Name);
    let is_inside = |a: Span, b: Span| a.contains(b) || b.contains(a);
    out.dedup_by(|next, first| {
        let is_one = next.kind == first.kind && is_inside(next.stated.span, first.stated.span);
        // A change that no row shows, and the change that was meant.
        is_one || (is_name(next.kind) && is_name(first.kind) && is_inside(next.stated.span, first.stated.span))
    });
    out
}

/// Rows and passages up to which sentences are checked.
const MOST_ROWS: usize = 5_000;
const MOST_PASSAGES: usize = 10_000;

fn sentences(document: &Document, out: &mut Vec<Contradiction>) {
    let events = event::resolve::Events::of(document);
    interval::stated::check(document, out);
    arithmetic::share::check(document, out);
    count::claimed::check(document, out);
    count::occurrence::check(document, out);
    moment::clock::check(document, out);
    moment::order::check(document, &events, out);
    moment::precedes::check(document, &events, out);
    moment::by_then::check(document, &events, out);
    name::cause::check(document, &events, out);
    interval::budget::check(document, out);
    arithmetic::equation::check(document, out);
    arithmetic::parts::check(document, out);
    name::identifier::check(document, out);
    name::severity::check(document, out);
    count::promised::check(document, out);
    count::list_total::check(document, out);
    interval::process::check(document, out);
    moment::slip::check(document, out);
    arithmetic::fraction::check(document, out);
    arithmetic::average::check(document, out);
    name::person::check(document, out);
    count::told_twice::check(document, out);
    interval::transfer::check(document, out);
    moment::zones::check(document, out);
    moment::two_places::check(document, out);
    interval::headed::check(document, out);
    interval::apart::check(document, &events, out);
    interval::spelled::check(document, out);
    interval::time_to::check(document, &events, out);
    interval::labelled::check(document, out);
    arithmetic::derived::check(document, out);
    arithmetic::share_column::check(document, out);
    interval::whole::check(document, &events, out);
    interval::outage::check(document, &events, out);
    count::kinds::check(document, out);
    name::status::check(document, out);
    name::lookalike::check(document, out);
    name::from_to::check(document, &events, out);
    name::named_otherwise::check(document, out);
    moment::told_at::check(document, &events, out);
    moment::ends_told::check(document, &events, out);
    count::enumerated::check(document, out);
    count::told_by_rows::check(document, &events, out);
    arithmetic::card::check(document, out);
    arithmetic::of_them::check(document, out);
    arithmetic::spent::check(document, out);
    arithmetic::slips::check(document, out);
    arithmetic::budget_twice::check(document, out);
    arithmetic::named_share::check(document, out);
    arithmetic::divided::check(document, out);
    interval::of_cells::check(document, &events, out);
    moment::on_day::check(document, &events, out);
    moment::own_time::check(document, out);
    name::only_here::check(document, out);
    name::role_holder::check(document, out);
    count::numbered::check(document, out);
    count::transposed::check(document, out);
    interval::of_rows::take_back(document, &events, out);
}

fn end_of(row: &TimelineRow) -> &Moment {
    row.moment.end.as_deref().unwrap_or(&row.moment)
}

/// Seconds from one moment to another, and the coarser unit of the two.
fn between(from: &Moment, to: &Moment) -> Option<(f64, f64)> {
    let seconds = match from.instant.zip(to.instant) {
        Some((a, b)) => b.duration_since(a).as_secs_f64(),
        None => to.civil()?.duration_since(from.civil()?).as_secs_f64(),
    };
    let unit = from.precision.seconds().max(to.precision.seconds()) as f64;
    Some((seconds, unit))
}

fn place_of(fact: &Fact) -> Place {
    Place { line: fact.line, span: fact.value.span, text: fact.value.text.clone() }
}

fn differs(stated: Place, derived: Place, stated_s: f64, derived_s: f64) -> Contradiction {
    let message =
        format!("`{}` says {}, but `{}` gives {}", stated.text, shown(stated_s), derived.text, shown(derived_s));
    Contradiction { kind: ContradictionKind::Duration, stated, derived, message }
}

/// Seconds as `1 h 35 min 4 s`.
fn shown(seconds: f64) -> String {
    let total = jiff::SignedDuration::try_from_secs_f64(seconds.abs().round()).map_or(0, |d| d.as_secs());
    let sign = if seconds < 0.0 { "-" } else { "" };
    let parts = [(total / 86_400, "d"), (total / 3_600 % 24, "h"), (total / 60 % 60, "min"), (total % 60, "s")];
    let words: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if words.is_empty() { "0 s".to_owned() } else { format!("{sign}{}", words.join(" ")) }
}

/// Whether a table row names a thing and its time (`| East | 48 | 22:10 |`): such rows are in any order.
fn is_of_things(document: &Document, row: &TimelineRow) -> bool {
    let line = document.source().get(row.span.start..row.moment.span.start).unwrap_or_default();
    row.shape == crate::document::Shape::Table && line.matches('|').count() >= 3
}

/// Whether a heading between two rows begins another day whose date nothing tells: `Day 9`, `15日目`.
fn is_of_other_day(document: &Document, above: &TimelineRow, row: &TimelineRow) -> bool {
    let is_dated = |row: &TimelineRow| matches!(row.moment.date_from, DateFrom::Written | DateFrom::WrittenWithoutYear);
    let is_between = |heading: &Span| above.span.start < heading.start && heading.end <= row.span.start;
    let mut headings = document.sections.iter().map(|section| (section.heading, section.title.to_lowercase()));
    !(is_dated(above) && is_dated(row))
        && headings.any(|(span, title)| {
            let is_day = title.contains("日目") || title.starts_with("day ") || title.contains(" day ");
            is_between(&span) && is_day
        })
}

/// Whether a time stands in the middle of a sentence: `GMT applies before 01:00 on the 29th`.
fn is_in_sentence(document: &Document, row: &TimelineRow) -> bool {
    const LABEL: usize = 3;
    let front = document.source().get(..row.moment.span.start).unwrap_or_default();
    let line = front.rsplit('\n').next().unwrap_or_default();
    !line.contains('|')
        && line.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2).count() > LABEL
}

/// Whether the lower row is a sentence of another part, which goes through the events once more.
fn is_prose_of_other_part(document: &Document, above: &TimelineRow, row: &TimelineRow) -> bool {
    let is_between = |heading: Span| above.span.start < heading.start && heading.end <= row.span.start;
    row.shape == crate::document::Shape::Line
        && above.shape != row.shape
        && document.sections.iter().any(|section| is_between(section.heading))
}

/// Whether a row names a day behind its time that the rows around it do not have: `9:03 10/10 was a holiday in the calendar`.
fn names_other_day(above: &TimelineRow, row: &TimelineRow) -> bool {
    let is_written =
        |row: &TimelineRow| matches!(row.moment.date_from, DateFrom::Written | DateFrom::WrittenWithoutYear);
    let goes_on = above.moment.time.zip(row.moment.time).is_some_and(|(a, b)| a <= b);
    let is_behind = row.moment.text.split(['/', '-', ' ']).next().is_some_and(|first| first.contains(':'));
    is_written(row) && !is_written(above) && is_behind && goes_on
}

fn order(document: &Document, out: &mut Vec<Contradiction>) {
    if crate::import::timeline::days::is_newest_first(&document.timeline) {
        return;
    }
    let rows: Vec<&TimelineRow> =
        document.timeline.iter().filter(|r| !r.moment.unknown_digits && !r.moment.approximate).collect();
    // A second time of the same line is told by the way: `extended; the notice says until 27:30`.
    let rows: Vec<&TimelineRow> = rows
        .iter()
        .enumerate()
        .filter(|(at, row)| *at == 0 || rows.get(at - 1).is_none_or(|above| above.line != row.line))
        .map(|(_, row)| *row)
        .collect();
    for pair in rows.windows(2) {
        let [above, row] = pair else { continue };
        if is_of_other_day(document, above, row) {
            continue;
        }
        if is_in_sentence(document, above) || is_in_sentence(document, row) || names_other_day(above, row) {
            continue;
        }
        if is_prose_of_other_part(document, above, row) {
            continue;
        }
        if row.moment.is_before(&above.moment) && !(is_of_things(document, row) && is_of_things(document, above)) {
            let place = |r: &TimelineRow| Place { line: r.line, span: r.moment.span, text: r.moment.text.clone() };
            let message = format!("`{}` stands below `{}` and is earlier", row.moment.text, above.moment.text);
            out.push(Contradiction {
                kind: ContradictionKind::Order,
                stated: place(row),
                derived: place(above),
                message,
            });
        }
    }
}

#[cfg(test)]
mod tests;
