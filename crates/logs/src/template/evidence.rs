//! When do the words at a place of otherwise equal sentences count as values of a parameter?

use std::collections::BTreeSet;

use super::corpus::Corpus;
use super::group::{is_word, text_at};
use super::keys::{has_keys_alone, is_json_deed, is_json_key, is_kind};
use super::nouns::{KINDS, NAMING};
use super::parameter::SIZE_UNITS;
use super::words::Word;

/// Constant words from which on a sentence is recognised without its first word.
pub(super) const LONG_SENTENCE: usize = 4;

/// Are the values at a place those of a parameter, given how many words all sentences share?
pub(super) fn is_parameter(
    words: &[Word],
    place: usize,
    values: &BTreeSet<&str>,
    constant: usize,
    corpus: &Corpus,
) -> bool {
    if values.iter().all(|value| SIZE_UNITS.contains(value)) && is_unit_place(words, place) {
        return true;
    }
    // Where a number stood once, a word is a value as well.
    values.contains("<*>") || values.len() >= needed(words, place, values, constant, corpus)
}

/// How many different words must stand at a place, all else equal, until the place counts as a parameter.
///
/// - a name (inner capitals, dots, underscores) is rarely part of a sentence: three of them are a parameter;
/// - a code in capitals is a value of a list (`EUR`, `PAID`), unless it is a method of HTTP: three;
/// - a plain word often is (`startup succeeded`, `startup failed`): six, but three behind a preposition (two where it tells
///   from where or to where) or as all that follows a colon (`wake reason: timer`), and four at the end.
/// - the first word says what happened or to whom; twice as many, unless the rest is long.
/// - words that choose how the sentence goes on are no values, and words of other sentences need twice as many.
pub(super) fn needed(words: &[Word], place: usize, values: &BTreeSet<&str>, constant: usize, corpus: &Corpus) -> usize {
    // `http` and `https`.
    if text_at(words, Some(place + 1)) == "://" {
        return 2;
    }
    if is_kind(words, place) {
        return usize::MAX;
    }
    // A key or quotes prove the value, and a line behind the name of a source file.
    if is_value(words, place) || is_source(words, place, values) {
        return 2;
    }
    // Properties (`env os.arch=x64`).
    if values.iter().all(|value| is_property(value)) && text_at(words, Some(place + 1)) == "=" {
        return 2;
    }
    // Constants of a program at the end of a bracket (`error 2 - E_NO_FILE]`).
    let is_constant = |value: &&str| value.contains('_') && are_codes(&BTreeSet::from([*value]));
    if values.iter().all(is_constant) && matches!(text_at(words, Some(place + 1)), ")" | "]" | "}") {
        return 2;
    }
    let before = words.get(..place).unwrap_or_default();
    let announced = before.iter().rev().find(|word| is_word(word));
    let touches = matches!(text_at(words, place.checked_sub(1)), " " | "=");
    let announced_by = |nouns: &[&str]| {
        touches && announced.is_some_and(|word| nouns.iter().any(|noun| word.text.eq_ignore_ascii_case(noun)))
    };
    // A noun that announces a name: two names are a parameter.
    let names = values.iter().filter(|value| is_name(value)).count() * 2 > values.len();
    let after_preposition =
        text_at(words, place.checked_sub(1)) == " " && PREPOSITIONS.contains(&text_at(words, place.checked_sub(2)));
    let after_colon = text_at(words, place.checked_sub(1)) == " " && text_at(words, place.checked_sub(2)) == ":";
    if announced_by(&NAMING)
        || ((names || is_noun_announced(words, place)) && announced_by(&KINDS) && touching_noun(words, place))
        || ((after_colon || after_preposition) && values.iter().all(|value| is_answer(value)))
    {
        return 2;
    }
    if place > 0 && are_of_one_family(values) {
        return 2;
    }
    if !names && corpus.branches(words, place, values) {
        return usize::MAX;
    }
    let tells_outcome = values.iter().any(|value| is_participle(value));
    if !tells_outcome && announced_by(&KINDS) && touching_noun(words, place) {
        // At the end it can be what the deed before was done to, too.
        return if is_last(words, place) && !are_codes(values) { 3 } else { 2 };
    }
    // Japanese writes no blanks: what varies between particles is a phrase, not a verb.
    let phrases = values.iter().all(|value| !value.is_ascii());
    let base = match (names, are_codes(values)) {
        (true, _) if constant >= LONG_SENTENCE => 2,
        (true, _) => 3,
        _ if phrases => 3,
        _ if is_in_square(words, place) => 2,
        (_, true) if are_deeds(values) || has_other_code(words, place) => 6,
        (_, true) => 3,
        _ if after_preposition && is_way(words, place) => 2,
        _ if after_preposition => 3,
        _ if !tells_outcome && constant >= LONG_SENTENCE => 4,
        _ if is_told(words, place) || is_alone_in_brackets(words, place) => 3,
        _ if is_last(words, place) && !tells_outcome => 4,
        _ => 6,
    };
    let first = before.iter().all(|word| !word.text.contains(char::is_alphanumeric));
    // `Volume.mount started for …`: the methods that tell what they did are sentences of their own.
    if first && values.iter().all(|value| is_method(value)) && is_outcome(words, place) {
        return usize::MAX;
    }
    // `saved: id=7, size=9`: where all else is keys, the first word is the sentence.
    let is_key = !first && names && (text_at(words, Some(place + 1)), text_at(words, Some(place + 2))) == (":", " ");
    let is_label = is_key || first && (text_at(words, Some(place + 1)) == ":" || has_keys_alone(words, place));
    if (first && constant < LONG_SENTENCE) || is_label { base * 2 } else { base }
}

/// A name with a capital behind its last dot, as methods of objects have in logs (`Volume.SetUp`).
fn is_method(value: &str) -> bool {
    value.rsplit_once('.').is_some_and(|(object, method)| {
        !object.is_empty() && method.starts_with(|c: char| c.is_ascii_uppercase()) && !object.contains('.')
    })
}

/// Does a verb of an outcome stand behind the place?
fn is_outcome(words: &[Word], place: usize) -> bool {
    let verb = text_at(words, Some(place + 2));
    text_at(words, Some(place + 1)) == " " && (is_participle(verb) || verb.ends_with("ed") || verb == "begin")
}

/// Letters that the names of one family begin with, their `_` or `.` left out.
const FAMILY: usize = 3;

/// Do the names begin with the same part (`REQUEST_SHUTDOWN`, `REQUEST_RELOAD`)? They are values of one list.
fn are_of_one_family(values: &BTreeSet<&str>) -> bool {
    let family =
        |value: &&str| value.find('_').filter(|end| *end >= FAMILY).and_then(|end| value.get(..end).map(str::to_owned));
    let mut families = values.iter().map(family);
    families.next().flatten().is_some_and(|first| families.all(|family| family.as_ref() == Some(&first)))
}

/// Small letters with dots between, as the names of settings are.
fn is_property(value: &str) -> bool {
    value.contains('.')
        && value.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Does nothing but a blank or `=` stand between the place and the word before it?
fn touching_noun(words: &[Word], place: usize) -> bool {
    place.checked_sub(2).and_then(|noun| words.get(noun)).is_some_and(is_word)
}

/// Is another word of the sentence a code, too? Then they can be the steps of a state machine.
fn has_other_code(words: &[Word], place: usize) -> bool {
    let is_other_code =
        |(other, word): (usize, &Word)| other != place && is_word(word) && are_codes(&BTreeSet::from([word.shown()]));
    words.iter().enumerate().any(is_other_code)
}

/// Does a preposition stand before the noun before the place (`on table orders`)? Then no verb can follow the noun.
pub(super) fn is_noun_announced(words: &[Word], place: usize) -> bool {
    text_at(words, place.checked_sub(3)) == " " && PREPOSITIONS.contains(&text_at(words, place.checked_sub(4)))
}

/// Answers to a question of the kind "is it so?".
fn is_answer(value: &str) -> bool {
    const ANSWERS: [&str; 10] =
        ["yes", "no", "on", "off", "enabled", "disabled", "active", "inactive", "online", "offline"];
    ANSWERS.iter().any(|answer| value.eq_ignore_ascii_case(answer))
}

/// Is it a form of a verb that tells what happened (`opened`, `closing`)?
pub(super) fn is_participle(value: &str) -> bool {
    value.ends_with("ed") || value.ends_with("ing")
}

/// Methods of HTTP: each is a request of its own.
pub(super) const METHODS: [&str; 8] = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "CONNECT"];

/// What is done to what a program keeps, in capitals: each is a message of its own, as methods are.
const CHANGES: [&str; 7] = ["ADD", "CREATE", "DELETE", "INSERT", "REMOVE", "UPDATE", "SELECT"];

/// Are most of the codes methods, or changes to what a program keeps?
fn are_deeds(values: &BTreeSet<&str>) -> bool {
    values.iter().filter(|value| METHODS.contains(value) || CHANGES.contains(value)).count() * 2 > values.len()
}

/// Are they codes in capitals, as states and currencies are?
pub(super) fn are_codes(values: &BTreeSet<&str>) -> bool {
    let is_code = |value: &&str| value.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-'));
    values.iter().any(|value| value.len() >= 3) && values.iter().all(is_code) && !values.contains("")
}

/// Are they names of source files with the line behind (`Join.scala:12`)?
fn is_source(words: &[Word], place: usize, values: &BTreeSet<&str>) -> bool {
    values.iter().all(|value| value.trim_matches('.').contains('.'))
        && text_at(words, Some(place + 1)) == ":"
        && words.get(place + 2).is_some_and(|line| line.is_parameter)
}

/// Is the word all that stands between brackets?
fn is_alone_in_brackets(words: &[Word], place: usize) -> bool {
    matches!(
        (text_at(words, place.checked_sub(1)), text_at(words, Some(place + 1))),
        ("(", ")") | ("[", "]") | ("{", "}")
    )
}

/// Does the word tell where something comes from or goes to (`from dozing`, `to standby`)? Two of these are a parameter.
fn is_way(words: &[Word], place: usize) -> bool {
    matches!(text_at(words, place.checked_sub(2)), "from" | "to" | "in" | "into")
}

/// Is the word all that stands between `: ` and the end, a comma or a bracket?
pub(super) fn is_told(words: &[Word], place: usize) -> bool {
    text_at(words, place.checked_sub(1)) == " "
        && text_at(words, place.checked_sub(2)) == ":"
        && (text_at(words, Some(place + 1)) != " " || (matches!(text_at(words, Some(place + 2)), "(" | "[")))
}

/// Is the word between square brackets, alone or as a part of what has no blanks?
fn is_in_square(words: &[Word], place: usize) -> bool {
    let before = words.get(..place).unwrap_or_default();
    let behind = words.get(place + 1..).unwrap_or_default();
    let opens = before.iter().rev().map(|word| word.text.as_str()).find(|text| matches!(*text, "[" | "]" | " "));
    let closes = behind.iter().map(|word| word.text.as_str()).find(|text| matches!(*text, "[" | "]" | " "));
    opens == Some("[") && closes == Some("]")
}

fn is_last(words: &[Word], place: usize) -> bool {
    text_at(words, place.checked_sub(1)) == " " && place + 1 == words.len()
}

pub(super) const PREPOSITIONS: [&str; 13] =
    ["on", "for", "from", "to", "by", "at", "in", "of", "with", "via", "into", "as", "using"];

pub(super) fn is_name(word: &str) -> bool {
    let inner = word.char_indices().any(|(place, c)| place > 0 && (c.is_uppercase() || matches!(c, '.' | '_' | '$')));
    inner && word.chars().any(char::is_lowercase)
}

/// Does the word stand after `=`, alone in quotes, or at an end of an arrow?
pub(super) fn is_value(words: &[Word], place: usize) -> bool {
    let Some(word) = words.get(place) else { return false };
    let before = text_at(words, place.checked_sub(1));
    let after = text_at(words, Some(place + 1));
    let is_assigned = before == "=" || (before == " " && text_at(words, place.checked_sub(2)) == "=");
    let key = if before == "=" { place.checked_sub(2) } else { place.checked_sub(3).filter(|_| before == "\"") };
    let is_verb = word.text.bytes().all(|byte| byte.is_ascii_lowercase()) || (before == "\"" && before == after);
    let is_all_keys = text_at(words, Some(1)) == "=";
    if is_verb && is_all_keys && DEEDS.contains(&text_at(words, key)) {
        return false;
    }
    if is_headline(words, place) || is_json_key(words, place) || is_json_deed(words, place) || is_kind(words, place) {
        return false;
    }
    // The parts of a value of a key: `perm=ann:staff:rwx`.
    let is_part = before == ":" && place.checked_sub(2).is_some_and(|part| is_value(words, part));
    (word.is_parameter || is_word(word) || word.text.is_empty() || is_absent(words, place))
        && (is_assigned
            || is_part
            || is_noted(words, place)
            || is_keyed(words, place)
            || is_field(words, place)
            || (matches!(before, "\"" | "'") && before == after)
            || matches!((before, after), ("「", "」") | ("『", "』"))
            || ((before, after) == ("<", ">") && text_at(words, place.checked_sub(2)) == "=")
            || is_arrow(words, place + 2)
            || place.checked_sub(2).is_some_and(|arrow| is_arrow(words, arrow)))
}

/// Is the word in quotes at the start, with nothing but keys and values behind (`"Started" pod=7`)? It is the sentence.
pub(super) fn is_headline(words: &[Word], place: usize) -> bool {
    let is_quote = |word: &Word| !word.is_parameter && word.text == "\"";
    let end = words.iter().skip(1).position(is_quote).map(|end| end + 1);
    words.first().is_some_and(is_quote)
        && end.is_some_and(|end| {
            place <= end
                && (end + 1 == words.len() || (text_at(words, Some(end + 3)) == "=" && has_keys_alone(words, end + 1)))
        })
}

/// Keys whose value tells what was done: it is the verb of a line of keys and values only.
pub(super) const DEEDS: [&str; 9] = ["cmd", "op", "operation", "action", "event", "method", "verb", "msg", "message"];

/// Does a sign stand for a value that is not there, or for all: `_`, `-`, `*` or `/` alone?
pub(super) fn is_absent(words: &[Word], place: usize) -> bool {
    let is_sign = matches!(text_at(words, Some(place)), "_" | "-" | "*" | "--" | "/" | "?");
    // `"a"/"b"`: what stands between two quotes that are not its own.
    let quote = text_at(words, place.checked_sub(1));
    let is_between = matches!(quote, "'" | "\"")
        && words.iter().take(place).filter(|word| !word.is_parameter && word.text == quote).count() % 2 == 0;
    if is_between {
        return false;
    }
    let before = text_at(words, place.checked_sub(1));
    is_sign && (matches!(before, "=" | "\"" | "'") || (before == " " && text_at(words, place.checked_sub(2)) == ":"))
}

/// Is the word the value of one of several fields: `, key: value` up to the next comma or the end?
fn is_field(words: &[Word], place: usize) -> bool {
    let key = |end: usize| {
        let is_key = end.checked_sub(1).and_then(|key| words.get(key)).is_some_and(is_word);
        is_key && (end < 2 || matches!(text_at(words, end.checked_sub(2)), " " | "["))
    };
    text_at(words, place.checked_sub(1)) == " "
        && text_at(words, place.checked_sub(2)) == ":"
        && place.checked_sub(2).is_some_and(key)
        && (place < 5 || text_at(words, place.checked_sub(5)) == "," || text_at(words, Some(place + 1)) == ",")
        && matches!(text_at(words, Some(place + 1)), "," | "" | ")" | "]" | "}")
        && (words.len() > place + 1 || place >= 5)
}

/// Is the word a value of a key without a blank between, in brackets or between commas (`(auth:SIMPLE)`)?
fn is_noted(words: &[Word], place: usize) -> bool {
    let opens = match text_at(words, place.checked_sub(3)) {
        "(" | "[" | "{" | "," => true,
        " " => text_at(words, place.checked_sub(4)) == ",",
        _ => false,
    };
    opens
        && text_at(words, place.checked_sub(1)) == ":"
        && place.checked_sub(2).and_then(|key| words.get(key)).is_some_and(is_word)
        && matches!(text_at(words, Some(place + 1)), ")" | "]" | "}" | ",")
}

/// Values of keys with colons in a line, from which on all such are values.
const FEWEST_KEYED: usize = 4;

/// Is the word one of several values of keys with a colon and no blank between (`lease:7 op:create txid:9`)?
fn is_keyed(words: &[Word], place: usize) -> bool {
    let is_value = |place: usize| {
        text_at(words, place.checked_sub(1)) == ":"
            && place.checked_sub(2).and_then(|key| words.get(key)).is_some_and(is_word)
            && text_at(words, place.checked_sub(3)) == " "
            && matches!(text_at(words, Some(place + 1)), " " | "")
    };
    is_value(place) && (0..words.len()).filter(|other| is_value(*other)).count() >= FEWEST_KEYED
}

/// Is the word at a place an arrow with a blank before and after?
fn is_arrow(words: &[Word], place: usize) -> bool {
    text_at(words, place.checked_sub(1)) == " "
        && matches!(text_at(words, Some(place)), "->" | "=>" | "-->")
        && text_at(words, Some(place + 1)) == " "
}

/// Is the word a unit of size after a number and a space?
pub(super) fn is_unit(words: &[Word], place: usize) -> bool {
    is_unit_place(words, place)
        && words.get(place).is_some_and(|unit| !unit.is_parameter && SIZE_UNITS.contains(&unit.text.as_str()))
}

/// Is a number with its unit all that stands between brackets (`1641 bytes (1.60 KB)`)? Data sets keep such a unit.
pub(super) fn is_restated(words: &[Word], place: usize) -> bool {
    text_at(words, Some(place + 1)) == ")" && text_at(words, place.checked_sub(3)) == "("
}

fn is_unit_place(words: &[Word], place: usize) -> bool {
    // `31.36 MB/second`: what the number is of.
    let is_rate = text_at(words, Some(place + 1)) == "/" && words.get(place + 2).is_some_and(is_word);
    !is_restated(words, place)
        && !is_rate
        && matches!(words.get(place.saturating_sub(2)..place), Some([number, space])
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
