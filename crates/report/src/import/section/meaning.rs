//! What a heading in a writer's own words is about: the words in it are weighed, and the heaviest kind wins.

use crate::document::SectionKind;
use crate::import::{
    section::stems::{BESIDE, ENGLISH, JAPANESE, Stem},
    vocabulary::{has_words, normalized, section_kind},
};

/// Words up to which a heading is read; longer ones are sentences about something else.
const MOST_WORDS: usize = 9;
/// Characters up to which a Japanese heading is read.
const MOST_CHARACTERS: usize = 24;
/// What the words must weigh together.
const LEAST: u8 = 2;

/// The kind by the known names, else that of the parts of a heading in two languages (`Ursache / cause`), else by weight.
pub(in crate::import) fn meaning(title: &str) -> SectionKind {
    if is_appendix(title) {
        return SectionKind::Other;
    }
    let known = section_kind(title);
    if known != SectionKind::Other {
        return known;
    }
    let parts = || title.split(['/', '／', '|', '｜']).map(str::trim).filter(|part| !part.is_empty());
    if let Some(kind) = parts().map(section_kind).find(|kind| *kind != SectionKind::Other) {
        return kind;
    }
    weighed(title)
}

/// `別紙１　用語`, `Appendix B: glossary`: the name of what is attached, with its number.
pub(in crate::import) fn is_appendix(title: &str) -> bool {
    const NAMES: [&str; 11] = [
        "別紙",
        "別添資料",
        "別添",
        "別表",
        "付録",
        "添付資料",
        "参考資料",
        "Appendix",
        "Annex",
        "Attachment",
        "Anhang",
    ];
    let title = title.trim_start();
    let Some(rest) = NAMES.iter().find_map(|name| title.strip_prefix(name)) else { return false };
    let mark = rest.trim_start().chars().next();
    let is_marked = mark.is_none_or(|c| {
        crate::import::time::duration::digit(c).is_some()
            || c.is_ascii_uppercase()
            || matches!(c, '：' | ':' | '—' | '–' | '-' | '・')
    });
    is_marked || rest.starts_with('\u{3000}')
}

/// Whether a heading opens what stands beside the story: an appendix, a letter, the history of the page.
pub(in crate::import) fn is_beside(title: &str) -> bool {
    let title = normalized(title);
    BESIDE.iter().any(|word| has_words(&title, word))
}

fn weighed(title: &str) -> SectionKind {
    let is_long = title.chars().count() > MOST_CHARACTERS && !title.is_ascii();
    let title = normalized(title);
    let words: Vec<&str> = title.split(' ').collect();
    if is_long || words.len() > MOST_WORDS || BESIDE.iter().any(|word| has_words(&title, word)) {
        return SectionKind::Other;
    }
    if words == ["do"] {
        return SectionKind::Actions;
    }
    let table = if title.is_ascii() { ENGLISH } else { JAPANESE };
    let mut best = (SectionKind::Other, 0);
    let mut seen: Vec<(SectionKind, u8)> = Vec::new();
    for (_, kind, weight) in table.iter().filter(|stem| occurs(stem, &title, &words)) {
        match seen.iter_mut().find(|(known, _)| known == kind) {
            Some((_, sum)) => *sum = sum.saturating_add(*weight),
            None => seen.push((*kind, *weight)),
        }
    }
    for (kind, sum) in seen {
        // The first of equals: the tables begin with what stands in front of a document.
        if sum > best.1 && sum >= LEAST {
            best = (kind, sum);
        }
    }
    best.0
}

fn occurs((stem, _, _): &Stem, title: &str, words: &[&str]) -> bool {
    match stem.strip_suffix('*') {
        Some(head) if head.contains(' ') => title.contains(head),
        Some(head) => words.iter().any(|word| word.starts_with(head)),
        None => has_words(title, stem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_own_words_are_about_something() {
        use SectionKind as K;
        for (title, kind) in [
            ("Kurzfassung / in short", K::Summary),
            ("Ursache / cause", K::RootCause),
            ("What this is about", K::Summary),
            ("Gist", K::Summary),
            ("Effect on the shops", K::Impact),
            ("The damage", K::Impact),
            ("Also because", K::ContributingFactors),
            ("Circumstances that did not help", K::ContributingFactors),
            ("Why it could happen at all", K::RootCause),
            ("The night of the move", K::Timeline),
            ("What we are doing about it", K::Actions),
            ("And what will be different?", K::Actions),
            ("三行まとめ", K::Summary),
            ("復旧が長引いたわけ", K::ContributingFactors),
            ("４．処置", K::Actions),
            ("Appendix B: actions of the vendor", K::Other),
            ("Numbers for those who ask", K::Other),
            ("Release notes", K::Other),
        ] {
            assert_eq!(meaning(title), kind, "{title}");
        }
    }
}
