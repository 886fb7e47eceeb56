//! `report.internal-secret`: something internal in a report for the public.

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
    info: RuleInfo { id: "report.internal-secret", severity: Severity::Error },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[("was lowered\n", "was lowered (public)\n"), ("in staging", "on db1.corp")],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("# 決済の停止", "# 【公開版】決済の停止"), ("ステージングで", "10.0.3.7 で")],
        },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("in staging", "on db1.corp")] },
        Variant { language: Language::Japanese, edits: &[("# 決済の停止", "# 【公開版】決済の停止")] },
    ],
    check: |reading, setting, spots| {
        static PUBLIC: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(r"(?i)\b(?:public|external|customers?)\b|公開|社外|外部|一般")
        });
        static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(r"(?im)^#\s.*(?:\(public(?: version)?\)|public version|公開版)")
        });
        static INTERNAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"\b[A-Za-z0-9][A-Za-z0-9.-]*\.(?:internal|corp|intra|intranet|local|lan|svc\.cluster\.local)\b|\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|(?i:password|passwd|secret|token|api[_-]?key)\s*[=:]\s*\S{6,}|https?://hooks\.slack\.com/\S+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|\b[a-z]+://[^\s:@/]+:[^\s@/]+@\S+|#inc-\d+",
            )
        });
        let declared = reading.fact(FactKey::Audience).is_some_and(|fact| {
            super::matches(&PUBLIC, &fact.value)
                && !fact.value.to_lowercase().contains("internal")
                && !fact.value.contains("社内")
                && !fact.value.contains("非公開")
        });
        if !setting.public && !declared && !super::matches(&TITLE, reading.source) {
            return;
        }
        for found in INTERNAL.iter().flat_map(|internal| internal.find_iter(reading.source)) {
            spots.words(reading.position(found.start()).0, found.range());
        }
    },
};
