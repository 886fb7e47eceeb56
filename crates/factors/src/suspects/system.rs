//! The question's series and calls, by service.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use backstory_model::{Departure, MetricSeries, Sample, ServiceName, Window, workload_of};
use backstory_signals::{
    ChangePoint, SeriesView, Shift, Span, change_points, count_change_points, median, share_change_points, shift,
    shift_beyond,
};
use jiff::Timestamp;
use rayon::prelude::*;

use super::answered::answered;
use super::{Question, named};
use backstory_model::measure::{Quantity, is_of_host};

/// One series and what it did.
#[derive(Debug, Clone)]
pub(super) struct Signal<'a> {
    pub(super) service: ServiceName,
    pub(super) metric: &'a str,
    pub(super) quantity: Quantity,
    pub(super) of_host: bool,
    /// What a label says is limited, where one does.
    pub(super) resource: Option<&'a str>,
    /// The unit that its name or query tells.
    pub(super) unit: Option<&'static str>,
    /// How its values are told.
    pub(super) told: Told,
    /// Value at which all requests succeed, where the series counted successes and was turned into failures.
    pub(super) full: Option<f64>,
    pub(super) shift: Shift,
    pub(super) departure: Option<ChangePoint>,
    /// Many series are sampled at the same times.
    pub(super) times_s: Arc<[f64]>,
    pub(super) values: Vec<f64>,
    /// Median distance of samples, 0 when there is only one.
    pub(super) step_s: f64,
}

impl Signal<'_> {
    /// Distance beyond the worst healthy stretch, in the bad direction where there is one; never negative.
    pub(super) fn badness(&self) -> f64 {
        self.distance(self.shift.beyond)
    }

    /// The same for another stretch that lies so far beyond.
    pub(super) fn distance(&self, beyond: f64) -> f64 {
        if self.quantity.is_felt() { beyond.max(0.0) } else { beyond.abs() }
    }

    /// Whether parts of it sum up to the whole: means, counts and ratios do, percentiles and extremes do not.
    pub(super) fn adds_up(&self) -> bool {
        !self.metric.split(|c: char| !c.is_ascii_alphanumeric()).any(is_rank)
    }

    /// When it left its baseline.
    pub(super) fn onset(&self) -> Option<Timestamp> {
        self.departure.as_ref().and_then(|d| timestamp(d.onset_s))
    }

    /// How it left its baseline, in the unit of the source.
    pub(super) fn departure(&self) -> Option<Departure> {
        let found = self.departure.as_ref()?;
        let (before, during) = self.levels();
        Some(Departure {
            metric: self.metric.to_owned(),
            onset: timestamp(found.onset_s)?,
            onset_after: timestamp(found.onset_interval.0)?,
            recovery: found.recovery_s.and_then(timestamp),
            before,
            during,
            unit: match self.told {
                Told::Plainly => self.unit.map(str::to_owned),
                Told::PerSecond => Some("/s".to_owned()),
                Told::ShareOfFailures => Some("(0–1)".to_owned()),
            },
            is_up: during >= before,
            strength: found.strength,
        })
    }

    /// Levels before and in the worst stretch, as the source measures.
    pub(super) fn levels(&self) -> (f64, f64) {
        let before = self.shift.before;
        // What was short lies in a stretch as long as the window like a drop in a bucket.
        let moved = self.departure.as_ref().map(|d| d.during).filter(|level| {
            let (of_run, of_stretch) = (level - before, self.shift.during - before);
            of_run * of_stretch > 0.0 && of_run.abs() > of_stretch.abs()
        });
        let during = moved.unwrap_or(self.shift.during);
        self.full.map_or((before, during), |full| (full - before, full - during))
    }
}

/// How people are told the values of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// As they are.
    Plainly,
    /// As counts by second.
    PerSecond,
    /// As the share of requests that failed.
    ShareOfFailures,
}

/// Series that are judged one after the other.
const TOGETHER: usize = 64;

/// Everything by service.
#[derive(Debug)]
pub(super) struct System<'a> {
    pub(super) signals: Vec<Signal<'a>>,
    pub(super) callees: BTreeMap<ServiceName, BTreeSet<ServiceName>>,
    pub(super) window: Span,
    pub(super) baseline: Span,
}

pub(super) fn seconds(t: Timestamp) -> f64 {
    // Milliseconds: exact in a double, so that shifting all times shifts all answers.
    t.as_millisecond() as f64 / 1e3
}

pub(super) fn timestamp(seconds: f64) -> Option<Timestamp> {
    #[expect(clippy::cast_possible_truncation, reason = "out-of-range times are refused by the constructor")]
    Timestamp::from_millisecond((seconds * 1e3).round() as i64).ok()
}

pub(super) fn span(w: Window) -> Span {
    Span::new(seconds(w.start), seconds(w.end))
}

impl<'a> System<'a> {
    pub(super) fn of(question: &Question<'a>) -> Self {
        let (window, baseline) = (span(question.window), span(question.baseline));
        let (answered, others) = answered(question.series);
        let mut signals: Vec<Signal<'a>> = others
            .par_chunks(TOGETHER)
            .flat_map_iter(|series| {
                let mut clock = Clock::default();
                let signals = series.iter().filter_map(|s| signal(s, &mut clock, baseline, window));
                signals.collect::<Vec<_>>()
            })
            .collect();
        signals.par_extend(answered.into_par_iter().filter_map(|m| judged(m, baseline, window)));
        // Order of arrival must not matter.
        signals.sort_by(|a, b| (&a.service, a.metric, a.quantity).cmp(&(&b.service, b.metric, b.quantity)));
        let mut callees: BTreeMap<ServiceName, BTreeSet<ServiceName>> = BTreeMap::new();
        let seen = question.spans.map_or(&[][..], |s| &s.edges);
        // Names are a guess that serves where nobody told and nobody traced.
        let guessed =
            if question.topology.edges.is_empty() && seen.is_empty() { named::calls(question) } else { Vec::new() };
        for edge in question.topology.edges.iter().chain(seen).chain(&guessed) {
            if edge.caller != edge.callee {
                callees.entry(workload(&edge.caller)).or_default().insert(workload(&edge.callee));
            }
        }
        Self { signals, callees, window, baseline }
    }

    /// The signals of a service, by metric.
    pub(super) fn signals_of(&self, service: &ServiceName) -> &[Signal<'a>] {
        let from = self.signals.partition_point(|s| s.service < *service);
        let to = self.signals.partition_point(|s| s.service <= *service);
        self.signals.get(from..to).unwrap_or(&[])
    }

    /// Services whose demand is measured and of which nobody wants anything, before or in the window: what their callers
    /// would wait for, nobody does.
    pub(super) fn idle(&self) -> BTreeSet<&ServiceName> {
        let demand = || self.signals.iter().filter(|s| s.quantity == Quantity::Traffic && !s.of_host);
        let wanted: BTreeSet<&ServiceName> =
            demand().filter(|s| s.shift.before != 0.0 || s.shift.during != 0.0).map(|s| &s.service).collect();
        demand().map(|s| &s.service).filter(|s| !wanted.contains(s)).collect()
    }

    /// The window as a series sees it: a sample stamped just before the window may cover its first part.
    pub(super) fn window_of(&self, signal: &Signal<'_>) -> Span {
        widened(self.window, signal.step_s)
    }

    /// The baseline as a series sees it.
    pub(super) fn baseline_of(&self, signal: &Signal<'_>) -> Span {
        Span::new(self.baseline.start_s, self.baseline.end_s.min(self.window_of(signal).start_s))
    }

    /// Services that can be reached from `from` along calls, itself included.
    pub(super) fn reachable(&self, from: &ServiceName) -> BTreeSet<ServiceName> {
        let mut found = BTreeSet::from([from.clone()]);
        let mut todo = vec![from.clone()];
        while let Some(at) = todo.pop() {
            for next in self.callees.get(&at).into_iter().flatten() {
                if found.insert(next.clone()) {
                    todo.push(next.clone());
                }
            }
        }
        found
    }
}

/// `p99`, `99`, `max`, `median`: words that name a rank among values.
fn is_rank(word: &str) -> bool {
    let digits = word.strip_prefix(['p', 'q', 'P']).unwrap_or(word);
    matches!(word, "max" | "min" | "median")
        || (matches!(digits.len(), 2..=4) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0'))
}

/// The times of the series before, which are those of the next where both were sampled together.
#[derive(Debug, Default)]
struct Clock<'a> {
    samples: &'a [Sample],
    times_s: Arc<[f64]>,
    step_s: f64,
}

impl<'a> Clock<'a> {
    fn read(&mut self, samples: &'a [Sample]) -> &Self {
        let is_same = |(a, b): (&Sample, &Sample)| a.time == b.time;
        if samples.len() != self.samples.len() || !samples.iter().zip(self.samples).all(is_same) {
            self.times_s = samples.iter().map(|s| seconds(s.time)).collect();
            self.step_s = step(&self.times_s);
        }
        self.samples = samples;
        self
    }
}

/// The median distance of times, 0 where there is only one.
pub(super) fn step(times_s: &[f64]) -> f64 {
    let mut steps: Vec<f64> = times_s.iter().zip(times_s.iter().skip(1)).map(|(a, b)| b - a).collect();
    median(&mut steps).unwrap_or(0.0)
}

/// The stretch as a series sees it whose samples cover the time up to the next.
pub(super) fn widened(window: Span, step_s: f64) -> Span {
    Span::new(window.start_s - step_s + 1e-3, window.end_s)
}

pub(super) fn workload(service: &ServiceName) -> ServiceName {
    ServiceName::new(workload_of(service.as_str()))
}

/// Times and values of a series or of several together.
pub(super) struct Measured<'a> {
    /// The series, or the first of several.
    pub(super) series: &'a MetricSeries,
    pub(super) quantity: Quantity,
    pub(super) told: Told,
    pub(super) times_s: Arc<[f64]>,
    pub(super) step_s: f64,
    pub(super) values: Vec<f64>,
    /// Of a share, how many events a second it is a share of.
    pub(super) events: Option<Vec<f64>>,
}

fn signal<'a>(series: &'a MetricSeries, clock: &mut Clock<'a>, baseline: Span, window: Span) -> Option<Signal<'a>> {
    let told = if series.is_per_second() { Told::PerSecond } else { Told::Plainly };
    let clock = clock.read(&series.samples);
    let measured = Measured {
        series,
        quantity: series.quantity(),
        told,
        times_s: Arc::clone(&clock.times_s),
        step_s: clock.step_s,
        values: series.samples.iter().map(|s| s.value).collect(),
        events: None,
    };
    judged(measured, baseline, window)
}

fn judged(measured: Measured<'_>, baseline: Span, window: Span) -> Option<Signal<'_>> {
    let Measured { series, quantity, told, times_s, step_s, mut values, events } = measured;
    let service = workload(series.service.as_ref()?);
    // Successes are turned into failures: one percent of failures is ten times a thousandth, while 99 percent of
    // successes look like 99.9.
    let full = (quantity == Quantity::Success)
        .then(|| if values.iter().any(|v| v.is_finite() && *v > 1.0) { 100.0 } else { 1.0 });
    if let Some(full) = full {
        for v in &mut values {
            *v = full - *v;
        }
    }
    let view = SeriesView::new(&times_s, &values);
    let window = widened(window, step_s);
    let baseline = Span::new(baseline.start_s, baseline.end_s.min(window.start_s));
    // That what people want stays away is judged by chance alone; of all else only what lies beyond is.
    let shift = if quantity == Quantity::Traffic {
        shift(view, baseline, window)
    } else {
        shift_beyond(view, baseline, window)
    }?;
    // What lies within its healthy stretches is told by nobody, unless users would feel it.
    let is_told = quantity.is_felt() || shift.beyond.abs() > 0.0;
    // Failures that are counted are rare when all is well.
    let is_rare = told == Told::PerSecond && quantity == Quantity::Errors;
    let points = match &events {
        _ if !is_told => Vec::new(),
        Some(events) => share_change_points(view, SeriesView::new(&times_s, events), baseline, window),
        None if is_rare => count_change_points(view, baseline, window),
        None => change_points(view, baseline, window),
    };
    Some(Signal {
        service,
        metric: &series.metric,
        quantity,
        of_host: is_of_host(&series.metric),
        resource: series.labels.get("resource").map(String::as_str),
        unit: series.unit(),
        told,
        full,
        shift,
        departure: points.into_iter().next(),
        times_s,
        values,
        step_s,
    })
}
