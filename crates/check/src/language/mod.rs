//! What the rules need to know of each language: who acts, what counts as an error, where a clause ends.

pub mod en;
pub mod ja;
mod ordinary;
pub(crate) mod pattern;
