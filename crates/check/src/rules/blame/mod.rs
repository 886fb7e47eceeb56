//! Who did it, instead of what made it possible.

pub mod character;
pub mod human_error;
pub mod passive;
pub mod person;
