//! The log engine: bytes of any log into records, templates and a summary.
//!
//! ```text
//! bytes ─► frame (lines, bounded) ─► format (time, severity, request, ids) ─► record (multi-line)
//!       ─► template (what varies is masked) ─► LogSummary (counts per second, mergeable by its counts)
//! ```
//!
//! Knows no files, no incidents and not even the model: a log is a stream of bytes.
//! Times stay as the source wrote them; a reading without a zone is [`Stamp::Naive`].

pub mod format;
pub mod frame;
pub mod layout;
pub mod mask;
pub mod record;
pub mod request;
pub mod summary;
pub mod template;
pub mod time;

mod assemble;
mod decompress;
mod duplicates;
mod holes;

pub use decompress::{Compression, DecompressError, open};
pub use format::{Detected, Format, detect};
pub use record::{Record, Severity};
pub use request::Request;
pub use summary::{LogFault, LogSummary, Options, ReadError, TemplateSummary, summarise};
pub use time::Stamp;
