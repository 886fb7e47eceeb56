//! Requests that are counted by how they were answered: of all of them, the share that failed.
//!
//! Twice the requests bring twice the failures, and nobody minds; the share is what users feel. Where failures alone are
//! counted, their number has to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::measure::{Answer, Quantity};
use backstory_model::{MetricSeries, ServiceName};

use super::system::{Measured, Told, seconds, step, workload};

/// What series of one count have in common.
type Family<'a> = (ServiceName, &'a str, Option<&'a str>);

/// Splits series into families that tell failures and successes apart, each as its demand and its share of failures, and
/// all others as they are.
pub(super) fn answered(series: &[MetricSeries]) -> (Vec<Measured<'_>>, Vec<&MetricSeries>) {
    let mut families: BTreeMap<Family<'_>, Vec<(&MetricSeries, Answer)>> = BTreeMap::new();
    let mut others = Vec::new();
    for one in series {
        match (&one.service, one.answer()) {
            (Some(service), Some(answer)) => {
                let key = (workload(service), one.metric.as_str(), one.query.as_deref());
                families.entry(key).or_default().push((one, answer));
            }
            _ => others.push(one),
        }
    }
    let mut found = Vec::new();
    for members in families.into_values() {
        let tells = |failure: bool| members.iter().any(|(_, answer)| answer.is_failure == failure);
        if tells(true) && tells(false) {
            found.extend(demand_and_share(&members));
        } else {
            others.extend(members.iter().map(|(one, _)| *one));
        }
    }
    (found, others)
}

fn demand_and_share<'a>(members: &[(&'a MetricSeries, Answer)]) -> Vec<Measured<'a>> {
    let Some((first, _)) = members.first() else { return Vec::new() };
    // Targets are not scraped at one moment: what they count is added up by steps.
    let step_ms = members.iter().filter_map(|(one, _)| one.step_s).fold(1.0, f64::max) * 1e3;
    let mut at: BTreeMap<i64, Slot> = BTreeMap::new();
    for (one, answer) in members {
        let mut own: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
        for sample in one.samples.iter().filter(|s| s.value.is_finite()) {
            #[expect(clippy::cast_possible_truncation, reason = "a number of steps")]
            let step = (seconds(sample.time) * 1e3 / step_ms).floor() as i64;
            let slot = own.entry(step).or_default();
            *slot = (slot.0 + sample.value, slot.1 + 1.0);
        }
        for (step, (sum, samples)) in own {
            let slot = at.entry(step).or_default();
            slot.all += sum / samples;
            slot.failed += if answer.is_failure { sum / samples } else { 0.0 };
        }
    }
    // Every slot bears the time at which its samples were taken, as far as the first series has one there.
    let times: Arc<[f64]> = at.keys().map(|step| (*step as f64 + offset(first, step_ms)) * step_ms / 1e3).collect();
    let step_s = step(&times);
    let measured = |quantity, told, values: Vec<f64>, events: Option<Vec<f64>>| Measured {
        events,
        series: first,
        quantity,
        told,
        times_s: Arc::clone(&times),
        step_s,
        values,
    };
    vec![
        measured(Quantity::Traffic, Told::PerSecond, at.values().map(|s| s.all).collect(), None),
        measured(
            Quantity::Errors,
            Told::ShareOfFailures,
            at.values().map(Slot::share).collect(),
            Some(at.values().map(|s| s.failed).collect()),
        ),
    ]
}

/// Where in its step a series is sampled, 0 to 1.
fn offset(one: &MetricSeries, step_ms: f64) -> f64 {
    one.samples.first().map_or(0.0, |s| (seconds(s.time) * 1e3 / step_ms).rem_euclid(1.0))
}

/// Requests of one step, by second.
#[derive(Default)]
struct Slot {
    all: f64,
    failed: f64,
}

impl Slot {
    /// The share that failed; missing where nobody asked for anything.
    fn share(&self) -> f64 {
        if self.all > 0.0 { self.failed / self.all } else { f64::NAN }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use backstory_model::measure::per_second_query;
    use backstory_model::{Citation, Locator, Sample};
    use jiff::Timestamp;

    use super::*;

    fn series(pod: &str, code: &str, late_s: i64, per_second: f64) -> MetricSeries {
        MetricSeries {
            metric: "http_requests_total".into(),
            labels: BTreeMap::from([("code".to_owned(), code.to_owned()), ("pod".to_owned(), pod.to_owned())]),
            service: Some(ServiceName::new("shop")),
            samples: (0..4)
                .map(|i| Sample { time: Timestamp::from_second(i * 15 + late_s).unwrap(), value: per_second })
                .collect(),
            query: Some(per_second_query("http_requests_total", 15.0)),
            step_s: Some(15.0),
            citation: Citation::new(&"m".into(), Locator::Whole, ""),
        }
    }

    #[test]
    fn pods_scraped_at_different_moments_are_added_up() {
        let all = [
            series("a", "200", 2, 8.0),
            series("a", "503", 2, 2.0),
            series("b", "200", 9, 9.0),
            series("b", "503", 9, 1.0),
        ];
        let (found, others) = answered(&all);
        assert!(others.is_empty() && found.len() == 2);
        assert_eq!((found[0].quantity, found[0].values.as_slice()), (Quantity::Traffic, &[20.0; 4][..]));
        assert_eq!(found[1].quantity, Quantity::Errors);
        assert!(found[1].values.iter().all(|v| (v - 0.15).abs() < 1e-9));
        assert_eq!(*found[1].times_s, [2.0, 17.0, 32.0, 47.0]);
    }

    #[test]
    fn a_share_knows_how_many_failures_it_is_made_of() {
        let all = [series("a", "200", 0, 8.0), series("a", "503", 0, 2.0)];
        let (found, _) = answered(&all);
        assert_eq!(found[1].events.as_deref(), Some(&[2.0; 4][..]));
        assert!(found[0].events.is_none());
    }

    #[test]
    fn failures_without_a_whole_stay_a_number() {
        let all = [series("a", "503", 0, 2.0)];
        let (found, others) = answered(&all);
        assert!(found.is_empty());
        assert_eq!(others.first().map(|s| s.quantity()), Some(Quantity::Errors));
    }
}
