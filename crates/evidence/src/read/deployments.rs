//! Deployments and their statuses, in the shape of GitHub's API.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Change, ChangeKind, Citation, Locator, ServiceName};
use jiff::Timestamp;
use serde_json::Value;

/// Deployments while their statuses are gathered, by id.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    changes: BTreeMap<u64, Change>,
    statuses: Vec<(u64, String, Timestamp)>,
}

impl Gathering {
    /// Takes one deployment or status, with the place it stands at.
    pub(crate) fn take(&mut self, value: &Value, path: &Arc<str>, line: Option<u64>) {
        if let Some(url) = super::text(value, "deployment_url") {
            let id = url.rsplit('/').next().and_then(|i| i.parse().ok());
            if let (Some(id), Some(state), Some(time)) =
                (id, super::text(value, "state"), super::instant(value, "created_at"))
            {
                self.statuses.push((id, state.to_owned(), time));
            }
            return;
        }
        let (Some(id), Some(requested)) =
            (value.get("id").and_then(Value::as_u64), super::instant(value, "created_at"))
        else {
            return;
        };
        let payload = match value.get("payload") {
            Some(Value::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
            Some(other) => other.clone(),
            None => Value::Null,
        };
        let description = super::text(value, "description").unwrap_or("").to_owned();
        let reference = super::text(value, "ref").map(str::to_owned);
        let config_path =
            ["config", "config_path", "file", "path"].iter().find_map(|k| super::text(&payload, k)).map(str::to_owned);
        let task = super::text(value, "task").unwrap_or("deploy");
        let locator =
            line.map_or_else(|| Locator::Item(format!("deployment {id}")), |line| Locator::Line { line, offset: 0 });
        let words = format!("deployment {id} {task} {} {description}", reference.as_deref().unwrap_or(""));
        self.changes.insert(
            id,
            Change {
                id: id.to_string(),
                service: service(&payload, reference.as_deref()),
                kind: kind(task, &description, config_path.is_some()),
                version: super::text(&payload, "version").map(str::to_owned).or_else(|| version(reference.as_deref())),
                previous_version: super::text(&payload, "previous_version").map(str::to_owned),
                sha: super::text(value, "sha").map(str::to_owned),
                actor: value.pointer("/creator/login").and_then(Value::as_str).map(str::to_owned),
                environment: super::text(value, "environment").map(str::to_owned),
                requested,
                started: None,
                completed: None,
                failed: None,
                citation: Citation::new(path, locator, &words),
                description,
                reference,
                config_path,
            },
        );
    }

    /// Changes by request time.
    pub(crate) fn finish(mut self) -> Vec<Change> {
        self.statuses.sort_by_key(|(id, _, time)| (*id, *time));
        for (id, state, time) in self.statuses {
            let Some(change) = self.changes.get_mut(&id) else { continue };
            match state.as_str() {
                "in_progress" => change.started = change.started.or(Some(time)),
                "success" => change.completed = change.completed.or(Some(time)),
                "failure" | "error" => change.failed = change.failed.or(Some(time)),
                _ => {}
            }
        }
        let mut changes: Vec<Change> = self.changes.into_values().collect();
        changes.sort_by(|a, b| a.requested.cmp(&b.requested).then_with(|| a.id.cmp(&b.id)));
        changes
    }
}

fn kind(task: &str, description: &str, has_config: bool) -> ChangeKind {
    let task = task.to_lowercase();
    let words = description.to_lowercase();
    match task.as_str() {
        t if t.contains("rollback") || t.contains("revert") => ChangeKind::Rollback,
        t if t.contains("restart") => ChangeKind::Restart,
        t if t.contains("scale") => ChangeKind::Scale,
        t if t.contains("config") => ChangeKind::Config,
        t if t.contains("flag") => ChangeKind::FeatureFlag,
        t if t.contains("migrat") => ChangeKind::Migration,
        t if t.starts_with("deploy") => {
            if words.starts_with("rollback") || words.starts_with("roll back") || words.starts_with("revert") {
                ChangeKind::Rollback
            } else if has_config {
                ChangeKind::Config
            } else {
                ChangeKind::Deploy
            }
        }
        _ => ChangeKind::Other(task),
    }
}

/// The service in the payload, else what stands before the version in the reference (`api/v1.2`, `api-v1.2`, `api@1.2`).
fn service(payload: &Value, reference: Option<&str>) -> Option<ServiceName> {
    for key in ["service", "app", "application", "component", "name"] {
        if let Some(name) = super::text(payload, key) {
            return Some(ServiceName::from(name));
        }
    }
    let (name, version) = reference?.rsplit_once(['/', '@'])?;
    let is_version = version.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
    (is_version && !name.is_empty()).then(|| ServiceName::from(name.rsplit('/').next().unwrap_or(name)))
}

fn version(reference: Option<&str>) -> Option<String> {
    let last = reference?.rsplit(['/', '@']).next()?;
    let version = last.strip_prefix('v').unwrap_or(last);
    (version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.')).then(|| version.to_owned())
}
