//! `report.action-no-owner`: nobody owns the action.

use super::{ReportRule, Variant, open_actions::missing};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.action-no-owner", severity: Severity::Error },
    fires: &[
        Variant { language: Language::English, edits: &[("| payments |", "| |")] },
        Variant { language: Language::Japanese, edits: &[("| SRE |", "| 未定 |")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("| payments |", "| @payments-oncall |")] },
        Variant { language: Language::Japanese, edits: &[("| 担当 |", "| 担当者 |")] },
    ],
    check: |reading, _, spots| missing(reading, spots, |a| a.owner.is_none()),
};
