//! Tells the tag of a program with a digit in its name (`pop3-login: message`) from a name that counts (`web-3: message`):
//! no other number stands in its place in any line.

use std::collections::{BTreeMap, BTreeSet};

use super::constants::is_name_around_digit;
use super::group::Samples;
use super::words::Word;

/// Makes words of the tags of all messages.
pub(super) fn tell(samples: &mut Samples) {
    let mut tags: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for tag in samples.iter().flatten().filter_map(|words| tag(words)) {
        tags.entry(tag.replace(|c: char| c.is_ascii_digit(), "0")).or_default().insert(tag.to_owned());
    }
    let known: BTreeSet<String> = tags.into_values().filter(|tags| tags.len() == 1).flatten().collect();
    for words in samples.iter_mut().flatten() {
        if tag(words).is_some_and(|tag| known.contains(tag))
            && let Some(first) = words.first_mut()
        {
            first.is_parameter = false;
        }
    }
}

fn tag(words: &[Word]) -> Option<&str> {
    match words {
        [tag, colon, ..] if tag.is_parameter && colon.text == ":" && is_name_around_digit(&tag.text) => Some(&tag.text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn programs_and_hosts() {
        check(&["pop3-login: closed 7", "imap-login: closed 7"], &["imap-login: closed <*>", "pop3-login: closed <*>"]);
        check(&["web3-node: closed 7", "web4-node: closed 7"], &["<*>: closed <*>"]);
    }
}
