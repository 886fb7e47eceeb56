//! Template miner: messages in, the few sentences they were printed from out, without configuration or training.
//!
//! Two levels, because one runs on every line and the other on a few hundred:
//!
//! 1. [`mask`](mask::mask) hashes a message with every token that holds a digit replaced by a mark. No allocation.
//!    Equal hash means equal masked line. [`Miner`] counts them and keeps a few raw samples of each.
//! 2. [`Mined::templates`] reads the samples of the *distinct* masked lines only: [`words`] cuts them into literals and
//!    typed parameters, [`merge`] joins those that differ in words that behave like parameters: alone ([`evidence`]), several at once
//!    ([`together`]), in lists, brackets, reasons and chunks of other shapes ([`lists`], [`brackets`], [`tails`], [`chunks`],
//!    [`shapes`]), in rows of values ([`columns`]), known from other sentences ([`vocabulary`]), or told apart by nothing but a number that
//!    the program gives its messages ([`codes`]).
//!
//! Whether a word is one of the program or a value is a matter of how it stands among the others of the log, not of what it is:
//! how many stand in its place, whether it chooses how the sentence goes on ([`corpus`]), whether it varies elsewhere, what
//! marks are around it. Lists of words (prepositions, nouns that announce a name) change how many are needed, no more; a log in
//! a language that nobody knows is grouped much the same (a test garbles all words). What never varied is shown in summaries and masked
//! in [`Mined::labelled`] templates ([`constants`], [`constant_values`]), and so are values with parts ([`notation`], [`structures`],
//! [`assignments`], [`exceptions`]).
//!
//! A message of several lines (a stack trace) is known by its first line.
//!
//! The notation of a template follows the Loghub corrections (Khan et al., ICSE 2022): a parameter is `<*>`, a whole
//! path or a word glued to a number is one parameter, runs of white space are one space.

mod alike;
mod assignments;
mod brackets;
mod calls;
mod chains;
mod chunks;
mod classify;
mod codes;
mod columns;
mod constant_values;
mod constants;
mod corpus;
mod entities;
mod evidence;
mod exceptions;
mod fold;
mod frames;
mod group;
mod keys;
mod known;
mod list_places;
mod lists;
pub mod mask;
mod merge;
mod miner;
mod names;
mod neighbours;
mod notation;
mod nouns;
mod objects;
mod options;
mod parameter;
mod pieces;
mod rows;
mod shapes;
mod sizes;
mod statements;
mod structures;
mod tags;
mod tails;
mod templates;
#[cfg(test)]
mod testing;
mod together;
mod touching;
mod units;
mod vocabulary;
mod words;

pub(crate) use constants::Constants;
pub(crate) use known::KnownLines;
pub use mask::MaskedId;
pub(crate) use mask::{PARAMETER_TEXT, content_hash, tokens_with_digits};
pub(crate) use merge::templates as templates_of;
pub(crate) use miner::Sampled;
pub use miner::{MAX_MASKED_LINES, Mined, Miner};
pub use parameter::{Kind, Parameter};
pub use templates::{OVERFLOW_TEXT, Template, TemplateId, Templates};
