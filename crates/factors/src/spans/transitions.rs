//! Code that takes another path: the change of P(next event | event) within spans of one operation.

use std::collections::BTreeMap;

use super::tree::{Event, Forest, Phase};

/// Where a step happens: service, operation of the span, event before.
type From = (u32, u32, Event);

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    before: u64,
    during: u64,
}

/// A step that became more frequent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) from: From,
    pub(super) to: Event,
    pub(super) before: f64,
    pub(super) during: f64,
    /// Spans that took it for no callee's sake, above expectation.
    pub(super) own: f64,
}

pub(super) struct Changes {
    pub(super) steps: Vec<Step>,
    /// Spans per service with an own surprise, above expectation.
    pub(super) own: BTreeMap<u32, f64>,
}

/// Differences of proportions below this many standard errors are chance; steps are usual or new, so few tests are close.
const Z: f64 = 2.5;
/// A place needs this many visits before the window: after one, what follows is not known. How sure few visits make, the
/// standard error tells.
const KNOWN: u64 = 2;
/// A path that more than this share of the spans took on healthy days is normal use; its share moves with the mix of
/// requests.
const USUAL: f64 = 0.05;

pub(super) fn changes(forest: &Forest<'_>) -> Changes {
    let n = forest.spans.len();
    let rows: Vec<Vec<Event>> = (0..n).map(|i| forest.events(i)).collect();
    let mut places: BTreeMap<From, Counts> = BTreeMap::new();
    let mut steps: BTreeMap<(From, Event), Counts> = BTreeMap::new();
    for (i, span) in forest.spans.iter().enumerate() {
        let add = |c: &mut Counts| match forest.phase(i) {
            Phase::Before => c.before += 1,
            Phase::During => c.during += 1,
            Phase::Elsewhere => {}
        };
        for (a, b) in pairs(&rows, i) {
            let from = (span.service, span.operation, a);
            add(places.entry(from).or_default());
            add(steps.entry((from, b)).or_default());
        }
    }
    let odd: BTreeMap<(From, Event), Step> = steps
        .iter()
        .filter_map(|(&(from, to), taken)| {
            let visits = places.get(&from)?;
            if visits.before < KNOWN || taken.during == 0 {
                return None;
            }
            // Half a count of doubt on either side: a step never seen in four visits may still be a rare one.
            let rate = |taken: u64, visits: u64| (taken as f64 + 0.5) / (visits as f64 + 1.0);
            let before = rate(taken.before, visits.before);
            let during = rate(taken.during, visits.during);
            let pooled = rate(taken.before + taken.during, visits.before + visits.during);
            let error = (pooled * (1.0 - pooled) * (1.0 / visits.before as f64 + 1.0 / visits.during as f64)).sqrt();
            let z = (during - before) / error.max(1e-9);
            if before - 0.5 / (visits.before as f64 + 1.0) > USUAL {
                return None;
            }
            (z > Z).then_some(((from, to), Step { from, to, before, during, own: 0.0 }))
        })
        .collect();
    credit(forest, &rows, odd)
}

/// Gives each odd span of the window to the deepest odd span below it.
fn credit(forest: &Forest<'_>, rows: &[Vec<Event>], mut odd: BTreeMap<(From, Event), Step>) -> Changes {
    let n = forest.spans.len();
    let mut worst: Vec<Option<((From, Event), f64)>> = vec![None; n];
    for (i, span) in forest.spans.iter().enumerate() {
        if forest.phase(i) != Phase::During {
            continue;
        }
        let strongest = pairs(rows, i)
            .filter_map(|(a, b)| odd.get(&((span.service, span.operation, a), b)))
            // The share of these steps that the baseline does not account for, times the share of visits that take the
            // step: a defect diverts much of the traffic of its place, a rare input little.
            .map(|s| ((s.from, s.to), (1.0 - s.before / s.during) * s.during))
            .max_by(|x, y| x.1.total_cmp(&y.1));
        if let Some(slot) = worst.get_mut(i) {
            *slot = strongest;
        }
    }
    // Strongest surprise among descendants in another service, handed up from each odd span.
    let mut below = vec![0.0_f64; n];
    for (i, span) in forest.spans.iter().enumerate() {
        let Some(Some((_, share))) = worst.get(i) else { continue };
        let mut at = forest.parent(i);
        // A call chain is never this deep; a loop of parents would be.
        for _ in 0..256 {
            let Some(p) = at else { break };
            if forest.spans.get(p).is_some_and(|q| q.service != span.service)
                && let Some(b) = below.get_mut(p)
            {
                *b = b.max(*share);
            }
            at = forest.parent(p);
        }
    }
    let mut own: BTreeMap<u32, f64> = BTreeMap::new();
    for (i, span) in forest.spans.iter().enumerate() {
        let Some(Some((step, share))) = worst.get(i) else { continue };
        let left = (share - below.get(i).copied().unwrap_or(0.0)).max(0.0);
        *own.entry(span.service).or_default() += left;
        if let Some(s) = odd.get_mut(step) {
            s.own += left;
        }
    }
    let mut steps: Vec<Step> = odd.into_values().collect();
    steps.sort_by(|a, b| b.own.total_cmp(&a.own));
    Changes { steps, own }
}

fn pairs(rows: &[Vec<Event>], i: usize) -> impl Iterator<Item = (Event, Event)> + '_ {
    let row = rows.get(i).map_or(&[][..], Vec::as_slice);
    row.iter().copied().zip(row.iter().copied().skip(1))
}
