//! JSON lines, with whatever names the writer chose; nested objects are looked into once.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fields;
use crate::request::{is_hex, is_method};
use crate::time::{epoch, leading};
use crate::{Record, Request, Severity, Stamp};

/// Pairs of one object in their order; values stay unparsed.
struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::with_capacity(16);
                while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    pairs.push((key, value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// A key, borrowed when it holds no escape.
#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads a line that is a JSON object with a time, a message or a request.
pub(super) fn parse(line: &str) -> Option<Record<'_>> {
    if !line.starts_with('{') {
        return None;
    }
    let Pairs(pairs) = serde_json::from_str(line).ok()?;
    let mut found = Found::default();
    for (key, value) in &pairs {
        found.take(key, value);
    }
    for (_, value) in &pairs {
        if value.get().starts_with('{')
            && let Ok(Pairs(inner)) = serde_json::from_str::<Pairs<'_>>(value.get())
        {
            for (key, value) in inner {
                found.take(&key, value);
            }
        }
    }
    if found.time.is_none() && found.message.is_none() {
        return None;
    }
    Some(found.into_record())
}

#[derive(Default)]
struct Found<'a> {
    time: Option<Stamp>,
    severity: Option<Severity>,
    message: Option<Cow<'a, str>>,
    service: Option<Cow<'a, str>>,
    customer: Option<Cow<'a, str>>,
    correlations: Vec<Cow<'a, str>>,
    method: Option<Cow<'a, str>>,
    path: Option<(u8, Cow<'a, str>)>,
    status: Option<u16>,
    duration_s: Option<f64>,
}

impl<'a> Found<'a> {
    /// Takes a pair for the first field it fits; what is known already stays.
    fn take(&mut self, key: &str, value: &'a RawValue) {
        let raw = value.get();
        if fields::is_time(key) && self.time.is_none() {
            let text = text_of(raw);
            self.time = text.as_deref().and_then(|t| leading(t).map(|(s, _)| s).or_else(|| epoch(t)));
        } else if fields::is_level(key) && self.severity.is_none() {
            self.severity = text_of(raw).as_deref().and_then(level);
        } else if fields::is_message(key) && self.message.is_none() && raw.starts_with('"') {
            self.message = text_of(raw);
        } else if fields::is_service(key) && self.service.is_none() && raw.starts_with('"') {
            self.service = text_of(raw);
        } else if fields::is_correlation(key) && raw.starts_with('"') {
            self.correlations.extend(text_of(raw).filter(|v| is_hex(v)));
        } else if fields::is_customer(key) && self.customer.is_none() {
            self.customer = text_of(raw).filter(|v| !v.is_empty() && v.len() <= 64 && v != "-");
        } else if key == "method" || key == "http.method" || key == "request_method" {
            self.method = text_of(raw).filter(|v| is_method(v));
        } else if fields::is_status(key) && self.status.is_none() {
            self.status = text_of(raw).and_then(|v| v.parse().ok()).filter(|s| *s < 600);
        } else if let Some(seconds) = fields::duration_s(key, raw) {
            self.duration_s.get_or_insert(seconds);
        } else {
            let rank = fields::path_rank(key);
            if rank > self.path.as_ref().map_or(0, |p| p.0) {
                self.path = text_of(raw).filter(|p| p.starts_with('/')).map(|p| (rank, p)).or(self.path.take());
            }
        }
    }

    fn into_record(self) -> Record<'a> {
        let request = match (self.path, self.status) {
            (Some((_, path)), Some(status)) if status == 0 || status >= 100 => {
                Some(Request { method: self.method.unwrap_or_default(), path, status, duration_s: self.duration_s })
            }
            _ => None,
        };
        Record {
            time: self.time,
            inner_time: None,
            severity: self.severity,
            service: self.service,
            message: self.message.unwrap_or_default(),
            request,
            correlations: self.correlations,
            customer: self.customer,
            is_cut: false,
        }
    }
}

/// The text of a string, or the digits of a number.
fn text_of(raw: &str) -> Option<Cow<'_, str>> {
    match raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')) {
        Some(inner) if !inner.contains('\\') => Some(Cow::Borrowed(inner)),
        Some(_) => serde_json::from_str::<String>(raw).ok().map(Cow::Owned),
        None => raw.starts_with(|c: char| c.is_ascii_digit() || c == '-').then_some(Cow::Borrowed(raw)),
    }
}

/// A level by name, or by the numbers of Bunyan and Pino (30 is info) and of syslog (0 to 7).
fn level(text: &str) -> Option<Severity> {
    Severity::parse(text).or_else(|| match text.parse::<u8>().ok()? {
        0..=2 | 60 => Some(Severity::Fatal),
        3 | 50 => Some(Severity::Error),
        4 | 40 => Some(Severity::Warn),
        5 | 6 | 30 => Some(Severity::Info),
        7 | 20 => Some(Severity::Debug),
        10 => Some(Severity::Trace),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_are_the_writers() {
        let record = parse(r#"{"@timestamp":"2026-11-23T15:20:26Z","log":{"level":"error"},"message":"it \"broke\"","http":{"route":"/a/{id}","status_code":503},"latency_ms":5,"trace_id":"174b4310d13dd6f00f6dd31d0134b471","tenant":"t1"}"#).unwrap();
        assert_eq!(record.severity, Some(Severity::Error));
        assert_eq!(record.message, "it \"broke\"");
        assert_eq!(record.customer.as_deref(), Some("t1"));
        assert_eq!(record.correlations.len(), 1);
        let request = record.request.unwrap();
        assert_eq!((&*request.path, request.status, request.duration_s), ("/a/{id}", 503, Some(0.005)));
    }

    #[test]
    fn what_is_no_record_is_refused() {
        for line in ["{", "{}", "[1]", r#"{"a":1}"#, "", "{\"ts\":"] {
            assert!(parse(line).is_none(), "{line}");
        }
    }
}
