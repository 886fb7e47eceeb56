//! Positions of clocks relative to each other, from shared ids.

use std::collections::BTreeMap;

use super::{FLOOR_NS, SECOND, SourceClock};

/// Fewer shared ids than this decide nothing: a retry or two would carry the median.
const FEWEST_SHARED: usize = 8;
/// So few decide where they all tell the same and it is more than a retry takes: one event seen by two sources, twice
/// confirmed.
const FEWEST_AGREEING: usize = 3;
/// Retries and slow answers end within this.
const RETRIES_NS: i64 = 120 * SECOND;

/// Where a clock stands.
#[derive(Debug, Clone)]
pub(super) struct Position {
    /// Nanoseconds its readings are ahead of truth.
    pub(super) ahead_ns: i64,
    /// The reading at which it is so far ahead.
    pub(super) pivot_ns: i64,
    /// Median absolute deviation of the differences it was measured by, nanoseconds.
    pub(super) spread_ns: i64,
    /// Nanoseconds gained per hour, where the differences grow steadily.
    pub(super) drift_ns_per_hour: Option<i64>,
    /// Half width of the interval the drift lies in, nanoseconds per hour.
    pub(super) drift_doubt_ns_per_hour: i64,
    /// Shared ids with the source it was measured against.
    pub(super) shared: usize,
    /// Whether truth is a majority of sources whose stamps carry a zone.
    pub(super) is_anchored: bool,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    ahead_ns: i64,
    /// The reading at which it is so far ahead: of an edge the second source's, of a place its own.
    pivot_ns: i64,
    spread_ns: i64,
    drift: Option<i64>,
    drift_doubt: i64,
    /// A drift up to this, nanoseconds per hour, would not have shown.
    unseen: i64,
    shared: usize,
}

impl Edge {
    /// How far ahead at another reading.
    fn ahead_at(&self, reading_ns: i64) -> i64 {
        let since = i128::from(reading_ns) - i128::from(self.pivot_ns);
        let gained = since * i128::from(self.drift.unwrap_or(0)) / i128::from(3600 * SECOND);
        self.ahead_ns.saturating_add(i64::try_from(gained).unwrap_or(0))
    }

    /// The next source's place, when `edge` tells how far it (or, with a negative sign, this one) is ahead of the other.
    fn and_then(&self, edge: &Edge, sign: i64) -> Edge {
        let drift = match (self.drift, edge.drift) {
            (None, None) => None,
            // A source that was seen too briefly to tell whether it gains as much or nothing: its place is known, no more.
            (Some(own), None) if own.saturating_abs() <= edge.unseen => None,
            (a, b) => gain(a.unwrap_or(0), -sign * b.unwrap_or(0)),
        };
        // The edge was measured at readings of its second source.
        let (here, there) = (edge.pivot_ns, edge.pivot_ns.saturating_add(edge.ahead_ns));
        let (own, next) = if sign < 0 { (there, here) } else { (here, there) };
        let drift_doubt = self.drift_doubt.saturating_add(edge.drift_doubt);
        Edge { ahead_ns: self.ahead_at(own) + sign * edge.ahead_ns, pivot_ns: next, drift, drift_doubt, ..*edge }
    }
}

/// What one clock gains on another; none where the two gain the same but for a twentieth: either is
/// measured by the readings of a clock that drifts itself.
fn gain(one: i64, other: i64) -> Option<i64> {
    Some(one - other).filter(|d| d.abs() > one.abs().max(other.abs()) / 20)
}

/// Returns the position of each source, or `None` for one that shares too few ids with any other.
pub(super) fn positions(sources: &[SourceClock<'_>]) -> Vec<Option<Position>> {
    let mut edges = BTreeMap::new();
    for a in 0..sources.len() {
        for b in a + 1..sources.len() {
            if let (Some(left), Some(right)) = (sources.get(a), sources.get(b))
                && let Some(edge) = compare(left.ids, right.ids)
            {
                edges.insert((a, b), edge);
            }
        }
    }
    let mut positions = vec![None; sources.len()];
    let mut seen = vec![false; sources.len()];
    for root in roots(sources.len(), &edges) {
        if seen.get(root) == Some(&false) {
            let component = spread_from(root, &edges, &mut seen);
            if component.len() > 1 {
                anchor(sources, component, &mut positions);
            }
        }
    }
    positions
}

/// The sources in the order in which walks begin. A walk that begins at a clock that drifts would hand its drift to
/// sources that cover only a part of its time, so the one that is steady against most ids of others comes first.
fn roots(sources: usize, edges: &BTreeMap<(usize, usize), Edge>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sources).collect();
    if let Some(most) = edges.values().filter_map(|edge| edge.drift).map(i64::saturating_abs).max() {
        let steady = |source: usize| -> usize {
            (edges.iter())
                .filter(|((a, b), edge)| (*a == source || *b == source) && edge.drift.is_none() && edge.unseen < most)
                .map(|(_, edge)| edge.shared)
                .sum()
        };
        order.sort_by_key(|source| (std::cmp::Reverse(steady(*source)), *source));
    }
    order
}

/// Walks from a source along the best-supported edges; readings are relative to the root's.
fn spread_from(root: usize, edges: &BTreeMap<(usize, usize), Edge>, seen: &mut [bool]) -> BTreeMap<usize, Edge> {
    let mut component = BTreeMap::from([(
        root,
        Edge { ahead_ns: 0, pivot_ns: 0, spread_ns: 0, drift: None, drift_doubt: 0, unseen: 0, shared: 0 },
    )]);
    loop {
        // Prim's algorithm: the next source is the one that shares most ids with those placed.
        let next = edges
            .iter()
            .filter_map(|(&(a, b), edge)| match (component.get(&a), component.get(&b)) {
                // The edge tells of the first of the two; for the second both signs turn.
                (Some(from), None) => Some((b, from.and_then(edge, -1))),
                (None, Some(from)) => Some((a, from.and_then(edge, 1))),
                _ => None,
            })
            .max_by_key(|(index, edge)| (edge.shared, edge.drift.is_none(), std::cmp::Reverse(*index)));
        let Some((index, edge)) = next else { break };
        component.insert(index, edge);
    }
    for index in component.keys() {
        if let Some(slot) = seen.get_mut(*index) {
            *slot = true;
        }
    }
    // The root was measured too, by its best edge.
    if let Some((first, best)) = edges
        .iter()
        .filter(|((a, b), _)| *a == root || *b == root)
        .map(|((a, _), e)| (*a, *e))
        .max_by_key(|(_, e)| e.shared)
        && let Some(own) = component.get_mut(&root)
    {
        own.shared = best.shared;
        own.pivot_ns = best.pivot_ns + if first == root { best.ahead_ns } else { 0 };
        own.spread_ns = best.spread_ns;
    }
    component
}

/// Zones differ by multiples of a quarter of an hour.
const ZONES_NS: i64 = 900 * SECOND;

/// Finds where truth lies among the sources of a component and places them.
fn anchor(sources: &[SourceClock<'_>], component: BTreeMap<usize, Edge>, positions: &mut [Option<Position>]) {
    let zoned: Vec<(i64, usize)> = component
        .iter()
        .filter(|(index, _)| sources.get(**index).is_some_and(|s| s.is_zoned))
        .map(|(_, edge)| (edge.ahead_ns, edge.shared))
        .collect();
    if zoned.is_empty() {
        return;
    }
    // Truth is where most zoned sources agree; ids shared break a tie, then how near the others are: of clocks that all
    // differ the one in the middle is off by least.
    let agreeing =
        |at: i64| zoned.iter().filter(|(p, _)| (p - at).abs() <= FLOOR_NS).fold((0, 0), |n, (_, s)| (n.0 + 1, n.1 + s));
    let from_others = |at: i64| zoned.iter().map(|(p, _)| p.abs_diff(at)).fold(0, u64::saturating_add);
    let likely = |at: i64| (agreeing(at), std::cmp::Reverse(from_others(at)), std::cmp::Reverse(at));
    let Some(&(centre, _)) = zoned.iter().max_by_key(|(at, _)| likely(*at)) else { return };
    let mut near: Vec<i64> = zoned.iter().map(|(p, _)| *p).filter(|p| (p - centre).abs() <= FLOOR_NS).collect();
    near.sort_unstable();
    let truth = near.get(near.len() / 2).copied().unwrap_or(centre);
    // A clock is a witness when another agrees with it: one with a zone, or one without whose difference a zone can make.
    let off_zones = |ahead: i64| (ahead - truth + ZONES_NS / 2).rem_euclid(ZONES_NS) - ZONES_NS / 2;
    let naive = component.iter().filter(|(i, _)| sources.get(**i).is_some_and(|s| !s.is_zoned));
    let is_seconded = near.len() > 1 || naive.clone().any(|(_, edge)| off_zones(edge.ahead_ns).abs() <= FLOOR_NS);
    let is_anchored = near.len() * 2 > zoned.len() && (is_seconded || component.len() == 1);
    // The same for what they gain: the root of the walk may be the one that drifts.
    let mut drifts: Vec<i64> = (component.iter())
        .filter(|(i, e)| sources.get(**i).is_some_and(|s| s.is_zoned) && (e.ahead_ns - centre).abs() <= FLOOR_NS)
        .map(|(_, edge)| edge.drift.unwrap_or(0))
        .collect();
    drifts.sort_unstable();
    let true_drift = drifts.get(drifts.len() / 2).copied().unwrap_or(0);
    // A root that drifts is measured against those that do not.
    let root_doubt = component.values().map(|e| e.drift_doubt).max().unwrap_or(0);
    for (index, edge) in component {
        if let Some(slot) = positions.get_mut(index) {
            *slot = Some(Position {
                ahead_ns: edge.ahead_ns - truth,
                pivot_ns: edge.pivot_ns,
                spread_ns: edge.spread_ns,
                drift_ns_per_hour: gain(edge.drift.unwrap_or(0), true_drift),
                drift_doubt_ns_per_hour: edge.drift_doubt.max(root_doubt),
                shared: edge.shared,
                is_anchored,
            });
        }
    }
}

/// Compares two sorted lists of ids; the result tells how far the first is ahead of the second.
fn compare(a: &[(u64, i64)], b: &[(u64, i64)]) -> Option<Edge> {
    let mut pairs = Vec::new();
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(l), Some(r)) = (left.peek(), right.peek()) {
        match l.0.cmp(&r.0) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                pairs.push((r.1, l.1.saturating_sub(r.1)));
                left.next();
                right.next();
            }
        }
    }
    if pairs.len() < FEWEST_AGREEING || (pairs.len() < FEWEST_SHARED && !agree(&pairs)) {
        return None;
    }
    let (drift, drift_doubt, unseen) = match drift(&mut pairs) {
        Gain::Seen { per_hour, doubt } => (Some(per_hour), doubt, 0),
        Gain::Unseen { up_to } => (None, 0, up_to),
    };
    // Sorted by time: the middle one is where a steady gain has come to its median.
    let pivot_ns = pairs.get(pairs.len() / 2).map_or(0, |(at, _)| *at);
    let gained = |at: i64| {
        let since = i128::from(at) - i128::from(pivot_ns);
        i64::try_from(since * i128::from(drift.unwrap_or(0)) / i128::from(3600 * SECOND)).unwrap_or(0)
    };
    let (ahead_ns, spread_ns) = median_and_spread(pairs.iter().map(|(at, d)| d - gained(*at)).collect());
    Some(Edge { ahead_ns, pivot_ns, spread_ns, drift, drift_doubt, unseen, shared: pairs.len() })
}

/// Whether all differences are far from zero and the same up to what is never claimed.
fn agree(pairs: &[(i64, i64)]) -> bool {
    let least = pairs.iter().map(|(_, d)| *d).min().unwrap_or(0);
    let most = pairs.iter().map(|(_, d)| *d).max().unwrap_or(0);
    most.saturating_sub(least) <= FLOOR_NS && least.saturating_abs().min(most.saturating_abs()) > RETRIES_NS
}

fn median_and_spread(mut values: Vec<i64>) -> (i64, i64) {
    values.sort_unstable();
    let median = values.get(values.len() / 2).copied().unwrap_or(0);
    let mut deviations: Vec<i64> = values.iter().map(|v| (v - median).abs()).collect();
    deviations.sort_unstable();
    (median, deviations.get(deviations.len() / 2).copied().unwrap_or(0))
}

/// What one clock gains on another, nanoseconds per hour.
enum Gain {
    /// Measured, with the half width of its interval.
    Seen { per_hour: i64, doubt: i64 },
    /// None that shows; up to this much would not have.
    Unseen { up_to: i64 },
}

/// What the first and the last third of the shared ids tell, when they differ by more than noise and more than the
/// floor; three-part split as in Tukey's resistant line (1977). Either median is known to within the deviation of its
/// third.
fn drift(pairs: &mut [(i64, i64)]) -> Gain {
    const ANY: Gain = Gain::Unseen { up_to: i64::MAX };
    pairs.sort_unstable();
    let third = pairs.len() / 3;
    let (Some(head), Some(tail)) = (pairs.get(..third), pairs.get(pairs.len() - third..)) else { return ANY };
    if third < FEWEST_SHARED {
        return ANY;
    }
    let middle = |part: &[(i64, i64)]| {
        let mut times: Vec<i64> = part.iter().map(|p| p.0).collect();
        times.sort_unstable();
        let time = times.get(times.len() / 2).copied().unwrap_or(0);
        let (ahead, spread) = median_and_spread(part.iter().map(|p| p.1).collect());
        (time, ahead, spread)
    };
    let (first, last) = (middle(head), middle(tail));
    let elapsed = last.0.saturating_sub(first.0);
    if elapsed < 60 * SECOND {
        return ANY;
    }
    let per_hour = |ns: i64| {
        let per_hour = i128::from(ns) * 3600 * i128::from(SECOND) / i128::from(elapsed);
        i64::try_from(per_hour).unwrap_or(if ns < 0 { i64::MIN } else { i64::MAX })
    };
    // The spread within a third: over all, the drift itself would pass for noise.
    let least = FLOOR_NS.max(4 * first.2.max(last.2));
    let gained = last.1.saturating_sub(first.1);
    if gained.saturating_abs() < least {
        return Gain::Unseen { up_to: per_hour(least) };
    }
    Gain::Seen { per_hour: per_hour(gained), doubt: per_hour(first.2.saturating_add(last.2)) }
}
