//! Zones of readings that carry none.

use backstory_model::Confidence;

use super::{Basis, SECOND};

/// A zone that people around the incident live in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ZoneHint {
    /// IANA name.
    pub(crate) name: String,
    /// Seconds east of UTC at the time of the incident.
    pub(crate) offset_s: i32,
}

/// All zones in use lie on a quarter hour from UTC-12 to UTC+14.
const QUARTER_S: i64 = 900;

/// The quarter hour nearest to a difference, if a zone can lie there.
pub(super) fn nearest(ahead_ns: i64) -> Option<i32> {
    let zone = rounded(ahead_ns);
    (-12 * 3600..=14 * 3600).contains(&zone).then_some(zone)
}

/// The quarter hour nearest to a difference, clamped to where zones lie.
pub(super) fn rounded(ahead_ns: i64) -> i32 {
    let seconds = ahead_ns / SECOND;
    let quarters = (seconds + seconds.signum() * QUARTER_S / 2) / QUARTER_S;
    i32::try_from((quarters * QUARTER_S).clamp(-12 * 3600, 14 * 3600)).unwrap_or(0)
}

/// The name of a zone, when somebody around the incident lives in it.
pub(super) fn name(offset_s: i32, hints: &[ZoneHint]) -> Option<String> {
    if offset_s == 0 {
        return Some("UTC".to_owned());
    }
    hints.iter().find(|hint| hint.offset_s == offset_s).map(|hint| hint.name.clone())
}

/// Chooses the zone under which a source covers most of what the other sources cover.
pub(super) fn by_coverage(own: (i64, i64), known: (i64, i64), hints: &[ZoneHint]) -> (i32, Basis, Confidence) {
    let length = (own.1 - own.0).max(1);
    let overlap = |zone_s: i32| {
        let shift = i64::from(zone_s) * SECOND;
        let (start, end) = (own.0 - shift, own.1 - shift);
        (end.min(known.1) - start.max(known.0)).max(0) as f64 / length as f64
    };
    let mut candidates: Vec<i32> = hints.iter().map(|hint| hint.offset_s).chain([0]).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let fitting: Vec<i32> = candidates.iter().copied().filter(|z| overlap(*z) >= 0.5).collect();
    match fitting.as_slice() {
        [only] => (*only, Basis::Coverage, Confidence::Medium),
        [] => {
            // No zone of the people around fits; any quarter hour that fits well and alone will do.
            let all: Vec<i32> = (-48..=56).map(|q| q * 900).filter(|z| overlap(*z) >= 0.9 && z % 3600 == 0).collect();
            match all.as_slice() {
                [only] => (*only, Basis::Coverage, Confidence::Low),
                _ => (0, Basis::Assumed, Confidence::Low),
            }
        }
        several if several.contains(&0) => (0, Basis::Assumed, Confidence::Low),
        several => (several.first().copied().unwrap_or(0), Basis::Assumed, Confidence::Low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_that_fits_is_taken() {
        let hints = [ZoneHint { name: "Asia/Tokyo".into(), offset_s: 32_400 }];
        let known = (1_000_000 * SECOND, 1_001_000 * SECOND);
        let own = (known.0 + 32_400 * SECOND, known.1 + 32_400 * SECOND);
        assert_eq!(by_coverage(own, known, &hints), (32_400, Basis::Coverage, Confidence::Medium));
        assert_eq!(by_coverage(known, known, &hints), (0, Basis::Coverage, Confidence::Medium));
    }

    #[test]
    fn quarter_hours_round_to_the_nearest() {
        for (seconds, zone) in [(32_400, 32_400), (19_795, 19_800), (-18_012, -18_000), (47, 0), (500, 900)] {
            assert_eq!(rounded(seconds * SECOND), zone, "{seconds}");
        }
    }
}
