//! Kubernetes: logs of every container, events, and the state of the workloads.
//!
//! - Logs have a beginning (`sinceTime`) and no end, so the end is cut here, line by line, as the answer comes.
//!   `sinceTime` has whole seconds: one second more is asked for, and earlier lines are dropped here.
//! - Init, app and ephemeral containers, each with its previous run, which precedes the present one in the same file. Only
//!   one previous run is kept by a node, and only the newest of the rotated files is served: what is older is a gap.
//! - Events live for an hour. Pods that are gone have no logs here.
//! - What the account may not read is a gap, and the rest goes on.

mod access;
mod cut;
mod target;

use std::io::{Read, Write};

use backstory_http::{Client, HttpError, Request, encode};
use backstory_model::{GapKind, Window};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub use self::access::{Access, AccessError, Environment};
use self::cut::{Cut, Cutter};
pub use self::target::{Target, TargetError};
use crate::{EvidenceFolder, FolderError, Plan, Provenance, Reason, Stage, folder::safe_name};

/// Objects on one page of a list.
const PAGE: &str = "500";
/// Pages of one list; beyond, the list is cut and said to be.
const MOST_PAGES: usize = 200;
/// How long events live, unless the cluster is set up otherwise.
const EVENT_LIFE: SignedDuration = SignedDuration::from_hours(1);
/// Longest log of one run of a container.
const MOST_LOG_BYTES: u64 = 512 << 20;

/// Fetches logs into `logs/` and objects into `k8s/`. Returns whether everything was had.
pub fn collect(
    client: &Client,
    target: &Target,
    plan: &Plan,
    folder: &mut EvidenceFolder,
    progress: &mut dyn FnMut(&Stage),
) -> Result<bool, FolderError> {
    let mut run = Run { client, plan, folder, is_complete: true };
    let core = format!("/api/v1/namespaces/{}", encode(&target.namespace));
    let apps = format!("/apis/apps/v1/namespaces/{}", encode(&target.namespace));
    run.list("EventList", &format!("{core}/events"), None, "k8s/events.json")?;
    if plan.age() > EVENT_LIFE {
        let gone = plan.now.checked_sub(EVENT_LIFE).unwrap_or(plan.window.start).min(plan.window.end);
        let window = Window::new(plan.window.start, gone).ok();
        run.folder.gap("kubernetes", "k8s/events.json", GapKind::Retention, window, &Reason::EventsExpired);
    }
    let selector = target.selector.as_deref();
    for (kind, name) in [
        ("DeploymentList", "deployments"),
        ("ReplicaSetList", "replicasets"),
        ("StatefulSetList", "statefulsets"),
        ("DaemonSetList", "daemonsets"),
    ] {
        run.list(kind, &format!("{apps}/{name}"), selector, &format!("k8s/{name}.json"))?;
    }
    let pods = run.list("PodList", &format!("{core}/pods"), selector, "k8s/pods.json")?;
    if pods.as_ref().is_some_and(Vec::is_empty) {
        run.missing("k8s/pods.json", &Reason::NoPod);
    }
    let pods = pods.unwrap_or_default();
    for (done, pod) in pods.iter().enumerate() {
        progress(&Stage::Pod { number: done + 1, of: pods.len() });
        run.pod(pod, &core)?;
    }
    run.folder.gap("kubernetes", "pods", GapKind::Missing, None, &Reason::DeletedPods);
    Ok(run.is_complete)
}

struct Run<'a> {
    client: &'a Client,
    plan: &'a Plan,
    folder: &'a mut EvidenceFolder,
    is_complete: bool,
}

impl Run<'_> {
    fn missing(&mut self, place: &str, reason: &Reason) {
        self.is_complete = false;
        self.folder.gap("kubernetes", place, GapKind::Missing, Some(self.plan.window), reason);
    }

    fn provenance(&self, query: String) -> Provenance {
        Provenance {
            source: "kubernetes",
            server: self.client.base().to_owned(),
            query,
            window: None,
            notes: Vec::new(),
        }
    }

    /// Writes a whole list as one object, and returns its items; `None` when it could not be had.
    fn list(
        &mut self,
        kind: &str,
        path: &str,
        selector: Option<&str>,
        file: &str,
    ) -> Result<Option<Vec<Value>>, FolderError> {
        let mut items = match pages(self.client, path, selector) {
            Ok(Pages { items, is_whole: true }) => items,
            Ok(Pages { items, is_whole: false }) => {
                self.is_complete = false;
                self.folder.gap(
                    "kubernetes",
                    file,
                    GapKind::Truncated,
                    None,
                    &Reason::ListCut { pages: MOST_PAGES, page: PAGE.to_owned() },
                );
                items
            }
            Err(error) => {
                self.missing(file, &refused(error));
                return Ok(None);
            }
        };
        items.iter_mut().for_each(redact);
        let version = path.strip_prefix("/apis/").map_or("v1", |_| "apps/v1");
        let object = json!({"apiVersion": version, "kind": kind, "items": items});
        let query =
            format!("GET {path}{}", selector.map_or_else(String::new, |selector| format!(" labelSelector {selector}")));
        let provenance = self.provenance(query);
        self.folder.put(file, object.to_string().as_bytes(), provenance)?;
        Ok(Some(items))
    }

    fn pod(&mut self, pod: &Value, core: &str) -> Result<(), FolderError> {
        let Some(name) = pod.pointer("/metadata/name").and_then(Value::as_str) else { return Ok(()) };
        let mut is_first = true;
        for (list, statuses) in [
            ("containers", "containerStatuses"),
            ("initContainers", "initContainerStatuses"),
            ("ephemeralContainers", "ephemeralContainerStatuses"),
        ] {
            let containers = pod.pointer(&format!("/spec/{list}")).and_then(Value::as_array);
            for container in containers.into_iter().flatten().filter_map(|container| container.get("name")?.as_str()) {
                let status = pod.pointer(&format!("/status/{statuses}")).and_then(Value::as_array).and_then(|all| {
                    all.iter().find(|status| status.get("name").and_then(Value::as_str) == Some(container))
                });
                // The main container gets the name that people give such a file.
                let file = if is_first {
                    format!("logs/{}.log", safe_name(name))
                } else {
                    format!("logs/{}/{}.log", safe_name(name), safe_name(container))
                };
                is_first = false;
                self.container(&format!("{core}/pods/{}/log", encode(name)), container, status, &file)?;
            }
        }
        Ok(())
    }

    fn container(
        &mut self,
        path: &str,
        container: &str,
        status: Option<&Value>,
        file: &str,
    ) -> Result<(), FolderError> {
        let window = self.plan.window;
        let restarts = status.and_then(|status| status.get("restartCount")?.as_i64()).unwrap_or(0);
        let (client, mut notes, mut lost) = (self.client, Vec::new(), Vec::new());
        let mut provenance = self.provenance(format!("GET {path} container {container}, previous and present run"));
        provenance.window = Some(window);
        let mut whole = Cut::default();
        let written = self.folder.put_streamed(file, provenance, |out| {
            for is_previous in [true, false] {
                if is_previous && restarts == 0 {
                    continue;
                }
                match read_log(client, path, container, is_previous, window, out) {
                    Ok(cut) => whole.add(cut),
                    // Without a previous run the answer is 400: a matter of course when the node has dropped it.
                    Err(LogError::Http(HttpError::Status { status: 400, .. })) if is_previous => {
                        notes.push(Reason::PreviousGone);
                    }
                    Err(LogError::Http(error)) => lost.push(refused(error)),
                    Err(LogError::Cut(error)) => lost.push(Reason::LogBroke { error: error.to_string() }),
                    Err(LogError::Write(error)) => return Err(error),
                }
            }
            Ok(whole.covered)
        })?;
        for reason in lost {
            self.missing(file, &reason);
        }
        if restarts > 1 {
            notes.push(Reason::Restarted { count: restarts.saturating_add(1) });
        }
        for reason in notes {
            self.folder.gap("kubernetes", file, GapKind::Retention, Some(window), &reason);
        }
        if whole.is_over_limit {
            self.is_complete = false;
            self.folder.gap(
                "kubernetes",
                file,
                GapKind::Truncated,
                Some(window),
                &Reason::LogCut { bytes: MOST_LOG_BYTES },
            );
        }
        if let Some(gone) = self.rotated(path, container, status) {
            self.folder.gap(
                "kubernetes",
                file,
                GapKind::Retention,
                Window::new(window.start, gone.min(window.end)).ok(),
                &Reason::Rotated { at: gone },
            );
        } else if written == 0 {
            self.folder.leave_out("kubernetes", file, "the container wrote no line in the window");
        }
        Ok(())
    }

    /// The first time in the present log, if the run began before both it and the window.
    fn rotated(&self, path: &str, container: &str, status: Option<&Value>) -> Option<Timestamp> {
        let started = status?.pointer("/state/running/startedAt")?.as_str()?.parse::<Timestamp>().ok()?;
        if started >= self.plan.window.start {
            return None;
        }
        let request =
            Request::get(path).with("container", container).with("timestamps", "true").with("limitBytes", "64");
        let reply = self.client.fetch(&request).ok()?;
        let first = cut::leading_time(&reply.body)?;
        // A quiet service may say its first word late; a rotated file begins in the middle of a conversation. Only times
        // inside the window matter.
        (first > self.plan.window.start).then_some(first)
    }
}

enum LogError {
    Http(HttpError),
    Cut(std::io::Error),
    Write(std::io::Error),
}

fn read_log(
    client: &Client,
    path: &str,
    container: &str,
    is_previous: bool,
    window: Window,
    out: &mut dyn Write,
) -> Result<Cut, LogError> {
    let since = Timestamp::from_second(window.start.as_second() - 1).unwrap_or(window.start);
    let mut request =
        Request::get(path).with("container", container).with("timestamps", "true").with("sinceTime", since.to_string());
    if is_previous {
        request = request.with("previous", "true");
    }
    let mut log = client.stream(&request).map_err(LogError::Http)?;
    let mut cutter = Cutter::new(window, MOST_LOG_BYTES);
    let mut buffer = vec![0; 64 << 10];
    while !cutter.is_done() {
        let length = log.read(&mut buffer).map_err(LogError::Cut)?;
        if length == 0 {
            break;
        }
        cutter.push(buffer.get(..length).unwrap_or_default(), out).map_err(LogError::Write)?;
    }
    cutter.finish(out).map_err(LogError::Write)
}

struct Pages {
    items: Vec<Value>,
    is_whole: bool,
}

/// Reads a list page by page. A token that expired on the way (410) starts the list again, once.
fn pages(client: &Client, path: &str, selector: Option<&str>) -> Result<Pages, HttpError> {
    let mut may_restart = true;
    let (mut items, mut token) = (Vec::new(), None::<String>);
    for _ in 0..MOST_PAGES {
        let mut request = Request::get(path).with("limit", PAGE);
        if let Some(selector) = selector {
            request = request.with("labelSelector", selector);
        }
        if let Some(token) = &token {
            request = request.with("continue", token.clone());
        }
        let reply = client.send(&request)?;
        if reply.status == 410 && may_restart {
            may_restart = false;
            items.clear();
            token = None;
            continue;
        }
        let mut page: Value = match serde_json::from_slice(&reply.body) {
            Ok(page) if reply.is_success() => page,
            _ => return Err(client.refused(&request, &reply)),
        };
        if let Some(Value::Array(more)) = page.get_mut("items").map(Value::take) {
            items.extend(more);
        }
        token = page
            .pointer("/metadata/continue")
            .and_then(Value::as_str)
            .filter(|token| !token.is_empty())
            .map(ToOwned::to_owned);
        if token.is_none() {
            return Ok(Pages { items, is_whole: true });
        }
    }
    Ok(Pages { items, is_whole: false })
}

fn refused(error: HttpError) -> Reason {
    match error {
        HttpError::Status { status: 401, .. } => Reason::NotAccepted(error),
        HttpError::Status { status: 403, .. } => Reason::Forbidden(error),
        error => Reason::Http(error),
    }
}

/// Takes the values of environment variables out of an object, and the copy of the whole object in its annotations.
fn redact(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("kubectl.kubernetes.io/last-applied-configuration");
            if let Some(Value::Array(variables)) = object.get_mut("env") {
                for variable in variables.iter_mut().filter_map(Value::as_object_mut) {
                    if let Some(value) = variable.get_mut("value") {
                        *value = json!("***");
                    }
                }
            }
            object.values_mut().for_each(redact);
        }
        Value::Array(list) => list.iter_mut().for_each(redact),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_variables_are_taken_out() {
        let mut pod = json!({"metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "s3cret", "a": "b"}},
            "spec": {"containers": [{"env": [{"name": "PASSWORD", "value": "s3cret"}, {"name": "X", "valueFrom": {}}]}]}});
        redact(&mut pod);
        assert!(!pod.to_string().contains("s3cret"), "{pod}");
        assert!(pod.to_string().contains("PASSWORD"));
    }
}
