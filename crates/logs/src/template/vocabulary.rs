//! Words that were seen to be values in one sentence are values in the others, too.
//!
//! `login of user ann` came with many names, so `user=ann` of a line that came once is a parameter as well. Names (of
//! classes, packages, hosts) are recognised anywhere; plain words where the sentence shows that a value stands.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{self, is_name, is_value};
use super::group::{Group, Samples, gather, is_word, text_at, text_of};
use super::words::Word;

/// Fewest different values of a place that show it to be one of a parameter.
const FEWEST: usize = 2;

/// Known words of one sentence that are compared.
const MOST_PLACES: usize = 16;
/// Words of a sentence, the one that varies among them.
const FEWEST_WORDS: usize = 4;

/// Makes parameters of the words of all groups that are known as values from others.
pub(super) fn apply(groups: BTreeMap<String, Group>, samples: &Samples) -> BTreeMap<String, Group> {
    let known = values(&groups, samples);
    let groups = join_known(groups, &known);
    gather(groups.into_values().map(|mut group| {
        let literals = group.words.iter().filter(|word| is_word(word)).count();
        let found: Vec<usize> = (0..group.words.len())
            .filter(|place| {
                let Some(word) = group.words.get(*place).filter(|word| is_word(word)) else { return false };
                known.contains(word.text.as_str())
                    && !begins_sentence(&group.words, *place)
                    && (is_name(&word.text)
                        || is_value(&group.words, *place)
                        || (evidence::is_told(&group.words, *place)
                            && evidence::are_codes(&BTreeSet::from([word.text.as_str()]))))
            })
            .collect();
        // A sentence keeps a word of its own.
        if found.len() < literals {
            for place in found {
                evidence::make_parameter(&mut group.words, place);
            }
        }
        group
    }))
}

/// Does a sentence begin with the word (`StoreSetup enters its loop`, `error: store_setup: no room`)? Then it tells who acts,
/// though others name it, too.
fn begins_sentence(words: &[Word], place: usize) -> bool {
    let goes_on = |place: usize| text_at(words, Some(place)) == " " && words.get(place + 1).is_some_and(is_word);
    let is_tag = text_at(words, Some(place + 1)) == ":" && goes_on(place + 2);
    let follows_tag = (text_at(words, place.checked_sub(1)), text_at(words, place.checked_sub(2))) == (" ", ":");
    (place == 0 && goes_on(1)) || (is_tag && (place == 0 || follows_tag))
}

/// Joins groups that differ in one word only, where the words of all of them are known.
fn join_known(groups: BTreeMap<String, Group>, known: &BTreeSet<&str>) -> BTreeMap<String, Group> {
    let mut contexts: BTreeMap<(usize, String), BTreeSet<String>> = BTreeMap::new();
    let places = |group: &Group| -> Vec<usize> {
        let is_known = |word: &Word| is_word(word) && known.contains(word.text.as_str());
        let known = group
            .words
            .iter()
            .enumerate()
            .filter(|(place, word)| is_known(word) && !begins_sentence(&group.words, *place));
        known.map(|(place, _)| place).take(MOST_PLACES).collect()
    };
    let masked = |group: &Group, place: usize| {
        let mut words = group.words.clone();
        evidence::make_parameter(&mut words, place);
        (place, text_of(&words))
    };
    for (text, group) in &groups {
        for place in places(group) {
            contexts.entry(masked(group, place)).or_default().insert(text.clone());
        }
    }
    gather(groups.into_values().map(|mut group| {
        let found = places(&group).into_iter().find(|place| {
            contexts.get(&masked(&group, *place)).is_some_and(|texts| texts.len() >= FEWEST)
                && group.words.iter().filter(|word| is_word(word)).count() >= FEWEST_WORDS
        });
        if let Some(place) = found {
            evidence::make_parameter(&mut group.words, place);
        }
        group
    }))
}

/// The words that stood at places of parameters.
fn values<'a>(groups: &BTreeMap<String, Group>, samples: &'a Samples) -> BTreeSet<&'a str> {
    let mut known = BTreeSet::new();
    for group in groups.values() {
        let own: Vec<_> = group
            .members
            .iter()
            .filter_map(|member| samples.get(*member))
            .flatten()
            .filter(|sample| sample.len() == group.words.len())
            .collect();
        for (place, _) in group.words.iter().enumerate().filter(|(_, word)| word.is_parameter) {
            let words: BTreeSet<&str> = own
                .iter()
                .filter_map(|sample| sample.get(place))
                .filter(|word| is_word(word))
                .map(|word| word.text.as_str())
                .collect();
            if words.len() >= FEWEST {
                known.extend(words);
            }
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn a_value_of_one_sentence_is_one_of_others() {
        let names = ["ann", "bob", "eve", "org.Shop", "org.Till"];
        let mut messages = names.map(|name| format!("opened the session for user {name} again")).to_vec();
        messages.extend(["denied user=ann by rule", "crash of org.Till", "ann of the north"].map(str::to_owned));
        check(
            &messages,
            &["ann of the north", "crash of <*>", "denied user=<*> by rule", "opened the session for user <*> again"],
        );
    }

    #[test]
    fn tags_are_no_values() {
        let names = ["store_setup", "store_keeper", "store_guard"];
        let mut messages = names.map(|name| format!("took far too long in function {name} again")).to_vec();
        messages.extend(["store_setup: id=7", "error: store_guard: no room"].map(str::to_owned));
        check(
            &messages,
            &["error: store_guard: no room", "store_setup: id=<*>", "took far too long in function <*> again"],
        );
    }

    #[test]
    fn who_acts_is_no_value() {
        let names = ["StoreSetup", "StoreKeeper", "StoreGuard"];
        let mut messages = names.map(|name| format!("opened the session for user {name} again")).to_vec();
        messages.push("StoreSetup enters its loop".to_owned());
        check(&messages, &["StoreSetup enters its loop", "opened the session for user <*> again"]);
    }
}
