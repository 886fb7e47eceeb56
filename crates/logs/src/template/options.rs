//! Makes one parameter of the fields that a sentence ends with where they are not the same in all lines:
//! `closed link of 7 read=1 sent=2`, `closed link of 8 sent=2`, `closed link of 9 read=3 errors=1 sent=2`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::group::{Group, Samples, gather, is_word, text_of};
use super::words::Word;

/// Different rows of keys behind one sentence from which on they are options.
const FEWEST: usize = 3;
/// Words and parameters before them, two at least, and one of them a word.
const FEWEST_BEFORE: usize = 2;

/// A sentence and its fields.
type Variant = (Group, Vec<Range<usize>>);

/// Joins groups that differ in the fields at their end; their samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    let mut sentences: BTreeMap<String, Vec<Variant>> = BTreeMap::new();
    let mut joined = Vec::new();
    for group in groups.into_values() {
        let fields = fields(&group.words);
        let before = fields.first().and_then(|first| group.words.get(..first.start)).unwrap_or_default();
        let things = before.iter().filter(|word| word.is_parameter || is_word(word)).count();
        if things >= FEWEST_BEFORE && before.iter().any(is_word) {
            sentences.entry(text_of(before)).or_default().push((group, fields));
        } else {
            joined.push(group);
        }
    }
    for mut variants in sentences.into_values() {
        let rows: BTreeSet<Vec<String>> = variants.iter().map(|(group, fields)| keys(group, fields)).collect();
        if rows.len() >= FEWEST
            && let Some(shared) = shared(&rows)
        {
            for (group, fields) in &mut variants {
                let Some(first) = fields.get(shared) else { continue };
                let range = first.start..group.words.len();
                group.collapse(&range, samples);
            }
        }
        joined.extend(variants.into_iter().map(|(group, _)| group));
    }
    gather(joined)
}

/// Number of fields that all rows begin with; each row keeps one that varies.
fn shared(rows: &BTreeSet<Vec<String>>) -> Option<usize> {
    let mut rows = rows.iter();
    let first = rows.next()?;
    rows.map(|row| {
        let same = row.iter().zip(first).take_while(|(a, b)| a == b).count();
        same.min(row.len() - 1).min(first.len() - 1)
    })
    .min()
}

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

fn keys(group: &Group, fields: &[Range<usize>]) -> Vec<String> {
    fields.iter().map(|field| text(&group.words, field.start).to_owned()).collect()
}

/// The fields that a sentence ends with, first to last: a key, `=`, and a value without blanks or in quotes.
fn fields(words: &[Word]) -> Vec<Range<usize>> {
    let mut fields = Vec::new();
    let mut place = 0;
    while place < words.len() {
        if let Some(end) = field(words, place) {
            fields.push(place..end);
            place = end + usize::from(text(words, end) == ",");
            place += usize::from(text(words, place) == " ");
        } else {
            fields.clear();
            place += 1;
        }
    }
    fields
}

/// End of the field at a place.
fn field(words: &[Word], place: usize) -> Option<usize> {
    let opens = place.checked_sub(1).is_none_or(|before| text(words, before) == " ");
    if !opens || !words.get(place).is_some_and(is_word) || text(words, place + 1) != "=" {
        return None;
    }
    let quote = text(words, place + 2);
    if matches!(quote, "\"" | "'") {
        return (place + 3..words.len()).find(|end| text(words, *end) == quote).map(|end| end + 1);
    }
    let end = (place + 2..words.len())
        .find(|end| text(words, *end) == " " || (text(words, *end) == "," && matches!(text(words, end + 1), " " | "")))
        .unwrap_or(words.len());
    (end > place + 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn fields_that_are_there_at_times() {
        check(
            &[
                "closed link of n7 read=1 sent=2",
                "closed link of n8 sent=2",
                "closed link of n9 read=3 errors=\"a b\" sent=2",
            ],
            &["closed link of <*> <*>"],
        );
        check(
            &["wrote file id=7 size=1", "wrote file id=8 took=2", "wrote file id=9 took=3, size=4"],
            &["wrote file id=<*> <*>"],
        );
    }

    #[test]
    fn fields_that_are_always_there_stay() {
        check(
            &["took step id=7 size=1", "took step id=8 size=2", "left step id=7 age=2"],
            &["left step id=<*> age=<*>", "took step id=<*> size=<*>"],
        );
    }
}
