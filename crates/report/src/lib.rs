//! The post-mortem document: drafting, editing in place, rendering and checking.

pub mod document;
mod import;
pub mod draft;
pub mod locale;
pub mod markdown;
pub mod summary;
