//! Alert rules as Prometheus reads them, and a unit test of them for `promtool test rules`.
//!
//! Both are JSON, which YAML holds: nothing from evidence can end a string early.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A rule to write down.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Name of the alert.
    pub name: String,
    /// PromQL.
    pub expr: String,
    /// Seconds it must hold.
    pub for_s: f64,
    /// Severity label of the rules that page.
    pub severity: String,
    /// One sentence.
    pub summary: String,
    /// Series to test it with; empty where the evidence holds only results of a query.
    pub series: Vec<RawSeries>,
}

/// Samples on an even grid.
#[derive(Debug, Clone, PartialEq)]
pub struct RawSeries {
    /// Labels with `__name__`.
    pub labels: BTreeMap<String, String>,
    /// A value for each step, `None` where there is no sample.
    pub values: Vec<Option<f64>>,
    /// At which steps the rule fires for this series: the first one, when it does.
    pub fires_at: Option<usize>,
}

/// The file of rules.
pub fn rules_file(rules: &[Rule]) -> String {
    let listed: Vec<Value> = rules
        .iter()
        .map(|rule| {
            json!({
                "alert": rule.name,
                "expr": rule.expr,
                "for": duration(rule.for_s),
                "labels": {"severity": rule.severity},
                "annotations": {"summary": template_free(&rule.summary)},
            })
        })
        .collect();
    pretty(&json!({"groups": [{"name": "backstory-drafts", "rules": listed}]}))
}

/// The test of those rules that raw series are known for: silent until `quiet_until`, then firing. `None` where there
/// is nothing to test.
pub fn test_file(rules: &[Rule], rules_path: &str, step_s: f64, quiet_until: usize) -> Option<String> {
    let tests: Vec<Value> = rules
        .iter()
        .filter_map(|rule| {
            let first = rule.series.iter().filter_map(|s| s.fires_at).min()?;
            let firing: Vec<Value> = rule
                .series
                .iter()
                .filter(|s| s.fires_at == Some(first))
                .map(|s| {
                    let mut labels: BTreeMap<&str, &str> = s
                        .labels
                        .iter()
                        .filter(|(k, _)| *k != "__name__")
                        .map(|(k, v)| (k.as_str(), v.as_str()))
                        .collect();
                    labels.insert("severity", &rule.severity);
                    json!({"exp_labels": labels, "exp_annotations": {"summary": template_free(&rule.summary)}})
                })
                .collect();
            let input: Vec<Value> = rule
                .series
                .iter()
                .map(|s| json!({"series": selector(&s.labels), "values": values(&s.values)}))
                .collect();
            let at = |step: usize| duration(step as f64 * step_s);
            Some(json!({
                "name": rule.name,
                "interval": duration(step_s),
                "input_series": input,
                "alert_rule_test": [
                    {"eval_time": at(quiet_until), "alertname": rule.name, "exp_alerts": []},
                    {"eval_time": at(first), "alertname": rule.name, "exp_alerts": firing},
                ],
            }))
        })
        .collect();
    (!tests.is_empty())
        .then(|| pretty(&json!({"rule_files": [rules_path], "evaluation_interval": duration(step_s), "tests": tests})))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn duration(seconds: f64) -> String {
    let milliseconds = (seconds * 1000.0).round();
    if milliseconds % 1000.0 == 0.0 { format!("{}s", milliseconds / 1000.0) } else { format!("{milliseconds}ms") }
}

/// Annotations are templates to Prometheus; words from evidence are not.
fn template_free(words: &str) -> String {
    words.replace("{{", "{ {")
}

fn selector(labels: &BTreeMap<String, String>) -> String {
    let name = labels.get("__name__").map_or("", String::as_str);
    let pairs: Vec<String> = labels
        .iter()
        .filter(|(k, _)| *k != "__name__")
        .map(|(k, v)| format!("{k}=\"{}\"", v.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")))
        .collect();
    format!("{name}{{{}}}", pairs.join(","))
}

/// promtool's notation: `_` for no sample, `stale` where a series ends.
fn values(values: &[Option<f64>]) -> String {
    let mut was_there = false;
    let written: Vec<String> = values
        .iter()
        .map(|value| {
            let word = match value {
                Some(v) => v.to_string(),
                None if was_there => "stale".to_owned(),
                None => "_".to_owned(),
            };
            was_there = value.is_some();
            word
        })
        .collect();
    written.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_end_stale_and_labels_are_quoted() {
        assert_eq!(values(&[None, Some(1.0), Some(0.5), None, None]), "_ 1 0.5 stale _");
        let labels = BTreeMap::from([("__name__".to_owned(), "up".to_owned()), ("job".to_owned(), "a\"b".to_owned())]);
        assert_eq!(selector(&labels), "up{job=\"a\\\"b\"}");
    }
}
