//! Makes one parameter of a list whose length varies between lines that are equal otherwise.
//!
//! `ISR is 1,2,3` and `ISR is 1,2`, `Set(ann, bob)` and `Set(ann)`: the number of items says nothing about the sentence.
//! Lists of constant length (coordinates, registers) keep their places.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::brackets::fields;
use super::group::{Group, Samples, gather, is_word};
use super::list_places::{items, lists};
use super::words::Word;

/// Stands for a list in the text that lists are compared by.
const LIST: char = '\u{1}';
/// Different remarks in brackets that make them values: two are two outcomes (`(found)`, `(not found)`).
const FEWEST_REMARKS: usize = 3;

fn squeezed(words: &[Word], lists: &[Range<usize>]) -> String {
    let mut text = String::new();
    let mut place = 0;
    for list in lists {
        text.extend(words.get(place..list.start).unwrap_or_default().iter().map(Word::shown));
        text.push(LIST);
        place = list.end;
    }
    text.extend(words.get(place..).unwrap_or_default().iter().map(Word::shown));
    text
}

/// The word glued before a parameter, where that is all of a list.
fn prefix<'a>(group: &'a Group, list: &Range<usize>) -> Option<&'a str> {
    let first = group.words.get(list.start)?;
    (list.len() == 2 && !first.is_parameter && first.text.ends_with('-')).then_some(first.text.as_str())
}

/// A sentence and where its lists are.
type Variant = (Group, Vec<Range<usize>>);

/// Is the list one address with its port?
fn has_port(words: &[Word], items: &[Range<usize>]) -> bool {
    let [item] = items else { return false };
    let is_mark =
        |place: usize, mark: &str| words.get(place).is_some_and(|word| !word.is_parameter && word.text == mark);
    item.len() > 2 && is_mark(item.end - 2, ":") && (item.start..item.end - 2).all(|place| !is_mark(place, ":"))
}

/// Makes one parameter of a range of each sentence, if the ranges differ in length or in what is glued before.
fn collapse_varying(variants: &mut [Variant], ranges: &[Range<usize>], samples: &mut Samples) {
    let lengths: BTreeSet<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
    let prefixes: BTreeSet<&str> =
        variants.iter().zip(ranges).filter_map(|((group, _), range)| prefix(group, range)).collect();
    // Other fields are another sentence.
    let fields: BTreeSet<usize> = variants
        .iter()
        .zip(ranges)
        .map(|((group, _), range)| fields(group.words.get(range.clone()).unwrap_or_default()))
        .collect();
    let texts: BTreeSet<String> = variants
        .iter()
        .zip(ranges)
        .filter_map(|((group, _), range)| group.words.get(range.clone()))
        .filter(|text| text.iter().all(|word| is_word(word) || (!word.is_parameter && word.text == " ")))
        .map(super::group::text_of)
        .collect();
    // Remarks beside lists (`(not running)`, `(ADD, "a7")`) are outcomes, too.
    let is_list = |(group, range): (&Group, &Range<usize>)| {
        group
            .words
            .get(range.clone())
            .is_some_and(|text| text.iter().any(|word| !word.is_parameter && word.text == ","))
    };
    let lists =
        variants.iter().zip(ranges).map(|((group, _), range)| (group, range)).filter(|list| is_list(*list)).count();
    let are_remarks = texts.len() + lists == variants.len() && texts.iter().all(|text| text.contains(' '));
    let are_outcomes = are_remarks && !texts.is_empty() && texts.len() < FEWEST_REMARKS
        || texts.len() == variants.len() && texts.len() < FEWEST_REMARKS;
    if (lengths.len() < 2 && prefixes.len() < 2) || fields.len() > 1 || are_outcomes {
        return;
    }
    for ((group, _), range) in variants.iter_mut().zip(ranges) {
        group.collapse(range, samples);
    }
}

/// Joins groups that differ in the length of lists only, of values of keys too if told so; their samples keep
/// the shape of their words.
pub(super) fn join(
    groups: BTreeMap<String, Group>,
    samples: &mut Samples,
    with_values: bool,
) -> BTreeMap<String, Group> {
    let mut sentences: BTreeMap<String, Vec<Variant>> = BTreeMap::new();
    for group in groups.into_values() {
        let lists = lists(&group.words, with_values);
        sentences.entry(squeezed(&group.words, &lists)).or_default().push((group, lists));
    }
    let mut joined = Vec::new();
    for mut variants in sentences.into_values() {
        let count = variants.first().map_or(0, |(_, lists)| lists.len());
        // From the last list on: places before it stay.
        for number in (0..count).rev() {
            // As many items each, of different shapes (`1 2:3` and `1 2`): the shapes vary, not the list.
            let rows: Vec<Vec<Range<usize>>> = variants
                .iter()
                .map(|(group, lists)| lists.get(number).map(|list| items(&group.words, list)).unwrap_or_default())
                .collect();
            let width = rows.first().map_or(0, Vec::len);
            // `ann/10.0.0.7:80` and `10.0.0.7:80`: who is there is known or not, and either is written in its own way.
            if width == 1 && variants.iter().zip(&rows).all(|((group, _), row)| has_port(&group.words, row)) {
                continue;
            }
            if width > 1 && rows.iter().all(|row| row.len() == width) {
                for place in (0..width).rev() {
                    let ranges: Vec<Range<usize>> = rows.iter().filter_map(|row| row.get(place).cloned()).collect();
                    collapse_varying(&mut variants, &ranges, samples);
                }
            } else {
                let ranges: Vec<Range<usize>> =
                    variants.iter().filter_map(|(_, lists)| lists.get(number).cloned()).collect();
                collapse_varying(&mut variants, &ranges, samples);
            }
        }
        joined.extend(variants.into_iter().map(|(group, _)| group));
    }
    gather(joined)
}

#[cfg(test)]
mod tests {
    use super::super::Miner;

    fn check(messages: &[&str], expected: &[&str]) {
        let mut miner = Miner::default();
        for message in messages {
            miner.add(message.as_bytes());
        }
        let templates = miner.finish().templates();
        let mut texts: Vec<&str> = templates.iter().map(|template| template.text.as_str()).collect();
        texts.sort_unstable();
        assert_eq!(texts, expected);
        // As many parameters as marks, and all samples found their place.
        for template in templates.iter() {
            assert_eq!(template.parameters.len(), template.text.matches("<*>").count());
            assert!(template.parameters.iter().all(|parameter| !parameter.samples.is_empty()));
        }
    }

    #[test]
    fn lists_of_varying_length_are_one_parameter() {
        check(&["set [1, 2, 3] on", "set [4] on", "set [] on"], &["set [<*>] on"]);
        check(&["isr 1,2 of 3", "isr 1 of 3"], &["isr <*> of <*>"]);
        check(&["rates 1 2 3 read", "rates 1 2 read"], &["rates <*> read"]);
        check(&["users: Set(ann, bob) only", "users: Set(eve) only"], &["users: Set(<*>) only"]);
        check(&["rule \"a\" hit", "rule \"a b c\" hit"], &["rule \"<*>\" hit"]);
    }

    #[test]
    fn items_of_several_shapes_keep_their_places() {
        check(&["unpacked a1:x64 1:2.3 ok", "unpacked b2:x64 2.3 ok"], &["unpacked <*>:<*> <*> ok"]);
        check(
            &["ann/10.0.0.7:80 told its version 7", "10.0.0.7:80 told its version a.b"],
            &["<*>/<*>:<*> told its version <*>", "<*>:<*> told its version a.b"],
        );
        check(&["to node-7 now", "to edge-9 now", "to 10.0.0.1:80 now"], &["to <*> now"]);
        check(&["took 3:05 of all", "took <1 sec of all"], &["took <*> of all"]);
    }

    #[test]
    fn lists_of_one_length_keep_their_places() {
        check(&["at (1, 2) now", "at (3, 4) now"], &["at (<*>, <*>) now"]);
        check(&["moved 1, 2", "moved 3, 4"], &["moved <*>, <*>"]);
        let sentences = ["said \"a long sentence came by\" now", "said \"then one of six words came\" now"];
        check(&sentences, &sentences);
    }

    #[test]
    fn outcomes_in_brackets_are_words() {
        let outcomes = ["released lease of 7 (found)", "released lease of 8 (not found)"];
        check(&outcomes, &["released lease of <*> (found)", "released lease of <*> (not found)"]);
        let steps = ["sync (ADD, \"a7\"): b7", "sync (REMOVE, \"a8\"): b8", "sync (pod unhealthy): b9"];
        check(&steps, &["sync (ADD, \"<*>\"): <*>", "sync (REMOVE, \"<*>\"): <*>", "sync (pod unhealthy): <*>"]);
    }

    #[test]
    fn remarks_among_fields_and_ends_of_connections() {
        check(
            &["login: user=a7, ip=1.2.3.4, TLS, id=7", "login: user=a7, ip=1.2.3.4, TLS handshake: no cipher, id=7"],
            &["login: user=<*>, ip=<*>, <*>, id=<*>"],
        );
        check(
            &[
                "link (1.2.3.4:7 -> 1.2.3.4:8, user: 'a7') is up",
                "link (1.2.3.4:7 -> 1.2.3.4:8 - web, user: 'a7') is up",
            ],
            &["link (<*>, user: '<*>') is up"],
        );
    }

    #[test]
    fn other_fields_are_another_sentence() {
        check(
            &["closing link (7, host: 'a7', user: 'b7')", "closing link (7)"],
            &["closing link (<*>)", "closing link (<*>, host: '<*>', user: '<*>')"],
        );
    }
}
