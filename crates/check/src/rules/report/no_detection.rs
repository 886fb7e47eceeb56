//! `report.no-detection`: nothing says how it was noticed.

use super::{ReportRule, Variant};
use crate::{
    reading::{FactKey, SectionKind},
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.no-detection", severity: Severity::Warning },
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
