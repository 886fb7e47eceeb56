//! Words that are values beside the same neighbour in other sentences are values beside it here, too.
//!
//! `denied on interface inside` and `… outside` show that `interface` has names behind it, so `routed by interface inside`,
//! which never had another one, has a value there. Only the very word that was a value there is one. To a reader a
//! word that never varied says more than a mark, so this is done to labelled templates only.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{PREPOSITIONS, is_participle};
use super::group::{Group, Samples, aligned, gather, is_word};
use super::nouns::NAMING;
use super::words::Word;

/// Different values of a place that show it to be one of a parameter.
const FEWEST: usize = 2;

/// What stands beside a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Neighbour {
    /// The word before it, a blank between.
    Before(String),
    /// What it is glued to: a mark, and a parameter behind that.
    Glued(String),
    /// The two words before it and the one behind (empty at the end), blanks between: in a place as narrow as this any word
    /// is a value.
    Between([String; 3]),
}

/// Makes parameters of the words of all groups that are known from beside their neighbours.
pub(super) fn apply(groups: BTreeMap<String, Group>, samples: &Samples) -> BTreeMap<String, Group> {
    let known = known(&groups, samples);
    gather(groups.into_values().map(|mut group| {
        let literals = group.words.iter().filter(|word| is_word(word)).count();
        let found: Vec<usize> = (1..group.words.len())
            .filter(|place| {
                group.words.get(*place).is_some_and(is_word)
                    && neighbours(&group.words, *place)
                        .any(|neighbour| is_value(&group.words, *place, &neighbour, &known))
            })
            .collect();
        // A sentence keeps a word of its own.
        if found.len() < literals {
            for place in found {
                if let Some(word) = group.words.get_mut(place) {
                    word.is_parameter = true;
                }
            }
        }
        group
    }))
}

/// Was the word at a place a value beside the same neighbour, or would any be one there?
fn is_value(words: &[Word], place: usize, neighbour: &Neighbour, known: &Known) -> bool {
    let Some(word) = words.get(place) else { return false };
    // `failed for user 'ann'`, though someone is called `user`.
    if NAMING.contains(&word.text.as_str()) && words.get(place + 1).is_some_and(|next| next.text == " ") {
        return false;
    }
    known.get(neighbour).is_some_and(|values| {
        values.contains(&word.text)
            || (matches!(neighbour, Neighbour::Between(_))
                && !is_participle(&word.text)
                && !PREPOSITIONS.contains(&word.text.as_str()))
    })
}

/// Values by what stood beside them.
type Known = BTreeMap<Neighbour, BTreeSet<String>>;

/// The words that were values, by their neighbours.
fn known(groups: &BTreeMap<String, Group>, samples: &Samples) -> Known {
    let mut known = Known::new();
    for group in groups.values() {
        for (place, _) in group.words.iter().enumerate().filter(|(_, word)| word.is_parameter) {
            let values: BTreeSet<&str> = aligned(group, samples)
                .filter_map(|sample| sample.get(place))
                .filter(|word| is_word(word))
                .map(|word| word.text.as_str())
                .collect();
            if values.len() < FEWEST {
                continue;
            }
            for neighbour in neighbours(&group.words, place) {
                known.entry(neighbour).or_default().extend(values.iter().map(|value| (*value).to_owned()));
            }
        }
    }
    known
}

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

fn neighbours(words: &[Word], place: usize) -> impl Iterator<Item = Neighbour> {
    let before = place
        .checked_sub(2)
        .filter(|_| text(words, place - 1) == " ")
        .and_then(|before| words.get(before))
        .filter(|before| is_word(before))
        .map(|before| Neighbour::Before(before.text.clone()));
    let mark = text(words, place + 1);
    let is_glued = matches!(mark, ":" | "/" | "(" | "[" | "@")
        && words.get(place + 2).is_some_and(|value| value.is_parameter)
        && place.checked_sub(1).is_some_and(|before| text(words, before) == " ");
    let glued = is_glued.then(|| Neighbour::Glued(mark.to_owned()));
    before.into_iter().chain(glued).chain(between(words, place))
}

/// The words around a place, all of them of the program.
fn between(words: &[Word], place: usize) -> Option<Neighbour> {
    let word = |at: usize| words.get(at).filter(|word| is_word(word)).map(|word| word.text.clone());
    let is_blank = |at: usize| text(words, at) == " ";
    let (first, second) = (place.checked_sub(4)?, place.checked_sub(2)?);
    (is_blank(place - 1) && is_blank(place - 3)).then_some(())?;
    let next =
        if place + 1 == words.len() { String::new() } else { word(place + 2).filter(|_| is_blank(place + 1))? };
    Some(Neighbour::Between([word(first)?, word(second)?, next]))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_labelled};

    #[test]
    fn any_word_is_a_value_in_a_narrow_place_of_values() {
        let mut lines: Vec<String> =
            ["ann", "bob", "eve", "joe"].map(|name| format!("failed password for {name} from 7 port 7")).to_vec();
        lines.push("accepted password for kim from 7 port 7 now".to_owned());
        check_labelled(
            &lines,
            &["accepted password for <*> from <*> port <*> now", "failed password for <*> from <*> port <*>"],
        );
    }

    #[test]
    fn a_value_behind_one_word_is_one_there_in_other_sentences() {
        let mut lines: Vec<String> = ["inside", "outside", "dmz", "guest"]
            .map(|name| format!("denied the packet of 7 on interface {name} by rule"))
            .to_vec();
        lines.extend(["routed 7 by interface inside", "opened 7 for inside:10.0.0.7"].map(str::to_owned));
        check_labelled(
            &lines,
            &[
                "denied the packet of <*> on interface <*> by rule",
                "opened <*> for inside:<*>",
                "routed <*> by interface <*>",
            ],
        );
        check(
            &lines,
            &[
                "denied the packet of <*> on interface <*> by rule",
                "opened <*> for inside:<*>",
                "routed <*> by interface inside",
            ],
        );
    }
}
