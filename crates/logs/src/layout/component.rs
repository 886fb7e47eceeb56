//! Columns of words behind the typed ones: the name of a component, a thread or a host.
//!
//! A word before the message is a column if it looks like a name in nearly all lines (`org.example.Store started`,
//! `gc Started`), or if it varies freely: the same sentence follows many different words.

use std::collections::{BTreeMap, BTreeSet};

use super::AGREEMENT;
use super::field::{Shape, ends_tag, shape_of};
use super::rows::{Row, share};
use crate::template::mask::{mask, trimmed};

/// Share of the lines with the name of a thing, where the others have a small word before a capital.
const NAMES: f64 = 0.6;
/// Different names, as a share of the lines: a column of names repeats them.
const MOST_NAMES: f64 = 0.25;
/// Different words before one sentence from which on they vary freely. Fewer can be verbs.
const FREE: usize = 5;
/// Share of the lines with such sentences.
const FREE_LINES: f64 = 0.8;
/// Numbers of words that follow a name from which on it says sentences of its own, and share of lines with such names. A
/// function before its argument has one.
const LENGTHS: usize = 3;
const TALKING: f64 = 0.6;

/// Is the field at a place a column of the header?
pub(super) fn is_column(rows: &[&Row<'_>], place: usize) -> bool {
    if share(rows, |row| row.text(place + 1).is_some()) < AGREEMENT {
        return false;
    }
    let names = share(rows, |row| row.text(place).is_some_and(is_name));
    let before_capital = |row: &Row<'_>| {
        row.text(place).is_some_and(is_small_word)
            && row.text(place + 1).is_some_and(|next| next.first().is_some_and(u8::is_ascii_uppercase))
    };
    let distinct: BTreeSet<&[u8]> = rows.iter().filter_map(|row| row.text(place)).collect();
    let repeats = distinct.len() > 1 && (distinct.len() as f64) <= 1.0_f64.max(MOST_NAMES * rows.len() as f64);
    let are_names = repeats
        && names >= NAMES
        && share(rows, |row| row.text(place).is_some_and(is_name) || before_capital(row)) >= AGREEMENT;
    let are_qualified = distinct.len() > 1 && share(rows, |row| row.text(place).is_some_and(is_qualified)) >= AGREEMENT;
    are_qualified || (are_names && say_sentences(rows, place)) || vary_freely(rows, place)
}

/// Parts of a name that no message begins with in line after line.
const QUALIFIED: usize = 4;

/// Is it the full name of a class or of a method in it (`org.example.store.Cache.get`)?
fn is_qualified(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'.');
    let is_part = |part: &[u8]| {
        part.first().is_some_and(u8::is_ascii_alphabetic)
            && part.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'<' | b'>'))
    };
    parts.by_ref().all(is_part) && text.split(|byte| *byte == b'.').count() >= QUALIFIED
}

/// Do sentences of several lengths follow most of the names?
fn say_sentences(rows: &[&Row<'_>], place: usize) -> bool {
    let names = rows.iter().filter_map(|row| Some((row.text(place)?, row.fields.len())));
    talking(names, LENGTHS) >= TALKING * rows.len() as f64
}

/// Number of lines whose name is followed by sentences of so many lengths.
fn talking<'a>(names: impl Iterator<Item = (&'a [u8], usize)>, lengths: usize) -> f64 {
    let mut known: BTreeMap<Vec<u8>, (usize, BTreeSet<usize>)> = BTreeMap::new();
    for (name, length) in names {
        // Processes of one program have numbers of their own.
        let name = name.iter().filter(|byte| !byte.is_ascii_digit()).copied().collect();
        let (count, own) = known.entry(name).or_default();
        *count += 1;
        own.insert(length);
    }
    known.values().filter(|(_, own)| own.len() >= lengths).map(|(count, _)| *count).sum::<usize>() as f64
}

/// Lines from which on tags are judged by what follows them, and share of them with tags that look like names.
const FEWEST_JUDGED: usize = 200;
const NAMED: f64 = 0.3;
/// Numbers of words that follow the tag of a program, and share of the lines with such tags.
const TAG_LENGTHS: usize = 2;
const TAG_TALKING: f64 = 0.5;
/// Share of the tags that are severities, and of those that are none, from which on tags are no programs.
const LEVELS: f64 = 0.05;

/// Are the words with a colon among the first fields behind a header tags of programs (`sshd[12]: message`), or do they begin
/// the messages (`login: user=ann`)? A program has a number or the name of a class, or says sentences of several lengths.
pub(super) fn are_tags(rows: &[&Row<'_>], place: usize, most: usize) -> bool {
    let tag = |row: &Row<'_>| {
        let found = row.fields.iter().enumerate().skip(place).take(most).find(|(_, (field, _))| ends_tag(field.text));
        found.map(|(at, _)| at)
    };
    let tags: Vec<(&[u8], usize)> =
        rows.iter().filter_map(|row| tag(row).and_then(|at| Some((row.text(at)?, row.fields.len() - at)))).collect();
    let looks = |text: &[u8]| {
        let name = text.strip_suffix(b":").unwrap_or(text);
        is_name(name) || (name.ends_with(b"]") && name.iter().any(u8::is_ascii_digit))
    };
    // A severity among the tags of functions: they are what the messages begin with (`error: no such job`).
    let levels = tags.iter().filter(|(text, _)| shape_of(text) == Shape::Level).count();
    if levels.min(tags.len() - levels) as f64 >= LEVELS * tags.len().max(1) as f64 {
        return false;
    }
    let named = tags.iter().filter(|(text, _)| looks(text)).count();
    rows.len() < FEWEST_JUDGED
        || named as f64 >= NAMED * tags.len() as f64
        || talking(tags.iter().copied(), TAG_LENGTHS) >= TAG_TALKING * tags.len() as f64
}

/// Categories of a log, and the share of lines that have one.
const MOST_CATEGORIES: usize = 16;
const CATEGORISED: f64 = 0.95;

/// Do nearly all lines go on with one of a few words and a colon (`: Auth: message`)?
pub(super) fn is_category(rows: &[&Row<'_>], place: usize) -> bool {
    let categories: BTreeSet<&[u8]> =
        rows.iter().filter_map(|row| row.text(place)).filter(|text| ends_tag(text)).collect();
    (2..=MOST_CATEGORIES).contains(&categories.len())
        && categories.len() * 8 <= rows.len()
        && share(rows, |row| row.text(place).is_some_and(ends_tag)) >= CATEGORISED
}

/// Letters with a sign inside that joins the parts of a name, or with a capital inside; not what a sentence has: keys,
/// calls, paths, quotes, marks at the end.
fn is_name(text: &[u8]) -> bool {
    let is_plain =
        text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':' | b'/' | b'$'));
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
    let joins = inner.iter().any(|byte| matches!(byte, b'.' | b'_' | b'/' | b'$'))
        || inner.windows(2).any(|pair| pair == b"::" || (pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()));
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && text.last().is_some_and(u8::is_ascii_alphanumeric)
        && is_plain
        && joins
}

fn is_small_word(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
}

fn vary_freely(rows: &[&Row<'_>], place: usize) -> bool {
    let mut sentences: BTreeMap<u64, (usize, BTreeSet<&[u8]>)> = BTreeMap::new();
    for row in rows {
        if let (Some(word), Some(rest)) = (row.text(place), row.tail(place)) {
            let (count, words) = sentences.entry(mask(trimmed(rest)).id.0).or_default();
            *count += 1;
            // A number is a parameter, wherever it stands.
            if !word.iter().any(u8::is_ascii_digit) {
                words.insert(word);
            }
        }
    }
    let free: usize = sentences.values().filter(|(_, words)| words.len() >= FREE).map(|(count, _)| count).sum();
    free as f64 >= FREE_LINES * rows.len().max(1) as f64
}
