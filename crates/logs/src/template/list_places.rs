//! Where lists stand in a sentence, and what their items are: parameters with commas or blanks between, what brackets and quotes
//! hold, values of keys, remarks.

use std::ops::Range;

use super::evidence::{self, DEEDS, METHODS};
use super::group::is_word;
use super::parameter::Kind;
use super::words::Word;

/// The lists of a sentence, as ranges of its words: parameters with a comma or a blank between them, single ones too,
/// whatever words stand between brackets with commas only, and the words of a text in quotes.
pub(super) fn lists(words: &[Word], with_values: bool) -> Vec<Range<usize>> {
    let mut lists = Vec::new();
    let mut place = 0;
    while place < words.len() {
        // What a key tells happened is a sentence, not a list.
        if tells(words, place) {
            place += 1;
            continue;
        }
        // A value that is not there is none of several shapes.
        let is_there = words.get(place).is_some_and(|word| !word.text.is_empty());
        if let Some(end) = value(words, place).filter(|_| with_values && is_there) {
            lists.push(place..end);
            place = end;
        } else if let Some(end) = among_fields(words, place) {
            lists.push(place..end);
            place = end;
        } else if let Some(end) = ends_of(words, place) {
            lists.push(place..end);
            place = end;
        } else if let Some(end) = remark_behind_fields(words, place).filter(|_| with_values) {
            lists.push(place + 1..end);
            place = end;
        } else if let Some(end) = bracketed(words, place).or_else(|| remark(words, place)) {
            lists.push(place + 1..end);
            place = end;
        } else if let Some(length) = item(words, place) {
            let mut end = place + length;
            while let Some(comma) = separator(words, end)
                && let Some(length) = item(words, end + comma)
            {
                end += comma + length;
            }
            lists.push(place..end);
            place = end;
        } else {
            place += 1;
        }
    }
    lists
}

/// Does the quote that opens at or before a place hold what a key tells happened (`msg="opened 7"`)?
fn tells(words: &[Word], place: usize) -> bool {
    let text = |place: Option<usize>| place.and_then(|place| words.get(place)).map_or("", |word| word.text.as_str());
    let quote = if text(Some(place)) == "\"" { Some(place) } else { place.checked_sub(1) };
    evidence::is_headline(words, place)
        || text(quote) == "\""
            && quote
                .is_some_and(|quote| text(quote.checked_sub(1)) == "=" && DEEDS.contains(&text(quote.checked_sub(2))))
}

/// Number of words of an item at a place: a parameter, or several with a mark between (`10.0.0.1:80`, `12:04`), or one
/// with its unit (`<1 sec`) or a word glued before (`node-7`).
fn item(words: &[Word], place: usize) -> Option<usize> {
    let is_parameter = |place: usize| words.get(place).is_some_and(|word| word.is_parameter);
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str());
    let is_prefix = text(place) == "<" || (text(place).len() > 1 && text(place).ends_with('-'));
    let first = place + usize::from(is_prefix && is_parameter(place + 1));
    if !is_parameter(first) {
        return None;
    }
    let mut end = first + 1;
    while matches!(text(end), ":" | "/") && is_parameter(end + 1) {
        end += 2;
    }
    if text(end) == " " && Kind::is_unit(text(end + 1)) && !evidence::is_restated(words, end + 1) {
        end += 2;
    }
    Some(end - place)
}

/// Words inside a value of a key at most.
const LONGEST_VALUE: usize = 16;

/// End of the value of a key: what stands after `=` up to a blank, a comma or the end of a bracket around it; an object
/// with its state (`lock=Lock{7 held}`) is a value as a whole.
fn value(words: &[Word], place: usize) -> Option<usize> {
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str());
    let before = |back: usize| place.checked_sub(back).map_or("", text);
    let opens = before(1) == "\"" && (before(2) == "=" || (before(2) == " " && before(3) == ":"));
    if opens && !METHODS.contains(&text(place)) {
        let within = place..words.len().min(place + LONGEST_VALUE);
        return within.into_iter().find(|end| text(*end) == "\"").filter(|end| *end > place);
    }
    if before(1) != "=" {
        return None;
    }
    let mut depth = 0_usize;
    let mut end = place;
    while end < words.len() {
        match text(end) {
            "{" | "[" | "<" | "(" => depth += 1,
            "}" | "]" | ">" | ")" if depth > 0 => depth -= 1,
            " " | "," | ";" | "\"" | "'" | "=" | "}" | "]" | ">" | ")" if depth == 0 => break,
            _ => {}
        }
        end += 1;
        if end > place + LONGEST_VALUE {
            return None;
        }
    }
    (depth == 0 && end > place).then_some(end)
}

/// Words of a remark among fields at most.
const LONGEST_AMONG: usize = 48;

/// End of a remark among fields of keys and values (`rip=10.0.0.1, TLS: handshake failed, session=7`).
pub(super) fn among_fields(words: &[Word], place: usize) -> Option<usize> {
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str());
    let is_comma = |place: usize| text(place) == "," && text(place + 1) == " ";
    let start = place.checked_sub(2).filter(|comma| is_comma(*comma))?;
    let before = words
        .get(..start)?
        .iter()
        .rev()
        .take_while(|word| word.is_parameter || !matches!(word.text.as_str(), " " | ","));
    let is_field = before.map(|word| word.text.as_str()).any(|text| text == "=");
    let end = (place..words.len().min(place + LONGEST_AMONG)).find(|end| is_comma(*end) || text(*end) == "=")?;
    (is_field && end > place && text(end) == "," && text(end + 3) == "=" && words.get(place).is_some_and(is_word))
        .then_some(end)
}

/// End of the two ends of a connection, an arrow between and maybe its name behind (`(10.0.0.1:80 -> 10.0.0.2:90 - web`).
fn ends_of(words: &[Word], open: usize) -> Option<usize> {
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str());
    let place = open.checked_sub(1).filter(|open| matches!(text(*open), "(" | "["))? + 1;
    let end = (place..words.len()).find(|end| matches!(text(*end), ")" | "]" | ","))?;
    let inside = words.get(place..end)?;
    let arrow = inside.iter().position(|word| word.text == "->")?;
    let is_end = |word: &Word| word.is_parameter || !word.text.contains(char::is_alphanumeric);
    let name = inside.iter().position(|word| word.text == "-").unwrap_or(inside.len());
    (arrow < name && inside.get(..name)?.iter().all(is_end)).then_some(end)
}

/// Number of words that separate two items at a place: `,`, a blank, or both.
fn separator(words: &[Word], place: usize) -> Option<usize> {
    let is = |place: usize, text: &str| words.get(place).is_some_and(|word| !word.is_parameter && word.text == text);
    match (is(place, ","), is(place, " "), is(place + 1, " ")) {
        (true, _, true) => Some(2),
        (true, ..) | (_, true, _) => Some(1),
        _ => None,
    }
}

/// Words of a text in quotes that can be a value; more are a sentence of their own.
const MOST_QUOTED: usize = 4;

/// Place of the bracket that closes what opens at a place, if nothing but items and commas stand between.
fn bracketed(words: &[Word], open: usize) -> Option<usize> {
    let (closing, comma) = match words.get(open).filter(|word| !word.is_parameter)?.text.as_str() {
        "(" => (")", ","),
        "[" => ("]", ","),
        // Objects of JSON with other keys are other messages.
        "{" if has_json_key(words, open) => return None,
        "{" => ("}", ","),
        "\"" if !words.get(open + 1).is_some_and(|word| METHODS.contains(&word.text.as_str())) => ("\"", " "),
        // Not the apostrophe inside a word.
        "'" if open
            .checked_sub(1)
            .is_none_or(|before| words.get(before).is_some_and(|word| !word.text.ends_with(char::is_alphanumeric))) =>
        {
            ("'", " ")
        }
        _ => return None,
    };
    let mut is_item_due = true;
    let mut place = open + 1;
    let mut items = 0;
    loop {
        let word = words.get(place)?;
        if !word.is_parameter && word.text == closing {
            return Some(place);
        }
        let is_item = word.is_parameter || word.text.contains(char::is_alphanumeric) || word.text.is_empty();
        // Quoted items, and pairs.
        if comma == "," && matches!(word.text.as_str(), "'" | "\"" | ":" | "=") {
            place += 1 + usize::from(word.text == ":" && words.get(place + 1).is_some_and(|blank| blank.text == " "));
            is_item_due |= matches!(word.text.as_str(), ":" | "=");
            continue;
        }
        // `[Stage 7, Stage 8]`: a number belongs to the word before it.
        if comma == ","
            && !is_item_due
            && word.text == " "
            && words.get(place + 1).is_some_and(|next| next.is_parameter)
        {
            place += 2;
            continue;
        }
        if is_item != is_item_due {
            return None;
        }
        if is_item {
            items += 1;
            if comma == " " && items > MOST_QUOTED {
                return None;
            }
            place += 1;
        } else {
            // The comma, and a blank behind it.
            if word.text != comma {
                return None;
            }
            place += separator(words, place)?;
        }
        is_item_due = !is_item_due;
    }
}

/// Does a key of JSON stand behind a brace (`{"id":`)?
fn has_json_key(words: &[Word], open: usize) -> bool {
    let is = |place: usize, text: &str| words.get(place).is_some_and(|word| !word.is_parameter && word.text == text);
    is(open + 1, "\"") && is(open + 3, "\"") && is(open + 4, ":")
}

/// Words of a remark in brackets.
const LONGEST_REMARK: usize = 8;

/// Place of the bracket that closes what opens at a place, if nothing but words stand between (`(zone not loaded)`).
fn remark(words: &[Word], open: usize) -> Option<usize> {
    words.get(open).filter(|word| !word.is_parameter && word.text == "(")?;
    let behind = words.get(open + 1..)?;
    let length = behind.iter().position(|word| !word.is_parameter && word.text == ")")?;
    let inside = behind.get(..length)?;
    let is_plain = inside.iter().all(|word| is_word(word) || matches!(word.text.as_str(), " " | "'" | "/"));
    let count = inside.iter().filter(|word| is_word(word)).count();
    (is_plain && (1..=LONGEST_REMARK).contains(&count)).then_some(open + 1 + length)
}

/// Fields of keys and values from which on a line is a row of them.
const FEWEST_FIELDS: usize = 3;

/// Place of the bracket that closes a remark at the end of a row of fields (`delay=7, status=sent (250 ok: queued as b7)`).
fn remark_behind_fields(words: &[Word], open: usize) -> Option<usize> {
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str());
    let close = words.len().checked_sub(1).filter(|close| *close > open + 1 && text(*close) == ")")?;
    let opens = text(open) == "(" && open.checked_sub(1).is_some_and(|before| text(before) == " ");
    let fields = || words.get(..open).unwrap_or_default().iter().filter(|word| !word.is_parameter && word.text == "=");
    (opens && fields().count() >= FEWEST_FIELDS).then_some(close)
}

/// The items of a list of parameters; none for what stands between brackets and quotes.
pub(super) fn items(words: &[Word], list: &Range<usize>) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut place = list.start;
    while place < list.end {
        let Some(length) = item(words, place) else { return Vec::new() };
        items.push(place..place + length);
        place += length;
        if place < list.end {
            let Some(length) = separator(words, place) else { return Vec::new() };
            place += length;
        }
    }
    items
}
