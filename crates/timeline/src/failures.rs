//! The stretch in which users met failures: more of them than is usual, and than chance brings.

mod edges;

use std::collections::BTreeMap;

use backstory_model::Window;
use jiff::Timestamp;

use crate::chance;
use crate::history::{History, Tally, quantile, second};

/// A share of failures below this is not an incident by itself, whatever the baseline: the usual
/// "two nines" that an availability objective leaves at the very least.
const LEAST_RATIO: f64 = 0.01;
/// Bad bins that follow each other within this many seconds are one stretch: a crash loop fails in bursts.
const JOIN_S: i64 = 300;
/// A stretch is told when failures as rare as in the rest of the evidence make one in fewer than this share of such
/// evidences: nobody should be told a story of chance once in a hundred quiet days.
const CHANCE: f64 = 0.01;
/// A share of failures that nobody is used to: where there is too little else to compare with, it tells by itself.
const OUTAGE: f64 = 0.1;

/// Of several stretches in the stated window those belong together that hold this part of the failures of the worst one:
/// what comes in bursts comes in bursts of one size.
const PART: f64 = 0.1;
/// How much likelier (in nats) the requests afterwards must be by what is usual than by the share of failures of the
/// stretch, for them to show that it was over: ten thousand times.
const OVER: f64 = 9.2;
/// Seconds that have to be recorded after the last failure: what fails in a loop is calm for as long between two turns.
const CALM_S: i64 = 30;
/// Nothing fails less often than this for sure.
const SURELY: f64 = 1e-3;
/// Share of failures from which on a log holds failures alone, and its silence is no success.
const FAILURES_ALONE: f64 = 0.9;

/// People state times to the minute: what begins later after the stated end is another story.
pub(crate) const STATED_S: i64 = 60;

/// Failures in and around a stated window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Failures {
    /// Those that belong to it.
    Stretch(Stretch),
    /// None belong to it; others begin at this second, after its end.
    Later(i64),
    /// None.
    None,
}

/// The stretch in which users met failures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    /// Second of the first failed request.
    pub(crate) first: i64,
    /// Second of the last failed request of the last bad bin.
    pub(crate) last: i64,
    /// Whether what was recorded afterwards shows that it was over. Evidence may end in its middle.
    pub(crate) is_over: bool,
    /// Bursts that it holds, with calm between them; one where it did not pause.
    pub(crate) bursts: usize,
}

impl Stretch {
    /// From the first failed request to just after the last.
    pub(crate) fn window(self) -> Window {
        Window { start: second(self.first), end: second(self.last + 1) }
    }

    /// The same for a log that holds failures alone: others that went on being written show that it was over.
    pub(crate) fn ended_within(self, covered: Option<Window>) -> Self {
        let is_over = covered.is_some_and(|c| c.end.as_second() > self.last + JOIN_S);
        Self { is_over: self.is_over || is_over, ..self }
    }

    /// When it was over, where that was seen.
    pub(crate) fn recovered(self) -> Option<Timestamp> {
        self.is_over.then(|| second(self.last))
    }
}

/// Bad bins that follow each other.
#[derive(Debug, Clone, PartialEq)]
struct Run {
    /// Seconds at which its bad bins begin, ascending; never empty.
    bins: Vec<i64>,
    /// Failures in those bins.
    failed: f64,
}

impl Run {
    fn first(&self) -> i64 {
        self.bins.first().copied().unwrap_or_default()
    }

    fn last(&self) -> i64 {
        self.bins.last().copied().unwrap_or_default()
    }
}

/// Finds the stretch of failures that belongs to the stated window.
///
/// `search` bounds where it may lie. What is usual is the upper quartile of the bins' shares before the
/// stated start (all bins when there are none), so that a service with a constant trickle of failures
/// is judged against its own habit; and few failures that chance throws together are no stretch.
///
/// People state beginnings late, so failures before the stated window may be meant; what begins after its end is not
/// (see [`Failures::Later`]).
pub(crate) fn find(history: &History, stated: Window, search: Window) -> Failures {
    find_above(history, LEAST_RATIO, stated, search)
}

/// The same for a share of requests that is at least `least` in each bad bin.
pub(crate) fn find_above(history: &History, least: f64, stated: Window, search: Window) -> Failures {
    look(history, least, stated, search).unwrap_or(Failures::None)
}

fn look(history: &History, least: f64, stated: Window, search: Window) -> Option<Failures> {
    let first = *history.seconds.keys().next()?;
    let last = *history.seconds.keys().next_back()?;
    let bins = history.bins(first, last);
    let width = history.width();
    let before: Vec<f64> = ratios(&bins, i64::MIN, stated.start.as_second() - 300);
    let habit =
        if before.len() >= 6 { quantile(before, 0.75) } else { quantile(ratios(&bins, i64::MIN, i64::MAX), 0.25) };
    let threshold = least.max(3.0 * habit);
    let bad = bins
        .iter()
        .filter(|(at, t)| t.failed >= 1.5 && t.ratio() > threshold && within(**at, width, search))
        .map(|(at, t)| (*at, t.failed));
    let (runs, usual) = beyond_chance(history, joined(bad, width), &bins);
    // The runs that overlap what people stated, else the one before it with most failures.
    let (start, end) = (stated.start.as_second(), stated.end.as_second());
    let overlapping = |run: &&Run| run.first() < end && run.last() + width > start;
    let begun = |run: &&Run| run.first() < end + STATED_S;
    let most = |a: &&Run, b: &&Run| a.failed.total_cmp(&b.failed);
    let chosen: Vec<&Run> = match runs.iter().filter(overlapping).max_by(most) {
        Some(worst) => runs.iter().filter(overlapping).filter(|run| run.failed >= PART * worst.failed).collect(),
        None => runs.iter().filter(begun).max_by(most).into_iter().collect(),
    };
    let (Some(begins), Some(ends)) = (chosen.first(), chosen.last()) else {
        return runs.first().map(|run| Failures::Later(run.first()));
    };
    let (first, _) = edges::of(history, &bins, &begins.bins, usual)?;
    let (_, last) = edges::of(history, &bins, &ends.bins, usual)?;
    let is_over = is_over(history, ends, last, usual);
    // What goes on to the end of the evidence fails up to the last failure in it.
    let until = history.seconds.iter().rev().find(|(_, t)| t.failed > 0.0).map_or(last, |(at, _)| *at);
    let last = if is_over { last } else { until.max(last) };
    Some(Failures::Stretch(Stretch { first, last: last.max(first), is_over, bursts: chosen.len() }))
}

/// Whether requests after the last failure of a run show that it was over.
fn is_over(history: &History, run: &Run, last: i64, usual: Tally) -> bool {
    let own = history.sum(run.first(), run.last() + history.width() - 1).ratio().clamp(2.0 * SURELY, 1.0 - SURELY);
    let usual = usual.ratio().clamp(SURELY, own / 2.0);
    let end = history.seconds.keys().next_back().map_or(last, |at| at + history.resolution_s);
    let rest = history.sum(last + 1, i64::MAX);
    let passed = (rest.total - rest.failed).max(0.0);
    passed * ((1.0 - usual) / (1.0 - own)).ln() - rest.failed * (own / usual).ln() >= OVER && end - last > CALM_S
}

/// Whether a history holds hardly anything but failures: it does not tell of a success that it was over.
pub(crate) fn are_alone(history: &History) -> bool {
    history.sum(i64::MIN, i64::MAX).ratio() >= FAILURES_ALONE
}

fn joined(bad: impl Iterator<Item = (i64, f64)>, width: i64) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, failed) in bad {
        match runs.last_mut() {
            Some(run) if at - run.last() <= JOIN_S + width => {
                run.bins.push(at);
                run.failed += failed;
            }
            _ => runs.push(Run { bins: vec![at], failed }),
        }
    }
    runs
}

/// The runs that failures as usual as those of the rest of the evidence would hardly bring about, with that rest.
///
/// Each is held against everything outside it; what turned out to be no chance is no part of what is usual any more.
fn beyond_chance(history: &History, runs: Vec<Run>, bins: &BTreeMap<i64, Tally>) -> (Vec<Run>, Tally) {
    let mut usual = history.sum(i64::MIN, i64::MAX);
    let mut told = vec![false; runs.len()];
    let looks = bins.len() as f64;
    loop {
        let before = usual;
        for (run, told) in runs.iter().zip(&mut told).filter(|(_, told)| !**told) {
            let own = history.sum(run.first(), run.last() + history.width() - 1);
            let rest = usual - own;
            let worst = run.bins.iter().filter_map(|at| bins.get(at)).copied();
            if std::iter::once(own).chain(worst).any(|part| is_news(part, rest, looks)) {
                *told = true;
                usual = rest;
            }
        }
        if usual == before {
            break;
        }
    }
    (runs.into_iter().zip(told).filter(|(_, told)| *told).map(|(run, _)| run).collect(), usual)
}

/// Whether failures of a part are more than what the rest makes likely, for the worst of so many parts looked at.
fn is_news(part: Tally, rest: Tally, looks: f64) -> bool {
    let (all, failed) = (part.total + rest.total, part.failed + rest.failed);
    if rest.total <= 0.0 {
        return true;
    }
    let share = part.total / all;
    if chance::falls_inside(part.failed, failed, share) * looks < CHANCE {
        return true;
    }
    // Too little of the rest to tell: even all failures at one place would be no proof.
    chance::falls_inside(failed, failed, share) * looks >= CHANCE && part.ratio() >= OUTAGE
}

fn within(at: i64, width: i64, window: Window) -> bool {
    at + width > window.start.as_second() && at < window.end.as_second()
}

fn ratios(bins: &BTreeMap<i64, Tally>, from: i64, to: i64) -> Vec<f64> {
    bins.iter().filter(|(at, t)| **at >= from && **at < to && t.total > 0.0).map(|(_, t)| t.ratio()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: i64 = 1_000_000;

    fn history(failing: impl Fn(i64) -> f64) -> History {
        let mut history = History { resolution_s: 1, ..History::default() };
        for at in BEGIN..BEGIN + 1_200 {
            history.add(at, Some("GET /"), Tally { total: 40.0, failed: failing(at) });
        }
        history
    }

    fn window(from: i64, to: i64) -> Window {
        Window { start: second(from), end: second(to) }
    }

    fn stretch(history: &History, stated: Window) -> Stretch {
        match find(history, stated, window(1_000_000, 1_001_200)) {
            Failures::Stretch(stretch) => stretch,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_begins_after_the_stated_end_is_another_story_unless_within_its_minute() {
        let h = history(|at| if at >= 1_000_600 { 10.0 } else { 0.0 });
        let asked = |end| find(&h, window(1_000_300, end), window(1_000_000, 1_001_200));
        assert_eq!(asked(1_000_500), Failures::Later(1_000_600));
        let open = Stretch { first: 1_000_600, last: 1_001_199, is_over: false, bursts: 1 };
        assert_eq!(asked(1_000_570), Failures::Stretch(open));
        let over = history(|at| if at < 1_000_100 { 10.0 } else { 0.0 });
        let before = find(&over, window(1_000_300, 1_000_500), window(1_000_000, 1_001_200));
        assert!(matches!(before, Failures::Stretch(_)), "people may be late: {before:?}");
    }

    #[test]
    fn the_stretch_begins_before_the_stated_start() {
        let h = history(|at| if (1_000_420..=1_000_600).contains(&at) { 10.0 } else { 0.0 });
        let stretch = stretch(&h, window(1_000_480, 1_000_700));
        assert_eq!(stretch, Stretch { first: 1_000_420, last: 1_000_600, is_over: true, bursts: 1 });
        assert_eq!(crate::history::count(h.sum(stretch.first, stretch.last).failed), 1810);
    }

    #[test]
    fn bursts_of_a_crash_loop_are_one_stretch() {
        let h = history(|at| if at > 1_000_300 && at < 1_000_900 && at % 60 < 5 { 20.0 } else { 0.0 });
        let stretch = stretch(&h, window(1_000_480, 1_000_700));
        assert!(stretch.last - stretch.first > 500);
    }

    #[test]
    fn bursts_with_calm_between_them_are_one_incident_with_all_their_failures() {
        let bursts = [1_000_000, 1_000_500, 1_001_000];
        let failing = |at: i64| if bursts.iter().any(|b| (b + 60..b + 90).contains(&at)) { 20.0 } else { 0.0 };
        let stretch = stretch(&history(failing), window(1_000_030, 1_001_180));
        assert_eq!(stretch, Stretch { first: 1_000_060, last: 1_001_089, is_over: true, bursts: 3 });
        // A slip beside the outage is none of its bursts.
        let slip = |at: i64| if (1_000_060..1_000_064).contains(&at) { 10.0 } else { 0.0 };
        let outage = |at: i64| if (1_000_600..1_000_800).contains(&at) { 20.0 } else { slip(at) };
        assert_eq!(self::stretch(&history(outage), window(1_000_030, 1_001_180)).first, 1_000_600);
    }

    #[test]
    fn evidence_that_ends_in_the_middle_shows_no_recovery() {
        for (until, is_over) in [(1_001_200, false), (1_001_180, false), (1_001_160, true), (1_001_000, true)] {
            let h = history(|at| if (1_000_420..until).contains(&at) { 16.0 } else { 0.0 });
            assert_eq!(stretch(&h, window(1_000_480, 1_001_200)).recovered().is_some(), is_over, "{until}");
        }
        // A few that pass by chance are no end, and neither is one that fails alone in the last bin.
        let pausing = history(|at| if at >= 1_000_420 && !(1_001_192..1_001_196).contains(&at) { 1.0 } else { 0.0 });
        let found = stretch(&pausing, window(1_000_480, 1_001_200));
        assert_eq!((found.recovered(), found.last), (None, 1_001_199));
        // Nothing at all comes after the last failure, whatever people stated.
        let mut cut = history(|at| if at >= 1_000_420 { 16.0 } else { 0.0 });
        cut.seconds.retain(|at, _| *at < 1_000_900);
        assert_eq!(stretch(&cut, window(1_000_480, 1_001_200)).recovered(), None);
    }

    #[test]
    fn a_habit_is_not_an_incident() {
        let h = history(|at| if at % 7 == 0 { 1.0 } else { 0.0 });
        assert_eq!(find(&h, window(1_000_480, 1_000_700), window(1_000_000, 1_001_200)), Failures::None);
    }

    /// Requests that fail by lot, one hour of them.
    fn by_lot(rate: u32, seed: u64, ratio: impl Fn(i64) -> f64) -> History {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut draw = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let mut history = History { resolution_s: 1, ..History::default() };
        for at in BEGIN..BEGIN + 3_600 {
            let failed = (0..rate).filter(|_| draw() < ratio(at)).count();
            history.add(at, None, Tally { total: f64::from(rate), failed: failed as f64 });
        }
        history
    }

    /// The window that people would state around the last third of the hour.
    fn asked(history: &History) -> Failures {
        find(history, window(BEGIN + 2_400, BEGIN + 3_300), window(BEGIN - 3_600, BEGIN + 7_200))
    }

    #[test]
    fn failures_that_chance_throws_together_are_no_incident() {
        let mut told = Vec::new();
        for rate in [5, 30] {
            for ratio in [0.001, 0.003, 0.01, 0.03] {
                for seed in 1..=25 {
                    let found = asked(&by_lot(rate, seed, |_| ratio));
                    if found != Failures::None {
                        told.push((rate, ratio, seed, found));
                    }
                }
            }
        }
        // One in a hundred of two hundred.
        assert!(told.len() <= 2, "{told:?}");
    }

    #[test]
    fn an_incident_above_a_background_begins_and_ends_where_the_share_is_usual_again() {
        let (from, to) = (BEGIN + 2_427, BEGIN + 3_203);
        let mut off = Vec::new();
        for (rate, usual, trouble) in
            [(5, 0.004, 0.3), (5, 0.01, 0.5), (30, 0.003, 0.3), (80, 0.003, 0.3), (80, 0.004, 0.05), (30, 0.0, 0.3)]
        {
            for seed in 1..=12 {
                let h = by_lot(rate, seed, |at| if (from..to).contains(&at) { trouble } else { usual });
                let Failures::Stretch(found) = asked(&h) else { panic!("missed at {rate}/s, {usual}, seed {seed}") };
                // As far as one failure lies from the next, four times over.
                let near = (4.0 / (f64::from(rate) * trouble)).max(3.0);
                if (found.first - from).abs() as f64 > near || (found.last + 1 - to).abs() as f64 > near {
                    off.push((rate, usual, trouble, seed, found.first - from, found.last + 1 - to));
                }
            }
        }
        assert!(off.len() <= 3, "of 72: {off:?}");
    }

    #[test]
    fn a_small_window_without_a_background_still_tells_of_an_outage() {
        for (rate, seconds, ratio) in [(5, 600, 0.02), (2, 120, 0.2), (1, 30, 0.5), (30, 60, 0.02)] {
            let h =
                by_lot(rate, 7, |at| if (BEGIN + 2_500..BEGIN + 2_500 + seconds).contains(&at) { ratio } else { 0.0 });
            assert!(matches!(asked(&h), Failures::Stretch(_)), "{rate}/s for {seconds} s at {ratio}");
        }
        // A log that was cut to the outage.
        let mut cut = History { resolution_s: 1, ..History::default() };
        for at in BEGIN..BEGIN + 60 {
            cut.add(at, None, Tally { total: 1.0, failed: f64::from(u8::from(at >= BEGIN + 20)) });
        }
        assert!(matches!(find(&cut, window(BEGIN, BEGIN + 60), window(BEGIN, BEGIN + 60)), Failures::Stretch(_)));
    }
}
