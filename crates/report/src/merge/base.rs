//! What the machine wrote last time: a comment at the end of the document, one line a unit, hashes only.
//!
//! The comment travels with the document through mail, wikis and git, so that a deletion is known as one wherever the
//! document comes back from. It holds no words, so nothing in it can end the comment or be read.
//!
//! ```text
//! <!-- backstory:draft/1
//! s 61f0c8d2…                                  a section
//! u 61f0c8d2… 90aa… 1b2c…,77de… 5fd1…           section, label or -, evidence or -, words
//! -->
//! ```

use std::collections::BTreeSet;

use super::unit::{Hash, Key};
use crate::document::Span;

const OPEN: &str = "<!-- backstory:draft/1";

/// Units and sections of the last draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Base {
    pub(crate) keys: Vec<Key>,
    pub(crate) sections: BTreeSet<Hash>,
}

/// The comment of a document and its place, line ends around it included.
pub(crate) fn read(source: &str) -> Option<(Base, Span)> {
    let start = source.rfind(OPEN)?;
    let rest = source.get(start..)?;
    let end = start + rest.find("-->")? + 3;
    let mut base = Base::default();
    for line in rest.lines().skip(1).take_while(|l| !l.starts_with("-->")) {
        let mut words = line.split_whitespace();
        match (words.next(), words.next(), words.next(), words.next(), words.next()) {
            (Some("s"), Some(section), None, ..) => base.sections.extend(number(section)),
            (Some("u"), Some(section), Some(label), Some(evidence), Some(text)) => {
                let (Some(section), Some(words)) = (number(section), number(text)) else { continue };
                let evidence = evidence.split(',').filter_map(number).collect();
                base.keys.push(Key { section, label: number(label), evidence, words });
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
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let mut lines: Vec<String> = base.sections.iter().map(|s| format!("s {s:016x}")).collect();
    lines.extend(base.keys.iter().map(|key| {
        let label = key.label.map_or(String::new(), |l| format!("{l:016x}"));
        let evidence: Vec<String> = key.evidence.iter().map(|e| format!("{e:016x}")).collect();
        format!("u {:016x} {} {} {:016x}", key.section, or_dash(label), or_dash(evidence.join(",")), key.words)
    }));
    lines.sort();
    format!("{OPEN}\n{}\n-->", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_is_read_back() {
        let base = Base {
            keys: vec![
                Key { section: 7, label: None, evidence: BTreeSet::new(), words: 9 },
                Key { section: 7, label: Some(1), evidence: [3, 4].into(), words: u64::MAX },
            ],
            sections: [7].into(),
        };
        let source = format!("# T\n\n{}\n", comment(&base));
        let (found, span) = read(&source).unwrap();
        assert_eq!(found, base);
        assert!(span.of(&source).ends_with("-->"));
        assert_eq!(read("# T"), None);
    }
}
