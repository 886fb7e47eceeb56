//! What is already known: `incident.json`.

use std::sync::Arc;

use backstory_model::{Citation, IncidentFacts, Locator, ServiceName};
use jiff::Timestamp;
use serde_json::Value;

/// Reads the facts an incident commander states.
pub(crate) fn read(value: &Value, path: &Arc<str>) -> IncidentFacts {
    let list = |key: &str| value.get(key).and_then(Value::as_array).into_iter().flatten();
    let word = |key: &str| super::text(value, key).map(str::to_owned);
    IncidentFacts {
        id: word("id"),
        title: word("title"),
        severity: word("severity"),
        started: time(value, "started_at"),
        ended: time(value, "ended_at"),
        timezone: word("timezone"),
        services: list("services").filter_map(Value::as_str).map(ServiceName::from).collect(),
        commander: word("commander"),
        channel: word("slack_channel").or_else(|| word("channel")),
        pager_incidents: list("pagerduty_incidents").filter_map(Value::as_u64).collect(),
        citation: Some(Citation::new(
            path,
            Locator::Whole,
            &format!("{} {}", word("id").unwrap_or_default(), word("title").unwrap_or_default()),
        )),
    }
}

/// RFC 3339, also without seconds (`2026-11-23T15:27Z`).
fn time(value: &Value, key: &str) -> Option<Timestamp> {
    let text = super::text(value, key)?;
    text.parse().ok().or_else(|| {
        let (minute, zone) = text.split_at_checked(16)?;
        format!("{minute}:00{zone}").parse().ok()
    })
}
