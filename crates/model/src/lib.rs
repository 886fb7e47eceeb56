//! The nouns of backstory.
//!
//! Every room exchanges the values defined here and nothing else: readers produce
//! [`Observations`], the analysis produces an [`Analysis`], the report renders it.
//! This crate does no I/O, reads no clock and knows no file format except its own
//! schema, `backstory.analysis/1`.
//!
//! Words: an *artifact* is one file or query answer as received; a *citation* is a
//! place inside an artifact; *evidence* is a citation that a statement uses, with an id.
//! All instants are UTC ([`jiff::Timestamp`]); all intervals are half-open.

mod action;
mod alert;
mod analysis;
mod change;
mod change_role;
mod chat;
mod citation;
mod clock;
mod cluster_event;
mod command;
mod departure;
mod evidence;
mod evidence_book;
mod factor;
mod facts;
mod finding;
mod gap;
mod impact;
pub mod measure;
mod milestone;
mod observations;
mod page;
mod phrase;
mod repository;
mod script;
mod series;
mod service;
mod suspect;
mod timeline;
mod topology;
mod window;

pub use action::{Action, ActionId, ActionKind, Priority};
pub use alert::{AlertEpisode, AlertRule};
pub use analysis::{Analysis, IncidentHead, Outcome, SCHEMA};
pub use change::{Change, ChangeKind};
pub use change_role::{ChangePart, ChangeRole};
pub use chat::{ChatMessage, Person};
pub use citation::{Artifact, ArtifactKind, Citation, Locator};
pub use clock::{ClockFinding, Confidence, Stamp};
pub use cluster_event::ClusterEvent;
pub use command::LoggedCommand;
pub use departure::Departure;
pub use evidence::{Evidence, EvidenceId};
pub use evidence_book::{EvidenceBook, source_label};
pub use factor::{
    DetectionGap, Factor, FactorCategory, FactorId, Hypothesis, Layer, Remark, RemarkKind, Stance, Suggestion,
};
pub use facts::IncidentFacts;
pub use finding::{LIMIT_REACHED, LogFinding, LogFindingKind, MetricFinding};
pub use gap::{Gap, GapKind};
pub use impact::{Impact, ImpactMethod, LatencyChange, RouteImpact};
pub use milestone::{Durations, MilestoneKind, MilestoneTime, Milestones};
pub use observations::Observations;
pub use page::{Page, PageEvent, PageEventKind};
pub use phrase::{Phrase, PhraseArg};
pub use repository::{Commit, OwnerRule, Repository};
pub use script::is_japanese;
pub use series::{MetricSeries, Sample};
pub use service::{ServiceName, workload_of};
pub use suspect::{Suspect, SuspectChange};
pub use timeline::{TimelineEntry, TimelineKind};
pub use topology::{CallEdge, Topology};
pub use window::{Window, WindowError};
