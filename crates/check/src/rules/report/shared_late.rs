//! `report.shared-late`: shared more than 48 hours after the end.

use super::{ReportRule, Variant};
use crate::{
    reading::FactKey,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.shared-late", severity: Severity::Note },
    fires: &[
        Variant { language: Language::English, edits: &[("Shared: 2026-01-13", "Shared: 2026-01-15")] },
        Variant { language: Language::Japanese, edits: &[("共有: 2026-01-13", "共有: 2026-01-16")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("Shared: 2026-01-13 09:00", "Shared: 2026-01-14 10:30")] },
        Variant { language: Language::Japanese, edits: &[("共有: 2026-01-13 18:00 JST", "共有: 2026-01-14")] },
    ],
    check: |reading, _, spots| {
        let (Some(resolved), Some(shared)) = (reading.fact(FactKey::Resolved), reading.fact(FactKey::Shared)) else {
            return;
        };
        let Some(end) = resolved.moment.instant() else { return };
        let mut moment = shared.moment.clone();
        // A day without a time counts from its first minute, in the zone of the end.
        moment.time = moment.time.or(Some(jiff::civil::Time::midnight()));
        moment.offset_s = moment.offset_s.or(resolved.moment.offset_s);
        let Some(at) = moment.instant() else { return };
        if at.duration_since(end).as_secs() > 48 * 3600 {
            spots.words(shared.line, shared.bytes.clone());
        }
    },
};
