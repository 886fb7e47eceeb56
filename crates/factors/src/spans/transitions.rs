//! Code that takes another path: the change of P(next event | event) within spans of one operation.
//!
//! Nezha (Yu et al., FSE 2023) ranks pairs of events by how their support differs between a fault-free and a faulty
//! phase. Here support is counted in requests, a difference counts as far as [`compare`] is sure of it and as requests agreed
//! on the way before, and a pair is told by the deepest service that shows it.

use std::collections::{BTreeMap, BTreeSet};

use super::novelty::{Counts, Factorials, compare};
use super::requests::{Requests, Unit};
use super::tree::{Event, Forest};

/// Where a step happens: service, operation of the span, event before.
type From = (u32, u32, Event);

/// A place of steps, told apart by what the service was about to do: the operation around the span within its service.
/// `commit` of a payment and of a refund are two places.
type Place = (From, Option<u32>);

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
        let mut places: BTreeMap<Place, u32> = BTreeMap::new();
        let mut numbers: BTreeMap<(u32, Event), u32> = BTreeMap::new();
        let mut found = Self { places: 0, steps: Vec::new(), ends: Vec::new(), visits: Vec::new() };
        let mut often: BTreeMap<(Unit, u32), u32> = BTreeMap::new();
        for (i, span) in forest.spans.iter().enumerate() {
            if let Some((unit, _)) = requests.at(i) {
                let row = forest.events(i);
                let around = forest.parent(i).and_then(|p| forest.spans.get(p)).filter(|p| p.service == span.service);
                let around = around.map(|p| p.operation);
                let mut place_of = |event: Event, visited: &mut BTreeMap<(Unit, u32), u32>| {
                    let next = u32::try_from(places.len()).unwrap_or(u32::MAX);
                    let place = *places.entry(((span.service, span.operation, event), around)).or_insert(next);
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
        let mut places = vec![Counts::default(); self.places];
        let mut taken = vec![Counts::default(); self.steps.len()];
        for i in 0..forest.spans.len() {
            let Some((unit, during)) = requests.at(i) else { continue };
            let failed = requests.failed(unit);
            for v in self.of_span(i) {
                for (counts, at) in [(&mut places, v.place), (&mut taken, v.step)] {
                    if let Some(counts) = at.and_then(|at| counts.get_mut(at as usize)) {
                        counts.add(during, failed, v.weight);
                    }
                }
            }
        }
        let most = places.iter().map(Counts::all).fold(0.0, f64::max);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of requests")]
        let factorials = Factorials::up_to(most.ceil() as usize + 2);
        let agreement = self.agreement(&places, &taken);
        let mut odd: Vec<Option<(Step, f64)>> = self
            .steps
            .iter()
            .zip(&taken)
            .map(|(&(place, from, to), taken)| {
                let visits = places.get(place as usize)?;
                let (before, during, sure) = compare(*taken, *visits, &factorials)?;
                // Anywhere many things happen, one does not rule out the other.
                let agreed = match from.2 {
                    Event::Anywhere => 1.0,
                    _ => agreement.get(place as usize).copied().unwrap_or(1.0),
                };
                let sure = sure * agreed;
                Some((Step { from, to, before, during, own: 0.0 }, sure))
            })
            .collect();
        let own = self.credit(forest, requests, &mut odd);
        let mut steps: Vec<Step> = odd.into_iter().flatten().map(|(s, _)| s).filter(|s| s.own > 0.0).collect();
        steps.sort_by(|a, b| b.own.total_cmp(&a.own));
        Changes { steps, own }
    }

    /// Per place, how likely two visits before the window are to go on alike: where requests part, what is asked for tells
    /// the way, and the way tells little.
    fn agreement(&self, places: &[Counts], taken: &[Counts]) -> Vec<f64> {
        let mut alike = vec![0.0; places.len()];
        for (&(place, ..), taken) in self.steps.iter().zip(taken) {
            let (Some(visits), Some(alike)) = (places.get(place as usize), alike.get_mut(place as usize)) else {
                continue;
            };
            let (taken, visits) = if visits.is_known() {
                (taken.sound_before, visits.sound_before)
            } else {
                (taken.before(), visits.before())
            };
            if visits > 0.0 {
                *alike += (taken / visits).powi(2);
            }
        }
        alike
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

#[cfg(test)]
mod tests {
    use backstory_model::Window;
    use jiff::Timestamp;

    use crate::spans::{SpanRecord, SpanSummary, SpansBuilder};

    /// A request per second: the handler of `shop`, `commit` below it, and in that what the function says, twice as many
    /// before the window as in it.
    fn asked(path: impl Fn(i64, bool) -> (&'static str, &'static str)) -> SpanSummary {
        let mut spans = SpansBuilder::new();
        for i in 0..60 {
            let (handler, statement) = path(i, i >= 40);
            let (trace, at) = (i.to_string(), i * 1_000_000_000);
            let ids = [0, 1, 2].map(|depth| format!("{i}-{depth}"));
            for (depth, operation) in [handler, "commit", statement].into_iter().enumerate() {
                spans.span(&SpanRecord {
                    trace_id: &trace,
                    span_id: &ids[depth],
                    parent_id: depth.checked_sub(1).map(|up| ids[up].as_str()),
                    service: "shop",
                    pod: None,
                    operation,
                    start_ns: at + depth as i64,
                    end_ns: at + 100 - depth as i64,
                });
            }
        }
        let second = |s| Timestamp::from_second(s).unwrap();
        spans.finish(Window { start: second(40), end: second(60) })
    }

    #[test]
    fn what_a_service_is_about_to_do_tells_its_steps_apart() {
        let told = asked(|i, during| match (during, i % 10) {
            (false, 0) | (true, 1..) => ("refund", "insert refund"),
            _ => ("pay", "insert payment"),
        });
        assert!(told.surprises.is_empty(), "{:?}", told.surprises);
        let told = asked(|_, during| ("pay", if during { "insert refund" } else { "insert payment" }));
        assert!(told.surprises.iter().any(|s| s.to.contains("insert refund")), "{:?}", told.surprises);
    }

    #[test]
    fn where_requests_part_anyway_another_mix_of_them_tells_little() {
        let ways = ["a", "b", "c", "d", "e"];
        let of = |told: SpanSummary| told.surprises.first().map_or(0.0, |s| s.own);
        let mixed = of(asked(|i, during| ("pay", if during { "e" } else { ways[usize::try_from(i % 5).unwrap()] })));
        let broken = of(asked(|_, during| ("pay", if during { "e" } else { "a" })));
        assert!(mixed < broken / 5.0, "{mixed} {broken}");
    }
}
