//! What the program says of its work, in the language of whoever runs it: errors, notes, and results for people.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_backstory");

/// A report with an action of each state, and things that a reader doubts.
const REPORT: &str = "---\nid: PM-1\nshared: 2025-02-10\n---\n# Orders fail\n\n\
    **Duration**: 3 h\n\n## Timeline (UTC)\n\n- 10:00 first 5xx\n- 10:40 recovered\n- 09:50 deploy\n- nobody knows when\n\n\
    ## Action Items\n\n| ID | Action | Owner | Deadline | Priority |\n|-|-|-|-|-|\n\
    | AI-001 | Bound the pool | ana | 2025-02-10 | High |\n| AI-002 | Alert on it | | | Low |\n\n\
    <!-- backstory: allow blame.person because she asked for it -->\n";

/// Errors of every command: the request is refused, or a source cannot be read.
const ERRORS: [&[&str]; 34] = [
    &["analyze", "-e", "none", "--from", "2025-02-09T10:00Z", "--to", "2025-02-09T11:30Z"],
    &["analyze", "-e", "empty"],
    &["analyze", "-e", "empty", "--from", "2025-02-09T10:00Z"],
    &["analyze", "-e", "empty", "--from", "2025-02-09T12:00Z", "--to", "2025-02-09T11:30Z"],
    &["analyze", "-e", "empty", "--from", "yesterday", "--to", "now"],
    &["analyze", "-e", "empty", "--from", "2025-02-09", "--to", "now"],
    &["analyze", "-e", "empty", "--from", "2025-02-09T10:00", "--to", "now"],
    &["analyze", "-e", "empty", "--from", "2025-03-30T02:30", "--to", "now", "--tz", "Europe/Oslo"],
    &["analyze", "-e", "empty", "--from", "2025-10-26T02:30", "--to", "now", "--tz", "Europe/Oslo"],
    &["analyze", "-e", "empty", "--from", "soon before 2025-02-09T11:40Z", "--to", "now"],
    &["timeline", "-e", "empty", "--from", "9999-01-01T00:00Z", "--to", "now"],
    &["factors", "-e", "empty", "--from", "2025-02-09T10:00", "--to", "now", "--tz", "Europe/Atlantis"],
    &["draft", "-e", "empty", "--symptom", "latency"],
    &["draft", "-e", "none", "--lang", "ja"],
    &["demo", "-o", "file/demo"],
    &["logs", "none.log"],
    &["logs", "empty"],
    &["logs", "summary.json"],
    &["logs", "app.log", "app.log", "--json-lines"],
    &["logs", "app.log", "--from", "2025-02-09T11:00Z", "--to", "2025-02-09T10:00Z"],
    &["logs", "app.log", "--from", "noon"],
    &["status", "empty"],
    &["review", "empty"],
    &["actions", "list", "empty"],
    &["actions", "push", "--github", "shop", "case"],
    &["actions", "push", "--github", "shop/app", "case"],
    &["actions", "push", "--github", "shop/app", "--api-url", "nowhere", "case"],
    &["actions", "push", "--github", "shop/app", "--api-url", "http://127.0.0.1:1", "--dry-run", "case"],
    &["calendar", "none"],
    &["publish", "case"],
    &["collect", "--from", "2025-02-09T10:00Z", "--to", "2025-02-09T11:00Z", "-o", "evidence"],
    &["collect", "--prometheus", "http://127.0.0.1:1", "--from", "2999", "--to", "now", "-o", "evidence"],
    &["report", "case", "--format", "slack"],
    &["report", "empty"],
];

/// Of the check and the import, whose findings speak the language of the report.
const READING: [&[&str]; 6] = [
    &["check", "none.md", "case/report.md", "--deny", "never", "--summary"],
    &["check", "--explain", "no.rule"],
    &["check", "case/report.md", "--config", "bad.toml"],
    &["check", "--sentences", "app.log"],
    &["import", "none.md"],
    &["init"],
];

/// Results for people.
const RESULTS: [&[&str]; 9] = [
    &["logs", "app.log"],
    &["logs", "odd.log"],
    &["status", "case"],
    &["actions", "list", "case"],
    &["calendar", "case", "-o", "case.ics"],
    &["calendar", "case", "--lang", "ja"],
    &["import", "case/report.md", "--out", "imported"],
    &["import", "case/report.md", "--out", "imported"],
    &["report", "case", "--format", "md", "-o", "out.md"],
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    write("file", b"");
    write("backstory.toml", b"");
    write("case/report.md", REPORT.as_bytes());
    write("case/analysis.json", b"{\"schema\": 3}");
    write("bad.toml", b"[check.rules]\n\"no.rule\" = \"off\"\n");
    write("summary.json", b"{\"schema\":\"backstory.log-summary/1\",\"summary\":{\"lines\":");
    let line = |i: usize| format!("2025-02-09T10:{:02}:{:02}Z INFO order {i} placed\n", i / 60, i % 60);
    let mut log: String = (0..600).map(line).collect();
    log.push_str("2025-02-09T10:10:00Z ERROR pool exhausted after 20 connections\nand this goes on\n");
    write("app.log", log.as_bytes());
    let odd: String = (0..200).map(line).collect();
    let again: String = (60..80).map(line).collect();
    write("odd.log", format!("{odd}{}{again}", "\0".repeat(64)).as_bytes());
    folder
}

fn command(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(args).current_dir(home).stdin(Stdio::null());
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "GITHUB_TOKEN", "BACKSTORY_SLACK_WEBHOOK"] {
        command.env_remove(variable);
    }
    command
}

/// What a terminal shows, with the exit code.
fn shown(home: &Path, args: &[&str], variables: &[(&str, &str)]) -> String {
    let output = command(home, args).envs(variables.iter().copied()).output().unwrap();
    let mut told = format!("$ backstory {}\n[{}]\n", args.join(" "), output.status.code().unwrap());
    for (name, bytes) in [("", output.stdout), ("--- stderr\n", output.stderr)] {
        if !bytes.is_empty() {
            write!(told, "{name}{}", String::from_utf8(bytes).unwrap()).unwrap();
        }
    }
    told
}

const JAPANESE: [(&str, &str); 1] = [("LANG", "ja_JP.UTF-8")];

#[test]
fn errors_are_told_in_both_languages() {
    let told = |variables: &[(&str, &str)]| {
        let home = folder();
        let all: Vec<String> = ERRORS.iter().chain(&READING).map(|args| shown(home.path(), args, variables)).collect();
        all.join("\n")
    };
    insta::assert_snapshot!("errors.en", told(&[("LANG", "C")]));
    insta::assert_snapshot!("errors.ja", told(&JAPANESE));
}

#[test]
fn results_are_told_in_both_languages() {
    let told = |variables: &[(&str, &str)]| {
        let home = folder();
        let all: Vec<String> = RESULTS.iter().map(|args| shown(home.path(), args, variables)).collect();
        format!("{}\n{}", all.join("\n"), std::fs::read_to_string(home.path().join("case.ics")).unwrap())
    };
    insta::assert_snapshot!("results.en", told(&[("LANG", "C")]));
    insta::assert_snapshot!("results.ja", told(&JAPANESE));
}

/// Whether a line is a sentence of ASCII alone, but for what miette draws.
fn is_english(line: &str) -> bool {
    let words = line.trim_matches(|c: char| c.is_whitespace() || "×│├─▶╰".contains(c));
    words.is_ascii() && words.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).count() > 2
}

#[test]
fn no_english_sentence_is_left_on_stderr() {
    let home = folder();
    for args in ERRORS.iter().chain(&READING).chain(&RESULTS) {
        let asked = [*args, &["--lang", "ja"]].concat();
        let asked = if args.contains(&"--lang") { args.to_vec() } else { asked };
        for (args, variables) in [(args.to_vec(), &JAPANESE[..]), (asked, &[][..])] {
            let output = command(home.path(), &args).envs(variables.iter().copied()).output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            let left: Vec<&str> = told.lines().filter(|line| is_english(line)).collect();
            assert!(left.is_empty(), "{args:?} says {left:?}");
            for english in ["error:", "warning:", "help:", "failed to", "No such file"] {
                assert!(!told.contains(english), "{args:?} says {told}");
            }
        }
    }
    assert!(is_english("  ╰─▶ failed to read the window") && !is_english("  ╰─▶ 期間を解釈できない"));
}

/// A flag before the command is heard as well, and comes before the environment.
#[test]
fn the_flag_comes_before_the_environment() {
    let home = folder();
    let told = |args: &[&str]| shown(home.path(), args, &JAPANESE);
    assert!(told(&["--lang", "en", "status", "empty"]).contains("there is no case in `empty`"));
    assert!(told(&["status", "empty", "--lang", "en"]).contains("there is no case in `empty`"));
    assert!(told(&["status", "empty"]).contains("`empty` にケースがない"));
    assert!(told(&["status", "empty", "--lang", "tlh"]).contains("[2]"), "a language that there is not");
}

#[test]
fn json_is_the_same_in_every_language() {
    let home = folder();
    for args in [
        &["logs", "odd.log", "--json"][..],
        &["actions", "list", "case", "--json"],
        &["import", "case/report.md", "--json"],
        &["check", "case/report.md", "--json", "--deny", "never"],
    ] {
        let out = |lang: &str| command(home.path(), args).env("LANG", lang).output().unwrap().stdout;
        let english = out("C");
        assert!(english.starts_with(b"{"), "{args:?}");
        assert!(english == out("ja_JP.UTF-8"), "{args:?}");
    }
}

/// `backstory logs … | head -1` is no error.
#[test]
fn a_reader_that_had_enough_is_no_error() {
    let home = folder();
    std::fs::write(home.path().join("long.log"), "one more line of a long log\n".repeat(200_000)).unwrap();
    let mut child = command(home.path(), &["logs", "--json-lines", "long.log"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    // The reader is dropped after the first line, and the pipe with it.
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

const CATALOGUES: [&str; 6] = ["messages.ftl", "cases.ftl", "collect.ftl", "import.ftl", "logs.ftl", "publish.ftl"];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Each message is said somewhere, and what is said is in the catalogue.
#[test]
fn messages_and_code_know_each_other() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut keys = BTreeSet::new();
    for name in CATALOGUES {
        let text = std::fs::read_to_string(crates.join("report/locales/en").join(name)).unwrap();
        let ids = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        keys.extend(ids.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())));
    }
    let mut files = Vec::new();
    sources(&crates.join("cli/src"), &mut files);
    sources(&crates.join("report/src"), &mut files);
    sources(&crates.join("collect/src"), &mut files);
    let code: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    // These are found by the names that formats and contradictions have in JSON.
    let is_found = |key: &str| key.starts_with("logs-kind-") || key.starts_with("contradiction-");
    let is_said = |key: &str| code.contains(&format!("\"{key}\""));
    let unsaid: Vec<&String> = keys.iter().filter(|key| !is_found(key) && !is_said(key)).collect();
    assert!(unsaid.is_empty(), "said nowhere: {unsaid:?}");
    let areas: BTreeSet<&str> = keys.iter().filter_map(|key| key.split('-').next()).collect();
    for said in code.split("Phrase::new(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let is_ours = said.split('-').next().is_some_and(|area| areas.contains(area));
        let is_elsewhere = ["evidence-", "push-"].iter().any(|area| said.starts_with(area));
        assert!(!is_ours || is_elsewhere || keys.contains(said), "`{said}` is in no catalogue");
    }
}
