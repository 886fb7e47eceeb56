//! Kubernetes events, core/v1 and events.k8s.io/v1.

use std::sync::Arc;

use backstory_model::{Citation, ClusterEvent, Locator, ServiceName, workload_of};
use jiff::Timestamp;
use serde_json::Value;

/// Reads a list of events or a single one.
pub(crate) fn events(value: &Value, path: &Arc<str>) -> Vec<ClusterEvent> {
    super::elements(value, "items")
        .into_iter()
        .enumerate()
        .filter_map(|(index, event)| read(event, index, path))
        .collect()
}

fn read(event: &Value, index: usize, path: &Arc<str>) -> Option<ClusterEvent> {
    let object = event.get("involvedObject").or_else(|| event.get("regarding"))?;
    let reason = super::text(event, "reason")?;
    let message = super::text(event, "message").or_else(|| super::text(event, "note")).unwrap_or("");
    // First and last are often null: then the series, the event time, and at last the creation tell.
    let event_time = super::instant(event, "eventTime");
    let created = event.get("metadata").and_then(|m| super::instant(m, "creationTimestamp"));
    let first: Timestamp = super::instant(event, "firstTimestamp")
        .or_else(|| super::instant(event, "deprecatedFirstTimestamp"))
        .or(event_time)
        .or(created)?;
    let observed = event.get("series").and_then(|s| super::instant(s, "lastObservedTime"));
    let last = observed
        .or_else(|| super::instant(event, "lastTimestamp"))
        .or_else(|| super::instant(event, "deprecatedLastTimestamp"))
        .unwrap_or(first)
        .max(first);
    let count = event.get("count").or_else(|| event.get("deprecatedCount")).and_then(Value::as_u64);
    let count = count.or_else(|| event.pointer("/series/count").and_then(Value::as_u64)).unwrap_or(1);
    let kind = super::text(object, "kind").unwrap_or("").to_owned();
    let name = super::text(object, "name").unwrap_or("").to_owned();
    let service = match kind.as_str() {
        "Pod" => Some(ServiceName::new(workload_of(&name))),
        // A ReplicaSet is its Deployment with a hash behind.
        "ReplicaSet" => name.rsplit_once('-').map(|(workload, _)| ServiceName::from(workload)),
        "Deployment" | "StatefulSet" | "DaemonSet" | "HorizontalPodAutoscaler" | "Job" => {
            Some(ServiceName::from(name.as_str()))
        }
        _ => None,
    };
    let words = format!("{first} {reason} {kind}/{name}: {message}");
    Some(ClusterEvent {
        first,
        last,
        count,
        is_warning: event.get("type").is_some_and(|t| t == "Warning"),
        reason: reason.to_owned(),
        message: message.to_owned(),
        object_kind: kind,
        namespace: super::text(object, "namespace").map(str::to_owned),
        object_name: name,
        service,
        citation: Citation::new(path, Locator::Item(format!("/items/{index}")), &words),
    })
}
