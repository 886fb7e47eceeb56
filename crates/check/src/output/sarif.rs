//! SARIF 2.1.0 (OASIS, 2020), for code scanning.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Checked;
use crate::{Language, Severity, rules};

/// The log with one run; every rule is described, every finding is a result.
pub fn sarif(files: &[Checked], version: &str, language: Language) -> Value {
    let ids: Vec<&str> = rules::all().map(|info| info.id).collect();
    let described: Vec<Value> = rules::all()
        .map(|info| {
            json!({
                "id": info.id,
                "shortDescription": { "text": info.why(language) },
                "help": { "text": info.advice(language) },
                "defaultConfiguration": { "level": info.severity.as_str() },
            })
        })
        .collect();
    let mut results = Vec::new();
    for file in files {
        for finding in &file.findings {
            // A part that is absent is reported at the first line: a result without a place is not shown.
            let mut region = json!({ "startLine": finding.line.unwrap_or(1) });
            if let (Some(column), Some(region)) = (finding.column, region.as_object_mut()) {
                region.insert("startColumn".to_owned(), json!(column));
                let words = finding.span.as_deref().unwrap_or("");
                if !words.is_empty() && !words.contains('\n') {
                    region.insert("endColumn".to_owned(), json!(column + words.chars().count()));
                }
            }
            let text = finding
                .fix
                .as_ref()
                .map_or_else(|| finding.message.clone(), |fix| format!("{} {fix}", finding.message));
            results.push(json!({
                "ruleId": finding.rule,
                "ruleIndex": ids.iter().position(|id| *id == finding.rule),
                "level": level(finding.severity),
                "message": { "text": text },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&file.file) }, "region": region } }],
            }));
        }
        for allowed in file.allowed.iter().filter(|allowed| allowed.used) {
            let region = json!({ "startLine": allowed.covers.unwrap_or(allowed.line) });
            results.push(json!({
                "ruleId": allowed.rule,
                "ruleIndex": ids.iter().position(|id| *id == allowed.rule),
                "level": "note",
                "message": { "text": allowed.reason },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&file.file) }, "region": region } }],
                "suppressions": [{ "kind": "inSource", "justification": allowed.reason }],
            }));
        }
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "backstory", "version": version, "informationUri": "https://github.com/backstory-dev/backstory", "rules": described } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").ok();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sarif;
    use crate::{Language, check, output::Checked, rules::report::Setting};

    /// What the schema cannot say: the index points at the rule, the address is percent-encoded.
    #[test]
    fn the_log_has_the_structure_of_sarif() {
        let findings = check(
            "# A\n\nDana forgot the flag.\n\n## Impact\n\nBad.\n\n## Timeline\n\n- 10:00 a\n",
            &Setting::default(),
            None,
        );
        let log = sarif(
            &[Checked { file: "a b/\u{e9}.md".to_owned(), findings, allowed: Vec::new(), date: None }],
            "0.1.0",
            Language::English,
        );
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["name"], "backstory");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert!(results.len() > 3);
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A9.md");
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        }
    }
}
