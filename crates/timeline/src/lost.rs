//! The stretch in which requests stayed away: users who cannot come leave no failure behind.

use std::collections::BTreeMap;

use backstory_model::Window;

use crate::failures::Stretch;
use crate::history::{History, quantile};

/// Lengths of the bins that are compared, seconds; the shortest that usually holds enough requests is taken.
const BINS_S: [i64; 3] = [60, 120, 300];
/// Requests that a bin usually holds at least: of twenty that are due, chance lets five or fewer come once in a
/// hundred thousand times.
const ENOUGH: f64 = 20.0;
/// Requests stay away where less than this share of what is usual comes.
const LOST: f64 = 0.25;
/// And less than this share of what came in the emptiest twentieth of the bins before: jobs and nights have habits.
const EMPTIEST: (f64, f64) = (0.05, 0.5);
/// Requests are usual where at least this share of them comes: right before, for a slow decline is the end of a day, and
/// afterwards, for them to be back.
const USUAL: f64 = 0.5;
/// Bins right before that are looked at.
const BEFORE: usize = 3;
/// A shorter absence is a pause: a restart, a connection that is opened again.
const LEAST_S: i64 = 180;
/// Bins before the stated window from which on it is known what is usual.
const FEWEST: usize = 10;
/// A source that recorded nothing for this share of the absence did not record, rather than see nobody come.
const SILENT: f64 = 0.5;
/// People state beginnings late by minutes, seconds.
const LATE_S: i64 = 300;

/// When and how far requests stayed away.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lost {
    /// From the first second of it to the last.
    pub(crate) stretch: Stretch,
    /// Requests per second before.
    pub(crate) before: f64,
    /// The same during.
    pub(crate) during: f64,
}

/// Finds the stretch in the stated window in which hardly any of the usual requests came, although something was
/// recorded.
pub(crate) fn find(history: &History, stated: Window) -> Option<Lost> {
    let begin = *history.seconds.keys().next()?;
    let end = *history.seconds.keys().next_back()? + history.resolution_s;
    let healthy = stated.start.as_second() - LATE_S;
    let (width, bins, usual) = BINS_S.into_iter().find_map(|width| {
        let width = width.max(4 * history.resolution_s);
        let bins = whole_bins(history, begin, end, width);
        let before: Vec<f64> = bins.iter().filter(|(at, _)| **at + width <= healthy).map(|(_, n)| *n).collect();
        let usual = quantile(before.clone(), 0.5);
        let emptiest = quantile(before.clone(), EMPTIEST.0);
        (before.len() >= FEWEST && usual >= ENOUGH).then_some((width, bins, (usual, emptiest)))
    })?;
    let (usual, emptiest) = usual;
    let limit = (LOST * usual).min(EMPTIEST.1 * emptiest);
    let run = runs(&bins, width, limit)
        .into_iter()
        .filter(|(first, last)| *first < stated.end.as_second() && last + width > stated.start.as_second())
        .filter(|(first, last)| last + width - first >= LEAST_S && is_abrupt(&bins, *first, usual))
        .max_by_key(|(first, last)| (last - first, -first))?;
    let (first, last) = run;
    if is_silent(history, first, last + width) {
        return None;
    }
    let during = history.sum(first, last + width - 1).total / (last + width - first) as f64;
    let before = usual / width as f64;
    let from = step(history, (first - width).max(begin), first + width, before, during);
    let is_over = bins.range(last + width..).next().is_some_and(|(_, n)| *n >= USUAL * usual);
    let until = if is_over { step(history, last, (last + 2 * width).min(end), during, before) } else { end };
    let stretch = Stretch { first: from, last: (until - 1).max(from), is_over, bursts: 1 };
    let during = history.sum(from, until - 1).total / (until - from).max(1) as f64;
    Some(Lost { stretch, before, during })
}

/// Requests by bin, those at the ends left out that were not recorded whole.
fn whole_bins(history: &History, begin: i64, end: i64, width: i64) -> BTreeMap<i64, f64> {
    let mut bins: BTreeMap<i64, f64> = (0..(end - begin) / width).map(|i| (begin + i * width, 0.0)).collect();
    for (at, tally) in &history.seconds {
        if let Some(bin) = bins.get_mut(&(begin + (at - begin).div_euclid(width) * width)) {
            *bin += tally.total;
        }
    }
    bins
}

/// The first and last bins of the runs that stay below the limit; a single fuller one does not end a run.
fn runs(bins: &BTreeMap<i64, f64>, width: i64, limit: f64) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for (at, _) in bins.iter().filter(|(_, n)| **n < limit) {
        match runs.last_mut() {
            Some(run) if at - run.1 <= 2 * width => run.1 = *at,
            _ => runs.push((*at, *at)),
        }
    }
    runs
}

/// Whether requests came as usual until shortly before.
fn is_abrupt(bins: &BTreeMap<i64, f64>, first: i64, usual: f64) -> bool {
    // The last bin may hold the beginning.
    let before: Vec<f64> = bins.range(..first).rev().skip(1).take(BEFORE).map(|(_, n)| *n).collect();
    !before.is_empty() && before.iter().sum::<f64>() >= USUAL * usual * before.len() as f64
}

/// Whether nothing at all was recorded for most of a stretch.
fn is_silent(history: &History, from: i64, to: i64) -> bool {
    let mut last = from;
    let mut longest = 0;
    for at in history.seconds.range(from..to).map(|(at, _)| *at).chain([to]) {
        longest = longest.max(at - last);
        last = at;
    }
    longest as f64 > SILENT * (to - from) as f64
}

/// The second at which one rate most likely gave way to another (a change point of Poisson counts by likelihood).
fn step(history: &History, from: i64, to: i64, before: f64, after: f64) -> i64 {
    let length = history.resolution_s.max(1);
    // A rate of nothing explains no request at all.
    let (before, after) = (before.max(1e-3), after.max(1e-3));
    let (mut so_far, mut best, mut found) = (0.0, 0.0, from);
    let mut at = from;
    while at < to {
        let n = history.sum(at, at + length - 1).total;
        so_far += n * (before / after).ln() - (before - after) * length as f64;
        at += length;
        if so_far > best {
            (best, found) = (so_far, at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Tally, second};

    const BEGIN: i64 = 1_000_000;

    /// An hour and a half of requests, as many a second as the rate says, drawn by lot.
    fn history(resolution_s: i64, rate: impl Fn(i64) -> f64) -> History {
        let mut state = 88_172_645_463_325_252_u64;
        let mut draw = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let mut history = History { resolution_s, ..History::default() };
        for at in (0..5_400).step_by(usize::try_from(resolution_s).unwrap()) {
            let due = rate(at) * resolution_s as f64;
            let total = if resolution_s == 1 { (0..40).filter(|_| draw() < due / 40.0).count() as f64 } else { due };
            if total > 0.0 || resolution_s > 1 {
                history.add(BEGIN + at, None, Tally { total, failed: 0.0 });
            }
        }
        history
    }

    fn asked(history: &History) -> Option<Lost> {
        find(history, Window { start: second(BEGIN + 2_700), end: second(BEGIN + 4_200) })
    }

    #[test]
    fn requests_that_stay_away_are_found_to_the_second_and_whether_they_came_back() {
        let away = |at: i64| if (2_700..3_900).contains(&at) { 0.2 } else { 5.0 };
        let lost = asked(&history(1, away)).unwrap();
        assert!((lost.stretch.first - (BEGIN + 2_700)).abs() <= 2, "{lost:?}");
        assert!((lost.stretch.last - (BEGIN + 3_899)).abs() <= 2 && lost.stretch.is_over, "{lost:?}");
        assert!((lost.before - 5.0).abs() < 0.5 && (lost.during - 0.2).abs() < 0.1, "{lost:?}");
        let measured = asked(&history(15, |at| away(at) * 10.0)).unwrap();
        assert_eq!((measured.stretch.first, measured.stretch.last), (BEGIN + 2_700, BEGIN + 3_899));
        let for_good = asked(&history(1, |at| if at >= 2_700 { 0.2 } else { 5.0 })).unwrap();
        assert!(!for_good.stretch.is_over && for_good.stretch.last >= BEGIN + 5_300, "{for_good:?}");
        // What a metric measures as nothing is nothing; a log that holds nothing did not record.
        let none = |at: i64| if (2_700..3_900).contains(&at) { 0.0 } else { 5.0 };
        assert!(asked(&history(15, none)).is_some());
        assert_eq!(asked(&history(1, none)), None);
    }

    #[test]
    fn calm_pauses_evenings_and_habits_are_none() {
        for (name, rate) in [
            ("calm", (|_| 5.0) as fn(i64) -> f64),
            ("half", |at| if (2_700..3_900).contains(&at) { 2.5 } else { 5.0 }),
            ("pause", |at| if (2_700..2_800).contains(&at) { 0.2 } else { 5.0 }),
            ("evening", |at| 5.0 * (-(at as f64) / 1_200.0).exp()),
            ("habit", |at| if at % 1_200 < 600 { 5.0 } else { 0.3 }),
            ("peak", |at| if (2_400..2_700).contains(&at) { 20.0 } else { 5.0 }),
            ("few", |at| if at < 2_700 { 0.05 } else { 0.01 }),
        ] {
            assert_eq!(asked(&history(1, rate)), None, "{name}");
        }
    }
}
