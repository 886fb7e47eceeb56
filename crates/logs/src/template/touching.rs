//! Makes one parameter of what touches: parameters without anything, or with a dot only, between them (`<*><*>` and
//! `<*>.<*>` read the same as `<*>`).

use std::collections::BTreeMap;
use std::ops::Range;

use super::group::{Group, Samples, gather};
use super::words::Word;

/// Joins what touches in all groups; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    gather(groups.into_values().map(|mut group| {
        while let Some(range) = touching(&group.words) {
            group.collapse(&range, samples);
        }
        group
    }))
}

fn touching(words: &[Word]) -> Option<Range<usize>> {
    let is = |place: usize, text: &str| words.get(place).is_some_and(|word| !word.is_parameter && word.text == text);
    let is_parameter = |place: usize| words.get(place).is_some_and(|word| word.is_parameter);
    (0..words.len()).filter(|place| is_parameter(*place)).find_map(|place| {
        let is_opened = place.checked_sub(1).is_some_and(|before| is(before, "<"));
        // `<memory:7, cores:<*>>`: a bracket that opened farther off ends what touches it.
        if is_parameter(place + 1) || (is(place + 1, ">") && !is_opened) {
            Some(place..place + 2)
        } else {
            (is(place + 1, ".") && is_parameter(place + 2)).then_some(place..place + 3)
        }
    })
}
