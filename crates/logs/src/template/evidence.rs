//! When do the words at a place of otherwise equal sentences count as values of a parameter?

use std::collections::BTreeSet;

use super::group::{is_word, text_at};
use super::parameter::SIZE_UNITS;
use super::words::Word;

/// Constant words from which on a sentence is recognised without its first word.
const LONG_SENTENCE: usize = 4;

/// Are the values at a place those of a parameter, given how many words all sentences share?
pub(super) fn is_parameter(words: &[Word], place: usize, values: &BTreeSet<&str>, constant: usize) -> bool {
    if values.iter().all(|value| SIZE_UNITS.contains(value)) && is_unit_place(words, place) {
        return true;
    }
    // Where a number stood once, a word is a value as well.
    values.contains("<*>") || values.len() >= needed(words, place, values, constant)
}

/// How many different words must stand at a place, all else equal, until the place counts as a parameter.
///
/// - a name (inner capitals, dots, underscores) is rarely part of a sentence: three of them are a parameter;
/// - a code in capitals is a value of a list (`EUR`, `PAID`), unless there are as few as methods of HTTP: four;
/// - a plain word often is (`startup succeeded`, `startup failed`): six, but three behind a preposition or as all that
///   follows a colon (`wake reason: timer`), and four at the end.
/// - the first word says what happened or to whom; twice as many, unless the rest is long.
pub(super) fn needed(words: &[Word], place: usize, values: &BTreeSet<&str>, constant: usize) -> usize {
    // `http` and `https`.
    if text_at(words, Some(place + 1)) == "://" {
        return 2;
    }
    // A key or quotes prove the value.
    if is_value(words, place) {
        return 2;
    }
    let names = values.iter().filter(|value| is_name(value)).count() * 2 > values.len();
    let before = words.get(..place).unwrap_or_default();
    let announced = before.iter().rev().find(|word| is_word(word));
    let touches = matches!(text_at(words, place.checked_sub(1)), " " | "=");
    let announced_by = |nouns: &[&str]| {
        touches && announced.is_some_and(|word| nouns.iter().any(|noun| word.text.eq_ignore_ascii_case(noun)))
    };
    // A noun that announces a name: two names are a parameter.
    if announced_by(&NAMING) {
        return 2;
    }
    let after_preposition =
        text_at(words, place.checked_sub(1)) == " " && PREPOSITIONS.contains(&text_at(words, place.checked_sub(2)));
    // Japanese writes no blanks: what varies between particles is a phrase, not a verb.
    let phrases = values.iter().all(|value| !value.is_ascii());
    let base = match (names, are_codes(values)) {
        (true, _) => 3,
        _ if phrases => 3,
        (_, true) => 4,
        _ if after_preposition => 3,
        _ if is_told(words, place) => 3,
        _ if is_last(words, place) => 4,
        _ => 6,
    };
    let first = before.iter().all(|word| !word.text.contains(char::is_alphanumeric));
    if first && constant < LONG_SENTENCE { base * 2 } else { base }
}

/// Are they codes in capitals, as states and currencies are?
pub(super) fn are_codes(values: &BTreeSet<&str>) -> bool {
    let is_code =
        |value: &&str| value.len() >= 3 && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    values.iter().all(is_code)
}

/// Is the word all that stands between `: ` and the end, a comma or a bracket?
fn is_told(words: &[Word], place: usize) -> bool {
    text_at(words, place.checked_sub(1)) == " "
        && text_at(words, place.checked_sub(2)) == ":"
        && text_at(words, Some(place + 1)) != " "
}

fn is_last(words: &[Word], place: usize) -> bool {
    text_at(words, place.checked_sub(1)) == " " && place + 1 == words.len()
}

const NAMING: [&str; 6] = ["user", "username", "account", "host", "hostname", "login"];

const PREPOSITIONS: [&str; 12] = ["on", "for", "from", "to", "by", "at", "in", "of", "with", "via", "into", "as"];

fn is_name(word: &str) -> bool {
    let inner = word.char_indices().any(|(place, c)| place > 0 && (c.is_uppercase() || matches!(c, '.' | '_' | '$')));
    inner && word.chars().any(char::is_lowercase)
}

/// Does the word stand right after `=`, or alone in quotes?
pub(super) fn is_value(words: &[Word], place: usize) -> bool {
    let Some(word) = words.get(place) else { return false };
    let before = text_at(words, place.checked_sub(1));
    let after = text_at(words, Some(place + 1));
    (word.is_parameter || is_word(word)) && (before == "=" || (matches!(before, "\"" | "'") && before == after))
}

/// Is the word a unit of size after a number and a space?
pub(super) fn is_unit(words: &[Word], place: usize) -> bool {
    is_unit_place(words, place)
        && words.get(place).is_some_and(|unit| !unit.is_parameter && SIZE_UNITS.contains(&unit.text.as_str()))
}

fn is_unit_place(words: &[Word], place: usize) -> bool {
    matches!(words.get(place.saturating_sub(2)..place), Some([number, space])
        if number.is_parameter && space.text == " ")
}

/// Makes the word at a place a parameter. A unit joins its number, a scheme its address: emptied, not removed, so that
/// places stay comparable with the samples.
pub(super) fn make_parameter(words: &mut [Word], place: usize) {
    if is_unit(words, place) {
        for word in words.iter_mut().skip(place - 1).take(2) {
            word.text.clear();
        }
    } else if text_at(words, Some(place + 1)) == "://" {
        for word in words.iter_mut().skip(place).take(2) {
            word.text.clear();
        }
    } else if let Some(word) = words.get_mut(place) {
        word.is_parameter = true;
    }
}
