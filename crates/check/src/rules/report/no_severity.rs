//! `report.no-severity`: no severity is given.

use std::sync::LazyLock;

use regex::Regex;

use super::{ReportRule, Variant};
use crate::{
    reading::FactKey,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.no-severity", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[("- Severity: SEV-2\n", "")] },
        Variant { language: Language::Japanese, edits: &[("- 重大度: SEV-2\n", "- 重大度: 未定\n")] },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[("- Severity: SEV-2\n", ""), ("## Summary\n", "## Summary\n\nThis was a SEV-2 incident.\n")],
        },
        Variant { language: Language::Japanese, edits: &[("重大度: SEV-2", "深刻度: 2")] },
    ],
    check: |reading, _, spots| {
        static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?im)\bsev(?:erity)?[ -]?(?:level )?[0-5]\b|\bseverity\W{1,6}\w|^\W*(?:重大度|深刻度)",
            )
        });
        let blank = reading.fact(FactKey::Severity).map(|fact| crate::reading::is_blank(&fact.value));
        if blank == Some(true) || blank.is_none() && !super::matches(&NAMED, reading.source) {
            spots.absent();
        }
    },
};
