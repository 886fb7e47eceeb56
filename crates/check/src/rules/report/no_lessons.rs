//! `report.no-lessons`: no lessons are drawn.

use super::{ReportRule, Variant};
use crate::{
    reading::SectionKind,
    rule::{Bilingual, RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-lessons",
        severity: Severity::Warning,
        why: Bilingual {
            en: "without lessons the report helps nobody outside the team",
            ja: "教訓がなければ、ほかのチームの役に立ちません",
        },
        advice: Bilingual {
            en: "add Lessons: what others with a similar system should know",
            ja: "「教訓」の節を設け、似た仕組みを持つ人が知るべきことを書いてください",
        },
    },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[("## Lessons\n\nA limit that nothing compares with its use is a guess that ages.\n", "")],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("## 教訓\n\n使用数と比べられない上限は、古びていく推測である。\n", "## 教訓\n")],
        },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("## Lessons", "## What we learned")] },
        Variant { language: Language::Japanese, edits: &[("## 教訓", "## 得られた知見")] },
    ],
    check: |reading, _, spots| {
        let empty = reading
            .section(SectionKind::Lessons)
            .is_none_or(|section| !reading.body(section).lines().any(says_something));
        if empty {
            spots.absent();
        }
    },
};

/// Whether a line is more than blank: notes at the foot of the document belong to no section.
fn says_something(line: &str) -> bool {
    let line = line.trim();
    let words = line.trim_start_matches(['-', '*', '+', '#', '・', ' ']);
    let is_note = line.starts_with("[^") && line.contains("]:") || line.starts_with("<!--") && line.ends_with("-->");
    !crate::reading::is_blank(words) && !is_note
}
