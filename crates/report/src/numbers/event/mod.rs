//! Which event of an incident the words of a sentence mean, and which rows of the timeline tell it.

pub(super) mod role;
