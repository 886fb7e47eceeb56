//! Holes in the evidence and clocks that needed a decision.

use backstory_model::{ClockFinding, Confidence, Gap, GapKind};

use super::pen::Pen;
use crate::locale::time_of_day;
use crate::markdown;

/// A clock within this many seconds of the others is right.
const SKEW_S: f64 = 1.0;

pub(super) fn write(pen: &Pen<'_>) -> String {
    let mut lines: Vec<String> = pen.analysis.clocks.iter().filter_map(|clock| clock_line(pen, clock)).collect();
    lines.extend(pen.analysis.gaps.iter().map(|gap| gap_line(pen, gap)));
    if lines.is_empty() {
        lines.push(pen.sentence(&pen.text("gaps-none"), &[]));
        lines.push(pen.question("gaps-ask"));
    }
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

fn gap_line(pen: &Pen<'_>, gap: &Gap) -> String {
    let source = markdown::code(&gap.source);
    let mut note = pen.statement(&gap.note, gap.phrase.as_ref());
    if note.is_empty() {
        note = pen.text(kind_key(gap.kind));
    }
    let line = match (gap.from, gap.to) {
        (Some(from), Some(to)) => pen.around(
            "gaps-entry-window",
            &[("source", &source), ("from", &time_of_day(from)), ("to", &time_of_day(to)), ("note", &note)],
        ),
        _ => pen.around("gaps-entry", &[("source", &source), ("note", &note)]),
    };
    let mut sentences = vec![pen.sentence(&line, &[])];
    if matches!(gap.kind, GapKind::Retention | GapKind::Missing) {
        sentences.push(pen.sentence(&pen.text("gaps-keep-longer"), &[]));
    }
    pen.paragraph(&sentences)
}

fn clock_line(pen: &Pen<'_>, clock: &ClockFinding) -> Option<String> {
    let source = markdown::code(&clock.source);
    // A clock that drifts is right at one moment only.
    let skew = own_skew(clock).filter(|s| s.abs() >= SKEW_S || clock.drift_s_per_hour.is_some());
    let amount = pen.words.duration(skew.unwrap_or_default().abs());
    // What has to be added to a clock that is ahead is negative.
    let direction = if skew.unwrap_or_default() < 0.0 { "ahead" } else { "behind" };
    let zone = clock.zone.as_deref().map(markdown::words);
    let line = match (skew, zone) {
        // A bound without a measurement: an effect was told before its cause.
        (None, None) => match clock.uncertainty_s.filter(|s| *s >= SKEW_S) {
            Some(bound) => {
                let amount = pen.words.duration(bound);
                pen.around("gaps-clock-before-cause", &[("source", &source), ("amount", &amount)])
            }
            None => return None,
        },
        (Some(_), None) => {
            pen.around("gaps-clock-skewed", &[("source", &source), ("amount", &amount), ("direction", direction)])
        }
        (None, Some(zone)) => pen.around("gaps-clock-zone", &[("source", &source), ("zone", &zone)]),
        (Some(_), Some(zone)) => pen.around(
            "gaps-clock-zone-skewed",
            &[("source", &source), ("zone", &zone), ("amount", &amount), ("direction", direction)],
        ),
    };
    let mut sentence = pen.sentence(&line, &clock.evidence);
    if let Some(gained) = clock.drift_s_per_hour {
        sentence =
            pen.paragraph(&[sentence, pen.sentence(&drift(pen, gained, clock.drift_uncertainty_s_per_hour), &[])]);
    }
    Some(if clock.confidence == Confidence::High { sentence } else { pen.to_confirm(&sentence) })
}

/// Seconds to be added to a clock for its own fault: without those that its zone explains.
fn own_skew(clock: &ClockFinding) -> Option<f64> {
    let zone_s = clock.zone.as_deref().and_then(zone_seconds).unwrap_or_default();
    clock.offset_s.map(|s| s + zone_s)
}

/// Seconds that a zone such as `+09:00` or `-03:30 (America/St_Johns)` is ahead of UTC.
fn zone_seconds(zone: &str) -> Option<f64> {
    let (hours, minutes) = zone.split_whitespace().next()?.split_once(':')?;
    let (sign, hours) = match hours.strip_prefix('-') {
        Some(hours) => (-1.0, hours),
        None => (1.0, hours.trim_start_matches('+')),
    };
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(sign * (f64::from(hours) * 3_600.0 + f64::from(minutes) * 60.0))
}

/// What a clock gains or loses on the others, with its interval.
fn drift(pen: &Pen<'_>, gained: f64, doubt: Option<f64>) -> String {
    let tenths = |s: f64| format!("{:.1}", s.abs());
    let doubt = doubt.map_or_else(|| "0.1".to_owned(), |d| format!("{:.1}", d.max(0.1)));
    let key = if gained > 0.0 { "gaps-clock-gains" } else { "gaps-clock-loses" };
    pen.around(key, &[("amount", &tenths(gained)), ("doubt", &doubt)])
}

fn kind_key(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Missing => "gaps-missing",
        GapKind::Truncated => "gaps-truncated",
        GapKind::Duplicated => "gaps-duplicated",
        GapKind::Retention => "gaps-retention",
        GapKind::Unreadable => "gaps-unreadable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_no_fault_of_a_clock() {
        for (offset_s, zone, expected) in [
            (-32_360.5, Some("+09:00"), 39.5),
            (-32_400.0, Some("+09:00 (Asia/Tokyo)"), 0.0),
            (12_590.0, Some("-03:30"), -10.0),
            (-25.0, None, -25.0),
            (0.0, Some("UTC"), 0.0),
        ] {
            let clock = ClockFinding {
                source: "app.log".to_owned(),
                offset_s: Some(offset_s),
                uncertainty_s: None,
                drift_s_per_hour: None,
                drift_uncertainty_s_per_hour: None,
                zone: zone.map(str::to_owned),
                confidence: Confidence::High,
                note: String::new(),
                phrase: None,
                evidence: Vec::new(),
            };
            assert_eq!(own_skew(&clock), Some(expected), "{zone:?}");
        }
    }
}
