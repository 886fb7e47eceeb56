//! Generated incidents: exactly the new templates are first seen, at their lines; bursts begin and end when they did.
//!
//! The logs are written by the generator among the shared tools, which also tells the truth. Found by
//! `BACKSTORY_SHARED`, else beside the workspace.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: a panic is the report, and what is skipped is said"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use backstory_logs::summary::{ChangeKind, Span, is_failure};
use backstory_logs::{LogSummary, Options, PerSecond, Severity, summarise};
use serde_json::Value;

/// 2026-03-10T12:00:00Z, where all generated logs begin.
const START: i64 = 1_773_144_000;

fn generator() -> Option<PathBuf> {
    let root = std::env::var_os("BACKSTORY_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    let path = root.join("tools/gen_logs.py");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

fn read(path: &Path) -> LogSummary {
    summarise(File::open(path).unwrap(), &Options { year: 2026, max_bytes: u64::MAX }).unwrap()
}

fn check(generator: &Path, seed: u32, lines: u32, span: u32) {
    let folder = std::env::temp_dir().join(format!("backstory-generated-{}-{seed}", std::process::id()));
    let status = Command::new("python3")
        .arg(generator)
        .args(["--seed", &seed.to_string(), "--lines", &lines.to_string(), "--span", &span.to_string(), "--out"])
        .arg(&folder)
        .args(["--kinds", "nginx,json,java,klog,logfmt,kubectl", "--jobs", "1"])
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
    for (kind, told) in truth["files"].as_object().unwrap() {
        let summary = read(&folder.join(told["file"].as_str().unwrap()));
        println!("seed {seed}: {kind}");
        assert_eq!(Some(summary.lines), told["lines"].as_u64(), "{kind}");
        assert_eq!(Some(summary.records), told["records"].as_u64(), "{kind}");
        assert!(summary.faults().is_empty(), "{kind}: {:?}", summary.faults());
        let errors =
            if kind == "nginx" { requests(&summary, told) } else { messages(&summary, told, &truth["story"], kind) };
        // klog has no DEBUG and no year, and its stamps are of the year that was given.
        let expected: BTreeMap<i64, u64> = told["errors_per_second"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| (START + cell[0].as_i64().unwrap(), cell[1].as_u64().unwrap()))
            .collect();
        let counted: BTreeMap<i64, u64> = errors.iter().map(|(second, count)| (second, u64::from(count))).collect();
        assert_eq!(counted, expected, "{kind}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Requests by status are as told; errors by second.
fn requests(summary: &LogSummary, told: &Value) -> PerSecond {
    let mut by_status: BTreeMap<String, u64> = BTreeMap::new();
    let mut errors = PerSecond::default();
    for cell in summary.requests.cells() {
        *by_status.entry(cell.status.to_string()).or_default() += cell.count;
        if cell.status >= 500 && is_failure(cell.status) {
            errors.merge(&cell.per_second);
        }
    }
    let expected: BTreeMap<String, u64> = told["statuses"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(status, of)| (status.clone(), of["records"].as_u64().unwrap()))
        .collect();
    assert_eq!(by_status, expected);
    errors
}

fn messages(summary: &LogSummary, told: &Value, story: &Value, kind: &str) -> PerSecond {
    let second = |name: &str| story[name]["second"].as_i64().unwrap();
    let templates = summary.templates();
    // Each sentence of the generator is one template, or some that are told apart by a word; counts are exact.
    for (name, of) in told["templates"].as_object().unwrap() {
        let parts: Vec<String> =
            of["template"].as_str().unwrap().split(['{', '}']).step_by(2).map(|part| part.replace('"', "")).collect();
        let fits = |text: &str| {
            let mut rest = text.replace(['"', '\\'], "");
            parts.iter().all(|part| {
                let word = part.trim_matches(|c: char| !c.is_alphabetic());
                let found = rest.find(word);
                rest = found.and_then(|at| rest.get(at + word.len()..)).unwrap_or_default().to_owned();
                found.is_some()
            })
        };
        let own: Vec<_> =
            templates.iter().filter(|t| t.samples.first().is_some_and(|sample| fits(&sample.text))).collect();
        let count: u64 = own.iter().map(|template| template.count).sum();
        assert_eq!(Some(count), of["records"].as_u64(), "{kind} {name}: {:?}", of["template"]);
        let first = own.iter().filter_map(|template| template.first).map(|place| place.line).min();
        assert_eq!(first, of["first_line"].as_u64(), "{kind} {name}");
    }
    let (all_from, all_to) = summary.per_second.span().unwrap();
    let border = START + second("deploy") - 1;
    let (before, during) = (Span { from: all_from, to: border }, Span { from: border, to: all_to + 1 });
    let changes = summary.changes_of(&templates, before, during);
    let new: Vec<(i64, u64)> = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::FirstSeen)
        .map(|change| (change.onset_s - START, change.first.unwrap().line))
        .collect();
    let mut expected: Vec<(i64, u64)> = ["deploy", "first_error", "fallout", "mitigation"]
        .iter()
        .map(|name| {
            let line = told["templates"][name]["first_line"].as_u64().unwrap();
            (new.iter().find(|(_, at)| *at == line).map_or(second(name), |(at, _)| *at), line)
        })
        .collect();
    expected.sort_unstable();
    assert_eq!(new, expected, "{kind}: {changes:#?}");
    let errors: Vec<_> = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::LevelChange && change.severity == Some(Severity::Error))
        .collect();
    let [burst] = errors.as_slice() else { panic!("{kind}: {changes:#?}") };
    assert!((burst.onset_s - START - second("burst")).abs() <= 5, "{kind}: {burst:?}");
    assert!((burst.recovery_s.unwrap() - START - second("recovered")).abs() <= 15, "{kind}: {burst:?}");
    // The blip of warnings is no burst, and neither is anything else.
    let others: Vec<_> = changes
        .iter()
        .filter(|change| matches!(change.kind, ChangeKind::Burst | ChangeKind::Silence))
        .filter(|change| change.severity != Some(Severity::Error))
        .collect();
    assert!(others.is_empty(), "{kind}: {others:#?}");
    let mut counts = PerSecond::default();
    for template in templates.iter().filter(|template| template.severity() == Some(Severity::Error)) {
        counts.merge(&template.per_second);
    }
    counts
}

#[test]
fn generated_incidents_are_found_to_the_line_and_second() {
    let Some(generator) = generator() else { return };
    check(&generator, 1, 120_000, 3_600);
    check(&generator, 20_261, 150_000, 2_400);
    // `BACKSTORY_SEEDS=20` looks at so many more, of several sizes and lengths.
    let more = std::env::var("BACKSTORY_SEEDS").ok().and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    for seed in 2..2 + more {
        // Of many fewer than twenty lines a second, the burst is hardly higher than the trickle of one a second before it.
        let span = 1_800 + seed % 4 * 900;
        check(&generator, seed, span * (20 + seed % 5 * 10), span);
    }
}
