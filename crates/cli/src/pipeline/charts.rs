//! The series worth drawing: those that left their baseline, cut to the span of the story.

use backstory_model::{MetricFinding, MetricSeries, Window};
use backstory_report::html::ChartSeries;
use jiff::Timestamp;

/// Charts on a page; more would not be read.
const MOST: usize = 8;
/// Endings of names and the unit they tell.
const UNITS: [(&str, &str); 8] = [
    ("_milliseconds", "ms"),
    ("_ms", "ms"),
    ("_seconds", "s"),
    ("_bytes", "B"),
    ("_percent", "%"),
    ("_connections", "connections"),
    ("_ratio", "(0–1)"),
    ("_celsius", "°C"),
];

/// One chart for each finding, in the order given, each series once.
pub(super) fn of(findings: &[MetricFinding], series: &[MetricSeries], span: Window) -> Vec<ChartSeries> {
    let mut charts: Vec<ChartSeries> = Vec::new();
    for finding in findings {
        let Some(one) = series.get(finding.series) else { continue };
        let service = finding.service.as_ref().map(|s| format!("{}: ", s.as_str())).unwrap_or_default();
        let title = format!("{service}{}", finding.selector);
        if charts.len() >= MOST || charts.iter().any(|chart| chart.title == title) {
            continue;
        }
        let samples = one.samples.iter().filter(|s| s.value.is_finite() && span.contains(s.time));
        let values: Vec<(Timestamp, f64)> = samples.map(|s| (s.time, s.value)).collect();
        let counts = one.query.as_deref().is_none_or(|query| !query.contains('(')) && is_counter(&one.metric);
        let points = if counts { per_second(&values) } else { values };
        if points.len() > 1 {
            charts.push(ChartSeries { title, unit: unit(&one.metric, counts), points });
        }
    }
    charts
}

/// A running count by the naming rules of Prometheus and `OpenMetrics`.
fn is_counter(metric: &str) -> bool {
    ["_total", "_count", "_sum", "_bucket"].iter().any(|end| metric.ends_with(end))
}

fn unit(metric: &str, is_rate: bool) -> String {
    if is_rate {
        return "/s".to_owned();
    }
    UNITS.iter().find(|(end, _)| metric.ends_with(end)).map(|(_, unit)| (*unit).to_owned()).unwrap_or_default()
}

/// Growth of a count by second; a count that fell was started anew and says nothing.
fn per_second(values: &[(Timestamp, f64)]) -> Vec<(Timestamp, f64)> {
    let steps = values.iter().zip(values.iter().skip(1));
    steps
        .filter_map(|((from, before), (to, after))| {
            let elapsed_s = to.duration_since(*from).as_secs_f64();
            (elapsed_s > 0.0 && after >= before).then(|| (*to, (after - before) / elapsed_s))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_drawn_by_second_and_survive_a_restart() {
        let at = |s: i64, value: f64| (Timestamp::from_second(s).unwrap(), value);
        let rates = per_second(&[at(0, 10.0), at(10, 30.0), at(20, 5.0), at(30, 5.0)]);
        assert_eq!(rates, [at(10, 2.0), at(30, 0.0)]);
    }

    #[test]
    fn names_tell_the_unit() {
        for (metric, is_rate, expected) in
            [("http_requests_total", true, "/s"), ("latency_ms", false, "ms"), ("queue_depth", false, "")]
        {
            assert_eq!(unit(metric, is_rate), expected, "{metric}");
        }
    }
}
