//! Every rendering of one case, through the binary: the same bytes wherever it runs, and one language throughout.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::path::{Path, PathBuf};
use std::process::Command;

const BINARY: &str = env!("CARGO_BIN_EXE_backstory");

/// Arguments of every rendering that needs no browser.
const RENDERINGS: [&[&str]; 8] = [
    &["--format", "html"],
    &["--format", "html", "--paper", "letter", "--audience", "public"],
    &["--format", "md"],
    &["--format", "docx"],
    &["--format", "json"],
    &["--format", "csv"],
    &["--format", "slack"],
    &["--format", "email"],
];

fn case(lang: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new(BINARY).args(["demo", "--lang", lang, "-o"]).arg(folder.path()).output().unwrap();
    assert!(made.status.code().is_some_and(|code| code == 0 || code == 3), "{}", String::from_utf8_lossy(&made.stderr));
    let case = find(folder.path()).expect("the demo writes a report").parent().unwrap().to_owned();
    (folder, case)
}

fn find(folder: &Path) -> Option<PathBuf> {
    let mut inside: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    inside.sort();
    let here = inside.iter().find(|path| path.file_name().is_some_and(|name| name == "report.md")).cloned();
    here.or_else(|| inside.iter().filter(|path| path.is_dir()).find_map(|path| find(path)))
}

fn rendered(case: &Path, args: &[&str], variables: &[(&str, &str)]) -> Vec<u8> {
    let output = Command::new(BINARY).arg("report").arg(case).args(args).envs(variables.iter().copied()).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.len() > 200, "{args:?}");
    output.stdout
}

#[test]
fn renderings_do_not_depend_on_where_they_are_made() {
    let (_folder, case) = case("ja");
    let (_other, copy) = self::case("ja");
    for args in RENDERINGS {
        let first = rendered(&case, args, &[("TZ", "UTC"), ("LANG", "C")]);
        for variables in [
            &[("TZ", "Asia/Tokyo"), ("LANG", "ja_JP.UTF-8"), ("RAYON_NUM_THREADS", "1")][..],
            &[("TZ", "America/St_Johns"), ("LC_ALL", "de_DE.UTF-8"), ("RAYON_NUM_THREADS", "7"), ("NO_COLOR", "1")],
        ] {
            assert!(first == rendered(&case, args, variables), "{args:?} with {variables:?}");
        }
        assert!(first == rendered(&copy, args, &[]), "{args:?} of another folder");
    }
}

/// The text without what evidence says in its own words: code, quotes, footnotes, and names.
fn our_words(text: &str) -> String {
    let mut out = String::new();
    let mut until = None;
    // Mermaid writes brackets as numbers.
    let text = text.replace("#12300;", "「").replace("#12301;", "」");
    for line in text.lines().filter(|line| !line.starts_with("[^") && !line.trim_start().starts_with("<!--")) {
        for c in line.chars() {
            match (until, c) {
                (Some(end), c) if c == end => until = None,
                (Some(_), _) => {}
                (None, '`') => until = Some('`'),
                (None, '「') => until = Some('」'),
                (None, '“') => until = Some('”'),
                (None, '（') => until = Some('）'),
                (None, c) => out.push(c),
            }
        }
        until = None;
        out.push('\n');
    }
    out
}

/// Texts that sentences quote: the arguments of phrases.
fn quoted(value: &serde_json::Value, is_argument: bool, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if is_argument && text.contains(' ') => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| quoted(item, is_argument, out)),
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(key, item)| quoted(item, is_argument || key == "args", out));
        }
        _ => {}
    }
}

#[test]
fn a_japanese_report_has_no_english_sentence_and_the_reverse() {
    // No sentence of English does without one of these; no name of a service or person is one.
    const GLUE: [&str; 24] = [
        "the", "of", "and", "was", "were", "is", "are", "with", "after", "before", "since", "until", "which", "that",
        "what", "when", "not", "no", "by", "at", "first", "last", "nothing", "began",
    ];
    let (_folder, case) = case("ja");
    let analysis = serde_json::from_slice(&std::fs::read(case.join("analysis.json")).unwrap()).unwrap();
    let mut evidence = Vec::new();
    quoted(&analysis, false, &mut evidence);
    for args in [&["--format", "md"][..], &["--format", "csv", "--table", "actions"], &["--format", "email"]] {
        // A quotation is one with its signs written out for HTML, too.
        let text = String::from_utf8(rendered(&case, args, &[])).unwrap().replace("&#39;", "'").replace("&quot;", "\"");
        let text = evidence.iter().fold(text, |text, quote| text.replace(quote.as_str(), ""));
        // What people called the incident and its changes is theirs.
        for line in our_words(&text).lines().filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            let found: Vec<&&str> = words.iter().filter(|word| GLUE.contains(word)).collect();
            assert!(found.len() < 2, "{found:?} in {line}");
        }
    }
    let (_folder, case) = self::case("en");
    for args in RENDERINGS.iter().filter(|args| !args.contains(&"docx")) {
        let text = String::from_utf8(rendered(&case, args, &[])).unwrap();
        let body = text.split_once("</style>").map_or(text.as_str(), |(_, body)| body);
        let found = body.chars().find(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
        assert!(found.is_none(), "{found:?} in {args:?}");
    }
}

#[test]
fn the_message_of_publish_speaks_the_language_of_the_report() {
    let (_folder, case) = case("ja");
    for audience in ["internal", "public"] {
        let args = ["publish", "--dry-run", "--audience", audience];
        let output = Command::new(BINARY).args(args).arg(&case).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("未完了 8件") && text.contains("*重大度:*"), "{text}");
        for english in ["Actions:", "nobody", "no date", "the action owner"] {
            assert!(!text.contains(english), "{english} in {text}");
        }
    }
}

#[test]
fn usage_errors_follow_the_reader() {
    let told = |lang: &str| {
        let output = Command::new(BINARY).args(["report", "x", "--formt", "md"]).env("LC_ALL", lang).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(told("C").starts_with("error: unexpected argument '--formt'"), "{}", told("C"));
    assert!(told("ja_JP.UTF-8").starts_with("エラー: `--formt` という引数はない"), "{}", told("ja_JP.UTF-8"));
}

#[test]
fn the_language_is_that_asked_for_then_the_reports_then_the_workspaces() {
    let (_folder, case) = case("ja");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("backstory.toml"), "lang = \"ja\"\n").unwrap();
    let html = |path: &Path, args: &[&str], home: &Path| {
        let output = Command::new(BINARY).arg("report").arg(path).args(args).current_dir(home).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let elsewhere = tempfile::tempdir().unwrap();
    assert!(html(&case, &["--lang", "en"], folder.path()).contains("<html lang=\"en\">"));
    assert!(html(&case, &[], elsewhere.path()).contains("<html lang=\"ja\">"), "front matter");
    let report = std::fs::read_to_string(case.join("report.md")).unwrap();
    let (_, body) = report.strip_prefix("---\n").unwrap().split_once("---\n").unwrap();
    std::fs::write(case.join("report.md"), body).unwrap();
    assert!(html(&case, &[], folder.path()).contains("<html lang=\"ja\">"), "workspace");
    assert!(html(&case, &[], elsewhere.path()).contains("<html lang=\"en\">"), "neither");
}

#[test]
fn an_imported_case_is_rendered_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    std::fs::create_dir(&case).unwrap();
    let text = "# Outage of search\n\n- Severity: SEV-2\n\n## Timeline (UTC)\n\n- 2026-01-02 10:00 index empty\n- 2026-01-02 10:40 index restored\n";
    std::fs::write(case.join("report.md"), text).unwrap();
    for format in ["html", "docx", "md", "json", "csv", "slack", "email"] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_backstory"))
            .args(["report", case.to_str().unwrap(), "--format", format])
            .output()
            .unwrap();
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "{format}");
        if format == "html" {
            let page = String::from_utf8_lossy(&output.stdout);
            assert!(page.contains("index restored") && page.contains("<svg"), "the timeline is drawn");
        }
    }
}
