//! Makes one parameter of a row of objects as programs print them: `Segment(base=1, size=7),Segment(base=2, size=9)`.

use std::ops::Range;

use super::group::{collapse, is_word};
use super::words::Word;

/// Words inside an object at most.
const LONGEST: usize = 96;

/// Joins rows of objects of one name in a message.
pub(super) fn fold(mut words: Vec<Word>) -> Vec<Word> {
    let mut place = 0;
    while place < words.len() {
        if let Some(range) = row(&words, place) {
            collapse(&mut words, range);
            if let Some(word) = words.get_mut(place) {
                word.is_parameter = true;
            }
        }
        place += 1;
    }
    words
}

/// Two objects or more with commas between.
fn row(words: &[Word], place: usize) -> Option<Range<usize>> {
    let name = |place: usize| object(words, place).and_then(|(name, _)| words.get(name));
    let (_, mut end) = object(words, place)?;
    let mut count = 1;
    while let Some(next) = separated(words, end)
        && name(next) == name(place)
        && let Some((_, next_end)) = object(words, next)
    {
        end = next_end;
        count += 1;
    }
    (count > 1).then_some(place..end)
}

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// Place behind a comma and a blank.
fn separated(words: &[Word], place: usize) -> Option<usize> {
    (text(words, place) == ",").then(|| place + 1 + usize::from(text(words, place + 1) == " "))
}

/// Place of the name, and of the end of an object: a name with brackets, maybe with its key before (`7 -> Segment(...)`).
pub(super) fn object(words: &[Word], place: usize) -> Option<(usize, usize)> {
    let has_key = words.get(place).is_some_and(|word| word.is_parameter)
        && (text(words, place + 1), text(words, place + 2), text(words, place + 3)) == (" ", "->", " ");
    let name = place + if has_key { 4 } else { 0 };
    if !words.get(name).is_some_and(is_word) || text(words, name + 1) != "(" {
        return None;
    }
    let mut depth = 0_usize;
    for at in name + 1..words.len().min(name + LONGEST) {
        match text(words, at) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((name, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn rows_of_objects() {
        check(
            &[
                "deleting old files Segment(base=1, size=2) of log",
                "deleting old files Segment(base=1, size=2),Segment(base=2, size=2) of log",
                "deleting old files Segment(base=1, size=2),Segment(base=2, size=2),Segment(base=2, size=2) of log",
            ],
            &["deleting old files <*> of log"],
        );
    }
}
