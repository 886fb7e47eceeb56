//! The post-mortem document: drafting, editing in place, rendering and checking.

pub mod document;
pub mod import;
pub mod merge;
pub mod numbers;
