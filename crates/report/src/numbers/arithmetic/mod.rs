//! Numbers that follow from other numbers: sums, shares, rates, means and what is left.

pub(super) mod average;
pub(super) mod budget_twice;
pub(super) mod card;
pub(super) mod derived;
pub(super) mod divided;
pub(super) mod equation;
pub(super) mod fraction;
pub(super) mod named_share;
pub(super) mod of_them;
pub(super) mod parts;
pub(super) mod ratio;
pub(super) mod share;
pub(super) mod share_column;
pub(super) mod slips;
pub(super) mod spent;
pub(super) mod sum;
