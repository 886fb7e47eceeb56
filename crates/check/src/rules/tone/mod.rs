//! Remorse instead of learning.

pub mod apology;
