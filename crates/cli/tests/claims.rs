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

/// A channel of the incident: seconds after the trouble began, a person, words.
fn write_chat(folder: &Path, said: &[(i64, &str, &str)]) {
    write(folder, "slack/channels.json", "[{\"id\": \"C1\", \"name\": \"inc-1\"}]");
    write(folder, "slack/users.json", "[{\"id\": \"U1\", \"name\": \"lena\"}, {\"id\": \"U2\", \"name\": \"omar\"}]");
    let messages: Vec<String> = said
        .iter()
        .map(|(after, user, text)| {
            let ts = FROM + after;
            format!("{{\"type\": \"message\", \"user\": \"{user}\", \"ts\": \"{ts}.000002\", \"text\": \"{text}\"}}")
        })
        .collect();
    write(folder, "slack/inc-1/2026-02-09.json", &format!("[{}]", messages.join(",")));
}

#[test]
fn words_about_a_step_begin_none() {
    let folder = tempfile::tempdir().unwrap();
    let log = access_log(|s, n| (if is_trouble(s) && lot(n) < 0.4 { 502 } else { 200 }, 0.05));
    write(folder.path(), "logs/edge/access.log", &log);
    write_chat(
        folder.path(),
        &[
            (200, "U1", "still broken, no change after the restart of checkout"),
            (300, "U2", "this is the third time this quarter that a failover leaves us read-only"),
            (400, "U2", "we have no runbook for a redis failover, and nobody was paged"),
        ],
    );
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

/// A deployment as the API of a forge tells it, complete after 25 s.
fn deployment(id: i64, second: i64, task: &str, service: &str, version: &str, previous: &str) -> [String; 2] {
    let (created, done) = (at(second), at(second + 25));
    let url = format!("https://forge.example/deployments/{id}");
    [
        format!(
            "{{\"id\": {id}, \"task\": \"{task}\", \"environment\": \"production\", \"description\": \"{service} {version}\", \
             \"created_at\": \"{created}\", \"updated_at\": \"{done}\", \"creator\": {{\"login\": \"li\"}}, \
             \"sha\": \"{id:040x}\", \"ref\": \"{service}/v{version}\", \"url\": \"{url}\", \
             \"payload\": {{\"service\": \"{service}\", \"version\": \"{version}\", \"previous_version\": \"{previous}\"}}}}\n"
        ),
        format!(
            "{{\"id\": {id}1, \"state\": \"in_progress\", \"created_at\": \"{created}\", \"deployment_url\": \"{url}\"}}\n\
             {{\"id\": {id}2, \"state\": \"success\", \"created_at\": \"{done}\", \"deployment_url\": \"{url}\"}}\n"
        ),
    ]
}

fn write_deployments(folder: &Path, deployments: &[[String; 2]]) {
    let part = |i: usize| deployments.iter().map(|d| d[i].as_str()).collect::<String>();
    write(folder, "deploys/deployments.jsonl", &part(0));
    write(folder, "deploys/deployment_statuses.jsonl", &part(1));
}

/// Half of the requests fail while the trouble lasts.
fn half_fails(status: u16) -> String {
    access_log(|s, n| (if is_trouble(s) && lot(n) < 0.5 { status } else { 200 }, 0.05))
}

#[test]
fn a_change_that_stayed_while_another_party_failed_is_not_convicted() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logs/edge/access.log", &half_fails(502));
    let log = json_log(|s, _| {
        if is_trouble(s) {
            "\"level\": \"error\", \"msg\": \"acquirer https://api.bank.example returned 503 Service Unavailable\""
                .to_owned()
        } else {
            "\"level\": \"info\", \"msg\": \"paid\"".to_owned()
        }
    });
    write(folder.path(), "logs/pay-5c8d7f6b9-m3n4p.log", &log);
    write_deployments(folder.path(), &[deployment(1, FROM - 120, "deploy", "pay", "3.2.0", "3.1.9")]);
    let analysis = analyse(folder.path());
    assert!(analysis["milestones"]["cause_introduced"].is_null(), "{}", analysis["milestones"]);
    let stances = analysis["hypotheses"].as_array().unwrap();
    assert!(stances.iter().any(|h| h["stance"] == "ruled_out"), "{stances:?}");
    assert!(stances.iter().all(|h| h["stance"] != "supported"), "{stances:?}");
    let factors = keys(&analysis, "factors");
    assert!(!factors.contains(&"factor-full-rollout".to_owned()) && !factors.contains(&"factor-no-gate".to_owned()));
}

#[test]
fn the_first_row_of_a_symptom_is_no_cause() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logs/edge/access.log", &half_fails(500));
    let log = json_log(|s, _| {
        let (level, msg) = if is_trouble(s) { ("error", "query timeout") } else { ("info", "done") };
        format!("\"level\": \"{level}\", \"msg\": \"{msg}\"")
    });
    write(folder.path(), "logs/worker.log", &log);
    let analysis = analyse(folder.path());
    assert!(analysis["timeline"].to_string().contains("query timeout"));
    assert!(analysis["milestones"]["cause_introduced"].is_null(), "{}", analysis["milestones"]);
}

#[test]
fn a_command_just_before_the_first_failure_is_told_first() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logs/edge/access.log", &half_fails(503));
    let mut log: Vec<(i64, &str)> =
        (FIRST..FROM).step_by(300).map(|s| (s, "100 changes in 300 seconds. Saving...")).collect();
    log.push((FROM - 2, "FLUSHALL executed by client id=9912 addr=10.0.3.4:51022 name=ops-cli"));
    let lines: Vec<String> = log.iter().map(|(s, text)| format!("{} NOTICE redis: {text}\n", at(*s))).collect();
    write(folder.path(), "logs/redis.log", &lines.concat());
    let analysis = analyse(folder.path());
    assert_eq!(analysis["milestones"]["cause_introduced"]["time"], at(FROM - 2), "{}", analysis["timeline"]);
    assert_eq!(analysis["suspects"][0]["service"], "redis");
    assert!(analysis["suspects"][0]["template"].as_str().unwrap().contains("FLUSHALL"));
    assert_eq!(analysis["factors"][0]["phrase"]["key"], "factor-deed");
}

/// A table of one queue that grows while the trouble lasts and is worked off afterwards.
fn pile() -> String {
    let mut table = "time,notifier_consumer_lag,notifier_cpu\n".to_owned();
    let mut height = 45.0;
    for second in (FIRST..LAST).step_by(15) {
        height = match second {
            s if is_trouble(s) => height + 200.0,
            _ if height > 400.0 => height - 300.0,
            _ => 40.0 + 10.0 * lot(second),
        };
        writeln!(table, "{second},{height:.1},{:.3}", 0.3 + 0.01 * lot(second + 5)).unwrap();
    }
    table
}

#[test]
fn a_rollback_that_made_a_queue_shrink_helped_and_convicts_what_it_took_back() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "metrics.csv", &pile());
    write_deployments(
        folder.path(),
        &[
            deployment(1, FROM - 40, "deploy", "notifier", "9.0.0", "8.6.2"),
            deployment(2, TO - 60, "rollback", "notifier", "8.6.2", "9.0.0"),
        ],
    );
    let analysis = analyse(folder.path());
    assert_eq!(analysis["suspects"][0]["change"]["id"], "1", "{}", analysis["suspects"]);
    assert_eq!(analysis["milestones"]["mitigated"]["time"], at(TO - 35), "{}", analysis["milestones"]);
    assert!(!keys(&analysis, "factors").contains(&"factor-ineffective-step".to_owned()));
    let scores: Vec<f64> =
        analysis["suspects"].as_array().unwrap().iter().map(|s| s["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn a_release_that_goes_on_from_the_guilty_one_is_what_ended_the_trouble() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logs/edge/access.log", &half_fails(500));
    write_deployments(
        folder.path(),
        &[
            deployment(1, FROM - 60, "deploy", "api", "5.0.0", "4.9.8"),
            deployment(2, TO - 40, "deploy", "api", "5.0.1", "5.0.0"),
        ],
    );
    let analysis = analyse(folder.path());
    assert_eq!(analysis["milestones"]["mitigated"]["time"], at(TO - 15), "{}", analysis["milestones"]);
    assert_eq!(analysis["suspects"][0]["change"]["id"], "1", "{}", analysis["suspects"]);
    assert!(analysis["hypotheses"].as_array().unwrap().iter().all(|h| h["stance"] != "ruled_out"));
}

#[test]
fn an_expired_certificate_was_not_renewed_and_whether_anything_warned_is_not_said() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logs/edge/access.log", &half_fails(502));
    let log = json_log(|s, _| {
        let expired = "call to ledger failed: x509: certificate has expired or is not yet valid";
        let (level, msg) = if is_trouble(s) { ("error", expired) } else { ("info", "paid") };
        format!("\"level\": \"{level}\", \"msg\": \"{msg}\"")
    });
    write(folder.path(), "logs/pay-api-66c9d8f7b-qq2lm.log", &log);
    write_deployments(folder.path(), &[deployment(1, TO - 40, "config", "ledger", "tls-2", "tls-1")]);
    let analysis = analyse(folder.path());
    assert!(keys(&analysis, "factors").contains(&"factor-condition-certificate".to_owned()), "{}", analysis["factors"]);
    // What was renewed is what the errors speak of.
    assert_eq!(analysis["milestones"]["mitigated"]["time"], at(TO - 15), "{}", analysis["milestones"]);
    let said = serde_json::to_string(&analysis["actions"]).unwrap();
    assert!(!said.contains("before the page"), "{said}");
}

/// A Japanese draft of what nobody was paged for holds to the rules of the tool itself.
#[test]
fn a_japanese_draft_passes_the_check_of_its_words() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "evidence/metrics.csv", &pile());
    let case = folder.path().join("case");
    let run = |args: &[&str], path: &Path| {
        Command::new(env!("CARGO_BIN_EXE_backstory")).args(args).arg(path).output().unwrap()
    };
    let evidence = folder.path().join("evidence").to_string_lossy().into_owned();
    let (from, to) = (at(FROM - 30), at(TO + 100));
    let drafted = run(&["draft", "--lang", "ja", "--from", &from, "--to", &to, "-e", &evidence, "--case"], &case);
    assert!(matches!(drafted.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&drafted.stderr));
    let checked = run(&["check", "--format", "json"], &case.join("report.md"));
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    for rule in ["blame.", "analysis.stops-at-person"] {
        assert!(!said.contains(rule), "{said}");
    }
}

#[test]
fn a_suspicion_of_a_change_that_is_ruled_out_is_not_open() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logs/edge/access.log", &half_fails(500));
    write_deployments(
        folder.path(),
        &[
            deployment(1, FROM - 900, "deploy", "product", "3.3.1", "3.3.0"),
            deployment(2, FROM - 60, "deploy", "api", "5.0.0", "4.9.8"),
            deployment(3, TO - 40, "rollback", "api", "4.9.8", "5.0.0"),
        ],
    );
    write_chat(
        folder.path(),
        &[(200, "U1", "could it be product 3.3.1?"), (300, "U2", "not resolved yet, errors at 50%")],
    );
    let analysis = analyse(folder.path());
    let hypotheses = analysis["hypotheses"].as_array().unwrap();
    assert!(keys(&analysis, "hypotheses").contains(&"hypothesis-said-change-ruled-out".to_owned()), "{hypotheses:?}");
    assert!(hypotheses.iter().all(|h| h["stance"] != "open"), "{hypotheses:?}");
    assert!(!keys(&analysis, "timeline").contains(&"timeline-declared-resolved".to_owned()));
    let times: Vec<&str> = analysis["timeline"].as_array().unwrap().iter().filter_map(|r| r["time"].as_str()).collect();
    assert!(times.contains(&at(FROM + 200).as_str()), "{times:?}");
}

#[test]
fn requests_that_a_limit_of_rates_turned_away_tell_of_no_lack_of_capacity() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logs/edge/access.log", &access_log(|_, _| (200, 0.05)));
    let flood = access_log(|_, _| (429, 0.002));
    let during: Vec<&str> = flood.lines().skip(5 * usize::try_from(FROM - FIRST).unwrap()).collect();
    let during = during.get(..5 * usize::try_from(TO - FROM).unwrap()).unwrap().join("\n");
    write(folder.path(), "logs/edge-2/access.log", &format!("{during}\n"));
    let analysis = analyse(folder.path());
    assert!(!keys(&analysis, "factors").contains(&"factor-condition-traffic".to_owned()), "{}", analysis["factors"]);
}
