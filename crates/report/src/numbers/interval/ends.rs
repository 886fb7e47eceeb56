//! Durations between two events: `10 minutes from page to fix`, `paged within 5 minutes of the failure`, `Once the first
//! report came in, the queue was stopped within 10 minutes`, `検知から10分以内に手動開放へ切り替えた`, `detected after 40 minutes`.

use jiff::civil::Time;

use crate::document::{Document, FactKey, LineIndex, Moment, Passage, SectionKind, Span, TimelineRow};
use crate::numbers::{
    Contradiction, Place, between, differs,
    event::role::{self, Role},
    interval::{
        end_words::{Ends, ends},
        stated::{Stated, place},
    },
    moment::slip,
    reading::{bound::Bound, hand_slip},
};

/// Checks a duration whose ends are named and stand in the timeline. Several rows may tell an end: only what no pair of
/// them gives is called wrong.
pub(in crate::numbers) fn check(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
) -> Option<Contradiction> {
    // What will be, should be or was in other cases is no statement about the rows.
    if matches!(passage.section, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp) {
        return None;
    }
    if stated.is_of_other_case() {
        return None;
    }
    let found = between_ends(document, passage, stated, lines)?;
    // The head and the prose tell ends that no row does.
    (!is_told_apart(document, stated)).then_some(found)
}

/// Whether the ends as the head and the prose tell them lie so long apart: a start may be told in the summary alone.
fn is_told_apart(document: &Document, stated: &Stated<'_>) -> bool {
    const DAY_S: f64 = 86_400.0;
    let (from, to) = match ends(stated) {
        Some(Ends::Both { from, to }) => (Some(from), to),
        Some(Ends::Last { to }) => (None, to),
        None => return false,
    };
    let told = |clause: &str| -> Vec<Time> {
        let keys: &[FactKey] = match Role::of(clause) {
            Some(Role::Start) => &[FactKey::Start, FactKey::Date],
            Some(Role::Detect | Role::Page | Role::Report) => &[FactKey::Detected],
            Some(Role::Acknowledge) => &[FactKey::Acknowledged],
            Some(Role::Fix | Role::Rollback) => &[FactKey::Mitigated, FactKey::Resolved],
            _ => &[],
        };
        let facts = document.facts.iter().filter(|fact| keys.contains(&fact.key));
        let facts = facts.filter_map(|fact| fact.moment.as_ref()?.time);
        let rows = role::rows(document, clause).unwrap_or_default();
        facts.chain(rows.into_iter().filter_map(|row| row.moment.time)).collect()
    };
    let mut starts = from.map(told).unwrap_or_default();
    if from.is_none_or(|from| Role::of(from) == Some(Role::Start)) {
        let prose = document.passages.iter().filter(|p| p.section != SectionKind::Timeline).take(12);
        let is_row = |p: &&Passage| {
            document.timeline.iter().any(|row| row.span.start < p.text.span.end && p.text.span.start < row.span.end)
        };
        starts.extend(
            prose.filter(|p| !is_row(p)).flat_map(|p| slip::clocks(&p.text.text)).map(|clock| clock.time).take(20),
        );
        starts
            .extend(document.facts.iter().filter(|f| f.key == FactKey::Start).filter_map(|f| f.moment.as_ref()?.time));
    }
    let holds = |from: &Time, to: &Time| stated.holds(from.duration_until(*to).as_secs_f64().rem_euclid(DAY_S), 60.0);
    told(to).iter().any(|to| starts.iter().any(|from| holds(from, to)))
}

fn between_ends(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
) -> Option<Contradiction> {
    match ends(stated)? {
        Ends::Both { from, to } => {
            let starts = role::rows(document, from).filter(|starts| !starts.is_empty());
            match (starts, role::rows(document, to)) {
                (Some(starts), Some(stops)) => differing(document, passage, stated, lines, &starts, &stops),
                (Some(starts), None) => until_resolved(document, passage, stated, lines, (&starts, to)),
                // No row tells a start that is an event of incidents in these words: any may be meant.
                (None, _) if Role::of(from).is_some() || from.trim_start().starts_with("first") => {
                    since_any(document, passage, stated, lines, to)
                }
                (None, _) => None,
            }
        }
        Ends::Last { to } => since_any(document, passage, stated, lines, to),
    }
    .or_else(|| since_head(document, passage, stated, lines))
}

/// From the start that the head names to an event of the rows, where no row tells a start before it.
fn since_head(document: &Document, passage: &Passage, stated: &Stated<'_>, lines: &LineIndex) -> Option<Contradiction> {
    let Ends::Both { from, to } = ends(stated)? else { return None };
    let to_role = Role::of(to).filter(|role| *role != Role::Start)?;
    let fact =
        document.fact(FactKey::Start).filter(|fact| !fact.label.is_empty() && Role::of(from) == Some(Role::Start))?;
    let start = fact.moment.as_ref().filter(|moment| moment.time.is_some() && !moment.approximate)?;
    let stops = role::rows(document, to)?;
    let named: Vec<&TimelineRow> = stops.into_iter().filter(|row| to_role.is_named_by(&row.event.text)).collect();
    // A start that a row tells is judged with the rows.
    let starts = role::rows(document, from).unwrap_or_default();
    let mut nearest: Option<(f64, &TimelineRow)> = None;
    for stop in named {
        if starts.iter().any(|row| row.moment.is_before(&stop.moment)) || stop.moment.approximate {
            return None;
        }
        let Some((seconds, unit_s)) = between(start, &stop.moment).filter(|(s, _)| *s >= 0.0) else { continue };
        if stated.holds(seconds, unit_s) {
            return None;
        }
        nearest = nearest.or(Some((seconds, stop)));
    }
    let (seconds, stop) =
        nearest.filter(|(seconds, _)| hand_slip::is_mistakable(stated.seconds, *seconds, hand_slip::NEAR_OF_ROLES))?;
    let text = format!("{} – {}", start.text, stop.moment.text);
    let derived = Place { line: stop.line, span: stop.moment.span, text };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}

/// A duration up to an event, from whatever the writer counted.
fn since_any(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    to: &str,
) -> Option<Contradiction> {
    // `within` some time of an unnamed start says nothing that rows could deny.
    if stated.bound == Bound::AtMost {
        return None;
    }
    let stops = role::rows(document, to).filter(|stops| Role::of(to).is_some() || stops.len() == 1)?;
    let starts: Vec<&TimelineRow> = document.timeline.iter().take(200).collect();
    let by_head = document
        .facts
        .iter()
        .filter(|fact| matches!(fact.key, FactKey::Start | FactKey::Detected | FactKey::Acknowledged | FactKey::Date));
    let holds = |start: &Moment, stop: &TimelineRow| {
        between(start, &stop.moment).is_some_and(|(seconds, unit)| stated.holds(seconds, unit))
    };
    let is_told =
        by_head.filter_map(|fact| fact.moment.as_ref()).any(|start| stops.iter().any(|stop| holds(start, stop)));
    // Times that nobody knows could be the start.
    let is_open = document.timeline.iter().any(|row| row.moment.civil().is_none());
    (!is_told && !is_open).then(|| differing(document, passage, stated, lines, &starts, &stops))?
}

/// `The fix took 14 minutes` where no row speaks of a fix: the end that the head names, unless any row lies so much later.
fn until_resolved(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    (starts, to): (&[&TimelineRow], &str),
) -> Option<Contradiction> {
    Role::of(to).filter(|role| *role == Role::Fix)?;
    let resolved = document.fact(FactKey::Resolved)?;
    let moment = resolved.moment.as_ref()?;
    let is_told = starts.iter().any(|start| {
        let ends = document.timeline.iter().map(|row| &row.moment).chain([moment]);
        ends.filter_map(|end| between(&start.moment, end)).any(|(seconds, unit)| stated.holds(seconds, unit))
    });
    let start = starts.first().filter(|_| !is_told)?;
    let (seconds, _) = between(&start.moment, moment).filter(|(seconds, _)| *seconds > 0.0)?;
    let text = format!("{} – {}", start.moment.text, moment.text);
    let derived = Place { line: start.line, span: start.span, text };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}

/// The nearest pair of rows, where none gives the stated duration.
fn differing(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    starts: &[&TimelineRow],
    stops: &[&TimelineRow],
) -> Option<Contradiction> {
    let mut nearest: Option<(f64, &TimelineRow, &TimelineRow)> = None;
    for start in starts {
        for stop in stops.iter().filter(|stop| stop.line != start.line) {
            let Some((seconds, unit)) = between(&start.moment, &stop.moment) else { continue };
            let is_doubtful = start.moment.approximate || stop.moment.approximate;
            if seconds >= 0.0 && (is_doubtful || stated.holds(seconds, unit)) {
                return None;
            }
            let distance = |s: f64| (s - stated.seconds).abs();
            if seconds >= 0.0 && nearest.is_none_or(|(best, ..)| distance(seconds) < distance(best)) {
                nearest = Some((seconds, start, stop));
            }
        }
    }
    let (seconds, start, stop) =
        nearest.filter(|(seconds, ..)| hand_slip::is_mistakable(stated.seconds, *seconds, hand_slip::NEAR_OF_ROLES))?;
    let derived = Place {
        line: start.line,
        span: Span::new(start.span.start.min(stop.span.start), start.span.end.max(stop.span.end)),
        text: format!("{} – {}", start.moment.text, stop.moment.text),
    };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}
