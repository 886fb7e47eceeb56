//! `report.no-detection`: nothing says how it was noticed.

use super::{ReportRule, Variant};
use crate::{
    reading::{FactKey, SectionKind},
    rule::{Bilingual, RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-detection",
        severity: Severity::Warning,
        why: Bilingual {
            en: "nothing says how it was noticed, so nobody can make that faster",
            ja: "どう気付いたかの記載がなく、次に早く気付く方法を考えられません",
        },
        advice: Bilingual {
            en: "add a Detection section: what told whom, and how long after the first effect",
            ja: "「検知」の節を設け、何が誰にいつ知らせたかを書いてください",
        },
    },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[
                ("- Detected: 2026-01-12 10:06 UTC, by the alert CheckoutErrorRate\n", ""),
                (
                    "## Detection\n\nThe alert CheckoutErrorRate fired four minutes after the first failed request.\n\n",
                    "",
                ),
            ],
        },
        Variant {
            language: Language::Japanese,
            edits: &[
                ("- 検知: 2026-01-12 19:06 JST、アラート CheckoutErrorRate\n", ""),
                ("## 検知\n\n最初の失敗から4分後にアラート CheckoutErrorRate が発報した。\n\n", ""),
            ],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[(
                "## Detection\n\nThe alert CheckoutErrorRate fired four minutes after the first failed request.\n\n",
                "",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("- 検知: 2026-01-12 19:06 JST、アラート CheckoutErrorRate\n", "")],
        },
    ],
    check: |reading, _, spots| {
        if reading.section(SectionKind::Detection).is_none() && reading.fact(FactKey::Detected).is_none() {
            spots.absent();
        }
    },
};
