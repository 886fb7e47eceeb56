//! Prometheus: `query_range` and `query` answers, and the alert episodes inside `ALERTS`.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{AlertEpisode, Citation, Locator, MetricSeries, Phrase, Sample, ServiceName};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// Reads the series of an answer. `name` stands for the metric where the query took the name away.
///
/// Errors: the words of the server when the answer is one.
pub(crate) fn read(
    value: &Value,
    path: &Arc<str>,
    name: &str,
    query: Option<&str>,
) -> Result<Vec<MetricSeries>, Phrase> {
    if value.get("status").is_some_and(|s| s == "error") {
        let words = value.get("error").and_then(Value::as_str).unwrap_or("no words");
        return Err(Phrase::new("gap-metrics-error").code("error", words));
    }
    let results = value.pointer("/data/result").and_then(Value::as_array).or_else(|| value.as_array());
    let mut series = Vec::new();
    for result in results.into_iter().flatten() {
        let mut labels = super::labels(result.get("metric"));
        let metric = labels.remove("__name__").unwrap_or_else(|| name.to_owned());
        let samples = samples(result);
        if samples.is_empty() {
            continue;
        }
        let selector = selector(&metric, &labels);
        series.push(MetricSeries {
            service: service_of(&labels),
            step_s: step(&samples),
            citation: Citation::new(path, Locator::Query(query.map_or(selector, str::to_owned)), &excerpt(&samples)),
            query: query.map(str::to_owned),
            metric,
            labels,
            samples,
        });
    }
    Ok(series)
}

fn samples(result: &Value) -> Vec<Sample> {
    let single = result.get("value").map(std::slice::from_ref);
    let pairs = result.get("values").and_then(Value::as_array).map(Vec::as_slice).or(single).unwrap_or(&[]);
    let mut samples: Vec<Sample> = pairs
        .iter()
        .filter_map(|pair| {
            let time = seconds(pair.get(0)?)?;
            let value = pair.get(1)?;
            let value = value.as_str().map_or_else(|| value.as_f64(), number)?;
            Some(Sample { time, value })
        })
        .collect();
    samples.sort_by_key(|s| s.time);
    samples.dedup_by_key(|s| s.time);
    samples
}

/// `NaN`, `+Inf` and `1e+00` as Prometheus prints them.
pub(crate) fn number(text: &str) -> Option<f64> {
    match text {
        "+Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        _ => text.parse().ok(),
    }
}

/// Seconds with decimals, as a number; milliseconds are kept exact.
pub(crate) fn seconds(value: &Value) -> Option<Timestamp> {
    let seconds = value.as_f64()?;
    if !(0.0..253_402_300_800.0).contains(&seconds) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be within the years 1970 to 9999")]
    let millis = (seconds * 1000.0).round() as i64;
    Timestamp::from_millisecond(millis).ok()
}

/// Median distance of samples.
pub(crate) fn step(samples: &[Sample]) -> Option<f64> {
    let mut steps: Vec<f64> =
        samples.iter().zip(samples.iter().skip(1)).map(|(a, b)| b.time.duration_since(a.time).as_secs_f64()).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied()
}

/// The service that labels name.
pub(crate) fn service_of(labels: &BTreeMap<String, String>) -> Option<ServiceName> {
    for label in ["service", "service_name", "app", "app_kubernetes_io_name", "job", "deployment", "target"] {
        if let Some(value) = labels.get(label) {
            return Some(ServiceName::new(value.as_str()));
        }
    }
    labels
        .get("pod")
        .map(|pod| ServiceName::of_pod(pod))
        .or_else(|| labels.get("container").map(|c| ServiceName::new(c.as_str())))
}

/// What is quoted of samples: how many, the first and the last, in a notation that needs no language.
pub(crate) fn excerpt(samples: &[Sample]) -> String {
    let told = |s: &Sample| format!("{} = {}", s.time, s.value);
    match samples {
        [] => String::new(),
        [only] => told(only),
        [first, .., last] => format!("n = {}; {} … {}", samples.len(), told(first), told(last)),
    }
}

/// The selector of a series with the labels that tell it apart.
pub(crate) fn selector(metric: &str, labels: &BTreeMap<String, String>) -> String {
    if labels.is_empty() {
        return metric.to_owned();
    }
    let pairs: Vec<String> = labels.iter().map(|(k, v)| format!("{k}=\"{v}\"")).collect();
    format!("{metric}{{{}}}", pairs.join(","))
}

/// Episodes in `ALERTS` series: firing from the first sample of a run to a step after its last.
///
/// On a grid, times are known to a step. A run that reaches the end of the data has no known end.
pub(crate) fn episodes(series: &[MetricSeries]) -> Vec<AlertEpisode> {
    let newest = series.iter().filter(|s| s.metric == "ALERTS").filter_map(|s| s.samples.last()).map(|s| s.time).max();
    let mut episodes = Vec::new();
    for one in series.iter().filter(|s| s.metric == "ALERTS") {
        if one.labels.get("alertstate").is_none_or(|s| s != "firing") {
            continue;
        }
        let Some(name) = one.labels.get("alertname") else { continue };
        let labels: BTreeMap<String, String> = one
            .labels
            .iter()
            .filter(|(k, _)| !matches!(k.as_str(), "alertname" | "alertstate"))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        let step = one.step_s.unwrap_or(15.0);
        #[expect(clippy::cast_possible_truncation, reason = "a step of seconds")]
        let step = SignedDuration::from_millis((step * 1000.0) as i64);
        let mut run: Option<(Timestamp, Timestamp)> = None;
        let mut runs = Vec::new();
        for sample in &one.samples {
            match &mut run {
                Some((_, last)) if sample.time.duration_since(*last) <= step * 2 => *last = sample.time,
                _ => runs.extend(run.replace((sample.time, sample.time))),
            }
        }
        runs.extend(run);
        for (first, last) in runs {
            let goes_on = newest.is_some_and(|n| n.duration_since(last) < step * 2);
            episodes.push(AlertEpisode {
                name: name.clone(),
                labels: labels.clone(),
                annotations: BTreeMap::new(),
                pending: None,
                fired: Some(first),
                resolved: (!goes_on).then(|| last + step),
                notified: None,
                receivers: Vec::new(),
                citations: vec![one.citation.clone()],
            });
        }
    }
    episodes
}
