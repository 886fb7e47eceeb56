//! The post-mortem document: drafting, editing in place, rendering and checking.

pub mod document;
pub mod draft;
mod import;
pub mod locale;
pub mod markdown;
pub mod summary;
