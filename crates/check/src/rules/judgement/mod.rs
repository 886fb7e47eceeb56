//! Grades instead of facts.

pub mod adverb;
pub mod value;
