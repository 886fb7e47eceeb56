//! Levels, versions, identifiers and persons that are told differently elsewhere.

pub(super) mod cause;
pub(super) mod identifier;
pub(super) mod lookalike;
pub(super) mod person;
pub(super) mod severity;
pub(super) mod status;
