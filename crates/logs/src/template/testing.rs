//! What the tests of the second level share.

use super::Miner;

/// The texts of the templates of messages, sorted.
pub(super) fn texts<M: AsRef<str>>(messages: &[M]) -> Vec<String> {
    let mut miner = Miner::default();
    for message in messages {
        miner.add(message.as_ref().as_bytes());
    }
    let mut texts: Vec<String> = miner.finish().templates().iter().map(|template| template.text.clone()).collect();
    texts.sort();
    texts
}

/// Mines messages and checks the texts that labelled data sets would have, given sorted.
pub(super) fn check_labelled<M: AsRef<str>>(messages: &[M], expected: &[&str]) {
    let mut miner = Miner::default();
    for message in messages {
        miner.add(message.as_ref().as_bytes());
    }
    let mut texts: Vec<String> = miner.finish().labelled().iter().map(|template| template.text.clone()).collect();
    texts.sort();
    assert_eq!(texts, expected);
}

/// Mines messages and checks the texts, given sorted.
pub(super) fn check<M: AsRef<str>>(messages: &[M], expected: &[&str]) {
    assert_eq!(texts(messages), expected);
}
