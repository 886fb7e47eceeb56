//! Numbers in the text against the timeline and the analysis: durations, percentages, counts, order, and changes that
//! are named as cause.
//!
//! A number is only called wrong where its two ends are known. Tolerance is the smallest unit that is written on either
//! side (`about 2 hours` over rows to the minute may be an hour off; `14 min` may not), so that rounding is no finding.
//! What cannot be derived is not judged.

mod bound;
mod cause;
mod phrase;
mod ratio;
mod sum;

use backstory_model::Analysis;
use serde::Serialize;

use crate::{
    document::{Document, Fact, FactKey, Moment, Span, TimelineRow},
    import::duration,
};

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
    /// A row that is earlier than the row above.
    Order,
    /// A change named as cause that the timeline lacks.
    Cause,
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
    head(document, analysis, &mut out);
    phrase::check(document, &mut out);
    ratio::check(document, analysis, &mut out);
    ratio::shares(document, &mut out);
    cause::check(document, &mut out);
    sum::check(document, &mut out);
    order(document, &mut out);
    out.sort_by_key(|c| (c.stated.span.start, c.kind));
    out.dedup();
    out
}

/// Durations of the head.
fn head(document: &Document, analysis: Option<&Analysis>, out: &mut Vec<Contradiction>) {
    for fact in &document.facts {
        let Some(stated) = duration::at_start(&fact.value.text) else { continue };
        let measured = analysis.map(|a| &a.durations);
        let by_analysis = match fact.key {
            FactKey::TimeToDetect => measured.and_then(|d| d.ttd_s),
            FactKey::TimeToAcknowledge => measured.and_then(|d| d.tta_s),
            FactKey::TimeToMitigate => measured.and_then(|d| d.ttm_s),
            FactKey::TimeToRecover => measured.and_then(|d| d.ttr_s),
            FactKey::Duration => None,
            _ => continue,
        };
        if let Some(seconds) = by_analysis.filter(|s| (s - stated.seconds).abs() > stated.unit_s) {
            let derived = Place { line: 0, span: Span::default(), text: "analysis".to_owned() };
            out.push(differs(place_of(fact), derived, stated.seconds, seconds));
            continue;
        }
        if fact.key != FactKey::Duration {
            out.extend(between_facts(document, fact, stated));
            continue;
        }
        let ends = document.fact(FactKey::Start).zip(document.fact(FactKey::Resolved));
        let ends = ends.filter(|_| fact.key == FactKey::Duration);
        if let Some(((start, end), (seconds, unit_s))) =
            ends.and_then(|(s, e)| Some(((s, e), between(s.moment.as_ref()?, e.moment.as_ref()?)?)))
        {
            if (seconds - stated.seconds).abs() > unit_s.max(stated.unit_s) {
                let text = format!("{} – {}", start.value.text, end.value.text);
                let derived = Place { line: start.line, span: Span::new(start.span.start, end.span.end), text };
                out.push(differs(place_of(fact), derived, stated.seconds, seconds));
            }
        } else {
            against_rows(document, fact, stated, out);
        }
    }
}

/// `Time to detect` and its kin against the times of the head. Teams count from the start or from the detection: only what
/// neither gives is called wrong.
fn between_facts(document: &Document, fact: &Fact, stated: duration::Found) -> Option<Contradiction> {
    let end = match fact.key {
        FactKey::TimeToDetect => FactKey::Detected,
        FactKey::TimeToAcknowledge => FactKey::Acknowledged,
        FactKey::TimeToMitigate => FactKey::Mitigated,
        _ => FactKey::Resolved,
    };
    let end = document.fact(end)?;
    let mut nearest: Option<(f64, &Fact)> = None;
    for start in [FactKey::Start, FactKey::Detected].into_iter().filter_map(|key| document.fact(key)) {
        let Some((seconds, unit_s)) = start.moment.as_ref().zip(end.moment.as_ref()).and_then(|(s, e)| between(s, e))
        else {
            continue;
        };
        let is_about = fact.moment.as_ref().is_some_and(|m| m.approximate) || fact.value.text.starts_with(['~', '約']);
        let bound = if is_about { bound::Bound::About } else { bound::Bound::of("", "") };
        if start.line == end.line {
            continue;
        }
        if bound.holds(stated.seconds, seconds, unit_s.max(stated.unit_s)) {
            return None;
        }
        nearest = nearest.or(Some((seconds, start)));
    }
    let (seconds, start) = nearest?;
    let text = format!("{} – {}", start.value.text, end.value.text);
    let derived = Place { line: end.line, span: end.span, text };
    Some(differs(place_of(fact), derived, stated.seconds, seconds))
}

/// Without start and end in the head, a duration cannot be longer than the timeline.
fn against_rows(document: &Document, fact: &Fact, stated: duration::Found, out: &mut Vec<Contradiction>) {
    let timed = |r: &&TimelineRow| r.moment.civil().is_some() && !r.moment.unknown_digits;
    // A row whose time nobody knows may be the first or the last.
    if document.timeline.iter().any(|row| !timed(&row) || end_of(row).civil().is_none()) {
        return;
    }
    let first = document.timeline.iter().filter(timed).min_by_key(|r| r.moment.civil());
    let last = document.timeline.iter().filter(timed).max_by_key(|r| end_of(r).civil());
    let Some((first, last)) = first.zip(last).filter(|(a, b)| a.line != b.line) else { return };
    let Some((seconds, unit_s)) = between(&first.moment, end_of(last)) else { return };
    if stated.seconds > seconds + unit_s.max(stated.unit_s) {
        let text = format!("{} – {}", first.moment.text, last.moment.text);
        let derived = Place { line: last.line, span: last.moment.span, text };
        out.push(differs(place_of(fact), derived, stated.seconds, seconds));
    }
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

fn order(document: &Document, out: &mut Vec<Contradiction>) {
    if crate::import::timeline_days::is_newest_first(&document.timeline) {
        return;
    }
    let rows: Vec<&TimelineRow> =
        document.timeline.iter().filter(|r| !r.moment.unknown_digits && !r.moment.approximate).collect();
    for pair in rows.windows(2) {
        let [above, row] = pair else { continue };
        if row.moment.is_before(&above.moment) {
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
