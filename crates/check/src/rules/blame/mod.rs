//! Who did it, instead of what made it possible.

pub mod person;
pub mod human_error;
pub mod character;
pub mod passive;
