//! When a message fell silent or became rare, while the log went on.

use super::PerSecond;
use super::burst::{best_segment, likelier};
use super::cells::{cells, step};
use super::shift::{ChangeKind, FEWEST, LONG_S, Shift, Span, TELLING};

/// What is rare comes at most this often, as a share of its habit.
const RARE: f64 = 1.0 / 3.0;
/// The habit is looked for down to this share of it: between what is rare and nothing.
const LOW: f64 = 0.2;
/// A low of the baseline makes one that is less than so many times as surprising no news.
const UNUSUAL: f64 = 2.0;

/// A silence is so many times as long as the longest one of the baseline.
const LONGER: f64 = 1.5;
/// What comes by a clock: at least so many beats, no two further apart than by this factor of the usual distance.
const FEWEST_BEATS: usize = 6;
const STEADY: f64 = 1.5;
/// So many beats that stay away in a row are no accident.
const MISSED: i64 = 5;

/// The longest gap in which the share of the baseline would have yielded too much for chance, or in which what came by a
/// clock stayed away. Seconds are counted as well as records: what comes in batches comes once with each.
pub(super) fn silence(counts: &PerSecond, all: &PerSecond, baseline: Span, incident: Span) -> Option<Shift> {
    let usual = counts.seconds_between(baseline.from, baseline.to);
    let (from, to) = longest_gap(counts, incident)?;
    let length = to - from;
    let other = longest_gap(counts, baseline).map_or(0, |(from, to)| to - from);
    if length < LONG_S || (length as f64) < LONGER * other as f64 {
        return None;
    }
    let all_before = all.seconds_between(baseline.from, baseline.to);
    let all_meanwhile = all.seconds_between(from, to) as f64;
    let records = counts.between(baseline.from, baseline.to) as f64 / all.between(baseline.from, baseline.to) as f64;
    let by_chance = (usual as f64 / all_before as f64 * all_meanwhile).min(records * all.between(from, to) as f64);
    let is_silent = usual >= FEWEST && by_chance >= TELLING;
    // The log must have gone on for much of the time.
    let goes_on = all_meanwhile / length as f64 * 5.0 >= all_before as f64 / baseline.length() as f64;
    let is_stopped = || goes_on && beat(counts, baseline).is_some_and(|beat| length > beat * MISSED);
    (is_silent || is_stopped()).then_some(Shift {
        kind: ChangeKind::Silence,
        onset_s: from,
        recovery_s: (to < incident.to).then_some(to),
        strength: 0.0,
    })
}

/// The first longest stretch of a span without a record, its end left out.
fn longest_gap(counts: &PerSecond, span: Span) -> Option<(i64, i64)> {
    let mut seconds: Vec<i64> = counts.iter().map(|(second, _)| second).collect();
    seconds.retain(|second| (span.from..span.to).contains(second));
    seconds.insert(0, span.from - 1);
    seconds.push(span.to);
    let gaps = seconds.iter().zip(seconds.iter().skip(1));
    gaps.map(|(a, b)| (a + 1, *b)).max_by_key(|(from, to)| (to - from, -from))
}

/// Seconds from one record to the next of what comes by a clock.
fn beat(counts: &PerSecond, baseline: Span) -> Option<i64> {
    let seconds: Vec<i64> =
        counts.iter().map(|(second, _)| second).filter(|s| (baseline.from..baseline.to).contains(s)).collect();
    (seconds.len() >= FEWEST_BEATS).then_some(())?;
    let mut gaps: Vec<i64> = seconds.iter().zip(seconds.iter().skip(1)).map(|(a, b)| b - a).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied()?;
    let is_steady = |gap: Option<&i64>| {
        gap.is_some_and(|gap| *gap as f64 <= usual as f64 * STEADY && *gap as f64 * STEADY >= usual as f64)
    };
    (is_steady(gaps.first()) && is_steady(gaps.last())).then_some(usual)
}

/// The stretch in which a message was much rarer than its habit, by the clock and beside the rest of the log, if nothing
/// like it is in the baseline. None where it was absent: that is a [`silence`].
pub(super) fn lull(counts: &PerSecond, all: &PerSecond, baseline: Span, incident: Span) -> Option<Shift> {
    let before = counts.between(baseline.from, baseline.to);
    let length = baseline.length();
    if before < FEWEST || length == 0 {
        return None;
    }
    let rate = before as f64 / length as f64;
    let found = low(counts, rate, incident)?;
    let usual = low(counts, rate, baseline).map_or(0.0, |low| low.surprise);
    let seconds = found.span.length();
    let count = counts.between(found.span.from, found.span.to) as f64;
    let ratio = count / (rate * seconds as f64);
    // Where everything became rare, nothing of it is told: the log has less to say.
    let others =
        |span: Span| (all.between(span.from, span.to) as f64 - counts.between(span.from, span.to) as f64).max(0.0);
    let others_before = others(baseline);
    let alone = others_before < FEWEST as f64;
    let beside = before as f64 / others_before * others(found.span);
    let is_rare = ratio <= RARE && (alone || count <= RARE * beside) && count > 0.0;
    let is_news = found.surprise >= TELLING && found.surprise > UNUSUAL * usual;
    (is_rare && is_news && seconds >= LONG_S).then_some(Shift {
        kind: ChangeKind::Lull,
        onset_s: found.span.from,
        recovery_s: (found.span.to < incident.to).then_some(found.span.to),
        strength: ratio,
    })
}

struct Low {
    span: Span,
    /// Nats by which its own rate explains the counts better than the habit.
    surprise: f64,
}

/// The stretch in which a rate was low with the most evidence.
fn low(counts: &PerSecond, rate: f64, within: Span) -> Option<Low> {
    let (step, cells) = (step(within), cells(counts, within));
    let usual = rate * step as f64;
    let (start, end) = best_segment(&cells, likelier(usual * LOW, usual))?;
    let count: f64 = cells.get(start..end)?.iter().sum();
    let expected = usual * (end - start) as f64;
    let logarithm = if count > 0.0 { (count / expected).ln() } else { 0.0 };
    let second = |cell: usize| within.from + i64::try_from(cell).unwrap_or(i64::MAX).saturating_mul(step);
    Some(Low {
        span: Span { from: second(start), to: second(end).min(within.to) },
        surprise: count * logarithm - (count - expected),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASELINE: Span = Span { from: 0, to: 2000 };
    const INCIDENT: Span = Span { from: 2000, to: 4000 };

    fn counts(rate: impl Fn(i64) -> u32) -> PerSecond {
        (0..4000).map(|second| (second, rate(second))).filter(|cell| cell.1 > 0).collect()
    }

    /// The lull of a message in a log that says five other things a second.
    fn found(rate: impl Fn(i64) -> u32) -> Option<Shift> {
        let own = counts(rate);
        let mut all = counts(|_| 5);
        all.merge(&own);
        lull(&own, &all, BASELINE, INCIDENT)
    }

    #[test]
    fn what_becomes_rare_for_good_or_for_a_while_is_told_with_its_share() {
        let rare = |s: i64| u32::from(s % 4 == 0);
        let for_good = found(|s| if s < 2500 { 3 } else { rare(s) }).unwrap();
        assert_eq!((for_good.kind, for_good.recovery_s), (ChangeKind::Lull, None));
        assert!((for_good.onset_s - 2500).abs() <= 5 && (0.05..0.12).contains(&for_good.strength), "{for_good:?}");
        let back = found(|s| if (2500..3000).contains(&s) { rare(s) } else { 3 }).unwrap();
        assert!((back.recovery_s.unwrap() - 3000).abs() <= 5, "{back:?}");
    }

    #[test]
    fn a_beat_that_stops_is_told_and_one_that_goes_on_is_not() {
        let found = |beat: &dyn Fn(i64) -> u32| {
            let own = counts(beat);
            let mut all = counts(|_| 2);
            all.merge(&own);
            silence(&own, &all, Span { from: 0, to: 900 }, Span { from: 900, to: 3600 })
        };
        let stopped = found(&|s| u32::from(s % 60 == 0 && s < 2000)).unwrap();
        assert_eq!((stopped.onset_s, stopped.recovery_s), (1981, None));
        assert_eq!(found(&|s| u32::from(s % 60 == 0)), None);
        // A batch every ten minutes, of many records in one second or over some.
        assert_eq!(found(&|s| u32::from(s % 600 == 300) * 200), None);
        assert_eq!(found(&|s| u32::from((300..360).contains(&(s % 600))) * 3), None);
        // Now and then.
        assert_eq!(found(&|s| u32::from(matches!(s, 3 | 90 | 401 | 420 | 604 | 801))), None);
    }

    #[test]
    fn a_habit_of_lows_and_a_log_that_says_less_are_no_news() {
        // Lows in the baseline as well; a little less; absent altogether.
        assert_eq!(found(|s| if s % 1000 < 300 { u32::from(s % 5 == 0) } else { 3 }), None);
        assert_eq!(found(|s| if s < 2500 { 3 } else { 2 }), None);
        assert_eq!(found(|s| u32::from(s < 2500) * 3), None);
        let own = counts(|s| if s < 2500 { 3 } else { u32::from(s % 4 == 0) });
        let mut all = counts(|s| if s < 2500 { 8 } else { u32::from(s % 2 == 0) });
        all.merge(&own);
        assert_eq!(lull(&own, &all, BASELINE, INCIDENT), None);
    }
}
