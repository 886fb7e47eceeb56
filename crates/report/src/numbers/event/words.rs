//! The words of a text that carry its meaning, as a reader would match them between two wordings.
//!
//! An English word is cut to its stem; Japanese runs of Han and Katakana count by their pairs of signs. A word that names a
//! [`Kind`] also matches any other word of that kind: `the alarm` and `Alert fires`.

use std::collections::BTreeSet;

use super::kind::{self, Kind};

/// A word, by all that it may be matched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::numbers) struct Word {
    pub(in crate::numbers) stem: String,
    pub(in crate::numbers) kinds: Vec<Kind>,
}

/// Words without a meaning of their own in the name of an event; ordinals are read apart.
const EMPTY: &[&str] = &[
    "the",
    "that",
    "this",
    "these",
    "those",
    "with",
    "from",
    "were",
    "was",
    "are",
    "is",
    "be",
    "been",
    "being",
    "have",
    "has",
    "had",
    "then",
    "when",
    "which",
    "who",
    "whom",
    "into",
    "after",
    "before",
    "until",
    "till",
    "only",
    "their",
    "there",
    "they",
    "them",
    "could",
    "would",
    "about",
    "and",
    "for",
    "not",
    "its",
    "our",
    "we",
    "us",
    "it",
    "a",
    "an",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "as",
    "or",
    "but",
    "he",
    "she",
    "his",
    "her",
    "did",
    "do",
    "does",
    "than",
    "so",
    "up",
    "out",
    "also",
    "own",
    "just",
    "some",
    "more",
    "very",
    "came",
    "come",
    "comes",
    "coming",
    "went",
    "go",
    "goes",
    "got",
    "get",
    "took",
    "take",
    "takes",
    "made",
    "make",
    "first",
    "second",
    "third",
    "fourth",
    "last",
    "final",
    "finally",
    "next",
    "another",
    "further",
    "later",
    "earlier",
    "minutes",
    "minute",
    "hours",
    "hour",
    "seconds",
    "second",
    "days",
    "day",
    "while",
    "during",
    "within",
    "under",
    "over",
    "through",
    "between",
    "against",
    "because",
    "since",
    "still",
    "even",
    "both",
    "each",
    "every",
    "all",
    "any",
    "other",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "half",
    "quarter",
    "nearly",
    "almost",
    "exactly",
    "itself",
    "himself",
    "herself",
    "time",
    "times",
    "moment",
    "point",
    "if",
    "no",
    "nor",
    "how",
    "what",
    "where",
    "utc",
    "am",
    "pm",
    "jst",
    "cet",
    "cest",
    "gmt",
    "bst",
    "s",
    "t",
    "anybody",
    "anyone",
    "nobody",
    "everybody",
    "everyone",
    "yes",
    "happened",
    "happen",
    "occurred",
    "occur",
];

/// Words of two letters that name something all the same.
const SHORT: [&str; 6] = ["pr", "db", "ui", "vm", "az", "qa"];

/// All words of a text, each once.
pub(in crate::numbers) fn all(text: &str) -> Vec<Word> {
    let lower = kind::lowered(text);
    let mut out: Vec<Word> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut push = |word: Word| {
        if seen.insert(word.stem.clone()) {
            out.push(word);
        }
    };
    let phrases = kind::of_phrases(&lower);
    for raw in lower.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '#' | '/'))) {
        let token = raw.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if token.is_empty() {
            continue;
        }
        let has_digit = token.bytes().any(|b| b.is_ascii_digit());
        // Versions, tickets and names of hosts are known by the whole of them.
        if has_digit && token.len() >= 2 && !is_clock(token) {
            push(Word { stem: token.to_owned(), kinds: Vec::new() });
        }
        for part in token.split(|c: char| !c.is_ascii_alphanumeric()) {
            if part.len() < 2 || part.bytes().any(|b| b.is_ascii_digit()) || EMPTY.contains(&part) {
                continue;
            }
            if part.len() == 2 && !SHORT.contains(&part) {
                continue;
            }
            let kinds: Vec<Kind> = kind::of_word(part).collect();
            push(Word { stem: stem(part), kinds });
        }
    }
    for (kind, form) in &phrases {
        if form.is_ascii() {
            push(Word { stem: format!("{kind:?}").to_lowercase(), kinds: vec![*kind] });
        } else {
            let named = phrases.iter().filter(|(_, other)| other == form).map(|(kind, _)| *kind).collect();
            push(Word { stem: (*form).to_owned(), kinds: named });
        }
    }
    // What a phrase already names counts once.
    let is_named = |stem: &str| phrases.iter().any(|(_, form)| stem.chars().all(|c| form.contains(c)));
    for stem in compounds(&lower).into_iter().filter(|stem| !is_named(stem)) {
        push(Word { stem, kinds: Vec::new() });
    }
    for run in runs(&lower) {
        let signs: Vec<char> = run.chars().collect();
        let is_katakana = signs.iter().all(|c| matches!(c, 'ァ'..='ヶ' | 'ー'));
        if is_katakana {
            if !phrases.iter().any(|(_, form)| *form == run) {
                push(Word { stem: run.to_owned(), kinds: Vec::new() });
            }
            continue;
        }
        for pair in signs.windows(2) {
            let pair: String = pair.iter().collect();
            let is_named = phrases.iter().any(|(_, form)| form.contains(pair.as_str()));
            if !is_named && !EMPTY_PAIRS.contains(&pair.as_str()) {
                push(Word { stem: pair, kinds: Vec::new() });
            }
        }
    }
    out
}

/// Pairs of signs without a meaning of their own.
const EMPTY_PAIRS: [&str; 14] =
    ["以内", "以上", "時間", "最初", "最後", "最終", "合計", "午前", "午後", "今回", "当日", "翌日", "同日", "自体"];

/// `10:05`, `0412z`: a time of day is no name.
fn is_clock(token: &str) -> bool {
    let digits = token.trim_end_matches('z');
    digits.len() == 4 && digits.len() < token.len() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Runs of Han and runs of Katakana, of two signs or more: `影響ボリューム` has one of each.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '々');
    let is_katakana = |c: char| matches!(c, 'ァ'..='ヶ' | 'ー');
    let han = text.split(move |c| !is_han(c));
    let katakana = text.split(move |c| !is_katakana(c));
    han.chain(katakana).filter(|run| run.chars().nth(1).is_some())
}

/// Verbs of two signs with a syllable between them, without it: `取り消し` as `取消`, `受け付ける` as `受付`.
fn compounds(text: &str) -> Vec<String> {
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let is_hiragana = |c: char| matches!(c, 'ぁ'..='ん');
    // Particles stand between two words.
    let is_particle = |c: char| matches!(c, 'の' | 'を' | 'に' | 'が' | 'は' | 'と' | 'で' | 'も' | 'へ' | 'や');
    let signs: Vec<char> = text.chars().collect();
    let at = |i: usize| signs.get(i).copied().unwrap_or(' ');
    let starts = (0..signs.len()).filter(|i| is_han(at(*i)) && !(*i > 0 && is_han(at(i - 1))));
    starts
        .filter(|i| is_hiragana(at(i + 1)) && !is_particle(at(i + 1)) && is_han(at(i + 2)) && !is_han(at(i + 3)))
        .map(|i| [at(i), at(i + 2)].iter().collect())
        .collect()
}

/// Longest stem that is compared.
const STEM: usize = 7;

/// An English word without its ending: `acknowledged` and `acknowledgement`, `retries` and `retry`.
pub(in crate::numbers) fn stem(word: &str) -> String {
    const IRREGULAR: [(&str, &str); 52] = [
        ("rang", "ring"),
        ("sent", "send"),
        ("began", "begin"),
        ("begun", "begin"),
        ("rose", "rise"),
        ("fell", "fall"),
        ("gave", "give"),
        ("drew", "draw"),
        ("drawn", "draw"),
        ("froze", "freeze"),
        ("frozen", "freeze"),
        ("wrote", "write"),
        ("written", "write"),
        ("ran", "run"),
        ("running", "run"),
        ("built", "build"),
        ("broke", "break"),
        ("broken", "break"),
        ("grew", "grow"),
        ("knew", "know"),
        ("lost", "lose"),
        ("found", "find"),
        ("held", "hold"),
        ("brought", "bring"),
        ("caught", "catch"),
        ("left", "leave"),
        ("paid", "pay"),
        ("saw", "see"),
        ("seen", "see"),
        ("threw", "throw"),
        ("thrown", "throw"),
        ("withdrew", "withdraw"),
        ("withdrawn", "withdraw"),
        ("chose", "choose"),
        ("chosen", "choose"),
        ("woke", "wake"),
        ("woken", "wake"),
        ("kept", "keep"),
        ("met", "meet"),
        ("led", "lead"),
        ("spoke", "speak"),
        ("spoken", "speak"),
        ("drove", "drive"),
        ("driven", "drive"),
        ("shook", "shake"),
        ("told", "tell"),
        ("bought", "buy"),
        ("sold", "sell"),
        ("slept", "sleep"),
        ("hung", "hang"),
        ("spun", "spin"),
        ("shrank", "shrink"),
    ];
    const ENDINGS: [&str; 24] = [
        "ements", "ated", "ates", "ating", "ate", "ement", "ments", "ment", "ations", "ation", "itions", "ition",
        "tions", "tion", "sions", "sion", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s",
    ];
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return stem(base);
    }
    let mut base = word;
    for ending in ENDINGS {
        if let Some(head) = word.strip_suffix(ending).filter(|head| head.len() >= 3) {
            base = head;
            break;
        }
    }
    let trimmed = base.trim_end_matches(['e', 'y', 'i']);
    let base = if trimmed.len() >= 3 { trimmed } else { base };
    // `stopped`, `shipping`.
    let bytes = base.as_bytes();
    // `called` is of `call`.
    let is_double = bytes.last() == bytes.iter().rev().nth(1) && !matches!(bytes.last(), Some(b'l' | b's' | b'z'));
    let is_doubled = base != word && bytes.len() >= 4 && is_double;
    let base = if is_doubled { base.get(..base.len() - 1).unwrap_or(base) } else { base };
    base.get(..STEM).unwrap_or(base).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (a, b) in [
            ("acknowledged", "acknowledgement"),
            ("retries", "retry"),
            ("stopped", "stop"),
            ("deployment", "deploy"),
            ("activation", "activate"),
            ("registers", "registering"),
            ("froze", "freezes"),
            ("lost", "loses"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("restart"), stem("restore"));
    }

    #[test]
    fn words_are_known_by_stem_kind_and_name() {
        let stems = |text: &str| all(text).into_iter().map(|word| word.stem).collect::<Vec<_>>();
        assert_eq!(stems("the first reseller called"), ["reselle", "call"]);
        assert!(stems("sbc-tv-1 returned to 9.3.7").contains(&"sbc-tv-1".to_owned()));
        assert_eq!(stems("料金表を適用"), ["適用", "料金", "金表"]);
        assert!(all("警告が出た").iter().any(|word| word.kinds == [Kind::Alert]));
    }
}
