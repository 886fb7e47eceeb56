//! Finds the same unit in two versions: one to one, the surest likeness first.

use std::collections::{BTreeMap, VecDeque};

use super::unit::{Key, Role};

/// What two units must share to be twins in a pass.
type Name<'n> = &'n dyn Fn(&Key) -> Option<String>;

/// What the two versions are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Versions {
    /// Two drafts: the numbers of their actions mean nothing to each other.
    Drafts,
    /// A draft and what became of it: an action keeps its number, whatever its words are now.
    Document,
    /// What is new in a draft and what people wrote by themselves.
    Own,
    /// A fresh draft and a document whose numbers may be its own: they tell where nothing else does.
    Told,
}

/// For each of `left` the index of its twin in `right`.
///
/// Passes: same words; same words without footnotes; same number; same evidence and label; same evidence in the section;
/// same label in the section; the one paragraph of a section that is left on both sides. Within a pass, twins are paired in
/// the order they stand.
pub(crate) fn pair(left: &[&Key], right: &[&Key], versions: Versions) -> Vec<Option<usize>> {
    let mut pairs = Pairs { left, right, twins: vec![None; left.len()], taken: vec![false; right.len()] };
    let by_words = |k: &Key| Some(format!("{:x} {:x}", k.section, k.words));
    let by_words_anywhere = |k: &Key| Some(format!("{:x}", k.words));
    let by_bare_words = |k: &Key| Some(format!("{:x} {:x}", k.section, k.bare?));
    // A draft of the first version kept the number of an action as its label.
    let by_number = |k: &Key| Some(format!("{:x} {:x}", k.section, k.number.or(k.label.filter(|_| k.role.is_none()))?));
    let evidence = |k: &Key| (!k.evidence.is_empty()).then(|| format!("{:?}", k.evidence));
    let by_evidence_and_label = |k: &Key| Some(format!("{} {:x}", evidence(k)?, k.label?));
    let by_evidence = |k: &Key| Some(format!("{:x} {}", k.section, evidence(k)?));
    let by_label = |k: &Key| Some(format!("{:x} {:x}", k.section, k.label?));
    let always = |_: &Key, _: &Key| true;
    // Much happens within a second: a time alone is no likeness where both cite something else.
    let may_share_time = |a: &Key, b: &Key| {
        let is_event = a.role == Some(Role::Event) || b.role == Some(Role::Event);
        !is_event || a.evidence.is_empty() || b.evidence.is_empty() || !a.evidence.is_disjoint(&b.evidence)
    };
    pairs.pass(&by_words, always);
    pairs.pass(&by_words_anywhere, always);
    if versions == Versions::Document {
        pairs.pass(&by_number, always);
    }
    for name in [&by_bare_words as Name<'_>, &by_evidence_and_label, &by_evidence] {
        pairs.pass(name, always);
    }
    pairs.pass(&by_label, may_share_time);
    if versions == Versions::Told {
        pairs.pass(&by_number, always);
    }
    if versions != Versions::Own {
        for has_evidence in [true, false] {
            pairs.only_paragraph(has_evidence);
        }
    }
    pairs.twins
}

struct Pairs<'p> {
    left: &'p [&'p Key],
    right: &'p [&'p Key],
    twins: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs<'_> {
    fn pass(&mut self, name: Name<'_>, may_be: impl Fn(&Key, &Key) -> bool) {
        let mut free: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (i, key) in self.right.iter().enumerate().filter(|(i, _)| !self.taken.get(*i).copied().unwrap_or(true)) {
            if let Some(name) = name(key) {
                free.entry(name).or_default().push_back(i);
            }
        }
        for (key, twin) in self.left.iter().zip(&mut self.twins).filter(|(_, twin)| twin.is_none()) {
            let Some(queue) = name(key).and_then(|name| free.get_mut(&name)) else { continue };
            let at = queue.iter().position(|i| self.right.get(*i).is_some_and(|other| may_be(key, other)));
            let found = at.and_then(|at| queue.remove(at));
            if let Some(slot) = found.and_then(|i| self.taken.get_mut(i)) {
                *slot = true;
                *twin = found;
            }
        }
    }

    /// Pairs the paragraph that is left of a section on both sides, where it is one.
    fn only_paragraph(&mut self, has_evidence: bool) {
        let is_left = |key: &Key| key.role == Some(Role::Block) && key.evidence.is_empty() != has_evidence;
        let mut left: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (i, key) in self.left.iter().enumerate().filter(|(i, _)| self.twins.get(*i) == Some(&None)) {
            if is_left(key) {
                left.entry(key.section).or_default().push(i);
            }
        }
        let mut right: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (i, key) in self.right.iter().enumerate().filter(|(i, _)| self.taken.get(*i) == Some(&false)) {
            if is_left(key) {
                right.entry(key.section).or_default().push(i);
            }
        }
        for (section, own) in left {
            let other = right.get(&section).map_or(&[][..], Vec::as_slice);
            if let ([own], [other]) = (own.as_slice(), other)
                && let (Some(twin), Some(taken)) = (self.twins.get_mut(*own), self.taken.get_mut(*other))
            {
                (*twin, *taken) = (Some(*other), true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(label: u64, evidence: &[u64], words: u64) -> Key {
        Key {
            section: 1,
            role: Some(Role::Row),
            label: (label > 0).then_some(label),
            number: None,
            evidence: evidence.iter().copied().collect(),
            words,
            bare: None,
        }
    }

    fn drafts(left: &[&Key], right: &[&Key]) -> Vec<Option<usize>> {
        pair(left, right, Versions::Drafts)
    }

    #[test]
    fn words_win_over_evidence_and_evidence_over_labels() {
        let (a, b, c) = (key(1, &[10], 100), key(2, &[10], 200), key(3, &[], 300));
        let (a2, c2) = (key(9, &[10], 101), key(3, &[], 301));
        assert_eq!(drafts(&[&b, &a2, &c2], &[&a, &b, &c]), [Some(1), Some(0), Some(2)]);
        assert_eq!(drafts(&[&key(7, &[], 7)], &[&a, &b, &c]), [None]);
    }

    #[test]
    fn one_second_is_no_likeness_of_what_cites_other_evidence() {
        let event = |evidence: &[u64], words| Key { role: Some(Role::Event), ..key(1, evidence, words) };
        assert_eq!(drafts(&[&event(&[1], 5)], &[&event(&[2], 6)]), [None]);
        assert_eq!(drafts(&[&event(&[1], 5)], &[&event(&[2], 6), &event(&[], 7)]), [Some(1)]);
    }

    #[test]
    fn the_number_of_an_action_holds_within_a_document_only() {
        let action = |number, words| Key { role: Some(Role::Action), number: Some(number), ..key(0, &[], words) };
        let (old, new) = (action(3, 1), action(3, 2));
        assert_eq!(drafts(&[&old], &[&new]), [None]);
        assert_eq!(pair(&[&old], &[&new], Versions::Document), [Some(0)]);
        let first = Key { role: None, number: None, label: Some(3), ..old };
        assert_eq!(pair(&[&first], &[&new], Versions::Document), [Some(0)]);
    }

    #[test]
    fn the_only_paragraph_of_a_section_is_itself_whatever_it_says() {
        let paragraph = |evidence: &[u64], words| Key { role: Some(Role::Block), ..key(0, evidence, words) };
        let (old, new) = (paragraph(&[1], 1), paragraph(&[2], 2));
        assert_eq!(drafts(&[&old], &[&new]), [Some(0)]);
        assert_eq!(drafts(&[&old], &[&new, &paragraph(&[3], 3)]), [None]);
    }
}
