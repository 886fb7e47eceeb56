//! Makes one parameter of what stands between brackets where lines that are equal outside of them hold texts of several
//! shapes: `threw exception [a.B] with root cause`, `threw exception [a.C: no entry 7] with root cause`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::group::{Group, Samples, gather, is_word, text_of};
use super::words::Word;

/// Literal words outside of the brackets that a sentence must have.
const FEWEST_WORDS: usize = 3;
/// Different texts between brackets from which on they are values; two where one of them is a parameter alone.
const FEWEST_TEXTS: usize = 3;
/// Brackets of a sentence that are compared.
const MOST_BRACKETS: usize = 16;

/// A sentence and what stands between its brackets.
type Variant = (Group, Vec<Range<usize>>);

/// Joins groups; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    let mut sentences: BTreeMap<String, Vec<Variant>> = BTreeMap::new();
    let mut joined = Vec::new();
    for group in groups.into_values() {
        let ranges = contents(&group.words);
        match without(&group.words, &ranges) {
            Some(text) => sentences.entry(text).or_default().push((group, ranges)),
            None => joined.push(group),
        }
    }
    for mut variants in sentences.into_values() {
        let count = variants.first().map_or(0, |(_, ranges)| ranges.len());
        // From the last on: places before it stay.
        for number in (0..count).rev() {
            let texts: Vec<&[Word]> =
                variants.iter().filter_map(|(group, ranges)| group.words.get(ranges.get(number)?.clone())).collect();
            let tail = tail(&texts);
            let texts: Vec<&[Word]> =
                texts.into_iter().filter_map(|text| text.get(..text.len().checked_sub(tail)?)).collect();
            let head = head(&texts);
            if !are_values(&texts) {
                continue;
            }
            for (group, ranges) in &mut variants {
                if let Some(range) = ranges.get(number) {
                    group.collapse(&(range.start + head..range.end - tail), samples);
                }
            }
        }
        joined.extend(variants.into_iter().map(|(group, _)| group));
    }
    gather(joined)
}

fn are_values(texts: &[&[Word]]) -> bool {
    let distinct: BTreeSet<String> = texts.iter().map(|text| text_of(text)).collect();
    let lengths: BTreeSet<usize> = texts.iter().map(|text| text.len()).collect();
    let fewest = if distinct.contains("<*>") { 2 } else { FEWEST_TEXTS };
    let fields: BTreeSet<usize> = texts.iter().map(|text| fields(text)).collect();
    lengths.len() > 1 && distinct.len() >= fewest && fields.len() == 1
}

/// Number of fields behind a comma (`, host: 'a', user=b`), those within brackets left out.
pub(super) fn fields(text: &[Word]) -> usize {
    let mut depth = 0_usize;
    let mut count = 0;
    for (place, word) in text.iter().enumerate().filter(|(_, word)| !word.is_parameter) {
        match word.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                let behind = text.get(place + 1..).unwrap_or_default();
                let is_field = matches!(behind, [blank, key, mark, ..]
                    if blank.text == " " && is_word(key) && matches!(mark.text.as_str(), ":" | "="));
                count += usize::from(is_field);
            }
            _ => {}
        }
    }
    count
}

/// Length of what all texts begin with, up to a blank (`reason: `).
fn head(texts: &[&[Word]]) -> usize {
    let shared = shared(texts, |a, b| a.iter().zip(b).take_while(|(a, b)| a.shown() == b.shown()).count());
    let head = texts.first().and_then(|text| text.get(..shared)).unwrap_or_default();
    // What opens in it would close behind it.
    if head.iter().any(is_bracket) {
        return 0;
    }
    head.iter().rposition(|word| !word.is_parameter && word.text == " ").map_or(0, |blank| blank + 1)
}

/// Length of the items that all texts end with, from a comma on (`, host: 'a', user: 'b'`).
fn tail(texts: &[&[Word]]) -> usize {
    let shared =
        shared(texts, |a, b| a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a.shown() == b.shown()).count());
    let Some(first) = texts.first() else { return 0 };
    let tail = first.get(first.len() - shared..).unwrap_or_default();
    let comma = tail.iter().position(|word| !word.is_parameter && word.text == ",");
    comma.filter(|_| !tail.iter().any(is_bracket)).map_or(0, |comma| shared - comma)
}

/// The fewest words that the first text shares with another one; each keeps one of its own.
fn shared(texts: &[&[Word]], count: impl Fn(&[Word], &[Word]) -> usize) -> usize {
    let Some((first, others)) = texts.split_first() else { return 0 };
    let shortest = texts.iter().map(|text| text.len()).min().unwrap_or_default();
    others.iter().map(|other| count(first, other)).min().unwrap_or_default().min(shortest.saturating_sub(1))
}

fn is_bracket(word: &Word) -> bool {
    !word.is_parameter && matches!(word.text.as_str(), "(" | ")" | "[" | "]" | "{" | "}")
}

/// What stands between the outermost brackets.
fn contents(words: &[Word]) -> Vec<Range<usize>> {
    let text = |place: usize| words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str());
    let mut ranges = Vec::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    for place in 0..words.len() {
        let closing = match text(place) {
            "(" => ")",
            "[" => "]",
            "{" => "}",
            other => {
                if open.last().is_some_and(|(_, closing)| *closing == other) {
                    let start = open.pop().map_or(0, |(start, _)| start);
                    // Objects of JSON with other keys are other messages.
                    let is_json = text(start) == "{" && text(start + 1) == "\"" && text(start + 4) == ":";
                    if open.is_empty() && start + 1 < place && ranges.len() < MOST_BRACKETS && !is_json {
                        ranges.push(start + 1..place);
                    }
                }
                continue;
            }
        };
        open.push((place, closing));
    }
    ranges
}

/// The sentence without what stands between its brackets, if enough of it is left.
fn without(words: &[Word], ranges: &[Range<usize>]) -> Option<String> {
    let mut text = String::new();
    let mut place = 0;
    let mut count = 0;
    for (start, end) in ranges.iter().map(|range| (range.start, range.end)).chain([(words.len(), words.len())]) {
        let outside = words.get(place..start).unwrap_or_default();
        count += outside.iter().filter(|word| is_word(word)).count();
        text.push_str(&text_of(outside));
        text.push('\u{1}');
        place = end;
    }
    (!ranges.is_empty() && count >= FEWEST_WORDS).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn texts_of_several_shapes_between_brackets() {
        check(
            &[
                "servlet threw exception [a.B: no entry of that name] with root cause",
                "servlet threw exception [a.C] with root cause",
                "servlet threw exception [bad thing 7, 8] with root cause",
            ],
            &["servlet threw exception [<*>] with root cause"],
        );
        check(
            &[
                "about to move group (reason: a member left)",
                "about to move group (reason: new member m7)",
                "about to move group (reason: timeout)",
            ],
            &["about to move group (reason: <*>)"],
        );
    }
}
