//! Makes one parameter of the whole value of a key, quotes and all, in logs whose programs quote only where they must
//! (logfmt): `peer=10.0.0.7:8300 error="no route to host"`, `peer=7 error=EOF`.
//!
//! A log that quotes plain words, too (`tag="alarm"`), has its quotes from the sentence: they stay.

use std::collections::BTreeMap;
use std::ops::Range;

use super::evidence::DEEDS;
use super::group::{Group, Samples, aligned, gather, is_word};
use super::words::Word;

/// Sentences with a value in quotes from which on a log is known to quote where it must.
const FEWEST_QUOTED: usize = 3;
/// Words of a value at most.
const LONGEST: usize = 256;

/// Joins what is a value in all groups; samples keep the shape of their words.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &mut Samples) -> BTreeMap<String, Group> {
    let marks: Vec<&str> = ["\"", "'"].into_iter().filter(|mark| quotes_where_needed(&groups, samples, mark)).collect();
    if marks.is_empty() {
        return groups;
    }
    gather(groups.into_values().map(|mut group| {
        let mut place = group.words.len();
        while let Some(before) = place.checked_sub(1) {
            place = before;
            if let Some(range) = value(&group.words, place, &marks) {
                group.collapse(&range, samples);
            }
        }
        group
    }))
}

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// Are values in quotes those that could not do without them, in all of a log?
fn quotes_where_needed(groups: &BTreeMap<String, Group>, samples: &Samples, mark: &str) -> bool {
    let mut quoted = 0;
    for group in groups.values() {
        for place in (0..group.words.len()).filter(|place| is_assigned(&group.words, *place)) {
            if text(&group.words, place) != mark {
                continue;
            }
            let Some(end) = quote_end(&group.words, place, mark) else { continue };
            let is_plain = |words: &[Word]| {
                let inside = words.get(place + 1..end - 1).unwrap_or_default();
                !inside.iter().any(|word| word.text.contains([' ', '=', '"', '\\']))
            };
            if aligned(group, samples).any(|sample| is_plain(sample)) {
                return false;
            }
            quoted += 1;
        }
    }
    quoted >= FEWEST_QUOTED
}

/// Does a value of a key begin at a place, the key a word of its own?
fn is_assigned(words: &[Word], place: usize) -> bool {
    place >= 2
        && text(words, place - 1) == "="
        && words.get(place - 2).is_some_and(is_word)
        && (place == 2 || matches!(text(words, place - 3), " " | "(" | "[" | "{"))
}

/// Place behind the quote that closes what opens at a place.
fn quote_end(words: &[Word], open: usize, mark: &str) -> Option<usize> {
    let closes =
        |at: &usize| text(words, *at) == mark && matches!(text(words, at + 1), "" | " " | "," | ")" | "]" | "}");
    let is_free = |at: &usize| words.get(at + 1).is_none_or(|next| !next.is_parameter);
    let escaped = |at: &usize| words.get(at - 1).is_some_and(|word| word.text.ends_with('\\'));
    (open + 1..words.len().min(open + LONGEST)).find(|at| closes(at) && is_free(at) && !escaped(at)).map(|at| at + 1)
}

/// Does the value tell what happened, in a line of keys and values only?
fn tells(words: &[Word], place: usize) -> bool {
    text(words, 1) == "=" && DEEDS.contains(&text(words, place - 2))
}

fn value(words: &[Word], place: usize, marks: &[&str]) -> Option<Range<usize>> {
    if !is_assigned(words, place) || tells(words, place) {
        return None;
    }
    if marks.contains(&text(words, place)) {
        return quote_end(words, place, text(words, place)).map(|end| place..end);
    }
    let mut depth = 0_usize;
    let mut end = place;
    while end < words.len().min(place + LONGEST) {
        match text(words, end) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth > 0 => depth -= 1,
            ")" | "]" | "}" => break,
            " " if depth == 0 => break,
            "," if depth == 0 && matches!(text(words, end + 1), " " | "") => break,
            _ => {}
        }
        end += 1;
    }
    let is_empty = end == place || words.get(place..end)?.iter().all(|word| word.text.is_empty());
    (depth == 0 && !is_empty).then_some(place..end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_labelled;

    #[test]
    fn quotes_that_are_needed_belong_to_the_value() {
        check_labelled(
            &[
                "call failed: peer=10.0.0.7:80 error=EOF",
                "call failed: peer=10.0.0.8:80 error=\"no route to host\"",
                "sync failed: error=\"no \\\"a b\\\" known\"",
                "routine began: routine=\"root pruning\"",
                "entering state: node=\"Node at 10.0.0.7:80 [Leader]\" of=[\"a\", \"b\"]",
            ],
            &[
                "call failed: peer=<*> error=<*>",
                "entering state: node=<*> of=<*>",
                "routine began: routine=<*>",
                "sync failed: error=<*>",
            ],
        );
    }

    #[test]
    fn quotes_around_plain_words_stay() {
        check_labelled(
            &[
                "lock of 7 tag=\"alarm\" held",
                "wake of 7 tag=\"two words\" held",
                "sleep of 7 tag=\"more of them\" held",
                "nap of 7 tag=\"many of them\" held",
            ],
            &[
                "lock of <*> tag=\"<*>\" held",
                "nap of <*> tag=\"<*>\" held",
                "sleep of <*> tag=\"<*>\" held",
                "wake of <*> tag=\"<*>\" held",
            ],
        );
    }
}
