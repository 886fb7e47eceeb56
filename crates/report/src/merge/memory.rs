//! What the machine wrote last time: from the comment of the document, completed by a draft that the caller kept.

use super::base::{self, Base};
use super::unit::{self, Key, Units};
use super::{Memory, front, numbering, units_of};
use crate::document::Document;

/// A document of which at least one unit in so many is the machine's was drafted once.
const DRAFTED: usize = 3;

/// The text without the comment, and the comment.
pub(super) fn unsealed(text: &str) -> (String, Option<Base>) {
    let Some((base, span)) = base::read(text) else { return (text.to_owned(), None) };
    let head = text.get(..span.start).unwrap_or_default();
    let tail = text.get(span.end..).unwrap_or_default();
    let tail = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r'])).unwrap_or(tail);
    // The blank line in front came with the comment.
    let without_blank = ["\r\n", "\n", "\r"].iter().find_map(|end| head.strip_suffix(end).filter(|h| h.ends_with(end)));
    (format!("{}{tail}", without_blank.unwrap_or(head)), Some(base))
}

/// The text with the comment at its end, in its own line ends.
pub(super) fn sealed(text: &str, base: &Base) -> String {
    let newline = Document::parse(text).newline();
    let gap = match text {
        "" => String::new(),
        text if text.ends_with(newline) => newline.to_owned(),
        _ => newline.repeat(2),
    };
    format!("{text}{gap}{}{newline}", base::comment(base).replace('\n', newline))
}

/// What is remembered of a draft.
pub(super) fn seal_of(text: &str) -> Base {
    let units = units_of(text);
    Base {
        keys: units.units.iter().map(|u| u.key.clone()).collect(),
        sections: units.sections.iter().map(|s| unit::section_key(Some(s))).collect(),
        numbers: numbering::of(&units).collect(),
        front: front::of(text, Document::parse(text).front_matter.as_ref()),
    }
}

/// The last draft as well as it is known, and from where.
pub(super) fn recalled(
    own: Option<Base>,
    previous: Option<(Base, Units)>,
    now: &Units,
    today: &Units,
) -> (Option<Base>, Memory) {
    let standing = |keys: &[&Key]| keys.iter().filter(|key| now.units.iter().any(|u| u.key.words == key.words)).count();
    let is_drafted = |keys: Vec<&Key>| !keys.is_empty() && standing(&keys) * DRAFTED >= keys.len();
    if let Some(own) = own {
        return (Some(completed(own, previous, now)), Memory::Comment);
    }
    if let Some((previous, _)) = previous.filter(|(previous, _)| is_drafted(previous.keys.iter().collect())) {
        return (Some(previous), Memory::Sidecar);
    }
    let is_lost = is_drafted(today.units.iter().map(|unit| &unit.key).collect());
    (None, if is_lost { Memory::Lost } else { Memory::Nothing })
}

/// Adds to a comment of the first version what it did not say: from the units that stand as they were, and from the draft.
fn completed(mut own: Base, previous: Option<(Base, Units)>, now: &Units) -> Base {
    let drafted = previous.as_ref().map(|(_, units)| units.units.as_slice()).unwrap_or_default();
    for key in own.keys.iter_mut().filter(|key| key.role.is_none()) {
        let same = |unit: &&unit::Unit| unit.first_words == key.words;
        let in_section = |unit: &&unit::Unit| same(unit) && unit.key.section == key.section;
        let known = now.units.iter().find(in_section).or_else(|| drafted.iter().find(in_section));
        if let Some(known) = known.or_else(|| now.units.iter().find(same)).or_else(|| drafted.iter().find(same)) {
            let section = key.section;
            *key = Key { section, ..known.key.clone() };
        }
    }
    if own.front.is_empty()
        && let Some((previous, _)) = previous
    {
        own.front = previous.front;
    }
    own
}
