//! The summary of a folder: findings per rule, per file, and by month.

use std::{collections::BTreeMap, fmt::Write as _};

use super::Checked;
use crate::{Language, words::say};

/// Three tables of plain text.
pub fn summary(files: &[Checked], language: Language) -> String {
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_month: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in files {
        for finding in &file.findings {
            *by_rule.entry(finding.rule).or_default() += 1;
        }
        if let Some(date) = file.date {
            let month = by_month.entry(format!("{:04}-{:02}", date.year(), date.month())).or_default();
            month.0 += 1;
            month.1 += file.findings.len();
        }
    }
    let total: usize = by_rule.values().sum();
    let counts = [("files", files.len().into()), ("findings", total.into())];
    let title = |key: &str| say(language, key, &[]);
    let mut out = format!("{}\n\n{}\n", say(language, "summary-counts", &counts), title("summary-by-rule"));
    let mut rules: Vec<(&str, usize)> = by_rule.into_iter().collect();
    rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    // Writing to a string cannot fail.
    for (rule, count) in rules {
        writeln!(out, "  {count:>6}  {rule}").ok();
    }
    writeln!(out, "\n{}", title("summary-by-file")).ok();
    for file in files {
        writeln!(out, "  {:>6}  {}", file.findings.len(), file.file).ok();
    }
    if !by_month.is_empty() {
        writeln!(out, "\n{}", title("summary-by-month")).ok();
        for (month, (reports, findings)) in by_month {
            writeln!(out, "  {month}  {reports:>4} {findings:>6} {:>6.1}", findings as f64 / reports as f64).ok();
        }
    }
    out
}
