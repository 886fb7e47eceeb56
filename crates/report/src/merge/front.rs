//! Front matter: the pairs that the machine wrote and nobody changed follow the draft.

use std::collections::BTreeMap;

use super::unit::{Hash, hash};
use crate::document::{Document, FrontMatter, Span};

/// Pairs that follow the evidence. Title, state and language are the person's from the first draft on.
const FOLLOWED: [&str; 5] = ["id", "date", "severity", "services", "window"];

/// What the machine wrote, to be known again.
pub(super) fn of(source: &str, front: Option<&FrontMatter>) -> BTreeMap<Hash, Hash> {
    let entries = front.iter().flat_map(|front| &front.entries);
    let followed = entries.filter(|entry| FOLLOWED.contains(&entry.key.as_str()));
    followed.map(|entry| (hash(&entry.key), hash(entry.span.of(source)))).collect()
}

/// Brings the pairs of the draft into the document and returns what to remember of them.
pub(super) fn merged(document: &mut Document, draft: &str, before: &BTreeMap<Hash, Hash>) -> BTreeMap<Hash, Hash> {
    let mut next = before.clone();
    let drafted = Document::parse(draft).front_matter;
    let Some((front, drafted)) = document.front_matter.clone().zip(drafted).filter(|_| !before.is_empty()) else {
        return next;
    };
    let source = document.source().to_owned();
    let mut last: Option<Span> = None;
    for entry in &drafted.entries {
        let value = entry.span.of(draft);
        let theirs = front.entries.iter().find(|other| other.key == entry.key);
        if let Some(theirs) = theirs {
            last = Some(theirs.span);
        }
        if !FOLLOWED.contains(&entry.key.as_str()) {
            continue;
        }
        let key = hash(&entry.key);
        let is_done = match (theirs, before.get(&key)) {
            (Some(theirs), Some(known)) if hash(theirs.span.of(&source)) == *known => {
                theirs.span.of(&source) == value || document.replace(theirs.span, value).is_ok()
            }
            (None, None) => {
                last.is_some_and(|last| document.insert_lines_after(last, &format!("{}: {value}", entry.key)).is_ok())
            }
            _ => false,
        };
        if is_done {
            next.insert(key, hash(value));
        }
    }
    next
}
