//! Counters become what they grow by in a second.

use std::collections::BTreeMap;

use backstory_model::measure::{Quantity, answer_of, is_counter_name, per_second_query};
use backstory_model::{MetricSeries, Sample};
use backstory_signals::counter_to_rate;
use jiff::Timestamp;
use rayon::prelude::*;

use super::{Family, family, seconds};

/// Of the steps of a running count at most one in so many falls, or one at all, when a process starts anew; counts of an
/// interval, which tables hold under the same names, fall every other time.
const STEPS_A_RESTART: usize = 10;
/// Samples from which on a series that never falls is believed to count, where its name does not say so.
const TELLING: usize = 20;

/// Replaces counters by their growth per second, and begins those that came into being with their first event at zero.
pub(super) fn rate(series: &mut [MetricSeries]) {
    let calm = Siblings::of(series);
    series.par_iter_mut().for_each(|one| {
        let counts = is_counter(one);
        if !(counts || one.is_per_second() && answer_of(&one.labels).is_some()) {
            return;
        }
        let before = calm.before(one);
        if counts {
            let mut growth = growth(one, before.last().copied());
            growth.splice(0..0, before.into_iter().map(zero));
            one.samples = growth;
            one.query = Some(per_second_query(&one.metric, one.step_s.unwrap_or(1.0)));
        } else {
            one.samples.splice(0..0, before.into_iter().map(zero));
        }
    });
}

fn zero(time: Timestamp) -> Sample {
    Sample { time, value: 0.0 }
}

/// Whether a series counts up from the start of its process.
fn is_counter(one: &MetricSeries) -> bool {
    if !one.is_raw() {
        return false;
    }
    let steps = || one.samples.iter().zip(one.samples.iter().skip(1));
    let falls = steps().filter(|(a, b)| b.value < a.value).count();
    let never_falls = falls <= (one.samples.len() / STEPS_A_RESTART).max(1);
    if is_counter_name(&one.metric) {
        return never_falls;
    }
    // Some exporters leave the ending off; requests by how they were answered are counted all the same.
    never_falls
        && one.samples.len() >= TELLING
        && Quantity::of(&one.metric) == Quantity::Traffic
        && answer_of(&one.labels).is_some()
        && one.samples.iter().all(|s| s.value.fract() == 0.0)
        && steps().any(|(a, b)| b.value > a.value)
}

/// Growth per second at each sample but the first; at that too where it is known when the count was still zero. Of the
/// step in which the process started anew it is not known what was counted before, so there is no growth to tell.
fn growth(one: &MetricSeries, zero_at: Option<Timestamp>) -> Vec<Sample> {
    let samples: Vec<Sample> = zero_at.map(zero).into_iter().chain(one.samples.iter().copied()).collect();
    let times: Vec<f64> = samples.iter().map(seconds).collect();
    let values: Vec<f64> = samples.iter().map(|s| s.value).collect();
    let rates = counter_to_rate(&times, &values);
    let mut last = f64::NEG_INFINITY;
    let mut found = Vec::with_capacity(samples.len());
    for (sample, rate) in samples.iter().zip(rates) {
        if rate.is_finite() && sample.value >= last {
            found.push(Sample { time: sample.time, value: rate });
        }
        last = if sample.value.is_finite() { sample.value } else { last };
    }
    found
}

/// When the first of each family was seen: a failure that never occurred has no series, and its count was zero.
struct Siblings(BTreeMap<Family, Vec<Timestamp>>);

impl Siblings {
    fn of(series: &[MetricSeries]) -> Self {
        let mut first: BTreeMap<Family, &MetricSeries> = BTreeMap::new();
        for one in series.iter().filter(|s| answer_of(&s.labels).is_some()) {
            let known = first.entry(family(one, &one.metric)).or_insert(one);
            if one.samples.first().map(|s| s.time) < known.samples.first().map(|s| s.time) {
                *known = one;
            }
        }
        Self(first.into_iter().map(|(key, one)| (key, one.samples.iter().map(|s| s.time).collect())).collect())
    }

    /// Times before the first sample at which others of the family were seen, if they were for more than one sample.
    fn before(&self, one: &MetricSeries) -> Vec<Timestamp> {
        let Some(begun) = one.samples.first().map(|s| s.time).filter(|_| answer_of(&one.labels).is_some()) else {
            return Vec::new();
        };
        let times = self.0.get(&family(one, &one.metric)).map_or(&[][..], Vec::as_slice);
        let before: Vec<Timestamp> = times.iter().copied().take_while(|t| *t < begun).collect();
        if before.len() > 1 { before } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use backstory_model::{Citation, Locator, ServiceName};

    use super::*;

    fn series(metric: &str, code: &str, from: i64, values: &[f64]) -> MetricSeries {
        let at = |i: i64| Timestamp::from_second(10 * i).unwrap();
        MetricSeries {
            metric: metric.into(),
            labels: BTreeMap::from([("code".to_owned(), code.to_owned())]),
            service: Some(ServiceName::new("shop")),
            samples: (from..).zip(values).map(|(i, v)| Sample { time: at(i), value: *v }).collect(),
            query: None,
            step_s: Some(10.0),
            citation: Citation::new(&Arc::from("m"), Locator::Whole, ""),
        }
    }

    fn values(one: &MetricSeries) -> Vec<f64> {
        one.samples.iter().map(|s| s.value).collect()
    }

    #[test]
    fn counters_grow_by_second_through_a_restart() {
        let mut all = [series("http_requests_total", "200", 0, &[100.0, 120.0, 150.0, 10.0, 30.0])];
        rate(&mut all);
        assert_eq!(values(&all[0]), [2.0, 3.0, 2.0]);
        assert_eq!(all[0].query.as_deref(), Some("rate(http_requests_total[20s])"));
        assert!(all[0].is_per_second());
    }

    #[test]
    fn counts_of_an_interval_stay_as_they_are() {
        let mut all = [series("error_count", "x", 0, &[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0])];
        rate(&mut all);
        assert_eq!(values(&all[0]), [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0]);
    }

    #[test]
    fn a_failure_that_never_occurred_was_counted_zero_times() {
        let calm: Vec<f64> = (0..6).map(|i| f64::from(i) * 50.0).collect();
        let mut all =
            [series("http_requests_total", "200", 0, &calm), series("http_requests_total", "503", 4, &[20.0, 60.0])];
        rate(&mut all);
        assert_eq!(values(&all[1]), [0.0, 0.0, 0.0, 0.0, 2.0, 4.0]);
    }

    #[test]
    fn requests_by_answer_are_counted_without_the_ending_of_a_counter() {
        let up: Vec<f64> = (0..30).map(|i| f64::from(i) * 50.0).collect();
        let wave: Vec<f64> = (0..30).map(|i| f64::from(i % 7)).collect();
        let mut all = [series("ingress_controller_requests", "200", 0, &up), series("open_requests", "200", 0, &wave)];
        rate(&mut all);
        assert!(values(&all[0]).iter().all(|v| (*v - 5.0).abs() < 1e-9) && all[0].samples.len() == 29);
        assert_eq!(values(&all[1]), wave);
    }
}
