//! Promises that change nothing.

pub mod person_fix;
pub mod punitive;
pub mod vague;
