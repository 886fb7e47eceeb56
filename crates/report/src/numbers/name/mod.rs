//! Levels, versions, identifiers and persons that are told differently elsewhere.

pub(super) mod cause;
pub(super) mod from_to;
pub(super) mod identifier;
pub(super) mod lookalike;
pub(super) mod named_otherwise;
pub(super) mod only_here;
pub(super) mod person;
pub(super) mod role_holder;
pub(super) mod severity;
pub(super) mod status;

use super::{Contradiction, ContradictionKind, Place, place_of};
use crate::document::Fact;

/// What the text says of something that the head says otherwise.
fn against_head(stated: Place, fact: &Fact) -> Contradiction {
    let derived = place_of(fact);
    let message = format!("`{}` is stated, but the head says `{}`", stated.text, derived.text);
    Contradiction { kind: ContradictionKind::Name, stated, derived, message }
}
