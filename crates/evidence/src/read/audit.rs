//! Records of who changed what: the audit logs of flag services, clouds, clusters and code hosts, and the histories of
//! delivery tools. They differ in their keys and agree in what they say: when, who, what was done, and to what.

mod keys;

use std::sync::Arc;

use backstory_model::{Change, ChangeKind, Citation, Locator, ServiceName};
use jiff::Timestamp;
use serde_json::Value;

use self::keys::{ACTIONS, ACTORS, OF_LOGS, OWN, PARAMETERS, TARGETS, TIMES, WRITES};
use super::text;

/// Whether an object is such a record, or a history of them.
pub(crate) fn is_audit(value: &Value) -> bool {
    is_history(value) || is_helm(value) || is_plan(value) || is_entry(value)
}

/// The changes that a record tells of; none for those that only looked, or failed.
pub(crate) fn changes(value: &Value, path: &Arc<str>, line: Option<u64>) -> Vec<Change> {
    if is_history(value) {
        return history(value, path);
    }
    let change = if is_helm(value) {
        helm(value, path)
    } else if is_plan(value) || text(value, "@module") == Some(PLANNER) {
        planned(value, path, line)
    } else {
        entry(value, path, line)
    };
    change.into_iter().collect()
}

/// The records of a document: a list, or the list that it holds.
pub(crate) fn records(value: &Value) -> Vec<&Value> {
    if let Some(list) = value.as_array() {
        return list.iter().collect();
    }
    let lists = ["Records", "items", "entries", "events", "records", "auditEvents", "data", "results", "value"];
    match lists.iter().find_map(|key| value.get(key).and_then(Value::as_array)) {
        Some(list) => list.iter().collect(),
        None => vec![value],
    }
}

fn first_text<'a>(value: &'a Value, pointers: &[&str]) -> Option<&'a str> {
    pointers.iter().find_map(|p| value.pointer(p).and_then(Value::as_str).filter(|s| !s.is_empty()))
}

fn time(value: &Value) -> Option<Timestamp> {
    TIMES.iter().find_map(|pointer| match value.pointer(pointer)? {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => match backstory_logs::time::epoch(&number.to_string())? {
            backstory_logs::Stamp::Utc(nanos) => Timestamp::from_nanosecond(i128::from(nanos)).ok(),
            backstory_logs::Stamp::Naive(_) => None,
        },
        _ => None,
    })
}

/// Audit logs of products whose records bear keys of logs as well.
fn is_known(value: &Value) -> bool {
    text(value, "apiVersion").is_some_and(|v| v.starts_with("audit.k8s.io/"))
        || (value.get("eventSource").is_some() && value.get("eventName").is_some())
        || value.pointer("/protoPayload/methodName").is_some()
}

fn is_entry(value: &Value) -> bool {
    let is_logged = || OF_LOGS.iter().any(|key| value.get(key).is_some());
    time(value).is_some()
        && first_text(value, ACTORS).is_some()
        && first_text(value, ACTIONS).is_some()
        && (is_known(value) || (target(value).is_some() && !is_logged() && is_written(value)))
}

/// Whether the action changes something.
fn is_written(value: &Value) -> bool {
    first_text(value, ACTIONS).is_some_and(|action| words(action).iter().any(|word| writes(word)))
}

/// The words of an action: `UpdateService`, `repo.create`, `turned on the flag`.
fn words(action: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in action.chars() {
        if (c.is_uppercase() && was_lower) || !c.is_alphanumeric() {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a word is a form of one that changes something: `created`, `deleting`, `applies`.
fn writes(word: &str) -> bool {
    WRITES.iter().any(|write| {
        let stem = write.strip_suffix(['e', 'y']).unwrap_or(write);
        word.strip_prefix(stem).is_some_and(|end| {
            matches!(end, "" | "e" | "y" | "s" | "es" | "ed" | "d" | "ing" | "ies" | "ied")
                // stopped, running, setting
                || end.trim_start_matches(|c: char| stem.ends_with(c)).len() < end.len()
                    && matches!(end.get(1..), Some("ed" | "ing"))
        })
    })
}

/// What it was done to, and the service that is, where the record tells.
fn target(value: &Value) -> Option<(String, Option<ServiceName>)> {
    if let Some(object) = value.get("objectRef") {
        let (kind, name) = (text(object, "resource")?, text(object, "name").unwrap_or_default());
        let part = text(object, "subresource").map(|part| format!("/{part}")).unwrap_or_default();
        let is_workload =
            matches!(kind, "deployments" | "statefulsets" | "daemonsets" | "pods" | "rollouts" | "cronjobs");
        return Some((
            format!("{kind}/{name}{part}"),
            (is_workload && !name.is_empty()).then(|| ServiceName::of_pod(name)),
        ));
    }
    let service = || {
        let name = ["service", "application", "app", "component"].iter().find_map(|key| text(value, key));
        name.map(ServiceName::from)
    };
    if let Some(parameters) = value.get("requestParameters") {
        let named = PARAMETERS.iter().find_map(|key| text(parameters, key));
        let name = named.map(|name| name.rsplit('/').next().unwrap_or(name).to_owned());
        let own = ["service", "serviceName", "functionName"].iter().find_map(|key| text(parameters, key));
        return name.map(|name| (name, own.map(|own| ServiceName::from(own.rsplit('/').next().unwrap_or(own)))));
    }
    let name = first_text(value, TARGETS)?;
    let of_repository = text(value, "repo").and_then(|repo| repo.rsplit('/').next()).map(ServiceName::from);
    Some((name.to_owned(), service().or(of_repository)))
}

fn entry(value: &Value, path: &Arc<str>, line: Option<u64>) -> Option<Change> {
    let (at, actor, action) = (time(value)?, first_text(value, ACTORS)?, first_text(value, ACTIONS)?);
    let words = words(action);
    let has_failed = value.get("errorCode").is_some()
        || value.pointer("/responseStatus/code").and_then(Value::as_u64).is_some_and(|code| code >= 400);
    let only_looked = value.get("readOnly").is_some_and(|only| *only == true || only == "true");
    let is_unfinished = text(value, "stage").is_some_and(|stage| stage != "ResponseComplete");
    // The cluster acts on itself, and writes down what it saw.
    let is_own = value.get("objectRef").is_some()
        && (actor.starts_with("system:")
            || value.pointer("/objectRef/resource").and_then(Value::as_str).is_some_and(|kind| OWN.contains(&kind)));
    if has_failed || only_looked || is_unfinished || is_own || !words.iter().any(|word| writes(word)) {
        return None;
    }
    let (target, service) = target(value).unwrap_or_default();
    let description = if action.contains(&target) { action.to_owned() } else { format!("{action} {target}") };
    let kind = kind(value, &words, &target);
    // An identity of a cloud is a path: the last part is who it was.
    let actor = actor.rsplit('/').next().unwrap_or(actor).to_owned();
    let id = ["_id", "eventID", "auditID", "_document_id", "id", "insertId"].iter().find_map(|key| text(value, key));
    let place = line.map_or_else(
        || Locator::Item(id.map_or_else(|| format!("record of {at}"), |id| format!("record {id}"))),
        |line| Locator::Line { line, offset: 0 },
    );
    let told = format!("{at} {actor}: {description}");
    let id = id.map_or_else(|| format!("{at} {description}"), str::to_owned);
    Some(Change { kind, service, actor: Some(actor), ..change(id, description, at, path, place, &told) })
}

/// What kind of change the words tell of; the name of what was changed tells more than the verb.
fn kind(value: &Value, action: &[String], target: &str) -> ChangeKind {
    let of = text(value, "kind").or_else(|| text(value, "eventSource")).unwrap_or_default();
    let target = format!("{of} {target}").to_lowercase();
    let done = |words: &[&str]| action.iter().any(|a| words.iter().any(|word| a.starts_with(word)));
    let on = |words: &[&str]| words.iter().any(|word| target.contains(word)) || done(words);
    if done(&["rollback", "revert", "undo"]) {
        ChangeKind::Rollback
    } else if done(&["restart", "reboot"]) {
        ChangeKind::Restart
    } else if on(&["flag", "toggle", "experiment"]) {
        ChangeKind::FeatureFlag
    } else if done(&["scal", "resiz"]) || on(&["autoscal", "/scale"]) {
        ChangeKind::Scale
    } else if on(&["migrat"]) {
        ChangeKind::Migration
    } else if on(&["deployment", "statefulset", "daemonset", "rollout"])
        || done(&["deploy", "sync", "publish", "release"])
    {
        ChangeKind::Deploy
    } else if on(&[
        "config",
        "param",
        "secret",
        "setting",
        "polic",
        "rule",
        "route",
        "ingress",
        "securitygroup",
        "limit",
    ]) {
        ChangeKind::Config
    } else {
        ChangeKind::Other(action.iter().find(|word| writes(word)).cloned().unwrap_or_default())
    }
}

/// A change of which no more is known.
fn change(id: String, description: String, at: Timestamp, path: &Arc<str>, place: Locator, told: &str) -> Change {
    Change {
        id,
        service: None,
        kind: ChangeKind::Deploy,
        description,
        version: None,
        previous_version: None,
        sha: None,
        reference: None,
        actor: None,
        environment: None,
        requested: at,
        started: None,
        completed: Some(at),
        failed: None,
        config_path: None,
        citation: Citation::new(path, place, told),
    }
}

/// Argo CD and Flux keep what they brought to a cluster in the object itself.
fn is_history(value: &Value) -> bool {
    value
        .pointer("/status/history/0")
        .is_some_and(|first| text(first, "deployedAt").is_some() || text(first, "lastDeployed").is_some())
}

fn history(value: &Value, path: &Arc<str>) -> Vec<Change> {
    let name = value.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default();
    let list = value.pointer("/status/history").and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|one| {
        let at: Timestamp = text(one, "deployedAt").or_else(|| text(one, "lastDeployed"))?.parse().ok()?;
        let sha = text(one, "revision").or_else(|| one.get("revisions")?.get(0)?.as_str());
        let version = text(one, "chartVersion").or_else(|| text(one, "appVersion"));
        let shown = version.or_else(|| sha?.get(..sha?.len().min(7))).unwrap_or_default();
        let description = format!("sync to {shown}").trim_end().to_owned();
        let number = one.get("id").or_else(|| one.get("version")).map(ToString::to_string).unwrap_or_default();
        let place = Locator::Item(format!("history {number} of {name}"));
        let started = text(one, "deployStartedAt").and_then(|t| t.parse().ok());
        Some(Change {
            service: (!name.is_empty()).then(|| ServiceName::from(name)),
            version: version.map(str::to_owned),
            sha: sha.map(str::to_owned),
            actor: one.pointer("/initiatedBy/username").and_then(Value::as_str).map(str::to_owned),
            requested: started.unwrap_or(at),
            started,
            ..change(
                format!("{name} {number}"),
                description.clone(),
                at,
                path,
                place,
                &format!("{name}: {description}"),
            )
        })
    })
    .collect()
}

/// `helm history --output json`.
fn is_helm(value: &Value) -> bool {
    value.get("revision").is_some() && text(value, "updated").is_some() && text(value, "chart").is_some()
}

fn helm(value: &Value, path: &Arc<str>) -> Option<Change> {
    let (updated, chart, number) = (text(value, "updated")?, text(value, "chart")?, value.get("revision")?);
    let at: Timestamp = updated.parse().ok()?;
    let is_version = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let mut parts = chart.match_indices('-').filter_map(|(i, _)| chart.split_at_checked(i));
    let (name, version) = parts.find(|(_, rest)| is_version(rest.trim_start_matches('-')))?;
    let described = text(value, "description").unwrap_or("Upgrade").to_owned();
    let kind = if described.to_lowercase().starts_with("rollback") { ChangeKind::Rollback } else { ChangeKind::Deploy };
    let told = format!("{chart} revision {number}: {described}");
    let failed = (text(value, "status") == Some("failed")).then_some(at);
    Some(Change {
        kind,
        service: Some(ServiceName::from(name)),
        version: Some(version.trim_start_matches('-').to_owned()),
        failed,
        ..change(format!("{name} {number}"), described, at, path, Locator::Item(format!("revision {number}")), &told)
    })
}

/// How lines of `terraform apply -json` name their module.
const PLANNER: &str = "terraform.ui";

fn is_plan(value: &Value) -> bool {
    text(value, "@module") == Some(PLANNER)
}

fn planned(value: &Value, path: &Arc<str>, line: Option<u64>) -> Option<Change> {
    if text(value, "type") != Some("apply_complete") {
        return None;
    }
    let at = time(value)?;
    let hook = value.get("hook")?;
    let target = hook.pointer("/resource/addr").and_then(Value::as_str)?;
    let action = text(hook, "action").filter(|action| *action != "read")?;
    let seconds = hook.get("elapsed_seconds").and_then(Value::as_i64).unwrap_or(0).clamp(0, 86_400);
    let started = at - jiff::SignedDuration::from_secs(seconds);
    let description = format!("{action} {target}");
    let place = line.map_or_else(|| Locator::Item(target.to_owned()), |line| Locator::Line { line, offset: 0 });
    let kind = kind(value, &words(action), target);
    Some(Change {
        kind,
        requested: started,
        started: Some(started),
        ..change(format!("{at} {description}"), description.clone(), at, path, place, &description)
    })
}

#[cfg(test)]
mod tests;
