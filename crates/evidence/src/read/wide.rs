//! Wide tables: `time,<service>_<metric>,…`, as research data sets and spreadsheets have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Citation, Locator, MetricSeries, Sample, ServiceName};
use jiff::Timestamp;

use super::prometheus::step;

/// Reads the columns of a table into series. Returns them with notes about rows that did not fit.
pub(crate) fn read(text: &str, path: &Arc<str>) -> (Vec<MetricSeries>, Option<String>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Ok(header) = reader.headers().cloned() else { return (Vec::new(), Some("has no readable header".to_owned())) };
    let columns: Vec<(String, String)> = header.iter().skip(1).map(split_column).collect();
    let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); columns.len()];
    let (mut ragged, mut timeless, mut rows) = (Vec::new(), 0_usize, 0_usize);
    for record in reader.records() {
        let Ok(record) = record else {
            timeless += 1;
            continue;
        };
        rows += 1;
        if record.len() != header.len() {
            ragged.push(record.position().map_or(0, csv::Position::line));
        }
        let Some(time) = record.get(0).and_then(time_of) else {
            timeless += 1;
            continue;
        };
        for (cell, samples) in record.iter().skip(1).zip(&mut samples) {
            // An empty cell is no sample; `inf` is what a division by zero wrote.
            if let Ok(value) = cell.trim().parse::<f64>()
                && value.is_finite()
            {
                samples.push(Sample { time, value });
            }
        }
    }
    let series = columns
        .into_iter()
        .zip(samples)
        .filter(|(_, samples)| !samples.is_empty())
        .map(|((service, metric), mut samples)| {
            samples.sort_by_key(|s| s.time);
            samples.dedup_by_key(|s| s.time);
            let column = if service.is_empty() { metric.clone() } else { format!("{service}_{metric}") };
            let words = format!("{} samples", samples.len());
            MetricSeries {
                citation: Citation::new(path, Locator::Query(format!("column {column}")), &words),
                service: (!service.is_empty()).then(|| ServiceName::new(service)),
                labels: BTreeMap::new(),
                step_s: step(&samples),
                query: None,
                metric,
                samples,
            }
        })
        .collect();
    let mut notes = Vec::new();
    if !ragged.is_empty() {
        let lines: Vec<String> = ragged.iter().take(5).map(ToString::to_string).collect();
        notes.push(format!(
            "has {} rows with more or fewer cells than the header (lines {}); their cells were read from the left",
            ragged.len(),
            lines.join(", ")
        ));
    }
    if timeless > 0 {
        notes.push(format!("has {timeless} of {rows} rows without a readable time; they were left out"));
    }
    (series, (!notes.is_empty()).then(|| notes.join("; ")))
}

/// Splits a column at its first underscore: names of services carry `-` and `.`, metrics carry `_`.
fn split_column(column: &str) -> (String, String) {
    match column.split_once('_') {
        Some((service, metric)) if !service.is_empty() && !metric.is_empty() => (service.to_owned(), metric.to_owned()),
        _ => (String::new(), column.to_owned()),
    }
}

/// Unix seconds (or milli-, micro-, nanoseconds by size), or a time with a zone.
fn time_of(cell: &str) -> Option<Timestamp> {
    let cell = cell.trim();
    if let Some(backstory_logs::Stamp::Utc(nanos)) = backstory_logs::time::epoch(cell.trim_end_matches(".0")) {
        return Timestamp::from_nanosecond(i128::from(nanos)).ok();
    }
    if let Ok(seconds) = cell.parse::<i64>()
        && (0..100_000_000_000).contains(&seconds)
    {
        return Timestamp::from_second(seconds).ok();
    }
    cell.parse().ok()
}
