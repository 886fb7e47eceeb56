//! The part a change played in an incident.

use jiff::Timestamp;

use crate::{Citation, Phrase};

/// What a change did, judged by when it came and what followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangePart {
    /// It came before the first sign of trouble and may have introduced it.
    Suspected,
    /// Trouble ended with it.
    Mitigation,
    /// It was made against the trouble, and the trouble went on.
    Ineffective,
    /// It came in the window, and nothing connects it with the trouble.
    Bystander,
}

/// A change with its part, the weight of the suspicion and the reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeRole {
    /// Index into [`crate::Observations::changes`].
    pub change: usize,
    /// Its part.
    pub part: ChangePart,
    /// How strongly it is suspected, 0 to 1; comparable within one analysis.
    pub suspicion: f64,
    /// When it began to take effect.
    pub effective: Timestamp,
    /// What speaks for or against it, strongest first.
    pub reasons: Vec<Phrase>,
    /// What shows the reasons.
    pub citations: Vec<Citation>,
}
