//! The stretch in which users had to wait, by the times that logs of requests tell.

use std::sync::Arc;

use backstory_model::Window;

use crate::clock::{Alignment, SECOND};
use crate::failures::{self, Failures, Stretch};
use crate::history::{History, Tally};
use crate::source_log::SourceLog;

/// A request is slow that takes so many times as long as nearly all took before.
const TIMES: f64 = 3.0;
/// Nearly all: nineteen in twenty.
const NEARLY_ALL: f64 = 0.95;
/// Half of the requests: what most of them take.
const HALF: f64 = 0.5;
/// Nine in ten: of the rest, more than three times as many is no chance and no other mix of routes.
const MOST: f64 = 0.9;
const THIRD: f64 = 1.0 / 3.0;
/// Below a tenth of a second an answer feels immediate (Nielsen, *Usability engineering*, 1993).
const FELT_NS: f64 = 100e6;
/// Share of slow requests from which on users wait: heavy tails and single slow routes stay below.
const LEAST_SHARE: f64 = 0.2;
/// Shorter waits are pauses: of a collector, of a connection that is opened again.
const LEAST_S: i64 = 60;
/// Requests from which on it is known what nearly all take.
const FEWEST: u64 = 100;

/// Where and how users waited.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slow {
    /// From the first to the last slow request.
    pub(crate) stretch: Stretch,
    /// What counts as slow, seconds.
    pub(crate) limit_s: f64,
    /// The log that tells the times.
    pub(crate) path: Arc<str>,
    /// Words for it.
    pub(crate) label: String,
}

/// Finds the stretch in which requests took several times as long as before.
pub(crate) fn find(logs: &[SourceLog], clocks: &[Alignment], stated: Window, search: Window) -> Option<Slow> {
    let timed = |log: &&SourceLog| log.requests.as_ref().is_some_and(|r| !r.durations.is_empty());
    let (log, clock) = logs
        .iter()
        .zip(clocks)
        .filter(|(log, _)| timed(log))
        .max_by_key(|(log, _)| (log.is_edge, log.requests.as_ref().map_or(0, |r| r.durations.len())))?;
    let durations: Vec<(i64, u64, u32)> =
        log.requests.iter().flat_map(|r| &r.durations).map(|(at, bound, n)| (clock.utc_s(*at), *bound, *n)).collect();
    // People state beginnings late.
    let healthy = stated.start.as_second() - 300;
    let mut before: Vec<(u64, u64)> =
        durations.iter().filter(|(at, ..)| *at < healthy).map(|(_, bound, n)| (*bound, u64::from(*n))).collect();
    before.sort_unstable();
    let half_ns = within(&before, HALF)?;
    // Some that wait for long, most that wait for several times as long as half of them did, or a third that waits as long
    // as a tenth did, by more than what is felt.
    let limits = [
        (within(&before, NEARLY_ALL)? * TIMES, LEAST_SHARE),
        (half_ns * TIMES, HALF),
        (within(&before, MOST)?.max(half_ns + FELT_NS), THIRD),
    ];
    let found = limits.into_iter().filter_map(|(limit_ns, share)| {
        let limit_ns = limit_ns.max(FELT_NS);
        let mut history = History { resolution_s: 1, ..History::default() };
        for (at, bound, n) in &durations {
            let slow = if *bound as f64 > limit_ns { f64::from(*n) } else { 0.0 };
            history.add(*at, None, Tally { total: f64::from(*n), failed: slow });
        }
        match failures::find_above(&history, share, stated, search) {
            Failures::Stretch(stretch) if stretch.last - stretch.first >= LEAST_S => Some(Slow {
                stretch,
                limit_s: limit_ns / SECOND as f64,
                path: Arc::clone(&log.path),
                label: log.label.clone(),
            }),
            _ => None,
        }
    });
    // Of equals the first, which says more of each request.
    found.reduce(|a, b| {
        let length = |slow: &Slow| slow.stretch.last - slow.stretch.first;
        if length(&b) > length(&a) { b } else { a }
    })
}

/// The time within which a share of so many requests was answered, nanoseconds; `times` are in order.
fn within(times: &[(u64, u64)], share: f64) -> Option<f64> {
    let all: u64 = times.iter().map(|(_, n)| n).sum();
    let mut seen = 0;
    times.iter().find_map(|(bound, n)| {
        seen += n;
        (all >= FEWEST && seen as f64 >= share * all as f64).then_some(*bound as f64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SourceClock;
    use crate::history::second;
    use crate::source_log::RequestCount;

    const BEGIN: i64 = 1_000_000;
    const MS: u64 = 1_000_000;

    /// An hour of five requests a second; each takes the milliseconds that second and place tell.
    fn asked(takes_ms: impl Fn(i64, i64) -> u64) -> Option<Slow> {
        let durations = (0..3_600).flat_map(|s| (0..5).map(move |i| (s, i)));
        let durations = durations.map(|(s, i)| (BEGIN + s, takes_ms(s, i) * MS, 1)).collect();
        let requests = RequestCount { durations, ..RequestCount::default() };
        let log = SourceLog { requests: Some(requests), is_edge: true, ..SourceLog::default() };
        let window = |from: i64, to: i64| Window { start: second(BEGIN + from), end: second(BEGIN + to) };
        let clock = crate::clock::align(
            &[SourceClock { is_zoned: true, ids: &[], covered: Some((0, i64::MAX / 2)) }],
            &[],
            None,
        );
        find(&[log], &clock, window(2_400, 3_300), window(-3_600, 7_200))
    }

    #[test]
    fn users_who_wait_are_found_and_pauses_and_tails_are_not() {
        let usual = |s: i64, i: i64| 40 + ((s * 7 + i * 13) % 30) as u64;
        let found = asked(|s, i| if (2_430..3_200).contains(&s) { 4_000 } else { usual(s, i) }).unwrap();
        assert_eq!((found.stretch.first, found.stretch.last), (BEGIN + 2_430, BEGIN + 3_199));
        assert!(found.stretch.is_over);
        // All take four times as long, of which few are long for anybody.
        let spread = |s: i64, i: i64| 40 + ((s * 7 + i * 13) % 30) as u64 * ((s * 3 + i) % 10) as u64;
        let found = asked(|s, i| spread(s, i) * if (2_430..3_200).contains(&s) { 4 } else { 1 }).unwrap();
        let (first, last) = (found.stretch.first - BEGIN, found.stretch.last - BEGIN);
        assert!((first - 2_430).abs() <= 10 && (last - 3_199).abs() <= 10, "{first} {last}");
        // Twice as long is felt where it is a tenth of a second.
        let slower = |s: i64, i: i64| 3 * usual(s, i) * if (2_430..3_200).contains(&s) { 2 } else { 1 };
        let found = asked(slower).unwrap();
        let (first, last) = (found.stretch.first - BEGIN, found.stretch.last - BEGIN);
        assert!((first - 2_430).abs() <= 10 && (last - 3_199).abs() <= 10, "{first} {last}");
        // A route in three is enough.
        assert!(asked(|s, i| if (2_430..3_200).contains(&s) && i < 2 { 900 } else { usual(s, i) }).is_some());
        for (name, found) in [
            ("calm", asked(usual)),
            ("tail", asked(|s, i| if (s + i) % 40 == 0 { 2_000 } else { usual(s, i) })),
            ("pause", asked(|s, i| if (2_430..2_450).contains(&s) { 4_000 } else { usual(s, i) })),
            ("twice", asked(|s, i| usual(s, i) * if s > 2_430 { 2 } else { 1 })),
            ("immediate", asked(|s, i| if s > 2_430 { 60 } else { 2 + (i as u64) })),
        ] {
            assert_eq!(found, None, "{name}");
        }
    }
}
