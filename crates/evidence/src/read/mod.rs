//! One file a kind of source.

pub(crate) mod alertmanager;
pub(crate) mod audit;
pub(crate) mod commands;
mod decimal;
pub(crate) mod deployments;
pub(crate) mod exposition;
pub(crate) mod facts;
pub(crate) mod git;
pub(crate) mod github;
pub(crate) mod kubernetes;
pub(crate) mod long;
pub(crate) mod pagerduty;
pub(crate) mod prometheus;
pub(crate) mod rules;
pub(crate) mod slack;
pub(crate) mod table;
pub(crate) mod topology;
pub(crate) mod wide;

use jiff::Timestamp;
use serde_json::Value;

/// The text of a field.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str).filter(|s| !s.is_empty())
}

/// The instant of a field in RFC 3339. The year 1 that Go writes for "not yet" is none.
pub(crate) fn instant(value: &Value, key: &str) -> Option<Timestamp> {
    let time: Timestamp = text(value, key)?.parse().ok()?;
    (time.as_second() > 0).then_some(time)
}

/// The text fields of an object.
pub(crate) fn labels(value: Option<&Value>) -> std::collections::BTreeMap<String, String> {
    let pairs = value.and_then(Value::as_object).into_iter().flatten();
    pairs.filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))).collect()
}

/// The elements of a list, or of the list under a key, or the value itself.
pub(crate) fn elements<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    if let Some(list) = value.as_array().or_else(|| value.get(key).and_then(Value::as_array)) {
        return list.iter().collect();
    }
    vec![value]
}
