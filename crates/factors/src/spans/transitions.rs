//! Code that takes another path: the change of P(next event | event) within spans of one operation.
//!
//! Nezha (Yu et al., FSE 2023) ranks pairs of events by how their support differs between a fault-free and a faulty
//! phase. Here support is counted in requests, what those did that failed before the window is half news, a difference
//! counts only as far as so few requests can show it and as its odds rose, and a pair is told by the deepest service that
//! shows it.

use std::collections::{BTreeMap, BTreeSet};

use super::requests::{Requests, Unit};
use super::tree::{Event, Forest};

/// Where a step happens: service, operation of the span, event before.
type From = (u32, u32, Event);

/// A step that became more frequent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) from: From,
    pub(super) to: Event,
    pub(super) before: f64,
    pub(super) during: f64,
    /// Requests that took it for no callee's sake, above expectation.
    pub(super) own: f64,
}

#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) steps: Vec<Step>,
    /// Requests per service with an own surprise, above expectation.
    pub(super) own: BTreeMap<u32, f64>,
}

/// Times the odds of a step by which they must rise to count half: shares move with the mix of requests, by a few times
/// the odds and the more so the rarer the step; what is broken turns nearly always into nearly never, or the reverse.
const TWENTYFOLD: f64 = 20.0;
/// Steps of a service that few enough requests take for chance to move them: the exact test's chance, times these, is
/// how many look so when nothing differs.
const TESTED: f64 = 50.0;
/// A place needs this many requests before the window: after one, what follows is not known.
const KNOWN: f64 = 2.0;

/// A visit of a place by a span, a step taken there, or both at once.
#[derive(Debug, Clone, Copy)]
struct Visit {
    /// The place that counts the visit.
    place: Option<u32>,
    step: Option<u32>,
    /// The place where it happens.
    of: u32,
    /// One over the visits of that place by the request.
    weight: f64,
}

/// All steps of all spans, by number.
pub(super) struct Paths {
    places: usize,
    steps: Vec<(u32, From, Event)>,
    /// Per span, its part of `visits`.
    ends: Vec<usize>,
    visits: Vec<Visit>,
}

impl Paths {
    pub(super) fn of(forest: &Forest<'_>, requests: &Requests) -> Self {
        let mut places: BTreeMap<From, u32> = BTreeMap::new();
        let mut numbers: BTreeMap<(u32, Event), u32> = BTreeMap::new();
        let mut found = Self { places: 0, steps: Vec::new(), ends: Vec::new(), visits: Vec::new() };
        let mut often: BTreeMap<(Unit, u32), u32> = BTreeMap::new();
        for (i, span) in forest.spans.iter().enumerate() {
            if let Some((unit, _)) = requests.at(i) {
                let row = forest.events(i);
                let mut place_of = |event: Event, visited: &mut BTreeMap<(Unit, u32), u32>| {
                    let next = u32::try_from(places.len()).unwrap_or(u32::MAX);
                    let place = *places.entry((span.service, span.operation, event)).or_insert(next);
                    *visited.entry((unit, place)).or_default() += 1;
                    place
                };
                let mut step_of = |place: u32, a: Event, b: Event, steps: &mut Vec<(u32, From, Event)>| {
                    *numbers.entry((place, b)).or_insert_with(|| {
                        steps.push((place, (span.service, span.operation, a), b));
                        u32::try_from(steps.len() - 1).unwrap_or(u32::MAX)
                    })
                };
                for (a, b) in row.iter().copied().zip(row.iter().copied().skip(1)) {
                    let place = place_of(a, &mut often);
                    let step = step_of(place, a, b, &mut found.steps);
                    found.visits.push(Visit { place: Some(place), step: Some(step), of: place, weight: 0.0 });
                }
                // What occurs anywhere within the span: a line that got lost between two others hides their step only, and
                // where a place is passed twice, its steps share the visit.
                let within: BTreeSet<Event> = row.iter().copied().filter(|e| matches!(e, Event::Log(_))).collect();
                let anywhere = place_of(Event::Anywhere, &mut often);
                found.visits.push(Visit { place: Some(anywhere), step: None, of: anywhere, weight: 0.0 });
                for event in within {
                    let step = step_of(anywhere, Event::Anywhere, event, &mut found.steps);
                    found.visits.push(Visit { place: None, step: Some(step), of: anywhere, weight: 0.0 });
                }
            }
            found.ends.push(found.visits.len());
        }
        found.places = places.len();
        let mut from = 0;
        for (i, to) in found.ends.iter().enumerate() {
            if let Some((unit, _)) = requests.at(i) {
                for visit in found.visits.get_mut(from..*to).unwrap_or_default() {
                    visit.weight = 1.0 / f64::from(often.get(&(unit, visit.of)).copied().unwrap_or(1));
                }
            }
            from = *to;
        }
        found
    }

    fn of_span(&self, i: usize) -> &[Visit] {
        let from = i.checked_sub(1).and_then(|p| self.ends.get(p)).copied().unwrap_or(0);
        self.ends.get(i).and_then(|to| self.visits.get(from..*to)).unwrap_or(&[])
    }

    /// What changed between the two sides of `requests`.
    pub(super) fn changes(&self, forest: &Forest<'_>, requests: &Requests) -> Changes {
        // Before, in the window, and of requests before it that failed and teach nothing.
        let mut places = vec![[0.0_f64; 3]; self.places];
        let mut taken = vec![[0.0_f64; 3]; self.steps.len()];
        for i in 0..forest.spans.len() {
            let Some((unit, during)) = requests.at(i) else { continue };
            let column = if requests.counts(unit) { usize::from(during) } else { 2 };
            for v in self.of_span(i) {
                for (counts, at) in [(&mut places, v.place), (&mut taken, v.step)] {
                    if let Some(side) = at.and_then(|at| counts.get_mut(at as usize)).and_then(|c| c.get_mut(column)) {
                        *side += v.weight;
                    }
                }
            }
        }
        let most = places.iter().map(|[b, d, _]| b + d).fold(0.0, f64::max);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of requests")]
        let factorials = Factorials::up_to(most.ceil() as usize + 2);
        let mut odd: Vec<Option<(Step, f64)>> = self
            .steps
            .iter()
            .zip(&taken)
            .map(|(&(place, from, to), taken)| {
                let visits = places.get(place as usize)?;
                let (before, during, sure) = compare(*taken, *visits, &factorials)?;
                Some((Step { from, to, before, during, own: 0.0 }, sure))
            })
            .collect();
        let own = self.credit(forest, requests, &mut odd);
        let mut steps: Vec<Step> = odd.into_iter().flatten().map(|(s, _)| s).filter(|s| s.own > 0.0).collect();
        steps.sort_by(|a, b| b.own.total_cmp(&a.own));
        Changes { steps, own }
    }

    /// Gives each odd span of the window to the deepest odd span below it.
    fn credit(&self, forest: &Forest<'_>, requests: &Requests, odd: &mut [Option<(Step, f64)>]) -> BTreeMap<u32, f64> {
        let n = forest.spans.len();
        let mut worst: Vec<Option<(u32, f64)>> = vec![None; n];
        for (i, slot) in worst.iter_mut().enumerate() {
            if requests.at(i).is_none_or(|(_, during)| !during) {
                continue;
            }
            *slot = self
                .of_span(i)
                .iter()
                .filter_map(|v| Some((v.step?, odd.get(v.step? as usize)?.as_ref()?.1)))
                .max_by(|x, y| x.1.total_cmp(&y.1));
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
        // Per service and request the strongest: a request counts once.
        let mut strongest: BTreeMap<(u32, Unit), (f64, u32)> = BTreeMap::new();
        for (i, span) in forest.spans.iter().enumerate() {
            let (Some(Some((step, share))), Some((unit, _))) = (worst.get(i), requests.at(i)) else { continue };
            let left = (share - below.get(i).copied().unwrap_or(0.0)).max(0.0);
            let entry = strongest.entry((span.service, unit)).or_insert((left, *step));
            if left > entry.0 {
                *entry = (left, *step);
            }
        }
        let mut own: BTreeMap<u32, f64> = BTreeMap::new();
        for ((service, _), (left, step)) in strongest {
            *own.entry(service).or_default() += left;
            if let Some(Some((s, _))) = odd.get_mut(step as usize) {
                s.own += left;
            }
        }
        own
    }
}

/// Logarithms of factorials, for the exact test.
struct Factorials(Vec<f64>);

impl Factorials {
    fn up_to(n: usize) -> Self {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for i in 1..=n {
            sum += (i as f64).ln();
            sums.push(sum);
        }
        Self(sums)
    }

    fn of(&self, n: usize) -> f64 {
        self.0.get(n).copied().unwrap_or(f64::INFINITY)
    }

    fn choose(&self, n: usize, k: usize) -> f64 {
        self.of(n) - self.of(k) - self.of(n - k)
    }

    /// Fisher's exact test: the chance that `taken` or more of `drawn` visits take a step that `all_taken` of `all` take.
    fn tail(&self, taken: usize, drawn: usize, all_taken: usize, all: usize) -> f64 {
        let ways = self.choose(all, drawn);
        (taken..=all_taken.min(drawn))
            .filter(|x| drawn - x <= all - all_taken)
            .map(|x| (self.choose(all_taken, x) + self.choose(all - all_taken, drawn - x) - ways).exp())
            .sum::<f64>()
            .min(1.0)
    }
}

/// How often a step was taken before and in the window, and how new it is for sure, 0 to 1. None where it is not.
fn compare(taken: [f64; 3], visits: [f64; 3], factorials: &Factorials) -> Option<(f64, f64, f64)> {
    let ([taken_b, taken_d, taken_f], [visits_b, visits_d, visits_f]) = (taken, visits);
    // Rounding of shares of a request.
    if visits_b < KNOWN - 1e-9 || taken_d <= 0.0 {
        return None;
    }
    // Half a count of doubt on either side: a step never seen in four visits may still be a rare one.
    let rate = |taken: f64, visits: f64| (taken + 0.5) / (visits + 1.0);
    let (before, during) = (rate(taken_b, visits_b), rate(taken_d, visits_d));
    if during <= before {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of requests")]
    let whole = |x: f64| x.round().max(0.0) as usize;
    let (b, d) = (whole(taken_b).min(whole(visits_b)), whole(taken_d).min(whole(visits_d)));
    let chance = factorials.tail(d, whole(visits_d), b + d, whole(visits_b) + whole(visits_d));
    let sure = 1.0 - TESTED * chance;
    let odds = |p: f64| p / (1.0 - p);
    let rise = (odds(during) / odds(before)).ln() / TWENTYFOLD.ln();
    let telling = rise.powi(4) / (1.0 + rise.powi(4));
    // What failed requests did already before the window is half news at most.
    let known = rate(taken_b + taken_f, visits_b + visits_f).max(before);
    let news = ((during - known) / (during - before)).max(0.0);
    (sure > 0.0).then(|| (before, during, sure * telling * (during - before) * f64::midpoint(1.0, news)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_tells_as_far_as_its_odds_rose_and_as_far_as_failed_requests_did_not_take_it_already() {
        let factorials = Factorials::up_to(400);
        let told = |taken, visits| compare(taken, visits, &factorials).map_or(0.0, |(.., told)| told);
        let broken = told([0.0, 40.0, 0.0], [100.0, 50.0, 0.0]);
        // A fifth of the lines is lost on either side: every fifth request looks so when all is well.
        let lossy = told([20.0, 42.0, 0.0], [100.0, 50.0, 0.0]);
        // Another mix of requests.
        let mixed = told([20.0, 20.0, 0.0], [100.0, 50.0, 0.0]);
        let rare = told([3.0, 6.0, 0.0], [100.0, 50.0, 0.0]);
        assert!(broken > 0.7 && lossy > 0.2, "{broken} {lossy}");
        assert!(mixed < 0.02 && rare < 0.02, "{mixed} {rare}");
        let failed_before = told([0.0, 40.0, 40.0], [100.0, 50.0, 50.0]);
        assert!(failed_before < 0.9 * broken && failed_before >= 0.5 * broken, "{failed_before} {broken}");
    }
}
