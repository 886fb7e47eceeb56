//! Alert rules as Prometheus reads them, and a unit test of them for `promtool test rules`.
//!
//! Both are YAML as people write it; what comes from evidence is quoted by the library and can end no string early.

use std::collections::BTreeMap;

use serde::Serialize;

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

/// A file of rules as Prometheus reads it; fields in the order people write them.
#[derive(Serialize)]
struct RulesFile<'a> {
    groups: [Group<'a>; 1],
}

#[derive(Serialize)]
struct Group<'a> {
    name: &'a str,
    rules: Vec<AlertRule<'a>>,
}

#[derive(Serialize)]
struct AlertRule<'a> {
    alert: &'a str,
    expr: &'a str,
    r#for: String,
    labels: BTreeMap<&'a str, &'a str>,
    annotations: Annotations,
}

#[derive(Serialize)]
struct Annotations {
    summary: String,
}

/// A file of unit tests as promtool reads it.
#[derive(Serialize)]
struct TestFile<'a> {
    rule_files: [&'a str; 1],
    evaluation_interval: String,
    tests: Vec<UnitTest<'a>>,
}

#[derive(Serialize)]
struct UnitTest<'a> {
    name: &'a str,
    interval: String,
    input_series: Vec<Input>,
    alert_rule_test: [Expectation<'a>; 2],
}

#[derive(Serialize)]
struct Input {
    series: String,
    values: String,
}

#[derive(Serialize)]
struct Expectation<'a> {
    eval_time: String,
    alertname: &'a str,
    exp_alerts: Vec<Expected<'a>>,
}

#[derive(Serialize)]
struct Expected<'a> {
    exp_labels: BTreeMap<&'a str, &'a str>,
    exp_annotations: Annotations,
}

/// The file of rules.
pub fn rules_file(rules: &[Rule]) -> String {
    let listed = rules
        .iter()
        .map(|rule| AlertRule {
            alert: &rule.name,
            expr: &rule.expr,
            r#for: duration(rule.for_s),
            labels: BTreeMap::from([("severity", rule.severity.as_str())]),
            annotations: Annotations { summary: template_free(&rule.summary) },
        })
        .collect();
    block(&RulesFile { groups: [Group { name: "backstory-drafts", rules: listed }] })
}

/// The test of those rules that raw series are known for: silent until `quiet_until`, then firing. `None` where there
/// is nothing to test.
pub fn test_file(rules: &[Rule], rules_path: &str, step_s: f64, quiet_until: usize) -> Option<String> {
    let tests: Vec<UnitTest<'_>> = rules.iter().filter_map(|rule| test(rule, step_s, quiet_until)).collect();
    let evaluation_interval = duration(step_s);
    (!tests.is_empty()).then(|| block(&TestFile { rule_files: [rules_path], evaluation_interval, tests }))
}

fn test(rule: &Rule, step_s: f64, quiet_until: usize) -> Option<UnitTest<'_>> {
    let first = rule.series.iter().filter_map(|s| s.fires_at).min()?;
    let firing = rule
        .series
        .iter()
        .filter(|s| s.fires_at == Some(first))
        .map(|s| {
            let own = s.labels.iter().filter(|(k, _)| *k != "__name__").map(|(k, v)| (k.as_str(), v.as_str()));
            let mut exp_labels: BTreeMap<&str, &str> = own.collect();
            exp_labels.insert("severity", &rule.severity);
            Expected { exp_labels, exp_annotations: Annotations { summary: template_free(&rule.summary) } }
        })
        .collect();
    let at = |step: usize, exp_alerts| Expectation {
        eval_time: duration(step as f64 * step_s),
        alertname: &rule.name,
        exp_alerts,
    };
    Some(UnitTest {
        name: &rule.name,
        interval: duration(step_s),
        input_series: rule
            .series
            .iter()
            .map(|s| Input { series: selector(&s.labels), values: values(&s.values) })
            .collect(),
        alert_rule_test: [at(quiet_until, Vec::new()), at(first, firing)],
    })
}

/// YAML in block style. Strings are quoted where they could be taken for something else.
fn block(value: &impl Serialize) -> String {
    // Structs of strings and lists have no value that YAML could not hold.
    serde_saphyr::to_string(value).unwrap_or_default()
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn series_end_stale_and_labels_are_quoted() {
        assert_eq!(values(&[None, Some(1.0), Some(0.5), None, None]), "_ 1 0.5 stale _");
        let labels = BTreeMap::from([("__name__".to_owned(), "up".to_owned()), ("job".to_owned(), "a\"b".to_owned())]);
        assert_eq!(selector(&labels), "up{job=\"a\\\"b\"}");
    }

    fn rule(name: &str, summary: &str) -> Rule {
        let labels = [("__name__", "queue_length"), ("queue", summary)];
        let labels = labels.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let series = RawSeries { labels, values: vec![Some(1.0), Some(9.0)], fires_at: Some(1) };
        Rule {
            name: name.into(),
            expr: format!("{name}{{queue=\"mail\"}} > 5"),
            for_s: 45.0,
            severity: "critical".into(),
            summary: summary.into(),
            series: vec![series],
        }
    }

    #[test]
    fn files_are_written_as_people_write_them() {
        let rules = [rule("QueueLengthHigh", "queue_length is above 5")];
        insta::assert_snapshot!(rules_file(&rules));
        insta::assert_snapshot!(test_file(&rules, "alert-rules.yml", 15.0, 1).unwrap());
    }

    proptest! {
        #[test]
        fn any_words_come_back_as_they_were(name in ".{0,60}", summary in any::<String>()) {
            let text = rules_file(&[rule(&name, &summary)]);
            let read: serde_json::Value = serde_saphyr::from_str(&text).unwrap();
            let alert = &read["groups"][0]["rules"][0];
            prop_assert_eq!(alert["alert"].as_str(), Some(name.as_str()), "{}", text);
            let summary = template_free(&summary);
            prop_assert_eq!(alert["annotations"]["summary"].as_str(), Some(summary.as_str()), "{}", text);
            prop_assert_eq!(&alert["for"], "45s");
        }
    }
}
