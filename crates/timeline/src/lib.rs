//! Step 2: from observations to one ordered timeline in UTC, with milestones and impact.
//!
//! ```text
//! logs, metrics, alerts, pages, chat, changes
//!        │ groundwork: align clocks, count requests at the edge, find the stretch of failures
//!        ▼
//!  Groundwork ──► (the pipeline looks for metrics that moved, now that it knows when) ──► tell
//!        │ candidates of every source, parts of changes, milestones, merging, selection
//!        ▼
//!      Story: timeline rows, milestones, durations, impact, clocks, gaps
//! ```
//!
//! This crate orders and measures. It names no cause: which change came before the trouble is order,
//! why it hurt is for the factors. It writes no prose: sentences are [`backstory_model::Phrase`]s.

mod candidate;
mod chance;
mod chat;
mod clock;
mod complaints;
mod crawlers;
mod deeds;
mod detection;
mod failures;
mod felt;
mod findings;
mod groundwork;
mod history;
mod hushed;
mod impact;
mod lost;
mod milestones;
mod order;
mod people;
mod reliability;
mod remarks;
mod requests;
mod roles;
mod select;
mod signs;
mod slow;
mod source_log;
mod story;
mod suggestions;

pub use crawlers::{TOO_MANY_REQUESTS, refuses_crawlers};
pub use felt::{Harm, SymptomMetric};
pub use groundwork::{Groundwork, Input};
pub use hushed::{Hushed, Record};
pub use roles::{Complaint, Sign};
pub use source_log::{FailedRequest, FailingCustomer, LogFault, RequestCount, SourceLog, TemplateCount};
pub use story::{Story, tell};
