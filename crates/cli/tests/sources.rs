//! Sources that come in several shapes: spans as JSON, long tables, logs of several writers, logs with credentials; by the binary, on files made up here.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// 2026-03-10T08:00Z; an hour, trouble from 08:40 to 08:55.
const FIRST: i64 = 1_773_129_600;
const FROM: i64 = FIRST + 2_400;
const TO: i64 = FIRST + 3_300;

fn analyse(folder: &Path) -> Value {
    analyse_with(folder, 0)
}

/// The analysis that ends with exit status `status`.
fn analyse_with(folder: &Path, status: i32) -> Value {
    let instant = |at: i64| jiff::Timestamp::from_second(at).unwrap().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["analyze", "--json", "--evidence"])
        .arg(folder)
        .args(["--from", &instant(FROM), "--to", &instant(TO), "--baseline-from", &instant(FIRST)])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn first_suspect(analysis: &Value) -> &str {
    analysis["suspects"][0]["service"].as_str().unwrap_or("nobody")
}

fn troubled(at: i64) -> bool {
    (FROM..TO).contains(&at)
}

/// A call a second: `web` asks `stock`, which asks its database; in trouble the database takes 2 s instead of 20 ms.
/// As start in nanoseconds, name, service, whose child and length in milliseconds.
fn calls(at: i64) -> [(&'static str, &'static str, Option<usize>, i64); 3] {
    let slow = if troubled(at) { 2_000 + at % 7 * 30 } else { 20 + at % 7 };
    [("GET /", "web", None, slow + 12), ("list", "stock", Some(0), slow + 6), ("select", "stock-db", Some(1), slow)]
}

fn jaeger() -> String {
    let traces = (FIRST..TO).step_by(3).map(|at| {
        let spans: Vec<Value> = calls(at)
            .iter()
            .enumerate()
            .map(|(i, (name, _, parent, length))| {
                let parent = parent.map(|p| json!({"refType": "CHILD_OF", "traceID": format!("{at:x}"), "spanID": format!("{at:x}{p}")}));
                json!({"traceID": format!("{at:x}"), "spanID": format!("{at:x}{i}"), "operationName": name,
                    "references": parent.into_iter().collect::<Vec<Value>>(), "startTime": at * 1_000_000 + i as i64 * 1_000,
                    "duration": length * 1_000, "processID": format!("p{i}"), "tags": []})
            })
            .collect();
        let process = |i: usize| json!({"serviceName": calls(at)[i].1});
        json!({"traceID": format!("{at:x}"), "spans": spans, "processes": {"p0": process(0), "p1": process(1), "p2": process(2)}})
    });
    serde_json::to_string_pretty(&json!({"data": traces.collect::<Vec<Value>>(), "total": 0, "errors": null})).unwrap()
}

/// A line for each request; the database reports no spans, and only its caller names it.
fn otlp() -> String {
    let mut lines = String::new();
    for at in (FIRST..TO).step_by(3) {
        let resources: Vec<Value> = calls(at)
            .iter()
            .enumerate()
            .map(|(i, (name, service, parent, length))| {
                let start = at * 1_000_000_000 + i as i64 * 1_000_000;
                let service = if i == 2 { "stock" } else { service };
                let attribute = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
                let span = json!({"traceId": format!("{at:032x}"), "spanId": format!("{at:015x}{i}"),
                    "parentSpanId": parent.map_or(String::new(), |p| format!("{at:015x}{p}")), "name": name,
                    "kind": if i == 2 { 3 } else { 2 }, "startTimeUnixNano": start.to_string(),
                    "endTimeUnixNano": (start + length * 1_000_000).to_string(),
                    "attributes": if i == 2 { vec![attribute("peer.service", "stock-db")] } else { Vec::new() }});
                json!({"resource": {"attributes": [attribute("service.name", service)]}, "scopeSpans": [{"spans": [span]}]})
            })
            .collect();
        writeln!(lines, "{}", json!({"resourceSpans": resources})).unwrap();
    }
    lines
}

#[test]
fn spans_are_read_as_json_of_jaeger_and_otlp() {
    for (name, text) in [("jaeger.json", jaeger()), ("spans.jsonl", otlp())] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), &text).unwrap();
        let analysis = analyse(folder.path());
        assert_eq!((first_suspect(&analysis), &analysis["outcome"]), ("stock-db", &json!("incident")), "{name}");
        // A file that ends in the middle is read up to there, and told.
        std::fs::write(folder.path().join(name), text.split_at(text.len() - 30).0).unwrap();
        let analysis = analyse_with(folder.path(), 3);
        assert_eq!(first_suspect(&analysis), "stock-db", "{name}");
        let told = analysis["gaps"].as_array().unwrap().iter().any(|g| g["source"] == name && g["kind"] == "truncated");
        assert!(told, "{:#}", analysis["gaps"]);
    }
}

#[test]
fn long_tables_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = "Time;Service;Metric;Value\n".to_owned();
    for at in (FIRST..TO).step_by(15) {
        let noise = (at * 7919 % 101) as f64 / 1e5;
        let failed = if troubled(at) { 0.3 } else { 0.001 } + noise;
        writeln!(table, "{at};checkout;error_ratio;{failed}\n{at};search;error_ratio;{noise}").unwrap();
    }
    std::fs::write(folder.path().join("metrics.csv"), table).unwrap();
    let analysis = analyse(folder.path());
    assert_eq!((first_suspect(&analysis), &analysis["outcome"]), ("checkout", &json!("incident")));
}

#[test]
fn what_several_write_into_one_log_is_told_of_each() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = String::new();
    for at in FIRST..TO {
        let time = jiff::Timestamp::from_second(at).unwrap().strftime("%b %e %H:%M:%S").to_string();
        writeln!(log, "{time} db-1 systemd[1]: Started Session {at} of User app.").unwrap();
        if troubled(at) && at % 2 == 0 {
            writeln!(log, "{time} db-1 pg_dump[77]: error: could not write to output file: No space left on device")
                .unwrap();
        }
    }
    std::fs::write(folder.path().join("syslog"), log).unwrap();
    let analysis = analyse(folder.path());
    let rows = analysis["timeline"].as_array().unwrap();
    let text = rows.iter().map(|row| row["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n");
    assert!(text.contains("pg_dump logs"), "{text}");
    assert!(!text.contains("systemd logs"), "{text}");
}

#[test]
fn credentials_of_the_evidence_are_told_to_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = String::new();
    for at in FIRST..TO {
        let time = jiff::Timestamp::from_second(at).unwrap();
        let (level, words) = if troubled(at) {
            ("error", "cannot connect to 10.0.0.7 with password=Hunter2Secret")
        } else {
            ("info", "paid")
        };
        writeln!(log, "{}", json!({"ts": time.to_string(), "level": level, "msg": words})).unwrap();
    }
    std::fs::write(folder.path().join("pay.log"), log).unwrap();
    let told = analyse(folder.path()).to_string();
    assert!(!told.contains("Hunter2Secret"), "{told}");
    assert!(told.contains("10.0.0.7") && told.contains("password=‹secret-1›"), "{told}");
}
