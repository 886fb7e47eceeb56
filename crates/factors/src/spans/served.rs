//! Requests of each service by second, by the spans with which they came in: where nobody measured, traces did.

use std::collections::{BTreeMap, HashMap};

use backstory_model::measure::per_second_query;
use backstory_model::{Citation, MetricSeries, Sample, ServiceName};
use jiff::Timestamp;

use super::builder::{NameId, SpansBuilder};

/// Steps of a series, seconds: the shortest at which requests are still to be counted.
const STEPS: [i64; 4] = [10, 15, 30, 60];
/// Requests in a step at the service that takes most.
const ENOUGH: f64 = 10.0;
/// What the counts are called.
const COUNT: &str = "traced_requests";
/// What their mean time is called.
const TIME: &str = "traced_request_duration_seconds_mean";
/// Nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;

/// What came in at one service in one step.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    well: u32,
    failed: u32,
    time_ns: i64,
}

impl SpansBuilder {
    /// Series of the requests that each service took: how many went well and how many failed, by second, and their mean
    /// time. Empty where the source does not tell how spans ended, or where they are too few to make a series.
    pub fn served(&self, citation: &Citation) -> Vec<MetricSeries> {
        let Some((first, last)) = self.ends().filter(|_| self.tells_ends) else { return Vec::new() };
        let services: HashMap<u64, NameId> = self.spans.iter().map(|span| (span.id, span.service)).collect();
        let from_outside = |parent: Option<u64>, service| parent.and_then(|p| services.get(&p)) != Some(&service);
        let entries = || self.spans.iter().filter(|span| from_outside(span.parent, span.service));
        let mut counts: BTreeMap<NameId, u64> = BTreeMap::new();
        for span in entries() {
            *counts.entry(span.service).or_default() += 1;
        }
        let most = counts.values().copied().max().unwrap_or(0) as f64;
        let length = ((last - first) / SECOND).max(1);
        let Some(step) = STEPS.into_iter().find(|step| most * *step as f64 / length as f64 >= ENOUGH) else {
            return Vec::new();
        };
        // Steps at the ends are not recorded whole.
        let bin = |ns: i64| ns.div_euclid(step * SECOND);
        let bins = bin(first) + 1..bin(last);
        let mut slots: BTreeMap<(&str, i64), Slot> = BTreeMap::new();
        for span in entries().filter(|span| bins.contains(&bin(span.start_ns))) {
            let slot = slots.entry((self.names.name(span.service), bin(span.start_ns))).or_default();
            *(if span.failed { &mut slot.failed } else { &mut slot.well }) += 1;
            slot.time_ns = slot.time_ns.saturating_add(span.end_ns - span.start_ns);
        }
        let mut names: Vec<&str> = slots.keys().map(|(name, _)| *name).collect();
        names.dedup();
        let at = |bin: i64| Timestamp::from_second(bin * step).ok();
        names
            .into_iter()
            .filter(|name| !name.is_empty())
            .flat_map(|name| {
                let of = |bin: i64| slots.get(&(name, bin)).copied().unwrap_or_default();
                let counted = |answer: &str, count: &dyn Fn(Slot) -> u32| MetricSeries {
                    metric: COUNT.to_owned(),
                    labels: BTreeMap::from([("status".to_owned(), answer.to_owned())]),
                    query: Some(per_second_query(COUNT, step as f64)),
                    samples: bins
                        .clone()
                        .filter_map(|b| Some(Sample { time: at(b)?, value: f64::from(count(of(b))) / step as f64 }))
                        .collect(),
                    ..blank(name, step, citation)
                };
                let timed = bins.clone().filter_map(|b| {
                    let (slot, time) = (of(b), at(b)?);
                    let calls = f64::from(slot.well + slot.failed);
                    (calls > 0.0).then(|| Sample { time, value: slot.time_ns as f64 / SECOND as f64 / calls })
                });
                let time =
                    MetricSeries { metric: TIME.to_owned(), samples: timed.collect(), ..blank(name, step, citation) };
                [counted("ok", &|slot| slot.well), counted("error", &|slot| slot.failed), time]
            })
            .collect()
    }

    /// Beginnings of the first and the last span, nanoseconds.
    fn ends(&self) -> Option<(i64, i64)> {
        let starts = || self.spans.iter().map(|span| span.start_ns);
        Some((starts().min()?, starts().max()?))
    }
}

fn blank(service: &str, step: i64, citation: &Citation) -> MetricSeries {
    MetricSeries {
        metric: String::new(),
        labels: BTreeMap::new(),
        service: Some(ServiceName::new(service)),
        samples: Vec::new(),
        query: None,
        step_s: Some(step as f64),
        citation: citation.clone(),
    }
}

#[cfg(test)]
mod tests {
    use backstory_model::Locator;

    use super::super::builder::SpanRecord;
    use super::*;

    #[test]
    fn requests_are_counted_where_they_come_in_and_by_how_they_ended() {
        let mut spans = SpansBuilder::new();
        // Two a second for ten minutes; the database of `web` fails from the fifth minute on, and `web` with it.
        for i in 0..1_200_i64 {
            let (trace, root, inner, call) = (i.to_string(), format!("{i}a"), format!("{i}b"), format!("{i}c"));
            let record = |span_id, parent_id, service| SpanRecord {
                trace_id: &trace,
                span_id,
                parent_id,
                service,
                pod: None,
                operation: "get",
                start_ns: i * SECOND / 2,
                end_ns: i * SECOND / 2 + SECOND / 10,
            };
            let fails = i >= 600 && i % 2 == 0;
            for (span_id, parent, service) in
                [(&root, None, "web"), (&inner, Some(root.as_str()), "web"), (&call, Some(inner.as_str()), "db")]
            {
                spans.span(&record(span_id, parent, service));
                spans.ended(fails);
            }
        }
        let found = spans.served(&Citation::new(&"t".into(), Locator::Whole, ""));
        let told: Vec<(&str, &str)> =
            found.iter().map(|s| (s.service.as_ref().unwrap().as_str(), s.metric.as_str())).collect();
        assert_eq!(told[0], ("db", COUNT));
        assert_eq!(told[3..], [("web", COUNT), ("web", COUNT), ("web", TIME)]);
        let value = |series: &MetricSeries, at: i64| {
            series.samples.iter().find(|s| s.time.as_second() == at).map(|s| (s.value * 10.0).round() / 10.0)
        };
        // The request comes in once, though two spans of `web` tell of it.
        assert_eq!(
            [value(&found[3], 100), value(&found[4], 100), value(&found[5], 100)],
            [Some(2.0), Some(0.0), Some(0.1)]
        );
        assert_eq!([value(&found[3], 400), value(&found[4], 400)], [Some(1.0), Some(1.0)]);
        assert!(found[4].answer().is_some_and(|answer| answer.is_failure) && found[4].is_per_second());
    }
}
