//! The words that headings, facts and table columns are known by, in English and Japanese.

use crate::document::SectionKind;
use crate::import::section::{
    phrases::{CONTAINED, LONG},
    words::EXACT,
};

/// A title in the form that is compared: lower case, without markup, numbering, brackets and punctuation.
pub(crate) fn normalized(title: &str) -> String {
    let title = title.trim();
    // What stands in brackets says where or when: `Timeline (all times UTC)`.
    let title = title
        .strip_prefix("【")
        .and_then(|t| t.split_once('】'))
        .map_or(title, |(inside, rest)| if rest.trim().is_empty() { inside } else { rest });
    let cut = title.find(['(', '（', '[', '【']).filter(|at| *at > 0).unwrap_or(title.len());
    let title = title.get(..cut).unwrap_or(title);
    let words: String = title
        .chars()
        .map(|c| if c.is_alphanumeric() || c == 'ー' { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    // `Item 3 – Course of events`
    if words.len() > 2
        && matches!(words.first(), Some(&("item" | "topic" | "part" | "section" | "chapter")))
        && words.get(1).is_some_and(|w| is_number(w))
    {
        words.remove(0);
    }
    while words.len() > 1 && words.first().is_some_and(|w| is_number(w)) {
        words.remove(0);
    }
    words.join(" ")
}

/// Whether a word only numbers a title: `3`, `３`, `第6`, `iv`.
fn is_number(word: &str) -> bool {
    let word = word.strip_prefix('第').unwrap_or(word);
    // `D2 Problem description`, as 8D reports number their parts.
    let word = word
        .strip_prefix('d')
        .filter(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or(word);
    !word.is_empty()
        && word.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
        })
}

/// What a heading is about; `Other` where no word is known.
pub(crate) fn section_kind(title: &str) -> SectionKind {
    // `5 Whys`, `5-Whys`, `3.2 5 Whys`: the number is part of the name.
    let lower = title.to_lowercase();
    let whys = lower
        .find("why")
        .and_then(|at| lower.get(..at))
        .map(|head| head.trim_end_matches([' ', '-', '‐', '\u{a0}', '*', '_']));
    if whys.is_some_and(|head| {
        head.ends_with(['5', '５']) && !head.trim_end_matches(['5', '５']).ends_with(|c: char| c.is_ascii_digit())
    }) {
        return SectionKind::FiveWhys;
    }
    let inside = title.split_once(['(', '（']).map(|(_, inside)| normalized(inside)).unwrap_or_default();
    let title = normalized(title);
    if let Some((_, kind)) = EXACT.iter().find(|(word, _)| *word == title) {
        return *kind;
    }
    // `再発防止（Action Items）`: the brackets name the section in another language.
    if !title.is_ascii() && inside == "action items" {
        return SectionKind::Actions;
    }
    // A heading that is a sentence names its subject by the way, but for a promise; a short one is about it.
    if title.split(' ').count() > 7 {
        if LONG.iter().any(|word| has_words(&title, word)) {
            return SectionKind::Actions;
        }
        let is_promise = CONTAINED
            .iter()
            .any(|(word, kind)| *kind == SectionKind::Prevention && word.contains(' ') && has_words(&title, word));
        return if is_promise { SectionKind::Prevention } else { SectionKind::Other };
    }
    let known = CONTAINED.iter().find(|(word, _)| has_words(&title, word)).map(|(_, kind)| *kind);
    known.or_else(|| phrased(&title)).unwrap_or(SectionKind::Other)
}

/// Headings in a writer's own words: `Who felt it, and how`, `What we promise to do`, `なぜ消したのか`.
fn phrased(title: &str) -> Option<SectionKind> {
    use SectionKind as K;
    let words: Vec<&str> = title.split(' ').collect();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    Some(match words.as_slice() {
        ["who", verb, ..]
            if matches!(*verb, "noticed" | "felt" | "was" | "were" | "got" | "is" | "suffered" | "lost") =>
        {
            K::Impact
        }
        ["what", whom, ..]
            if has(&["saw", "felt", "noticed", "experienced", "lost"]) && !matches!(*whom, "we" | "i") =>
        {
            K::Impact
        }
        ["what", "we" | "i", ..] if has(&["will", "promise", "plan", "intend", "change", "changing"]) => K::Actions,
        ["what", "we" | "i", ..] if has(&["learn", "learned", "take", "took"]) => K::Lessons,
        ["what", ..] if has(&["good", "nice", "helped", "fine"]) => K::WentWell,
        ["what", "broke" | "failed", ..] => K::Summary,
        ["how", "bad", ..] => K::Impact,
        ["how", "it" | "things" | "events", ..] if has(&["went", "unfolded", "happened", "developed"]) => K::Timeline,
        ["how", "we", ..] if has(&["noticed", "found", "learned"]) => K::Detection,
        ["how", "we", ..] if has(&["fixed", "recovered"]) => K::Resolution,
        ["good" | "nice", _] => K::WentWell,
        ["actions" | "tasks" | "todo", ..] => K::Actions,
        [one] if one.starts_with("なぜ") && one.ends_with('か') => K::RootCause,
        [one] if ["困った", "困りごと", "ご迷惑"].iter().any(|word| one.contains(word)) => K::Impact,
        [one] if one.starts_with("これから") && one.chars().count() <= 10 => K::Actions,
        [one] if one.ends_with("を防ぐために") || one.ends_with("すること") => K::Actions,
        _ => return None,
    })
}

/// Whether a title is one of the words that name a section, and nothing more.
pub(crate) fn is_section_name(title: &str) -> bool {
    let title = normalized(title);
    // `What went well?`, `Where we got lucky`
    let asked = ["what ", "where we ", "things that "].iter().find_map(|word| title.strip_prefix(word));
    EXACT.iter().chain(CONTAINED).any(|(word, _)| *word == title || asked == Some(*word))
}

/// Whether `words` occur in `text` at word borders; Japanese has none.
pub(crate) fn has_words(text: &str, words: &str) -> bool {
    if !words.is_ascii() {
        return text.contains(words);
    }
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|s| s.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|s| s.chars().next());
        !before.is_some_and(|c| c.is_ascii_alphanumeric()) && !after.is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_their_words() {
        for (title, kind) in [
            ("Timeline (all times UTC)", SectionKind::Timeline),
            ("📅 2. Timeline:", SectionKind::Timeline),
            ("タイムライン（時刻はすべてUTC）", SectionKind::Timeline),
            ("Contributing Factors (findings)", SectionKind::ContributingFactors),
            ("What could have gone better?", SectionKind::WentWrong),
            ("What didn't go well", SectionKind::WentWrong),
            ("Where we got lucky", SectionKind::Lucky),
            ("Root cause(s)", SectionKind::RootCause),
            ("Follow-up actions", SectionKind::Actions),
            ("Opportunities for improvement", SectionKind::WentWrong),
            ("改善すべき点", SectionKind::WentWrong),
            ("8.反省点", SectionKind::WentWrong),
            ("改善策", SectionKind::Actions),
            ("What's happened since", SectionKind::Actions),
            ("4.2 間接原因", SectionKind::ContributingFactors),
            ("Bad", SectionKind::WentWrong),
            ("再発防止", SectionKind::Prevention),
            ("組織・仕組みの課題", SectionKind::SystemicIssues),
            ("うまくいかなかったこと", SectionKind::WentWrong),
            ("Primary issue: exhaustion", SectionKind::Other),
            ("Why was this hard to see?", SectionKind::Other),
            ("5 Whys", SectionKind::FiveWhys),
            ("3. 5-Whys", SectionKind::FiveWhys),
            ("5 whys analysis", SectionKind::FiveWhys),
            ("なぜなぜ5回", SectionKind::FiveWhys),
            ("運が良かったこと", SectionKind::Lucky),
            ("運がよかった点", SectionKind::Lucky),
            ("ラッキーだったこと", SectionKind::Lucky),
            ("運に助けられたこと", SectionKind::Lucky),
            ("水平展開", SectionKind::Prevention),
        ] {
            assert_eq!(section_kind(title), kind, "{title}");
        }
    }
}
