//! Collecting from a server that answers in the shapes of the Kubernetes API.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]
#![cfg(feature = "kubernetes")]

use std::path::Path;

use backstory_collect::kubernetes::{self, Target};
use backstory_collect::{EvidenceFolder, Plan};
use backstory_evidence::Manifest;
use backstory_http::fake::{Answer, Asked, FakeServer};
use backstory_http::{Address, Client, ClientOptions, Credentials};
use backstory_model::{GapKind, Window};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

const PODS: &str = "/api/v1/namespaces/shop/pods";

fn pod(name: &str, restarts: u32) -> Value {
    json!({
        "metadata": {"name": name},
        "spec": {"containers": [{"name": "api", "env": [{"name": "KEY", "value": "s3cret"}]}, {"name": "proxy"}], "initContainers": [{"name": "migrate"}]},
        "status": {"containerStatuses": [
            {"name": "api", "restartCount": restarts, "state": {"running": {"startedAt": "2025-02-09T08:00:00Z"}}},
            {"name": "proxy", "restartCount": 0, "state": {"running": {"startedAt": "2025-02-09T08:00:00Z"}}},
        ]},
    })
}

fn page(items: &[Value], token: &str) -> Answer {
    Answer::new(200, json!({"items": items, "metadata": {"continue": token}}).to_string())
}

/// The ordinary cluster: two pods on two pages, one of which was restarted.
fn cluster(asked: &Asked) -> Answer {
    let has = |part: &str| asked.query.contains(part);
    match asked.path.as_str() {
        PODS if has("continue=next") => page(&[pod("api-2", 1)], ""),
        PODS => page(&[pod("api-1", 0)], "next"),
        "/api/v1/namespaces/shop/events" => page(&[json!({"reason": "BackOff", "count": 3})], ""),
        path if path.ends_with("/log") && has("limitBytes") => Answer::new(200, "2025-02-09T08:00:01Z hello\n"),
        path if path.ends_with("/log") && has("previous=true") => {
            Answer::new(200, "2025-02-09T10:05:00Z before the restart\n")
        }
        path if path.ends_with("/log") && has("container=api") => {
            assert!(has("sinceTime=2025-02-09T09%3A59%3A59Z") && has("timestamps=true"), "{}", asked.query);
            Answer::new(200, "2025-02-09T09:59:59.5Z early\n2025-02-09T10:30:00.7Z inside\n2025-02-09T11:00:00Z late\n")
        }
        path if path.ends_with("/log") => Answer::new(200, ""),
        _ => page(&[], ""),
    }
}

fn collect(root: &Path, answer: impl FnMut(&Asked) -> Answer + Send + 'static) -> (Manifest, bool, FakeServer) {
    let at = |s: &str| s.parse::<Timestamp>().unwrap();
    let window = Window::new(at("2025-02-09T10:00:00Z"), at("2025-02-09T11:00:00Z")).unwrap();
    let plan = Plan::new(window, SignedDuration::ZERO, SignedDuration::ZERO, at("2025-02-09T11:30:00Z")).unwrap();
    let server = FakeServer::start(answer).unwrap();
    let client =
        Client::new(&Address::parse(&server.url).unwrap(), Credentials::None, ClientOptions::default()).unwrap();
    let mut folder = EvidenceFolder::create(root, plan.now, plan.window).unwrap();
    let target: Target = "shop/app=api".parse().unwrap();
    let is_complete = kubernetes::collect(&client, &target, &plan, &mut folder, &mut |_| {}).unwrap();
    (folder.finish().unwrap(), is_complete, server)
}

#[test]
fn every_container_of_every_pod_is_read_and_the_end_is_cut() {
    let root = tempfile::tempdir().unwrap();
    let (manifest, is_complete, server) = collect(root.path(), cluster);
    assert!(is_complete, "{:#?}", manifest.gaps);
    let read = |file: &str| std::fs::read_to_string(root.path().join(file)).unwrap();
    assert_eq!(read("logs/api-1.log"), "2025-02-09T10:30:00.7Z inside\n");
    assert_eq!(read("logs/api-2.log"), "2025-02-09T10:05:00Z before the restart\n2025-02-09T10:30:00.7Z inside\n");
    for file in ["k8s/events.json", "k8s/deployments.json"] {
        assert!(manifest.artifacts.iter().any(|entry| entry.path == file), "{file}");
    }
    let silent: Vec<&str> = manifest.left_out.iter().map(|left| left.what.as_str()).collect();
    assert_eq!(
        silent,
        ["logs/api-1/proxy.log", "logs/api-1/migrate.log", "logs/api-2/proxy.log", "logs/api-2/migrate.log"]
    );
    assert!(!read("k8s/pods.json").contains("s3cret"));
    let first = manifest.artifacts.iter().find(|entry| entry.path == "logs/api-2.log").unwrap().covered.unwrap().first;
    assert_eq!(first.to_string(), "2025-02-09T10:05:00Z");
    // Events of the first half hour are older than their hour.
    let events = manifest.gaps.iter().find(|gap| gap.query == "k8s/events.json").unwrap();
    assert_eq!(
        (events.kind.unwrap(), events.to.unwrap().to_string().as_str()),
        (GapKind::Retention, "2025-02-09T10:30:00Z")
    );
    let lists = server.asked().into_iter().filter(|asked| asked.path == PODS);
    assert!(lists.map(|asked| asked.query).all(|query| query.contains("labelSelector=app%3Dapi")));
}

#[test]
fn an_expired_page_token_starts_again() {
    let root = tempfile::tempdir().unwrap();
    let mut expired = false;
    let (manifest, is_complete, _) = collect(root.path(), move |asked| {
        if asked.path == PODS && asked.query.contains("continue=") && !expired {
            expired = true;
            return Answer::new(410, json!({"reason": "Expired"}).to_string());
        }
        cluster(asked)
    });
    assert!(is_complete, "{:#?}", manifest.gaps);
    assert!(
        manifest.artifacts.iter().any(|entry| entry.path == "logs/api-1.log")
            && manifest.artifacts.iter().any(|entry| entry.path == "logs/api-2.log")
    );
}

#[test]
fn a_busy_server_is_asked_again() {
    let root = tempfile::tempdir().unwrap();
    let mut busy = 2;
    let (manifest, is_complete, _) = collect(root.path(), move |asked| {
        if busy > 0 && asked.path.ends_with("/log") {
            busy -= 1;
            return Answer::new(429, "slow down").with("retry-after", "0");
        }
        cluster(asked)
    });
    assert!(is_complete, "{:#?}", manifest.gaps);
}

#[test]
fn what_may_not_be_read_is_a_gap() {
    let root = tempfile::tempdir().unwrap();
    let (manifest, is_complete, _) = collect(root.path(), |asked| {
        if asked.path.ends_with("/events") || asked.path.ends_with("api-1/log") {
            return Answer::new(403, json!({"message": "forbidden"}).to_string());
        }
        cluster(asked)
    });
    assert!(!is_complete);
    let denied: Vec<&str> =
        manifest.gaps.iter().filter(|gap| gap.reason.contains("answered 403")).map(|gap| gap.query.as_str()).collect();
    assert_eq!(denied, ["k8s/events.json", "logs/api-1.log", "logs/api-1/proxy.log", "logs/api-1/migrate.log"]);
    assert!(root.path().join("logs/api-2.log").exists());
}

#[test]
fn rotated_and_dropped_logs_are_gaps() {
    let root = tempfile::tempdir().unwrap();
    let (manifest, _, _) = collect(root.path(), |asked| {
        if asked.query.contains("limitBytes") {
            return Answer::new(200, "2025-02-09T10:20:00Z first line of the newest file\n");
        }
        if asked.query.contains("previous=true") {
            return Answer::new(400, json!({"message": "previous terminated container not found"}).to_string());
        }
        cluster(asked)
    });
    let notes: Vec<&str> =
        manifest.gaps.iter().filter(|gap| gap.query == "logs/api-2.log").map(|gap| gap.reason.as_str()).collect();
    assert!(notes.iter().any(|note| note.contains("begins at 2025-02-09T10:20:00Z")), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("previous run is not kept")), "{notes:?}");
}
