//! Suspects of tiny synthetic systems whose fault is known.

#![expect(clippy::unwrap_used, clippy::cast_possible_truncation, reason = "a panic is the report of a test")]

mod channels;
mod outcome;
mod properties;
mod starved;
mod system;
mod traces;
