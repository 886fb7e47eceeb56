//! What series as Prometheus keeps them tell: counters, histograms, limits, exporters, rhythm; by the binary, on answers of
//! `query_range` made up here.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// 2026-03-10T08:00Z; an hour of samples, the window from 08:40 to 08:55, trouble from 08:40:30 to 08:53:20.
const FIRST: i64 = 1_773_129_600;
const STEP: i64 = 15;
const FROM: i64 = FIRST + 2_400;
const TO: i64 = FIRST + 3_300;
const BEGUN: i64 = FROM + 30;
const OVER: i64 = FROM + 800;

/// Between 0.95 and 1.05, never still.
fn noise(at: i64, salt: i64) -> f64 {
    0.95 + (((at / STEP) * 7919 + salt * 104_729) % 101) as f64 / 1000.0
}

fn troubled(at: i64) -> bool {
    (BEGUN..OVER).contains(&at)
}

/// Samples of a gauge.
fn gauge(value: impl Fn(i64) -> f64) -> Vec<(i64, f64)> {
    (0..3_600 / STEP).map(|i| FIRST + i * STEP).map(|at| (at, value(at))).collect()
}

/// Samples of a counter that grows so much a second, started anew at `restart`.
fn counter(restart: i64, rate: impl Fn(i64) -> f64) -> Vec<(i64, f64)> {
    let mut count = 1_000_000.0;
    gauge(|at| at as f64)
        .into_iter()
        .map(|(at, _)| {
            count = if at == restart { 0.0 } else { count + rate(at - 1) * STEP as f64 };
            (at, count)
        })
        .collect()
}

fn write(folder: &Path, name: &str, series: &[(Value, Vec<(i64, f64)>)]) {
    let result: Vec<Value> = series
        .iter()
        .map(|(labels, samples)| {
            let values: Vec<Value> = samples.iter().map(|(t, v)| json!([t, v.to_string()])).collect();
            json!({"metric": labels, "values": values})
        })
        .collect();
    let answer = json!({"status": "success", "data": {"resultType": "matrix", "result": result}});
    let metrics = folder.join("prometheus/metrics");
    std::fs::create_dir_all(&metrics).unwrap();
    std::fs::write(metrics.join(format!("{name}.json")), answer.to_string()).unwrap();
}

fn analyse_from(folder: &Path, from: i64, to: i64) -> Value {
    let at = |s: i64| jiff::Timestamp::from_second(s).unwrap().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["analyze", "--json", "--evidence"])
        .arg(folder)
        .args(["--from", &at(from), "--to", &at(to)])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn analyse(folder: &Path) -> Value {
    analyse_from(folder, FROM, TO)
}

fn topology(folder: &Path, edges: &str) {
    std::fs::write(folder.join("topology.csv"), format!("caller,callee\n{edges}")).unwrap();
}

/// The sentences of the timeline.
fn rows(analysis: &Value) -> Vec<String> {
    let rows = analysis["timeline"].as_array().unwrap().iter();
    rows.map(|row| format!("{} {}", row["time"].as_str().unwrap(), row["text"].as_str().unwrap())).collect()
}

#[test]
fn a_counter_of_failures_is_an_incident_with_its_impact_and_a_restart_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let labels = |code: &str| json!({"__name__": "http_requests_total", "job": "front", "instance": "a", "code": code});
    let well = counter(FIRST + 1_200, |at| 95.0 * noise(at, 1));
    let failed = counter(FIRST + 1_200, |at| if troubled(at) { 25.0 * noise(at, 2) } else { 0.0 });
    write(folder.path(), "requests", &[(labels("200"), well), (labels("503"), failed)]);
    topology(folder.path(), "front,stock\n");
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "incident");
    let counted = analysis["impact"]["requests_failed"].as_f64().unwrap();
    assert!((counted / (25.0 * 770.0) - 1.0).abs() < 0.05, "{counted}");
    let rows = rows(&analysis);
    assert!(rows.iter().any(|r| r.starts_with("2026-03-10T08:40:45Z") && r.contains("/s → 2")), "{rows:#?}");
    assert!(!rows.iter().any(|r| r.contains("falls from")), "{rows:#?}");
    let suspect = &analysis["suspects"][0];
    assert_eq!(suspect["service"], "front");
    assert!(suspect["why"].as_str().unwrap().contains("share of failures"), "{suspect}");
    assert_eq!(suspect["departure"]["onset_after"], "2026-03-10T08:40:30Z");
    assert!(suspect["departure"]["recovery"].is_string(), "{suspect}");
}

#[test]
fn twice_the_traffic_with_as_many_failures_in_hundred_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let more = |at: i64| if troubled(at) { 2.0 } else { 1.0 };
    let labels = |name: &str, code: &str| json!({"__name__": name, "job": "front", "instance": "a", "code": code});
    let count = "http_request_duration_seconds_count";
    write(
        folder.path(),
        "requests",
        &[
            (labels(count, "200"), counter(0, |at| 95.0 * more(at) * noise(at, 1))),
            (labels(count, "503"), counter(0, |at| 0.3 * more(at) * noise(at, 2))),
            (labels("http_request_duration_seconds_sum", "200"), counter(0, |at| 4.75 * more(at) * noise(at, 1))),
        ],
    );
    topology(folder.path(), "front,stock\n");
    assert_eq!(analyse(folder.path())["outcome"], "nothing_stands_out");
}

#[test]
fn requests_that_take_longer_are_felt_under_the_names_of_micrometer() {
    let folder = tempfile::tempdir().unwrap();
    let mut series = Vec::new();
    for (salt, (job, slow)) in (0..).zip([("booking", 1.8), ("inventory", 1.7)]) {
        let name = "http_server_requests_seconds";
        let labels = |end: &str| json!({"__name__": format!("{name}_{end}"), "job": job, "uri": "/x", "status": "200"});
        series.push((labels("count"), counter(0, move |at| 50.0 * noise(at, salt))));
        let took = move |at: i64| if troubled(at) { slow } else { 0.04 };
        series.push((labels("sum"), counter(0, move |at| 50.0 * took(at) * noise(at, salt + 7))));
    }
    write(folder.path(), "requests", &series);
    topology(folder.path(), "booking,inventory\n");
    let analysis = analyse(folder.path());
    assert_eq!(analysis["outcome"], "incident");
    assert_eq!(analysis["suspects"][0]["service"], "inventory");
    assert_eq!(analysis["suspects"][0]["metric"], "http_server_requests_seconds_mean");
}

#[test]
fn answers_that_are_larger_are_no_latency() {
    let folder = tempfile::tempdir().unwrap();
    let labels = |name: &str| json!({"__name__": name, "job": "web"});
    let size = gauge(|at| if troubled(at) { 60_000.0 } else { 12_000.0 } * noise(at, 1));
    write(
        folder.path(),
        "web",
        &[
            (labels("http_response_size_bytes_avg"), size),
            (labels("http_request_duration_seconds_p95"), gauge(|at| 0.1 * noise(at, 2))),
        ],
    );
    topology(folder.path(), "web,img\n");
    assert_ne!(analyse(folder.path())["outcome"], "incident");
}

#[test]
fn a_limit_is_told_whichever_way_its_exporter_names_it() {
    for (limit, of, used, before) in [
        ("process_max_fds", 1024.0, "process_open_fds", 220.0),
        ("mysql_global_variables_max_connections", 151.0, "mysql_global_status_threads_connected", 40.0),
        ("redis_config_maxclients", 10_000.0, "redis_connected_clients", 2_100.0),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str, job: &str| json!({"__name__": name, "job": job, "instance": job});
        let full = gauge(|at| if troubled(at) { of } else { (before * noise(at, 1)).round() });
        let errors = gauge(|at| if troubled(at) { 0.35 } else { 0.002 } * noise(at, 2));
        write(
            folder.path(),
            "m",
            &[
                (at(limit, "store"), gauge(|_| of)),
                (at(used, "store"), full),
                (at("http_request_error_ratio", "portal"), errors),
            ],
        );
        let analysis = analyse(folder.path());
        let rows = rows(&analysis);
        assert!(rows.iter().any(|r| r.contains(used) && r.contains("reaches its limit")), "{rows:#?}");
        let factors = analysis["factors"].to_string();
        assert!(factors.contains("ran into its limit"), "{factors}");
        let suspects = analysis["suspects"].to_string();
        assert!(suspects.contains("was at its limit of"), "{suspects}");
    }
}

#[test]
fn what_a_kubelet_tells_is_told_of_the_pod() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str, pod: &str| json!({"__name__": name, "job": "kubelet", "service": "stack-kubelet", "node": "n1", "pod": pod});
    let (cart, web) = ("cart-7d9f8b6c5-x2x4q", "checkout-web-5c6b7d8f9-abcd3");
    let used = "container_memory_working_set_bytes";
    let leaks = gauge(|at| if troubled(at) { 5.3e8 } else { 2.3e8 * noise(at, 1) });
    let limit = "container_spec_memory_limit_bytes";
    write(
        folder.path(),
        "memory",
        &[
            (of(used, cart), leaks),
            (of(used, web), gauge(|at| 2.3e8 * noise(at, 2))),
            (of(limit, cart), gauge(|_| 5.37e8)),
            (of(limit, web), gauge(|_| 5.37e8)),
        ],
    );
    let analysis = analyse(folder.path());
    assert_eq!(analysis["suspects"][0]["service"], "cart");
    assert!(!analysis.to_string().contains("stack-kubelet of"), "{analysis}");
    let rows = rows(&analysis);
    assert!(rows.iter().any(|r| r.contains("of cart reaches its limit")), "{rows:#?}");
}

#[test]
fn days_of_evidence_tell_what_an_hour_usually_has() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (FIRST + 2_700, FIRST + 5_400);
    let mut table = String::from("time,site_latency_avg,api_latency_avg,site_requests_rate,api_requests_rate\n");
    for i in 0..888_i64 {
        let at = FIRST - 3 * 86_400 + i * 300;
        let day = (1.0 - ((at - FIRST) as f64 / 86_400.0 * std::f64::consts::TAU).cos()).mul_add(-1.0, 2.0);
        let level = 0.04 * (1.0 + 1.5 * day) * noise(at / 20, 3);
        let bad = if (from..to).contains(&at) { 7.0 } else { 1.0 };
        writeln!(
            table,
            "{at},{:.5},{:.5},{:.3},{:.3}",
            level * bad + 0.1,
            level * bad,
            100.0 * day + 50.0,
            100.0 * day + 50.0
        )
        .unwrap();
    }
    std::fs::write(folder.path().join("metrics.csv"), table).unwrap();
    topology(folder.path(), "site,api\n");
    let analysis = analyse_from(folder.path(), from, to);
    assert_eq!(analysis["outcome"], "incident");
    let suspect = &analysis["suspects"][0];
    assert_eq!(suspect["service"], "api");
    let before = suspect["departure"]["before"].as_f64().unwrap();
    assert!((0.14..0.18).contains(&before), "{suspect}");
}
