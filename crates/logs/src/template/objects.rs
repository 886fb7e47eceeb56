//! Makes one parameter of objects whose members vary between lines that are equal otherwise: `find { name: "a" } took 7 ms`
//! and `find { age: { $gt: 7 }, city: "b" } took 8 ms`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::group::{Group, Samples, gather, is_word, text_of};
use super::words::Word;

/// Words inside an object at most.
const LONGEST: usize = 1024;
/// Objects of a sentence that are compared.
const MOST: usize = 16;
/// Bytes of a message from which on an object that does not close may have been cut.
const CUT: usize = 1000;

/// A sentence and its objects.
type Variant = (Group, Vec<Range<usize>>);

/// Joins groups; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    let mut sentences: BTreeMap<String, Vec<Variant>> = BTreeMap::new();
    let mut joined = Vec::new();
    for group in groups.into_values() {
        let objects = objects(&group.words);
        match without(&group.words, &objects) {
            Some(text) => sentences.entry(text).or_default().push((group, objects)),
            None => joined.push(group),
        }
    }
    for mut variants in sentences.into_values() {
        let count = variants.first().map_or(0, |(_, objects)| objects.len());
        // From the last on: places before it stay.
        for number in (0..count).rev() {
            let text = |(group, objects): &Variant| {
                objects.get(number).map(|range| text_of(group.words.get(range.clone()).unwrap_or_default()))
            };
            let first = variants.first().and_then(text);
            if variants.iter().all(|variant| text(variant) == first) {
                continue;
            }
            for (group, objects) in &mut variants {
                if let Some(range) = objects.get(number) {
                    group.collapse(range, samples);
                }
            }
        }
        joined.extend(variants.into_iter().map(|(group, _)| group));
    }
    gather(joined)
}

/// What stands outside of the objects, if a word is among it.
fn without(words: &[Word], objects: &[Range<usize>]) -> Option<String> {
    let mut text = String::new();
    let mut place = 0;
    let mut has_word = false;
    for (start, end) in objects.iter().map(|range| (range.start, range.end)).chain([(words.len(), words.len())]) {
        let outside = words.get(place..start).unwrap_or_default();
        has_word |= outside.iter().any(is_word);
        text.push_str(&text_of(outside));
        text.push('\u{1}');
        place = end;
    }
    (!objects.is_empty() && has_word).then_some(text)
}

/// The objects in braces that stand in no other bracket.
fn objects(words: &[Word]) -> Vec<Range<usize>> {
    let mut objects = Vec::new();
    let mut depth = 0_usize;
    let mut place = 0;
    while place < words.len() && objects.len() < MOST {
        match text(words, place) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "{" if depth == 0 => {
                if let Some(end) = end_of(words, place) {
                    objects.push(place..end);
                    place = end;
                    continue;
                }
            }
            _ => {}
        }
        place += 1;
    }
    objects
}

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// End of the object of keys with colons that opens at a place: `{ key: value, … }`, `{key: value}` or nothing in braces.
pub(super) fn end_of(words: &[Word], open: usize) -> Option<usize> {
    if text(words, open) != "{" || open == 0 {
        return None;
    }
    let first = open + 1 + usize::from(text(words, open + 1) == " ");
    if text(words, first) == "}" {
        return Some(first + 1);
    }
    // A key may be of several words (`at end: 7`).
    let colon = (first + 1..words.len().min(first + 6)).find(|place| text(words, *place) == ":")?;
    let is_key = words.get(first..colon)?.iter().all(|word| word.is_parameter || is_word(word) || word.text == " ");
    if !is_key || text(words, colon + 1) != " " {
        return None;
    }
    let mut depth = 0_usize;
    for at in open..words.len().min(open + LONGEST) {
        match text(words, at) {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    (words.iter().map(|word| word.text.len()).sum::<usize>() >= CUT).then_some(words.len())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_labelled};

    #[test]
    fn objects_of_several_shapes() {
        check(
            &[
                "query of a: find { name: \"x\", age: 7 } took 7 ms",
                "query of a: find { city: { $in: [ \"x\", \"y\" ] } } took 8 ms",
                "query of a: find {} took 9 ms",
                "query of a: drop { name: \"x\" } took 9 ms",
            ],
            &["query of a: drop { name: \"x\" } took <*> ms", "query of a: find <*> took <*> ms"],
        );
    }

    #[test]
    fn an_object_that_never_varied_is_one_value_in_labels() {
        check_labelled(
            &[
                "opened by 7: { driver: { name: \"x\" }, at end: 7 }",
                "opened by 8: { driver: { name: \"y\" }, at end: 7 }",
            ],
            &["opened by <*>: <*>"],
        );
        // In another bracket it is a part of what stands there.
        check_labelled(&["got (id { of: 7 } key: 8) now"], &["got (id { of: <*> } key: <*>) now"]);
    }
}
