//! Is a word that never varied the value of a parameter all the same?
//!
//! What stands around it tells: its key, quotes, brackets, a colon among fields. A log in which many sentences have values
//! between square brackets ([`Habits`]) has them there always.

use std::collections::BTreeMap;

use super::evidence::{self, DEEDS, PREPOSITIONS};
use super::group::{Group, is_word, text_at};
use super::keys;
use super::nouns::is_named_thing;
use super::words::Word;

/// How the programs of a log write values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// Between square brackets (`service [web] stopped`).
    in_square: bool,
}

/// Sentences with a parameter between square brackets from which on that is a habit.
const FEWEST_BRACKETS: usize = 3;

impl Habits {
    pub(super) fn of(groups: &BTreeMap<String, Group>) -> Self {
        let with = |test: fn(&Word) -> bool| {
            let has = |group: &&Group| {
                (1..group.words.len())
                    .any(|place| is_in_square(&group.words, place) && group.words.get(place).is_some_and(test))
            };
            groups.values().filter(has).count()
        };
        let (parameters, words) = (with(|word| word.is_parameter), with(is_word));
        Self { in_square: parameters >= FEWEST_BRACKETS.max(words) }
    }
}

/// Is the word all that stands between square brackets behind another word?
fn is_in_square(words: &[Word], place: usize) -> bool {
    text_at(words, place.checked_sub(1)) == "["
        && text_at(words, place.checked_sub(2)) == " "
        && place
            .checked_sub(3)
            .and_then(|before| words.get(before))
            .is_some_and(|word| is_word(word) || word.text == ":")
        && text_at(words, Some(place + 1)) == "]"
        && words.iter().take(place.saturating_sub(1)).any(|word| !word.is_parameter && is_word(word))
}

/// Is it a value of a line of keys and values only, and not the one that tells what happened?
fn is_of_keys(words: &[Word], place: usize) -> bool {
    let key = place.checked_sub(2).and_then(|key| words.get(key));
    let is_first = |key: &Word| words.first() == Some(key) || DEEDS.contains(&key.text.as_str());
    text_at(words, Some(1)) == "=" && keys::has_keys_alone(words, 0) && key.is_some_and(|key| !is_first(key))
}

/// Is it the name of a source file with the line behind (`query.c:12`)?
fn is_source(words: &[Word], place: usize) -> bool {
    let is_file = |word: &Word| {
        word.text.split_once('.').is_some_and(|(name, extension)| {
            !name.is_empty()
                && (1..=5).contains(&extension.len())
                && extension.bytes().all(|byte| byte.is_ascii_lowercase())
        })
    };
    words.get(place).is_some_and(is_file)
        && text_at(words, Some(place + 1)) == ":"
        && words.get(place + 2).is_some_and(|line| line.is_parameter)
}

/// Is nothing between brackets where an address or a name belongs (`from=<>`), or in apostrophes (`channel ''`)?
pub(super) fn is_unfilled(words: &[Word], place: usize) -> bool {
    let before = text_at(words, place.checked_sub(1));
    words.get(place).is_some_and(|word| word.text.is_empty())
        && ((before == "<" && text_at(words, place.checked_sub(2)) == "=")
            || (before == "'" && text_at(words, Some(place + 1)) == "'"))
}

/// Is a literal the value of a parameter although it never varied?
pub(super) fn is_constant_value(words: &[Word], place: usize, habits: Habits) -> bool {
    let quotes = text_at(words, place.checked_sub(1));
    if evidence::is_absent(words, place) && matches!(quotes, "'" | "\"") && quotes == text_at(words, Some(place + 1)) {
        return true;
    }
    let Some(word) = words.get(place).filter(|word| is_word(word)) else { return false };
    let (before, after) = (text_at(words, place.checked_sub(1)), text_at(words, Some(place + 1)));
    // The apostrophe of `can't` has a letter before it.
    let opens = place
        .checked_sub(2)
        .and_then(|place| words.get(place))
        .is_none_or(|word| word.is_parameter || !word.text.ends_with(char::is_alphanumeric));
    let is_code = word.text.len() > 1 && word.text.bytes().all(|byte| byte.is_ascii_uppercase());
    if evidence::is_headline(words, place) || keys::is_json_key(words, place) || keys::is_json_deed(words, place) {
        return false;
    }
    (matches!(before, "\"" | "'") && before == after && opens && !word.text.contains(' '))
        || (is_constant_of_package(&word.text) && !matches!(after, "(" | "=") && !(place == 0 && after == " "))
        || is_source(words, place)
        || is_in_brackets(words, place, before, after)
        || is_process(words, place, after)
        || (before == "=" && (is_code || is_of_keys(words, place)))
        || ((before, after) == ("<", ">") && text_at(words, place.checked_sub(2)) == "=")
        || (matches!(before, "'" | "\"") && after == "@" && opens)
        || is_named_thing(words, place)
        || is_set(words, place)
        || (place + 1 == words.len()
            && evidence::is_told(words, place)
            && evidence::is_name(&word.text)
            && !word.text.contains(['.', ' ']))
        || is_error_code(words, place)
        || is_assigned(words, place)
        || is_listed(words, place)
        || (before == "\"" && before == after)
        || (habits.in_square && is_in_square(words, place))
}

/// Is it what something was set to, at the end of the sentence (`user id set to nobody`)?
fn is_set(words: &[Word], place: usize) -> bool {
    const DEEDS: [&str; 6] = ["set", "changed", "switched", "Setting", "Changing", "Switching"];
    let is_last = place + 1 == words.len();
    let verb = |back: usize| DEEDS.contains(&text_at(words, place.checked_sub(back)));
    // `Setting mode to fast`: what is set stands between.
    is_last
        && (text_at(words, place.checked_sub(1)), text_at(words, place.checked_sub(2))) == (" ", "to")
        && (verb(4) || (verb(6) && place == 6))
}

/// Is it the whole value of a key (`src=hub`), and no other key of the line is without one? Where keys are without values
/// (`logname= tty=ssh`), a form is filled in, and what is always the same is part of it.
fn is_assigned(words: &[Word], place: usize) -> bool {
    let is_end = |place: usize| match text_at(words, Some(place)) {
        "" | "," | ";" | ")" | "]" | "}" => true,
        " " => text_at(words, Some(place + 2)) == "=" || text_at(words, Some(place + 1)) == "(",
        _ => false,
    };
    let is_deed = place.checked_sub(2).is_some_and(|key| {
        let has_keys_alone = text_at(words, Some(1)) == "=" && keys::has_keys_alone(words, 0);
        has_keys_alone && (key == 0 || DEEDS.contains(&text_at(words, Some(key))))
    });
    // `enable it with acpi=force` tells what to write.
    let is_advice = PREPOSITIONS.contains(&text_at(words, place.checked_sub(4)));
    // `(class=org.a.B)`: a remark.
    let is_remark = (text_at(words, place.checked_sub(3)), text_at(words, Some(place + 1))) == ("(", ")");
    let is_form =
        words.windows(2).any(|pair| matches!(pair, [equals, value] if equals.text == "=" && value.text.is_empty()));
    // `Mode = detect,` among fields.
    let is_spaced = (text_at(words, place.checked_sub(1)), text_at(words, place.checked_sub(2))) == (" ", "=")
        && text_at(words, Some(place + 1)) == ","
        && place.checked_sub(4).and_then(|key| words.get(key)).is_some_and(is_word);
    let is_glued = text_at(words, place.checked_sub(1)) == "="
        && place.checked_sub(2).and_then(|key| words.get(key)).is_some_and(is_word);
    (is_spaced || is_glued) && is_end(place + 1) && !(is_deed || is_form || is_advice || is_remark)
}

/// Is it the name of an error behind its number, at the end of a bracket (`[result = 0x80 - E_FAIL]`)?
fn is_error_code(words: &[Word], place: usize) -> bool {
    let is_name = |text: &str| {
        text.contains('_')
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    is_name(text_at(words, Some(place)))
        && matches!(text_at(words, Some(place + 1)), ")" | "]" | "}")
        && text_at(words, place.checked_sub(2)) == "-"
        && place.checked_sub(4).and_then(|number| words.get(number)).is_some_and(|number| number.is_parameter)
}

/// Is it the value of one of several fields (`Package: a7, Mode: detect, Build: EQ`)?
fn is_listed(words: &[Word], place: usize) -> bool {
    let is_field = |place: usize| {
        text_at(words, place.checked_sub(1)) == " "
            && text_at(words, place.checked_sub(2)) == ":"
            && matches!(text_at(words, Some(place + 1)), "," | "" | ")" | "]" | "}")
    };
    // The first one tells what the fields are about.
    place > 3
        && is_field(place)
        && (0..words.len()).filter(|other| is_field(*other)).count() > 1
        && !words.iter().take(place).any(|word| !word.is_parameter && word.text == "{")
}

/// Is it the value of a key, all within brackets (`(client 7, state: opening)`)? A word without a capital or a mark.
fn is_in_brackets(words: &[Word], place: usize, before: &str, after: &str) -> bool {
    let is_small = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let assigned = before == "=" || (before == " " && text_at(words, place.checked_sub(2)) == ":");
    let key = place.checked_sub(if before == "=" { 2 } else { 3 }).and_then(|key| words.get(key));
    let ahead = words.get(..place).unwrap_or_default();
    let opens = |open: &str, close: &str| {
        let last = |mark: &str| ahead.iter().rposition(|word| !word.is_parameter && word.text == mark);
        last(open).is_some_and(|open| last(close).is_none_or(|close| close < open))
    };
    words.get(place).is_some_and(is_small)
        && assigned
        && key.is_some_and(is_word)
        && matches!(after, "," | ")" | "]" | "}" | " ")
        && (after != " " || before == "=")
        && (opens("(", ")") || opens("[", "]") || opens("{", "}"))
}

/// Is it the name of a process before its number (`browser[712]`)?
fn is_process(words: &[Word], place: usize, after: &str) -> bool {
    after == "["
        && words.get(place + 2).is_some_and(|word| word.is_parameter && word.text.bytes().all(|b| b.is_ascii_digit()))
        && text_at(words, Some(place + 3)) == "]"
        && place > 0
}

/// The constant of a package (`app.permission.READ_STATE`). Other names with dots are words of the program as often as not.
fn is_constant_of_package(text: &str) -> bool {
    let is_part = |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let is_constant =
        |part: &str| part.contains('_') && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    text.rsplit_once('.')
        .is_some_and(|(path, last)| path.contains('.') && path.split('.').all(is_part) && is_constant(last))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_labelled;

    #[test]
    fn values_of_keys_that_never_varied() {
        for (message, expected) in [
            ("record kept: steps=7 src=hub", "record kept: steps=<*> src=<*>"),
            ("day is over, reason=DAY_CHANGE", "day is over, reason=<*>"),
            // A form, a part of a value, advice, a remark, and what a line of keys is about.
            ("refused; logname= uid=7 tty=ssh ruser= rhost=b7", "refused; logname= uid=<*> tty=ssh ruser= rhost=<*>"),
            ("check failed in file=a Function=int Sender::send", "check failed in file=a Function=int Sender::send"),
            ("enable it with acpi=force", "enable it with acpi=force"),
            ("added filter (class=org.a.Filter) to 7", "added filter (class=org.a.Filter) to <*>"),
            ("user id set to nobody", "user id set to <*>"),
            ("Setting driver to cgroup", "Setting driver to <*>"),
            ("sent 7 on, status=sent (queued as b7)", "sent <*> on, status=<*> (queued as <*>)"),
            ("event=opened id=7 mode=slow", "event=opened id=<*> mode=<*>"),
        ] {
            check_labelled(&[message], &[expected]);
        }
    }

    #[test]
    fn who_acts_is_no_value() {
        check_labelled(&["rpc.statd startup succeeded"], &["rpc.statd startup succeeded"]);
        check_labelled(&["started rpc.statd with 7"], &["started rpc.statd with <*>"]);
    }

    #[test]
    fn values_of_fields_that_never_varied() {
        for (message, expected) in [
            (
                "Eval: parent, Package: a7, Mode = Detect, Version: EQ, Found: present",
                "Eval: parent, Package: <*>, Mode = <*>, Version: <*>, Found: <*>",
            ),
            ("Kind: TOKEN, Service: 7", "Kind: TOKEN, Service: <*>"),
            ("chain 7 opened. Trigger: StoreInit", "chain <*> opened. Trigger: <*>"),
            ("unit 7 changed: System Sleep", "unit <*> changed: System Sleep"),
            ("done as told: clean, as expected 7", "done as told: clean, as expected <*>"),
        ] {
            check_labelled(&[message], &[expected]);
        }
    }

    #[test]
    fn values_in_quotes_and_brackets_that_never_varied() {
        for (message, expected) in [
            ("plain delete: \"no such file\" - 7", "plain delete: \"<*>\" - <*>"),
            ("log 7 for channel '' in vhost '/'", "log <*> for channel '<*>' in vhost '<*>'"),
            ("source 'copy@10.0.0.1:80' is up", "source '<*>@<*>:<*>' is up"),
            ("no manifest [result = 0x80 - E_BAD_ITEM]", "no manifest [result = <*> - <*>]"),
            ("needs app.permission.READ_STATE of 7", "needs <*> of <*>"),
        ] {
            check_labelled(&[message], &[expected]);
        }
    }

    #[test]
    fn square_brackets_hold_values_where_they_do_so_elsewhere() {
        let others = ["took [7] to start", "port [8] is open", "node [n1] joined"];
        check_labelled(
            &[others.as_slice(), &["stopping service [web] now"]].concat(),
            &["node [<*>] joined", "port [<*>] is open", "stopping service [<*>] now", "took [<*>] to start"],
        );
        check_labelled(&["closed by 7 [preauth]"], &["closed by <*> [preauth]"]);
    }
}
