//! Which unit of the last draft, of the document and of the new draft is which.

use super::{
    base::Base,
    pair::{Versions, pair},
    unit::{Key, Unit, Units},
};

fn keys(units: &[Unit]) -> Vec<&Key> {
    units.iter().map(|unit| &unit.key).collect()
}

/// Which unit of one version is which of another.
pub(super) struct Twinned {
    pub(super) today_to_base: Vec<Option<usize>>,
    pub(super) base_to_now: Vec<Option<usize>>,
    pub(super) today_to_now: Vec<Option<usize>>,
}

impl Twinned {
    pub(super) fn of(today: &Units, now: &Units, base: &Base, has_base: bool) -> Self {
        let old: Vec<&Key> = base.keys.iter().collect();
        let today_to_base = pair(&keys(&today.units), &old, Versions::Drafts);
        let base_to_now = pair(&old, &keys(&now.units), Versions::Document);
        // What no machine wrote is a person's: it is compared with what is new today.
        let free: Vec<(usize, &Key)> = now
            .units
            .iter()
            .enumerate()
            .filter(|(j, _)| !base_to_now.contains(&Some(*j)))
            .map(|(j, u)| (j, &u.key))
            .collect();
        let fresh: Vec<(usize, &Key)> = today
            .units
            .iter()
            .enumerate()
            .filter(|(i, _)| today_to_base.get(*i) == Some(&None))
            .map(|(i, u)| (i, &u.key))
            .collect();
        let of = |side: &[(usize, &'_ Key)]| side.iter().map(|(_, key)| (*key).clone()).collect::<Vec<Key>>();
        let (fresh_keys, free_keys) = (of(&fresh), of(&free));
        let fresh_to_free =
            pair(&fresh_keys.iter().collect::<Vec<_>>(), &free_keys.iter().collect::<Vec<_>>(), Versions::Own);
        let mut today_to_now: Vec<Option<usize>> =
            today_to_base.iter().map(|before| before.and_then(|b| base_to_now.get(b).copied().flatten())).collect();
        for ((i, key), twin) in fresh.iter().zip(fresh_to_free) {
            let Some((j, theirs)) = twin.and_then(|at| free.get(at)) else { continue };
            if (!has_base || is_same(key, theirs))
                && let Some(slot) = today_to_now.get_mut(*i)
            {
                *slot = Some(*j);
            }
        }
        Self { today_to_base, base_to_now, today_to_now }
    }
}

/// Whether what a person wrote is surely what a draft says for the first time.
fn is_same(new: &Key, own: &Key) -> bool {
    let is_named = new.label.is_some() || !new.evidence.is_empty();
    new.words == own.words
        || new.section == own.section
            && (new.bare == own.bare || is_named && new.label == own.label && new.evidence == own.evidence)
}
