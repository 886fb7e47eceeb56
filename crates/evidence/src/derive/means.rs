//! Sums and counts of a histogram or summary become the mean of what was measured.

use std::collections::BTreeMap;

use backstory_model::{MetricSeries, Sample};
use jiff::Timestamp;

use super::{Family, family, unanswered};

#[derive(Default)]
struct Pair {
    sums: Vec<usize>,
    counts: Vec<usize>,
}

/// Puts a mean in the place of every sum that has its count. Both are by second already.
pub(super) fn replace_sums(series: &mut Vec<MetricSeries>) {
    // By the name without the ending; what few failures took is no course of its own.
    let mut pairs: BTreeMap<Family, Pair> = BTreeMap::new();
    for (index, one) in series.iter().enumerate() {
        if let Some(base) = of_counter(one, "_sum") {
            pairs.entry(family(one, base)).or_default().sums.push(index);
        } else if let Some(base) = of_counter(one, "_count") {
            pairs.entry(family(one, base)).or_default().counts.push(index);
        }
    }
    let mut is_replaced = vec![false; series.len()];
    let mut means = Vec::new();
    for ((_, base, _), pair) in pairs {
        if pair.counts.is_empty() {
            continue;
        }
        let Some(mean) = mean(series, &base, &pair) else { continue };
        means.push(mean);
        for index in pair.sums {
            if let Some(slot) = is_replaced.get_mut(index) {
                *slot = true;
            }
        }
    }
    let mut replaced = is_replaced.into_iter();
    series.retain(|_| !replaced.next().unwrap_or(false));
    series.extend(means);
}

/// The name of what was measured, where the series is the rate of a counter of that ending.
fn of_counter<'a>(one: &'a MetricSeries, ending: &str) -> Option<&'a str> {
    let base = one.metric.strip_suffix(ending)?;
    one.query.as_deref()?.starts_with(&format!("rate({}[", one.metric)).then_some(base)
}

fn mean(series: &[MetricSeries], base: &str, pair: &Pair) -> Option<MetricSeries> {
    let added = |indices: &[usize]| {
        let mut at: BTreeMap<Timestamp, f64> = BTreeMap::new();
        for sample in indices.iter().filter_map(|i| series.get(*i)).flat_map(|s| &s.samples) {
            *at.entry(sample.time).or_default() += sample.value;
        }
        at
    };
    let counts = added(&pair.counts);
    let samples: Vec<Sample> = added(&pair.sums)
        .into_iter()
        .filter_map(|(time, sum)| {
            // Where nothing was measured there is no mean.
            let count = counts.get(&time).filter(|n| **n > 0.0)?;
            Some(Sample { time, value: sum / count })
        })
        .collect();
    if samples.is_empty() {
        return None;
    }
    let sum = series.get(*pair.sums.first()?)?;
    let count = series.get(*pair.counts.first()?)?;
    Some(MetricSeries {
        metric: format!("{base}_mean"),
        labels: unanswered(sum).collect(),
        service: sum.service.clone(),
        samples,
        query: Some(format!("{} / {}", sum.query.as_deref()?, count.query.as_deref()?)),
        step_s: sum.step_s,
        citation: sum.citation.clone(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use backstory_model::measure::Quantity;
    use backstory_model::{Citation, Locator, ServiceName};

    use super::*;

    fn rate(metric: &str, status: &str, values: [f64; 3]) -> MetricSeries {
        MetricSeries {
            metric: metric.into(),
            labels: BTreeMap::from([("status".to_owned(), status.to_owned()), ("uri".to_owned(), "/x".to_owned())]),
            service: Some(ServiceName::new("shop")),
            samples: (0..3)
                .zip(values)
                .map(|(i, value)| Sample { time: Timestamp::from_second(i * 10).unwrap(), value })
                .collect(),
            query: Some(format!("rate({metric}[20s])")),
            step_s: Some(10.0),
            citation: Citation::new(&Arc::from("m"), Locator::Whole, ""),
        }
    }

    #[test]
    fn twice_the_traffic_takes_as_long_as_before() {
        let mut all = vec![
            rate("x_seconds_count", "200", [90.0, 90.0, 190.0]),
            rate("x_seconds_count", "500", [10.0, 10.0, 10.0]),
            rate("x_seconds_sum", "200", [4.0, 4.0, 9.0]),
            rate("x_seconds_sum", "500", [1.0, 1.0, 1.0]),
        ];
        replace_sums(&mut all);
        let names: Vec<&str> = all.iter().map(|s| s.metric.as_str()).collect();
        assert_eq!(names, ["x_seconds_count", "x_seconds_count", "x_seconds_mean"]);
        let mean = &all[2];
        assert!(mean.samples.iter().all(|s| (s.value - 0.05).abs() < 1e-9), "{mean:?}");
        assert_eq!(mean.labels.keys().collect::<Vec<_>>(), ["uri"]);
        assert_eq!(mean.query.as_deref(), Some("rate(x_seconds_sum[20s]) / rate(x_seconds_count[20s])"));
        assert!(!mean.is_per_second());
        assert_eq!(Quantity::of("http_server_requests_seconds_mean"), Quantity::Latency);
    }

    #[test]
    fn a_sum_without_its_count_stays() {
        let mut all = vec![rate("x_seconds_sum", "200", [4.0, 4.0, 9.0])];
        replace_sums(&mut all);
        assert_eq!(all.len(), 1);
    }
}
