//! What the rules need to know of each language: who acts, what counts as an error, where a clause ends.

pub mod en;
pub mod ja;
pub(crate) mod pattern;
