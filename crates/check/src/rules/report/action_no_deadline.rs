//! `report.action-no-deadline`: the action has no date.

use super::{ReportRule, Variant, open_actions::missing};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.action-no-deadline", severity: Severity::Error },
    fires: &[
        Variant { language: Language::English, edits: &[("| 2026-02-02 |", "| |")] },
        Variant { language: Language::Japanese, edits: &[("| 2026-02-06 |", "| - |")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("| Deadline |", "| Due |")] },
        Variant { language: Language::Japanese, edits: &[("| 期限 |", "| 完了予定日 |")] },
    ],
    check: |reading, _, spots| missing(reading, spots, |a| a.deadline.is_none()),
};
