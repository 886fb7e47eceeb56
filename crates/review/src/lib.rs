//! Sees to it that what was learned gets done: trackers, calendar, chat, deadlines.
//!
//! Everything here starts from a [`Case`], what a post-mortem says about its incident and its actions. Writing to the
//! outside is idempotent or says that it is not.

pub mod calendar;
mod case;
pub mod deadline;
pub mod github;
pub mod slack;
pub mod weekly;

pub use case::{Case, CaseAction};
