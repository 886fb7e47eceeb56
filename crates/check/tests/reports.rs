//! Whole reports in the styles of several houses, with the findings of the report rules that a careful reader expects.
//!
//! `reports/expected.json` names each finding by its rule and by words of its line (the first line that is or has them), or null
//! for a part that is absent. Sentences of these reports are blameless: a finding of a sentence rule is noise.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use backstory_check::{check, rules::report::Setting};

type Expected = BTreeMap<String, Vec<(String, Option<String>)>>;

#[test]
fn reports_of_many_houses_are_judged_as_labelled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let expected: Expected =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    assert!(expected.len() >= 16);
    let mut wrong = Vec::new();
    for (file, labels) in &expected {
        let source = std::fs::read_to_string(folder.join(file)).unwrap();
        let find = |test: &dyn Fn(&str) -> bool| source.lines().position(test);
        let line_of =
            |words: &str| find(&|line| line == words).or_else(|| find(&|line| line.contains(words))).unwrap() + 1;
        let wanted: BTreeSet<(&str, Option<usize>)> =
            labels.iter().map(|(rule, words)| (rule.as_str(), words.as_deref().map(line_of))).collect();
        let findings = check(&source, &Setting::default(), None);
        let found: BTreeSet<(&str, Option<usize>)> = findings.iter().map(|f| (f.rule, f.line)).collect();
        for (rule, line) in wanted.difference(&found) {
            wrong.push(format!("{file}: misses {rule} at {line:?}"));
        }
        for (rule, line) in found.difference(&wanted) {
            let spans: Vec<_> =
                findings.iter().filter(|f| f.rule == *rule && f.line == *line).map(|f| &f.span).collect();
            wrong.push(format!("{file}: finds {rule} at {line:?}: {spans:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
