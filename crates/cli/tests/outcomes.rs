//! What a window held: an incident, a near-miss, or nothing; by the binary, on tables of metrics made up here.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Unix seconds of the first sample, of the window's start and of its end: 2026-02-09T10:00Z, two hours and half an hour on.
const FIRST: i64 = 1_770_631_200;
const FROM: i64 = FIRST + 7_200;
const TO: i64 = FROM + 1_800;

/// What a service does on a good day: around ten, never still.
fn calm(i: i64, salt: i64) -> f64 {
    10.0 + ((i * 7919 + salt * 104_729) % 101) as f64 / 100.0
}

/// A table in which the named columns leave their baseline during the window.
fn table(broken: &[&str]) -> String {
    let columns = ["web_latency_p99", "web_requests", "store_latency_p99", "store_cpu", "store_mem", "mail_cpu"];
    let mut text = format!("time,{}\n", columns.join(","));
    for i in 0..(TO - FIRST) / 15 {
        let at = FIRST + i * 15;
        write!(text, "{at}").unwrap();
        for (column, salt) in columns.iter().zip(1..) {
            let factor = if broken.contains(column) && at >= FROM + 300 { 8.0 } else { 1.0 };
            write!(text, ",{:.3}", calm(i, salt) * factor).unwrap();
        }
        text.push('\n');
    }
    text
}

/// Asks about a window, given in seconds after the first sample, with more arguments.
fn asked(folder: &Path, (from, to): (i64, i64), more: &[&str]) -> (Option<i32>, Value, String) {
    let at = |s: i64| jiff::Timestamp::from_second(FIRST + s).unwrap().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["analyze", "--json", "--from", &at(from), "--to", &at(to), "--evidence"])
        .arg(folder)
        .args(more)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default(), told)
}

#[test]
fn what_cannot_be_answered_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (status, _, told) = asked(folder.path(), (7_200, 9_000), &[]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("there is no file in"), "{told}");

    std::fs::write(folder.path().join("metrics.csv"), table(&[])).unwrap();
    let gaps = |analysis: &Value| {
        let gaps = analysis["gaps"].as_array().cloned().unwrap_or_default();
        gaps.iter().filter_map(|gap| gap["phrase"]["key"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let (status, analysis, _) = asked(folder.path(), (200_000, 203_600), &[]);
    assert_eq!(status, Some(3));
    assert!(gaps(&analysis).contains(&"gap-window-empty".to_owned()), "{analysis}");
    let (status, analysis, _) = asked(folder.path(), (7_200, 9_000), &["--symptom", "web:no_such_metric"]);
    assert_eq!(status, Some(0));
    assert!(gaps(&analysis).contains(&"gap-symptom-unknown".to_owned()), "{analysis}");
    let (_, analysis, _) = asked(folder.path(), (7_200, 9_000), &["--symptom", "web:latency_p99"]);
    assert!(!gaps(&analysis).contains(&"gap-symptom-unknown".to_owned()), "{analysis}");
    assert_eq!(analysis["incident"]["title"], "Quiet window from 12:00 to 12:30 UTC");
    assert_eq!(analysis["incident"]["services"].as_array().map_or(0, Vec::len), 0);

    for (window, more) in [
        ((9_000, 7_200), &[][..]),
        ((7_200, 9_000), &["--symptom", "web"]),
        ((7_200, 9_000), &["--baseline-from", "2026-02-09T12:10Z"]),
        ((7_200, 9_000), &["--baseline-from", "2026-02-09T10:00"]),
    ] {
        assert_eq!(asked(folder.path(), window, more).0, Some(2), "{window:?} {more:?}");
    }
}

fn analyse(folder: &Path, broken: &[&str]) -> Value {
    std::fs::write(folder.join("metrics.csv"), table(broken)).unwrap();
    std::fs::write(folder.join("topology.csv"), "caller,callee\nweb,store\nweb,mail\n").unwrap();
    let at = |s: i64| jiff::Timestamp::from_second(s).unwrap().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["analyze", "--json", "--symptom", "web:latency_p99", "--evidence"])
        .arg(folder)
        .args(["--from", &at(FROM), "--to", &at(TO), "--baseline-from", &at(FIRST)])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_quiet_window_is_no_story() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analyse(folder.path(), &[]);
    assert_eq!(analysis["outcome"], "nothing_stands_out");
    for part in ["suspects", "factors", "hypotheses", "actions"] {
        assert!(analysis[part].as_array().is_none_or(Vec::is_empty), "{part}");
    }
}

#[test]
fn what_never_reached_users_is_a_near_miss() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analyse(folder.path(), &["store_mem"]);
    assert_eq!(analysis["outcome"], "near_miss");
    assert_eq!(analysis["suspects"][0]["service"], "store");
    assert_eq!(analysis["suspects"][0]["metric"], "mem");
}

#[test]
fn what_users_waited_for_is_an_incident_and_every_suspect_shows_why() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analyse(folder.path(), &["web_latency_p99", "store_latency_p99", "store_cpu"]);
    assert_eq!(analysis["outcome"], "incident");
    let suspects = analysis["suspects"].as_array().unwrap();
    assert_eq!(suspects[0]["service"], "store", "the caller's share is explained by its callee");
    let known: Vec<&Value> = analysis["evidence"].as_array().unwrap().iter().map(|e| &e["id"]).collect();
    for suspect in suspects {
        assert!(suspect["why"].as_str().unwrap().ends_with('.'), "{suspect}");
        let cited = suspect["evidence"].as_array().unwrap();
        assert!(!cited.is_empty() && cited.iter().all(|e| known.contains(&e)), "{suspect}");
        assert!(!suspect["channels"].as_object().unwrap().is_empty(), "{suspect}");
    }
}

#[test]
fn a_clock_that_calls_contradict_is_told_with_its_interval() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = String::from("trace_id,span_id,parent_id,service,pod,operation,start_ns,end_ns\n");
    for i in 0..120 {
        let sent = (FROM - 1_800 + i * 30) * 1_000_000_000;
        let answered = sent + 80_000_000;
        // The store's clock is five seconds behind.
        let (taken, done) = (sent + 10_000_000 - 5_000_000_000, answered - 10_000_000 - 5_000_000_000);
        writeln!(table, "t{i},{i:016x},root,web,,GET /,{sent},{answered}").unwrap();
        writeln!(table, "t{i},{:016x},{i:016x},store,,/find,{taken},{done}", i + 1_000).unwrap();
    }
    std::fs::write(folder.path().join("traces.csv"), table).unwrap();
    let analysis = analyse(folder.path(), &[]);
    let clocks = analysis["clocks"].as_array().unwrap();
    assert_eq!(clocks.len(), 1, "{clocks:?}");
    assert!(clocks[0]["source"].as_str().unwrap().contains("store"), "{clocks:?}");
    let number = |key: &str| clocks[0][key].as_f64().unwrap();
    assert!(
        (number("offset_s") - 5.0).abs() <= number("uncertainty_s") && number("uncertainty_s") < 0.05,
        "{clocks:?}"
    );
}
