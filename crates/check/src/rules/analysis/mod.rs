//! Analyses that end too early.

pub mod stops_at_person;
