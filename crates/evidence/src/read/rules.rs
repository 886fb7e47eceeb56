//! Prometheus rule files.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{AlertRule, Citation, Locator, Phrase};
use promql_parser::parser::{self, Expr};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    name: String,
    #[serde(default)]
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    alert: Option<String>,
    expr: Option<String>,
    #[serde(rename = "for")]
    hold: Option<String>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
}

/// Reads the alerting rules of a file.
pub(crate) fn read(text: &str, path: &Arc<str>) -> Result<Vec<AlertRule>, Phrase> {
    let file: File =
        serde_saphyr::from_str(text).map_err(|e| Phrase::new("gap-rules-invalid").text("error", e.to_string()))?;
    let mut rules = Vec::new();
    for group in file.groups {
        for rule in group.rules {
            let (Some(name), Some(expr)) = (rule.alert, rule.expr) else { continue };
            let line = text
                .lines()
                .position(|l| l.contains("alert:") && l.trim_end().ends_with(&name))
                .map_or(1, |l| l as u64 + 1);
            let metrics = metrics(&expr);
            rules.push(AlertRule {
                citation: Citation::new(
                    path,
                    Locator::Line { line, offset: 0 },
                    &format!("alert: {name}, expr: {expr}"),
                ),
                group: group.name.clone(),
                for_s: rule.hold.as_deref().map_or(0.0, seconds),
                labels: rule.labels,
                annotations: rule.annotations,
                metrics,
                name,
                expr,
            });
        }
    }
    Ok(rules)
}

/// Names of the metrics an expression reads, sorted; empty when it reads none or cannot be parsed.
pub(crate) fn metrics(expr: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Ok(parsed) = parser::parse(expr) {
        walk(&parsed, &mut names);
    }
    names.sort();
    names.dedup();
    names
}

fn walk(expr: &Expr, names: &mut Vec<String>) {
    match expr {
        Expr::Aggregate(e) => walk(&e.expr, names),
        Expr::Unary(e) => walk(&e.expr, names),
        Expr::Binary(e) => {
            walk(&e.lhs, names);
            walk(&e.rhs, names);
        }
        Expr::Paren(e) => walk(&e.expr, names),
        Expr::Subquery(e) => walk(&e.expr, names),
        Expr::VectorSelector(v) => names.extend(v.name.clone()),
        Expr::MatrixSelector(m) => names.extend(m.vs.name.clone()),
        Expr::Call(call) => call.args.args.iter().for_each(|a| walk(a, names)),
        _ => {}
    }
}

/// Seconds of `30s`, `1m`, `1h30m`, `500ms`.
fn seconds(text: &str) -> f64 {
    let mut total = 0.0;
    let mut number = String::new();
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() || c == '.' {
            number.push(c);
            continue;
        }
        let is_milli = c == 'm' && chars.peek() == Some(&'s');
        if is_milli {
            chars.next();
        }
        let unit = match c {
            _ if is_milli => 0.001,
            's' => 1.0,
            'm' => 60.0,
            'h' => 3600.0,
            'd' => 86_400.0,
            'w' => 604_800.0,
            _ => 0.0,
        };
        total += number.parse::<f64>().unwrap_or(0.0) * unit;
        number.clear();
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_of_an_expression() {
        assert_eq!(
            metrics("sum(rate(a_total{code=~\"5..\"}[1m])) / sum(rate(b_total[1m])) > 0.05"),
            ["a_total", "b_total"]
        );
        assert_eq!(metrics("vector(1)"), [""; 0]);
        assert_eq!(metrics("(("), [""; 0]);
    }

    #[test]
    fn durations() {
        for (text, s) in [("30s", 30.0), ("1m", 60.0), ("1h30m", 5400.0), ("500ms", 0.5), ("", 0.0)] {
            assert!((seconds(text) - s).abs() < 1e-9, "{text}");
        }
    }
}
