//! Turns the answer of `/api/v1/rules` into a rule file.

#![expect(
    clippy::format_push_string,
    reason = "writing to a String cannot fail, and `write!` would return an error to drop"
)]

use serde_json::Value;

/// A rule file with the groups of an answer; `None` when there is no rule.
///
/// Every text is written as a JSON string, which YAML reads as it stands.
pub(super) fn rule_file(data: &Value) -> Option<String> {
    let groups = data.get("groups")?.as_array()?;
    let mut out = String::from("groups:\n");
    let mut count = 0;
    for group in groups {
        let rules = group.get("rules").and_then(Value::as_array)?;
        if rules.is_empty() {
            continue;
        }
        out.push_str(&format!("- name: {}\n  rules:\n", text(group, "name")));
        for rule in rules {
            count += 1;
            let kind = if rule.get("type").and_then(Value::as_str) == Some("recording") { "record" } else { "alert" };
            out.push_str(&format!("  - {kind}: {}\n    expr: {}\n", text(rule, "name"), text(rule, "query")));
            for (name, field) in [("for", "duration"), ("keep_firing_for", "keepFiringFor")] {
                if let Some(seconds) = rule.get(field).and_then(Value::as_f64).filter(|seconds| *seconds > 0.0) {
                    // The file knows no fractions of a second, but milliseconds.
                    out.push_str(&format!(
                        "    {name}: {}\n",
                        if seconds.fract() == 0.0 {
                            format!("{seconds}s")
                        } else {
                            format!("{}ms", (seconds * 1000.0).round())
                        }
                    ));
                }
            }
            for field in ["labels", "annotations"] {
                let Some(pairs) = rule.get(field).and_then(Value::as_object).filter(|pairs| !pairs.is_empty()) else {
                    continue;
                };
                out.push_str(&format!("    {field}:\n"));
                for (name, value) in pairs {
                    out.push_str(&format!("      {}: {value}\n", Value::from(name.as_str())));
                }
            }
        }
    }
    (count > 0).then_some(out)
}

fn text(value: &Value, field: &str) -> Value {
    Value::from(value.get(field).and_then(Value::as_str).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_rule_file_is_written() {
        let data = json!({"groups": [{"name": "slo", "rules": [
            {"type": "alerting", "name": "Errors", "query": "a{code=~\"5..\"} > 0.05", "duration": 30, "labels": {"severity": "critical"},
             "annotations": {"summary": "'{{ $value }}'\nbad"}},
            {"type": "recording", "name": "a:b", "query": "sum(a)"},
        ]}, {"name": "empty", "rules": []}]});
        assert_eq!(
            rule_file(&data).unwrap(),
            "groups:\n- name: \"slo\"\n  rules:\n  - alert: \"Errors\"\n    expr: \"a{code=~\\\"5..\\\"} > 0.05\"\n    for: 30s\n    labels:\n      \
             \"severity\": \"critical\"\n    annotations:\n      \"summary\": \"'{{ $value }}'\\nbad\"\n  - record: \"a:b\"\n    expr: \"sum(a)\"\n"
        );
        assert_eq!(rule_file(&json!({"groups": []})), None);
    }
}
