//! `report.no-follow-up-date`: no date for the review of the actions.

use std::sync::LazyLock;

use regex::Regex;

use super::{ReportRule, Variant};
use crate::{
    reading::{FactKey, SectionKind, date},
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.no-follow-up-date", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[("- Follow-up review: 2026-02-09\n", "")] },
        Variant {
            language: Language::Japanese, edits: &[("フォローアップ: 2026-02-09", "フォローアップ: 要調整")]
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[
                ("- Follow-up review: 2026-02-09\n", ""),
                ("## Lessons", "## Follow-up review\n\n2026-02-09, by the payments team.\n\n## Lessons"),
            ],
        },
        Variant {
            language: Language::Japanese, edits: &[("フォローアップ: 2026-02-09", "振り返り会: 2026-02-09")]
        },
    ],
    check: |reading, _, spots| {
        let fact = reading.fact(FactKey::FollowUp).is_some_and(|fact| !crate::reading::is_blank(&fact.value));
        let section = reading
            .section(SectionKind::FollowUp)
            .is_some_and(|section| date(reading.body(section)).is_some() || date(&section.title).is_some());
        static SENTENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?i)(?:follow[- ]?up (?:review|meeting|session)|review of (?:the )?actions|actions (?:are|will be) reviewed|four[- ]week review|フォローアップ|振り返り会)[^\n]{0,80}(?:\d{4}[-/年]\d{1,2}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}|\d{1,2}月\d{1,2}日)",
            )
        });
        if !fact && !section && !super::matches(&SENTENCE, reading.source) {
            spots.absent();
        }
    },
};
