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
    let skew = clock.offset_s.filter(|s| s.abs() >= SKEW_S || clock.drift_s_per_hour.is_some());
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
