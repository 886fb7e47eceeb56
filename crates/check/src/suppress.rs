//! Suppression in place, with a reason: `<!-- backstory: allow blame.person because the speaker asked for it -->`.
//!
//! A comment covers the next line that is neither blank nor a comment, and its own line when words stand before it. With
//! no line after it in the head of the file it covers absent parts (`report.no-severity`). Without a reason it is void.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::Finding;

/// One suppression, as the review record lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suppression {
    /// The rule that is allowed.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Line of the comment, counted from 1.
    pub line: usize,
    /// Line it covers; null for an absent part.
    pub covers: Option<usize>,
    /// Whether a finding was suppressed by it.
    pub used: bool,
}

/// The suppressions of a source, in order. Those without a reason are left out.
pub fn suppressions(source: &str) -> Vec<Suppression> {
    static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"<!--\s*backstory:\s*allow\s+([a-z]+\.[a-z-]+)\s+(?:because|なぜなら|理由\s*[:\u{ff1a}])\s*(.*?)\s*-->",
        )
    });
    let lines: Vec<&str> = source.lines().collect();
    let mut out = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        for found in COMMENT.iter().flat_map(|c| c.captures_iter(line)) {
            let (Some(whole), Some(rule), Some(reason)) = (found.get(0), found.get(1), found.get(2)) else { continue };
            if reason.as_str().trim().is_empty() {
                continue;
            }
            let own_line = !line.get(..whole.start()).unwrap_or("").trim().is_empty();
            let next = lines
                .iter()
                .enumerate()
                .skip(i + 1)
                .find(|(_, l)| !l.trim().is_empty() && !l.trim_start().starts_with("<!--"))
                .map(|(j, _)| j + 1);
            out.push(Suppression {
                rule: rule.as_str().to_owned(),
                reason: reason.as_str().to_owned(),
                line: i + 1,
                covers: if own_line { Some(i + 1) } else { next },
                used: false,
            });
        }
    }
    out
}

/// Takes the findings that are allowed out, and marks which suppressions were used.
pub fn apply(findings: Vec<Finding>, suppressions: &mut [Suppression]) -> Vec<Finding> {
    findings
        .into_iter()
        .filter(|finding| {
            let hit = suppressions
                .iter_mut()
                .find(|s| s.rule == finding.rule && (finding.line.is_none() || s.covers == finding.line));
            hit.map(|s| s.used = true).is_none()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{apply, suppressions};
    use crate::check;

    #[test]
    fn a_comment_with_a_reason_silences_its_line_and_no_other() {
        let source = "# A\n\n<!-- backstory: allow blame.person because she asked to keep it -->\nDana forgot the flag.\n\nDana forgot the key.\n\n<!-- backstory: allow blame.person because -->\nDana forgot the lock.\n";
        let mut list = suppressions(source);
        assert_eq!(list.len(), 1);
        let left = apply(check(source, &crate::rules::report::Setting::default(), None), &mut list);
        let lines: Vec<_> = left.iter().filter(|f| f.rule == "blame.person").map(|f| f.line).collect();
        assert_eq!(lines, [Some(6), Some(9)]);
        assert!(list.first().unwrap().used);
    }
}
