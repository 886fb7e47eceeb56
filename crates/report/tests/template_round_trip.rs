//! Documents of many houses through one template and then another: no line is lost, and rows, actions and factors are
//! still read as such.

use std::collections::BTreeMap;
use std::path::Path;

use backstory_report::document::Document;
use backstory_report::import::encoding::decode;
use backstory_report::import::template::{Template, convert};

const ALL: [Template; 5] =
    [Template::GoogleSre, Template::PagerDuty, Template::Atlassian, Template::GitLab, Template::Classic];

/// Lines that say something, with how often they stand there; headings may be renamed.
fn lines(text: &str) -> BTreeMap<String, usize> {
    let document = Document::parse(text);
    let headings: Vec<&str> = document.sections.iter().map(|section| section.heading.of(text)).collect();
    let mut found = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "<!-- backstory:to-fill -->") {
        let is_rule = line.chars().all(|c| matches!(c, '=' | '-'));
        if !is_rule && !headings.iter().any(|heading| heading.contains(line)) {
            // A label in front of its text is a heading, too: what stands behind it must stay.
            let label = headings.iter().map(|heading| heading.trim()).find(|heading| line.starts_with(heading));
            let said = label.and_then(|label| line.strip_prefix(label)).map_or(line, str::trim);
            *found.entry(said.to_owned()).or_insert(0) += 1;
        }
    }
    found
}

#[test]
fn documents_of_many_houses_lose_nothing_between_templates() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/import/documents");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 50, "{}", files.len());
    let mut faults = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let (source, ..) = decode(&std::fs::read(file).unwrap());
        let name = file.file_name().unwrap().to_string_lossy();
        let before = Document::parse(&source);
        // Two of the twenty pairs for each document, all pairs over all documents.
        for pair in [index, index + 7] {
            let (first, second) = (ALL[pair % 5], ALL[(pair + 1 + pair / 5 % 4) % 5]);
            let there = convert(&before, first).text;
            let back = convert(&Document::parse(&there), second).text;
            let (had, has) = (lines(&source), lines(&back));
            let lost: Vec<_> = had
                .iter()
                .filter(|(line, count)| has.get(*line).unwrap_or(&0) < count && !back.contains(*line))
                .collect();
            if !lost.is_empty() {
                faults.push(format!("{name} {first:?} {second:?}: {lost:?} lost"));
            }
            let after = Document::parse(&back);
            let parts = |d: &Document| (d.timeline.len(), d.actions.len(), d.factors.len());
            if parts(&before) != parts(&after) {
                faults.push(format!("{name} {first:?} {second:?}: {:?} became {:?}", parts(&before), parts(&after)));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
