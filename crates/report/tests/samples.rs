//! Published post-mortems and the development reports, where the shared folder is there: nothing is lost, rows are found.

use std::path::{Path, PathBuf};

use backstory_report::document::Document;
use proptest::prelude::*;

fn shared() -> PathBuf {
    std::env::var_os("BACKSTORY_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from)
}

fn documents(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|e| e.path()) {
        if path.is_dir() {
            documents(&path, out);
        } else if path.extension().is_some_and(|e| e == "md") && path.file_name().is_some_and(|n| n != "README.md") {
            out.push(path);
        }
    }
    out.sort();
}

#[test]
fn samples_are_read_whole_with_their_rows() {
    for folder in ["datasets/wild", "datasets/blameless/reports"] {
        let mut files = Vec::new();
        documents(&shared().join(folder), &mut files);
        if files.is_empty() {
            println!("skipped: {folder} is not there");
        }
        for file in files {
            let source = std::fs::read_to_string(&file).unwrap();
            let document = Document::parse(&source);
            assert_eq!(document.write(), source, "{}", file.display());
            assert!(document.title.is_some(), "{}", file.display());
            let timed = document.timeline.iter().filter(|r| r.moment.time.is_some()).count();
            println!(
                "{}: {} facts, {} rows ({timed} timed, {} with instant), {} factors, {} actions ({} owned, {} due)",
                file.file_name().unwrap_or_default().to_string_lossy(),
                document.facts.len(),
                document.timeline.len(),
                document.timeline.iter().filter(|r| r.moment.instant.is_some()).count(),
                document.factors.len(),
                document.actions.len(),
                document.actions.iter().filter(|a| a.owner.is_some()).count(),
                document.actions.iter().filter(|a| a.deadline.as_ref().is_some_and(|d| d.date.is_some())).count(),
            );
            for remark in &document.remarks {
                println!("  {}: {:?} {}", remark.line, remark.kind, remark.message);
            }
            for c in backstory_report::numbers::contradictions(&document, None) {
                println!("  {}<>{}: {}", c.stated.line, c.derived.line, c.message);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_written_back_as_read(source in "(\\PC|[\n\r\t|*#`<>~\\-:0-9]){0,300}") {
        let document = Document::parse(&source);
        prop_assert_eq!(document.write(), source.clone());
        for row in &document.timeline {
            prop_assert!(source.get(row.span.start..row.span.end).is_some());
        }
        for passage in &document.passages {
            prop_assert!(source.get(passage.text.span.start..passage.text.span.end).is_some());
        }
    }
}

#[test]
fn hostile_documents_are_named_with_their_lines_and_kept() {
    use backstory_report::document::RemarkKind as K;
    for (source, kind, line) in [
        ("# T\n\n```\nnever closed\n", K::Unclosed, 3),
        ("# T\n\n<!-- never closed\ntext\n", K::Unclosed, 3),
        ("---\ntitle: cut", K::Unclosed, 1),
        ("# T\n\n## Timeline\n\n| Time | Event |\n| - | - |\n| 10:00 | a | b | c |\n", K::RaggedRow, 7),
        ("# T\n\n<script>alert(1)</script>\n", K::ActiveHtml, 3),
        ("# T\n\na\u{202e}b\n", K::HiddenCharacter, 3),
        ("# T\n\na\u{200b}b\n", K::HiddenCharacter, 3),
        (
            "# T\n\n## Action items\n\n| ID | Action | Owner |\n| - | - | - |\n| AI-001 | a | @x |\n| AI-001 | b | @y |\n",
            K::Duplicate,
            8,
        ),
        ("---\n<<foreign>>\n---\n# T\n", K::ForeignFrontMatter, 2),
        ("# T\n\n## Timeline\n\nAll times in CET.\n\n- 2020-07-01 13:55 PM x\n", K::ImpossibleTime, 7),
        ("# T\n\n## Timeline\n\nAll times in CET.\n\n- 2020-07-01 13:55 x\n", K::Zone, 5),
        ("# T\n\n## Timeline\n\n- no time here\n- 10:00 x\n", K::NotUnderstood, 5),
    ] {
        let document = Document::parse(source);
        assert_eq!(document.write(), source);
        let found = document.remarks.iter().find(|r| r.kind == kind);
        assert_eq!(found.map(|r| r.line), Some(line), "{source:?}: {:#?}", document.remarks);
    }
}
