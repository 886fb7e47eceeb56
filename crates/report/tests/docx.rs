//! The Word file: what stands in its parts.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::io::{Cursor, Read as _};
use std::process::Command;

use backstory_model::Analysis;
use backstory_report::docx::document;
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::locale::Lang;

fn drafted(lang: Lang) -> String {
    let text = match lang {
        Lang::En => include_str!("fixtures/pool-exhaustion.en.json"),
        Lang::Ja => include_str!("fixtures/pool-exhaustion.ja.json"),
    };
    let analysis: Analysis = serde_json::from_str(text).unwrap();
    draft(&analysis, &DraftOptions { lang, today: jiff::civil::date(2026, 11, 24) })
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_file_is_the_same_every_time() {
    for lang in Lang::ALL.iter().copied() {
        let markdown =
            drafted(lang) + "\n[a](https://one.example) [b](https://two.example) [c](https://three.example)\n";
        let first = document(&markdown, lang).unwrap();
        for _ in 0..4 {
            assert_eq!(first, document(&markdown, lang).unwrap());
        }
        if let Some(folder) = std::env::var_os("BACKSTORY_KEEP_PAGES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("report.{lang}.docx")), first).unwrap();
        }
    }
}

#[test]
fn parts_of_a_report_are_parts_of_word() {
    let docx = document(
        "---\nlang: ja\n---\n# 障害 & 復旧\n\nlead [docs](https://docs.example/a?b=1&c=2)\n\n## 概要\n\n- one\n  1. two\n- [x] **bold** `code`\n\n\
         | A | B |\n|---|---|\n| 1 | two[^e1] |\n\n## Next\n\n```\nlet x = 1;\n```\n\n[^e1]: `app.log` line 3\n",
        Lang::Ja,
    )
    .unwrap();
    let text = part(&docx, "word/document.xml");
    for expected in [
        "w:val=\"Heading1\"",
        "障害 &amp; 復旧",
        "<w:bookmarkStart w:id=\"1\" w:name=\"section_1\"",
        "w:anchor=\"section_2\"",
        "w:anchor=\"evidence_1\"",
        "w:name=\"evidence_1\"",
        "<w:numPr>",
        "<w:tbl>",
        "<w:b />",
        "Consolas",
        "let x = 1;",
        "☑",
        "目次",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(!text.contains("lang: ja"));
    assert!(part(&docx, "word/styles.xml").contains("w:eastAsia=\"Yu Gothic\""));
    assert!(part(&docx, "word/_rels/document.xml.rels").contains("https://docs.example/a?b=1&amp;c=2"));
    assert!(part(&docx, "word/footer1.xml").contains("NUMPAGES"));
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "# T\u{1}</w:t><w:p>\n\n<script>x</script> [a](javascript:alert(1)) ![b](file:///etc/passwd) \u{b}\n\n\
                   | a |\n|---|\n| </w:tc> | x |\n\n## \u{ffff}\n\n[q](https://x.example/\"><w:evil/>)\n";
    let deep = format!("{}x\n\n{}y\n", "> ".repeat(500), "*a **b ".repeat(300));
    for source in [hostile.to_owned(), deep, String::new(), "[^e1] only".to_owned()] {
        let docx = document(&source, Lang::En).unwrap();
        let text = part(&docx, "word/document.xml");
        let links = part(&docx, "word/_rels/document.xml.rels");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        for forbidden in ["<script", "<w:evil", "</w:t><w:p>x", "\u{ffff}"] {
            assert!(!text.contains(forbidden) && !links.contains(forbidden), "{forbidden}");
        }
        assert!(!links.contains("javascript:") && !links.contains("file:"), "{links}");
    }
}

/// An independent reader sees the headings, the table and the words.
#[test]
fn pandoc_reads_it_back() {
    if Command::new("pandoc").arg("--version").output().is_err() {
        println!("skipped: pandoc is not installed");
        return;
    }
    let folder = std::env::temp_dir().join(format!("backstory-docx-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for lang in Lang::ALL.iter().copied() {
        let source = drafted(lang);
        let path = folder.join(format!("{lang}.docx"));
        std::fs::write(&path, document(&source, lang).unwrap()).unwrap();
        let output =
            Command::new("pandoc").args(["-f", "docx", "-t", "gfm", "--wrap=none"]).arg(&path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let back = String::from_utf8(output.stdout).unwrap();
        let headings =
            |text: &str| text.lines().filter(|l| l.starts_with("## ")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(headings(&back), headings(&source), "{lang}");
        let rows = |text: &str| text.lines().filter(|l| l.starts_with('|')).count();
        assert_eq!(rows(&back), rows(&source), "rows of tables in {lang}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
