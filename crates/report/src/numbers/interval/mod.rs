//! Lengths of time in the text against the moments they lie between.

pub(super) mod apart;
pub(super) mod budget;
pub(super) mod clauses;
pub(super) mod end_words;
pub(super) mod ends;
pub(super) mod given;
pub(super) mod head;
pub(super) mod headed;
pub(super) mod labelled;
pub(super) mod of_cells;
pub(super) mod of_rows;
pub(super) mod outage;
pub(super) mod process;
pub(super) mod said_between;
pub(super) mod said_between_ja;
pub(super) mod spelled;
pub(super) mod stated;
pub(super) mod time_to;
pub(super) mod transfer;
pub(super) mod whole;
