//! What the machine wrote last time: a comment at the end of the document, one line a unit, hashes only.
//!
//! The comment travels with the document through mail, wikis and git, so that a deletion is known as one wherever the
//! document comes back from. It holds no words, so nothing in it can end the comment or be read.
//!
//! ```text
//! <!-- backstory:draft/2
//! f 61f0c8d2… 90aa…                             key and value of the front matter
//! n 90aa…                                       a number that an action had
//! s 61f0c8d2…                                   a section
//! u 61f0c8d2… 90aa… 1b2c…,77de… 5fd1… …         section, label, evidence, words, role, number, words without footnotes
//! -->
//! ```
//!
//! What is unknown is `-`. The first version had no `f` and no `n`, and its units ended after their words.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{Hash, Key, Role};
use crate::document::Span;

const OPEN: &str = "<!-- backstory:draft/";
const VERSION: u8 = 2;

/// Units and sections of the last draft, and what is never given twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Base {
    pub(crate) keys: Vec<Key>,
    pub(crate) sections: BTreeSet<Hash>,
    /// Numbers that actions have or had.
    pub(crate) numbers: BTreeSet<Hash>,
    /// Pairs of the front matter as the machine wrote them.
    pub(crate) front: BTreeMap<Hash, Hash>,
}

/// The comment of a document and its place, line ends around it included.
pub(crate) fn read(source: &str) -> Option<(Base, Span)> {
    let start = source.rfind(OPEN)?;
    let rest = source.get(start..)?;
    let end = start + rest.find("-->")? + 3;
    let mut base = Base::default();
    for line in rest.split(['\n', '\r']).skip(1).take_while(|l| !l.starts_with("-->")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["s", section] => base.sections.extend(number(section)),
            ["n", id] => base.numbers.extend(number(id)),
            ["f", key, value] => base.front.extend(number(key).zip(number(value))),
            ["u", section, label, evidence, text, rest @ ..] => {
                let (Some(section), Some(words)) = (number(section), number(text)) else { continue };
                base.keys.push(Key {
                    section,
                    role: rest.first().and_then(|name| Role::of_name(name)),
                    label: number(label),
                    number: rest.get(1).and_then(|id| number(id)),
                    evidence: evidence.split(',').filter_map(number).collect(),
                    words,
                    bare: rest.get(2).and_then(|bare| number(bare)),
                });
            }
            _ => {}
        }
    }
    Some((base, Span::new(start, end)))
}

fn number(word: &str) -> Option<Hash> {
    Hash::from_str_radix(word, 16).ok()
}

/// The comment, lines sorted so that the same units give the same bytes.
pub(crate) fn comment(base: &Base) -> String {
    let or_dash = |hash: Option<Hash>| hash.map_or_else(|| "-".to_owned(), |hash| format!("{hash:016x}"));
    let mut lines: Vec<String> = base.sections.iter().map(|s| format!("s {s:016x}")).collect();
    lines.extend(base.numbers.iter().map(|id| format!("n {id:016x}")));
    lines.extend(base.front.iter().map(|(key, value)| format!("f {key:016x} {value:016x}")));
    lines.extend(base.keys.iter().map(|key| {
        let evidence: Vec<String> = key.evidence.iter().map(|e| format!("{e:016x}")).collect();
        let evidence = if evidence.is_empty() { "-".to_owned() } else { evidence.join(",") };
        let (label, number, bare) = (or_dash(key.label), or_dash(key.number), or_dash(key.bare));
        let role = key.role.map_or("-", Role::name);
        format!("u {:016x} {label} {evidence} {:016x} {role} {number} {bare}", key.section, key.words)
    }));
    lines.sort();
    format!("{OPEN}{VERSION}\n{}\n-->", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_is_read_back() {
        let base = Base {
            keys: vec![
                Key {
                    section: 7,
                    role: Some(Role::Action),
                    label: None,
                    number: Some(2),
                    evidence: BTreeSet::new(),
                    words: 9,
                    bare: Some(3),
                },
                Key {
                    section: 7,
                    role: None,
                    label: Some(1),
                    number: None,
                    evidence: [3, 4].into(),
                    words: u64::MAX,
                    bare: None,
                },
            ],
            sections: [7].into(),
            numbers: [2].into(),
            front: [(5, 6)].into(),
        };
        let source = format!("# T\n\n{}\n", comment(&base));
        let (found, span) = read(&source).unwrap();
        assert_eq!(found, base);
        assert!(span.of(&source).ends_with("-->"));
        assert_eq!(read("# T"), None);
        let (again, _) = read(&source.replace('\n', "\r\n")).unwrap();
        assert_eq!(again, base);
    }

    #[test]
    fn the_first_version_is_read() {
        let (base, _) = read("<!-- backstory:draft/1\ns 07\nu 07 - 03,04 09\n-->\n").unwrap();
        assert_eq!((base.sections, base.keys.len()), ([7].into(), 1));
        assert_eq!((base.keys[0].words, base.keys[0].role), (9, None));
    }
}
