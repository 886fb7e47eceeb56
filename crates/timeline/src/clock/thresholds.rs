//! An alert fires after its metric has crossed the threshold of its rule.
//!
//! Where it was told to have fired earlier, the clocks of alerts and metrics differ by at least that. Only rules that
//! compare one metric with a number are read: of `rate(…)` and sums it is not known when they crossed.

use std::sync::Arc;

use backstory_model::{AlertEpisode, AlertRule, MetricSeries, Sample};
use jiff::{SignedDuration, Timestamp};

use super::causes::{Bound, RESOLUTION_S};

/// A crossing further than this from the alert is another incident's.
const NEAR: SignedDuration = SignedDuration::from_hours(1);

/// Alerts that fired before the metric of their rule had crossed its threshold, the most contradicted per pair of sources.
pub(crate) fn bounds(alerts: &[AlertEpisode], rules: &[AlertRule], series: &[MetricSeries]) -> Vec<Bound> {
    let mut found: Vec<Bound> = Vec::new();
    for alert in alerts {
        let Some(bound) = bound(alert, rules, series) else { continue };
        match found.iter_mut().find(|b| b.source == bound.source && b.against == bound.against) {
            Some(known) if known.seconds >= bound.seconds => known.pairs += 1,
            Some(known) => *known = Bound { pairs: known.pairs + 1, ..bound },
            None => found.push(bound),
        }
    }
    found
}

fn bound(alert: &AlertEpisode, rules: &[AlertRule], series: &[MetricSeries]) -> Option<Bound> {
    let (fired, told) = (alert.fired?, alert.citations.first()?);
    // Of two rules of one name it is not known which fired.
    let mut named = rules.iter().filter(|r| r.name == alert.name);
    let (rule, None) = (named.next()?, named.next()) else { return None };
    let test = Test::of(rule)?;
    let mut first: Option<(Timestamp, &MetricSeries)> = None;
    for one in series.iter().filter(|s| s.is_raw() && Some(&s.metric) == rule.metrics.first() && is_of(alert, s)) {
        // A series that had crossed in time, or of which that is not known, explains the alert.
        let at = test.crossed_after(&one.samples, fired)?;
        if first.is_none_or(|(known, _)| at < known) {
            first = Some((at, one));
        }
    }
    let (at, one) = first?;
    let early = at.duration_since(fired).as_secs_f64() + rule.for_s;
    (early > RESOLUTION_S && one.citation.artifact != told.artifact).then(|| Bound {
        source: Arc::clone(&told.artifact),
        against: Arc::clone(&one.citation.artifact),
        seconds: early,
        pairs: 1,
        citations: [told.clone(), one.citation.clone()],
    })
}

/// Whether an alert can be about a series: labels that both have are alike.
fn is_of(alert: &AlertEpisode, series: &MetricSeries) -> bool {
    series.labels.iter().all(|(k, v)| alert.labels.get(k).is_none_or(|other| other == v))
}

/// A comparison of a metric with a number.
#[derive(Debug, Clone, Copy)]
struct Test {
    above: bool,
    threshold: f64,
}

impl Test {
    fn of(rule: &AlertRule) -> Option<Self> {
        let ([metric], above) = (rule.metrics.as_slice(), rule.expr.contains('>')) else { return None };
        let (left, right) = rule.expr.split_once(if above { '>' } else { '<' })?;
        let selector = left.trim().strip_prefix(metric.as_str())?.trim();
        let is_plain = selector.is_empty() || (selector.starts_with('{') && selector.ends_with('}'));
        let threshold = right.trim_start_matches('=').trim().parse().ok()?;
        is_plain.then_some(Self { above, threshold })
    }

    fn holds(self, value: f64) -> bool {
        if self.above { value > self.threshold } else { value < self.threshold }
    }

    /// The last sample on the healthy side before the first one across, when that comes after `fired` and all known of the
    /// time before it, at least one sample of it, was healthy.
    fn crossed_after(self, samples: &[Sample], fired: Timestamp) -> Option<Timestamp> {
        let near = samples.iter().filter(|s| s.value.is_finite() && s.time.duration_since(fired).abs() <= NEAR);
        let mut healthy = None;
        for sample in near {
            if self.holds(sample.value) {
                return healthy.filter(|at| *at > fired);
            }
            // Nothing is known of the time before the first sample.
            if healthy.is_none() && sample.time > fired {
                return None;
            }
            healthy = Some(sample.time);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use backstory_model::{Citation, Locator};
    use proptest::prelude::*;

    use super::*;

    fn cited(artifact: &str) -> Citation {
        Citation::new(&artifact.into(), Locator::Whole, "")
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// A queue that grows past 100 at `crosses`, read every 15 s for two hours, told by an alert at `fired`.
    fn told(expr: &str, queue: &str, crosses: i64, fired: i64, by: i64) -> Option<f64> {
        let label = |v: &str| BTreeMap::from([("queue".to_owned(), v.to_owned())]);
        let sample = |t: i64| Sample { time: at(t + by), value: if t < crosses { 10.0 } else { 500.0 } };
        let series = MetricSeries {
            metric: "queue_length".into(),
            labels: label(queue),
            service: None,
            samples: (0..480).map(|i| sample(i * 15)).collect(),
            query: None,
            step_s: Some(15.0),
            citation: cited("metrics.json"),
        };
        let rule = AlertRule {
            name: "QueueLong".into(),
            group: "g".into(),
            expr: expr.into(),
            for_s: 30.0,
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
            metrics: vec!["queue_length".into()],
            citation: cited("rules.yml"),
        };
        let alert = AlertEpisode {
            name: "QueueLong".into(),
            labels: label("mail"),
            annotations: BTreeMap::new(),
            pending: None,
            fired: Some(at(fired + by)),
            resolved: None,
            notified: None,
            receivers: Vec::new(),
            citations: vec![cited("alerts.json")],
        };
        bounds(&[alert], &[rule], &[series]).first().map(|b| b.seconds)
    }

    #[test]
    fn only_what_cannot_be_is_claimed() {
        let plain = "queue_length{queue=\"mail\"} > 100";
        for (expr, queue, crosses, fired, expected) in [
            (plain, "mail", 3600, 3000, Some(615.0)),
            ("queue_length >= 100", "mail", 3600, 3000, Some(615.0)),
            // After the crossing, and no earlier than an evaluation explains.
            (plain, "mail", 3600, 3640, None),
            (plain, "mail", 3600, 3560, None),
            // Another queue's, one that crosses never, and one of which the time before is not known.
            (plain, "news", 3600, 3000, None),
            (plain, "mail", 90_000, 3000, None),
            (plain, "mail", 3600, -60, None),
            // When these crossed is not told by the samples.
            ("rate(queue_length[5m]) > 100", "mail", 3600, 3000, None),
            ("queue_length > queue_length_max", "mail", 3600, 3000, None),
        ] {
            assert_eq!(told(expr, queue, crosses, fired, 0), expected, "{expr} {queue} {crosses} {fired}");
        }
    }

    proptest! {
        #[test]
        fn alerts_that_are_ahead_are_found_and_shifting_both_changes_nothing(
            early in 0_i64..3000,
            took in 30_i64..60,
            by in -100_000_i64..100_000,
        ) {
            let seconds = told("queue_length > 100", "mail", 3600, 3600 + took - early, by);
            prop_assert_eq!(seconds, told("queue_length > 100", "mail", 3600, 3600 + took - early, 0));
            // The bound never claims more than there is, and misses no more than a step, the evaluation and the floor.
            prop_assert!(seconds.unwrap_or(0.0) <= early as f64);
            prop_assert!(early < 180 || seconds.is_some_and(|s| s >= early as f64 - 60.0));
        }
    }
}
