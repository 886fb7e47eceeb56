//! Collecting from a real Prometheus.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use backstory_collect::{EvidenceFolder, Plan, collect_prometheus};
use backstory_evidence::Manifest;
use backstory_model::{GapKind, Window};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use support::{Server, program, start};

/// The start of the samples: 2025-02-09T10:00:00Z.
const START: i64 = 1_739_095_200;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// Twenty minutes, a sample each 15 s: requests that fail from minute 10, a latency histogram, a gauge, an alert that
/// lives for one sample between two points of the grid.
fn samples() -> String {
    let mut series: Vec<(&str, String, Vec<String>)> = Vec::new();
    let times: Vec<i64> = (0..80).map(|n| START + n * 15).collect();
    let line = |labels: &str, value: &dyn Fn(i64) -> f64| -> Vec<String> {
        times.iter().enumerate().map(|(n, t)| format!("{labels} {} {t}", value(n as i64))).collect()
    };
    series.push(("up", "gauge".into(), line(r#"up{job="api"}"#, &|_| 1.0)));
    let ok = |n: i64| 1000.0 * n as f64;
    let bad = |n: i64| 500.0 * (n - 40).max(0) as f64;
    let mut requests = line(r#"http_requests_total{job="api",code="200",route="/orders"}"#, &ok);
    requests.extend(line(r#"http_requests_total{job="api",code="503",route="/orders"}"#, &bad));
    series.push(("http_requests", "counter".into(), requests));
    let mut latency = line(r#"http_request_duration_seconds_bucket{job="api",le="0.1"}"#, &ok);
    latency.extend(line(r#"http_request_duration_seconds_bucket{job="api",le="+Inf"}"#, &ok));
    series.push(("http_request_duration_seconds", "histogram".into(), latency));
    series.push(("queue_length", "gauge".into(), line(r#"queue_length{job="api"}"#, &|n| n as f64)));
    let alert = vec![
        format!(r#"ALERTS{{alertname="Errors",alertstate="pending"}} 1 {}.251"#, START + 660),
        format!(r#"ALERTS{{alertname="Errors",alertstate="firing"}} 1 {}.251"#, START + 661),
    ];
    series.push(("ALERTS", "gauge".into(), alert));
    let state = vec![format!(r#"ALERTS_FOR_STATE{{alertname="Errors"}} {} {}.251"#, START + 660, START + 661)];
    series.push(("ALERTS_FOR_STATE", "gauge".into(), state));
    let mut text = String::new();
    for (name, kind, lines) in series {
        writeln!(text, "# TYPE {name} {kind}\n{}", lines.join("\n")).unwrap();
    }
    text + "# EOF\n"
}

fn serve(prometheus: &Path, folder: &Path, data: &Path, retention: &str) -> Server {
    std::fs::write(folder.join("rules.yml"), "groups: [{name: slo, rules: [{alert: Errors, expr: 'queue_length > 70', for: 30s, labels: {severity: page}}]}]").unwrap();
    std::fs::write(folder.join("prometheus.yml"), "rule_files: [rules.yml]\nglobal: {evaluation_interval: 1h}\n")
        .unwrap();
    let (config, data, retention) = (folder.join("prometheus.yml"), data.to_owned(), retention.to_owned());
    let arguments = move |listen: &str| {
        vec![
            format!("--config.file={}", config.display()),
            format!("--storage.tsdb.path={}", data.display()),
            format!("--storage.tsdb.retention.time={retention}"),
            format!("--web.listen-address={listen}"),
        ]
    };
    start(prometheus, arguments, "/-/ready")
}

fn collect(server: &Server, root: &Path, from: i64, to: i64, now: Timestamp) -> (Manifest, bool) {
    let plan =
        Plan::new(Window::new(at(from), at(to)).unwrap(), SignedDuration::ZERO, SignedDuration::ZERO, now).unwrap();
    let mut folder = EvidenceFolder::create(root, now, plan.window).unwrap();
    let is_complete = collect_prometheus(&server.client, &plan, &mut folder, &mut |_| {}).unwrap();
    (folder.finish().unwrap(), is_complete)
}

fn json(root: &Path, file: &str) -> Value {
    serde_json::from_slice(&std::fs::read(root.join(file)).unwrap()).unwrap()
}

#[test]
fn a_small_block_is_collected() {
    let test = "a_small_block_is_collected";
    let (Some(prometheus), Some(promtool)) =
        (program("prometheus", "prometheus", test), program("promtool", "prometheus", test))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (text, data) = (folder.path().join("samples.txt"), folder.path().join("data"));
    std::fs::write(&text, samples()).unwrap();
    let made = Command::new(promtool)
        .args(["tsdb", "create-blocks-from", "openmetrics"])
        .args([&text, &data])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let server = serve(&prometheus, folder.path(), &data, "50y");

    let root = folder.path().join("evidence");
    let (manifest, is_complete) = collect(&server, &root, START, START + 1200, at(START + 86_400));
    assert!(is_complete, "{:#?}", manifest.gaps);
    assert_eq!(manifest.gaps, []);

    let index = json(&root, "prometheus/metrics_index.json");
    let names: Vec<&String> = index.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "error_ratio",
            "latency_p50",
            "latency_p95",
            "latency_p99",
            "queue_length",
            "request_rate",
            "request_rate_by_route",
            "up"
        ]
    );
    assert_eq!(index["request_rate"]["query"], "sum by (job, code) (rate(http_requests_total[60s]))");
    assert_eq!(index["request_rate"]["step"], 15);

    // A third of the requests fail in the end.
    let ratio = json(&root, "prometheus/metrics/error_ratio.json");
    let last = ratio["data"]["result"][0]["values"].as_array().unwrap().last().unwrap()[1]
        .as_str()
        .unwrap()
        .parse::<f64>()
        .unwrap();
    assert!((last - 1.0 / 3.0).abs() < 0.01, "{last}");

    // The alert between two points of the grid is there, with its own times.
    let alerts = json(&root, "prometheus/metrics/alerts.json");
    let alerts = alerts["data"]["result"].as_array().unwrap();
    let firing = alerts.iter().find(|series| series["metric"]["alertstate"] == "firing").unwrap();
    assert_eq!(firing["values"], serde_json::json!([[START as f64 + 661.251, "1"]]));

    let rules = std::fs::read_to_string(root.join("prometheus/rules.yml")).unwrap();
    assert!(rules.contains("alert: \"Errors\"") && rules.contains("for: 30s"), "{rules}");
    assert!(
        manifest
            .artifacts
            .iter()
            .find(|entry| entry.path == "prometheus/metrics/alerts.json")
            .unwrap()
            .notes
            .iter()
            .any(|note| note.contains("server version"))
    );

    // Twice the same window, twice the same bytes.
    let again = folder.path().join("again");
    let (second, _) = collect(&server, &again, START, START + 1200, at(START + 86_400));
    assert_eq!(second, manifest);
}

#[test]
fn long_windows_and_old_windows() {
    let test = "long_windows_and_old_windows";
    let (Some(prometheus), Some(promtool)) =
        (program("prometheus", "prometheus", test), program("promtool", "prometheus", test))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (text, data) = (folder.path().join("samples.txt"), folder.path().join("data"));
    std::fs::write(&text, samples()).unwrap();
    assert!(
        Command::new(promtool)
            .args(["tsdb", "create-blocks-from", "openmetrics"])
            .args([&text, &data])
            .output()
            .unwrap()
            .status
            .success()
    );
    let server = serve(&prometheus, folder.path(), &data, "15d");
    // Three days are 17,280 points at 15 s: more than one answer may have.
    let root = folder.path().join("evidence");
    let (manifest, is_complete) = collect(&server, &root, START - 2 * 86_400, START + 86_400, at(START + 20 * 86_400));
    assert!(is_complete, "{:#?}", manifest.gaps);
    assert_eq!(json(&root, "prometheus/metrics_index.json")["up"]["step"], 15);
    let up = json(&root, "prometheus/metrics/up.json");
    // Eighty samples, and the last one stays visible for five minutes.
    assert_eq!(up["data"]["result"][0]["values"].as_array().unwrap().len(), 80 + 20);
    let kinds: Vec<GapKind> = manifest.gaps.iter().map(|gap| gap.kind.unwrap()).collect();
    assert_eq!(kinds, [GapKind::Retention, GapKind::Missing, GapKind::Missing]);

    // A window without samples is a gap, not an empty success.
    let (manifest, is_complete) =
        collect(&server, &folder.path().join("empty"), START - 900_000, START - 800_000, at(START));
    assert!(!is_complete);
    assert!(manifest.gaps.iter().any(|gap| gap.reason.contains("no sample")), "{:#?}", manifest.gaps);
}

#[test]
fn a_recording_gives_what_was_exported() {
    let test = "a_recording_gives_what_was_exported";
    let Some(prometheus) = program("prometheus", "prometheus", test) else { return };
    let shared = std::env::var_os("BACKSTORY_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let recording = shared.join("incidents/pool-exhaustion/prometheus");
    if !recording.is_dir() {
        eprintln!("SKIPPED {test}: {} is not there; BACKSTORY_SHARED says where it is", recording.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    copy(&recording.join("tsdb"), &data);
    let server = serve(&prometheus, folder.path(), &data, "50y");
    let exported = json(&recording, "metrics_index.json");
    let bound =
        |name: &str| exported["request_rate"][name].to_string().split('.').next().unwrap().parse::<i64>().unwrap();
    let (from, to) = (bound("start"), bound("end") + 1);
    let root = folder.path().join("evidence");
    let (manifest, is_complete) = collect(&server, &root, from, to, at(to + 3600));
    assert!(is_complete, "{:#?}", manifest.gaps);
    let index = json(&root, "prometheus/metrics_index.json");
    for name in ["request_rate", "request_rate_by_route", "error_ratio", "latency_p50", "latency_p99"] {
        assert!(index.get(name).is_some(), "{name} is not in {index:#}");
    }
    assert_eq!(index["request_rate"]["query"], exported["request_rate"]["query"]);
    assert_eq!(index["request_rate"]["step"], exported["request_rate"]["step"]);
    assert_eq!(index["db_pool_connections"]["series"], exported["db_pool_connections"]["series"]);
    // Every alert of the exported grid is in the stored samples.
    let alert_names = |value: &Value| -> std::collections::BTreeSet<String> {
        value["data"]["result"].as_array().unwrap().iter().map(|series| series["metric"].to_string()).collect()
    };
    let grid = alert_names(&json(&recording, "metrics/alerts.json"));
    assert!(!grid.is_empty() && grid.is_subset(&alert_names(&json(&root, "prometheus/metrics/alerts.json"))));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            // Not `fs::copy`, which would keep a read-only mode.
            std::fs::write(to.join(entry.file_name()), std::fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}
