//! Step 3 and 4: from what happened to why it could happen, and what to do about it.
//!
//! A factor is a condition of the system. The graph starts at what broke (immediate), asks what let it
//! hurt, hid it or slowed the response (contributing), and what would let it happen again elsewhere
//! (systemic). Every factor cites evidence or is a question for people; none ends at a person.
//! After Rasmussen, *Risk Management in a Dynamic Society* (1997), and Cook, *How Complex Systems Fail* (1998):
//! an incident needs several conditions at once, and "human error" is where an analysis stopped.

mod actions;
mod graph;
mod owners;
mod rule_draft;
pub mod spans;
pub mod suspects;

pub(crate) use graph::service_word as graph_word;

pub use actions::propose;
pub use graph::{Condition, FactorKind, Findings, Scene, weigh};
pub use owners::owner_of;
pub use rule_draft::{RuleDraft, draft_rules};
