//! End to end: the real binary on recorded incidents, scored against their truth.
//!
//! The bundled recording is always there. The shared recordings are used when they lie beside the checkout
//! (`../shared`, or where `BACKSTORY_SHARED` says).

#![expect(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::print_stderr,
    reason = "in a test a panic is the report"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("BACKSTORY_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    if folder.join("incidents").is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the shared recordings (no folder {})", folder.display());
    None
}

fn backstory() -> Command {
    Command::new(env!("CARGO_BIN_EXE_backstory"))
}

fn analyse(evidence: &Path) -> (Value, Vec<u8>) {
    let output = backstory().args(["analyze", "--json", "--evidence"]).arg(evidence).output().unwrap();
    // A recording holds files that are no evidence; they are named and make the result partial.
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
    (serde_json::from_slice(&output.stdout).unwrap(), output.stdout)
}

fn seconds(value: &Value) -> Option<f64> {
    let time: jiff::Timestamp = value.as_str()?.parse().ok()?;
    Some(time.as_millisecond() as f64 / 1000.0)
}

/// Every milestone of the truth within 15 s, failures and customers within 2 %, the guilty change first.
fn assert_true(analysis: &Value, truth: &Value) {
    for (true_name, found_name) in [
        ("fault_injected", "cause_introduced"),
        ("first_user_visible_error", "impact_start"),
        ("page", "paged"),
        ("ack", "acknowledged"),
        ("diagnosis", "diagnosed"),
        ("mitigation_done", "mitigated"),
        ("recovery", "recovered"),
        ("resolved", "resolved"),
    ] {
        let Some(want) = seconds(&truth["milestones"][true_name]) else { continue };
        let got = seconds(&analysis["milestones"][found_name]["time"]).unwrap_or_else(|| panic!("no {found_name}"));
        assert!((got - want).abs() <= 15.0, "{found_name} is {:.0} s off", got - want);
    }
    for (true_name, found_name) in
        [("failed_requests", "requests_failed"), ("affected_customers", "customers_affected")]
    {
        let want = truth["impact"][true_name].as_f64().unwrap();
        let got = analysis["impact"][found_name].as_f64().unwrap();
        assert!((got - want).abs() <= (0.02 * want).max(1.0), "{found_name}: {got} instead of {want}");
    }
    let guilty = truth["root_cause"]["change"]["deployment_id"].to_string();
    let suspects = analysis["suspects"].as_array().unwrap();
    let first = suspects.iter().find(|s| !s["change"].is_null()).unwrap();
    assert_eq!(first["change"]["id"].as_str().unwrap(), guilty);
    let rows = analysis["timeline"].as_array().unwrap();
    assert!((5..=30).contains(&rows.len()));
    let times: Vec<f64> = rows.iter().map(|r| seconds(&r["time"]).unwrap()).collect();
    assert!(times.is_sorted());
    let known: Vec<&str> = analysis["evidence"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
    for row in rows {
        let cited = row["evidence"].as_array().unwrap();
        assert!(!cited.is_empty() && cited.iter().all(|e| known.contains(&e.as_str().unwrap())), "{row}");
    }
}

#[test]
fn the_demo_tells_the_truth_and_says_where_the_report_is() {
    let folder = tempfile::tempdir().unwrap();
    let output = backstory().args(["demo", "-o"]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = folder.path().join("case/report.md");
    assert!(String::from_utf8_lossy(&output.stdout).contains(&*report.to_string_lossy()));
    let text = std::fs::read_to_string(report).unwrap();
    assert!(text.contains("## Timeline (all times UTC)") && text.contains("[^e1]:"));
    let analysis: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("case/analysis.json")).unwrap()).unwrap();
    let truth: Value =
        serde_json::from_slice(&std::fs::read(root().join("e2e/bad-deploy.truth.json")).unwrap()).unwrap();
    assert_true(&analysis, &truth);
    // The same evidence gives the same bytes.
    let evidence = folder.path().join("evidence");
    assert_eq!(analyse(&evidence).1, analyse(&evidence).1);
}

#[test]
fn a_window_that_ended_before_the_recorded_incident_holds_none_of_it() {
    let folder = tempfile::tempdir().unwrap();
    assert!(backstory().args(["demo", "-o"]).arg(folder.path()).output().unwrap().status.success());
    let truth: Value =
        serde_json::from_slice(&std::fs::read(root().join("e2e/bad-deploy.truth.json")).unwrap()).unwrap();
    let fault: jiff::Timestamp = truth["milestones"]["fault_injected"].as_str().unwrap().parse().unwrap();
    let before = |seconds| (fault - jiff::SignedDuration::from_secs(seconds)).to_string();
    let output = backstory()
        .args(["analyze", "--json", "--from", &before(240), "--to", &before(120), "--evidence"])
        .arg(folder.path().join("evidence"))
        .output()
        .unwrap();
    let analysis: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(analysis["outcome"], "nothing_stands_out", "{:#}", analysis["suspects"]);
    assert!(analysis["suspects"].as_array().unwrap().is_empty());
    assert!(analysis["milestones"]["paged"].is_null() && analysis["milestones"]["impact_start"].is_null());
}

#[test]
fn a_second_draft_keeps_what_people_wrote() {
    let folder = tempfile::tempdir().unwrap();
    assert!(backstory().args(["demo", "-o"]).arg(folder.path()).output().unwrap().status.success());
    let report = folder.path().join("case/report.md");
    let edited = std::fs::read_to_string(&report).unwrap().replace("**Authors**: _to fill_", "**Authors**: @somebody");
    let edited: String =
        edited.lines().filter(|l| !l.contains("Incident command taken")).map(|l| format!("{l}\n")).collect();
    std::fs::write(&report, &edited).unwrap();
    let output = backstory()
        .args(["draft", "-e"])
        .arg(folder.path().join("evidence"))
        .arg("--case")
        .arg(folder.path().join("case"))
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
    let again = std::fs::read_to_string(&report).unwrap();
    assert!(again.contains("**Authors**: @somebody"));
    assert!(!again.contains("Incident command taken"), "a deleted row came back");
}

/// A report has one language, whatever the flag, the workspace or the machine say.
#[test]
fn a_second_draft_is_in_the_language_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    assert!(backstory().args(["demo", "--lang", "ja", "-o"]).arg(folder.path()).output().unwrap().status.success());
    let report = folder.path().join("case/report.md");
    let draft = |more: &[&str]| {
        let mut command = backstory();
        command.args(["draft", "-e"]).arg(folder.path().join("evidence"));
        command.arg("--case").arg(folder.path().join("case")).args(more).output().unwrap()
    };
    let before = std::fs::read_to_string(&report).unwrap();
    let refused = draft(&["--lang", "en"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("`ja`"), "{}", String::from_utf8_lossy(&refused.stderr));
    assert_eq!(std::fs::read_to_string(&report).unwrap(), before, "a refusal writes nothing");
    // The front matter says it, else the headings do.
    for report_text in [before.clone(), before.replacen("lang: ja\n", "", 1)] {
        std::fs::write(&report, &report_text).unwrap();
        let output = draft(&[]);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(std::fs::read_to_string(&report).unwrap(), report_text);
    }
    // What a person deleted stays away without the memory in the document, and it is told that it is gone.
    let edited: String = before.lines().filter(|l| !l.contains("| 14:28:")).map(|l| format!("{l}\n")).collect();
    let (edited, _) = edited.split_once("<!-- backstory:draft").unwrap();
    std::fs::write(&report, edited).unwrap();
    let output = draft(&[]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("analysis.json"));
    assert!(!std::fs::read_to_string(&report).unwrap().contains("| 14:28:"), "a deleted row came back");
}

#[test]
fn shared_recordings_are_told_truly() {
    let Some(shared) = shared() else { return };
    let mut folders: Vec<_> = std::fs::read_dir(shared.join("incidents")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|f| f.join("truth.json").is_file()) {
        let (analysis, bytes) = analyse(folder);
        let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
        assert_true(&analysis, &truth);
        let kept = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(kept.path(), bytes).unwrap();
        let score = Command::new("python3")
            .arg(shared.join("tools/score_incident.py"))
            .arg("--truth")
            .arg(folder.join("truth.json"))
            .arg("--analysis")
            .arg(kept.path())
            .output();
        match score {
            Ok(score) => assert!(score.status.success(), "{}", String::from_utf8_lossy(&score.stdout)),
            Err(error) => eprintln!("skipped: the scorer (python3: {error})"),
        }
    }
}

/// Factors of the truths that evidence can show, and the phrase of the factor that tells them. What no evidence shows
/// (a body that is not validated) is not asked for.
const TOLD: [(&str, &str); 9] = [
    ("untested-null", "factor-test-misses-case"),
    ("full-rollout", "factor-full-rollout"),
    ("unrelated-change", "factor-distraction"),
    ("masked-error", "factor-masked-error"),
    ("no-plan-check", "factor-unchecked-statement"),
    ("index-mismatch", "factor-index-mismatch"),
    ("shared-pool", "factor-shared-resource"),
    ("retry-load", "factor-retries"),
    ("late-page", "factor-silent-alert"),
];

#[test]
fn factors_of_the_shared_recordings_are_found_and_linked() {
    let Some(shared) = shared() else { return };
    for name in ["bad-deploy", "pool-exhaustion"] {
        let folder = shared.join("incidents").join(name);
        let Ok(truth) = std::fs::read(folder.join("truth.json")) else { continue };
        let truth: Value = serde_json::from_slice(&truth).unwrap();
        let (analysis, _) = analyse(&folder);
        let factors = analysis["factors"].as_array().unwrap();
        let keys: Vec<&str> = factors.iter().map(|f| f["phrase"]["key"].as_str().unwrap()).collect();
        for wanted in truth["contributing_factors"].as_array().unwrap() {
            let told = TOLD.iter().find(|(id, _)| wanted["id"] == *id);
            assert!(told.is_none_or(|(_, key)| keys.contains(key)), "{name}: {wanted} is not among {keys:?}");
        }
        // Why after why: from what broke to what is systemic.
        let find = |id: &Value| factors.iter().find(|f| f["id"] == *id).unwrap();
        let mut at = &factors[0];
        while let Some(next) = at["because"].as_array().and_then(|b| b.first()) {
            at = find(next);
        }
        assert_eq!(at["layer"], "systemic", "{name}");
        for hypothesis in analysis["hypotheses"].as_array().unwrap() {
            let count = |side: &str| hypothesis[side].as_array().unwrap().len();
            match hypothesis["stance"].as_str().unwrap() {
                "ruled_out" => assert!(count("against") > 0, "{hypothesis}"),
                _ => assert!(count("supporting") > 0, "{hypothesis}"),
            }
        }
    }
}

#[test]
fn the_three_classic_files_make_a_first_draft() {
    let folder = tempfile::tempdir().unwrap();
    assert!(backstory().args(["demo", "-o"]).arg(folder.path()).output().unwrap().status.success());
    let recording = folder.path().join("evidence/bad-deploy");
    let classic = folder.path().join("classic");
    std::fs::create_dir(&classic).unwrap();
    let pod = std::fs::read_dir(recording.join("logs")).unwrap().map(|e| e.unwrap().path());
    let pod = pod.filter(|p| p.is_file() && p.to_string_lossy().contains("api-service")).min().unwrap();
    std::fs::copy(pod, classic.join("incident-logs.txt")).unwrap();
    std::fs::copy(recording.join("prometheus/metrics/error_ratio.json"), classic.join("metrics.json")).unwrap();
    std::fs::copy(recording.join("alertmanager/amtool-alerts.json"), classic.join("alerts.json")).unwrap();
    let output = backstory()
        .args(["draft", "--from", "2026-11-23T14:43Z", "--to", "2026-11-23T14:48Z", "-e"])
        .arg(&classic)
        .arg("--case")
        .arg(folder.path().join("case2"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(folder.path().join("case2/report.md")).unwrap();
    assert!(text.contains("HighErrorRate") && text.contains("failed"));
}

#[test]
fn nonsense_is_refused_with_the_right_form() {
    let folder = tempfile::tempdir().unwrap();
    let output = backstory()
        .args(["analyze", "--from", "yesterday-ish", "--to", "now", "-e"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("2025-02-09T"), "{words}");
}

#[test]
fn a_window_without_data_is_told_and_no_story() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.log"), "2026-11-23T15:20:26Z INFO hello\n2026-11-23T15:20:27Z INFO bye\n")
        .unwrap();
    let output = backstory()
        .args(["analyze", "--json", "--from", "2020-01-01T00:00Z", "--to", "2020-01-01T01:00Z", "-e"])
        .arg(folder.path())
        .output()
        .unwrap();
    let analysis: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(analysis["outcome"], "nothing_stands_out");
}
