//! People own the words: what they wrote in a report is what every rendering of it tells.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use backstory_report::audience::{Audience, Editor};
use backstory_report::locale::Lang;

const FORMATS: [&str; 7] = ["html", "md", "docx", "json", "csv", "slack", "email"];

fn run(args: &[&str], home: &Path) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_backstory")).args(args).current_dir(home).output().unwrap();
    assert!(output.status.code().is_some_and(|c| c == 0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A rendering as its reader sees it.
fn told(case: &str, format: &str, more: &[&str], home: &Path) -> String {
    let bytes = run(&[&["report", case, "--format", format], more].concat(), home);
    if format == "docx" {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut xml = String::new();
        archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
        // What drawings say is their alternative text.
        return xml;
    }
    String::from_utf8(bytes).unwrap()
}

/// Replaces what must be there exactly once.
fn edit(report: &mut String, from: &str, to: &str) {
    assert_eq!(report.matches(from).count(), 1, "{from}");
    *report = report.replacen(from, to, 1);
}

fn line_with<'r>(report: &'r str, words: &str) -> &'r str {
    report.lines().find(|line| line.contains(words)).unwrap()
}

fn drafted(lang: &str) -> (tempfile::TempDir, String) {
    let home = tempfile::tempdir().unwrap();
    run(&["demo", "--lang", lang, "-o", "."], home.path());
    let report = std::fs::read_to_string(home.path().join("case/report.md")).unwrap();
    (home, report)
}

#[test]
fn what_somebody_edited_is_told_in_every_format() {
    let (home, mut report) = drafted("en");
    let summary = line_with(&report, "For 3 min 41 s, 9.4 %").to_owned();
    edit(&mut report, &summary, "Checkout in Osaka was closed to everybody who had no voucher.");
    edit(&mut report, "# Post-Mortem: Checkout failing for most customers (2026-11-23)", "# The voucher outage");
    edit(&mut report, "**Severity**: SEV-1", "**Severity**: SEV-0");
    let customers = line_with(&report, "| Customers | 114").to_owned();
    edit(
        &mut report,
        &customers,
        "| Customers | 131, with those of the phone line | support desk |\n| Lost orders | 77 | finance |",
    );
    let closing = line_with(&report, "**Resolved**: Page").to_owned();
    edit(
        &mut report,
        &closing,
        &closing.replace("Page `HighErrorRate (api-service)` resolved", "Support closed the banner"),
    );
    let acknowledged = line_with(&report, "**Acknowledged**").to_owned();
    edit(&mut report, &acknowledged, &format!("{acknowledged}\n| 14:44:31 | The shop floor called by phone | - | - |"));
    let considered = line_with(&report, "last month they timed out").to_owned();
    edit(&mut report, &format!("{considered}\n"), "");
    let probe = line_with(&report, "passed while requests failed").to_owned();
    let mark = probe.rsplit_once("went on").unwrap().1;
    edit(
        &mut report,
        &format!("passed while requests failed, so the rollout went on{mark}\n3."),
        &format!("does not know vouchers{mark}\n3."),
    );
    edit(
        &mut report,
        "- Alerts fire on what users already feel;",
        "- Nobody owns the price rules.\n- Alerts fire on what users already feel;",
    );
    edit(
        &mut report,
        "| AI-003 | A test in orders-service reproduces the failing request and runs in CI | @tomasz |",
        "| AI-003 | A test buys without a voucher | @hanne |",
    );
    let gone = line_with(&report, "| AI-008 |").to_owned();
    edit(&mut report, &gone, "| AI-009 | Vouchers are optional in the schema | @kofi | 2027-01-15 | Low |");
    std::fs::write(home.path().join("case/report.md"), &report).unwrap();

    for format in FORMATS {
        let text = told("case", format, &[], home.path());
        let is_table = format == "csv";
        for words in ["Checkout in Osaka was closed", "The voucher outage", "Lost orders", "131, with those", "SEV-0"] {
            assert!(is_table || text.contains(words), "{words} in {format}");
        }
        let is_short = ["slack", "email"].contains(&format);
        for words in ["Support closed the banner", "The shop floor called by phone"] {
            assert!(is_short || text.contains(words), "{words} in {format}");
        }
        // The footnote of the deleted row stays as it was written.
        assert!(!text.contains("Considered: “last month"), "{format}");
        for words in ["does not know vouchers", "Nobody owns the price rules"] {
            assert!(is_table || is_short || text.contains(words), "{words} in {format}");
        }
        for words in ["A test buys without a voucher", "@hanne", "Vouchers are optional", "2027-01-15"] {
            assert!(is_table || text.contains(words), "{words} in {format}");
        }
        for words in ["759 of 8,044 requests", "114 had at least", "reproduces the failing request"] {
            assert!(!text.contains(words), "{words} in {format}: {text}");
        }
        assert!(!text.contains("The runbook names the check"), "{format}");
    }
    // The drawings say the same as the words, and lead to the same evidence.
    let page = told("case", "html", &[], home.path());
    let drawings: String = page.split("<svg").skip(1).filter_map(|rest| rest.split("</svg>").next()).collect();
    for words in
        ["Support closed the banner", "The shop floor called by phone", "does not know vouchers", "Nobody owns the"]
    {
        assert!(drawings.contains(words), "{words}");
    }
    for words in ["Considered: “last month they timed out", "passed while requests failed"] {
        assert!(!drawings.contains(words), "{words}");
    }
    let actions = told("case", "csv", &["--table", "actions"], home.path());
    assert!(actions.contains("Vouchers are optional") && !actions.contains("AI-008"), "{actions}");
    let json: serde_json::Value = serde_json::from_str(&told("case", "json", &[], home.path())).unwrap();
    assert_eq!(
        json["document"]["summary"][0]["text"]["text"],
        "Checkout in Osaka was closed to everybody who had no voucher."
    );
    assert_eq!(
        (&json["incident"]["title"], &json["incident"]["severity"]),
        (&"The voucher outage".into(), &"SEV-0".into())
    );
}

/// A report that stands as drafted is told in the language that is asked for, an edited sentence in its own.
#[test]
fn what_nobody_touched_is_told_in_any_language() {
    let (home, mut report) = drafted("ja");
    let english = told("case", "slack", &["--lang", "en"], home.path());
    assert!(english.contains("For 3 min 41 s, 9.4 % of the requests failed") && english.contains("fails without it"));
    let first = line_with(&report, "| AI-001 |").to_owned();
    edit(&mut report, &first, "| AI-001 | 割引なしの注文を試験する | @hanne | 2026-12-01 | 高 |");
    std::fs::write(home.path().join("case/report.md"), &report).unwrap();
    let english = told("case", "slack", &["--lang", "en"], home.path());
    assert!(english.contains("AI-001 割引なしの注文を試験する (@hanne, 2026-12-01)"), "{english}");
    assert!(english.contains("For 3 min 41 s, 9.4 % of the requests failed"), "{english}");
}

/// A row whose moment somebody corrected moves, with its mark on the charts.
#[test]
fn a_corrected_time_moves_its_mark() {
    let (home, mut report) = drafted("en");
    edit(&mut report, "| 14:46:30 | **Mitigated**", "| 14:46:40 | **Mitigated**");
    std::fs::write(home.path().join("case/report.md"), &report).unwrap();
    let json: serde_json::Value = serde_json::from_str(&told("case", "json", &[], home.path())).unwrap();
    assert_eq!(json["milestones"]["mitigated"]["time"], "2026-11-23T14:46:40Z");
}

const IMPORTED: &str = "# Search was down for Kyoto\n\n- Severity: SEV-2\n- Time to detect: 12 min\n\n## Summary\n\n\
    An empty index was published, and **40 % of the searches** found nothing.\n\n## Impact\n\n- 1,200 customers saw no results.\n\n\
    | What | Value |\n|---|---|\n| Lost sales | 3 % of a day |\n\n## Timeline (UTC)\n\n- 2026-01-02 10:00 index empty\n- 2026-01-02 10:40 index restored\n\n\
    ## Root cause\n\nThe publisher does not count documents.\n\n## Action items\n\n- [ ] Count documents before publishing (@aiko, due 2026-01-20)\n\
    - [x] Write the runbook\n";

#[test]
fn an_imported_report_is_told_by_its_own_words() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("search.md"), IMPORTED).unwrap();
    run(&["import", "search.md"], home.path());
    let case = "incidents/2026-01-02-search-was-down-for-kyoto";
    for format in ["slack", "email", "html", "docx", "json", "md"] {
        for lang in ["en", "ja"] {
            let text = told(case, format, &["--lang", lang], home.path());
            for words in [
                "Search was down for Kyoto",
                "40 % of the searches",
                "1,200 customers saw no results",
                "3 % of a day",
                "12 min",
                "The publisher does not count documents",
                "Count documents before publishing",
            ] {
                assert!(text.contains(words), "{words} in {format}: {text}");
            }
            for words in ["does not show how many", "証跡からは分からない", "1970", "2026-01-04"] {
                assert!(!text.contains(words), "{words} in {format}: {text}");
            }
        }
    }
}

#[test]
fn a_report_without_a_summary_says_so() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("report.md"), "# Outage\n\n## Timeline\n\n- 10:00 down\n").unwrap();
    let text = told("report.md", "slack", &[], home.path());
    assert!(text.contains("The report has no summary."), "{text}");
    assert!(!text.contains("evidence"), "{text}");
}

/// What is told for an audience is masked, wherever it comes from.
#[test]
fn words_of_people_are_masked_as_the_others() {
    let (home, mut report) = drafted("en");
    let summary = line_with(&report, "For 3 min 41 s, 9.4 %").to_owned();
    edit(&mut report, &summary, "The host db-prod-03.shop.internal lost € 12,400 of Acme Holdings Ltd.");
    std::fs::write(home.path().join("case/report.md"), &report).unwrap();
    for format in FORMATS {
        let text = told("case", format, &["--audience", "public"], home.path());
        for secret in ["db-prod-03", "12,400", "Acme Holdings"] {
            assert!(!text.contains(secret), "{secret} in {format}");
        }
    }
    assert!(Editor::new(Audience::Public, Lang::En, &report, None).text("db-prod-03").contains('‹'));
}

/// A broken analysis beside it takes nothing from the document.
#[test]
fn a_report_with_a_broken_analysis_is_told_from_its_document() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("case")).unwrap();
    std::fs::write(home.path().join("case/report.md"), IMPORTED).unwrap();
    std::fs::write(home.path().join("case/analysis.json"), "{\"schema\": 3}").unwrap();
    for format in FORMATS {
        let args = ["report", "case", "--format", format];
        let output =
            Command::new(env!("CARGO_BIN_EXE_backstory")).args(args).current_dir(home.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{format}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("case/analysis.json"), "{format}");
        assert!(!output.stdout.is_empty(), "{format}");
    }
}
