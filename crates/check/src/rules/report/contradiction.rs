//! `report.contradiction`: a number, a time or a name that another place of the report does not give.
//!
//! Which statements belong together the document model knows; here is said what it found.

use super::{ReportRule, Spots, Variant, duration_mismatch, timeline_order};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.contradiction", severity: Severity::Warning },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[(
                "4,210 payment requests of 1,377 customers failed.",
                "412 of 5,150 payment requests failed (18 %).",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "1,377名の顧客による決済要求4,210件が失敗した。",
                "決済要求5,150件のうち412件（18％）が失敗した。",
            )],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[(
                "4,210 payment requests of 1,377 customers failed.",
                "412 of 5,150 payment requests failed (8 %).",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "1,377名の顧客による決済要求4,210件が失敗した。",
                "決済要求5,150件のうち412件（約8％）が失敗した。",
            )],
        },
    ],
    check: |reading, setting, spots| {
        if reading.contradictions.is_empty() {
            return;
        }
        // What rules of their own say is not said twice.
        let mut told = Spots::default();
        for rule in [duration_mismatch::RULE, timeline_order::RULE] {
            (rule.check)(reading, setting, &mut told);
        }
        let is_told = |line: usize| {
            told.0
                .iter()
                .any(|s| s.line == Some(line) || s.bytes.as_ref().is_some_and(|b| reading.position(b.start).0 == line))
        };
        for found in reading.contradictions.iter().filter(|found| !is_told(found.line)) {
            spots.detailed(found.line, found.bytes.clone(), found.told.clone());
        }
    },
};
