//! The post-mortem document: drafting, editing in place, rendering and checking.

pub mod locale;
pub mod markdown;
