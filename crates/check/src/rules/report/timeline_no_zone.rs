//! `report.timeline-no-zone`: no time zone anywhere for the times.

use super::{ReportRule, Variant};
use crate::{
    reading::{FactKey, SectionKind, names_zone},
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.timeline-no-zone", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[(" (UTC)", ""), (" UTC", "")] },
        Variant { language: Language::Japanese, edits: &[(" (JST)", ""), (" JST", "")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[(" (UTC)", "")] },
        Variant { language: Language::Japanese, edits: &[(" (JST)", "")] },
        Variant {
            language: Language::English,
            edits: &[(" (UTC)", ""), (" UTC", ""), ("## Summary\n", "## Summary\n\nAll times are UTC.\n")],
        },
    ],
    check: |reading, _, spots| {
        let Some(section) = reading.section(SectionKind::Timeline) else { return };
        if reading.rows.is_empty() {
            return;
        }
        let in_facts = reading.facts.iter().any(|fact| {
            matches!(
                fact.key,
                FactKey::Start
                    | FactKey::Resolved
                    | FactKey::Date
                    | FactKey::Detected
                    | FactKey::Duration
                    | FactKey::Shared
            ) && names_zone(&fact.value)
        });
        if !in_facts && !names_zone(&section.title) && !names_zone(reading.body(section)) && !zone_note(reading.source)
        {
            spots.line(section.line);
        }
    },
};

/// A note anywhere that says which zone the times are in.
fn zone_note(source: &str) -> bool {
    const WORDS: [&str; 8] = ["times", "timezone", "time zone", "clock", "時刻", "日時", "時間", "タイムゾーン"];
    source.lines().any(|line| {
        let lower = line.to_lowercase();
        WORDS.iter().any(|word| lower.contains(word)) && names_zone(line)
    })
}
