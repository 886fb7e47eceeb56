//! Tells what is wrong with clocks and logs, in the words of the report.

use backstory_model::{Citation, ClockFinding, Confidence, EvidenceBook, Gap, GapKind, Locator, Phrase, PhraseArg};

use crate::clock::causes::Bound;
use crate::clock::{Alignment, Basis, SECOND, instant};
use crate::source_log::SourceLog;

/// Findings about clocks: every source whose zone had to be decided or whose clock is off.
pub(crate) fn clocks(logs: &[SourceLog], clocks: &[Alignment], book: &mut EvidenceBook) -> Vec<(ClockFinding, Phrase)> {
    logs.iter()
        .zip(clocks)
        .filter(|(log, clock)| {
            log.covered.is_some() && clock.zone_s.is_some_and(|z| z != 0 || !log.is_zoned)
                || clock.skew_ns != 0
                || clock.drift_ns_per_hour.is_some()
        })
        .map(|(log, clock)| {
            let zone = clock.zone_s.map(offset_text);
            let phrase = clock_phrase(clock, zone.as_deref().unwrap_or("UTC"));
            let evidence = log.first_line.as_ref().map(|(line, offset, words)| {
                book.cite(&Citation::new(&log.path, Locator::Line { line: *line, offset: *offset }, words))
            });
            let finding = ClockFinding {
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
                evidence: evidence.into_iter().collect(),
            };
            (finding, phrase)
        })
        .collect()
}

fn clock_phrase(clock: &Alignment, zone: &str) -> Phrase {
    let seconds = (clock.skew_ns as f64 / SECOND as f64).abs();
    let direction = if clock.skew_ns > 0 { "ahead" } else { "behind" };
    let key = match (clock.zone_s, clock.skew_ns != 0, clock.basis) {
        (None, _, _) => "clock-skewed",
        (Some(_), true, _) => "clock-naive-skewed",
        (Some(_), false, Basis::SharedIds | Basis::Stated) => "clock-naive-measured",
        (Some(_), false, Basis::Coverage) => "clock-naive-coverage",
        (Some(_), false, Basis::Assumed) => "clock-naive-assumed",
    };
    Phrase::new(key)
        .number("shared", clock.shared as f64)
        .text("zone", zone)
        .number("seconds", (seconds * 10.0).round() / 10.0)
        .text("direction", direction)
}

/// Sources that tell effects before their causes.
pub(crate) fn contradictions(bounds: &[Bound], book: &mut EvidenceBook) -> Vec<(ClockFinding, Phrase)> {
    bounds
        .iter()
        .map(|bound| {
            let phrase = Phrase::new("clock-before-cause")
                .number("seconds", bound.seconds.round())
                .text("against", book.source(&bound.against).to_owned());
            let finding = ClockFinding {
                source: bound.source.to_string(),
                offset_s: None,
                uncertainty_s: Some(rounded(bound.seconds)),
                drift_s_per_hour: None,
                drift_uncertainty_s_per_hour: None,
                zone: None,
                confidence: Confidence::Medium,
                note: String::new(),
                evidence: book.cite_all(&bound.citations),
            };
            (finding, phrase)
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

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
