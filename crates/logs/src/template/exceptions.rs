//! Makes one parameter of the exception that a sentence ends with: `link to 7 lost, cause: java.io.EOFException`.
//!
//! Two of them behind one beginning, or one whose text holds no parameter, tell why and not what. To a reader they say more
//! than a mark, so this is done to labelled templates only.

use std::collections::{BTreeMap, BTreeSet};

use super::group::{Group, Samples, gather, is_word, text_at, text_of};
use super::words::Word;

/// Different exceptions behind one beginning that make them a parameter.
const FEWEST: usize = 2;

/// Joins groups that differ in the exception at their end; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    let mut beginnings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for group in groups.values() {
        if let Some((beginning, exception)) = cut(&group.words) {
            beginnings.entry(text_of(beginning)).or_default().insert(text_of(exception));
        }
    }
    gather(groups.into_values().map(|mut group| {
        let found = cut(&group.words).filter(|(beginning, exception)| {
            beginnings.get(&text_of(beginning)).is_some_and(|exceptions| exceptions.len() >= FEWEST)
                || !exception.iter().any(|word| word.is_parameter)
        });
        if let Some((beginning, _)) = found {
            let range = beginning.len()..group.words.len();
            group.collapse(&range, samples);
        }
        group
    }))
}

/// A sentence, and the exception that follows its colon.
fn cut(words: &[Word]) -> Option<(&[Word], &[Word])> {
    let place = (3..words.len()).find(|place| {
        (text_at(words, place.checked_sub(1)), text_at(words, place.checked_sub(2))) == (" ", ":")
            && words.get(place - 3).is_some_and(is_word)
            && words.get(*place).is_some_and(|word| is_exception(&word.text))
    })?;
    words.split_at_checked(place).filter(|(beginning, _)| beginning.iter().filter(|word| is_word(word)).count() > 1)
}

/// The class of an exception with its package.
fn is_exception(text: &str) -> bool {
    let class = text.rsplit(['.', '$']).next().unwrap_or_default();
    text.contains('.')
        && class.starts_with(|c: char| c.is_ascii_uppercase())
        && (class.ends_with("Exception") || class.ends_with("Error"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_labelled};

    #[test]
    fn what_was_thrown_is_a_value_in_labels_only() {
        let lines =
            ["link to 7 lost, cause: java.io.EOFException", "link to 8 lost, cause: java.net.Timeout.IoError: reset"];
        check_labelled(&lines, &["link to <*> lost, cause: <*>"]);
        check(
            &lines,
            &[
                "link to <*> lost, cause: java.io.EOFException",
                "link to <*> lost, cause: java.net.Timeout.IoError: reset",
            ],
        );
        check_labelled(
            &["report of 7: java.io.IOException: no answer of b7"],
            &["report of <*>: java.io.IOException: no answer of <*>"],
        );
    }
}
