//! One step at a time: `timeline`, `factors` and `review` on the bundled recording.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn backstory(words: &[&str], path: &Path) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_backstory")).args(words).arg(path).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

fn json(words: &[&str], path: &Path) -> Value {
    serde_json::from_str(&backstory(words, path).1).unwrap()
}

#[test]
fn each_step_shows_its_part_of_the_analysis() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(backstory(&["demo", "-o"], folder.path()).0, Some(0));
    let (evidence, case) = (folder.path().join("evidence"), folder.path().join("case"));
    let whole = json(&["analyze", "--json", "-e"], &evidence);
    let rows = whole["timeline"].as_array().unwrap().len();

    assert_eq!(json(&["timeline", "--json", "-e"], &evidence)["timeline"], whole["timeline"]);
    let factors = json(&["factors", "--json", "-e"], &evidence);
    for part in ["suspects", "factors", "hypotheses", "gaps_in_detection", "actions"] {
        assert_eq!(factors[part], whole[part], "{part}");
    }
    let (_, text) = backstory(&["timeline", "-e"], &evidence);
    assert_eq!(text.lines().count(), rows);
    let (_, table) = backstory(&["timeline", "--format", "csv", "-e"], &evidence);
    assert_eq!(table.lines().next(), Some("time,utc,event,source,actor"));

    // Every footnote that the excerpt cites is in it, and no other.
    let (_, section) = backstory(&["timeline", "--format", "markdown", "--lang", "ja", "-e"], &evidence);
    assert!(section.starts_with("## タイムライン"), "{section}");
    let (body, notes) = section.split_once("\n\n[^").unwrap();
    for label in notes.lines().filter_map(|line| line.trim_start_matches("[^").split(']').next()) {
        assert!(body.contains(&format!("[^{label}]")), "{label}");
    }
    let (_, sections) = backstory(&["factors", "--format", "markdown", "-e"], &evidence);
    let headings: Vec<&str> = sections.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings, ["## Contributing Factors", "## Five Whys", "## Root Cause"]);

    let (_, told) = backstory(&["factors", "-e"], &evidence);
    for factor in whole["factors"].as_array().unwrap() {
        assert!(told.contains(factor["statement"].as_str().unwrap()), "{factor}");
    }

    // What the draft proposes is on the agenda of the review that follows.
    let (_, agenda) = backstory(&["review", "--day", "2026-11-30"], &case);
    assert!(agenda.contains("AI-001") && agenda.contains("2026-12-21"), "{agenda}");
}
