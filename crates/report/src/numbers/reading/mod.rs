//! What a sentence states: where it begins and ends, its counts with their units, how exact a number is, and whether it speaks of
//! this incident at all.

pub(super) mod bound;
pub(super) mod entry;
pub(super) mod hand_slip;
pub(super) mod quantity;
pub(super) mod sentence;
