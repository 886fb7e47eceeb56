//! What is asked, and what is answered.

use backstory_model::{Change, Departure, MetricSeries, Outcome, ServiceName, Suspect, Topology, Window};
use jiff::Timestamp;

use crate::spans::{Skew, SpanSummary};

/// How often one log template occurred in one service.
#[derive(Debug, Clone, PartialEq)]
pub struct LogView<'a> {
    /// The workload that wrote it.
    pub service: &'a ServiceName,
    /// The template, with places for its variable parts.
    pub template: &'a str,
    /// Whether its severity is error or worse.
    pub is_error: bool,
    /// Whether its service wrote anything before the window, so that it is known what is usual.
    pub is_heard: bool,
    /// Unix seconds and occurrences within that second, ascending.
    pub per_second: &'a [(i64, u64)],
}

/// Everything the ranking may look at. All parts but the windows may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The stretch in question.
    pub window: Window,
    /// The healthy stretch before it. Channels that count events also take what lies before it.
    pub baseline: Window,
    /// Service and metric that told users' pain, where the asker knows.
    pub symptom: Option<(&'a ServiceName, &'a str)>,
    /// Metric series.
    pub series: &'a [MetricSeries],
    /// Call graph as far as it is stated; calls seen in traces are added.
    pub topology: &'a Topology,
    /// Log templates.
    pub logs: &'a [LogView<'a>],
    /// What traces told.
    pub spans: Option<&'a SpanSummary>,
    /// Changes to the system.
    pub changes: &'a [Change],
}

/// A way of looking, each in the one currency: the share of the symptom's excess that is a node's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Excess of the symptom's metric, weighted by traffic, less what anomalous callees explain.
    Flow,
    /// Time that spans spend in the service itself.
    SelfTime,
    /// Client minus server time of call edges.
    Network,
    /// Changed order of operations and log templates within spans.
    Transitions,
    /// Log templates that are new, exploded or fell silent.
    Logs,
    /// Resource and other metrics that left their baseline.
    Resources,
    /// Resources that hit a limit.
    Saturation,
    /// Changes in the half hour before onset.
    Changes,
}

impl Channel {
    /// The name used in `Suspect::channels`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::SelfTime => "self_time",
            Self::Network => "network",
            Self::Transitions => "transitions",
            Self::Logs => "logs",
            Self::Resources => "resources",
            Self::Saturation => "saturation",
            Self::Changes => "changes",
        }
    }
}

/// The symptom the ranking explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Symptom {
    /// Where users felt it.
    pub service: ServiceName,
    /// The metric, as its series is called.
    pub metric: String,
    /// Level before, in the unit of the series.
    pub before: f64,
    /// Level of its worst stretch, in the unit of the series.
    pub during: f64,
    /// Distance beyond the worst healthy stretch, in spreads; 0 when inside.
    pub strength: f64,
    /// When it left its baseline.
    pub onset: Option<Timestamp>,
    /// How loud it is by itself, in multiples of what is still silence.
    pub loudness: f64,
    /// How it left its baseline, from the first time to the last.
    pub departure: Option<Departure>,
    /// Its last sample.
    pub until: Option<Timestamp>,
    /// Whether it counts demand, which stayed away.
    pub is_demand: bool,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What the window held.
    pub outcome: Outcome,
    /// What deserves a look, first first; empty when nothing stands out.
    pub suspects: Vec<Suspect>,
    /// Clocks of services that calls show to be off.
    pub skews: Vec<Skew>,
    /// What users felt, given or chosen; absent when no series tells.
    pub symptom: Option<Symptom>,
    /// How loud what users or callers feel is, in multiples of what is still silence.
    pub felt: f64,
    /// The same for all other metrics.
    pub inner: f64,
}
