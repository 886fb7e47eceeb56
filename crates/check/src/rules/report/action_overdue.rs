//! `report.action-overdue`: past its deadline and not done.

use super::{ReportRule, Variant, open_actions::at};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.action-overdue", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[("| 2026-02-02 |", "| 2026-01-13 |")] },
        Variant { language: Language::Japanese, edits: &[("| 2026-02-06 |", "| 2026-01-13 |")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("| 2026-02-02 |", "| 2026-01-14 |")] },
        Variant { language: Language::Japanese, edits: &[("| 2026-02-06 |", "| 2026-01-14 |")] },
    ],
    check: |reading, setting, spots| {
        let Some(today) = setting.today else { return };
        reading
            .actions
            .iter()
            .filter(|a| !a.is_done && a.due.is_some_and(|due| due < today))
            .for_each(|a| at(spots, a));
    },
};
