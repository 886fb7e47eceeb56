//! Where a stretch of failures begins and ends, to the second.

use std::collections::BTreeMap;

use crate::chance;
use crate::history::{History, Tally};

/// Failures before the first bad bin belong to it when they follow each other within this many seconds.
const TRICKLE_S: i64 = 20;
/// Failures that habit puts into so many seconds at most, for each one to be news: one gap in twenty.
const NEWS: f64 = 0.05;
/// A bin beside others belongs to a stretch for sure when habit fills one in a thousand like it.
const SURE: f64 = 0.001;

/// The seconds of the first and the last failure of a run of bad bins.
///
/// What the rest of the evidence fails by is usual. The ends of a run may be bad by chance and are cut off then. Where
/// failures are rare, each one shortly before the first bad bin belongs to it. Where they are not, the stretch begins and
/// ends at the failures that part the two shares most likely (a change point by likelihood; Page, *Continuous inspection
/// schemes*, 1954).
pub(super) fn of(history: &History, bins: &BTreeMap<i64, Tally>, run: &[i64], usual: Tally) -> Option<(i64, i64)> {
    let width = history.width();
    // Half a failure stands for the ones that did not happen to be seen.
    let usual_ratio = usual.failed.max(0.5) / usual.total.max(1.0);
    let run = without_chance(bins, run, usual_ratio);
    let (first_bin, last_bin) = (*run.first()?, *run.last()?);
    let failing =
        |from: i64, to: i64| history.seconds.range(from..to).filter(|(_, t)| t.failed > 0.0).map(|(at, _)| *at);
    let gap = TRICKLE_S.max(history.resolution_s);
    let own = history.sum(first_bin, last_bin + width - 1);
    let requests_in_gap = own.total / (last_bin + width - first_bin) as f64 * gap as f64;
    if usual.failed / usual.total.max(1.0) * requests_in_gap < NEWS {
        let mut first = failing(first_bin, first_bin + width).next()?;
        while let Some(earlier) = failing(first - gap, first).next() {
            first = earlier;
        }
        return Some((first, failing(last_bin, last_bin + width).next_back()?));
    }
    let at = |seconds: i64| history.seconds.get(&seconds).copied().unwrap_or_default();
    let head = Shares::new(usual_ratio, history.sum(first_bin, first_bin + 2 * width - 1));
    let tail = Shares::new(usual_ratio, history.sum(last_bin - width, last_bin + width - 1));
    let first = most_likely((first_bin - gap..first_bin + width).rev().map(|s| (s, at(s))), head)?;
    let last = most_likely((last_bin..last_bin + width + gap).map(|s| (s, at(s))), tail)?;
    Some((first, last.max(first)))
}

/// The bad bins without those at the ends that habit explains. All of them where no single one is sure.
fn without_chance<'a>(bins: &BTreeMap<i64, Tally>, run: &'a [i64], usual_ratio: f64) -> &'a [i64] {
    let is_sure = |t: Tally| chance::at_least(t.failed, t.total * usual_ratio) < SURE;
    let sum = |from: i64, to: i64| bins.range(from..=to).fold(Tally::default(), |sum, (_, t)| sum + *t);
    let sure = |at: &i64| is_sure(sum(*at, *at));
    let (Some(mut from), Some(mut to)) = (run.iter().position(sure), run.iter().rposition(sure)) else { return run };
    // A weak end is no chance when it is more than usual together.
    for index in (0..from).rev() {
        let (Some(at), Some(next)) = (run.get(index), run.get(from)) else { break };
        if is_sure(sum(*at, next - 1)) {
            from = index;
        }
    }
    for index in to + 1..run.len() {
        let (Some(at), Some(before)) = (run.get(index), run.get(to)) else { break };
        if is_sure(sum(before + 1, *at)) {
            to = index;
        }
    }
    run.get(from..=to).unwrap_or(run)
}

/// Shares of failures outside and inside a stretch.
#[derive(Debug, Clone, Copy)]
struct Shares {
    usual: f64,
    trouble: f64,
}

impl Shares {
    fn new(usual: f64, trouble: Tally) -> Self {
        let usual = usual.min(0.49);
        // Both shares stay apart and away from certainty, where one success would outweigh all failures.
        Self { usual, trouble: trouble.ratio().clamp(2.0 * usual, 0.99) }
    }

    /// Logarithm of how much likelier these requests are inside than outside.
    fn weigh(self, t: Tally) -> f64 {
        let passed = (t.total - t.failed).max(0.0);
        t.failed * (self.trouble / self.usual).ln() + passed * ((1.0 - self.trouble) / (1.0 - self.usual)).ln()
    }
}

/// The second with a failure up to which the seconds, from the inside out, are likelier inside than outside.
fn most_likely(outwards: impl Iterator<Item = (i64, Tally)>, shares: Shares) -> Option<i64> {
    let mut so_far = 0.0;
    let mut best: Option<(f64, i64)> = None;
    for (at, tally) in outwards {
        so_far += shares.weigh(tally);
        if tally.failed > 0.0 && best.is_none_or(|(most, _)| so_far >= most) {
            best = Some((so_far, at));
        }
    }
    best.map(|(_, at)| at)
}
