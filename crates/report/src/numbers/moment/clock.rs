//! Times of day in the text against the row of the same event: `detected at 10:12` over a row that says 10:19.
//!
//! Only events that one row alone tells are judged, and only where no row and no fact shows the stated time.

use crate::numbers::{Contradiction, ContradictionKind, Place, between, event::role::Role, interval::stated::place};
use crate::{
    document::{Document, Fact, FactKey, LineIndex, Moment, Passage, SectionKind, TimelineRow},
    import::first_moment,
};

/// Roles whose events happen once. A second report or release is no contradiction.
const ONCE: [Role; 3] = [Role::Page, Role::Acknowledge, Role::Detect];

/// Seconds up to which a stated time and a row are of one event; farther apart is more likely another.
const MOST_APART_S: f64 = 2.0 * 3_600.0;

/// Checks the facts of the head and the prose.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    if document.timeline.is_empty() || has_two_clocks(document) {
        return;
    }
    let lines = LineIndex::new(document.source());
    for fact in &document.facts {
        let role = match fact.key {
            FactKey::Detected => Role::Detect,
            FactKey::Acknowledged => Role::Acknowledge,
            _ => continue,
        };
        if let Some((moment, row)) =
            fact.moment.as_ref().and_then(|m| Some((m, other_row(document, m, role, Some(fact))?)))
        {
            let stated = Place { line: fact.line, span: fact.value.span, text: moment.text.clone() };
            out.push(differs(stated, row));
        }
    }
    ends_of_rows(document, out);
    for passage in &document.passages {
        prose(document, passage, &lines, out);
    }
}

/// Start and end of the head against the row that says to be it, where no row shows the time of the head.
fn ends_of_rows(document: &Document, out: &mut Vec<Contradiction>) {
    use crate::import::fact::rows::{BEGINS, ENDS, says};
    for (key, words) in [(FactKey::Start, &BEGINS[..]), (FactKey::Resolved, &ENDS[..])] {
        let mut facts = document.facts.iter().filter(|fact| fact.key == key && fact.moment.is_some());
        let Some(fact) = facts.next().filter(|_| facts.next().is_none()) else { continue };
        let Some(stated) = fact.moment.as_ref().filter(|m| m.instant.is_some() && !m.approximate) else { continue };
        let exact = || document.timeline.iter().filter(|row| !row.moment.approximate && row.moment.instant.is_some());
        let apart = |row: &TimelineRow| {
            let end = row.moment.end.as_deref().unwrap_or(&row.moment);
            [&row.moment, end]
                .into_iter()
                .filter_map(|m| between(stated, m))
                .map(|(s, _)| s.abs())
                .fold(f64::MAX, f64::min)
        };
        if exact().count() < document.timeline.len() || exact().any(|row| apart(row) <= 90.0) {
            continue;
        }
        let mut told = exact().filter(|row| says(&row.event.text, words));
        let Some(row) = told.next().filter(|_| told.next().is_none()) else { continue };
        if apart(row) < 6.0 * 3_600.0 {
            let stated = Place { line: fact.line, span: fact.value.span, text: stated.text.clone() };
            out.push(differs(stated, row));
        }
    }
}

/// Whether times of the document are written in several zones: then the same event has several times.
fn has_two_clocks(document: &Document) -> bool {
    let mut zones = document.timeline.iter().filter_map(|row| row.moment.zone.as_ref()).map(|z| z.offset_s);
    let first = zones.next();
    first.is_some_and(|first| zones.any(|zone| zone != first))
}

fn prose(document: &Document, passage: &Passage, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    use SectionKind as K;
    let is_told = matches!(
        passage.section,
        K::Title
            | K::Summary
            | K::Impact
            | K::Detection
            | K::Response
            | K::WentWell
            | K::WentWrong
            | K::Lessons
            | K::RootCause
    );
    if !is_told {
        return;
    }
    let words = passage.text.text.as_str();
    for (at, _) in words.match_indices(" at ").take(20) {
        let head = words.get(..at).unwrap_or_default();
        let clause = head.rsplit(['.', ',', ';', ':', '(', '\n']).next().unwrap_or_default();
        let verb: Vec<&str> = clause.split_whitespace().rev().take(2).collect();
        let Some(role) = verb.iter().find_map(|word| Role::of(word)).filter(|role| ONCE.contains(role)) else {
            continue;
        };
        let Some(moment) = words.get(at + 4..).and_then(first_moment).filter(|m| m.span.start == 0) else { continue };
        if let Some(row) = other_row(document, &moment, role, None) {
            out.push(differs(place(document, passage, &moment.text, lines), row));
        }
    }
    for (at, _) in words.match_indices("に").take(40) {
        let head = words.get(..at).unwrap_or_default();
        let starts = head.char_indices().rev().take(12).map(|(at, _)| at);
        let found = starts
            .filter_map(|from| Some((from, first_moment(head.get(from..)?)?)))
            .filter(|(from, m)| m.time.is_some() && m.span.start == 0 && from + m.span.end == at)
            .last();
        let Some((_, moment)) = found else { continue };
        let behind = words.get(at + "に".len()..).unwrap_or_default().trim_start_matches('、');
        let verb: String = behind.split(['、', '。', '，']).next().unwrap_or_default().chars().take(12).collect();
        let Some(role) = Role::of(&verb).filter(|role| ONCE.contains(role)) else { continue };
        if let Some(row) = other_row(document, &moment, role, None) {
            out.push(differs(place(document, passage, &moment.text, lines), row));
        }
    }
}

/// The one row of a role, where neither it nor any other row or fact shows that time of day.
fn other_row<'d>(document: &'d Document, moment: &Moment, role: Role, own: Option<&Fact>) -> Option<&'d TimelineRow> {
    let time = moment.time.filter(|_| !moment.approximate && !moment.unknown_digits)?;
    if document.timeline.iter().any(|row| row.moment.time.is_none() || row.moment.unknown_digits) {
        return None;
    }
    let unit_s = moment.precision.seconds().max(60);
    let shows = |other: &Moment| {
        let end = other.end.as_deref();
        [Some(other), end]
            .into_iter()
            .flatten()
            .filter_map(|m| m.time)
            .any(|t| t.duration_until(time).abs().as_secs() <= unit_s)
            || moment.instant.zip(other.instant).is_some_and(|(a, b)| a.duration_since(b).abs().as_secs() <= unit_s)
    };
    let is_known = document.timeline.iter().any(|row| shows(&row.moment))
        || document
            .facts
            .iter()
            .filter(|f| own.is_none_or(|own| own.span != f.span))
            .filter_map(|f| f.moment.as_ref())
            .any(shows);
    if is_known {
        return None;
    }
    let mut rows = document.timeline.iter().filter(|row| role.is_told_by(&row.event.text));
    let row = rows.next().filter(|_| rows.next().is_none())?;
    // A label of its own says another clock; hours apart is more likely another event or another zone.
    let label = |m: &Moment| m.zone.as_ref().and_then(|z| z.offset_s);
    let is_other_clock = label(moment).zip(label(&row.moment)).is_some_and(|(a, b)| a != b);
    let gap = match between(moment, &row.moment).filter(|_| moment.date.is_some()) {
        Some((seconds, _)) => seconds.abs(),
        None => time.duration_until(row.moment.time?).abs().as_secs_f64(),
    };
    (!is_other_clock && gap < MOST_APART_S).then_some(row)
}

fn differs(stated: Place, row: &TimelineRow) -> Contradiction {
    let derived = Place { line: row.line, span: row.moment.span, text: row.moment.text.clone() };
    let message = format!("`{}` is stated, but the row of that event says `{}`", stated.text, derived.text);
    Contradiction { kind: ContradictionKind::Time, stated, derived, message }
}
