//! A tiny system: two hours of minutes, the last twenty in question.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_factors::spans::SpanSummary;
use backstory_factors::suspects::{LogView, Question, Verdict, rank};
use backstory_model::{CallEdge, Change, Citation, Locator, MetricSeries, Sample, ServiceName, Topology, Window};
use jiff::Timestamp;

pub(crate) const START: i64 = 1_700_000_000;
pub(crate) const MINUTES: i64 = 120;
/// First minute of the window.
pub(crate) const FAULT: i64 = 100;

pub(crate) fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(START + 60 * minute).unwrap()
}

/// Harmless noise between -1 and 1 that repeats every eleven minutes.
pub(crate) fn noise(minute: i64) -> f64 {
    [0.1, -0.6, 0.9, -0.2, 0.5, -1.0, 0.3, 0.7, -0.8, 0.0, -0.4][usize::try_from(minute.rem_euclid(11)).unwrap()]
}

pub(crate) fn citation() -> Citation {
    Citation::new(&Arc::from("test"), Locator::Whole, "")
}

/// A series with a level before and one from the fault on.
pub(crate) fn series(service: &str, metric: &str, before: f64, during: f64) -> MetricSeries {
    let value = |m: i64| (if m < FAULT { before } else { during }) * (1.0 + 0.02 * noise(m));
    MetricSeries {
        metric: metric.to_owned(),
        labels: BTreeMap::new(),
        service: Some(ServiceName::new(service)),
        samples: (0..MINUTES).map(|m| Sample { time: at(m), value: value(m) }).collect(),
        query: None,
        step_s: Some(60.0),
        citation: citation(),
    }
}

pub(crate) fn calls(edges: &[(&str, &str)]) -> Topology {
    let mut edges: Vec<CallEdge> =
        edges.iter().map(|(a, b)| CallEdge { caller: (*a).into(), callee: (*b).into() }).collect();
    edges.sort();
    Topology { edges, citations: Vec::new() }
}

/// A question with parts that tests fill in.
#[derive(Default)]
pub(crate) struct Ask<'a> {
    pub(crate) symptom: Option<(&'a str, &'a str)>,
    pub(crate) series: Vec<MetricSeries>,
    pub(crate) topology: Topology,
    pub(crate) logs: Vec<LogView<'a>>,
    pub(crate) spans: Option<SpanSummary>,
    pub(crate) changes: Vec<Change>,
}

impl Ask<'_> {
    pub(crate) fn rank(&self) -> Verdict {
        self.since(0)
    }

    /// The same with a baseline from another minute on.
    pub(crate) fn since(&self, minute: i64) -> Verdict {
        let symptom = self.symptom.map(|(s, m)| (ServiceName::new(s), m));
        rank(&Question {
            window: Window::new(at(FAULT), at(MINUTES)).unwrap(),
            baseline: Window::new(at(minute), at(FAULT)).unwrap(),
            symptom: symptom.as_ref().map(|(s, m)| (s, *m)),
            series: &self.series,
            topology: &self.topology,
            logs: &self.logs,
            spans: self.spans.as_ref(),
            changes: &self.changes,
        })
    }
}

pub(crate) fn names(verdict: &Verdict) -> Vec<&str> {
    verdict.suspects.iter().filter_map(|s| s.service.as_ref()).map(ServiceName::as_str).collect()
}
