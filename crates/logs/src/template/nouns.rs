//! Nouns that a name follows: `user ann`, `interface eth0`.

use std::collections::BTreeSet;

use super::evidence::{PREPOSITIONS, are_codes, is_name, is_noun_announced, is_participle};
use super::group::text_at;
use super::words::Word;

/// Nouns that announce a name.
pub(super) const NAMING: [&str; 6] = ["user", "username", "account", "host", "hostname", "login"];

/// Nouns that announce one of several things of their kind.
pub(super) const KINDS: [&str; 41] = [
    "component",
    "package",
    "function",
    "method",
    "class",
    "sensor",
    "relation",
    "constraint",
    "state",
    "status",
    "mode",
    "service",
    "process",
    "program",
    "module",
    "driver",
    "device",
    "interface",
    "queue",
    "topic",
    "table",
    "database",
    "index",
    "volume",
    "partition",
    "node",
    "peer",
    "namespace",
    "stream",
    "channel",
    "action",
    "command",
    "rule",
    "policy",
    "group",
    "role",
    "zone",
    "region",
    "provider",
    "target",
    "type",
];

/// Is the word the name behind a noun that a preposition announces (`for user ann`, `in state RUN`)?
pub(super) fn is_named_thing(words: &[Word], place: usize) -> bool {
    let word = text_at(words, Some(place));
    let noun = text_at(words, place.checked_sub(2));
    let is = |nouns: &[&str]| nouns.iter().any(|known| noun.eq_ignore_ascii_case(known));
    let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase());
    // What is glued before a number is none, nor is `due to user request`.
    let is_other = is_participle(word)
        || PREPOSITIONS.contains(&word)
        || word.ends_with('-')
        || (is(&NAMING) && text_at(words, place.checked_sub(4)) == "to");
    let is_compound = word.contains('-') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_looked_for = (is(&NAMING) && is_small && word.len() > 2)
        || (is(&KINDS) && (is_name(word) || is_compound || are_codes(&BTreeSet::from([word]))));
    text_at(words, place.checked_sub(1)) == " " && is_noun_announced(words, place) && !is_other && is_looked_for
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_labelled;

    #[test]
    fn names_that_never_varied() {
        for (message, expected) in [
            ("session 7 closed for user ann", "session <*> closed for user <*>"),
            ("checking job 7 in state RUN", "checking job <*> in state <*>"),
            ("7 closed due to user request", "<*> closed due to user request"),
            ("balanced 7 to peer dhcp-ha", "balanced <*> to peer <*>"),
            ("moved 7 in state of doubt", "moved <*> in state of doubt"),
            ("epoch 7 of partition __state-7", "epoch <*> of partition __state-<*>"),
        ] {
            check_labelled(&[message], &[expected]);
        }
    }
}
