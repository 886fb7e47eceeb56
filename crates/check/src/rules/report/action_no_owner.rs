//! `report.action-no-owner`: nobody owns the action.

use super::{ReportRule, Variant, open_actions::missing};
use crate::{
    rule::{Bilingual, RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.action-no-owner",
        severity: Severity::Error,
        why: Bilingual {
            en: "an action that nobody owns is not done", ja: "担当のないアクションは実行されません"
        },
        advice: Bilingual { en: "name one person or team", ja: "人またはチームを一つ書いてください" },
    },
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
