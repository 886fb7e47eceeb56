//! Zones, order, and durations that agree with each other.

use super::ReportRule;
use crate::{
    reading::{FactKey, SectionKind, duration, names_zone},
    rule::{Bilingual, RuleInfo, Severity},
};

/// `report.timeline-no-zone`: no time zone anywhere for the times.
pub const NO_ZONE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.timeline-no-zone",
        severity: Severity::Warning,
        why: Bilingual {
            en: "no time zone is named for the times, so they cannot be compared with any log",
            ja: "時刻のタイムゾーンが書かれておらず、どのログとも突き合わせられません",
        },
        advice: Bilingual {
            en: "write the zone into the heading, best `(UTC)`",
            ja: "見出しに「(UTC)」などのタイムゾーンを書いてください",
        },
    },
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
    source.lines().any(|line| {
        let lower = line.to_lowercase();
        (lower.contains("all times")
            || lower.contains("times are")
            || lower.contains("times in")
            || lower.contains("timezone")
            || lower.contains("time zone")
            || line.contains("時刻")
            || line.contains("タイムゾーン"))
            && names_zone(line)
    })
}

/// `report.timeline-order`: an entry is earlier than one above it.
pub const ORDER: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.timeline-order",
        severity: Severity::Warning,
        why: Bilingual {
            en: "this entry is earlier than one above it; a timeline out of order suggests wrong causes",
            ja: "上の行より早い時刻です。順序の乱れた時系列は因果を誤らせます",
        },
        advice: Bilingual {
            en: "sort the entries by time, or correct the time",
            ja: "時刻順に並べ替えるか、時刻を直してください",
        },
    },
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
                (Some(this), Some(last)) if row_has_own_date(row) || this != last => (this, of_day) < (last, before),
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

fn row_has_own_date(row: &crate::reading::Row) -> bool {
    crate::reading::date(&row.entry.text.chars().take(40).collect::<String>()).is_some()
}

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

/// `report.shared-late`: shared more than 48 hours after the end.
pub const SHARED_LATE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.shared-late",
        severity: Severity::Note,
        why: Bilingual {
            en: "shared more than 48 hours after the end; memories and interest fade within days",
            ja: "終了から48時間を過ぎての共有です。記憶と関心は数日で薄れます",
        },
        advice: Bilingual {
            en: "share a first version within 48 hours and complete it later",
            ja: "48時間以内に初版を共有し、後から補ってください",
        },
    },
    check: |reading, _, spots| {
        let (Some(resolved), Some(shared)) = (reading.fact(FactKey::Resolved), reading.fact(FactKey::Shared)) else {
            return;
        };
        let (Some(end), Some(date)) = (resolved.moment.instant(), shared.moment.date) else { return };
        let mut moment = shared.moment.clone();
        // A day without a time counts from its first minute, in the zone of the end.
        moment.time = moment.time.or(Some(jiff::civil::Time::midnight()));
        moment.offset_s = moment.offset_s.or(resolved.moment.offset_s);
        let _ = date;
        let Some(at) = moment.instant() else { return };
        if at.duration_since(end).as_secs() > 48 * 3600 {
            spots.words(shared.line, shared.bytes.clone());
        }
    },
};

/// `report.duration-mismatch`: the stated duration differs from start to resolved.
pub const DURATION: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.duration-mismatch",
        severity: Severity::Warning,
        why: Bilingual {
            en: "the stated duration differs from the time between start and resolved",
            ja: "記載の継続時間が開始から復旧までの時間と合いません",
        },
        advice: Bilingual {
            en: "correct the duration, or say which phase it measures",
            ja: "継続時間を直すか、どの区間の時間かを書いてください",
        },
    },
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
