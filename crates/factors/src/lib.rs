//! What deserves a look after an incident, and why: suspects ranked from metrics, logs, traces, topology and changes.

pub mod spans;
pub mod suspects;
