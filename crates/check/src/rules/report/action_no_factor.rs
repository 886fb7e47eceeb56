//! `report.action-no-factor`: an action that no factor asks for.

use super::{ReportRule, Variant, open_actions::at};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.action-no-factor", severity: Severity::Note },
    fires: &[
        Variant { language: Language::English, edits: &[("| 1 |", "| |")] },
        Variant { language: Language::Japanese, edits: &[("| 2 |", "| |")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("| 1 |", "| |"), ("| 2 |", "| |")] },
        Variant { language: Language::Japanese, edits: &[("| 2 |", "| 1, 2 |")] },
    ],
    check: |reading, setting, spots| {
        let convention = reading.actions.iter().any(|a| a.factor.as_ref().is_some_and(|f| !f.is_empty()));
        if convention || setting.is_strict("report.action-no-factor") {
            reading
                .actions
                .iter()
                .filter(|a| a.factor.as_ref().is_none_or(String::is_empty))
                .for_each(|a| at(spots, a));
        }
    },
};
