//! `backstory check` as people and machines start it: exit codes, configuration, suppressions, the hook of pre-commit.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::{
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

const CLEAN: &str = include_str!("../../check/src/rules/report/example/en.md");
const JAPANESE: &str = include_str!("../../check/src/rules/report/example/ja.md");

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_backstory")).arg("check").args(arguments).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with a clean report in each language and one that blames.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("en.md"), CLEAN).unwrap();
    std::fs::write(folder.path().join("ja.md"), JAPANESE).unwrap();
    let blaming = CLEAN.replace("10:02 Error rate", "10:02 @kim forgot to check the limit, and the error rate");
    std::fs::write(folder.path().join("blame.md"), blaming).unwrap();
    folder
}

#[test]
fn the_exit_code_follows_deny_and_the_configuration_each_rule() {
    let folder = folder();
    let code = |arguments: &[&str]| check(folder.path(), arguments).status.code().unwrap();
    assert_eq!(code(&["en.md", "ja.md"]), 0);
    assert_eq!(code(&["blame.md"]), 1);
    assert_eq!(code(&["blame.md", "--deny", "error"]), 1);
    assert_eq!(code(&["blame.md", "--deny", "never"]), 0);
    std::fs::write(
        folder.path().join("backstory.toml"),
        "[check]\ndeny = \"error\"\n[check.rules]\n\"blame.person\" = \"note\"\n",
    )
    .unwrap();
    assert_eq!(code(&["blame.md"]), 0);
    assert_eq!(code(&["blame.md", "--deny", "note"]), 1);
    std::fs::write(folder.path().join("backstory.toml"), "[check.rules]\n\"blame.person\" = \"off\"\n").unwrap();
    assert_eq!(code(&["blame.md"]), 0);
    std::fs::write(folder.path().join("backstory.toml"), "[check.rules]\n\"blame.nobody\" = \"off\"\n").unwrap();
    let output = check(folder.path(), &["blame.md"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("blame.nobody"));
    assert!(!output.status.success());
}

#[test]
fn a_suppression_is_listed_with_its_reason() {
    let folder = folder();
    let path = folder.path().join("blame.md");
    let source = std::fs::read_to_string(&path).unwrap();
    let allowed = source
        .replace("- 10:02 @kim", "<!-- backstory: allow blame.person because she asked to keep it -->\n- 10:02 @kim");
    std::fs::write(&path, allowed).unwrap();
    let output = check(folder.path(), &["blame.md", "--json"]);
    let line: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(line["findings"], Value::Array(Vec::new()), "{line}");
    assert_eq!(line["allowed"][0]["reason"], "she asked to keep it");
    assert_eq!(line["allowed"][0]["used"], true);
    assert!(stdout(&check(folder.path(), &["blame.md"])).contains("she asked to keep it"));
}

#[test]
fn the_gate_answers_each_item_in_both_languages() {
    let folder = folder();
    for (file, wrong) in [("en.md", 0), ("ja.md", 0), ("blame.md", 1)] {
        let output = check(folder.path(), &[file, "--gate", "--json"]);
        let line: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
        let items = line["gate"].as_array().unwrap();
        let answered = |id: &str| items.iter().find(|item| item["id"] == id).unwrap()["answer"].as_str().unwrap();
        for id in ["timeline-complete", "timeline-order", "several-factors", "actions-owned", "shared-in-time"] {
            assert_eq!(answered(id), "yes", "{file}: {id}");
        }
        assert_eq!(answered("review-planned"), "yes", "{file}");
        assert_eq!(answered("blameless"), if wrong == 0 { "yes" } else { "no" }, "{file}");
        // No action names a ticket: nothing tells whether they are tracked.
        assert_eq!(answered("actions-tracked"), "cannot_tell", "{file}");
        assert!(items.iter().all(|item| !item["evidence"].as_str().unwrap().is_empty()), "{line}");
    }
    std::fs::write(folder.path().join("bare.md"), "## Summary\n\nThe node was full.\n\n## Impact\n\nNone.\n").unwrap();
    let text = stdout(&check(folder.path(), &["bare.md", "--gate"]));
    assert!(text.contains("cannot tell"), "{text}");
}

#[test]
fn the_summary_counts_by_rule_by_file_and_by_month() {
    let folder = folder();
    std::fs::write(folder.path().join("later.md"), CLEAN.replace("2026-01", "2026-03").replace("2026-02", "2026-04"))
        .unwrap();
    let text = stdout(&check(folder.path(), &[".", "--summary"]));
    assert!(text.starts_with("4 files, 1 finding\n"), "{text}");
    for part in ["1  blame.person", "blame.md", "2026-01     3", "2026-03     1"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn what_the_document_model_finds_to_contradict_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    for rule in backstory_check::rules::report::TOLD_RULES {
        for (variants, expected) in [(rule.fires, true), (rule.passes, false)] {
            for variant in variants {
                std::fs::write(folder.path().join("report.md"), variant.report()).unwrap();
                let output = check(folder.path(), &["report.md", "--json", "--today", "2026-01-14"]);
                let printed: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
                let rules: Vec<&str> =
                    printed["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
                assert_eq!(rules.contains(&rule.info.id), expected, "{:?}: {printed}", variant.edits);
                assert_eq!(rules.is_empty(), !expected, "{:?}: {rules:?}", variant.edits);
            }
        }
    }
}
