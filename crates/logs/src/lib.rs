//! The log engine: any log into records, templates and a mergeable summary.
//!
//! ```text
//! bytes -> frame (blocks, lines, envelopes, multi-line records)
//!       -> format (one file a kind) -> Record { time, severity, service, message, request, ids }
//!       -> template (what varies is masked) -> LogSummary (counts by second; merges in any order)
//!       -> LogSummary::changes (what is new, loud, silent)
//! ```
//!
//! [`summarise`] folds a source into a [`LogSummary`] on several threads; [`read_records`] streams its records in order.
//! Nothing here opens a file, knows an incident or reads a clock; times stay as the source wrote them, and a reading
//! without a zone is [`Stamp::Naive`].

pub mod format;
pub mod frame;
pub mod layout;
pub mod route;
pub mod summary;
mod swar;
pub mod template;
pub mod time;

mod bits;
mod bottom;
mod engine;
mod holes;
mod memo;
mod record;
mod scan;
mod severity;

pub use engine::{Options, Zone, summarise, summarise_in};
pub use format::{Envelope, FormatKind, Recognised, detect};
pub use frame::{Compression, DecompressError, ReadError, ReadOptions, ReadReport, open, plain, read_records};
pub use record::{Record, Request};
pub use severity::Severity;
pub use summary::{LogFault, LogSummary, PerSecond, TemplateSummary};
pub use time::Stamp;
