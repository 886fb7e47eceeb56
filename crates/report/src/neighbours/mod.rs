//! The two neighbours of a post-mortem that an incident most often shows to be missing: runbooks, drafted from what
//! worked, and alert rules, drafted from what moved and tested against the incident's own samples.

pub mod alert_rules;
pub mod runbook;
