//! The post-mortem document: drafting, editing in place, rendering and checking.

pub mod document;
mod import;
