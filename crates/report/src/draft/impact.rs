//! Impact: what users felt in numbers, each with how it was counted, and the four durations with their definition.

use backstory_model::{EvidenceId, Impact, MilestoneKind, Outcome, Phrase, PhraseArg};

use super::pen::Pen;
use crate::locale::time_of_day;
use crate::markdown;

/// Routes named one by one; the rest is counted.
const ROUTES: usize = 6;

pub(super) fn write(pen: &Pen<'_>) -> String {
    let rows = numbers(pen);
    let mut out = if rows.is_empty() {
        format!("{}\n", pen.question("impact-none-measured"))
    } else {
        pen.table(&["column-what", "column-value", "column-how"], &rows)
    };
    let measures = measures(pen);
    if !measures.is_empty() {
        out.push('\n');
        out.push_str(&pen.table(&["column-measure", "column-value", "column-between"], &measures));
    }
    out
}

/// Where a number of the impact was counted.
pub(super) fn cites_of<'a>(impact: &'a Impact, number: &str) -> &'a [EvidenceId] {
    impact.methods.iter().find(|m| m.number == number).map_or(&[], |m| m.evidence.as_slice())
}

fn numbers(pen: &Pen<'_>) -> Vec<Vec<String>> {
    let impact = &pen.analysis.impact;
    let mut rows = Vec::new();
    let mut row = |key: &str, number: &str, value: String| {
        rows.push(vec![pen.text(key), value, method(pen, number)]);
    };
    if let Some(failed) = impact.requests_failed {
        let value = match (impact.requests_total, impact.error_ratio) {
            (Some(total), Some(ratio)) => pen.words.render(
                &Phrase::new("impact-value-failed")
                    .number("failed", failed as f64)
                    .number("total", total as f64)
                    .with("ratio", PhraseArg::Ratio(ratio)),
            ),
            _ => pen.words.number(failed as f64),
        };
        row("impact-row-failed", "requests_failed", value);
    } else if impact.methods.iter().any(|m| m.number == "user_visible") {
        row("impact-row-felt", "user_visible", pen.text("impact-value-felt"));
    } else if pen.analysis.outcome != Outcome::NothingStandsOut {
        rows.push(vec![pen.text("impact-row-failed"), pen.text("label-not-known"), pen.text("impact-how-unknown")]);
    }
    let mut row = |key: &str, number: &str, value: String| {
        rows.push(vec![pen.text(key), value, method(pen, number)]);
    };
    match (impact.peak_error_ratio, impact.peak) {
        (Some(ratio), Some(peak)) => {
            let phrase = Phrase::new("impact-value-peak")
                .with("ratio", PhraseArg::Ratio(ratio))
                .with("from", PhraseArg::Time(peak.start))
                .with("to", PhraseArg::Time(peak.end));
            row("impact-row-peak", "peak_error_ratio", pen.words.render(&phrase));
        }
        (Some(ratio), None) => row("impact-row-peak", "peak_error_ratio", pen.words.ratio(ratio)),
        _ => {}
    }
    if let Some(routes) = routes(pen) {
        row("impact-row-routes", "by_route", routes);
    }
    if let Some(customers) = impact.customers_affected {
        let phrase = Phrase::new("impact-value-customers").number("count", customers as f64);
        row("impact-row-customers", "customers_affected", pen.words.render(&phrase));
    }
    if let Some(latency) = &impact.latency {
        let phrase = Phrase::new("impact-value-latency")
            .with("p50_before", PhraseArg::LatencyS(latency.p50_before_s))
            .with("p50_during", PhraseArg::LatencyS(latency.p50_during_s))
            .with("p99_before", PhraseArg::LatencyS(latency.p99_before_s))
            .with("p99_during", PhraseArg::LatencyS(latency.p99_during_s));
        row("impact-row-latency", "latency", pen.words.render(&phrase));
    }
    match impact.cost {
        Some(cost) => {
            let currency = markdown::words(impact.currency.as_deref().unwrap_or_default());
            row("impact-row-cost", "cost", format!("{} {currency}", pen.words.number(cost)).trim_end().to_owned());
        }
        None if impact.requests_failed.is_some_and(|n| n > 0) && impact.user_visible != Some(false) => rows.push(vec![
            pen.text("impact-row-cost"),
            pen.text("impact-value-not-estimated"),
            pen.text("impact-how-cost"),
        ]),
        None => {}
    }
    rows
}

fn method(pen: &Pen<'_>, number: &str) -> String {
    let Some(method) = pen.analysis.impact.methods.iter().find(|m| m.number == number) else {
        return pen.text("impact-how-not-said");
    };
    let words = pen.statement(&method.method, method.phrase.as_ref());
    format!("{words}{}", pen.cite(&method.evidence))
}

fn routes(pen: &Pen<'_>) -> Option<String> {
    let routes = &pen.analysis.impact.by_route;
    if routes.is_empty() {
        return None;
    }
    let mut parts: Vec<String> = routes
        .iter()
        .take(ROUTES)
        .map(|route| {
            let ratio = route.requests_failed as f64 / route.requests_total.max(1) as f64;
            let phrase = Phrase::new("impact-value-route")
                .code("route", markdown::shortened(&route.route, 80))
                .with("ratio", PhraseArg::Ratio(ratio))
                .number("failed", route.requests_failed as f64);
            pen.words.render(&phrase)
        })
        .collect();
    let more = routes.len().saturating_sub(ROUTES);
    if more > 0 {
        parts.push(pen.words.render(&Phrase::new("impact-value-more-routes").number("count", more as f64)));
    }
    Some(parts.join(&pen.text("list-separator")))
}

/// The four durations; one whose end is missing is shown as not known, with what it would be measured between.
fn measures(pen: &Pen<'_>) -> Vec<Vec<String>> {
    use MilestoneKind::{Acknowledged, Detected, ImpactStart, Mitigated, Paged, Recovered};
    let spans = [
        ("measure-detect", ImpactStart, Detected),
        ("measure-acknowledge", Paged, Acknowledged),
        ("measure-mitigate", ImpactStart, Mitigated),
        ("measure-recover", ImpactStart, Recovered),
    ];
    if spans.iter().all(|(_, from, to)| pen.between(*from, *to).is_none()) {
        return Vec::new();
    }
    let name = |kind| pen.text(milestone_key(kind));
    // What never began has no time to its end.
    let is_harmless = pen.analysis.impact.user_visible == Some(false);
    spans
        .into_iter()
        .filter(|(_, from, to)| !is_harmless || pen.between(*from, *to).is_some())
        .map(|(key, from, to)| {
            let m = &pen.analysis.milestones;
            let Some(((seconds, start), end)) = pen.between(from, to).zip(m.time(from)).zip(m.time(to)) else {
                let open = pen.around("measure-open", &[("from", &name(from)), ("to", &name(to))]);
                return vec![pen.text(key), pen.text("label-not-known"), open];
            };
            let definition = pen.around(
                "measure-between",
                &[
                    ("from", &name(from)),
                    ("from_time", &time_of_day(start)),
                    ("to", &name(to)),
                    ("to_time", &time_of_day(end)),
                ],
            );
            vec![pen.text(key), pen.words.duration(seconds), definition]
        })
        .collect()
}

/// The name of a milestone in the catalogue.
pub fn milestone_key(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::CauseIntroduced => "milestone-cause-introduced",
        MilestoneKind::ImpactStart => "milestone-impact-start",
        MilestoneKind::Detected => "milestone-detected",
        MilestoneKind::Paged => "milestone-paged",
        MilestoneKind::Acknowledged => "milestone-acknowledged",
        MilestoneKind::Diagnosed => "milestone-diagnosed",
        MilestoneKind::Mitigated => "milestone-mitigated",
        MilestoneKind::Recovered => "milestone-recovered",
        MilestoneKind::Resolved => "milestone-resolved",
    }
}
