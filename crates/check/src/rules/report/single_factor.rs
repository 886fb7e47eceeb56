//! `report.single-factor`: fewer than two contributing factors.

use super::{ReportRule, Variant};
use crate::{
    reading::SectionKind,
    rule::{Bilingual, RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.single-factor",
        severity: Severity::Warning,
        why: Bilingual {
            en: "incidents of complex systems need several conditions at once; one factor is where the search stopped",
            ja: "複雑なシステムの障害には複数の条件が要ります。要因が一つなのは、そこで探すのをやめたからです",
        },
        advice: Bilingual {
            en: "ask what else had to be true: detection, limits, tests, response, earlier decisions",
            ja: "ほかに何が成り立っていたか(検知、上限、試験、対応、以前の決定)を問うてください",
        },
    },
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
        let Some(section) = reading.section(SectionKind::Factors) else { return };
        let has_whys_inside = !reading.whys.is_empty() && reading.factors.is_empty();
        if reading.factors.len() < 2 && !has_whys_inside && !reading.body(section).trim().is_empty() {
            spots.line(section.line);
        }
    },
};
