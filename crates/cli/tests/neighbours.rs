//! Drafts of alert rules and runbooks beside the report: written where the incident showed them missing, tested by
//! Prometheus' own tool on the incident's own samples, never written over.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use serde_json::json;

/// 2026-02-09T10:00Z.
const FIRST: i64 = 1_770_631_200;
/// Requests fail from here to there.
const FAILS: std::ops::Range<i64> = FIRST + 620..FIRST + 860;
const LAST: i64 = FIRST + 1_200;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// A queue that fills twenty seconds before requests fail, an alert that tells late and has no runbook.
fn evidence(folder: &Path) {
    let mut access = String::new();
    for second in FIRST..LAST {
        for n in 0..5 {
            let status = if FAILS.contains(&second) && n < 3 { 503 } else { 200 };
            let time = at(second).strftime("%d/%b/%Y:%H:%M:%S +0000");
            writeln!(access, "192.0.2.{n} - - [{time}] \"GET /items HTTP/1.1\" {status} 12 \"-\" \"test\"").unwrap();
        }
    }
    std::fs::write(folder.join("access.log"), access).unwrap();
    let value = |second: i64| if (FAILS.start - 20..FAILS.end).contains(&second) { 40 } else { second % 3 };
    let values: Vec<_> = (FIRST..LAST).step_by(5).map(|s| json!([s, value(s).to_string()])).collect();
    let labels = json!({"__name__": "work_queue_length", "job": "web", "pod": "web-1"});
    let answer = json!({"status": "success", "data": {"resultType": "matrix", "result": [{"metric": labels, "values": values}]}});
    std::fs::write(folder.join("work_queue_length.json"), answer.to_string()).unwrap();
    let firing: Vec<_> = (FAILS.start + 70..FAILS.end).step_by(5).map(|s| json!([s, "1"])).collect();
    let labels = json!({"__name__": "ALERTS", "alertname": "ManyErrors", "alertstate": "firing", "severity": "critical", "job": "web"});
    let answer = json!({"status": "success", "data": {"resultType": "matrix", "result": [{"metric": labels, "values": firing}]}});
    std::fs::write(folder.join("alerts.json"), answer.to_string()).unwrap();
    let rules = "groups:\n- name: web\n  rules:\n  - alert: ManyErrors\n    expr: rate(http_errors_total[1m]) > 1\n    for: 60s\n    labels:\n      severity: critical\n";
    std::fs::write(folder.join("rules.yml"), rules).unwrap();
}

fn draft(folder: &Path, case: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["draft", "--no-copy", "--evidence"])
        .arg(folder)
        .args(["--from", &at(FAILS.start).to_string(), "--to", &at(FAILS.end).to_string(), "--case"])
        .arg(case)
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_rule_and_a_runbook_are_drafted_and_stay_as_people_leave_them() {
    let folder = tempfile::tempdir().unwrap();
    let (seen, case) = (folder.path().join("evidence"), folder.path().join("case"));
    std::fs::create_dir(&seen).unwrap();
    evidence(&seen);
    draft(&seen, &case);
    let rules = std::fs::read_to_string(case.join("alert-rules.yml")).unwrap();
    assert!(rules.contains("work_queue_length >"), "{rules}");
    let runbook = case.join("runbooks/ManyErrors.md");
    assert!(std::fs::read_to_string(&runbook).unwrap().contains("work_queue_length"));
    std::fs::write(&runbook, "ours").unwrap();
    draft(&seen, &case);
    assert_eq!(std::fs::read_to_string(&runbook).unwrap(), "ours");
    for arguments in [["check", "rules", "alert-rules.yml"], ["test", "rules", "alert-rules.test.yml"]] {
        match Command::new("promtool").args(arguments).current_dir(&case).output() {
            Ok(done) => assert!(
                done.status.success(),
                "{arguments:?}: {}{}",
                String::from_utf8_lossy(&done.stdout),
                String::from_utf8_lossy(&done.stderr)
            ),
            Err(_) => eprintln!("skipped: the drafted rules by promtool (`apt-get install prometheus`)"),
        }
    }
}
