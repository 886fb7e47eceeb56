//! What has to be known before anything can be told: true times, requests, and the stretch of failures.

use std::collections::BTreeMap;

use backstory_model::measure::Quantity;
use backstory_model::{LogFinding, Observations, Person, Window};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::clock::{self, Alignment, SourceClock, ZoneHint, instant};
use crate::failures::{self, Failures, STATED_S, Stretch};
use crate::felt::{Felt, Harm, SymptomMetric};
use crate::history::second;
use crate::hushed::{self, Hushed};
use crate::requests::{self, Edge};
use crate::source_log::SourceLog;
use crate::{findings, lost, roles, slow};

/// What the timeline is built from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Everything that is not a log.
    pub observations: &'a Observations,
    /// The logs, counted.
    pub logs: &'a [SourceLog],
    /// The window people stated: minute-precise and often later than the true start.
    pub stated: Window,
    /// Start of the healthy stretch, when stated.
    pub baseline_from: Option<Timestamp>,
}

/// How far before the stated start the true one is looked for: a page, and what people call the start, can come
/// an hour after a slow failure began.
const LOOK_BEFORE: SignedDuration = SignedDuration::from_mins(90);
/// How far after the stated end the story may go on.
const LOOK_AFTER: SignedDuration = SignedDuration::from_mins(45);

/// The foundation that rows are put on.
#[derive(Debug, Clone)]
pub struct Groundwork {
    pub(crate) clocks: Vec<Alignment>,
    pub(crate) edge: Option<Edge>,
    /// What users felt, as far as requests or a metric tell.
    pub(crate) felt: Option<Felt>,
    /// The window that people stated.
    pub(crate) stated: Window,
    /// Whether the times of requests at the edge were looked at.
    is_timed: bool,
    /// From where to where the story may reach.
    pub span: Window,
    /// The healthy stretch that signals are compared with; null when the evidence holds none.
    pub baseline: Option<Window>,
    /// Until when everything counts as healthy.
    pub cut: Timestamp,
    /// Log templates that stand out, strongest first.
    pub log_findings: Vec<LogFinding>,
    /// Services whose logs fell silent while others went on, by time.
    pub hushed: Vec<Hushed>,
}

impl Groundwork {
    /// Aligns clocks, counts requests and finds what stands out in the logs.
    pub fn lay(input: &Input<'_>) -> Self {
        let mut span = input.stated.padded(LOOK_BEFORE, LOOK_AFTER);
        let clocks = align(input);
        let edge = requests::count(input.logs, &clocks, &input.observations.series);
        let covered = covered(input, &clocks);
        let mut felt = None;
        match edge.as_ref().map(|e| failures::find(&e.history, input.stated, span)) {
            Some(Failures::Stretch(stretch)) => {
                let alone = edge.as_ref().is_some_and(|e| failures::are_alone(&e.history));
                felt = Some(Felt::Failures(if alone { stretch.ended_within(covered) } else { stretch }));
            }
            Some(Failures::Later(begin)) => {
                // Another incident's alerts, pages and changes tell nothing about this window.
                span.end = second(begin).min(input.stated.end + SignedDuration::from_secs(STATED_S));
            }
            Some(Failures::None) | None => {
                let lost = || lost::find(&edge.as_ref()?.history, input.stated).map(Felt::Loss);
                felt = slow::find(input.logs, &clocks, input.stated, span).map(Felt::Waits).or_else(lost);
            }
        }
        let stretch = felt.as_ref().map(Felt::stretch);
        let first_record = covered.map_or(span.start, |c| c.start);
        // Trouble starts a little before its first failure is counted; where no user was touched, before what people state.
        // A stated baseline ends where the stated window begins: whoever states both has looked.
        let stated_start = input.stated.start;
        let cautious =
            if input.baseline_from.is_some() { stated_start } else { stated_start - SignedDuration::from_secs(120) };
        let trouble = stretch.map_or(cautious, |s| s.window().start);
        let margin = if stretch.is_some() { SignedDuration::from_secs(30) } else { SignedDuration::ZERO };
        let cut = newest_change_before(input, trouble).unwrap_or(trouble - margin);
        let baseline_start = input.baseline_from.unwrap_or(first_record);
        let baseline = Window::new(baseline_start, cut).ok();
        let end = stretch.map_or(input.stated.end, |s| s.window().end.max(input.stated.end)).min(span.end);
        let log_findings = findings::find(input.logs, &clocks, cut, end);
        let is_timed = input.logs.iter().any(|log| log.requests.as_ref().is_some_and(|r| !r.durations.is_empty()));
        let users = (stretch.map(Stretch::window), edge.is_some());
        let hushed = hushed::find(input.logs, &clocks, &input.observations.series, cut, span, users);
        Self { clocks, edge, felt, stated: input.stated, is_timed, span, baseline, cut, log_findings, hushed }
    }

    /// Takes what a metric tells of users, where requests say nothing of it. A metric that was `named` as what users
    /// feel is believed before any request: whoever names it knows.
    pub fn hear(&mut self, symptom: SymptomMetric, named: bool) {
        if self.felt.is_none() && (named || !self.denies(&symptom)) {
            self.felt = Some(Felt::Symptom(symptom));
        }
    }

    /// Whether requests were counted that would show what a metric tells.
    fn denies(&self, symptom: &SymptomMetric) -> bool {
        let Some(edge) = &self.edge else { return false };
        if symptom.is_demand {
            return true;
        }
        let is_wait = Quantity::of(&symptom.departure.metric) == Quantity::Latency;
        match (edge.is_proxy, edge.is_from_metrics) {
            (true, _) => !is_wait || self.is_timed,
            (_, true) => !is_wait && edge.service.as_ref() == Some(&symptom.service),
            // A service that writes down what it answered may not come to write what it could not answer.
            (false, false) => false,
        }
    }

    /// The stretch in which users felt something.
    pub(crate) fn stretch(&self) -> Option<Stretch> {
        self.felt.as_ref().map(Felt::stretch)
    }

    /// How users were hurt; none where they were not, as far as anything tells.
    pub fn harm(&self) -> Option<Harm> {
        self.felt.as_ref().map(Felt::harm)
    }

    /// The same as a window.
    pub fn impact_window(&self) -> Option<Window> {
        self.stretch().map(Stretch::window)
    }

    /// Requests per second at the edge before the trouble and during it, counted in the same source.
    pub fn traffic(&self) -> Option<(f64, f64)> {
        let (edge, baseline, trouble) = (self.edge.as_ref()?, self.baseline?, self.impact_window()?);
        let rate = |w: Window| {
            let (from, to) = (w.start.as_second(), w.end.as_second());
            let covered = edge.history.seconds.range(from..to);
            let first = covered.clone().next().map(|(at, _)| *at)?;
            let seconds = (to - first).max(1) as f64;
            Some(edge.history.sum(first, to - 1).total / seconds)
        };
        Some((rate(baseline)?, rate(trouble)?))
    }

    /// Lines or series that the requests at the edge were counted in.
    pub fn edge_citations(&self) -> &[backstory_model::Citation] {
        self.edge.as_ref().map_or(&[], |e| &e.history.citations)
    }

    /// A reading of a log in nanoseconds, as UTC: its zone, its skew and its drift taken off.
    pub fn utc_ns(&self, log: usize, reading: i64) -> i64 {
        self.clocks.get(log).map_or(reading, |c| c.utc(reading))
    }

    /// The same for a whole second of a log.
    pub fn utc_s(&self, log: usize, second: i64) -> i64 {
        self.clocks.get(log).map_or(second, |c| c.utc_s(second))
    }
}

/// The newest change within ten minutes before the first failure: what it brought is part of the trouble, not of health.
fn newest_change_before(input: &Input<'_>, trouble: Timestamp) -> Option<Timestamp> {
    input
        .observations
        .changes
        .iter()
        .map(roles::effective)
        .filter(|t| *t <= trouble && trouble.duration_since(*t) <= SignedDuration::from_mins(10))
        .max()
}

fn align(input: &Input<'_>) -> Vec<Alignment> {
    let sources: Vec<SourceClock<'_>> = input
        .logs
        .iter()
        .map(|log| SourceClock { is_zoned: log.is_zoned, ids: &log.ids, covered: log.covered })
        .collect();
    clock::align(&sources, &zone_hints(input), Some(input.stated))
}

/// Zones that people around the incident live in, and the one stated for it.
fn zone_hints(input: &Input<'_>) -> Vec<ZoneHint> {
    let stated = input.observations.facts.as_ref().and_then(|f| f.timezone.clone());
    let people = input.observations.people.iter().filter_map(|p: &Person| p.timezone.clone());
    let mut hints: BTreeMap<i32, String> = BTreeMap::new();
    for name in stated.into_iter().chain(people) {
        if let Ok(zone) = TimeZone::get(&name) {
            hints.entry(zone.to_offset(input.stated.start).seconds()).or_insert(name);
        }
    }
    hints.into_iter().map(|(offset_s, name)| ZoneHint { name, offset_s }).collect()
}

/// From the first to the last record of any log or series.
fn covered(input: &Input<'_>, clocks: &[Alignment]) -> Option<Window> {
    let logs = input.logs.iter().zip(clocks).filter_map(|(log, clock)| {
        let (first, last) = log.covered?;
        Some((instant(clock.utc(first)), instant(clock.utc(last))))
    });
    let series =
        input.observations.series.iter().filter_map(|s| Some((s.samples.first()?.time, s.samples.last()?.time)));
    let (start, end) = logs.chain(series).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    Window::new(start, end).ok()
}
