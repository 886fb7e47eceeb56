//! Messages that carry a number of their own (`ISPN000094: received view …`, `[ctx] KC0091: login failed for …`).
//!
//! The program gives each sentence one, so what differs between messages of one number and shape is a value.

use std::collections::BTreeMap;

use super::group::{Group, Samples, aligned, gather, is_word, text_at};
use super::words::Word;
use crate::format::cisco;

/// Digits of a number at least.
const FEWEST_DIGITS: usize = 3;

/// Is the word at a place the number of the message, at the start or behind a context in brackets? Capitals and digits, or
/// the code of a device (`%LINK-3-UPDOWN`).
pub(super) fn is_message_code(words: &[Word], place: usize) -> bool {
    let text = text_at(words, Some(place));
    if place == 0 && cisco::is_code(text) && text_at(words, Some(1)) == ":" {
        return true;
    }
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    (place == 0 || text_at(words, place.checked_sub(2)) == "]")
        && (text_at(words, Some(place + 1)), text_at(words, Some(place + 2))) == (":", " ")
        && name.len() >= 2
        && text.len() >= name.len() + FEWEST_DIGITS
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_'))
}

/// The number of the messages of a group, if all have the same one.
fn code(group: &Group, samples: &Samples) -> Option<String> {
    let place = (0..group.words.len()).find(|place| is_message_code(&group.words, *place))?;
    let code = &group.words.get(place)?.text;
    aligned(group, samples).all(|sample| sample.get(place).is_some_and(|word| word.text == *code)).then(|| code.clone())
}

/// Joins groups of one number and shape, if they share more words than they differ in.
pub(super) fn join(groups: BTreeMap<String, Group>, samples: &Samples) -> BTreeMap<String, Group> {
    let mut joined = Vec::new();
    let mut coded: BTreeMap<(String, String), Vec<Group>> = BTreeMap::new();
    for group in groups.into_values() {
        match code(&group, samples) {
            Some(code) => coded.entry((code, shape(&group.words))).or_default().push(group),
            None => joined.push(group),
        }
    }
    for mut variants in coded.into_values() {
        let Some((first, others)) = variants.split_first() else { continue };
        let shown = |group: &Group, place: usize| group.words.get(place).map(|word| word.shown().to_owned());
        let differs = |place: &usize| others.iter().any(|other| shown(other, *place) != shown(first, *place));
        let places: Vec<usize> = (0..first.words.len()).filter(differs).collect();
        let literals = first.words.iter().filter(|word| is_word(word)).count();
        if places.len() * 2 < literals {
            for group in &mut variants {
                for place in &places {
                    if let Some(word) = group.words.get_mut(*place) {
                        word.is_parameter = true;
                    }
                }
            }
        }
        joined.extend(variants);
    }
    gather(joined)
}

/// A sentence without its words.
fn shape(words: &[Word]) -> String {
    words.iter().map(|word| if word.is_parameter || is_word(word) { "\u{1}" } else { word.text.as_str() }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn messages_of_one_code_of_a_device() {
        check(
            &[
                "%FW-6-302016: Teardown TCP connection 7 for outside:10.0.0.7/80 to inside:10.0.0.8/90 duration 0",
                "%FW-6-302016: Teardown UDP connection 8 for inside:10.0.0.7/80 to dmz:10.0.0.8/90 duration 1",
                "%FW-6-302017: Teardown GRE connection 8 for inside:10.0.0.7/80 to dmz:10.0.0.8/90 duration 1",
            ],
            &[
                "%FW-6-302016: Teardown <*> connection <*> for <*>:<*>/<*> to <*>:<*>/<*> duration <*>",
                "%FW-6-302017: Teardown GRE connection <*> for inside:<*>/<*> to dmz:<*>/<*> duration <*>",
            ],
        );
    }

    #[test]
    fn messages_of_one_number() {
        check(
            &[
                "KC0015: the receive buffer of socket Multi was set to 7",
                "KC0015: the send buffer of socket Server was set to 9",
                "KC0016: the send buffer of socket Server was closed",
            ],
            &[
                "KC0015: the <*> buffer of socket <*> was set to <*>",
                "KC0016: the send buffer of socket Server was closed",
            ],
        );
    }
}
