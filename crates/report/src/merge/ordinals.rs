//! Numbers in front of list items, after items came and went.

use std::collections::BTreeSet;

use super::base::Base;
use super::unit::{Form, Hash, Unit, without_bullet};
use super::units_of;
use crate::document::{Document, Span};

/// The text with its numbered lists counted again where this run changed them.
///
/// A list that is all the machine's counts from its first number. In one where a person wrote, theirs stay, and a new item
/// counts on from the one above it.
pub(super) fn counted(text: &str, known: &Base, added: &[String], thinned: &BTreeSet<Hash>) -> String {
    let added: BTreeSet<&str> = added.iter().map(|words| without_bullet(words)).collect();
    let known: BTreeSet<Hash> = known.keys.iter().map(|key| key.words).collect();
    let units = units_of(text).units;
    let items: Vec<&Unit> = units.iter().filter(|u| u.shape == Form::Bullet && u.ordinal.is_some()).collect();
    let mut document = Document::parse(text);
    let mut rest = items.as_slice();
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|unit| unit.group == first.group).count();
        let (list, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        rest = tail;
        let is_new = |unit: &Unit| added.contains(without_bullet(unit.span.of(text)));
        let is_changed = list.iter().any(|unit| is_new(unit) || thinned.contains(&unit.key.section));
        if !is_changed {
            continue;
        }
        let old: Vec<usize> = list.iter().filter(|unit| !is_new(unit)).filter_map(|unit| unit.ordinal).collect();
        // `1.` in front of every item is a habit, and Markdown counts by itself.
        let is_constant = old.len() > 1 && old.iter().all(|number| Some(number) == old.first());
        let is_own = list.iter().all(|unit| known.contains(&unit.key.words));
        let start = if is_own { old.iter().min().copied().unwrap_or(1).min(1) } else { 1 };
        let mut above = None;
        for unit in list {
            let stands = unit.ordinal.unwrap_or(1);
            let number = match above {
                _ if !(is_own || is_new(unit)) => stands,
                _ if is_constant => old.first().copied().unwrap_or(stands),
                None => start,
                Some(above) => above + 1,
            };
            above = Some(number);
            if number != stands {
                let digits = unit.span.of(text).bytes().take_while(u8::is_ascii_digit).count();
                // Digits of items that were just read are there.
                drop(document.replace(Span::new(unit.span.start, unit.span.start + digits), number.to_string()));
            }
        }
    }
    document.write()
}
