//! Spans of distributed traces, read as a stream and boiled down to what the ranking needs.

mod builder;
mod csv;
mod durations;
mod failing;
mod finish;
mod json;
mod novelty;
mod pace;
mod peers;
mod requests;
mod served;
mod skew;
mod statement;
mod summary;
mod transitions;
mod tree;

pub use builder::{SpanRecord, SpansBuilder};
pub use csv::{SpanCsvError, SpanCsvReport, read_csv};
pub use json::{SpanJsonError, SpanJsonReport, read_json};
pub use statement::statement_of;
pub use summary::{Edge, EdgeGap, Failing, Moved, Pace, Route, Skew, SpanSummary, Surprise};
