//! From collected spans to the summary.

use std::collections::BTreeSet;

use backstory_model::{CallEdge, ServiceName, Window};

use super::builder::{SpanRow, SpansBuilder};
use super::durations::Durations;
use super::failing::Origins;
use super::pace;
use super::requests::Requests;
use super::skew::{self, Off};
use super::summary::{EdgeGap, Moved, Pace, Route, Skew, SpanSummary, Surprise};
use super::transitions::{Changes, Paths};
use super::tree::{Event, Forest};

/// Changed steps that are kept: more than anyone reads.
const MOST_SURPRISES: usize = 200;
/// Lots drawn: enough that the share of them that a window must outdo hangs on several, not on one or two.
const LOTS: u64 = 100;
/// Steps and durations looked at for lots: of more, fewer lots are drawn, and many requests leave little to chance.
const MOST_LOOKS: u64 = 40_000_000;

fn shifted(span: &SpanRow, off: &[Off]) -> SpanRow {
    let by = off.iter().find(|o| o.service == span.service).map_or(0, |o| o.ahead_ns);
    SpanRow { start_ns: span.start_ns.saturating_sub(by), end_ns: span.end_ns.saturating_sub(by), ..*span }
}

impl SpansBuilder {
    /// Boils everything down. What began before `window` is the baseline, however long before: an operation that is
    /// rare today may have run yesterday.
    pub fn finish(&self, window: Window) -> SpanSummary {
        let spans = self.with_peers();
        let off = skew::off(&Forest::plant(self, &spans, window));
        let aligned: Vec<SpanRow> = spans.iter().map(|s| shifted(s, &off)).collect();
        let forest = Forest::plant(self, &aligned, window);
        let requests = Requests::of(&forest);
        let measured = Durations::of(&forest, &requests);
        let paths = Paths::of(&forest, &requests);
        let origins = Origins::of(&forest, &requests);
        let service = |id: u32| ServiceName::new(self.names.name(id));
        let mut edges = BTreeSet::new();
        for (i, span) in forest.spans.iter().enumerate() {
            for child in forest.children(i).iter().filter_map(|c| forest.spans.get(*c)) {
                if child.service != span.service {
                    edges.insert((span.service, child.service));
                }
            }
        }
        let mut edges: Vec<CallEdge> =
            edges.into_iter().map(|(a, b)| CallEdge { caller: service(a), callee: service(b) }).collect();
        edges.sort();
        let changed = paths.changes(&forest, &requests);
        let lots = (MOST_LOOKS / (self.spans.len() as u64 * 8).max(1)).min(LOTS);
        let by_lot = (1..=lots)
            .map(|lot| {
                let drawn = requests.by_lot(lot);
                self.moved(&measured, &paths.changes(&forest, &drawn), &origins, &drawn)
            })
            .collect();
        SpanSummary {
            edges,
            surprises: changed.steps.iter().take(MOST_SURPRISES).map(|s| self.surprise(s)).collect(),
            entry: measured
                .entries
                .iter()
                .max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)))
                .map(|(id, _)| service(*id)),
            skews: off
                .iter()
                .map(|o| Skew {
                    service: service(o.service),
                    against: service(o.against),
                    ahead_s: o.ahead_ns as f64 / 1e9,
                    uncertainty_s: o.doubt_ns as f64 / 1e9,
                    calls: o.calls as u64,
                })
                .collect(),
            paces: pace::of(&measured.own, &requests)
                .into_iter()
                .map(|(id, p)| Pace { service: service(id), ratio: p.ratio, chance: p.chance })
                .collect(),
            apart_s: forest.apart_s(),
            moved: self.moved(&measured, &changed, &origins, &requests),
            by_lot,
        }
    }

    fn moved(&self, measured: &Durations, changed: &Changes, origins: &Origins, requests: &Requests) -> Moved {
        let service = |id: u32| ServiceName::new(self.names.name(id));
        let mut gaps: Vec<EdgeGap> = measured
            .gaps
            .iter()
            .map(|(&(a, b), samples)| EdgeGap {
                edge: CallEdge { caller: service(a), callee: service(b) },
                gap: samples.compare(requests),
            })
            .collect();
        gaps.sort_by(|a, b| a.edge.cmp(&b.edge));
        let mut routes: Vec<Route> = measured
            .own
            .iter()
            .map(|((s, o), samples)| Route {
                service: service(*s),
                operation: self.names.name(*o).to_owned(),
                own: samples.compare(requests),
            })
            .collect();
        routes.sort_by(|a, b| (&a.service, &a.operation).cmp(&(&b.service, &b.operation)));
        let end_to_end = measured.roots.compare(requests);
        let failing = origins.shares(requests, end_to_end.calls_before, end_to_end.calls_during);
        Moved {
            gaps,
            routes,
            surprised: changed.own.iter().map(|(s, n)| (service(*s), *n)).collect(),
            failing: failing.into_iter().map(|(s, f)| (service(s), f)).collect(),
            requests_before: end_to_end.calls_before,
            requests_during: end_to_end.calls_during,
            end_to_end,
        }
    }

    fn surprise(&self, step: &super::transitions::Step) -> Surprise {
        Surprise {
            service: ServiceName::new(self.names.name(step.from.0)),
            operation: self.names.name(step.from.1).to_owned(),
            from: self.words(step.from.2),
            to: self.words(step.to),
            before: step.before,
            during: step.during,
            own: step.own,
        }
    }

    fn words(&self, event: Event) -> String {
        match event {
            Event::Start | Event::End | Event::Anywhere => String::new(),
            Event::Log(statement) => self.names.name(statement).to_owned(),
            Event::Call(service, operation) => format!("{} {}", self.names.name(service), self.names.name(operation)),
        }
    }
}
