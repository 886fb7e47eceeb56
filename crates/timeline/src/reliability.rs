//! Tells what is wrong with clocks and logs, in the words of the report.

use std::sync::Arc;

use backstory_model::{Citation, ClockFinding, Confidence, EvidenceBook, Gap, GapKind, Locator, Phrase, PhraseArg};

use crate::clock::causes::Bound;
use crate::clock::{Alignment, Basis, SECOND, instant};
use crate::felt::Felt;
use crate::groundwork::Groundwork;
use crate::source_log::SourceLog;

/// Findings about clocks: every source whose zone had to be decided or whose clock is off.
pub(crate) fn clocks(logs: &[SourceLog], clocks: &[Alignment], book: &mut EvidenceBook) -> Vec<ClockFinding> {
    let some_are_off = clocks.iter().any(|c| c.skew_ns != 0 || c.drift_ns_per_hour.is_some());
    logs.iter()
        .zip(clocks)
        .filter(|(log, clock)| {
            log.covered.is_some() && clock.zone_s.is_some_and(|z| z != 0 || !log.is_zoned)
                || clock.skew_ns != 0
                || clock.drift_ns_per_hour.is_some()
                || some_are_off && is_unlinked(log, clock)
        })
        .map(|(log, clock)| {
            if is_unlinked(log, clock) {
                return unlinked(log, book);
            }
            let zone = clock.zone_s.map(offset_text);
            let phrase = clock_phrase(clock, zone.as_deref().unwrap_or("UTC"));
            let evidence = log.first_line.as_ref().map(|(line, offset, words)| {
                book.cite(&Citation::new(&log.path, Locator::Line { line: *line, offset: *offset }, words))
            });
            ClockFinding {
                source: log.path.to_string(),
                offset_s: Some(clock.offset_ns as f64 / SECOND as f64),
                uncertainty_s: (clock.uncertainty_ns > 0).then(|| rounded(clock.uncertainty_ns as f64 / SECOND as f64)),
                drift_s_per_hour: clock.drift_ns_per_hour.map(|d| rounded(d as f64 / SECOND as f64)),
                drift_uncertainty_s_per_hour: clock
                    .drift_ns_per_hour
                    .map(|_| rounded(clock.drift_doubt_ns_per_hour as f64 / SECOND as f64)),
                zone: clock.zone_s.map(|z| match &clock.zone_name {
                    Some(name) if z != 0 => format!("{} ({name})", offset_text(z)),
                    _ => offset_text(z),
                }),
                confidence: clock.confidence,
                note: String::new(),
                phrase: Some(phrase),
                evidence: evidence.into_iter().collect(),
            }
        })
        .collect()
}

/// Whether nothing could be held against the clock of a log that states its zone.
fn is_unlinked(log: &SourceLog, clock: &Alignment) -> bool {
    log.is_zoned && log.covered.is_some() && clock.shared == 0
}

/// Where other clocks are off, one that could not be checked may be off as well.
fn unlinked(log: &SourceLog, book: &mut EvidenceBook) -> ClockFinding {
    let evidence = log.first_line.as_ref().map(|(line, offset, words)| {
        book.cite(&Citation::new(&log.path, Locator::Line { line: *line, offset: *offset }, words))
    });
    ClockFinding {
        source: log.path.to_string(),
        offset_s: None,
        uncertainty_s: None,
        drift_s_per_hour: None,
        drift_uncertainty_s_per_hour: None,
        zone: None,
        confidence: Confidence::Low,
        note: String::new(),
        phrase: Some(Phrase::new("clock-unlinked")),
        evidence: evidence.into_iter().collect(),
    }
}

fn clock_phrase(clock: &Alignment, zone: &str) -> Phrase {
    let seconds = (clock.skew_ns as f64 / SECOND as f64).abs();
    let direction = if clock.skew_ns > 0 { "ahead" } else { "behind" };
    let key = match (clock.zone_s, clock.skew_ns != 0, clock.basis) {
        (None, _, _) if !clock.is_anchored => "clock-apart",
        (None, _, _) => "clock-skewed",
        (Some(_), true, _) if !clock.is_anchored => "clock-naive-apart",
        (Some(_), true, _) => "clock-naive-skewed",
        (Some(_), false, Basis::SharedIds | Basis::Stated) => "clock-naive-measured",
        (Some(_), false, Basis::Coverage) => "clock-naive-coverage",
        (Some(_), false, Basis::Assumed) => "clock-naive-assumed",
    };
    let phrase = Phrase::new(key)
        .number("shared", clock.shared as f64)
        .text("zone", zone)
        .number("seconds", (seconds * 10.0).round() / 10.0)
        .text("direction", direction);
    let Some(gained_ns) = clock.drift_ns_per_hour else { return phrase };
    let gained = gained_ns as f64 / SECOND as f64;
    Phrase::new("clock-drifts")
        .with("first", PhraseArg::Phrase(Box::new(phrase)))
        .number("gained", (gained.abs() * 10.0).round() / 10.0)
        .text("course", if gained > 0.0 { "gains" } else { "loses" })
}

/// Sources that are no logs, and whose times were taken for UTC since nothing tells of a zone.
pub(crate) fn assumed(zoneless: &[Arc<str>], book: &mut EvidenceBook) -> Vec<ClockFinding> {
    zoneless
        .iter()
        .map(|source| ClockFinding {
            source: source.to_string(),
            offset_s: Some(0.0),
            uncertainty_s: None,
            drift_s_per_hour: None,
            drift_uncertainty_s_per_hour: None,
            zone: Some(offset_text(0)),
            confidence: Confidence::Low,
            note: String::new(),
            phrase: Some(Phrase::new("clock-naive-assumed").text("zone", offset_text(0))),
            evidence: vec![book.cite(&Citation::new(source, Locator::Whole, ""))],
        })
        .collect()
}

/// Sources that tell effects before their causes.
pub(crate) fn contradictions(bounds: &[Bound], book: &mut EvidenceBook) -> Vec<ClockFinding> {
    bounds
        .iter()
        .map(|bound| {
            let phrase = Phrase::new("clock-before-cause")
                .number("seconds", bound.seconds.round())
                .text("against", book.source(&bound.against).to_owned());
            ClockFinding {
                source: bound.source.to_string(),
                offset_s: None,
                uncertainty_s: Some(rounded(bound.seconds)),
                drift_s_per_hour: None,
                drift_uncertainty_s_per_hour: None,
                zone: None,
                confidence: Confidence::Medium,
                note: String::new(),
                phrase: Some(phrase),
                evidence: book.cite_all(&bound.citations),
            }
        })
        .collect()
}

/// `+09:00`, `UTC`.
fn offset_text(offset_s: i32) -> String {
    if offset_s == 0 {
        return "UTC".to_owned();
    }
    let sign = if offset_s < 0 { '-' } else { '+' };
    let minutes = offset_s.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Faults of the logs as gaps, in UTC.
pub(crate) fn faults(logs: &[SourceLog], clocks: &[Alignment]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (log, clock) in logs.iter().zip(clocks) {
        for fault in &log.faults {
            let at = |nanos: Option<i64>| nanos.map(|n| instant(clock.utc(n)));
            let (from, to) = (at(fault.from), at(fault.to));
            let phrase = match (fault.kind, from, to) {
                (GapKind::Missing, Some(from), Some(to)) => {
                    Some(Phrase::new("gap-missing").with("from", PhraseArg::Time(from)).with("to", PhraseArg::Time(to)))
                }
                (GapKind::Truncated, _, Some(to)) if fault.from.is_some() && from < Some(to) => Some(
                    Phrase::new("gap-truncated-missing")
                        .number("line", fault.line as f64)
                        .with("to", PhraseArg::Time(to)),
                ),
                _ if fault.told.is_some() => fault.told.clone(),
                (GapKind::Truncated, _, _) => Some(Phrase::new("gap-truncated").number("line", fault.line as f64)),
                (GapKind::Duplicated, _, _) => Some(
                    Phrase::new("gap-duplicated").number("count", fault.lines as f64).number("line", fault.line as f64),
                ),
                _ => None,
            };
            gaps.push(Gap { source: log.path.to_string(), kind: fault.kind, from, to, note: String::new(), phrase });
        }
    }
    gaps
}

/// The other reading of requests that stayed away: a source that did not record them.
pub(crate) fn loss(ground: &Groundwork) -> Option<Gap> {
    let (Some(Felt::Loss(lost)), Some(edge)) = (&ground.felt, &ground.edge) else { return None };
    let window = lost.stretch.window();
    let phrase =
        Phrase::new("gap-or-loss").with("from", PhraseArg::Time(window.start)).with("to", PhraseArg::Time(window.end));
    Some(Gap {
        source: edge.history.source.clone(),
        kind: GapKind::Missing,
        from: Some(window.start),
        to: Some(window.end),
        note: String::new(),
        phrase: Some(phrase),
    })
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{SourceClock, align};

    /// The sentences about sources that read the same events so many seconds ahead, and gain so many an hour.
    fn said(sources: &[(f64, f64)], alone: bool) -> Vec<String> {
        let reading = |i: u64, (ahead, gained): (f64, f64)| {
            let s = i as f64 * 3.0;
            #[expect(clippy::cast_possible_truncation, reason = "hours in nanoseconds")]
            let at = ((s + ahead + gained * s / 3600.0) * SECOND as f64) as i64;
            (i, at + 1_000_000 * SECOND)
        };
        let mut ids: Vec<Vec<(u64, i64)>> =
            sources.iter().map(|source| (0..1_200).map(|i| reading(i, *source)).collect()).collect();
        ids.extend(alone.then(Vec::new));
        let covered = Some((1_000_000 * SECOND, 1_003_600 * SECOND));
        let readings: Vec<SourceClock<'_>> =
            ids.iter().map(|ids| SourceClock { is_zoned: true, ids, covered }).collect();
        let logs: Vec<SourceLog> =
            ids.iter().map(|_| SourceLog { is_zoned: true, covered, ..SourceLog::default() }).collect();
        let mut book = EvidenceBook::new(&[]);
        clocks(&logs, &align(&readings, &[], None), &mut book)
            .into_iter()
            .filter_map(|found| found.phrase)
            .map(|phrase| phrase.key)
            .collect()
    }

    #[test]
    fn of_two_clocks_that_differ_neither_is_called_wrong_and_what_could_not_be_checked_is_told() {
        assert_eq!(said(&[(0.0, 0.0), (25.0, 0.0), (0.0, 0.0)], false), ["clock-skewed"]);
        assert_eq!(said(&[(0.0, 0.0), (25.0, 0.0)], true), ["clock-apart", "clock-unlinked"]);
        assert!(said(&[(0.0, 0.0), (0.0, 0.0)], true).is_empty());
    }

    #[test]
    fn a_clock_without_a_zone_that_differs_from_the_only_other_is_not_called_wrong() {
        let told = |ahead: &[f64]| {
            let ids: Vec<Vec<(u64, i64)>> = ahead
                .iter()
                .map(|ahead| (0..600_u32).map(|i| (u64::from(i), nanos(f64::from(i) * 3.0 + ahead))).collect())
                .collect();
            let covered = Some((1_000_000 * SECOND, 1_003_600 * SECOND));
            let readings: Vec<SourceClock<'_>> =
                ids.iter().enumerate().map(|(i, ids)| SourceClock { is_zoned: i == 0, ids, covered }).collect();
            let logs: Vec<SourceLog> =
                (0..ids.len()).map(|i| SourceLog { is_zoned: i == 0, covered, ..SourceLog::default() }).collect();
            let found = clocks(&logs, &align(&readings, &[], None), &mut EvidenceBook::new(&[]));
            found.into_iter().map(|found| (found.phrase.unwrap().key, found.confidence)).collect::<Vec<_>>()
        };
        let hours = 9.0 * 3_600.0;
        assert_eq!(told(&[0.0, hours - 40.0]), [("clock-naive-apart".to_owned(), Confidence::Medium)]);
        assert_eq!(told(&[0.0, hours]), [("clock-naive-measured".to_owned(), Confidence::High)]);
        // A third that agrees with one of them decides.
        let of_three = told(&[0.0, hours - 40.0, hours]);
        assert_eq!(of_three[0], ("clock-naive-skewed".to_owned(), Confidence::High));
    }

    fn nanos(seconds: f64) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "hours in nanoseconds")]
        let at = (seconds * SECOND as f64) as i64;
        at + 1_000_000 * SECOND
    }

    #[test]
    fn a_drift_is_told_with_the_offset() {
        assert_eq!(said(&[(0.0, 0.0), (2.0, 10.8), (0.0, 0.0)], false), ["clock-drifts"]);
    }
}
