//! `report.no-sponsor`: a high priority that nobody in the leadership stands behind.

use super::{ReportRule, Variant, open_actions::at};
use crate::{
    reading::FactKey,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.no-sponsor", severity: Severity::Note },
    fires: &[
        Variant { language: Language::English, edits: &[("| VP Engineering |", "| - |")] },
        Variant { language: Language::Japanese, edits: &[("| 開発本部長 |", "| |")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("| VP Engineering |", "| - |"), ("| High |", "| Low |")] },
        Variant {
            language: Language::Japanese, edits: &[("| スポンサー |", "| 責任役員 |"), ("| 高 |", "| 中 |")]
        },
    ],
    check: |reading, setting, spots| {
        let fact = reading.fact(FactKey::Sponsor);
        if fact.is_some_and(|f| !crate::reading::is_blank(&f.value)) {
            return;
        }
        // A report that has a place for sponsors must fill it; one that has none is asked only where the house wants it.
        let has_place = fact.is_some() || reading.actions.iter().any(|a| a.sponsor.is_some());
        if has_place || setting.is_strict("report.no-sponsor") {
            reading
                .actions
                .iter()
                .filter(|a| {
                    a.priority.as_deref().is_some_and(is_high) && a.sponsor.as_ref().is_none_or(String::is_empty)
                })
                .for_each(|a| at(spots, a));
        }
    },
};

fn is_high(priority: &str) -> bool {
    let lower = priority.to_lowercase();
    matches!(lower.as_str(), "high" | "p0" | "p1" | "critical" | "urgent" | "高" | "最高" | "緊急")
        || lower.starts_with("high")
        || lower.starts_with("p0")
        || lower.starts_with("p1")
}
