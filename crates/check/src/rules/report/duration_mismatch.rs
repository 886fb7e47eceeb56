//! `report.duration-mismatch`: the stated duration differs from start to resolved.

use super::{ReportRule, Variant};
use crate::{
    reading::{FactKey, duration},
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.duration-mismatch", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[("Duration: 45 minutes", "Duration: 1 h 35 min")] },
        Variant { language: Language::Japanese, edits: &[("継続時間: 45分", "継続時間: 2時間")] },
    ],
    passes: &[
        Variant { language: Language::English, edits: &[("Duration: 45 minutes", "Duration: 0 h 45 min")] },
        Variant { language: Language::Japanese, edits: &[("継続時間: 45分", "継続時間: 約45分")] },
    ],
    check: |reading, _, spots| {
        let (Some(start), Some(end), Some(stated)) =
            (reading.fact(FactKey::Start), reading.fact(FactKey::Resolved), reading.fact(FactKey::Duration))
        else {
            return;
        };
        let Some(duration) = duration(&stated.value) else { return };
        let mut end_moment = end.moment.clone();
        end_moment.date = end_moment.date.or(start.moment.date);
        end_moment.offset_s = end_moment.offset_s.or(start.moment.offset_s);
        let mut start_moment = start.moment.clone();
        start_moment.offset_s = start_moment.offset_s.or(end_moment.offset_s);
        let (Some(from), Some(to)) = (start_moment.instant(), end_moment.instant()) else { return };
        let mut actual = to.duration_since(from).as_secs();
        if actual < 0 && end.moment.date.is_none() {
            actual += 86_400;
        }
        if (actual - duration.seconds).abs() > duration.tolerance {
            spots.detailed(
                stated.line,
                stated.bytes.clone(),
                format!("{} min ≠ {} min", duration.seconds / 60, actual / 60),
            );
        }
    },
};
