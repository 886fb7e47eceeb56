//! Clocks of services, by calls: a request is not taken before it is sent, nor answered after its answer has arrived.
//!
//! Each call bounds how far the callee's clock can be ahead of the caller's from both sides; over many calls the bounds
//! close in on it (Cristian, *Probabilistic clock synchronization*, 1989). Where they leave zero out, a clock is off.

use std::collections::BTreeMap;

use super::builder::{NameId, SpanRow};
use super::tree::Forest;

/// Fewer calls decide nothing: a call that nobody waits for ends after its caller.
const FEWEST: usize = 8;
/// Share of calls that may contradict a bound: those that nobody waited for.
const UNUSUAL: f64 = 0.05;
/// What is off by less is left alone, nanoseconds: rows are told to the second, and no order hangs on it.
const LEAST_NS: f64 = 1e8;

/// What calls between two services tell about their clocks: how far the second is ahead of the first, nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bounds {
    low: f64,
    high: f64,
    calls: usize,
}

/// A service whose clock is off those it talks to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Off {
    pub(super) service: NameId,
    /// The neighbour that shows it best.
    pub(super) against: NameId,
    /// Nanoseconds it is ahead: middle and half width of the interval.
    pub(super) ahead_ns: i64,
    pub(super) doubt_ns: i64,
    pub(super) calls: usize,
}

/// The clocks that are off, those that most neighbours contradict first.
pub(super) fn off(forest: &Forest<'_>) -> Vec<Off> {
    let mut calls: BTreeMap<(NameId, NameId), (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for (i, caller) in forest.spans.iter().enumerate() {
        for callee in forest.children(i).iter().filter_map(|c| forest.spans.get(*c)) {
            // What takes longer than its caller is not waited for.
            if callee.service != caller.service && length(callee) <= length(caller) {
                let (lows, highs) = calls.entry((caller.service, callee.service)).or_default();
                lows.push((callee.end_ns - caller.end_ns) as f64);
                highs.push((callee.start_ns - caller.start_ns) as f64);
            }
        }
    }
    let mut claims: BTreeMap<(NameId, NameId), Bounds> = BTreeMap::new();
    for (edge, (mut lows, mut highs)) in calls {
        let low = backstory_signals::quantile(&mut lows, 1.0 - UNUSUAL);
        let high = backstory_signals::quantile(&mut highs, UNUSUAL);
        if let (Some(low), Some(high)) = (low, high)
            && lows.len() >= FEWEST
            && low <= high
            && (low > LEAST_NS || high < -LEAST_NS)
        {
            claims.insert(edge, Bounds { low, high, calls: lows.len() });
        }
    }
    blame(claims)
}

fn length(span: &SpanRow) -> i64 {
    span.end_ns - span.start_ns
}

/// One clock that is off contradicts all its neighbours; of two that contradict each other alone it is the callee's.
fn blame(mut claims: BTreeMap<(NameId, NameId), Bounds>) -> Vec<Off> {
    let mut found = Vec::new();
    while !claims.is_empty() {
        let mut counts: BTreeMap<NameId, (usize, usize)> = BTreeMap::new();
        for (caller, callee) in claims.keys() {
            counts.entry(*caller).or_default().0 += 1;
            let callee = counts.entry(*callee).or_default();
            callee.0 += 1;
            callee.1 += 1;
        }
        let worst = counts.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id))).map(|(id, _)| *id);
        let Some(service) = worst else { break };
        let best = claims
            .iter()
            .filter(|((a, b), _)| *a == service || *b == service)
            .max_by(|(_, x), (_, y)| (y.high - y.low).total_cmp(&(x.high - x.low)));
        if let Some((&(caller, callee), bounds)) = best {
            let sign = if callee == service { 1.0 } else { -1.0 };
            #[expect(clippy::cast_possible_truncation, reason = "differences of 64-bit nanoseconds")]
            found.push(Off {
                service,
                against: if callee == service { caller } else { callee },
                ahead_ns: (sign * f64::midpoint(bounds.low, bounds.high)) as i64,
                doubt_ns: ((bounds.high - bounds.low) / 2.0) as i64,
                calls: bounds.calls,
            });
        }
        claims.retain(|(a, b), _| *a != service && *b != service);
    }
    found
}
