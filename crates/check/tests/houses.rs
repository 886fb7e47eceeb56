//! The labelled reports of `benches/check`: every finding of a report rule, and no other, in fifty layouts.
//!
//! Sentence rules are measured there, not asserted: language has no end.

use std::{collections::BTreeMap, path::Path};

use backstory_check::{check, rules::report::Setting};
use serde::Deserialize;

#[derive(Deserialize)]
struct Report {
    file: String,
    findings: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    rule: String,
    line: Option<usize>,
}

#[test]
fn parts_of_reports_of_many_layouts_are_found_or_missed_as_labelled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/check/reports");
    let reports: Vec<Report> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    assert!(reports.len() >= 50);
    let mut wrong = Vec::new();
    for report in &reports {
        let source = std::fs::read_to_string(folder.join(&report.file)).unwrap();
        let mut open: BTreeMap<&str, Vec<Option<usize>>> = BTreeMap::new();
        for label in report.findings.iter().filter(|label| label.rule.starts_with("report.")) {
            open.entry(&label.rule).or_default().push(label.line);
        }
        for finding in check(&source, &Setting::default(), None) {
            let Some(lines) = open.get_mut(finding.rule) else {
                if finding.rule.starts_with("report.") {
                    wrong.push(format!("{}: finds {} at {:?}", report.file, finding.rule, finding.line));
                }
                continue;
            };
            // A paragraph or a title may begin a line above.
            let near = |line: &Option<usize>| match (line, finding.line) {
                (Some(a), Some(b)) => a.abs_diff(b) <= 1,
                _ => true,
            };
            match lines.iter().position(near) {
                Some(index) => drop(lines.remove(index)),
                None => wrong.push(format!("{}: finds {} at {:?}", report.file, finding.rule, finding.line)),
            }
        }
        for (rule, lines) in open.iter().filter(|(_, lines)| !lines.is_empty()) {
            wrong.push(format!("{}: misses {rule} at {lines:?}", report.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
