//! Collecting from a real Alertmanager.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod support;

use backstory_collect::{EvidenceFolder, Plan, collect_alertmanager};
use backstory_http::Request;
use backstory_http::fake::{Answer, FakeServer};
use backstory_model::Window;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use support::{client, program, start};

fn plan() -> Plan {
    let at = |s: &str| s.parse::<Timestamp>().unwrap();
    let window = Window::new(at("2025-02-09T10:00:00Z"), at("2025-02-09T11:00:00Z")).unwrap();
    Plan::new(window, SignedDuration::ZERO, SignedDuration::ZERO, at("2025-02-09T12:00:00Z")).unwrap()
}

#[test]
fn alerts_and_silences_are_collected() {
    let Some(alertmanager) =
        program("prometheus-alertmanager", "prometheus-alertmanager", "alerts_and_silences_are_collected")
    else {
        return;
    };
    let root = tempfile::tempdir().unwrap();
    let config = root.path().join("alertmanager.yml");
    std::fs::write(&config, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n").unwrap();
    let data = root.path().join("data");
    let arguments = |listen: &str| {
        vec![
            format!("--config.file={}", config.display()),
            format!("--storage.path={}", data.display()),
            format!("--web.listen-address={listen}"),
            "--cluster.listen-address=".to_owned(),
        ]
    };
    let server = start(&alertmanager, arguments, "/-/ready");
    let post = |path: &str, body: Value| {
        let reply = server.client.fetch(&Request::post_json(path, body.to_string().into_bytes())).unwrap();
        assert!(reply.is_success());
    };
    post("/api/v2/alerts", json!([{"labels": {"alertname": "Errors", "severity": "page"}}]));
    let silence = json!({"matchers": [{"name": "alertname", "value": "Noise", "isRegex": false}], "createdBy": "ops", "comment": "known",
        "startsAt": "2099-01-01T00:00:00Z", "endsAt": "2099-01-02T00:00:00Z"});
    post("/api/v2/silences", silence);

    let evidence = root.path().join("evidence");
    let mut folder = EvidenceFolder::create(&evidence, plan().now, plan().window).unwrap();
    assert!(collect_alertmanager(&server.client, &plan(), &mut folder).unwrap());
    let manifest = folder.finish().unwrap();
    let read = |file: &str| serde_json::from_slice::<Value>(&std::fs::read(evidence.join(file)).unwrap()).unwrap();
    assert_eq!(read("alertmanager/alerts.json")[0]["labels"]["alertname"], "Errors");
    assert_eq!(read("alertmanager/silences.json")[0]["comment"], "known");
    assert!(manifest.gaps[0].reason.contains("no history"));
}

#[test]
fn something_else_at_the_address_is_a_gap() {
    let server = FakeServer::start(|_| Answer::new(200, "<html>login</html>")).unwrap();
    let root = tempfile::tempdir().unwrap();
    let mut folder = EvidenceFolder::create(root.path(), plan().now, plan().window).unwrap();
    assert!(!collect_alertmanager(&client(&server.url), &plan(), &mut folder).unwrap());
    assert!(folder.manifest().artifacts.is_empty());
    assert!(folder.manifest().gaps[0].reason.contains("is this the address of an Alertmanager?"));
}
