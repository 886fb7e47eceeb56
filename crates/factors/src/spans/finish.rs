//! From collected spans to the summary.

use std::collections::BTreeSet;

use backstory_model::{CallEdge, ServiceName, Window};

use super::builder::SpansBuilder;
use super::summary::{EdgeGap, Route, SpanSummary, Surprise};
use super::tree::{Event, Forest};
use super::{durations, transitions};

/// Changed steps that are kept: more than anyone reads.
const MOST_SURPRISES: usize = 200;

impl SpansBuilder {
    /// Boils everything down. What began before `window` is the baseline, however long before: an operation that is
    /// rare today may have run yesterday.
    pub fn finish(&self, window: Window) -> SpanSummary {
        let forest = Forest::plant(self, window);
        let service = |id: u32| ServiceName::new(self.names.name(id));
        let measured = durations::measure(&forest);
        let changed = transitions::changes(&forest);
        let mut edges = BTreeSet::new();
        for (i, span) in forest.spans.iter().enumerate() {
            for child in forest.children(i).iter().filter_map(|c| forest.spans.get(*c)) {
                if child.service != span.service {
                    edges.insert((span.service, child.service));
                }
            }
        }
        let edge = |(a, b): (u32, u32)| CallEdge { caller: service(a), callee: service(b) };
        let mut gaps: Vec<EdgeGap> =
            measured.gaps.iter().map(|(key, pair)| EdgeGap { edge: edge(*key), gap: pair.compare() }).collect();
        gaps.sort_by(|a, b| a.edge.cmp(&b.edge));
        let mut routes: Vec<Route> = measured
            .own
            .iter()
            .map(|((s, o), pair)| Route {
                service: service(*s),
                operation: self.names.name(*o).to_owned(),
                own: pair.compare(),
            })
            .collect();
        routes.sort_by(|a, b| (&a.service, &a.operation).cmp(&(&b.service, &b.operation)));
        let mut edges: Vec<CallEdge> = edges.into_iter().map(edge).collect();
        edges.sort();
        let end_to_end = measured.roots.compare();
        SpanSummary {
            edges,
            gaps,
            routes,
            surprises: changed
                .steps
                .iter()
                .take(MOST_SURPRISES)
                .map(|s| Surprise {
                    service: service(s.from.0),
                    operation: self.names.name(s.from.1).to_owned(),
                    from: self.words(s.from.2),
                    to: self.words(s.to),
                    before: s.before,
                    during: s.during,
                    own: s.own,
                })
                .collect(),
            surprised: changed.own.iter().map(|(s, n)| (service(*s), *n)).collect(),
            requests_before: end_to_end.calls_before,
            requests_during: end_to_end.calls_during,
            end_to_end,
            entry: measured
                .entries
                .iter()
                .max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)))
                .map(|(id, _)| service(*id)),
        }
    }

    fn words(&self, event: Event) -> String {
        match event {
            Event::Start | Event::End => String::new(),
            Event::Log(statement) => self.names.name(statement).to_owned(),
            Event::Call(service, operation) => format!("{} {}", self.names.name(service), self.names.name(operation)),
        }
    }
}
