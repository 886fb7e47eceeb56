//! `report.no-lessons`: no lessons are drawn.

use super::{ReportRule, Variant};
use crate::{
    reading::SectionKind,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.no-lessons", severity: Severity::Warning },
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
