//! Lengths of time in the text against the moments they lie between.

pub(super) mod budget;
pub(super) mod end_words;
pub(super) mod ends;
pub(super) mod given;
pub(super) mod head;
pub(super) mod headed;
pub(super) mod process;
pub(super) mod stated;
pub(super) mod transfer;
