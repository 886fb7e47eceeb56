//! `report.single-factor`: fewer than two contributing factors.

use super::{ReportRule, Variant};
use crate::{
    reading::SectionKind,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.single-factor", severity: Severity::Warning },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[("2. The alert on pool usage was muted since March [^e2]\n", "")],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("2. プール使用率のアラートは3月から抑止されていた [^e2]\n", "")],
        },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("2. The alert", "- The alert"), ("1. A limit", "- A limit")] },
        Variant { language: Language::Japanese, edits: &[("2. プール使用率", "3. プール使用率")] },
    ],
    check: |reading, _, spots| {
        let Some(section) = reading.section(SectionKind::Factors) else {
            // One chain on one line, and no list of factors beside it.
            if let Some(section) = reading.section(SectionKind::Whys).filter(|_| reading.whys.len() == 1) {
                spots.line(section.line);
            }
            return;
        };
        let has_whys_inside = !reading.whys.is_empty() && reading.factors.is_empty();
        if reading.factors.len() < 2 && !has_whys_inside && !reading.body(section).trim().is_empty() {
            spots.line(section.line);
        }
    },
};
