//! Buckets of a histogram become one series: how slow the slowest requests were.

use std::collections::BTreeMap;

use backstory_model::{MetricSeries, ServiceName};
use backstory_signals::{counter_to_rate, histogram_quantile};

use super::system::seconds;

/// What is watched of a histogram: the slowest in hundred, where trouble shows first.
const QUANTILE: f64 = 0.99;
/// The label that Prometheus gives the upper bound of a bucket.
const BOUND: &str = "le";

/// What the buckets of one histogram have in common: service, metric, and labels but the bound.
type Key<'a> = (Option<&'a ServiceName>, &'a str, Vec<(&'a str, &'a str)>);

/// A histogram as a series: the first of its buckets stands for all of them.
pub(super) struct Histogram<'a> {
    pub(super) bucket: &'a MetricSeries,
    pub(super) times_s: Vec<f64>,
    pub(super) values: Vec<f64>,
}

/// Whether a series is one bucket of a histogram.
pub(super) fn is_bucket(series: &MetricSeries) -> bool {
    series.metric.ends_with("_bucket") && series.labels.contains_key(BOUND)
}

/// The histograms among `series`, in order of their keys.
pub(super) fn histograms(series: &[MetricSeries]) -> Vec<Histogram<'_>> {
    let mut groups: BTreeMap<Key<'_>, Vec<(f64, &MetricSeries)>> = BTreeMap::new();
    for one in series.iter().filter(|s| is_bucket(s)) {
        let Some(bound) = one.labels.get(BOUND).and_then(|b| b.parse::<f64>().ok()) else { continue };
        let others = one.labels.iter().filter(|(k, _)| *k != BOUND).map(|(k, v)| (k.as_str(), v.as_str())).collect();
        groups.entry((one.service.as_ref(), &one.metric, others)).or_default().push((bound, one));
    }
    groups.into_values().filter_map(|buckets| quantiles(&buckets)).collect()
}

fn quantiles<'a>(buckets: &[(f64, &'a MetricSeries)]) -> Option<Histogram<'a>> {
    let mut at: BTreeMap<i64, Vec<(f64, f64)>> = BTreeMap::new();
    for (bound, one) in buckets {
        let times: Vec<f64> = one.samples.iter().map(|s| seconds(s.time)).collect();
        let values: Vec<f64> = one.samples.iter().map(|s| s.value).collect();
        for (sample, rate) in one.samples.iter().zip(counter_to_rate(&times, &values)) {
            at.entry(sample.time.as_millisecond()).or_default().push((*bound, rate));
        }
    }
    let (times_s, values) = at
        .into_iter()
        .map(|(t, rates)| (t as f64 / 1e3, histogram_quantile(&rates, QUANTILE).unwrap_or(f64::NAN)))
        .unzip();
    Some(Histogram { bucket: buckets.first()?.1, times_s, values })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use backstory_model::{Citation, Locator, Sample};
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn buckets_become_one_series() {
        let artifact: Arc<str> = "m".into();
        let bucket = |bound: &str, values: [f64; 3]| MetricSeries {
            metric: "x_seconds_bucket".into(),
            labels: BTreeMap::from([("le".to_owned(), bound.to_owned())]),
            service: Some(ServiceName::new("a")),
            samples: (0..3)
                .zip(values)
                .map(|(i, value)| Sample { time: Timestamp::from_second(i * 10).unwrap(), value })
                .collect(),
            query: None,
            step_s: None,
            citation: Citation::new(&artifact, Locator::Whole, ""),
        };
        let series =
            [bucket("1", [0.0, 100.0, 100.0]), bucket("2", [0.0, 100.0, 200.0]), bucket("+Inf", [0.0, 100.0, 200.0])];
        let found = histograms(&series);
        assert_eq!(found.len(), 1);
        let values = &found[0].values;
        assert!(values[0].is_nan() && (values[1] - 0.99).abs() < 1e-9 && (values[2] - 1.99).abs() < 1e-9, "{values:?}");
    }
}
