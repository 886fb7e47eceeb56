//! Buckets of a histogram become one series: how slow the slowest requests were.

use std::collections::BTreeMap;

use backstory_model::{MetricSeries, Sample, ServiceName};
use backstory_signals::{counter_to_rate, histogram_quantile};
use rayon::prelude::*;

use super::seconds;

/// What is watched of a histogram: the slowest in hundred, where trouble shows first.
const QUANTILE: f64 = 0.99;
/// The ending of the name it gets.
const NAMED: &str = "_p99";
/// The label that Prometheus gives the upper bound of a bucket.
const BOUND: &str = "le";

/// What the buckets of one histogram have in common: service, metric, and labels but the bound.
type Key<'a> = (Option<&'a ServiceName>, &'a str, Vec<(&'a str, &'a str)>);

/// Whether a series is one bucket of a histogram, as it was scraped.
pub(super) fn is_bucket(series: &MetricSeries) -> bool {
    series.is_raw() && series.metric.ends_with("_bucket") && series.labels.contains_key(BOUND)
}

/// The histograms of `buckets`, in order of their keys.
pub(super) fn percentiles(buckets: &[MetricSeries]) -> Vec<MetricSeries> {
    let mut groups: BTreeMap<Key<'_>, Vec<(f64, &MetricSeries)>> = BTreeMap::new();
    for one in buckets {
        let Some(bound) = one.labels.get(BOUND).and_then(|b| b.parse::<f64>().ok()) else { continue };
        let others = one.labels.iter().filter(|(k, _)| *k != BOUND).map(|(k, v)| (k.as_str(), v.as_str())).collect();
        groups.entry((one.service.as_ref(), &one.metric, others)).or_default().push((bound, one));
    }
    groups.into_values().collect::<Vec<_>>().par_iter().filter_map(|buckets| quantiles(buckets)).collect()
}

fn quantiles(buckets: &[(f64, &MetricSeries)]) -> Option<MetricSeries> {
    let mut at = BTreeMap::new();
    for (bound, one) in buckets {
        let times: Vec<f64> = one.samples.iter().map(seconds).collect();
        let values: Vec<f64> = one.samples.iter().map(|s| s.value).collect();
        for (sample, rate) in one.samples.iter().zip(counter_to_rate(&times, &values)) {
            at.entry(sample.time).or_insert_with(Vec::new).push((*bound, rate));
        }
    }
    let samples: Vec<Sample> = at
        .into_iter()
        .filter_map(|(time, rates)| Some(Sample { time, value: histogram_quantile(&rates, QUANTILE)? }))
        .filter(|s| s.value.is_finite())
        .collect();
    let (_, first) = buckets.first()?;
    let range = (2.0 * first.step_s.unwrap_or(1.0)).ceil().max(1.0);
    (!samples.is_empty()).then(|| MetricSeries {
        metric: format!("{}{NAMED}", first.metric.trim_end_matches("_bucket")),
        labels: first.labels.iter().filter(|(k, _)| *k != BOUND).map(|(k, v)| (k.clone(), v.clone())).collect(),
        service: first.service.clone(),
        samples,
        query: Some(format!("histogram_quantile({QUANTILE}, rate({}[{range}s]))", first.metric)),
        step_s: first.step_s,
        citation: first.citation.clone(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use backstory_model::measure::Quantity;
    use backstory_model::{Citation, Locator};
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn buckets_become_one_series() {
        let artifact: Arc<str> = "m".into();
        let bucket = |bound: &str, values: [f64; 3]| MetricSeries {
            metric: "http_server_requests_seconds_bucket".into(),
            labels: BTreeMap::from([("le".to_owned(), bound.to_owned())]),
            service: Some(ServiceName::new("a")),
            samples: (0..3)
                .zip(values)
                .map(|(i, value)| Sample { time: Timestamp::from_second(i * 10).unwrap(), value })
                .collect(),
            query: None,
            step_s: Some(10.0),
            citation: Citation::new(&artifact, Locator::Whole, ""),
        };
        let series =
            [bucket("1", [0.0, 100.0, 100.0]), bucket("2", [0.0, 100.0, 200.0]), bucket("+Inf", [0.0, 100.0, 200.0])];
        let found = percentiles(&series);
        assert_eq!(found.len(), 1);
        let values: Vec<f64> = found[0].samples.iter().map(|s| s.value).collect();
        assert!((values[0] - 0.99).abs() < 1e-9 && (values[1] - 1.99).abs() < 1e-9, "{values:?}");
        assert_eq!(found[0].metric, "http_server_requests_seconds_p99");
        assert_eq!(found[0].quantity(), Quantity::Latency);
    }
}
