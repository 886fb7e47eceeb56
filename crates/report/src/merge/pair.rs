//! Finds the same unit in two versions: one to one, the surest likeness first.

use std::collections::BTreeMap;

use super::unit::Key;

/// What two units must share to be twins in a pass.
type Name<'n> = &'n dyn Fn(&Key) -> Option<String>;

/// For each of `left` the index of its twin in `right`.
///
/// Passes: same words; same evidence and label; same evidence in the section; same label in the section; half of the
/// evidence and the same label. Within a pass, twins are paired in the order they stand.
pub(crate) fn pair(left: &[&Key], right: &[&Key]) -> Vec<Option<usize>> {
    let mut twins = vec![None; left.len()];
    let mut taken = vec![false; right.len()];
    let by_words = |k: &Key| Some(format!("{:x} {:x}", k.section, k.words));
    let by_words_anywhere = |k: &Key| Some(format!("{:x}", k.words));
    let evidence = |k: &Key| (!k.evidence.is_empty()).then(|| format!("{:?}", k.evidence));
    let by_evidence_and_label = |k: &Key| Some(format!("{} {:x}", evidence(k)?, k.label?));
    let by_evidence = |k: &Key| Some(format!("{:x} {}", k.section, evidence(k)?));
    let by_label = |k: &Key| Some(format!("{:x} {:x}", k.section, k.label?));
    let passes: [Name<'_>; 5] = [&by_words, &by_words_anywhere, &by_evidence_and_label, &by_evidence, &by_label];
    for name in passes {
        let mut free: BTreeMap<String, std::collections::VecDeque<usize>> = BTreeMap::new();
        for (i, key) in right.iter().enumerate().filter(|(i, _)| !taken.get(*i).copied().unwrap_or(true)) {
            if let Some(name) = name(key) {
                free.entry(name).or_default().push_back(i);
            }
        }
        for (key, twin) in left.iter().zip(&mut twins).filter(|(_, twin)| twin.is_none()) {
            let found = name(key).and_then(|name| free.get_mut(&name)?.pop_front());
            if let Some(slot) = found.and_then(|i| taken.get_mut(i)) {
                *slot = true;
                *twin = found;
            }
        }
    }
    twins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(label: u64, evidence: &[u64], words: u64) -> Key {
        Key { section: 1, label: (label > 0).then_some(label), evidence: evidence.iter().copied().collect(), words }
    }

    #[test]
    fn words_win_over_evidence_and_evidence_over_labels() {
        let (a, b, c) = (key(1, &[10], 100), key(2, &[10], 200), key(3, &[], 300));
        let (a2, c2) = (key(9, &[10], 101), key(3, &[], 301));
        assert_eq!(pair(&[&b, &a2, &c2], &[&a, &b, &c]), [Some(1), Some(0), Some(2)]);
        assert_eq!(pair(&[&key(7, &[], 7)], &[&a, &b, &c]), [None]);
    }
}
