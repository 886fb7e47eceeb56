//! Cuts the messages of one masked line alike: what one has a prefix for (`orders-7`) and another has not (`audit-log-7`),
//! or has another one for, is a parameter as a whole.

use std::ops::Range;

use super::group::collapse;
use super::words::Word;

/// Makes the shapes of samples equal where their tokens are cut in different ways.
pub(super) fn cut(samples: &mut [Vec<Word>]) {
    let Some((first, others)) = samples.split_first_mut() else { return };
    // Each step leaves a sample with fewer words.
    while let Some((other, own, range)) =
        others.iter_mut().find_map(|other| different(first, other).map(|(own, range)| (other, own, range)))
    {
        collapse(first, own);
        collapse(other, range);
    }
}

/// The first tokens of two messages that are cut in different ways.
fn different(first: &[Word], other: &[Word]) -> Option<(Range<usize>, Range<usize>)> {
    let place = first.iter().zip(other).position(|(a, b)| a.shown() != b.shown())?;
    let (own, range) = (token(first, place), token(other, place));
    let has_digit = |words: &[Word], range: &Range<usize>| {
        words.get(range.clone()).unwrap_or_default().iter().any(|word| word.is_parameter)
    };
    (own.start == range.start && own.len() + range.len() > 2 && has_digit(first, &own) && has_digit(other, &range))
        .then_some((own, range))
}

/// The words around a place up to the next blanks and marks.
fn token(words: &[Word], place: usize) -> Range<usize> {
    let is_part = |word: &Word| word.is_parameter || word.text.contains(char::is_alphanumeric);
    let before = words.get(..place).unwrap_or_default().iter().rev().take_while(|word| is_part(word)).count();
    let behind = words.get(place..).unwrap_or_default().iter().take_while(|word| is_part(word)).count();
    place - before..place + behind
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn tokens_with_and_without_a_prefix_are_whole() {
        check(&["rolled orders-7 at 3", "rolled audit-log-8 at 4", "rolled bills-8 at 4"], &["rolled <*> at <*>"]);
        check(&["rolled orders-7 at 3", "rolled orders-8 at 4"], &["rolled orders-<*> at <*>"]);
    }
}
