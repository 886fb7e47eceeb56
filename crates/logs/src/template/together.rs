//! Joins sentences that differ in several words at once.
//!
//! A user, a class and a host that vary together leave no two lines that share all but one word. Sentences with the same
//! skeleton (as many words, the same punctuation between them) are parted by the words that must be constant, the place
//! with the fewest of them first, until either one sentence is left or every place that still varies behaves like a
//! parameter (iterative partitioning; compare Makanju, Zincir-Heywood and Milios, "Clustering event logs using iterative
//! partitioning", KDD 2009).

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use super::group::{Group, gather, is_word};
use super::words::Word;
use super::{evidence, keys};

/// Words of a sentence that may vary; what follows must be equal. Bounds the work on giant sentences.
const MOST_WORDS: usize = 48;

fn can_vary(words: &[Word], place: usize) -> bool {
    let varies = |word: &Word| word.is_parameter || word.text.is_empty() || word.text.contains(char::is_alphabetic);
    (words.get(place).is_some_and(varies) && !keys::is_key(words, place)) || evidence::is_absent(words, place)
}

/// Joins groups; the texts are the sentences they had in common or keep.
pub(super) fn join(groups: BTreeMap<String, Group>) -> BTreeMap<String, Group> {
    let corpus = Corpus::of(&groups);
    let mut skeletons: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for group in groups.into_values() {
        let mut text = String::new();
        let mut words = 0;
        for (place, word) in group.words.iter().enumerate() {
            let varies = can_vary(&group.words, place) && words < MOST_WORDS;
            words += usize::from(varies);
            text.push_str(if varies { "\u{1}" } else { word.shown() });
        }
        skeletons.entry(text).or_default().push(group);
    }
    let mut joined = Vec::new();
    for groups in skeletons.into_values() {
        part(groups, &corpus, &mut joined);
    }
    gather(joined)
}

/// What stands at the places of sentences with one skeleton.
struct Places<'a> {
    /// Place and values, where there are several.
    varying: Vec<(usize, BTreeSet<&'a str>)>,
    /// Words that all sentences share.
    constant: usize,
}

fn places(groups: &[Group]) -> Places<'_> {
    let mut found = Places { varying: Vec::new(), constant: 0 };
    let Some(first) = groups.first() else { return found };
    let all = first.words.iter().enumerate().filter(|(place, _)| can_vary(&first.words, *place)).take(MOST_WORDS);
    for (place, word) in all {
        let values: BTreeSet<&str> =
            groups.iter().filter_map(|group| group.words.get(place)).map(Word::shown).collect();
        if values.len() > 1 {
            found.varying.push((place, values));
        } else {
            found.constant += usize::from(is_word(word));
        }
    }
    found
}

/// Values of a word that varies freely beside others.
const FEWEST_FREE: usize = 3;

/// Do several words vary so that their combinations are far more than the values of each? Words that belong together
/// (a verb and its object) would not.
fn vary_freely(places: &Places<'_>, combinations: usize) -> bool {
    let counts = || places.varying.iter().map(|(_, values)| values.len()).filter(|count| *count >= FEWEST_FREE);
    counts().count() >= 2
        && places.constant >= evidence::LONG_SENTENCE
        && combinations >= 2 * counts().max().unwrap_or_default()
        && counts().count() == places.varying.len()
}

fn part(groups: Vec<Group>, corpus: &Corpus, out: &mut Vec<Group>) {
    let mut open = vec![groups];
    while let Some(groups) = open.pop() {
        let Some(words) = groups.first().map(|group| group.words.clone()).filter(|_| groups.len() > 1) else {
            out.extend(groups);
            continue;
        };
        let places = places(&groups);
        // Two codes that vary together are the steps of a state machine: each may be a sentence of its own.
        let has_steps = places.varying.iter().filter(|(_, values)| evidence::are_codes(values)).count() > 1;
        let is_free = !has_steps && vary_freely(&places, groups.len());
        let is_open = |(place, values): &&(usize, BTreeSet<&str>)| {
            !(is_free && values.len() >= FEWEST_FREE)
                && (has_steps && evidence::are_codes(values)
                    || !evidence::is_parameter(&words, *place, values, places.constant, corpus))
        };
        let unproven: Vec<_> = places.varying.iter().filter(is_open).collect();
        let is_sentence = places.constant >= 2.max(places.varying.len());
        if unproven.is_empty() && is_sentence {
            let varying: Vec<usize> = places.varying.iter().map(|(place, _)| *place).collect();
            out.extend(groups.into_iter().map(|mut group| {
                for place in &varying {
                    evidence::make_parameter(&mut group.words, *place);
                }
                group
            }));
            continue;
        }
        let candidates: Vec<_> = if unproven.is_empty() { places.varying.iter().collect() } else { unproven };
        let Some(&(place, _)) = candidates.into_iter().min_by_key(|(place, values)| (values.len(), *place)) else {
            out.extend(groups);
            continue;
        };
        let mut parts: BTreeMap<String, Vec<Group>> = BTreeMap::new();
        for group in groups {
            let value = group.words.get(place).map_or("", Word::shown).to_owned();
            parts.entry(value).or_default().push(group);
        }
        open.extend(parts.into_values());
    }
}

#[cfg(test)]
mod tests {
    use super::super::Miner;
    use super::super::testing::check;

    const USERS: [&str; 7] = ["ann", "bob", "eve", "joe", "kim", "mia", "tom"];
    const CLASSES: [&str; 7] = ["a.Task", "b.Job", "c.Sort", "d.Map", "e.Join", "f.Scan", "g.Read"];

    #[test]
    fn words_that_vary_together_are_parameters() {
        let messages: Vec<String> = USERS
            .iter()
            .zip(CLASSES)
            .map(|(user, class)| format!("owner {user} started class {class} again"))
            .collect();
        check(&messages, &["owner <*> started class <*> again"]);
    }

    #[test]
    fn other_verbs_stay_other_sentences() {
        let messages: Vec<String> = ["opened", "closed"]
            .iter()
            .flat_map(|verb| {
                USERS.iter().zip(CLASSES).map(move |(user, class)| format!("session {verb} by {user} with {class}"))
            })
            .collect();
        check(&messages, &["session closed by <*> with <*>", "session opened by <*> with <*>"]);
    }

    #[test]
    fn sentences_that_share_little_stay_apart() {
        let messages: Vec<String> = USERS.iter().zip(CLASSES).map(|(a, b)| format!("{a} likes {b}")).collect();
        assert_eq!(messages.len(), 7);
        let mut miner = Miner::default();
        for message in &messages {
            miner.add(message.as_bytes());
        }
        assert_eq!(miner.finish().templates().iter().count(), 7);
    }
}
