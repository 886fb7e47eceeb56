//! Masked lines that are one sentence as far as known.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::words::Word;

/// Masked lines with the words they share.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) words: Vec<Word>,
    /// Numbers of the masked lines.
    pub(super) members: BTreeSet<usize>,
}

/// The samples of each masked line, cut into words.
pub(super) type Samples = Vec<Vec<Vec<Word>>>;

pub(super) fn text_of(words: &[Word]) -> String {
    words.iter().map(Word::shown).collect()
}

impl Group {
    /// Makes one parameter of a range of words, in the samples of the same shape, too.
    pub(super) fn collapse(&mut self, range: &Range<usize>, samples: &mut Samples) {
        let length = self.words.len();
        for member in &self.members {
            let own = samples.get_mut(*member).into_iter().flatten();
            own.filter(|sample| sample.len() == length).for_each(|sample| collapse(sample, range.clone()));
        }
        collapse(&mut self.words, range.clone());
    }
}

pub(super) fn collapse(words: &mut Vec<Word>, range: Range<usize>) {
    let value: String = words.get(range.clone()).unwrap_or_default().iter().map(|word| word.text.as_str()).collect();
    words.splice(range, [Word { text: value, is_parameter: true }]);
}

/// Samples of a group that have the shape of its words, so that places can be compared.
pub(super) fn aligned<'a>(group: &'a Group, samples: &'a Samples) -> impl Iterator<Item = &'a Vec<Word>> {
    group
        .members
        .iter()
        .filter_map(|&member| samples.get(member))
        .flatten()
        .filter(|sample| sample.len() == group.words.len())
}

/// Puts groups of the same text together, sorted by it.
pub(super) fn gather(groups: impl IntoIterator<Item = Group>) -> BTreeMap<String, Group> {
    let mut gathered: BTreeMap<String, Group> = BTreeMap::new();
    for group in groups {
        let text = text_of(&group.words);
        gathered.entry(text).and_modify(|known| known.members.extend(&group.members)).or_insert(group);
    }
    gathered
}

/// A literal with a letter in it.
pub(super) fn is_word(word: &Word) -> bool {
    !word.is_parameter && word.text.contains(char::is_alphabetic)
}

/// The word at a place; empty beyond the ends.
pub(super) fn text_at(words: &[Word], place: Option<usize>) -> &str {
    place.and_then(|place| words.get(place)).map_or("", |word| word.text.as_str())
}
