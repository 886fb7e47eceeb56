//! Alertmanager: alerts as its API and amtool print them, and the webhooks it sent.

use std::sync::Arc;

use backstory_model::{AlertEpisode, Citation, Locator};
use jiff::Timestamp;
use serde_json::Value;

/// Alerts of `GET /api/v2/alerts` or `amtool alert query -o json`. An end that lies ahead is a forecast, no end.
pub(crate) fn alerts(value: &Value, path: &Arc<str>) -> Vec<AlertEpisode> {
    let list = super::elements(value, "alerts");
    list.iter()
        .enumerate()
        .filter_map(|(index, alert)| {
            let mut episode = episode(alert)?;
            let receivers = alert.get("receivers").and_then(Value::as_array).into_iter().flatten();
            episode.receivers = receivers.filter_map(|r| super::text(r, "name")).map(str::to_owned).collect();
            let words =
                format!("{} startsAt {}", episode.name, episode.fired.map_or_else(String::new, |t| t.to_string()));
            episode.citations.push(Citation::new(path, Locator::Item(format!("/{index}")), &words));
            Some(episode)
        })
        .collect()
}

/// Webhook payloads, bare or in a wrapper with `received_at`.
pub(crate) fn webhooks<'a>(values: impl Iterator<Item = (u64, &'a Value)>, path: &Arc<str>) -> Vec<AlertEpisode> {
    let mut episodes = Vec::new();
    for (line, value) in values {
        let payload = value.get("payload").unwrap_or(value);
        let received: Option<Timestamp> = super::instant(value, "received_at");
        let receiver = super::text(payload, "receiver").map(str::to_owned);
        for alert in payload.get("alerts").and_then(Value::as_array).into_iter().flatten() {
            let Some(mut episode) = episode(alert) else { continue };
            let is_resolved = alert.get("status").is_some_and(|s| s == "resolved");
            episode.resolved = if is_resolved { super::instant(alert, "endsAt") } else { None };
            episode.notified = if is_resolved { None } else { received };
            episode.receivers.extend(receiver.clone());
            let words = format!(
                "{} {} {}",
                if is_resolved { "resolved" } else { "firing" },
                episode.name,
                episode.annotations.get("summary").map_or("", String::as_str)
            );
            episode.citations.push(Citation::new(path, Locator::Line { line, offset: 0 }, &words));
            episodes.push(episode);
        }
    }
    episodes
}

fn episode(alert: &Value) -> Option<AlertEpisode> {
    let mut labels = super::labels(alert.get("labels"));
    let name = labels.remove("alertname")?;
    Some(AlertEpisode {
        name,
        labels,
        annotations: super::labels(alert.get("annotations")),
        pending: None,
        fired: Some(super::instant(alert, "startsAt")?),
        resolved: None,
        notified: None,
        receivers: Vec::new(),
        citations: Vec::new(),
    })
}
