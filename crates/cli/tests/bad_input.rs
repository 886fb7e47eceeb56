//! Documents that are broken, cut off or hostile: each command names the line, goes on, and loses nothing.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::path::Path;
use std::process::{Command, Output};

/// A document, the line that is to be named, and words of what is said of it in English and Japanese.
type Case = (&'static str, usize, &'static str, &'static str);

const CASES: [Case; 22] = [
    ("# T\n\n## Summary\n\nx\n\n```\nlog\n\n## Action Items\n\n- [ ] do it\n", 7, "never closed", "閉じられていない"),
    (
        "# T\n\n## Summary\n\nx\n\n<!-- note\n\n## Action Items\n\n- [ ] do it\n",
        7,
        "`<!--` is never closed",
        "閉じられていない",
    ),
    ("# T\n\n<script>\nvar x\n", 3, "`<script` is never closed", "閉じられていない"),
    ("# T\n\n## Summary\n\nsee [the page](https://exa", 5, "the document ends in this line", "この行で終わっており"),
    ("# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | half of", 6, "nothing closes `|`", "閉じられていない"),
    ("# T\n\n## Timeline\n\n| Time | Event |\n| 10:00 | down |\n", 5, "that are no table", "表ではない"),
    ("# T\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", 5, "3 cells where the header has 2", "2列"),
    ("# T\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n", 5, "2 of the 3 cells of its header", "3列"),
    (
        "# T\n\n## Action Items\n\n| ID | Action |\n|---|---|\n| AI-001 | a |\n| AI-001 | b |\n",
        8,
        "already used in line 7",
        "7行目",
    ),
    ("# T\n\nx[^a]\n\n[^a]: one\n[^a]: two\n", 6, "already defined in line 5", "5行目"),
    ("---\nseverity: 1\nseverity: 2\n---\n# T\n", 3, "twice", "2回"),
    ("---\ntitle: x\ncommander: @ines\n---\n# T\n", 3, "no valid YAML", "YAMLとして正しくない"),
    ("---\ntitle: a: b\n---\n# T\n", 2, "no valid YAML", "YAMLとして正しくない"),
    ("---\ntitle: x\n# T\n", 1, "front matter opens with", "フロントマター"),
    ("---\nlayout: post\ntitle: x\n---\n# T\n", 2, "of another tool", "ほかのツール"),
    ("+++\ntitle = \"x\"\nweight = 3\n+++\n# T\n", 3, "of another tool", "ほかのツール"),
    ("{\n  \"title\": \"x\",\n  \"slug\": \"y\"\n}\n\n# T\n", 3, "of another tool", "ほかのツール"),
    ("# T\n\n**Severity**: <img src=x onerror=alert(1)>\n", 3, "may run or load", "実行"),
    ("# T\n\n## Summary\n\nThe \u{202e}deploy\n", 5, "direction", "向き"),
    ("# T\n\n## Summary\n\nde\u{200b}ploy\n", 5, "not visible", "U+200B"),
    ("# T\n\n## Summary\n\nde\u{0}ploy\n", 5, "U+0000", "U+0000"),
    ("# T\n\n## Summary\n\nx\n\n## Summary\n\ny\n", 7, "already stands in line 3", "3行目"),
];

/// What everybody's reports have in common, in both languages.
const HEADINGS: [(&str, &str); 6] = [
    ("## Summary", "## 概要"),
    ("## Timeline", "## タイムライン"),
    ("## Action Items", "## アクションアイテム"),
    ("| Time | Event |", "| 時刻 | 事象 |"),
    ("| ID | Action |", "| ID | アクション |"),
    ("**Severity**", "**重大度**"),
];

fn run(home: &Path, lang: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_backstory")).args(args).args(["--lang", lang]).current_dir(home).output().unwrap()
}

#[test]
fn every_command_names_the_line_and_loses_nothing() {
    let home = tempfile::tempdir().unwrap();
    for (number, (source, line, english, japanese)) in CASES.iter().enumerate() {
        let file = format!("case-{number}.md");
        std::fs::write(home.path().join(&file), source).unwrap();
        for (lang, words) in [("en", english), ("ja", japanese)] {
            let out = format!("out-{number}-{lang}");
            for args in [
                &["import", &file, "--out", &out][..],
                &["report", &file, "--format", "md"],
                &["check", &file, "--deny", "never"],
                &["actions", "list", &file],
            ] {
                let output = run(home.path(), lang, args);
                let told = String::from_utf8(output.stderr).unwrap();
                let place = format!("{file}:{line}: ");
                let is_told = told.lines().any(|told| told.starts_with(&place) && told.contains(words));
                assert!(is_told, "{args:?} in {lang} does not say {words:?} of {place}: {told}\n{source}");
                assert!(output.status.success(), "{args:?}: {told}");
                if args.first() == Some(&"report") {
                    let report = String::from_utf8(output.stdout).unwrap();
                    // In another language the headings that everybody uses are told in it.
                    let kept = HEADINGS.iter().fold(report, |told, (en, ja)| told.replace(ja, en));
                    assert_eq!(kept, *source, "nothing is lost");
                }
            }
        }
        let back = run(home.path(), "en", &["import", "--verbatim", &file]).stdout;
        assert_eq!(String::from_utf8(back).unwrap(), *source);
        for format in ["html", "docx", "json", "csv", "slack", "email"] {
            let output = run(home.path(), "en", &["report", &file, "--format", format]);
            assert!(output.status.success() && !output.stdout.is_empty(), "{format} of {source}");
        }
    }
}

/// Files that other programs saved: two bytes a character, one byte a character, bytes that are nothing.
#[test]
fn other_encodings_are_read_and_come_back() {
    let home = tempfile::tempdir().unwrap();
    let report = "# 障害\n\n## Action Items\n\n- [ ] AI-001 監視を足す (@ana, 2026-02-01)\n";
    let wide: Vec<u8> = format!("\u{feff}{report}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let narrow = "# Störung\n\n## Action Items\n\n- [ ] AI-001 Größe prüfen (@ana, 2026-02-01)\n";
    let narrow: Vec<u8> = narrow.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (name, bytes, title) in [("wide.md", &wide, "監視を足す"), ("narrow.md", &narrow, "pr")] {
        std::fs::write(home.path().join(name), bytes).unwrap();
        let list = run(home.path(), "en", &["actions", "list", name]);
        assert!(String::from_utf8_lossy(&list.stdout).contains(title), "{name}");
        let fixed = run(home.path(), "en", &["check", "--fix", name, "--deny", "never"]);
        assert!(fixed.status.success(), "{}", String::from_utf8_lossy(&fixed.stderr));
        let after = std::fs::read(home.path().join(name)).unwrap();
        // Fixes may change words; what they do not know they leave as it came.
        let mark = bytes.get(..2).unwrap();
        assert_eq!(after.get(..2).unwrap(), mark, "{name}");
        let kept = if name == "wide.md" { &[0xe3, 0x76][..] } else { &[0xf6][..] };
        let has = |bytes: &[u8]| bytes.windows(kept.len()).any(|window| window == kept);
        assert!(has(bytes) && has(&after), "{name}");
        let back = run(home.path(), "en", &["import", "--verbatim", name]).stdout;
        assert_eq!(back, after);
    }
    let said = run(home.path(), "ja", &["report", "narrow.md", "--format", "slack"]).stderr;
    assert!(String::from_utf8(said).unwrap().contains("narrow.md:1: "));
}

/// More than anybody writes: what is not read is named with its line, and stays.
#[test]
fn a_document_of_fifty_megabytes_is_kept_and_its_unread_part_named() {
    let home = tempfile::tempdir().unwrap();
    let row = "| 2026-01-02 10:00 | the index of a shard was rebuilt and users saw errors | log | @ana |\n";
    let mut source =
        String::from("# Big\n\n## Timeline (UTC)\n\n| Time | Event | Source | Actor |\n|---|---|---|---|\n");
    source.push_str(&row.repeat((52 << 20) / row.len()));
    std::fs::write(home.path().join("big.md"), &source).unwrap();
    assert!(run(home.path(), "en", &["import", "--verbatim", "big.md"]).stdout == source.as_bytes());
    for args in [&["report", "big.md", "--format", "slack"][..], &["actions", "list", "big.md"]] {
        let output = run(home.path(), "en", args);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && told.contains("are read, from this line on"), "{args:?}: {told}");
    }
    for (args, words) in
        [(&["check", "big.md"][..], "larger than"), (&["report", "big.md", "--format", "docx"], "too large")]
    {
        let output = run(home.path(), "en", args);
        assert!(!output.status.success() && String::from_utf8(output.stderr).unwrap().contains(words), "{args:?}");
    }
}

/// A template cannot take what hangs on its place: the document stays as it is, and the reason is told.
#[test]
fn a_conversion_that_would_lose_something_is_refused_with_the_reason() {
    let home = tempfile::tempdir().unwrap();
    let open = "# T\n\n## Action Items\n\n- [ ] do it\n\n## Summary\n\n```\nlog\n";
    std::fs::write(home.path().join("open.md"), open).unwrap();
    for (lang, words) in [("en", "left in the order it has"), ("ja", "並び替えずそのまま出力した")] {
        let told = run(home.path(), lang, &["import", "--template", "google-sre", "open.md"]);
        assert_eq!(told.status.code(), Some(1));
        assert_eq!(String::from_utf8_lossy(&told.stdout), open);
        let said = String::from_utf8_lossy(&told.stderr);
        assert!(said.contains("open.md:9: ") && said.contains(words), "{said}");
    }
}
