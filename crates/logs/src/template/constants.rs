//! What stayed the same in every message of a sentence: a word of it, or a parameter that had one value so far?
//!
//! Names with a digit (`ssh2`, `IPv4`) are words unless they are values in other places; a word that fills quotes
//! (`mode 'basic'`) and a code behind its key (`proto=ESMTP`) are values.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::is_message_code;
use super::constant_values::{Habits, is_constant_value, is_unfilled};
use super::group::{Group, Samples, aligned, gather, is_word, text_at};
use super::names::is_program;
use super::words::Word;

/// Different messages from which on a constant word with digits is taken for a part of the sentence, whatever its look.
const PROVEN: usize = 5;

/// What becomes of a value without digits that never varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Constants {
    /// It is shown: to a reader it says more than a mark.
    Shown,
    /// It is a parameter, as in labelled data sets.
    Masked,
}

/// Settles the constant places of all groups.
pub(super) fn settle(
    groups: BTreeMap<String, Group>,
    samples: &Samples,
    constants: Constants,
) -> BTreeMap<String, Group> {
    let values = values(&groups, samples);
    let habits = Habits::of(&groups);
    gather(groups.into_values().map(|group| settle_group(group, samples, &values, (constants, habits))))
}

fn settle_group(
    mut group: Group,
    samples: &Samples,
    values: &BTreeSet<String>,
    (constants, habits): (Constants, Habits),
) -> Group {
    let messages = aligned(&group, samples).count();
    let literals = group.words.iter().filter(|word| is_word(word)).count();
    let settled: Vec<bool> = group
        .words
        .iter()
        .enumerate()
        .map(|(place, word)| {
            if !word.is_parameter {
                return constants == Constants::Masked
                    && (is_unfilled(&group.words, place)
                        || (literals > 1 && is_constant_value(&group.words, place, habits)));
            }
            let (before, after) = (text_at(&group.words, place.checked_sub(1)), text_at(&group.words, Some(place + 1)));
            // `hash 'SHA1'` and `device tun0`: the first of its kind has a number to tell it from others.
            let is_instance = || is_first_of_kind(&word.text) && !matches!(after, "(" | "=");
            let is_value =
                constants == Constants::Masked && ((matches!(before, "'" | "\"") && before == after) || is_instance());
            let is_named = before != "=" && !is_value;
            let is_name = is_message_code(&group.words, place)
                || (is_named && is_name_with_digits(word, group.words.get(place + 1)))
                || (is_named && messages >= PROVEN && (is_word_with_digits(&word.text) || is_program(&word.text)));
            !(is_name
                && !values.contains(word.text.as_str())
                && aligned(&group, samples)
                    .all(|sample| sample.get(place).is_some_and(|value| value.text == word.text)))
        })
        .collect();
    for (word, is_parameter) in group.words.iter_mut().zip(settled) {
        word.is_parameter = is_parameter;
    }
    group
}

/// The words that stood at places where others stood, too.
fn values(groups: &BTreeMap<String, Group>, samples: &Samples) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for group in groups.values() {
        for (place, _) in group.words.iter().enumerate().filter(|(_, word)| word.is_parameter) {
            let words: BTreeSet<&str> =
                aligned(group, samples).filter_map(|sample| sample.get(place)).map(|word| word.text.as_str()).collect();
            if words.len() > 1 {
                known.extend(words.into_iter().map(str::to_owned));
            }
        }
    }
    known
}

/// Letters and one digit (`ssh2`, `L1`; more digits are a number: `J12`), or the name of a function or key: what
/// stands right before `(` or `=` and starts with a letter.
fn is_name_with_digits(word: &Word, next: Option<&Word>) -> bool {
    let name = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_letters = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    // A small letter and a digit is a number with its kind: `q1`.
    let is_short = name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_called = next.is_some_and(|next| matches!(next.text.as_str(), "(" | "="))
        && word.text.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    (is_letters && !is_short && word.text.len() == name.len() + 1) || is_called || is_name_around_digit(&word.text)
}

/// Small letters and a zero, as the first of several devices is called (`eth0`, `cpu0`).
fn is_first_of_kind(text: &str) -> bool {
    text.strip_suffix('0').is_some_and(|kind| kind.len() >= 2 && kind.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Letters and a few digits without anything between, as names of products and protocols are; not a hexadecimal number,
/// nor letters without order (`fjFyEjc1`).
fn is_word_with_digits(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let turns = text
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    digits + letters == text.len()
        && (1..=4).contains(&digits)
        && letters > digits
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && turns.count() < 2
}

/// Letters, one digit, and a word again: `IPv6`, `EXT3-fs`, `ext3_readdir`, but no hexadecimal number.
pub(super) fn is_name_around_digit(text: &str) -> bool {
    let mut parts = text.split(|c: char| c.is_ascii_digit());
    let (Some(head), Some(tail), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    head.len() >= 2
        && tail.len() >= 2
        && head.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tail.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-'))
        && !is_hex
}

#[cfg(test)]
mod tests {
    use super::super::Miner;

    #[test]
    fn values_that_never_varied() {
        for (message, expected) in [
            ("failed (client 7, state: opening)", "failed (client <*>, state: <*>)"),
            ("failed (7 by user=ann mode=slow)", "failed (<*> by user=<*> mode=<*>)"),
            ("device tun0 opened for ssh2", "device <*> opened for ssh2"),
            ("hash 'SHA1' of 7", "hash '<*>' of <*>"),
            ("process browser[712] woke", "process <*>[<*>] woke"),
        ] {
            let mut miner = Miner::default();
            miner.add(message.as_bytes());
            let texts: Vec<String> = miner.finish().labelled().iter().map(|template| template.text.clone()).collect();
            assert_eq!(texts, [expected]);
        }
    }
}
