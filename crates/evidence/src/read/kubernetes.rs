//! Kubernetes events, core/v1 and events.k8s.io/v1.

use std::sync::Arc;

use backstory_model::{Change, ChangeKind, Citation, ClusterEvent, Locator, ServiceName, workload_of};
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

/// Rollouts that the events of Deployments tell of: for evidence without deployment records.
///
/// A replica set that grows from nothing is a rollout; the image that its pods pull names the version.
pub(crate) fn rollouts(events: &[ClusterEvent]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for event in events.iter().filter(|e| e.reason == "ScalingReplicaSet" && e.message.contains(" from 0")) {
        let Some(set) = event.message.split_once("replica set ").and_then(|(_, rest)| rest.split(' ').next()) else {
            continue;
        };
        let image = events
            .iter()
            .filter(|e| e.reason == "Pulling" && e.object_name.starts_with(set))
            .find_map(|e| e.message.split('"').nth(1)?.rsplit_once(':').map(|(_, tag)| tag.to_owned()));
        let newest = changes.iter().rev().find(|c| c.service == event.service);
        let seen_before = image.is_some() && changes.iter().any(|c| c.service == event.service && c.version == image);
        let kind = match newest {
            Some(last) if image.is_some() && last.version == image => ChangeKind::Restart,
            Some(_) if seen_before => ChangeKind::Rollback,
            _ => ChangeKind::Deploy,
        };
        let done = events.iter().filter(|e| {
            e.reason == "ScalingReplicaSet"
                && e.service == event.service
                && e.first >= event.first
                && e.first.duration_since(event.first) <= jiff::SignedDuration::from_mins(15)
                && e.message.starts_with("Scaled down")
        });
        changes.push(Change {
            id: set.to_owned(),
            service: event.service.clone(),
            previous_version: newest.and_then(|c| c.version.clone()),
            kind,
            description: event.message.clone(),
            version: image,
            sha: None,
            reference: None,
            actor: None,
            environment: None,
            requested: event.first,
            started: None,
            completed: done.map(|e| e.first).min(),
            failed: None,
            config_path: None,
            citation: event.citation.clone(),
        });
    }
    changes
}
