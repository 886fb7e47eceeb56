//! The series worth drawing: those that left their baseline, cut to the span of the story.

use backstory_model::{MetricFinding, MetricSeries, Window};
use backstory_report::html::ChartSeries;
use jiff::Timestamp;

/// Charts on a page; more would not be read.
const MOST: usize = 8;

/// One chart for each finding, in the order given, each series and each curve once.
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
        // Requests by route are a curve of their own only where there is more than one route.
        let is_drawn = charts.iter().any(|chart| chart.points == values);
        if values.len() > 1 && !is_drawn {
            let unit = one.unit().unwrap_or_default().to_owned();
            charts.push(ChartSeries { title, unit, points: values, onset: Some(finding.onset) });
        }
    }
    charts
}
