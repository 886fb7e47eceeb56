//! Which event of an incident the words of a sentence mean, and which rows of the timeline tell it.

pub(super) mod kind;
pub(super) mod ordinal;
pub(super) mod resolve;
pub(super) mod role;
pub(super) mod words;
