//! What everybody knows afterwards.

pub mod counterfactual;
