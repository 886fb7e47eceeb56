//! The SARIF log against the JSON schema of the standard (OASIS, SARIF 2.1.0), kept beside this test.

use backstory_check::{
    Language, check,
    output::{Checked, sarif},
    rules::report::Setting,
    suppress::Suppression,
};

const REPORTS: [&str; 3] = [
    "",
    "# Outage\n\nThe admin forgot to drain the node. It should have been obvious.\n\n## Action Items\n\n- Improve monitoring.\n",
    "# 障害報告\n\n## 概要\n\n担当者が確認を怠った。\n\n## アクション\n\n- 監視を強化する。\n",
];

#[test]
fn the_log_is_valid_against_the_schema_of_the_standard() {
    // The published schema has a stray bracket in the pattern of a language tag, which strict readers refuse.
    let source = include_str!("sarif-2.1.0.schema.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema = serde_json::from_str(&source).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for language in [Language::English, Language::Japanese] {
        let files: Vec<Checked> = REPORTS
            .iter()
            .enumerate()
            .map(|(n, text)| Checked {
                file: format!("reports/{n} \u{e9}.md"),
                findings: check(text, &Setting::default(), Some(language)),
                allowed: vec![Suppression {
                    rule: "blame.person".to_owned(),
                    reason: "she asked for it".to_owned(),
                    line: 1,
                    covers: None,
                    used: n == 0,
                }],
                date: None,
            })
            .collect();
        let log = sarif(&files, "0.1.0", language);
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert!(log.pointer("/runs/0/results").and_then(|r| r.as_array()).is_some_and(|r| r.len() > 5));
        let results = log.pointer("/runs/0/results").and_then(|r| r.as_array()).unwrap();
        assert_eq!(results.iter().filter(|result| result.get("suppressions").is_some()).count(), 1);
        // The schema does refuse something.
        assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })));
    }
}
