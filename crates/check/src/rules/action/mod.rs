//! Promises that change nothing.

pub mod vague;
pub mod person_fix;
pub mod punitive;
