//! Units that are glued to all numbers of a place (`took 726ms`, `took 1069ms`): the unit is a word of the sentence.
//!
//! Where one value or two are known, or the unit is chosen to fit (`1.5s`, `45ms`), number and unit are one value. To a reader
//! they are one always, so this is done to labelled templates only.

use std::collections::{BTreeMap, BTreeSet};

use super::group::{Group, Samples, aligned, gather};
use super::words::Word;

/// Different values from which on their common unit is no part of them.
const FEWEST: usize = 3;
/// Units of time and of counts that are written right behind a number. Those of sizes are mostly chosen to fit.
const UNITS: [&str; 9] = ["ns", "us", "ms", "s", "sec", "secs", "min", "h", "ops"];

/// Parts units from their numbers, in the samples of the same shape, too.
pub(super) fn part(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    gather(groups.into_values().map(|mut group| {
        for place in (0..group.words.len()).rev() {
            let Some(unit) = unit(&group, samples, place) else { continue };
            let length = group.words.len();
            for member in &group.members {
                let own = samples.get_mut(*member).into_iter().flatten();
                own.filter(|sample| sample.len() == length).for_each(|sample| cut(sample, place, unit));
            }
            cut(&mut group.words, place, unit);
        }
        group
    }))
}

/// The unit of all values at a place, if enough are known.
fn unit(group: &Group, samples: &Samples, place: usize) -> Option<&'static str> {
    let word = group.words.get(place).filter(|word| word.is_parameter)?;
    let unit = UNITS.into_iter().find(|unit| is_number_with(&word.text, unit))?;
    let values: BTreeSet<&str> =
        aligned(group, samples).filter_map(|sample| sample.get(place)).map(|value| value.text.as_str()).collect();
    (values.len() >= FEWEST && values.iter().all(|value| is_number_with(value, unit))).then_some(unit)
}

/// Is it a decimal number with the unit right behind?
fn is_number_with(text: &str, unit: &str) -> bool {
    let number = text.strip_suffix(unit).unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn cut(words: &mut Vec<Word>, place: usize, unit: &str) {
    if let Some(word) = words.get_mut(place) {
        word.text.truncate(word.text.len() - unit.len());
        words.insert(place + 1, Word::literal(unit));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_labelled};

    #[test]
    fn a_unit_that_never_varied_is_a_word() {
        let took = ["flush took 7ms", "flush took 18ms", "flush took 9ms"];
        check_labelled(&took, &["flush took <*>ms"]);
        check(&took, &["flush took <*>"]);
        check_labelled(&["flush took 7ms", "flush took 18ms", "flush took 1.5s"], &["flush took <*>"]);
        check_labelled(&["waited for 10000ms", "waited for 20000ms"], &["waited for <*>"]);
    }
}
