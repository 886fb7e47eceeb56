//! Names in a sentence: of people who are known, of people with a given name that no word is, and of those who stand or act
//! as only people do. Lists cannot be complete; a text is read by somebody before it is published.

mod around_words;
mod context;
pub(super) mod japanese;
pub(super) mod roster;
pub(super) mod run;
pub(super) mod surnames;
mod token;

use std::collections::BTreeSet;
use std::sync::LazyLock;

static GIVEN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(include_str!("given.txt")));
static GIVEN_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(include_str!("given_words.txt")));
static SOFTWARE: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(include_str!("software.txt")));
static ORDINARY: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(include_str!("ordinary.txt")));

fn words(list: &'static str) -> BTreeSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Whether a word in small letters names a program, or begins a sentence so often that its capital tells nothing.
pub(super) fn is_software(lower: &str) -> bool {
    SOFTWARE.contains(lower)
}

/// Whether a word in small letters is one of the language, in whatever form it is bent.
pub(super) fn is_ordinary(lower: &str) -> bool {
    let known = |word: &str| word.len() > 2 && ORDINARY.contains(word);
    let doubled = |word: &str| {
        let mut last = word.bytes().rev();
        last.next() == last.next() && word.get(..word.len().saturating_sub(1)).is_some_and(known)
    };
    let stem =
        |end: &str, instead: &str| lower.strip_suffix(end).is_some_and(|stem| known(&format!("{stem}{instead}")));
    is_software(lower)
        || known(lower)
        || ["s", "es", "d", "ed", "ing", "ly", "er", "r"].iter().any(|end| stem(end, ""))
        || stem("ing", "e")
        || ["ies", "ied"].iter().any(|end| stem(end, "y"))
        || ["ed", "ing"].iter().any(|end| lower.strip_suffix(end).is_some_and(doubled))
}

/// Whether a word is a given name that is no word.
pub(super) fn is_given(word: &str) -> bool {
    let lower = word.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(['\'', '’']).to_lowercase();
    // Short names in small letters are too often something else.
    let is_written = word.starts_with(char::is_uppercase) || lower.chars().count() > 3;
    let is_small = word.chars().skip(1).all(|c| !c.is_uppercase());
    let is_first = lower
        .split_once('-')
        .is_some_and(|(first, _)| word.contains('-') && GIVEN.contains(first) && word.starts_with(char::is_uppercase));
    is_written && (is_small && GIVEN.contains(lower.as_str()) || is_first)
}

/// Whether a word in small letters is a given name as well.
fn is_given_word(lower: &str) -> bool {
    GIVEN_WORDS.contains(lower)
}

/// A word as it is compared: small, without accents, with one kind of apostrophe.
pub(super) fn folded(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        // Letters with marks of Europe, and with the tones of Vietnamese.
        .map(|c| match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | '\u{1ea0}'..='\u{1eb7}' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'ď' | 'đ' | 'ð' => 'd',
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | '\u{1eb8}'..='\u{1ec7}' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ī' | 'ı' | '\u{1ec8}'..='\u{1ecb}' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' | '\u{1ecc}'..='\u{1ee3}' => 'o',
            'ř' => 'r',
            'ś' | 'ş' | 'š' | 'ș' => 's',
            'ţ' | 'ť' | 'ț' => 't',
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ư' | '\u{1ee4}'..='\u{1ef1}' => 'u',
            'ý' | 'ÿ' | '\u{1ef2}'..='\u{1ef9}' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            '’' => '\'',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_no_word_twice_over() {
        let twice = |one: &BTreeSet<&'static str>, other: &BTreeSet<&'static str>| {
            one.intersection(other).copied().collect::<Vec<_>>()
        };
        assert!(twice(&GIVEN, &SOFTWARE).is_empty(), "{:?}", twice(&GIVEN, &SOFTWARE));
        assert!(twice(&GIVEN, &ORDINARY).is_empty(), "{:?}", twice(&GIVEN, &ORDINARY));
        assert!(twice(&GIVEN, &GIVEN_WORDS).is_empty(), "{:?}", twice(&GIVEN, &GIVEN_WORDS));
    }

    #[test]
    fn words_are_known_in_every_form() {
        for word in ["restarted", "retries", "running", "scaling", "dropped", "incidents", "latency"] {
            assert!(is_ordinary(word), "{word}");
        }
        for word in ["lindqvist", "bachman", "okafor", "whitfield"] {
            assert!(!is_ordinary(word), "{word}");
        }
        assert_eq!(folded("Siobhán O’Brien"), "siobhan o'brien");
        assert_eq!(folded("Bảo Nguyễn"), "bao nguyen");
    }
}
