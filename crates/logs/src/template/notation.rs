//! What labelled data sets write as one variable although it has parts: an object with its state, a link, the two ends of a
//! connection, an id with the brackets that belong to it.
//!
//! To a reader the parts say more, so this is done to [`labelled`](super::Mined::labelled) templates only, and last.

use std::collections::BTreeMap;
use std::ops::Range;

use super::calls::object;
use super::entities::entity;
use super::evidence::is_name;
use super::group::{Group, Samples, gather, is_word};
use super::list_places::among_fields;
use super::objects;
use super::statements::statement;
use super::structures::{self, FEWEST_KEYS, structure};
use super::words::Word;

/// Schemes of files, whose path is what varies.
const FILES: [&str; 6] = ["hdfs", "viewfs", "file", "s3", "s3a", "gs"];
/// Keys of an id that has brackets of its own (RFC 5322).
const BRACKETED: [&str; 4] = ["msgid", "message-id", "messageid", "Message-ID"];

/// Writes one parameter for what has parts; samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    gather(groups.into_values().map(|mut group| {
        let mut place = group.words.len();
        while let Some(before) = place.checked_sub(1) {
            place = before;
            if let Some(range) = whole(&group.words, place) {
                group.collapse(&range, samples);
            }
        }
        group
    }))
}

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// What begins at a place and is one variable.
fn whole(words: &[Word], place: usize) -> Option<Range<usize>> {
    link(words, place)
        .or_else(|| process(words, place))
        .or_else(|| id(words, place))
        .or_else(|| between_brackets(words, place))
        .or_else(|| address(words, place))
        .or_else(|| state(words, place))
        .or_else(|| structure(words, place))
        .or_else(|| members(words, place))
        .or_else(|| value_call(words, place))
        .or_else(|| described(words, place))
        .or_else(|| statement(words, place))
        .or_else(|| reason(words, place))
        .or_else(|| with_bracket(words, place))
        .or_else(|| names(words, place))
        .or_else(|| enumeration(words, place))
        .or_else(|| parts(words, place))
        .or_else(|| account(words, place))
        .or_else(|| identity(words, place))
        .or_else(|| quoted(words, place))
        .or_else(|| entity(words, place))
        .or_else(|| among_fields(words, place).map(|end| place..end))
}

/// `https://example.org:80/a`.
fn link(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_parameter = |place: usize| words.get(place).is_some_and(|word| word.is_parameter);
    let is_link = words.get(place).is_some_and(is_word)
        && !FILES.contains(&text(words, place))
        && text(words, place + 1) == "://"
        && is_parameter(place + 2);
    let port = if text(words, place + 3) == ":" && is_parameter(place + 4) { 2 } else { 0 };
    is_link.then_some(place..place + 3 + port)
}

/// A process of Erlang (`<0.31.0>`).
fn process(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_number = |word: &Word| {
        word.is_parameter
            && word.text.split('.').count() == 3
            && word.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let is_process = text(words, place) == "<" && text(words, place + 2) == ">";
    (is_process && words.get(place + 1).is_some_and(is_number)).then_some(place..place + 3)
}

/// Items of a list of names at least.
const FEWEST_NAMES: usize = 4;
/// Words of a value with its type.
const LONGEST_CALL: usize = 48;

/// A list of names in square brackets (`[walk, run, stairs]`).
fn names(words: &[Word], place: usize) -> Option<Range<usize>> {
    if text(words, place.checked_sub(1)?) != "[" || text(words, place.checked_sub(2)?) != " " {
        return None;
    }
    let end = (place..words.len()).find(|end| text(words, *end) == "]")?;
    let inside = words.get(place..end)?;
    let is_item = |item: &[Word]| matches!(item, [word] if word.is_parameter || is_word(word));
    let items: Vec<&[Word]> = inside.split(|word| !word.is_parameter && word.text == ",").collect();
    let trimmed = |item: &'_ [Word]| match item {
        [blank, rest @ ..] if !blank.is_parameter && blank.text == " " => is_item(rest),
        item => is_item(item),
    };
    (items.len() >= FEWEST_NAMES && inside.iter().any(is_word) && items.into_iter().all(trimmed)).then_some(place..end)
}

/// Names with commas and no blanks between, behind a colon up to the end (`may view: ann,bob`).
fn enumeration(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_told = text(words, place.checked_sub(1)?) == " " && text(words, place.checked_sub(2)?) == ":";
    let items = words.get(place..)?;
    let is_list = items.len() >= 3
        && items.len() % 2 == 1
        && items.chunks(2).all(|pair| {
            matches!(pair, [name] | [name, _] if name.is_parameter || is_word(name))
                && pair.get(1).is_none_or(|comma| !comma.is_parameter && comma.text == ",")
        });
    (is_told && is_list && items.iter().any(is_word)).then_some(place..words.len())
}

/// The value of a key with words and colons in it (`reason=android.power:POWER`).
fn parts(words: &[Word], place: usize) -> Option<Range<usize>> {
    let before = text(words, place.checked_sub(1)?);
    if !(before == "=" || (before == " " && text(words, place.checked_sub(2)?) == "=")) {
        return None;
    }
    let is_part = |place: usize| words.get(place).is_some_and(|word| word.is_parameter || is_word(word));
    let mut end = place + 1;
    while text(words, end) == ":" && is_part(end + 1) {
        end += 2;
    }
    let has_word = words.get(place..end)?.iter().any(is_word);
    (is_part(place) && end > place + 1 && has_word && matches!(text(words, end), "" | " " | "," | ")" | "]" | "}"))
        .then_some(place..end)
}

/// Who runs where (`broker@web03`); quoted, both ends stay.
fn account(words: &[Word], place: usize) -> Option<Range<usize>> {
    let name = words.get(place).filter(|word| is_word(word))?;
    let is_name = name.text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-' | b'.'));
    let opens = place.checked_sub(1).is_none_or(|before| matches!(text(words, before), " " | "(" | "{" | "[" | ","));
    (is_name && opens && text(words, place + 1) == "@" && words.get(place + 2).is_some_and(|word| word.is_parameter))
        .then_some(place..place + 3)
}

/// An object of keys with colons (`{ driver: { name: "a" } }`) that stands in no other bracket; its class may stand before.
fn members(words: &[Word], place: usize) -> Option<Range<usize>> {
    let has_class =
        words.get(place).is_some_and(|word| is_word(word) && is_name(&word.text)) && text(words, place + 1) == " ";
    let end = objects::end_of(words, place + if has_class { 2 } else { 0 })?;
    let has_other_class = text(words, place.checked_sub(1)?) == " " && is_name(text(words, place.checked_sub(2)?));
    (!has_other_class).then_some(())?;
    is_outside(words, place).then_some(place..end)
}

/// Does no round or square bracket stand open before a place?
fn is_outside(words: &[Word], place: usize) -> bool {
    let mut depth = 0_usize;
    for at in 0..place {
        match text(words, at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth == 0
}

/// A value with its type (`Timestamp(1700000000, 6)`, `ObjectId('5f6a')`, `Position(segment=7, offset=9)`): a name with a
/// capital, and in its brackets parameters only, or keys with theirs.
fn value_call(words: &[Word], place: usize) -> Option<Range<usize>> {
    let name = words.get(place).filter(|word| is_word(word))?;
    let is_type = name.text.starts_with(|c: char| c.is_ascii_uppercase())
        && name.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$'));
    let begins = matches!(text(words, place.checked_sub(1)?), " " | "[" | "=" | "(" | "{");
    if !is_type || !begins || text(words, place + 1) != "(" {
        return None;
    }
    let end = (place + 2..words.len().min(place + LONGEST_CALL)).find(|end| text(words, *end) == ")")?;
    let inside = words.get(place + 2..end)?;
    let is_mark = |word: &Word| matches!(word.text.as_str(), " " | "," | "=" | "'" | "\"" | ":" | "");
    let is_key = |at: usize| inside.get(at).is_some_and(is_word) && text(inside, at + 1) == "=";
    let keys = (0..inside.len()).filter(|at| is_key(*at)).count();
    let is_plain =
        (0..inside.len()).all(|at| inside.get(at).is_some_and(|word| word.is_parameter || is_mark(word)) || is_key(at));
    let has_quotes = inside.iter().any(|word| matches!(word.text.as_str(), "'" | "\""));
    let is_told = name.text.contains(|c: char| c.is_ascii_lowercase()) || keys >= 2 || has_quotes;
    (is_plain && is_told && inside.iter().any(|word| word.is_parameter)).then_some(place..end + 1)
}

/// An object by its name and address, what it says of itself in the bracket behind (`Table-a@7181(66 KB, 851 rows)`).
fn described(words: &[Word], place: usize) -> Option<Range<usize>> {
    let name = words.get(place).filter(|word| word.text.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let begins = place.checked_sub(1).is_some_and(|before| matches!(text(words, before), " " | "[" | "("));
    let is_address = |word: &Word| word.is_parameter && word.text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !begins
        || name.text.contains(' ')
        || text(words, place + 1) != "@"
        || !words.get(place + 2).is_some_and(is_address)
    {
        return None;
    }
    structures::closed(words, place + 3).map(|end| place..end)
}

/// The value of a key with a bracket at its end (`relay=mail.example.org[10.0.0.1]:25`).
fn with_bracket(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_value = text(words, place.checked_sub(1)?) == "=" && words.get(place)?.is_parameter;
    if !is_value || text(words, place + 1) != "[" {
        return None;
    }
    let end = structures::closed(words, place + 1)?;
    let has_port = text(words, end) == ":" && words.get(end + 1).is_some_and(|port| port.is_parameter);
    let end = if has_port { end + 2 } else { end };
    matches!(text(words, end), "" | " " | "," | ")").then_some(place..end)
}

/// What announces a reason.
const REASONS: [&str; 2] = ["reason", "cause"];

/// The reason behind its key (`Reason: not enough room`, `reason=no answer of 10.0.0.7`), up to a mark or the next key.
fn reason(words: &[Word], place: usize) -> Option<Range<usize>> {
    let mark = if text(words, place.checked_sub(1)?) == " " { place.checked_sub(2)? } else { place.checked_sub(1)? };
    let key = text(words, mark.checked_sub(1)?);
    if !matches!(text(words, mark), ":" | "=") || !REASONS.iter().any(|reason| key.eq_ignore_ascii_case(reason)) {
        return None;
    }
    let ends =
        |at: usize| matches!(text(words, at), "," | ";" | ")" | "]" | "}" | "\"" | "'" | "." | "(" | "[" | "{" | "=");
    let end = (place..words.len()).find(|at| ends(*at)).unwrap_or(words.len());
    // The key of the next field is no part of it.
    let end = if text(words, end) == "=" { end.checked_sub(2)? } else { end };
    let inside = words.get(place..end)?;
    let is_plain = inside.last().is_some_and(|word| word.is_parameter || is_word(word));
    (is_plain && inside.len() > 1 && inside.iter().any(is_word)).then_some(place..end)
}

/// An object by its class and address (`org.example.Handler$Task@7f3c`).
fn identity(words: &[Word], place: usize) -> Option<Range<usize>> {
    let class = words.get(place).filter(|word| word.text.contains('.') && word.text.contains(char::is_uppercase))?;
    let is_address = |word: &Word| {
        word.is_parameter && word.text.len() >= 4 && word.text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let is_class = class.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'$' | b'_'));
    // Behind a colon it is what is told.
    let is_told = text(words, place.checked_sub(1)?) == " " && text(words, place.checked_sub(2)?) == ":";
    (is_class && !is_told && text(words, place + 1) == "@" && words.get(place + 2).is_some_and(is_address))
        .then_some(place..place + 3)
}

/// What stands between double quotes between square brackets (`["http-8080"]`).
fn quoted(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_whole = text(words, place.checked_sub(1)?) == "["
        && (text(words, place), text(words, place + 2), text(words, place + 3)) == ("\"", "\"", "]");
    (is_whole && words.get(place + 1).is_some_and(|word| word.is_parameter)).then_some(place..place + 3)
}

/// Hexadecimal numbers with colons between that are no clock time (`0000:00:1e.0`).
fn address(words: &[Word], place: usize) -> Option<Range<usize>> {
    let is_hex = |place: usize| {
        words.get(place).is_some_and(|word| {
            word.is_parameter && word.text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'.')
        })
    };
    let begins = place.checked_sub(1).is_none_or(|before| text(words, before) != ":");
    let mut end = place + 1;
    while text(words, end) == ":" && is_hex(end + 1) {
        end += 2;
    }
    let parts = words.get(place..end)?;
    let has_letter = parts.iter().any(|word| word.text.contains(|c: char| c.is_ascii_alphabetic()));
    (begins && is_hex(place) && has_letter && parts.len() >= 5 && text(words, end) != ":").then_some(place..end)
}

/// `msgid=<a7@example.org>`.
fn id(words: &[Word], place: usize) -> Option<Range<usize>> {
    let has_key = text(words, place.checked_sub(1)?) == "=" && BRACKETED.contains(&text(words, place.checked_sub(2)?));
    let is_id = text(words, place) == "<" && text(words, place + 2) == ">";
    (has_key && is_id && words.get(place + 1).is_some_and(|word| word.is_parameter)).then_some(place..place + 3)
}

/// All between brackets: a date and a clock, or the two ends of a connection up to a comma.
fn between_brackets(words: &[Word], place: usize) -> Option<Range<usize>> {
    let open = text(words, place.checked_sub(1)?);
    let end = (place..words.len()).find(|end| matches!(text(words, *end), "," | ")" | "]"))?;
    let inside = words.get(place..end)?;
    let has = |mark: &str| inside.iter().any(|word| !word.is_parameter && word.text == mark);
    let is_value = |word: &Word| word.is_parameter || !word.text.contains(char::is_alphanumeric);
    let is_date = has("/") && has(":") && text(words, end) == "]" && open == "[";
    let is_connection = has("->") && has(":") && open == "(";
    (inside.len() > 1 && inside.iter().all(is_value) && (is_date || is_connection)).then_some(place..end)
}

/// An object with all of its state: `Segment(base=1, size=7, age=9)`, no call that begins a sentence.
fn state(words: &[Word], place: usize) -> Option<Range<usize>> {
    if text(words, place.checked_sub(1)?) != " " {
        return None;
    }
    let (name, end) = object(words, place).filter(|(name, _)| *name == place)?;
    let keys = words.get(name + 2..end)?.windows(2).filter(|pair| is_word(&pair[0]) && pair[1].text == "=").count();
    (keys >= FEWEST_KEYS).then_some(place..end)
}

#[cfg(test)]
mod tests {
    use super::super::Miner;

    #[test]
    fn one_variable_each() {
        for (message, expected) in [
            ("see https://example.org:80/a now", "see <*> now"),
            ("stored hdfs://a/b now", "stored hdfs://<*> now"),
            ("accepted <0.31.0> (10.0.0.1:80 -> 10.0.0.2:90, user: 'a7')", "accepted <*> (<*>, user: '<*>')"),
            ("saved msgid=<a7@example.org>: to <b@example.org>", "saved msgid=<*>: to <<*>>"),
            ("since [3/6/23 12:40 PM] on", "since [<*>] on"),
            ("deleted Segment(base=1, size=7, age=9) now", "deleted <*> now"),
            ("choose(base=1, size=7, age=9) now", "choose(base=<*>, size=<*>, age=<*>) now"),
            ("bridge at 0000:00:1e.0 since 12:40:07", "bridge at <*> since <*>:<*>:<*>"),
            ("marker at Timestamp(17, 6) of ObjectId('5f6a') now", "marker at <*> of <*> now"),
            ("flushed to Position(segment=7, offset=9) at Stage of X(7)", "flushed to <*> at Stage of X(<*>)"),
            (
                "policy is RetryUpTo(most=7, pause=1 SECONDS) now",
                "policy is RetryUpTo(most=<*>, pause=<*> SECONDS) now",
            ),
            ("writing Table-a@7181(66 KB, 851 rows), range 7", "writing <*>, range <*>"),
            ("made Config { age: 7, name: \"a\" } now", "made Config <*> now"),
            ("made PoolConfig { age: 7, name: \"a\" } now", "made <*> now"),
            ("sent 7, relay=b7.example.org[10.0.0.1]:25, age=7", "sent <*>, relay=<*>, age=<*>"),
            ("taken down 7. Reason: not enough room", "taken down <*>. Reason: <*>"),
            ("taken down 7 (reason: not enough room), peer 7", "taken down <*> (reason: <*>), peer <*>"),
            ("taken down 7 reason=no answer of b7 at=7", "taken down <*> reason=<*> at=<*>"),
            ("features [walk, run, stairs, x7] on", "features [<*>] on"),
            ("may view 7: ann,bob", "may view <*>: <*>"),
            ("node broker@web03 of 'a@b7'", "node <*> of '<*>@<*>'"),
            ("task org.a.Queue$Task@62819 of X@62819", "task <*> of X@<*>"),
            ("removing token: org.a.Binder@62819", "removing token: org.a.Binder@<*>"),
            ("starting [\"http-8080\"]", "starting [<*>]"),
            ("woke (uid=7, reason=app.power:POWER) from 10.0.0.7:80", "woke (uid=<*>, reason=<*>) from <*>:<*>"),
        ] {
            let mut miner = Miner::default();
            miner.add(message.as_bytes());
            let texts: Vec<String> = miner.finish().labelled().iter().map(|template| template.text.clone()).collect();
            assert_eq!(texts, [expected]);
        }
    }
}
