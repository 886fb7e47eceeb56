//! What the clocks of the sources show against each other.
//!
//! Two sources that saw the same request wrote down its id. The difference of the two times, over
//! many requests, is the difference of their clocks: its median is robust against retries and slow
//! answers, its spread says how much of it can be claimed. Sources whose stamps carry a zone and
//! agree with each other are taken for right; the others are measured against them. This is the
//! offset estimation of NTP (Mills, *Internet Time Synchronization*, 1991) without the round trip,
//! hence the median and a floor below which nothing is claimed.
//!
//! A reading without a zone is never taken for UTC in silence: its zone is measured, or derived from
//! what the other sources cover, or stated as an assumption.

pub(crate) mod causes;
mod join;
pub(crate) mod quoted;
pub(crate) mod thresholds;
mod zone;

use backstory_model::{Confidence, Window};

pub(crate) use zone::ZoneHint;

/// What is known of one source before alignment.
#[derive(Debug, Clone)]
pub(crate) struct SourceClock<'a> {
    /// Whether its stamps carry a zone.
    pub(crate) is_zoned: bool,
    /// Ids it shares with others and when it first saw them: hash, reading in nanoseconds; sorted by hash.
    pub(crate) ids: &'a [(u64, i64)],
    /// First and last reading, nanoseconds.
    pub(crate) covered: Option<(i64, i64)>,
}

/// What was found about the clock of one source.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alignment {
    /// Nanoseconds to add to a reading to get UTC; where the clock drifts, at the reading `pivot_ns`.
    pub(crate) offset_ns: i64,
    /// The reading at which the offset was measured.
    pub(crate) pivot_ns: i64,
    /// Half width of the interval the offset lies in, nanoseconds.
    pub(crate) uncertainty_ns: i64,
    /// Zone of the readings, as seconds east of UTC, when they carry none or a wrong one.
    pub(crate) zone_s: Option<i32>,
    /// IANA name of the zone, where people of that zone are known.
    pub(crate) zone_name: Option<String>,
    /// Nanoseconds of true skew left after the zone.
    pub(crate) skew_ns: i64,
    /// Nanoseconds gained per hour, where that was measured.
    pub(crate) drift_ns_per_hour: Option<i64>,
    /// Half width of the interval the drift lies in, nanoseconds per hour.
    pub(crate) drift_doubt_ns_per_hour: i64,
    /// How it is known.
    pub(crate) basis: Basis,
    /// How sure.
    pub(crate) confidence: Confidence,
    /// How many ids it shares with the sources it was compared with.
    pub(crate) shared: usize,
    /// Whether most of the sources that share ids agree on the time, so that it is known which of them is off.
    pub(crate) is_anchored: bool,
}

impl Alignment {
    /// A reading as UTC, nanoseconds.
    pub(crate) fn utc(&self, reading_ns: i64) -> i64 {
        let since = i128::from(reading_ns) - i128::from(self.pivot_ns);
        // What it gained since then was not time.
        let gained = since * i128::from(self.drift_ns_per_hour.unwrap_or(0)) / i128::from(3600 * SECOND);
        let utc = i128::from(reading_ns) + i128::from(self.offset_ns) - gained;
        i64::try_from(utc).unwrap_or(if utc < 0 { i64::MIN } else { i64::MAX })
    }

    /// A whole second as UTC: a shift by part of a second moves it to the second before.
    pub(crate) fn utc_s(&self, second: i64) -> i64 {
        self.utc(second.saturating_mul(SECOND)).div_euclid(SECOND)
    }
}

/// How an offset is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// The stamps carry their zone, and nothing contradicts them.
    Stated,
    /// Measured by ids shared with sources that agree with each other.
    SharedIds,
    /// The only zone under which the source covers what the others cover.
    Coverage,
    /// Nothing decides; taken as UTC and said so.
    Assumed,
}

/// Nanoseconds in a second.
pub(crate) const SECOND: i64 = 1_000_000_000;

/// Offsets below this are not claimed: sources write the end of a request at different layers and
/// many to the whole second, so that up to two seconds pass for one event without any skew.
const FLOOR_NS: i64 = 2 * SECOND;

/// Aligns the sources; the answer has one element a source, in the same order.
pub(crate) fn align(sources: &[SourceClock<'_>], hints: &[ZoneHint], reference: Option<Window>) -> Vec<Alignment> {
    let positions = join::positions(sources);
    sources
        .iter()
        .zip(positions)
        .map(|(source, position)| match position {
            Some(p) => measured(source, &p, hints),
            None if source.is_zoned => stated(),
            None => by_coverage(source, sources, hints, reference),
        })
        .collect()
}

fn stated() -> Alignment {
    Alignment {
        offset_ns: 0,
        pivot_ns: 0,
        uncertainty_ns: 0,
        zone_s: None,
        zone_name: None,
        skew_ns: 0,
        drift_ns_per_hour: None,
        drift_doubt_ns_per_hour: 0,
        basis: Basis::Stated,
        confidence: Confidence::Medium,
        shared: 0,
        is_anchored: true,
    }
}

fn measured(source: &SourceClock<'_>, position: &join::Position, hints: &[ZoneHint]) -> Alignment {
    let ahead = position.ahead_ns;
    let zone_s =
        zone::nearest(ahead).filter(|z| (!source.is_zoned || *z != 0) && is_close(ahead, *z, position.spread_ns));
    // A naive clock always has a zone; what the quarter hours do not explain is skew.
    let zone_s = if source.is_zoned { zone_s } else { Some(zone_s.unwrap_or_else(|| zone::rounded(ahead))) };
    let rest = ahead - i64::from(zone_s.unwrap_or(0)) * SECOND;
    // A clock that drifts is off nearly everywhere; at one reading it may be right.
    let is_off = position.drift_ns_per_hour.is_some() || rest.abs() > FLOOR_NS.max(4 * position.spread_ns);
    let skew_ns = if is_off { rest } else { 0 };
    Alignment {
        offset_ns: -(i64::from(zone_s.unwrap_or(0)) * SECOND + skew_ns),
        pivot_ns: if position.drift_ns_per_hour.is_some() { position.pivot_ns } else { 0 },
        // What is left and too little to be claimed may be true all the same.
        uncertainty_ns: position.spread_ns.max(SECOND / 2) + (rest - skew_ns).abs(),
        zone_s,
        zone_name: zone_s.and_then(|z| zone::name(z, hints)),
        skew_ns,
        drift_ns_per_hour: position.drift_ns_per_hour,
        drift_doubt_ns_per_hour: position.drift_doubt_ns_per_hour,
        basis: Basis::SharedIds,
        confidence: if position.shared >= 30 && position.is_anchored { Confidence::High } else { Confidence::Medium },
        shared: position.shared,
        is_anchored: position.is_anchored,
    }
}

/// Whether the whole difference is one of zones, up to what shared ids can resolve.
fn is_close(ahead: i64, zone_s: i32, spread: i64) -> bool {
    (ahead - i64::from(zone_s) * SECOND).abs() <= FLOOR_NS.max(4 * spread).max(90 * SECOND)
}

fn by_coverage(
    source: &SourceClock<'_>,
    sources: &[SourceClock<'_>],
    hints: &[ZoneHint],
    reference: Option<Window>,
) -> Alignment {
    let known = sources
        .iter()
        .filter(|s| s.is_zoned)
        .filter_map(|s| s.covered)
        .chain(reference.map(|w| (nanos(w.start), nanos(w.end))))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let (zone_s, basis, confidence) = match (source.covered, known) {
        (Some(own), Some(known)) => zone::by_coverage(own, known, hints),
        _ => (0, Basis::Assumed, Confidence::Low),
    };
    Alignment {
        offset_ns: -i64::from(zone_s) * SECOND,
        pivot_ns: 0,
        uncertainty_ns: 0,
        zone_s: Some(zone_s),
        zone_name: zone::name(zone_s, hints),
        skew_ns: 0,
        drift_ns_per_hour: None,
        drift_doubt_ns_per_hour: 0,
        basis,
        confidence,
        shared: 0,
        is_anchored: true,
    }
}

/// Nanoseconds of an instant, saturating at the ends of what 64 bits hold (years 1678 to 2262).
pub(crate) fn nanos(t: jiff::Timestamp) -> i64 {
    i64::try_from(t.as_nanosecond()).unwrap_or(if t.as_second() < 0 { i64::MIN / 4 } else { i64::MAX / 4 })
}

/// The instant of a count of nanoseconds.
pub(crate) fn instant(nanos: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_nanosecond(i128::from(nanos)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids(offset_s: i64) -> Vec<(u64, i64)> {
        (0_u64..100).map(|i| (i, (1_000_000 + i.cast_signed() * 7 + offset_s) * SECOND)).collect()
    }

    fn aligned(offsets: &[(i64, bool)]) -> Vec<Alignment> {
        let ids: Vec<_> = offsets.iter().map(|(offset, _)| ids(*offset)).collect();
        let sources: Vec<_> = ids
            .iter()
            .zip(offsets)
            .map(|(ids, (_, is_zoned))| SourceClock { is_zoned: *is_zoned, ids, covered: None })
            .collect();
        align(&sources, &[], None)
    }

    #[test]
    fn the_clock_that_disagrees_is_found() {
        let found = aligned(&[(0, true), (47, true), (0, true)]);
        assert_eq!(found[1].offset_ns, -47 * SECOND);
        assert_eq!((found[0].offset_ns, found[2].offset_ns), (0, 0));
    }

    #[test]
    fn of_clocks_that_all_differ_the_one_in_the_middle_is_held_for_right() {
        for offsets in [[-90, 0, 6], [6, -90, 0], [0, 6, -90]] {
            let found = aligned(&offsets.map(|offset| (offset, true)));
            let told: Vec<i64> = found.iter().map(|f| -f.offset_ns / SECOND).collect();
            assert_eq!(told, offsets, "{found:?}");
            assert!(found.iter().all(|f| !f.is_anchored));
        }
    }

    #[test]
    fn the_zone_of_naive_readings_is_measured() {
        let found = aligned(&[(0, true), (9 * 3600, false), (-5 * 3600 - 12, false)]);
        assert_eq!((found[1].zone_s, found[1].skew_ns), (Some(9 * 3600), 0));
        assert_eq!((found[2].zone_s, found[2].skew_ns), (Some(-5 * 3600), -12 * SECOND));
        assert_eq!(found[2].offset_ns, (5 * 3600 + 12) * SECOND);
    }

    #[test]
    fn below_the_floor_nothing_is_claimed() {
        assert_eq!(aligned(&[(0, true), (1, true), (0, true)])[1].offset_ns, 0);
    }

    #[test]
    fn a_naive_source_alone_is_an_assumption_that_is_told() {
        let found = align(&[SourceClock { is_zoned: false, ids: &[], covered: None }], &[], None);
        assert_eq!((found[0].basis, found[0].zone_s), (Basis::Assumed, Some(0)));
    }

    #[test]
    fn three_shared_ids_that_agree_show_a_zone_and_no_retry() {
        let few = |offset_s: i64, jitter: i64| -> Vec<(u64, i64)> {
            ids(offset_s)
                .into_iter()
                .take(3)
                .enumerate()
                .map(|(i, (h, t))| (h, t + jitter * i as i64 * SECOND))
                .collect()
        };
        for (offset_s, jitter, expected) in [(9 * 3600, 0, Some(9 * 3600)), (60, 0, Some(0)), (9 * 3600, 40, Some(0))] {
            let (a, b, c) = (ids(0), few(offset_s, jitter), ids(0));
            let source = |ids, is_zoned| SourceClock { is_zoned, ids, covered: None };
            let found = align(&[source(&a, true), source(&b, false), source(&c, true)], &[], None);
            assert_eq!(found[1].zone_s, expected, "{offset_s} {jitter}");
        }
    }

    #[test]
    fn a_clock_that_drifts_does_not_move_those_that_live_for_a_part_of_its_time() {
        // One clock gains 30 s per hour over an hour and comes first; the proxy saw everything, two pods a quarter each.
        let truth: Vec<(u64, i64)> = (0_u64..1_200).map(|i| (i, (1_000_000 + i.cast_signed() * 3) * SECOND)).collect();
        let drifting: Vec<(u64, i64)> =
            truth.iter().filter(|(i, _)| i % 2 == 0).map(|(i, t)| (*i, t + i.cast_signed() * SECOND / 40)).collect();
        let part = |from: u64, to: u64| -> Vec<(u64, i64)> {
            truth.iter().filter(|(i, _)| (from..to).contains(i)).copied().collect()
        };
        let (early, late) = (part(0, 300), part(900, 1_200));
        let source = |ids| SourceClock { is_zoned: true, ids, covered: None };
        let found = align(&[source(&drifting), source(&early), source(&late), source(&truth)], &[], None);
        assert!(found[0].drift_ns_per_hour.is_some(), "{:?}", found[0]);
        for steady in &found[1..] {
            assert_eq!((steady.offset_ns, steady.drift_ns_per_hour), (0, None), "{steady:?}");
        }
    }

    #[test]
    fn a_pod_that_lived_briefly_does_not_take_over_what_its_neighbour_gains() {
        // The first gains 30 s an hour on the second; the third talks to the first alone, for five minutes.
        let truth = |i: u64| (1_000_000 + i.cast_signed() * 36) * SECOND;
        let steady: Vec<(u64, i64)> = (0..300).map(|i| (i, truth(i))).collect();
        let brief = |i: u64| 1_000 + i;
        let met = |i: u64| truth(150) + i.cast_signed() * 6 * SECOND;
        let gained = |at: i64| at + (at - truth(0)) / 3600 * 30;
        let mut drifting: Vec<(u64, i64)> = steady.iter().map(|(i, at)| (*i, gained(*at))).collect();
        drifting.extend((0..50).map(|i| (brief(i), gained(met(i)))));
        let short: Vec<(u64, i64)> = (0..50).map(|i| (brief(i), met(i))).collect();
        let source = |ids| SourceClock { is_zoned: true, ids, covered: None };
        let found = align(&[source(&drifting), source(&steady), source(&short), source(&steady)], &[], None);
        assert!(found[0].drift_ns_per_hour.is_some(), "{:?}", found[0]);
        assert_eq!(found[2].drift_ns_per_hour, None, "{:?}", found[2]);
        for i in [0, 25, 49] {
            let off = (found[2].utc(met(i)) - met(i)).abs();
            assert!(off <= found[2].uncertainty_ns.max(SECOND), "{off} ns off: {:?}", found[2]);
        }
    }

    proptest! {
        #[test]
        fn shifting_all_sources_shifts_nothing_between_them(by in -100_000_i64..100_000, skew in -600_i64..600) {
            let moved = |by: i64| aligned(&[(by, true), (by + skew, true), (by, true)]);
            prop_assert_eq!(moved(0), moved(by));
        }

        #[test]
        fn the_one_that_is_shifted_is_found_to_within_its_interval(
            skew in prop_oneof![-50_000_i64..-3, 3..50_000_i64],
            delays in prop::collection::vec(0_i64..400, 100),
        ) {
            // What the second source writes comes up to 0.4 s after the first.
            let late = |offset_s: i64| -> Vec<(u64, i64)> {
                ids(offset_s).into_iter().zip(&delays).map(|((h, t), d)| (h, t + d * 1_000_000)).collect()
            };
            let (a, b, c) = (ids(0), late(skew), ids(0));
            let source = |ids| SourceClock { is_zoned: true, ids, covered: None };
            let found = align(&[source(&a), source(&b), source(&c)], &[], None);
            let off = (found[1].offset_ns + skew * SECOND).abs();
            prop_assert!(off <= found[1].uncertainty_ns.max(SECOND / 2), "{} ns off: {:?}", off, found[1]);
            prop_assert_eq!(found[0].offset_ns, 0);
        }

        #[test]
        fn drift_is_found_and_taken_off(
            rate in prop_oneof![-40_i64..-12, 12..40_i64],
            zone in prop_oneof![Just(0), -12_i64..14],
            first in any::<bool>(),
        ) {
            // `rate` seconds gained per hour, over three hours, on a clock of another zone.
            let drifting: Vec<(u64, i64)> = (0_u64..300)
                .map(|i| {
                    let truth = 1_000_000 + zone * 3600 + i.cast_signed() * 36;
                    (i, truth * SECOND + rate * i.cast_signed() * SECOND / 100)
                })
                .collect();
            let steady: Vec<(u64, i64)> =
                (0_u64..300).map(|i| (i, (1_000_000 + i.cast_signed() * 36) * SECOND)).collect();
            let source = |ids| SourceClock { is_zoned: true, ids, covered: None };
            // Whichever comes first is where the walk begins.
            let (sources, at) = if first {
                (vec![source(&drifting), source(&steady), source(&steady)], 0)
            } else {
                (vec![source(&steady), source(&drifting), source(&steady)], 1)
            };
            let found = align(&sources, &[], None);
            let gained = found[at].drift_ns_per_hour.map(|d| d as f64 / SECOND as f64);
            let doubt = found[at].drift_doubt_ns_per_hour as f64 / SECOND as f64;
            prop_assert!(gained.is_some_and(|g| (g - rate as f64).abs() < 1.0), "{:?} instead of {}", gained, rate);
            prop_assert!(gained.is_some_and(|g| (g - rate as f64).abs() <= doubt), "{:?} ± {} is not {}", gained, doubt, rate);
            prop_assert!(doubt < rate.abs() as f64, "± {} decides nothing", doubt);
            for ((_, read), (_, truth)) in drifting.iter().zip(&steady) {
                let off = (found[at].utc(*read) - truth).abs();
                prop_assert!(off <= found[at].uncertainty_ns.max(SECOND), "{} ns off: {:?}", off, found[at]);
                prop_assert_eq!(found[2].utc(*truth), *truth);
            }
        }
    }
}
