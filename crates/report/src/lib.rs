//! The post-mortem document: drafting, editing in place, rendering and checking.

#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "documents are built piece by piece; `write!` to a String returns an error that cannot happen"
)]

pub mod audience;
pub mod csv;
pub mod document;
pub mod docx;
pub mod draft;
pub mod html;
pub mod import;
pub mod locale;
pub mod markdown;
pub mod merge;
pub mod mermaid;
pub mod neighbours;
pub mod numbers;
pub mod review_view;
pub mod summary;
pub mod told;
pub mod translation;
