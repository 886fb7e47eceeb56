//! Sizes that a program writes with the unit that fits (`25.0 KB`, `15.0 GB`): the unit belongs to the number.
//!
//! Fractions of several units in one sentence, or at one place, show that the log is written so; then it is where the unit
//! never varied, too.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence;
use super::group::{Group, gather};
use super::words::Word;

/// Makes one parameter of each fraction with its unit, in logs whose units are chosen to fit.
pub(super) fn join(groups: BTreeMap<String, Group>) -> BTreeMap<String, Group> {
    if !groups.values().any(|group| has_fitting_units(&group.words)) {
        return groups;
    }
    gather(groups.into_values().map(|mut group| {
        for place in sizes(&group.words) {
            evidence::make_parameter(&mut group.words, place);
        }
        group
    }))
}

/// Places of the units of numbers with a fraction.
fn sizes(words: &[Word]) -> Vec<usize> {
    let is_fraction = |place: usize| {
        place.checked_sub(2).and_then(|number| words.get(number)).is_some_and(|number| number.text.contains('.'))
    };
    (0..words.len()).filter(|place| evidence::is_unit(words, *place) && is_fraction(*place)).collect()
}

fn has_fitting_units(words: &[Word]) -> bool {
    let units: BTreeSet<&str> =
        sizes(words).into_iter().filter_map(|place| words.get(place)).map(|word| word.text.as_str()).collect();
    // A unit that was found to vary has joined its number.
    let is_joined = |words: &[Word]| {
        matches!(words, [number, blank, unit]
            if number.is_parameter && number.text.contains('.') && blank.text.is_empty() && unit.text.is_empty())
    };
    units.len() > 1 || words.windows(3).any(is_joined)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn units_that_fit_belong_to_the_number() {
        check(
            &["kept a7 (about 25.0 KB, 15.0 GB left)", "the limit is 15.0 GB", "wrote 7 MB"],
            &["kept <*> (about <*>, <*> left)", "the limit is <*>", "wrote <*> MB"],
        );
        check(&["claim: memory 2048 MB, disk 20 GB"], &["claim: memory <*> MB, disk <*> GB"]);
    }
}
