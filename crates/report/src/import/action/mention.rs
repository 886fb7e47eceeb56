//! People that an action mentions: `@mei`, `@Dana Whitfield`, a link to a letter box.

use crate::document::{Span, Text};
use crate::import::{
    Context,
    action::attribute_words::{is_date, is_japanese_sign},
    time::moment,
};

/// A handle behind the words: `… @mei`.
pub(in crate::import) fn mention(context: &Context<'_>, own: Span) -> Option<Text> {
    let words = own.of(context.source);
    // `@June 21, 2024` is a day.
    let is_day = |at: &usize| words.get(at + 1..).and_then(moment::at_start).is_some_and(|raw| raw.date.is_some());
    let at = words
        .rmatch_indices('@')
        .map(|(at, _)| at)
        .find(|at| !is_day(at))
        .filter(|at| !words.get(..*at).is_some_and(|w| w.ends_with(|c: char| c.is_alphanumeric() || c == '/')))?;
    let name = words.get(at..)?;
    let end = name
        .char_indices()
        .skip(1)
        .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
        .map_or(name.len(), |(i, _)| i);
    let end = name.get(..end)?.trim_end_matches('.').len();
    let end = full_name(name, end).unwrap_or(end);
    (end > 1).then(|| context.text(Span::new(own.start + at, own.start + at + end)))
}

/// `@Dana Whitfield → March 15`, `@Head of Support`: the end of the name where capitals go on up to a sign or the end.
fn full_name(words: &str, end: usize) -> Option<usize> {
    const LINKS: [&str; 7] = ["of", "de", "van", "der", "von", "da", "del"];
    const MOST_WORDS: usize = 3;
    let first = words.get(1..end)?;
    let is_japanese = |word: &str| (1..=5).contains(&word.chars().count()) && word.chars().all(is_japanese_sign);
    let is_capital = |word: &str| {
        is_japanese(word)
            || word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    if !is_capital(first) {
        return None;
    }
    let rest = words.get(end..)?;
    let stop = rest.find(['→', '—', '–', '(', '[', ',', ';', ':', '|', '\n', '📅', '@']).unwrap_or(rest.len());
    let tail = rest.get(..stop)?;
    let tail = tail.split(" - ").next()?;
    let tail = tail.find(|c: char| c.is_ascii_digit()).map_or(tail, |digit| tail.get(..digit).unwrap_or_default());
    let tail = tail.trim_end_matches([' ', '.']);
    // `@Paul Adams March 10`: the month belongs to the day.
    let tail = tail.rsplit_once(' ').filter(|(_, last)| is_month(last)).map_or(tail, |(head, _)| head.trim_end());
    let parts: Vec<&str> = tail.split_whitespace().collect();
    let is_name = tail.starts_with(' ')
        && (1..=MOST_WORDS).contains(&parts.len())
        && parts.iter().all(|word| is_capital(word) || LINKS.contains(word))
        && parts.last().is_some_and(|word| is_capital(word));
    is_name.then_some(end + tail.len())
}

fn is_month(word: &str) -> bool {
    word.len() >= 3
        && moment::at_start(&format!("1 {word} 2024"))
            .is_some_and(|raw| raw.date.is_some_and(|date| date.year.is_some()))
}

/// `… @Bo Li @November 12, 2024`: mentions of people and days at the end, as Notion and Google Docs write them. Where they
/// begin, who, and until when; none where no day is mentioned.
pub(super) fn dated(words: &str) -> Option<(usize, Option<Span>, Span)> {
    const MOST: usize = 6;
    let start = words.find(" @").map(|at| at + 1)?;
    let (mut owner, mut day) = (None, None);
    let mut at = start;
    for part in words.get(start + 1..)?.split('@').take(MOST) {
        let told = part.trim_end_matches([' ', ',', '·', '→', '—', '–', '-', '*', '_']);
        let span = Span::new(at, at + 1 + told.len());
        at += 1 + part.len();
        let is_name = (1..=3).contains(&told.split_whitespace().count())
            && told.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()))
            || !told.is_empty()
                && !told.contains(' ')
                && told.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
        if is_date(told) {
            day = day.or(Some(Span::new(span.start + 1, span.end)));
        } else if is_name {
            owner = owner.or(Some(span));
        } else {
            return None;
        }
    }
    (at == words.len()).then_some((start, owner, day?))
}

/// `… [Mei](mailto:mei@example.com)`: the words of a link to a letter box.
pub(in crate::import) fn letter_box(context: &Context<'_>, own: Span) -> Option<Text> {
    let words = own.of(context.source);
    let end = words.rfind("](mailto:")?;
    let start = words.get(..end)?.rfind('[')? + 1;
    (start < end).then(|| context.text(Span::new(own.start + start, own.start + end)))
}
