//! `report.action-no-priority`: the action has no priority.

use super::{ReportRule, Variant, open_actions::missing};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.action-no-priority", severity: Severity::Warning },
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
