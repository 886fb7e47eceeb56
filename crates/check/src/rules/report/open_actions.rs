//! What several rules ask of the actions.

use super::Spots;
use crate::reading::{Action, Reading};

/// More than so many actions without the same thing are one finding: the list has no place for it.
const ONE_BY_ONE: usize = 5;

pub(super) fn at(spots: &mut Spots, action: &Action) {
    spots.words(action.entry.line, action.entry.bytes.clone());
}

/// Reports open actions that lack something.
pub(super) fn missing(reading: &Reading<'_>, spots: &mut Spots, lacks: impl Fn(&Action) -> bool) {
    let lacking: Vec<&Action> = reading.actions.iter().filter(|a| !a.is_done && lacks(a)).collect();
    match lacking.first() {
        Some(first) if lacking.len() > ONE_BY_ONE => spots.detailed(
            first.entry.line,
            first.entry.bytes.clone(),
            format!("{}/{}", lacking.len(), reading.actions.len()),
        ),
        _ => lacking.into_iter().for_each(|a| at(spots, a)),
    }
}
