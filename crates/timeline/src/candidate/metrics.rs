//! Metrics that left their baseline.

use backstory_model::{MetricFinding, Phrase, TimelineKind};
use jiff::{SignedDuration, Timestamp};

use super::Candidate;

/// Rows for metrics at most: they corroborate the story, they do not carry it.
const MOST: usize = 5;
/// A metric that moves later than this after impact began follows from it.
const LATEST: SignedDuration = SignedDuration::from_secs(60);

/// Rows for the strongest early movers, one a metric and service.
pub(crate) fn rows(findings: &[MetricFinding], impact: Option<Timestamp>) -> Vec<Candidate> {
    let mut rows: Vec<Candidate> = Vec::new();
    let mut trends: Vec<Candidate> = Vec::new();
    let strongest = findings.iter().map(|f| f.strength).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    for finding in findings {
        if impact.is_some_and(|i| finding.onset > i + LATEST) {
            continue;
        }
        let key = match (&finding.limit, finding.is_up) {
            (Some(_), true) if finding.has_reached_limit() => "timeline-metric-limit",
            (Some(_), true) => "timeline-metric-limit-near",
            (Some(_), false) => "timeline-metric-used-up",
            (_, true) => "timeline-metric-rose",
            (_, false) => "timeline-metric-fell",
        };
        let mut phrase = Phrase::about(key, finding.service.as_ref())
            .code("metric", finding.selector.clone())
            .text("before", told(finding.before, finding.unit))
            .text("during", told(finding.during, finding.unit));
        if let Some((_, limit)) = &finding.limit {
            phrase = phrase.text("limit", readable(*limit));
        }
        // The same told by route and in all is one thing that happened.
        let is_told = |row: &Candidate| {
            let same = |name: &str| row.phrase.args.get(name) == phrase.args.get(name);
            same("metric") || (row.time == finding.onset && ["service", "before", "during"].into_iter().all(same))
        };
        if rows.iter().any(is_told) {
            continue;
        }
        // From 0.3 for the weakest to 0.65 for the strongest; a limit that was reached tells more than any height.
        let salience =
            0.3 + 0.25 * (finding.strength / strongest).sqrt() + if finding.limit.is_some() { 0.15 } else { 0.0 };
        let mut row = Candidate::new(finding.onset, TimelineKind::Metric, salience, phrase, &finding.citation);
        row.service = finding.service.clone();
        rows.push(row);
        trends.extend(trend(finding, salience));
        if rows.len() == MOST {
            break;
        }
    }
    rows.extend(trends);
    rows
}

/// When the trend began that ended at a limit.
fn trend(finding: &MetricFinding, salience: f64) -> Option<Candidate> {
    let key = if finding.is_up { "timeline-metric-climbs" } else { "timeline-metric-sinks" };
    let phrase = Phrase::new(key)
        .code("metric", finding.selector.clone())
        .text("service", finding.service.as_ref().map_or_else(String::new, |s| s.0.clone()))
        .text("before", told(finding.before, finding.unit));
    let mut row = Candidate::new(finding.began?, TimelineKind::Metric, salience, phrase, &finding.citation);
    row.service = finding.service.clone();
    Some(row)
}

/// A value with its unit where it is by second, which the name of a counter does not tell.
pub(crate) fn told(value: f64, unit: Option<&str>) -> String {
    let unit = unit.filter(|unit| unit.ends_with("/s")).map_or("", |unit| if unit == "/s" { "/s" } else { " B/s" });
    format!("{}{unit}", readable(value))
}

/// A number with three significant digits and a thousands prefix, as people say it: `3.3 M`, `74 k`, `0.29`.
pub(crate) fn readable(value: f64) -> String {
    let size = value.abs();
    let (scaled, unit) = match size {
        s if s >= 1e9 => (value / 1e9, " G"),
        s if s >= 1e6 => (value / 1e6, " M"),
        s if s >= 1e4 => (value / 1e3, " k"),
        _ => (value, ""),
    };
    let digits = match scaled.abs() {
        s if s >= 100.0 || (s - s.round()).abs() < 1e-9 => 0,
        s if s >= 10.0 => 1,
        s if s >= 1.0 => 2,
        _ => 3,
    };
    format!("{scaled:.digits$}{unit}")
}

#[cfg(test)]
mod tests {
    use super::{readable, told};

    #[test]
    fn numbers_read_as_people_say_them() {
        for (value, text) in
            [(0.0, "0"), (20.0, "20"), (3_312_000.0, "3.31 M"), (74_000.0, "74 k"), (0.2938, "0.294"), (-12.5, "-12.5")]
        {
            assert_eq!(readable(value), text);
        }
        assert_eq!(told(0.1, Some("/s")), "0.100/s");
        assert_eq!(told(25.0, Some("s")), "25");
    }
}
