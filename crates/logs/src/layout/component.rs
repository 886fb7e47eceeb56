//! Columns of words behind the typed ones: the name of a component, a thread or a host.
//!
//! A word before the message is a column if it looks like a name in nearly all lines (`org.example.Store started`,
//! `gc Started`), or if it varies freely: the same sentence follows many different words.

use std::collections::{BTreeMap, BTreeSet};

use super::AGREEMENT;
use super::field::ends_tag;
use super::rows::{Row, share};
use crate::template::mask::{mask, trimmed};

/// Share of the lines with the name of a thing, where the others have a small word before a capital.
const NAMES: f64 = 0.6;
/// Different names, as a share of the lines: a column of names repeats them.
const MOST_NAMES: f64 = 0.25;
/// Different words before one sentence from which on they vary freely. Fewer can be verbs.
const FREE: usize = 5;
/// Share of the lines with such sentences.
const FREE_LINES: f64 = 0.5;

/// Is the field at a place a column of the header?
pub(super) fn is_column(rows: &[&Row<'_>], place: usize) -> bool {
    let follows = |row: &Row<'_>| row.text(place + 1).is_some();
    if share(rows, |row| follows(row)) < AGREEMENT {
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
    are_names || vary_freely(rows, place)
}

/// Categories of a log, and the share of lines that have one.
const MOST_CATEGORIES: usize = 16;
const CATEGORISED: f64 = 0.95;

/// Do nearly all lines go on with one of a few words and a colon (`: Auth: message`)?
pub(super) fn is_category(rows: &[&Row<'_>], place: usize) -> bool {
    let categories: BTreeSet<&[u8]> = rows.iter().filter_map(|row| row.text(place)).filter(|text| ends_tag(text)).collect();
    (2..=MOST_CATEGORIES).contains(&categories.len())
        && categories.len() * 8 <= rows.len()
        && share(rows, |row| row.text(place).is_some_and(ends_tag)) >= CATEGORISED
}

/// Letters with a sign inside that joins the parts of a name, or with a capital inside; not what a sentence has: keys,
/// calls, paths, quotes, marks at the end.
fn is_name(text: &[u8]) -> bool {
    let is_plain = text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':' | b'/' | b'$'));
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
