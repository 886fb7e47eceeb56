//! What users felt, when it began and whether it was over; by the binary, on folders made up here.

#![expect(clippy::unwrap_used, clippy::format_collect, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// 2026-03-10T08:00Z; two hours of evidence, the window from 09:00 to 09:30.
const FIRST: i64 = 1_773_129_600;
const LAST: i64 = FIRST + 7_200;
const FROM: i64 = FIRST + 3_600;
const TO: i64 = FROM + 1_800;

/// Between 0 and 1, never still.
fn lot(at: i64, salt: i64) -> f64 {
    ((at * 7_919 + salt * 104_729) % 1_009) as f64 / 1_009.0
}

fn within(at: i64, from: i64, to: i64) -> bool {
    (FROM + from..FROM + to).contains(&at)
}

fn stamp(at: i64) -> String {
    jiff::Timestamp::from_second(at).unwrap().to_string()
}

/// The second of a time that an analysis tells, counted from the start of the window.
fn second(value: &Value) -> Option<i64> {
    let at: jiff::Timestamp = value.as_str()?.parse().ok()?;
    Some(at.as_second() - FROM)
}

fn milestone(analysis: &Value, name: &str) -> Option<i64> {
    second(&analysis["milestones"][name]["time"])
}

fn rows(analysis: &Value) -> String {
    let rows = analysis["timeline"].as_array().unwrap().iter();
    rows.fold(String::new(), |so_far, row| {
        so_far + &format!("{} {}\n", row["time"].as_str().unwrap(), row["text"].as_str().unwrap())
    })
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A table with a column a metric, sampled every 15 s.
fn table(folder: &Path, columns: &[(&str, &dyn Fn(i64) -> f64)]) {
    let mut text = columns.iter().fold("time".to_owned(), |head, (name, _)| format!("{head},{name}"));
    for at in (FIRST..LAST).step_by(15) {
        write!(text, "\n{at}").unwrap();
        for (_, value) in columns {
            write!(text, ",{:.5}", value(at)).unwrap();
        }
    }
    write(folder, "metrics/board.csv", &text);
}

/// A proxy's log: what each second's requests were answered with.
fn proxy(folder: &Path, until: i64, answers: impl Fn(i64) -> Vec<u16>) {
    let mut text = String::new();
    for at in FIRST..until {
        let time = jiff::Timestamp::from_second(at).unwrap().strftime("%d/%b/%Y:%H:%M:%S +0000").to_string();
        for status in answers(at) {
            writeln!(text, "203.0.113.9 - - [{time}] \"GET /v1/list HTTP/1.1\" {status} 100 \"-\" \"Mozilla/5.0\"")
                .unwrap();
        }
    }
    write(folder, "logs/edge/access.log", &text);
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(arguments)
        .args(["--from", &stamp(FROM), "--to", &stamp(TO), "--baseline-from", &stamp(FIRST), "--evidence"])
        .arg(folder)
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn analyse(folder: &Path) -> Value {
    serde_json::from_str(&run(folder, &["analyze", "--json"])).unwrap()
}

/// The drafted report.
fn draft(folder: &Path) -> String {
    let case = tempfile::tempdir().unwrap();
    let place = case.path().join("case");
    run(folder, &["draft", "--lang", "en", "--case", place.to_str().unwrap()]);
    std::fs::read_to_string(place.join("report.md")).unwrap()
}

fn calm_ratio(at: i64) -> f64 {
    0.001 + 0.0005 * lot(at, 1)
}

#[test]
fn an_application_log_that_counts_no_failures_does_not_outweigh_what_users_felt() {
    let bad = |at: i64| within(at, 120, 1_060);
    let felt: &dyn Fn(i64) -> f64 = &|at| if bad(at) { 0.35 + 0.02 * lot(at, 2) } else { calm_ratio(at) };
    for status in ["", " status=502"] {
        let folder = tempfile::tempdir().unwrap();
        table(folder.path(), &[("web_error_ratio", felt), ("web_requests_per_second", &|at| 40.0 + lot(at, 3))]);
        let line = |at: i64| {
            let said = if bad(at) && lot(at, 4) < 0.4 {
                format!("level=error msg=\"call failed\" upstream=cart err=\"server misbehaving\"{status}")
            } else {
                "level=info msg=\"request done\" path=/cart status=200".to_owned()
            };
            format!("ts={} {said}\n", stamp(at))
        };
        write(folder.path(), "logs/web-7d9f8b6c5-x2x4q.log", &(FIRST..LAST).map(line).collect::<String>());
        let analysis = analyse(folder.path());
        assert_eq!(
            (&analysis["outcome"], &analysis["impact"]["user_visible"]),
            (&json!("incident"), &json!(true)),
            "{status}"
        );
        assert!(milestone(&analysis, "impact_start").is_some_and(|at| (115..=140).contains(&at)), "{status}");
        assert!(milestone(&analysis, "recovered").is_some_and(|at| (1_045..=1_080).contains(&at)), "{status}");
    }
}

#[test]
fn answers_without_a_path_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let line = |at: i64| {
        let (level, status) = if within(at, 60, 900) && lot(at, 1) < 0.5 { ("error", 503) } else { ("info", 200) };
        format!("time={} level={level} msg=\"request completed\" status={status}\n", stamp(at))
    };
    let text: String = (FIRST..LAST).map(line).collect();
    write(folder.path(), "shop.log", &text);
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "incident");
    assert_eq!(analysis["impact"]["requests_failed"].as_u64().unwrap(), text.matches("status=503").count() as u64);
}

#[test]
fn a_symptom_that_is_measured_begins_and_ends_the_impact() {
    let folder = tempfile::tempdir().unwrap();
    let wait: &dyn Fn(i64) -> f64 = &|at| (if within(at, 300, 1_200) { 6.0 } else { 0.09 }) * (1.0 + 0.05 * lot(at, 1));
    table(
        folder.path(),
        &[("storefront_latency_p95", wait), ("storefront_requests_per_second", &|at| 25.0 + lot(at, 2))],
    );
    let analysis = analyse(folder.path());
    assert_eq!((milestone(&analysis, "impact_start"), milestone(&analysis, "recovered")), (Some(300), Some(1_200)));
    assert_eq!(analysis["durations"]["ttr_s"], 900.0);
    let draft = draft(folder.path());
    assert!(!draft.contains("nothing in the evidence counts"), "{draft}");
}

#[test]
fn users_who_cannot_come_are_an_incident_and_a_gap_is_the_other_reading() {
    let away = |at: i64| within(at, 0, 1_200);
    let logged = tempfile::tempdir().unwrap();
    proxy(logged.path(), LAST, |at| {
        vec![200; if away(at) { usize::from(at % 5 == 0) } else { 4 + usize::from(lot(at, 1) < 0.5) }]
    });
    let analysis = analyse(logged.path());
    assert_eq!((&analysis["outcome"], &analysis["impact"]["user_visible"]), (&json!("incident"), &json!(true)));
    assert!(milestone(&analysis, "impact_start").is_some_and(|at| at.abs() <= 5), "{}", rows(&analysis));
    assert!(milestone(&analysis, "recovered").is_some_and(|at| (at - 1_200).abs() <= 5), "{}", rows(&analysis));
    let gaps = analysis["gaps"].as_array().unwrap();
    assert!(gaps.iter().any(|g| g["phrase"]["key"] == "gap-or-loss" && second(&g["from"]).is_some()), "{gaps:?}");

    let measured = tempfile::tempdir().unwrap();
    let demand: &dyn Fn(i64) -> f64 = &|at| (if away(at) { 0.5 } else { 50.0 }) * (1.0 + 0.05 * lot(at, 1));
    table(measured.path(), &[("edge_requests_per_second", demand), ("edge_error_ratio", &calm_ratio)]);
    let analysis = analyse(measured.path());
    assert_eq!(analysis["outcome"], "incident", "{}", rows(&analysis));
    assert_eq!((milestone(&analysis, "impact_start"), milestone(&analysis, "recovered")), (Some(0), Some(1_200)));
}

#[test]
fn what_the_evidence_ends_in_the_middle_of_did_not_recover() {
    let folder = tempfile::tempdir().unwrap();
    proxy(folder.path(), TO - 300, |at| vec![if at >= FROM && lot(at, 1) < 0.4 { 500 } else { 200 }; 2]);
    let analysis = analyse(folder.path());
    assert_eq!(milestone(&analysis, "impact_start"), Some(0));
    assert_eq!((&analysis["milestones"]["recovered"], &analysis["durations"]["ttr_s"]), (&Value::Null, &Value::Null));
    let draft = draft(folder.path());
    assert!(draft.contains("was not seen to end") && !draft.contains("The impact ended"), "{draft}");
}

#[test]
fn bursts_with_calm_between_them_are_counted_together() {
    let folder = tempfile::tempdir().unwrap();
    let bad = |at: i64| [60, 660, 1_260].iter().any(|from| within(at, *from, from + 90)) && lot(at, 1) < 0.6;
    proxy(folder.path(), LAST, |at| vec![if bad(at) { 503 } else { 200 }; 3]);
    let analysis = analyse(folder.path());
    let failed = 3 * (FIRST..LAST).filter(|at| bad(*at)).count() as u64;
    assert_eq!(analysis["impact"]["requests_failed"], failed);
    assert!(milestone(&analysis, "impact_start").is_some_and(|at| (60..66).contains(&at)), "{}", rows(&analysis));
    assert!(milestone(&analysis, "recovered").is_some_and(|at| (1_340..1_350).contains(&at)), "{}", rows(&analysis));
}

#[test]
fn load_that_hurts_nothing_is_quiet_and_what_grows_beyond_it_is_not() {
    let load = |at: i64| 1.0 + 1.6 * (-((at - FROM - 900) as f64 / 600.0).powi(2)).exp();
    for (beyond, outcome) in [(1.0, "nothing_stands_out"), (4.0, "near_miss")] {
        let folder = tempfile::tempdir().unwrap();
        let cpu: &dyn Fn(i64) -> f64 = &|at| {
            let own = if within(at, 600, 1_200) { beyond } else { 1.0 };
            0.1 * load(at) * own * (1.0 + 0.05 * lot(at, 1))
        };
        let demand: &dyn Fn(i64) -> f64 = &|at| 40.0 * load(at) * (1.0 + 0.04 * lot(at, 2));
        let wait: &dyn Fn(i64) -> f64 = &|at| 0.2 + 0.02 * lot(at, 3);
        table(
            folder.path(),
            &[
                ("web_cpu", cpu),
                ("web_requests_per_second", demand),
                ("web_error_ratio", &calm_ratio),
                ("web_latency_p95", wait),
            ],
        );
        proxy(folder.path(), LAST, |at| vec![if at % 701 == 0 { 500 } else { 200 }; 2]);
        let analysis = analyse(folder.path());
        assert_eq!(analysis["outcome"], outcome, "{beyond} {}", rows(&analysis));
        // Those that fail now and then are counted, too.
        let failed = 2 * (FROM..TO).filter(|at| at % 701 == 0).count() as u64;
        assert_eq!(analysis["impact"]["requests_failed"], failed);
    }
}

/// Errors that a canary meets and users do not.
#[test]
fn a_canary_that_fails_behind_a_calm_edge_is_a_near_miss() {
    let bad = |at: i64| within(at, 60, 600) && at % 5 == 0;
    let line = |at: i64, is_bad: bool| {
        let (level, said, status) =
            if is_bad { ("error", "panic: nil map write in merge", 500) } else { ("info", "ok", 200) };
        json!({"ts": stamp(at), "level": level, "msg": said, "route": "/v1/list", "status": status})
    };
    // A log of its own, which begins with the canary.
    let apart = tempfile::tempdir().unwrap();
    proxy(apart.path(), LAST, |_| vec![200; 5]);
    let stable: String = (FIRST..LAST).map(|at| format!("{}\n", line(at, false))).collect();
    let canary: String = (FIRST..LAST).filter(|at| bad(*at)).map(|at| format!("{}\n", line(at, true))).collect();
    write(apart.path(), "logs/api-6c5d4f7b8-aaaaa.log", &stable);
    write(apart.path(), "logs/api-canary-7f9c8d6b5-bbbbb.log", &canary);
    let analysis = analyse(apart.path());
    assert_eq!(analysis["outcome"], "near_miss");
    assert!(rows(&analysis).contains("panic: nil map write in merge"), "{}", rows(&analysis));

    // A log that holds a sample of what the metrics count.
    let sampled = tempfile::tempdir().unwrap();
    let all: String = (FIRST..LAST).map(|at| format!("{}\n", line(at, bad(at)))).collect();
    write(sampled.path(), "logs/api.log", &all);
    let series = |code: &str, value: &dyn Fn(i64) -> f64| {
        let values: Vec<Value> = (FIRST..LAST).step_by(15).map(|at| json!([at, value(at).to_string()])).collect();
        json!({"metric": {"service": "api", "code": code}, "values": values})
    };
    let result =
        [series("200", &|at| 95.0 + lot(at, 1)), series("500", &|at| if within(at, 60, 600) { 0.2 } else { 0.02 })];
    let answer = json!({"status": "success", "data": {"resultType": "matrix", "result": result}});
    write(sampled.path(), "prometheus/http.json", &answer.to_string());
    let query = json!({"http": {"query": "sum by (service,code) (rate(http_requests_total[1m]))", "start": FIRST, "end": LAST, "step": 15}});
    write(sampled.path(), "prometheus/index.json", &query.to_string());
    let analysis = analyse(sampled.path());
    assert_eq!((&analysis["outcome"], &analysis["impact"]["user_visible"]), (&json!("near_miss"), &json!(false)));
    assert!(analysis["impact"]["error_ratio"].as_f64().unwrap() < 0.01, "{}", analysis["impact"]);
}

#[test]
fn what_led_up_to_the_impact_begins_where_it_began_and_in_one_place() {
    for lead in [360, 120, 45] {
        let folder = tempfile::tempdir().unwrap();
        proxy(folder.path(), LAST, |at| vec![if within(at, 600, 1_400) && lot(at, 1) < 0.45 { 503 } else { 200 }; 3]);
        let queue: &dyn Fn(i64) -> f64 =
            &|at| (if within(at, 600 - lead, 1_400) { 900.0 } else { 10.0 }) * (1.0 + 0.1 * lot(at, 2));
        table(folder.path(), &[("worker_queue_depth", queue), ("worker_cpu", &|at| 0.2 + 0.01 * lot(at, 3))]);
        let analysis = analyse(folder.path());
        let told = analysis["timeline"].as_array().unwrap().iter();
        let row = told.filter(|r| r["text"].as_str().unwrap().contains("queue_depth")).find_map(|r| second(&r["time"]));
        assert_eq!(row, Some(600 - lead), "{}", rows(&analysis));
        assert_eq!(second(&analysis["suspects"][0]["onset"]), row, "{lead}");
    }
}

#[test]
fn a_leak_is_told_from_where_it_began() {
    let folder = tempfile::tempdir().unwrap();
    proxy(folder.path(), LAST, |at| vec![if within(at, 600, 1_400) && lot(at, 1) < 0.45 { 503 } else { 200 }; 3]);
    let used: &dyn Fn(i64) -> f64 = &|at| {
        let grown = (at - FROM + 1_200).clamp(0, 1_800) as f64 / 1_800.0;
        let level = if at < FROM + 1_400 { 2e8 + 3.4e8 * grown } else { 2e8 };
        level * (1.0 + 0.005 * (lot(at, 2) - 0.5))
    };
    table(folder.path(), &[("worker_memory_bytes", used), ("worker_memory_limit_bytes", &|_| 5.4e8)]);
    let analysis = analyse(folder.path());
    let told = analysis["timeline"].as_array().unwrap().iter();
    let began =
        told.filter(|r| r["text"].as_str().unwrap().contains("begins to climb")).find_map(|r| second(&r["time"]));
    assert!(began.is_some_and(|at| (at + 1_200).abs() <= 120), "{}", rows(&analysis));
}

#[test]
fn samples_that_are_missing_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("time,api_requests_per_second,api_error_ratio");
    for at in (FIRST..LAST).step_by(15).filter(|at| !within(*at, 600, 1_440)) {
        write!(text, "\n{at},{:.3},{:.5}", 30.0 + lot(at, 1), calm_ratio(at)).unwrap();
    }
    write(folder.path(), "metrics.csv", &text);
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "nothing_stands_out");
    let gaps = analysis["gaps"].as_array().unwrap();
    let told = gaps.iter().find(|g| g["source"] == "metrics.csv").unwrap_or_else(|| panic!("{gaps:?}"));
    assert_eq!((second(&told["from"]), second(&told["to"])), (Some(585), Some(1_440)));
}

#[test]
fn what_was_counted_at_the_edge_is_no_share_of_one_service() {
    let folder = tempfile::tempdir().unwrap();
    let bad = |at: i64| within(at, 60, 900);
    proxy(folder.path(), LAST, |at| vec![200, 200, if bad(at) { 502 } else { 200 }]);
    let line = |at: i64| {
        let said = if bad(at) { "ERROR [pay-api] call to ledger failed: tls expired" } else { "INFO [pay-api] paid" };
        format!("{} {said}\n", stamp(at))
    };
    write(folder.path(), "logs/pay-api-66c9d8f7b-qq2lm.log", &(FIRST..LAST).map(line).collect::<String>());
    let draft = draft(folder.path());
    assert!(draft.contains("of the requests at the edge failed"), "{draft}");
    assert!(!draft.contains("of the requests to pay-api"), "{draft}");
}
