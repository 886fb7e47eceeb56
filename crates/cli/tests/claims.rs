//! What an analysis says is what its evidence shows: nothing of chance, of what is missing, or of what did not fail; by the
//! binary, on evidence made up here.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use serde_json::Value;

/// Unix seconds of the first record: 2026-02-09T10:00Z. Trouble, where there is any, lasts from `FROM` to `TO`.
const FIRST: i64 = 1_770_631_200;
const FROM: i64 = FIRST + 2_430;
const TO: i64 = FIRST + 3_200;
const LAST: i64 = FIRST + 3_600;

fn at(second: i64) -> String {
    Timestamp::from_second(second).unwrap().to_string()
}

fn is_trouble(second: i64) -> bool {
    (FROM..TO).contains(&second)
}

/// A number that looks like chance and is the same each time, 0 to 1.
fn lot(n: i64) -> f64 {
    let mut state = n.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d;
    state ^= state >> 31;
    state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state ^= state >> 29;
    (state >> 11) as f64 / (1_u64 << 53) as f64
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// An nginx access log of five requests a second, with status and seconds for each.
fn access_log(answer: impl Fn(i64, i64) -> (u16, f64)) -> String {
    let mut text = String::new();
    for second in FIRST..LAST {
        let time = Timestamp::from_second(second).unwrap().strftime("%d/%b/%Y:%H:%M:%S +0000");
        for i in 0..5 {
            let (status, took) = answer(second, second * 5 + i);
            let client = 10 + (second + i) % 200;
            writeln!(
                text,
                "198.51.100.{client} - - [{time}] \"GET /cart HTTP/1.1\" {status} 512 \"-\" \"Mozilla/5.0\" rt={took:.3}"
            )
            .unwrap();
        }
    }
    text
}

/// A log of JSON lines, three a second.
fn json_log(line: impl Fn(i64, i64) -> String) -> String {
    let mut text = String::new();
    for second in FIRST..LAST {
        for i in 0..3 {
            writeln!(text, "{{\"ts\": \"{}\", {}}}", at(second), line(second, second * 3 + i)).unwrap();
        }
    }
    text
}

fn analyse(folder: &Path) -> Value {
    write(
        folder,
        "incident.json",
        &format!(
            "{{\"id\": \"INC-1\", \"title\": \"x\", \"started_at\": \"{}\", \"ended_at\": \"{}\"}}",
            at(FROM),
            at(TO)
        ),
    );
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["analyze", "--json", "--from", &at(FROM - 30), "--to", &at(TO + 100), "--evidence"])
        .arg(folder)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// The keys of the sentences in a part of the analysis.
fn keys(analysis: &Value, part: &str) -> Vec<String> {
    let rows = analysis[part].as_array().cloned().unwrap_or_default();
    rows.iter().filter_map(|r| Some(r["phrase"]["key"].as_str()?.to_owned())).collect()
}

#[test]
fn a_background_of_failures_is_no_incident_and_no_change_in_it_a_suspect() {
    for salt in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let log = access_log(|_, n| (if lot(n + salt * 1_000_003) < 0.003 { 502 } else { 200 }, 0.05));
        write(folder.path(), "logs/edge/access.log", &log);
        let deploy = format!(
            "{{\"id\": 7, \"task\": \"deploy\", \"environment\": \"production\", \"description\": \"search: synonyms\", \
             \"created_at\": \"{}\", \"updated_at\": \"{}\", \"creator\": {{\"login\": \"rosa\"}}, \
             \"sha\": \"0000000000000000000000000000000000abc000\", \"ref\": \"search/v5.1.0\", \
             \"payload\": {{\"service\": \"search\", \"version\": \"5.1.0\"}}}}\n",
            at(FROM - 60),
            at(FROM - 50)
        );
        write(folder.path(), "deploys/deploys.jsonl", &deploy);
        let analysis = analyse(folder.path());
        assert_eq!(analysis["outcome"], "nothing_stands_out", "{salt}: {}", analysis["timeline"]);
        assert!(analysis["suspects"].as_array().unwrap().is_empty(), "{salt}");
    }
}

#[test]
fn the_impact_above_a_background_begins_where_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let log = access_log(|s, n| {
        let share = if is_trouble(s) { 0.3 } else { 0.004 };
        (if lot(n) < share { 502 } else { 200 }, 0.05)
    });
    write(folder.path(), "logs/edge/access.log", &log);
    let analysis = analyse(folder.path());
    let moment = |name: &str| {
        let time: Timestamp = analysis["milestones"][name]["time"].as_str().unwrap().parse().unwrap();
        time.as_second()
    };
    assert!((moment("impact_start") - FROM).abs() <= 4, "{}", moment("impact_start") - FROM);
    assert!((moment("recovered") - TO).abs() <= 4, "{}", moment("recovered") - TO);
    // Neither alerts nor rules are part of the evidence: nothing is said about them but that.
    let said = analysis["factors"].to_string();
    assert!(!keys(&analysis, "factors").iter().any(|k| k.starts_with("detection-no")), "{said}");
    let gaps: Vec<&str> = analysis["gaps"].as_array().unwrap().iter().filter_map(|g| g["source"].as_str()).collect();
    assert!(gaps.contains(&"alert rules") && gaps.contains(&"alert history"), "{gaps:?}");
}

#[test]
fn requests_that_wait_are_felt_though_none_fails() {
    let folder = tempfile::tempdir().unwrap();
    let usual = |n: i64| 0.04 + 0.04 * lot(n);
    write(folder.path(), "logs/edge/access.log", &access_log(|s, n| (200, if is_trouble(s) { 4.0 } else { usual(n) })));
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "incident");
    assert_eq!(analysis["milestones"]["impact_start"]["time"], at(FROM));
    assert_eq!(analysis["impact"]["requests_failed"], 0);
    assert!(analysis["impact"]["latency"]["p50_during_s"].as_f64().unwrap() > 3.5);
    let quiet = tempfile::tempdir().unwrap();
    write(quiet.path(), "logs/edge/access.log", &access_log(|_, n| (200, usual(n))));
    assert_eq!(self::analyse(quiet.path())["outcome"], "nothing_stands_out");
}

#[test]
fn a_new_error_for_every_job_stands_out_without_any_metric() {
    let folder = tempfile::tempdir().unwrap();
    let log = json_log(|s, n| {
        if is_trouble(s) {
            format!("\"level\": \"error\", \"msg\": \"cannot parse total of invoice {n}\"")
        } else {
            format!("\"level\": \"info\", \"msg\": \"job done\", \"job\": \"inv-{n}\"")
        }
    });
    write(folder.path(), "logs/invoice-worker-7c9d8f6b5-p4p4p.log", &log);
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "incident");
    assert_eq!(analysis["suspects"][0]["service"], "invoice-worker");
    assert!(analysis["suspects"][0]["template"].as_str().unwrap().contains("cannot parse total"));
    // A handful of errors is none.
    let few = tempfile::tempdir().unwrap();
    let log = json_log(|s, n| {
        let level = if is_trouble(s) && n % 400 == 0 { "error" } else { "info" };
        format!("\"level\": \"{level}\", \"msg\": \"job {}\"", if level == "error" { "lost" } else { "done" })
    });
    write(few.path(), "logs/invoice-worker-7c9d8f6b5-p4p4p.log", &log);
    assert_eq!(self::analyse(few.path())["outcome"], "nothing_stands_out");
}

#[test]
fn the_error_of_a_line_that_is_a_request_as_well_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let log = json_log(|s, n| {
        if is_trouble(s) && n % 2 == 0 {
            "\"level\": \"error\", \"msg\": \"no price rule for basket\", \"status\": 500, \"route\": \"/price\""
                .to_owned()
        } else {
            "\"level\": \"info\", \"msg\": \"priced basket\", \"status\": 200, \"route\": \"/price\"".to_owned()
        }
    });
    write(folder.path(), "logs/pricing-6b7c8d9f5-aaaaa.log", &log);
    let analysis = analyse(folder.path());
    let rows = analysis["timeline"].to_string();
    assert!(rows.contains("no price rule for basket") && !rows.contains("priced basket"), "{rows}");
    assert_eq!(analysis["factors"][0]["phrase"]["key"], "factor-breakage-error");
}

#[test]
fn a_limit_that_no_measured_user_felt_is_a_near_miss_without_a_call_graph() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = "time,front_error_ratio,front_latency_avg,thumbs_pool_active,thumbs_pool_max\n".to_owned();
    for second in (FIRST..LAST).step_by(15) {
        let noise = lot(second);
        let active = if is_trouble(second) { 32.0 } else { 6.0 + 2.0 * noise };
        writeln!(table, "{second},{:.5},{:.4},{active:.1},32", 0.002 + 0.0004 * noise, 0.12 + 0.01 * lot(second + 7))
            .unwrap();
    }
    write(folder.path(), "metrics.csv", &table);
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "near_miss");
    let said = analysis["factors"].to_string();
    for claim in ["detection-no-rule", "factor-symptom-alerts", "factor-no-safeguard"] {
        assert!(!said.contains(claim), "{said}");
    }
}

#[test]
fn words_about_a_step_begin_none() {
    let folder = tempfile::tempdir().unwrap();
    let log = access_log(|s, n| (if is_trouble(s) && lot(n) < 0.4 { 502 } else { 200 }, 0.05));
    write(folder.path(), "logs/edge/access.log", &log);
    write(folder.path(), "slack/channels.json", "[{\"id\": \"C1\", \"name\": \"inc-1\"}]");
    write(
        folder.path(),
        "slack/users.json",
        "[{\"id\": \"U1\", \"name\": \"lena\"}, {\"id\": \"U2\", \"name\": \"omar\"}]",
    );
    let said = [
        (200, "U1", "still broken, no change after the restart of checkout"),
        (300, "U2", "this is the third time this quarter that a failover leaves us read-only"),
        (400, "U2", "we have no runbook for a redis failover, and nobody was paged"),
    ];
    let messages: Vec<String> = said
        .iter()
        .map(|(after, user, text)| {
            let ts = FROM + after;
            format!("{{\"type\": \"message\", \"user\": \"{user}\", \"ts\": \"{ts}.000000\", \"text\": \"{text}\"}}")
        })
        .collect();
    write(folder.path(), "slack/inc-1/2026-02-09.json", &format!("[{}]", messages.join(",")));
    let analysis = analyse(folder.path());
    assert!(
        !keys(&analysis, "timeline").contains(&"timeline-mitigation-started".to_owned()),
        "{}",
        analysis["timeline"]
    );
    let factors = keys(&analysis, "factors");
    for key in ["factor-ineffective-told", "factor-no-runbook-told", "factor-not-paged-told", "factor-recurrence"] {
        assert!(factors.contains(&key.to_owned()), "{key}: {factors:?}");
    }
}
