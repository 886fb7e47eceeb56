//! `report.action-no-priority`: the action has no priority.

use super::{ReportRule, Variant, open_actions::missing};
use crate::{
    rule::{Bilingual, RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.action-no-priority",
        severity: Severity::Warning,
        why: Bilingual {
            en: "without a priority nobody knows which action to do first",
            ja: "優先度がなく、どれから始めるか分かりません",
        },
        advice: Bilingual {
            en: "give High, Medium or Low, or the house's P-number",
            ja: "高・中・低、または P1 などを書いてください",
        },
    },
    fires: &[
        Variant { language: Language::English, edits: &[("| Medium |", "| |")] },
        Variant { language: Language::Japanese, edits: &[("| 高 |", "| |")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("| Medium |", "| P2 |")] },
        Variant { language: Language::Japanese, edits: &[("| 中 |", "| P2 |")] },
    ],
    check: |reading, _, spots| missing(reading, spots, |a| a.priority.is_none()),
};
