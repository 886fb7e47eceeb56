//! The check: a linter that makes post-mortems blameless, complete and worth acting on, in English and Japanese.
//!
//! ```text
//! Markdown -> report::read -> sentences with context -> rules/<family>/<rule> -> Finding
//!                         \-> facts (zone, rows, actions …) -> rules/report/<rule> -/
//! ```
//!
//! A rule is one file. Sentence rules see one sentence and where it stands; what they share about a language (who is a
//! person, what counts as an omission, where a reason begins) is in [`language`]. Nothing here reads files or the clock.

#![expect(clippy::nonminimal_bool, reason = "each condition reads as the exception that it describes")]
#![expect(
    clippy::items_after_statements,
    reason = "a pattern stands right where it is used, behind the test that spares it"
)]

mod mask;
mod rewrite;
mod words;
pub(crate) use mask::mask;

pub mod check;
pub mod config;
pub mod explain;
pub mod finding;
pub mod fix;
pub mod gate;
pub mod language;
pub mod lsp;
pub mod output;
pub mod reading;
pub mod rule;
pub mod rules;
pub mod sentence;
pub mod suppress;

pub use check::check;
pub use finding::Finding;
pub use rule::{Offence, RuleInfo, SentenceRule, Severity, judge};
pub use sentence::{Context, Language};
