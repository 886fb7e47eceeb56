//! Keys of a line of fields and of JSON: words of the program, as is what some of them tell.

use super::group::{is_word, text_at};
use super::words::Word;

/// Is it the kind of event that a line of keys and values begins with (`type=USER_LOGIN msg=…`)?
pub(super) fn is_kind(words: &[Word], place: usize) -> bool {
    place == 2 && text_at(words, Some(0)) == "type" && text_at(words, Some(1)) == "="
}

/// Is the word in quotes a key of JSON (`{"id": 7, "age": 9}`)?
pub(super) fn is_json_key(words: &[Word], place: usize) -> bool {
    let before = |back: usize| text_at(words, place.checked_sub(back));
    let opens = matches!(before(2), "{" | ",") || (before(2) == " " && matches!(before(3), "{" | ","));
    (before(1), text_at(words, Some(place + 1)), text_at(words, Some(place + 2))) == ("\"", "\"", ":") && opens
}

/// Is the word the value of a key of JSON that tells what happened (`"event": "flush_started"`)?
pub(super) fn is_json_deed(words: &[Word], place: usize) -> bool {
    const DEEDS: [&str; 4] = ["event", "action", "msg", "message"];
    let quote = place.checked_sub(2).map(|at| if text_at(words, Some(at)) == " " { at - 1 } else { at });
    text_at(words, place.checked_sub(1)) == "\""
        && text_at(words, quote) == ":"
        && quote
            .and_then(|colon| colon.checked_sub(2))
            .is_some_and(|key| is_json_key(words, key) && DEEDS.contains(&text_at(words, Some(key))))
}

/// Is the word one of several keys? Keys are words of the program.
pub(super) fn is_key(words: &[Word], place: usize) -> bool {
    is_json_key(words, place)
        || text_at(words, Some(place + 1)) == "=" && words.iter().filter(|word| word.text == "=").count() > 2
}

/// Are all words behind a place keys (`id=7`)?
pub(super) fn has_keys_alone(words: &[Word], place: usize) -> bool {
    let (mut keys, mut others, mut quotes) = (0, 0, 0);
    for (at, word) in words.iter().enumerate().skip(place) {
        quotes += usize::from(!word.is_parameter && word.text == "\"");
        if at == place && place > 0 || !is_word(word) || quotes % 2 == 1 {
            continue;
        }
        if text_at(words, Some(at + 1)) == "=" {
            keys += 1;
        } else if !(word.is_parameter || text_at(words, at.checked_sub(1)) == "=") {
            others += 1;
        }
    }
    keys > 1 && others == 0
}
