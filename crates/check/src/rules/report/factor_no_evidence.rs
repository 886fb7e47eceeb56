//! `report.factor-no-evidence`: a factor without evidence, where others have it.

use super::{ReportRule, Variant};
use crate::{
    reading::Reading,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.factor-no-evidence", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[(" [^e2]", "")] },
        Variant { language: Language::Japanese, edits: &[(" [^e1]", "")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[(" [^e1]", ""), (" [^e2]", "")] },
        Variant { language: Language::English, edits: &[(" [^e2]", " _(to confirm in the review)_")] },
        Variant {
            language: Language::Japanese, edits: &[(" [^e2]", " ([グラフ](https://grafana.example.com/d/1))")]
        },
    ],
    check: |reading, setting, spots| {
        let cited = |entry: &crate::reading::Entry| reading.source.get(entry.bytes.clone()).is_some_and(cites);
        let convention = reading.factors.iter().any(cited);
        if !convention && !setting.is_strict("report.factor-no-evidence") {
            return;
        }
        let open = |entry: &crate::reading::Entry| reading.source.get(entry.bytes.clone()).is_some_and(is_open);
        for factor in
            reading.factors.iter().filter(|factor| !cited(factor) && !open(factor) && !is_heading(reading, factor))
        {
            spots.words(factor.line, factor.bytes.clone());
        }
    },
};

fn cites(text: &str) -> bool {
    text.contains("[^") || text.contains("](") || text.contains("http://") || text.contains("https://")
}

/// Whether a factor says of itself that it is not shown yet, as drafts do.
fn is_open(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["to confirm", "to be confirmed", "unconfirmed", "not confirmed", "レビューで確認", "要確認", "未確認", "推測"];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

fn is_heading(reading: &Reading<'_>, entry: &crate::reading::Entry) -> bool {
    reading.source.get(entry.bytes.clone()).is_some_and(|text| text.trim_start().starts_with('#'))
}
