//! Series that say what happened at a time: counters become rates, histograms become means and percentiles, and what an
//! exporter tells of others gets their names.
//!
//! ```text
//! x_total                  ─► x_total   by second
//! x_count, x_sum           ─► x_count   by second, x_mean
//! x_bucket (all of them)   ─► x_p99
//! ```
//!
//! What was made of another keeps its citation and says in its query how it was made.

mod counters;
mod histograms;
mod means;
mod services;

use backstory_model::measure::is_answer_label;
use backstory_model::{MetricSeries, Sample, ServiceName};

/// Turns series as they were scraped into series that can be compared with their own past.
pub(crate) fn derive(mut series: Vec<MetricSeries>) -> Vec<MetricSeries> {
    services::name(&mut series);
    let (buckets, mut series): (Vec<MetricSeries>, Vec<MetricSeries>) =
        series.into_iter().partition(histograms::is_bucket);
    counters::rate(&mut series);
    means::replace_sums(&mut series);
    series.extend(histograms::percentiles(&buckets));
    series
}

/// Series that differ in how requests were answered alone: service, name, and labels but those of the answer.
type Family = (Option<ServiceName>, String, Vec<(String, String)>);

fn family(one: &MetricSeries, name: &str) -> Family {
    (one.service.clone(), name.to_owned(), unanswered(one).collect())
}

/// The labels but those that say how requests were answered.
fn unanswered(one: &MetricSeries) -> impl Iterator<Item = (String, String)> {
    one.labels.iter().filter(|(k, _)| !is_answer_label(k)).map(|(k, v)| (k.clone(), v.clone()))
}

fn seconds(sample: &Sample) -> f64 {
    sample.time.as_millisecond() as f64 / 1e3
}
