//! Ranks suspects: how much of the symptom's excess is each node's own?
//!
//! Every channel answers in that currency, as a share; the shares are added. What requests went through (spans, then
//! the symptom's metric along the call graph) speaks first; what machines tell breaks ties, and speaks alone where there
//! is nothing else.

mod answered;
mod changed;
mod flow;
mod history;
mod lead;
mod load;
mod logged;
mod named;
mod outcome;
mod question;
mod rank;
mod resources;
mod saturated;
mod starved;
mod symptom;
mod system;
mod tally;
mod traced;
mod wording;

pub use question::{Channel, LogView, Question, Symptom, Verdict};
pub use rank::rank;
