//! Drafts of alert rules for signals that moved and paged nobody, replayed against the incident's own samples.
//!
//! A rule is proposed only where the replay fires during the trouble and stays silent on the whole healthy stretch.
//! The replay follows Prometheus: an expression that holds at every evaluation for the rule's time fires at the first
//! one at which that time is full; evaluations are at the samples.

use backstory_model::measure::per_second_query;
use backstory_model::{MetricFinding, MetricSeries, ServiceName, Window};
use jiff::Timestamp;

/// An expression must hold for so many samples: one alone is noise.
const HOLDS_SAMPLES: f64 = 3.0;
/// Of the way from the highest healthy value to the highest one in trouble the threshold stands at this part: early,
/// with room above what health reaches.
const PART_OF_THE_WAY: f64 = 0.25;
/// Of a limit this share is the threshold.
const PART_OF_LIMIT: f64 = 0.8;

/// A rule that would have told earlier.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleDraft {
    /// Name of the alert.
    pub name: String,
    /// Selector of the metric, as findings name it.
    pub metric: String,
    /// The service it belongs to.
    pub service: Option<ServiceName>,
    /// PromQL.
    pub expr: String,
    /// Seconds it must hold.
    pub for_s: f64,
    /// The value it compares with.
    pub threshold: f64,
    /// Whether above it is trouble.
    pub is_up: bool,
    /// When the replay fires.
    pub fires: Timestamp,
    /// Seconds of health in which the replay stays silent.
    pub quiet_s: f64,
    /// The raw series it reads, as indices into the observations; empty where the evidence holds only results of a query.
    pub raw: Vec<usize>,
}

/// Drafts one rule a metric, in the order of the findings, for those that a rule can be made of.
pub fn draft_rules(
    findings: &[MetricFinding],
    series: &[MetricSeries],
    baseline: Option<Window>,
    trouble: Window,
) -> Vec<RuleDraft> {
    let Some(baseline) = baseline else { return Vec::new() };
    let mut drafts: Vec<RuleDraft> = Vec::new();
    for finding in findings.iter().filter(|f| f.is_up) {
        if let Some(draft) = draft(finding, series, baseline, trouble)
            && !drafts.iter().any(|d| d.expr == draft.expr || d.metric == draft.metric)
        {
            drafts.push(draft);
        }
    }
    drafts
}

fn draft(finding: &MetricFinding, series: &[MetricSeries], baseline: Window, trouble: Window) -> Option<RuleDraft> {
    let one = series.get(finding.series)?;
    let query = one.query.as_deref().unwrap_or(&one.metric);
    let is_raw = !query.is_empty() && query.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':'));
    let is_counted = query == per_second_query(&one.metric, one.step_s.unwrap_or(1.0));
    let left = match (is_raw, is_counted) {
        (true, _) => finding.selector.clone(),
        (_, true) => per_second_query(&finding.selector, one.step_s.unwrap_or(1.0)),
        // Of what a query returned, the labels cannot be selected afterwards.
        _ if finding.selector.contains('{') => return None,
        _ => format!("({query})"),
    };
    let members: Vec<usize> = (series.iter().enumerate())
        .filter(|(_, s)| s.metric == one.metric && s.query == one.query && matches(&finding.selector, s))
        .map(|(index, _)| index)
        .collect();
    let values = |window: Window| {
        let members = &members;
        members
            .iter()
            .filter_map(|i| series.get(*i))
            .flat_map(move |s| s.samples.iter().filter(move |x| window.contains(x.time)))
            .map(|s| s.value)
            .filter(|v| v.is_finite())
    };
    let healthy = values(baseline).fold(f64::NEG_INFINITY, f64::max);
    let worst = values(trouble).fold(f64::NEG_INFINITY, f64::max);
    if !healthy.is_finite() || worst <= healthy {
        return None;
    }
    let wanted = match &finding.limit {
        Some((_, limit)) => PART_OF_LIMIT * limit,
        None => healthy + PART_OF_THE_WAY * (worst - healthy),
    };
    let threshold = two_digits(wanted);
    let for_s = HOLDS_SAMPLES * one.step_s.filter(|s| *s > 0.0)?.max(1.0);
    if threshold < healthy || threshold >= worst {
        return None;
    }
    let replay = |window: Window| members.iter().filter_map(|i| fires(series.get(*i)?, threshold, for_s, window)).min();
    if replay(baseline).is_some() {
        return None;
    }
    Some(RuleDraft {
        name: name_of(&one.metric),
        metric: finding.selector.clone(),
        service: finding.service.clone(),
        expr: format!("{left} > {threshold}"),
        for_s,
        threshold,
        is_up: true,
        fires: replay(trouble)?,
        quiet_s: baseline.end.duration_since(baseline.start).as_secs_f64(),
        raw: if is_raw { members.clone() } else { Vec::new() },
    })
}

/// When the expression has held for its time.
fn fires(one: &MetricSeries, threshold: f64, for_s: f64, window: Window) -> Option<Timestamp> {
    let step = one.step_s.unwrap_or(for_s);
    let mut since: Option<Timestamp> = None;
    let mut before: Option<Timestamp> = None;
    for sample in one.samples.iter().filter(|s| window.contains(s.time)) {
        // A hole ends what was pending.
        let is_next = before.is_none_or(|b| sample.time.duration_since(b).as_secs_f64() <= 2.5 * step);
        before = Some(sample.time);
        since = if sample.value > threshold { since.filter(|_| is_next).or(Some(sample.time)) } else { None };
        if let Some(start) = since
            && sample.time.duration_since(start).as_secs_f64() >= for_s - 1e-3
        {
            return Some(sample.time);
        }
    }
    None
}

/// Whether a series carries every label that a selector asks for.
fn matches(selector: &str, one: &MetricSeries) -> bool {
    let Some((_, labels)) = selector.split_once('{') else { return true };
    labels.trim_end_matches('}').split("\",").all(|pair| {
        let Some((name, value)) = pair.split_once("=\"") else { return true };
        one.labels.get(name.trim()).is_some_and(|v| v == value.trim_end_matches('"'))
    })
}

/// Two significant digits, not below the value: a threshold is read by people.
fn two_digits(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return value;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a finite float is below 400")]
    let digits = 1 - value.log10().floor() as i32;
    if digits >= 0 {
        let scale = 10f64.powi(digits);
        (value * scale).ceil() / scale
    } else {
        let scale = 10f64.powi(-digits);
        (value / scale).ceil() * scale
    }
}

/// `worker_queue_length` is `WorkerQueueLengthHigh`.
fn name_of(metric: &str) -> String {
    let words = metric.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let camel: String = words
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
        })
        .collect();
    format!("{camel}High")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use backstory_model::{Citation, Locator, Sample};

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn series(value: impl Fn(i64) -> f64) -> MetricSeries {
        MetricSeries {
            metric: "queue_length".into(),
            labels: BTreeMap::from([("state".to_owned(), "waiting".to_owned())]),
            service: None,
            samples: (0..200).map(|i| Sample { time: at(i * 5), value: value(i * 5) }).collect(),
            query: Some("queue_length".into()),
            step_s: Some(5.0),
            citation: Citation::new(&"m.json".into(), Locator::Whole, ""),
        }
    }

    fn found(selector: &str) -> MetricFinding {
        MetricFinding {
            series: 0,
            selector: selector.into(),
            service: None,
            onset: at(600),
            began: None,
            onset_after: at(595),
            recovery: None,
            is_up: true,
            before: 0.0,
            during: 40.0,
            unit: None,
            strength: 50.0,
            limit: None,
            citation: Citation::new(&"m.json".into(), Locator::Whole, ""),
        }
    }

    fn drafted(value: impl Fn(i64) -> f64, selector: &str) -> Option<RuleDraft> {
        let (baseline, trouble) = (Window { start: at(0), end: at(600) }, Window { start: at(600), end: at(1000) });
        draft_rules(&[found(selector)], &[series(value)], Some(baseline), trouble).pop()
    }

    #[test]
    fn a_rule_fires_in_trouble_and_is_silent_in_health() {
        let rule = drafted(|t| if t >= 600 { 40.0 } else { 0.0 }, "queue_length{state=\"waiting\"}").unwrap();
        assert_eq!(rule.expr, "queue_length{state=\"waiting\"} > 10");
        assert_eq!((rule.name.as_str(), rule.fires, rule.for_s), ("QueueLengthHigh", at(615), 15.0));
    }

    #[test]
    fn a_counter_is_compared_by_second() {
        let mut counted = series(|t| if t >= 600 { 40.0 } else { 0.0 });
        counted.metric = "http_requests_total".into();
        counted.labels = [("code".to_owned(), "503".to_owned())].into();
        counted.query = Some("rate(http_requests_total[10s])".into());
        let (baseline, trouble) = (Window { start: at(0), end: at(600) }, Window { start: at(600), end: at(1000) });
        let finding = found("http_requests_total{code=\"503\"}");
        let rule = draft_rules(&[finding], &[counted], Some(baseline), trouble).pop().unwrap();
        assert_eq!(rule.expr, "rate(http_requests_total{code=\"503\"}[10s]) > 10");
        assert!(rule.raw.is_empty());
    }

    #[test]
    fn what_never_holds_or_is_no_higher_than_health_makes_no_rule() {
        assert_eq!(drafted(|t| if t >= 600 && t % 10 == 0 { 40.0 } else { 0.0 }, "queue_length"), None);
        assert_eq!(drafted(|t| if t < 300 { 50.0 } else { 40.0 }, "queue_length"), None);
    }

    #[test]
    fn thresholds_have_two_digits() {
        for (value, expected) in [(10.0, 10.0), (0.629, 0.63), (5_412.0, 5_500.0), (5.01, 5.1)] {
            assert!((two_digits(value) - expected).abs() < 1e-9, "{value}");
        }
    }
}
