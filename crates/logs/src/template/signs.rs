//! Writes the sign before a parameter that all its values carry: `took +3ms`, `took +8ms` is `took +<*>`.
//!
//! Last of all, so that `+3ms` and `none` can stand at one place before.

use std::collections::BTreeMap;

use super::group::{Group, Samples, gather};
use super::words::Word;

/// Parts the sign from the parameters of all groups; their samples keep the shape of their words.
pub(super) fn part(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    gather(groups.into_values().map(|mut group| {
        let mut place = group.words.len();
        while let Some(before) = place.checked_sub(1) {
            place = before;
            if is_signed(&group, place, samples) {
                group.split(place, '+', samples);
            }
        }
        group
    }))
}

fn is_signed(group: &Group, place: usize, samples: &Samples) -> bool {
    let signed = |word: &Word| {
        word.text.strip_prefix('+').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
    };
    group.words.get(place).is_some_and(|word| word.is_parameter && signed(word))
        && group
            .members
            .iter()
            .filter_map(|member| samples.get(*member))
            .flatten()
            .filter(|sample| sample.len() == group.words.len())
            .all(|sample| sample.get(place).is_some_and(signed))
}
