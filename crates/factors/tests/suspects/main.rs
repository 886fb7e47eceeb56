//! Suspects of tiny synthetic systems whose fault is known.

mod channels;
mod outcome;
mod properties;
mod system;
mod traces;
