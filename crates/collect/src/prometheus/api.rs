//! The HTTP API, as far as we speak it.

use std::collections::BTreeMap;

use backstory_evidence::Covered;
use backstory_http::{Client, HttpError, Reply, Request};
use backstory_model::Window;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use serde_json::{Value, json};

use super::sample_time;
use crate::Reason;

/// Points of one series in one answer. The server refuses a span of more than 11,000 steps, so 11,001 points pass.
pub(super) const POINTS_PER_QUERY: i64 = 11_000;

/// The longest stretch of stored samples in one answer.
const STORED_CHUNK: SignedDuration = SignedDuration::from_hours(24);

/// The `data` of an answer, and the answer as received.
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    pub(super) data: Value,
    pub(super) warnings: Vec<String>,
}

/// Series with their samples.
pub(super) struct Matrix {
    /// The answer in the form of the API; as received, unless it was put together from parts.
    pub(super) bytes: Vec<u8>,
    pub(super) series: usize,
    pub(super) covered: Option<Covered>,
    pub(super) warnings: Vec<String>,
}

pub(super) struct Api<'a> {
    pub(super) client: &'a Client,
}

impl Api<'_> {
    pub(super) fn get(&self, path: &str, parameters: &[(&str, String)]) -> Result<Answer, Reason> {
        let request = Request { query: parameters.to_vec(), ..Request::get(path) };
        let reply = self.client.send(&request)?;
        read(path, reply, |reply| self.client.refused(&request, reply))
    }

    /// Expressions are long, so they travel in a body; a proxy that allows only `GET` gets a `GET`.
    fn post(&self, path: &str, fields: &[(&str, String)]) -> Result<Answer, Reason> {
        let request = Request::post_form(path, fields);
        let reply = self.client.send(&request)?;
        if matches!(reply.status, 403 | 405) {
            return self.get(path, fields);
        }
        read(path, reply, |reply| self.client.refused(&request, reply))
    }

    pub(super) fn metric_names(&self, window: Window) -> Result<Vec<String>, Reason> {
        let path = "/api/v1/label/__name__/values";
        let answer = self.get(path, &[("start", window.start.to_string()), ("end", window.end.to_string())])?;
        serde_json::from_value(answer.data).map_err(|_| Reason::NotPrometheus { path: path.to_owned() })
    }

    /// The label sets of a metric in the window.
    pub(super) fn label_sets(&self, metric: &str, window: Window) -> Result<Vec<BTreeMap<String, String>>, Reason> {
        let path = "/api/v1/series";
        let selector = format!("{{__name__={}}}", json!(metric));
        let times = [("start", window.start.to_string()), ("end", window.end.to_string())];
        let [start, end] = times;
        let answer = self.get(path, &[("match[]", selector), start, end])?;
        serde_json::from_value(answer.data).map_err(|_| Reason::NotPrometheus { path: path.to_owned() })
    }

    /// Counters by the metadata of the targets that are scraped today; empty when the server does not tell.
    pub(super) fn counters(&self) -> Vec<String> {
        let Ok(answer) = self.get("/api/v1/metadata", &[]) else { return Vec::new() };
        let is_counter =
            |entries: &Value| entries.get(0).and_then(|entry| entry.get("type")) == Some(&json!("counter"));
        let object = answer.data.as_object().cloned().unwrap_or_default();
        object.into_iter().filter(|(_, entries)| is_counter(entries)).map(|(name, _)| name).collect()
    }

    /// Name and version of the server.
    pub(super) fn server(&self) -> Option<String> {
        let answer = self.get("/api/v1/status/buildinfo", &[]).ok()?;
        let version = answer.data.get("version")?.as_str()?;
        Some(format!("server version {}", version.chars().filter(|c| !c.is_control()).take(60).collect::<String>()))
    }

    /// How long samples are kept, as the server words it and as a length; `None` when it keeps by size only or does not say.
    pub(super) fn retention(&self) -> Option<(String, SignedDuration)> {
        let answer = self.get("/api/v1/status/runtimeinfo", &[]).ok()?;
        let text = answer.data.get("storageRetention")?.as_str()?.to_owned();
        let kept = read_retention(&text)?;
        Some((text, kept))
    }

    /// Seconds between two scrapes, from the densest five minutes of `up` in the window.
    pub(super) fn scrape_interval_s(&self, window: Window) -> Option<i64> {
        // 299 s, so that no sample lies on both edges: the count times the interval is 300 s, rounded.
        let length_s = window.duration().as_secs().max(300);
        let query = format!("max(max_over_time(count_over_time(up[299s])[{length_s}s:300s]))");
        let answer = self.post("/api/v1/query", &[("query", query), ("time", window.end.to_string())]).ok()?;
        let count: f64 = answer.data.pointer("/result/0/value/1")?.as_str()?.parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "between 1 and 300 after the check")]
        let interval = (300.0 / count).round() as i64;
        (count >= 1.0).then_some(interval.clamp(1, 300))
    }

    /// Runs a range query, in parts when it has too many points.
    pub(super) fn range(&self, query: &str, start: Timestamp, end: Timestamp, step_s: i64) -> Result<Matrix, Reason> {
        let mut parts = Vec::new();
        let mut part_start = start;
        while part_start <= end {
            let part_end = part_start
                .checked_add(SignedDuration::from_secs(step_s * (POINTS_PER_QUERY - 1)))
                .unwrap_or(end)
                .min(end);
            let fields = [
                ("query", query.to_owned()),
                ("start", part_start.to_string()),
                ("end", part_end.to_string()),
                ("step", step_s.to_string()),
            ];
            parts.push(self.post("/api/v1/query_range", &fields)?);
            // `end` is inclusive: the next part begins one step after the last point.
            let Ok(next) = part_start.checked_add(SignedDuration::from_secs(step_s * POINTS_PER_QUERY)) else { break };
            part_start = next;
        }
        join(parts, "/api/v1/query_range")
    }

    /// Fetches stored samples with their own times.
    pub(super) fn stored(&self, selector: &str, window: Window) -> Result<Matrix, Reason> {
        let mut parts = Vec::new();
        let mut part_start = window.start;
        while part_start < window.end {
            let part_end = part_start.checked_add(STORED_CHUNK).unwrap_or(window.end).min(window.end);
            // One millisecond more on the left: newer servers leave out the left edge.
            let length_ms = part_end.duration_since(part_start).as_millis() + 1;
            let fields = [("query", format!("{selector}[{length_ms}ms]")), ("time", part_end.to_string())];
            parts.push(self.post("/api/v1/query", &fields)?);
            part_start = part_end;
        }
        join(parts, "/api/v1/query")
    }
}

fn read(path: &str, reply: Reply, refused: impl Fn(&Reply) -> HttpError) -> Result<Answer, Reason> {
    let Ok(mut envelope) = serde_json::from_slice::<Value>(&reply.body) else {
        let error = if reply.is_success() {
            Reason::NotPrometheus { path: path.to_owned() }
        } else {
            Reason::Http(refused(&reply))
        };
        return Err(error);
    };
    let text = |name: &str| envelope.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    match envelope.get("status").and_then(Value::as_str) {
        Some("success") => {
            let texts = |name: &str| {
                let list = envelope.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
                list.into_iter().filter_map(|text| text.as_str().map(ToOwned::to_owned))
            };
            let warnings = texts("warnings").chain(texts("infos")).collect();
            let data = envelope.get_mut("data").map(Value::take).unwrap_or_default();
            Ok(Answer { bytes: reply.body, data, warnings })
        }
        Some("error") => Err(Reason::Refused { kind: text("errorType"), message: text("error") }),
        _ if reply.is_success() => Err(Reason::NotPrometheus { path: path.to_owned() }),
        _ => Err(Reason::Http(refused(&reply))),
    }
}

/// Puts the parts of a matrix together. Samples at a shared edge are taken once.
fn join(mut parts: Vec<Answer>, path: &str) -> Result<Matrix, Reason> {
    let mut warnings: Vec<String> = parts.iter().flat_map(|part| part.warnings.clone()).collect();
    warnings.dedup();
    let not_a_matrix = || Reason::NotPrometheus { path: path.to_owned() };
    let mut covered: Option<Covered> = None;
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    let single = (parts.len() == 1).then(|| std::mem::take(&mut parts[0].bytes));
    for part in &mut parts {
        let Some(Value::Array(found)) = part.data.get_mut("result").map(Value::take) else {
            return Err(not_a_matrix());
        };
        for series in found {
            let times = series.get("values").or_else(|| series.get("histograms")).and_then(Value::as_array);
            for sample in times.into_iter().flatten().filter_map(sample_time) {
                covered = Some(covered.map_or(Covered { first: sample, last: sample }, |old| Covered {
                    first: old.first.min(sample),
                    last: old.last.max(sample),
                }));
            }
            let key = series.get("metric").map(ToString::to_string).unwrap_or_default();
            match all.get_mut(&key) {
                Some(known) => append(known, series),
                None => {
                    all.insert(key, series);
                }
            }
        }
    }
    let series = all.len();
    let bytes = single.unwrap_or_else(|| {
        let result: Vec<Value> = all.into_values().collect();
        json!({"status": "success", "data": {"resultType": "matrix", "result": result}}).to_string().into_bytes()
    });
    Ok(Matrix { bytes, series, covered, warnings })
}

fn append(known: &mut Value, mut more: Value) {
    for kind in ["values", "histograms"] {
        let Some(Value::Array(samples)) = more.get_mut(kind).map(Value::take) else { continue };
        let Some(Value::Array(own)) = known.get_mut(kind) else {
            if let Some(object) = known.as_object_mut() {
                object.insert(kind.to_owned(), Value::Array(samples));
            }
            continue;
        };
        let last = own.last().and_then(sample_time);
        own.extend(samples.into_iter().filter(|sample| sample_time(sample) > last));
    }
}

/// Reads `15d`, `1w3d`, `50y`, `15d or 10GiB`. A year has 365 days there.
fn read_retention(text: &str) -> Option<SignedDuration> {
    let time = text.split(" or ").find(|part| !part.trim_end().ends_with('B'))?.trim();
    let mut total = SignedDuration::ZERO;
    for part in time.split_inclusive(|c: char| c.is_ascii_alphabetic()) {
        let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
        let length = match (number, unit) {
            // `ms` arrives in two halves; it does not matter in a retention.
            ("", "s") => SignedDuration::ZERO,
            (_, "y") => SignedDuration::from_hours(number.parse::<i64>().ok()?.checked_mul(365 * 24)?),
            _ => part.parse::<Span>().ok()?.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?,
        };
        total = total.checked_add(length)?;
    }
    total.is_positive().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retention_is_read() {
        for (text, hours) in [
            ("15d", Some(360)),
            ("1w3d", Some(240)),
            ("50y", Some(438_000)),
            ("15d or 10GiB", Some(360)),
            ("10GB", None),
            ("", None),
        ] {
            assert_eq!(read_retention(text).map(|kept| kept.as_hours()), hours, "{text}");
        }
    }

    #[test]
    fn parts_are_joined_without_a_shared_sample() {
        let part = |values: Value| {
            let data = json!({"resultType": "matrix", "result": [{"metric": {"a": "b"}, "values": values}]});
            Answer { bytes: Vec::new(), data, warnings: Vec::new() }
        };
        let parts = vec![part(json!([[1, "1"], [2.5, "NaN"]])), part(json!([[2.5, "NaN"], [3, "+Inf"]]))];
        let matrix = join(parts, "").unwrap();
        let text = String::from_utf8(matrix.bytes).unwrap();
        assert!(text.contains(r#""values":[[1,"1"],[2.5,"NaN"],[3,"+Inf"]]"#), "{text}");
        assert_eq!(matrix.covered.unwrap().last, "1970-01-01T00:00:03Z".parse().unwrap());
    }
}
