//! Second level: joins neighbours of one message that are one value.

use super::evidence::{DEEDS, METHODS, PREPOSITIONS, is_participle};
use super::group::is_word;
use super::names::fold_titles;
use super::words::Word;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Joins neighbours: parameters that touch, dates in words, the target and protocol of a request line.
pub(super) fn fold(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        if word.is_parameter {
            // `Jun 17` and `Fri Jun 17`: names of days and months before a number belong to it.
            let mut value = word.text.clone();
            while let [.., name, space] = out.as_slice()
                && space.text == " "
                && (MONTHS.contains(&name.text.as_str()) || DAYS.contains(&name.text.as_str()))
            {
                value = format!("{} {value}", name.text);
                out.truncate(out.len() - 2);
            }
            // `/index.html HTTP/1.1` is one parameter.
            if let [.., target, space, protocol, slash] = out.as_slice()
                && (target.is_parameter || target.text == "/")
                && (space.text == " " && protocol.text == "HTTP" && slash.text == "/")
            {
                let value = format!("{} HTTP/{value}", target.text);
                out.truncate(out.len() - 4);
                out.push(Word::parameter(&value));
                continue;
            }
            // Date in words and clock: one stamp, written as the clock. The year behind it belongs to it.
            if let [.., date, space] = out.as_slice()
                && (space.text == " " && is_date_in_words(date))
            {
                value = format!("{} {value}", date.text);
                out.truncate(out.len() - 2);
            } else if let [.., hour, a, _, b, second, space] = out.as_mut_slice()
                && (a.text == ":" && b.text == ":" && space.text == " ")
                && (is_date_in_words(hour) && second.is_parameter && is_year(&value))
            {
                second.text = format!("{} {value}", second.text);
                out.pop();
                continue;
            }
            if let Some(last) = out.last_mut()
                && last.is_parameter
            {
                last.text.push_str(&value);
                continue;
            }
            out.push(Word::parameter(&value));
        } else {
            // Half of the day behind a clock.
            if matches!(word.text.as_str(), "AM" | "PM")
                && let [.., colon, minute, space] = out.as_mut_slice()
                && colon.text == ":"
                && minute.is_parameter
                && space.text == " "
            {
                minute.text = format!("{} {}", minute.text, word.text);
                out.pop();
                continue;
            }
            if word.text == ":" {
                keep_key(&mut out);
            }
            if matches!(word.text.as_str(), "\"" | "\\\"") {
                fold_quoted(&mut out, &word.text);
            } else if word.text == "'" {
                fold_values(&mut out);
            } else if word.text == ">" {
                fold_angled(&mut out);
            } else if word.text == ")" && fold_identified(&mut out) {
                continue;
            }
            out.push(word);
        }
    }
    fold_lists(fold_root(fold_durations(super::calls::fold(fold_titles(&fold_marked(fold_processes(
        fold_addresses(fold_barred(&out)),
    )))))))
}

/// Bars of a key of several parts.
const FEWEST_BARS: usize = 2;

/// Joins the parts of a key with bars between (`0|com.example.app|7|null`).
fn fold_barred(words: &[Word]) -> Vec<Word> {
    let is_bar = |word: &Word| !word.is_parameter && word.text == "|";
    let is_part = |word: &Word| is_bar(word) || word.is_parameter || word.text.contains(char::is_alphanumeric);
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for run in words.chunk_by(|a, b| is_part(a) && is_part(b)) {
        let is_key = run.iter().filter(|word| is_bar(word)).count() >= FEWEST_BARS
            && run.iter().any(|word| word.is_parameter)
            && run.first().is_some_and(|word| !is_bar(word));
        if is_key {
            out.push(Word::parameter(&run.iter().map(|word| word.text.as_str()).collect::<String>()));
        } else {
            out.extend_from_slice(run);
        }
    }
    out
}

/// Is the super-user meant, or what a tree begins with (`with root cause`)? A small word follows it that no sentence goes
/// on with.
fn fold_root(mut words: Vec<Word>) -> Vec<Word> {
    for place in 0..words.len() {
        if let Some([root, space, next]) = words.get_mut(place..place + 3)
            && root.is_parameter
            && root.text == "root"
            && space.text == " "
            && is_sentence_word(next)
            && !PREPOSITIONS.contains(&next.text.as_str())
            && !GOING_ON.contains(&next.text.as_str())
            && !is_participle(&next.text)
        {
            root.is_parameter = false;
        }
    }
    words
}

/// Small words that a sentence goes on with behind a name, besides prepositions and verbs in the past.
const GOING_ON: [&str; 7] = ["and", "or", "is", "was", "has", "does", "not"];

/// Joins the parts of a time in several units (`4 min 15 sec`); its last unit stays.
fn fold_durations(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        if word.is_parameter
            && let [.., number, a, unit, b] = out.as_mut_slice()
            && (number.is_parameter && a.text == " " && b.text == " ")
            && DURATIONS.contains(&unit.text.trim_end_matches('s'))
        {
            number.text = format!("{} {} {}", number.text, unit.text, word.text);
            out.truncate(out.len() - 3);
        } else {
            out.push(word);
        }
    }
    out
}

/// Units of time that a smaller one can follow.
const DURATIONS: [&str; 9] = ["day", "hour", "hr", "h", "minute", "min", "m", "second", "sec"];

/// Joins a mark at the start of a chunk with the parameter behind it (`client @7f`).
fn fold_marked(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let starts = matches!(out.as_slice(), [.., at] if at.text == "@")
            && out.len().checked_sub(2).and_then(|before| out.get(before)).is_none_or(|before| before.text == " ");
        if word.is_parameter
            && starts
            && let Some(at) = out.last_mut()
        {
            *at = Word::parameter(&format!("@{}", word.text));
        } else {
            out.push(word);
        }
    }
    out
}

/// Joins the parts of a mail address: a name, `@`, and a name with a dot.
fn fold_addresses(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let is_domain = word.text.trim_end_matches('.').contains('.')
            && word.text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
            && word.text.contains(char::is_alphabetic);
        if is_domain
            && let [.., local, at] = out.as_mut_slice()
            && (at.text == "@" && local.text.ends_with(char::is_alphanumeric))
        {
            *local = Word::parameter(&format!("{}@{}", local.text, word.text));
            out.pop();
        } else {
            out.push(word);
        }
    }
    out
}

/// Words that a quoted value of a key may have; longer ones are sentences of their own.
const MAX_QUOTED_WORDS: usize = 128;

/// What stands in quotes before a colon is a key of an object (`, "bytes_sent": 7`), though it looks like a name.
fn keep_key(out: &mut [Word]) {
    if let [.., before, open, key, close] = out
        && matches!(before.text.as_str(), "{" | "," | " ")
        && open.text == "\""
        && close.text == "\""
        && is_identifier(&key.text)
    {
        key.is_parameter = false;
    }
}

/// Words and blanks of a text in quotes that can be a name.
const MAX_TITLE_WORDS: usize = 7;

/// Makes one word of what stands after `="`, so that `tag="one"` and `tag="two words"` have the same shape.
fn fold_quoted(out: &mut Vec<Word>, quote: &str) {
    // An even number of quotes before: this one opens.
    let quotes = || out.iter().enumerate().filter(|(_, word)| !word.is_parameter && word.text == quote);
    let Some((open, _)) = quotes().next_back().filter(|_| quotes().count() % 2 == 1) else { return };
    let after_key = open.checked_sub(1).and_then(|key| out.get(key)).is_some_and(|word| word.text == "=");
    // What a key tells happened is a sentence of its own.
    if after_key
        && open.checked_sub(2).and_then(|key| out.get(key)).is_some_and(|key| DEEDS.contains(&key.text.as_str()))
    {
        return;
    }
    let count = out.len() - open - 1;
    // Elsewhere words and blanks only: what holds marks or parameters can be a line of its own.
    let is_short = (3..=MAX_TITLE_WORDS).contains(&count)
        && out.iter().skip(open + 1).all(|word| !word.is_parameter && (is_word(word) || word.text == " "));
    // A name of an identifier's shape in quotes is a name, even if it stands once only.
    if count == 1
        && let Some(word) = out.last_mut()
        && is_identifier(&word.text)
    {
        word.is_parameter = true;
        return;
    }
    if is_short || (after_key && (2..=MAX_QUOTED_WORDS).contains(&count)) || is_compound(out.get(open + 1..)) {
        join_from(out, open + 1);
    }
}

/// Makes one parameter of the values between apostrophes that nothing but blanks part (`'10.0.0.7 80 10.0.0.8 22'`).
fn fold_values(out: &mut Vec<Word>) {
    let Some(open) = out
        .iter()
        .rposition(|word| word.is_parameter || word.text != " ")
        .and_then(|last| out.get(..=last)?.iter().rposition(|word| !word.is_parameter && word.text != " "))
    else {
        return;
    };
    let inside = out.get(open + 1..).unwrap_or_default();
    if out.get(open).is_some_and(|word| word.text == "'")
        && inside.len() > 2
        && inside.first().is_some_and(|word| word.is_parameter)
        && inside.last().is_some_and(|word| word.is_parameter)
    {
        join_from(out, open + 1);
    }
}

/// Words of a text in quotes that is one value although a parameter stands in it.
const MAX_COMPOUND: usize = 24;

/// Are the words a value of several parts (`v1.9:go:cart`, `$G > s2`)? An address with its port keeps its two parts, and
/// what was asked for its method.
fn is_compound(words: Option<&[Word]>) -> bool {
    let Some(words @ [first, ..]) = words else { return false };
    let is_pair = matches!(words, [a, colon, b] if a.is_parameter && b.is_parameter && colon.text == ":");
    let has_parameter = words.iter().any(|word| word.is_parameter);
    (2..=MAX_COMPOUND).contains(&words.len())
        && !is_pair
        && !METHODS.contains(&first.text.as_str())
        && (words.iter().all(|word| word.text != " ") || (has_parameter && !words.iter().any(is_sentence_word)))
}

/// Makes one parameter of what stands in angle brackets without blanks and is more than a word (`<a7@x>`, `<Wbs/AAAB>`).
fn fold_angled(out: &mut Vec<Word>) {
    let Some(open) = out.iter().rposition(|word| matches!(word.text.as_str(), "<" | " " | "," | ";")) else { return };
    let count = out.len() - open - 1;
    if (2..=MAX_COMPOUND).contains(&count) && out.get(open).is_some_and(|word| !word.is_parameter && word.text == "<") {
        join_from(out, open + 1);
    }
}

/// Makes one parameter of a name and its id in brackets (`web-7_shop(752d03a4-5860-0802-865c-1f4522fd46eb)`), the closing one not
/// in yet.
fn fold_identified(out: &mut Vec<Word>) -> bool {
    let [.., name, open, id] = out.as_mut_slice() else { return false };
    let is_name = name.text.ends_with(|c: char| c.is_ascii_alphanumeric()) && !name.text.contains(' ');
    if open.text != "(" || !is_name || !id.is_parameter || !is_uuid(&id.text) {
        return false;
    }
    *name = Word::parameter(&format!("{}({})", name.text, id.text));
    out.truncate(out.len() - 2);
    true
}

/// Groups of hexadecimal digits of the lengths of RFC 9562.
fn is_uuid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// A word of small letters, as sentences have.
fn is_sentence_word(word: &Word) -> bool {
    !word.is_parameter && word.text.len() > 1 && word.text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Small letters with a dot or an underscore inside.
fn is_identifier(text: &str) -> bool {
    text.trim_matches(['.', '_']).contains(['.', '_'])
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'_'))
}

/// Makes one word of the last words, a parameter if one of them is.
fn join_from(out: &mut Vec<Word>, start: usize) {
    let value = out.split_off(start);
    let is_parameter = value.iter().any(|word| word.is_parameter) || value.iter().all(|word| word.text != " ");
    out.push(Word { text: value.into_iter().map(|word| word.text).collect(), is_parameter });
}

fn is_date_in_words(word: &Word) -> bool {
    word.is_parameter && (DAYS.iter().chain(&MONTHS).any(|name| word.text.starts_with(&format!("{name} "))))
}

fn is_year(value: &str) -> bool {
    value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Joins the name of a package and of a process in it (`com.example.maps:remote`).
fn fold_processes(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        if !word.is_parameter
            && word.text.starts_with(|c: char| c.is_ascii_lowercase())
            && let [.., package, colon] = out.as_mut_slice()
            && (colon.text == ":" && !package.is_parameter && package.text.matches('.').count() >= 2)
        {
            package.text = format!("{}:{}", package.text, word.text);
            out.pop();
        } else {
            out.push(word);
        }
    }
    out
}

/// So many parameters in a row are a list, whose length says nothing about the sentence. Registers are dumped by four.
const LIST: usize = 6;
/// So many addresses.
const ADDRESSES: usize = 3;

fn fold_lists(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    // Place in `out` where the present row of parameters starts, and its items.
    let mut row: Option<(usize, usize)> = None;
    for word in words {
        row = match row {
            Some((start, items)) if word.is_parameter => Some((start, items + 1)),
            None if word.is_parameter => Some((out.len(), 1)),
            // Stars stand for a number that did not fit its column.
            Some((start, items)) if word.text.len() > 1 && word.text.bytes().all(|byte| byte == b'*') => {
                Some((start, items + 1))
            }
            _ if word.text == " " => row,
            _ => {
                fold_row(&mut out, row);
                None
            }
        };
        out.push(word);
    }
    fold_row(&mut out, row);
    out
}

fn fold_row(out: &mut Vec<Word>, row: Option<(usize, usize)>) {
    let is_address = |word: &Word| word.text == " " || word.text.parse::<std::net::Ipv4Addr>().is_ok();
    let is_list = |start: usize, items: usize| {
        items >= LIST || (items >= ADDRESSES && out.get(start..).is_some_and(|row| row.iter().all(is_address)))
    };
    let Some((start, _)) = row.filter(|&(start, items)| is_list(start, items)) else { return };
    let rest = out.split_off(start);
    let ends_blank = rest.last().is_some_and(|word| !word.is_parameter);
    let value: String = rest.into_iter().map(|word| word.text).collect();
    out.push(Word::parameter(value.trim_end()));
    if ends_blank {
        out.push(Word::literal(" "));
    }
}
