//! What records of a system tell beside its errors: that they stop, what was run by hand, who changed what, who was refused,
//! what a canary died of, and times without a zone; by the binary, in both languages, on files made up here.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// 2026-03-10T08:00Z; an hour and a quarter, looked at from 08:40 to 09:00.
const FIRST: i64 = 1_773_129_600;
const FROM: i64 = FIRST + 2_400;
const TO: i64 = FIRST + 3_600;
const END: i64 = FIRST + 4_500;

fn instant(at: i64) -> String {
    jiff::Timestamp::from_second(at).unwrap().to_string()
}

/// What a command prints about the folder, with its exit status.
fn run(command: &[&str], folder: &Path) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(command)
        .arg("--evidence")
        .arg(folder)
        .args(["--from", &instant(FROM), "--to", &instant(TO), "--baseline-from", &instant(FIRST)])
        .output()
        .unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

fn analyse(folder: &Path) -> Value {
    let (told, status) = run(&["analyze", "--json"], folder);
    assert_eq!(status, Some(0), "{told}");
    serde_json::from_str(&told).unwrap()
}

/// The timeline in English and in Japanese.
fn timelines(folder: &Path) -> [String; 2] {
    ["en", "ja"].map(|lang| run(&["timeline", "--lang", lang], folder).0)
}

fn write(folder: &Path, name: &str, lines: impl Iterator<Item = String>) {
    let mut text = String::new();
    lines.for_each(|line| writeln!(text, "{line}").unwrap());
    std::fs::write(folder.join(name), text).unwrap();
}

fn said(at: i64, level: &str, words: &str) -> String {
    json!({"ts": instant(at), "level": level, "msg": words}).to_string()
}

fn busy(folder: &Path, name: &str) {
    write(folder, name, (FIRST..END).step_by(3).map(|at| said(at, "info", "done")));
}

#[test]
fn a_log_that_stops_while_others_go_on_is_a_suspect_and_a_gap() {
    let folder = tempfile::tempdir().unwrap();
    busy(folder.path(), "cart.log");
    busy(folder.path(), "web.log");
    let stops = FROM + 300;
    write(folder.path(), "orders.log", (FIRST..stops).step_by(4).map(|at| said(at, "info", "taken")));
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "incident");
    let suspect = &analysis["suspects"][0];
    assert_eq!(suspect["service"], "orders", "{suspect}");
    assert!(suspect["why"].as_str().unwrap().contains("it stopped, or was not recorded"), "{suspect}");
    let gaps = analysis["gaps"].as_array().unwrap();
    assert!(gaps.iter().any(|gap| gap["source"] == "orders.log" && gap["kind"] == "missing"), "{gaps:#?}");
    let [english, japanese] = timelines(folder.path());
    assert!(english.contains("The log of orders falls silent, while those of 2 others go on"), "{english}");
    assert!(japanese.contains("orders のログが途絶、ほかの2件は継続"), "{japanese}");
}

#[test]
fn commands_run_by_hand_are_told_with_who_ran_them() {
    let folder = tempfile::tempdir().unwrap();
    let down = FROM + 120;
    let failing = |at: i64| if at < down { said(at, "info", "paid") } else { said(at, "error", "cannot open ledger") };
    write(folder.path(), "pay.log", (FIRST..END).step_by(2).map(failing));
    let stamp = |at: i64| jiff::Timestamp::from_second(at).unwrap().strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    let habit = (FIRST..END).step_by(60).map(|at| format!("{} db-1 CRON[7]: (root) CMD (/usr/bin/collect)", stamp(at)));
    let sudo = format!(
        "{} db-1 sudo[88]:    alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/umount /srv/ledger",
        stamp(down - 5)
    );
    let mut lines: Vec<String> = habit.chain([sudo]).collect();
    lines.sort();
    write(folder.path(), "auth.log", lines.into_iter());
    let analysis = analyse(folder.path());
    let rows = analysis["timeline"].as_array().unwrap();
    let row = rows.iter().find(|row| row["text"].as_str().unwrap().contains("umount")).unwrap();
    assert_eq!((row["actor"].as_str(), row["time"].as_str()), (Some("alice"), Some(instant(down - 5).as_str())));
    assert!(!rows.iter().any(|row| row["text"].as_str().unwrap().contains("collect")), "{rows:#?}");
    let [english, japanese] = timelines(folder.path());
    assert!(english.contains("Command run by hand: `/bin/umount /srv/ledger`"), "{english}");
    assert!(japanese.contains("コマンドを手動で実行: `/bin/umount /srv/ledger`"), "{japanese}");
}

#[test]
fn audit_logs_are_changes() {
    let folder = tempfile::tempdir().unwrap();
    let down = FROM + 120;
    let failing = |at: i64| if at < down { said(at, "info", "paid") } else { said(at, "error", "coupon is null") };
    write(folder.path(), "checkout.log", (FIRST..END).step_by(2).map(failing));
    let flag = json!({"items": [{"_id": "1", "date": (down - 20) * 1_000, "kind": "flag", "name": "new-coupons",
        "titleVerb": "turned on the flag", "member": {"email": "alice@example.com"}, "description": ""}]});
    std::fs::write(folder.path().join("flags.json"), flag.to_string()).unwrap();
    let calls = |verb: &str, at: i64| {
        json!({"kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata", "stage": "ResponseComplete",
            "verb": verb, "user": {"username": "bob"}, "responseStatus": {"code": 200}, "auditID": at.to_string(),
            "objectRef": {"resource": "configmaps", "namespace": "shop", "name": "limits"}, "stageTimestamp": instant(at)})
        .to_string()
    };
    write(folder.path(), "audit.jsonl", [calls("get", down - 400), calls("patch", down - 300)].into_iter());
    let analysis = analyse(folder.path());
    let changes: Vec<&str> = analysis["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["kind"] == "change")
        .map(|row| row["actor"].as_str().unwrap())
        .collect();
    assert_eq!(changes, ["bob", "alice@example.com"], "{:#}", analysis["timeline"]);
    let [english, japanese] = timelines(folder.path());
    assert!(english.contains("Feature flag changed: turned on the flag new-coupons"), "{english}");
    assert!(english.contains("Change: patch configmaps/limits"), "{english}");
    assert!(japanese.contains("フィーチャーフラグを変更: turned on the flag new-coupons"), "{japanese}");
}

#[test]
fn crawlers_that_are_told_to_slow_down_are_no_incident() {
    let of = |agent: &str| {
        let folder = tempfile::tempdir().unwrap();
        let line = |at: i64, status: u16, agent: &str| {
            let time = jiff::Timestamp::from_second(at).unwrap().strftime("%d/%b/%Y:%H:%M:%S +0000").to_string();
            format!("10.0.0.7 - - [{time}] \"GET /item/{at} HTTP/1.1\" {status} 12 \"-\" \"{agent}\"")
        };
        let users = (FIRST..END).map(|at| line(at, 200, "Mozilla/5.0 (X11; Linux)"));
        let refused = (FROM + 60..FROM + 900).map(|at| line(at, 429, agent));
        write(folder.path(), "access.log", users.chain(refused));
        analyse(folder.path())["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(of("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)"), "nothing_stands_out");
    assert_eq!(of("Mozilla/5.0 (X11; Linux) Firefox/140"), "incident");
}

#[test]
fn the_panic_of_a_canary_is_told_though_it_has_no_past() {
    let folder = tempfile::tempdir().unwrap();
    busy(folder.path(), "checkout.log");
    busy(folder.path(), "web.log");
    let canary = [
        said(FROM + 200, "info", "listening on :8080"),
        said(FROM + 215, "fatal", "cannot parse rule set: unexpected end of input"),
    ];
    write(folder.path(), "checkout-canary.log", canary.into_iter());
    let failing = |at: i64| if at < FROM + 200 { said(at, "info", "priced") } else { said(at, "error", "no price") };
    write(folder.path(), "prices.log", (FIRST..END).step_by(2).map(failing));
    let [english, japanese] = timelines(folder.path());
    for told in [english, japanese] {
        assert!(told.contains("cannot parse rule set"), "{told}");
    }
}

/// A request a second from `web` to `stock`, which fails by itself in half of them while the trouble lasts; of each the
/// trace, the span, its parent, its service, its beginning in milliseconds and whether it failed.
fn calls() -> impl Iterator<Item = (String, String, Option<String>, &'static str, i64, bool)> {
    (FIRST..END).flat_map(|at| {
        let fails = (FROM + 60..TO - 60).contains(&at) && at % 2 == 0;
        let (trace, outer, inner) = (format!("{at:032x}"), format!("{at:015x}a"), format!("{at:015x}b"));
        [
            (trace.clone(), outer.clone(), None, "web", at * 1_000, fails),
            (trace, inner, Some(outer), "stock", at * 1_000 + 2, fails),
        ]
    })
}

#[test]
fn failed_spans_alone_are_an_incident_of_the_service_that_failed() {
    let otlp = calls().map(|(trace, span, parent, service, ms, fails)| {
        json!({"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": service}}]},
            "scopeSpans": [{"spans": [{"traceId": trace, "spanId": span, "parentSpanId": parent, "name": "get", "kind": 2,
                "startTimeUnixNano": (ms * 1_000_000).to_string(), "endTimeUnixNano": ((ms + 20) * 1_000_000).to_string(),
                "status": if fails { json!({"code": 2}) } else { json!({}) }}]}]}]})
        .to_string()
    });
    let zipkin = calls().map(|(trace, span, parent, service, ms, fails)| {
        json!({"traceId": trace, "id": span, "parentId": parent, "name": "get", "kind": "SERVER", "timestamp": ms * 1_000,
            "duration": 20_000, "localEndpoint": {"serviceName": service},
            "tags": if fails { json!({"error": "timeout"}) } else { json!({"http.status_code": "200"}) }})
        .to_string()
    });
    let zipkin = format!("[{}]", zipkin.collect::<Vec<_>>().join(","));
    for (name, text) in [("spans.jsonl", otlp.collect::<Vec<_>>().join("\n")), ("spans.json", zipkin)] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
        let analysis = analyse(folder.path());
        let suspect = &analysis["suspects"][0];
        assert_eq!(
            (&analysis["outcome"], &suspect["service"]),
            (&json!("incident"), &json!("stock")),
            "{name} {suspect}"
        );
        let start = analysis["milestones"]["impact_start"]["time"].as_str().unwrap();
        let start = start.parse::<jiff::Timestamp>().unwrap().as_second();
        assert!((start - FROM - 60).abs() <= 30, "{name} {start}");
        assert!(analysis["impact"]["requests_failed"].as_u64().is_some_and(|failed| failed > 400), "{name}");
        let [english, japanese] = timelines(folder.path());
        assert!(!english.is_empty() && !japanese.is_empty());
    }
}

#[test]
fn times_without_a_zone_are_an_assumption_and_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let rows = (FIRST..END).step_by(15).map(|at| {
        let time = jiff::Timestamp::from_second(at).unwrap().strftime("%Y-%m-%d %H:%M:%S").to_string();
        format!("{time},{}", 10 + at % 7)
    });
    write(folder.path(), "metrics.csv", std::iter::once("time,web_load".to_owned()).chain(rows));
    let analysis = analyse(folder.path());
    let clock = &analysis["clocks"][0];
    assert_eq!((clock["source"].as_str(), clock["confidence"].as_str()), (Some("metrics.csv"), Some("low")), "{clock}");
    let gaps = analysis["gaps"].as_array().unwrap();
    assert!(gaps.iter().all(|gap| gap["kind"] == "missing"), "{gaps:#?}");
}
