//! `report.timeline-order`: an entry is earlier than one above it.

use super::{ReportRule, Variant};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.timeline-order", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[("- 10:31 ", "- 10:01 ")] },
        Variant { language: Language::Japanese, edits: &[("- 19:31 ", "- 18:31 ")] },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[
                ("10:02", "23:50"),
                ("10:06", "23:56"),
                ("- 10:31", "- 00:21"),
                ("2026-01-12 10:47", "2026-01-13 00:35"),
                ("- 10:47", "- 00:35"),
            ],
        },
        Variant { language: Language::Japanese, edits: &[("- 19:31 ", "- 19:06 ")] },
    ],
    check: |reading, _, spots| {
        let mut latest: Option<(Option<jiff::civil::Date>, i64)> = None;
        let descending = is_newest_first(reading);
        if descending {
            return;
        }
        for row in &reading.rows {
            let Some(time) = row.moment.time else { continue };
            let of_day = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
                - i64::from(row.moment.offset_s.unwrap_or(0));
            let Some((date, before)) = latest else {
                latest = Some((row.moment.date, of_day));
                continue;
            };
            let earlier = match (row.moment.date, date) {
                (Some(this), Some(last)) if row.has_own_date || this != last => (this, of_day) < (last, before),
                // Without a date, a jump back by more than half a day is midnight.
                _ => of_day < before && before - of_day < 43_200,
            };
            if earlier {
                spots.line(row.entry.line);
            } else {
                latest = Some((row.moment.date.or(date), of_day));
            }
        }
    },
};

/// Whether the whole timeline runs backwards, as status pages do.
fn is_newest_first(reading: &crate::reading::Reading<'_>) -> bool {
    let instants: Vec<_> = reading.rows.iter().filter_map(|row| Some((row.moment.date, row.moment.time?))).collect();
    let pairs = instants.windows(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    let (mut up, mut down) = (0, 0);
    for (a, b) in pairs {
        if a < b {
            up += 1;
        } else if a > b {
            down += 1;
        }
    }
    down > 2 && up == 0
}
