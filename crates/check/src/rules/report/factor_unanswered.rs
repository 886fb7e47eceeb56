//! `report.factor-unanswered`: a factor that no action answers.

use std::sync::LazyLock;

use regex::Regex;

use super::{ReportRule, Variant};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.factor-unanswered", severity: Severity::Note },
    fires: &[
        Variant { language: Language::English, edits: &[("| 2 |", "| 1 |")] },
        Variant { language: Language::Japanese, edits: &[("| 1 |", "| 2 |")] },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[("| 2 |", "| 1 |"), ("since March", "since March (accepted until the pool is gone)")],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("| 2 |", "| 1 |"), ("抑止されていた", "抑止されていた(リスク受容)")],
        },
    ],
    check: |reading, _, spots| {
        static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| crate::language::pattern::plain(r"\d+"));
        let named: Vec<usize> = reading
            .actions
            .iter()
            .filter_map(|a| a.factor.as_ref())
            .flat_map(|factor| NUMBER.iter().flat_map(move |n| n.find_iter(factor)))
            .filter_map(|m| m.as_str().parse().ok())
            .collect();
        // Only where actions number the factors they answer can an unanswered one be told.
        if named.is_empty() {
            return;
        }
        for (i, factor) in reading.factors.iter().enumerate() {
            if !named.contains(&(i + 1)) && !factor.text.contains("accepted") && !factor.text.contains("受容") {
                spots.words(factor.line, factor.bytes.clone());
            }
        }
    },
};
