//! `report.impact-no-numbers`: the impact section has no figure.

use super::{ReportRule, Variant, figure::has_figure};
use crate::{
    reading::SectionKind,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.impact-no-numbers", severity: Severity::Warning },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[("4,210 payment requests of 1,377 customers failed.", "Payments failed for a while.")],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("1,377名の顧客による決済要求4,210件が失敗した。", "しばらくの間、決済が失敗した。")],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[("4,210 payment requests of 1,377 customers failed.", "No customers were affected.")],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("1,377名の顧客による決済要求4,210件が失敗した。", "決済の三割が失敗した。")],
        },
    ],
    check: |reading, _, spots| {
        let Some(section) = reading.section(SectionKind::Impact) else { return };
        let body = reading.body(section);
        if body.trim().len() > 3 && !has_figure(body) {
            spots.line(section.line);
        }
    },
};
