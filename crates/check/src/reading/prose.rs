//! Facts that are told in sentences: `It was resolved at 04:00, and the text was shared on 6 August.`
//!
//! Read only where no label gives them, and only near the top: further down, sentences tell the story of parts.

use std::sync::LazyLock;

use regex::Regex;

use super::{Fact, FactKey, Moment, when};

/// A sentence with one of the words of a fact and, behind it, a day or a time.
const TIME: &str = r"(?:\d{1,2}:\d{2}|\d{1,2}時\d{1,2}分)";
const DAY: &str = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|(?:\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2})(?:,? \d{4})?|\d{1,2}月\d{1,2}日)";

static TOLD: LazyLock<Vec<(FactKey, Regex)>> = LazyLock::new(|| {
    let behind = |words: &str, gap: usize| {
        format!(r"(?i)(?:{words})[^.;。\n]{{0,{gap}}}?({DAY}[^.;。\n]{{0,20}}?{TIME}|{DAY}|{TIME})")
    };
    let before = |words: &str| format!(r"({DAY}[^.;。\n]{{0,20}}?{TIME}|{DAY}|{TIME})[^.;。\n]{{0,16}}?(?:{words})");
    [
        (FactKey::Shared, behind(r"\b(?:was |were |is |been )?(?:shared|circulated|published|distributed|sent (?:out|to))\b", 40)),
        (FactKey::Shared, before(r"に(?:[^。、]{0,12}(?:へ|に))?(?:共有|公開|展開|周知|回覧|配布|送付)(?:し|され|済|$)")),
        (FactKey::FollowUp, behind(r"\b(?:we|board|team|group|meeting|review\w*|forum) (?:will )?(?:look|looks|return|returns|revisit|revisits|come|comes|meet|meets|check|checks|go|goes)[^.;\n]{0,40}? (?:again|back|to (?:it|this|the (?:open )?(?:items|actions)))\b|\bfollow[- ]?up (?:review|meeting|session)?\b|\b(?:actions|items) (?:are|will be) (?:reviewed|revisited|checked)\b", 40)),
        (FactKey::FollowUp, before(r"に(?:[^。、]{0,16})?(?:見直|振り返|再確認|効果を確認|点検|フォローアップ|確認する|レビューする)")),
        (FactKey::FollowUp, behind(r"フォローアップ|振り返り(?:会)?|(?:効果|進捗)の?確認", 20)),
    ]
    .into_iter()
    .filter_map(|(key, words)| crate::language::pattern::plain(&words).map(|pattern| (key, pattern)))
    .collect()
});
/// One sentence that gives both ends: only together they are those of the incident.
static ENDS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        format!(
            r"(?i)\b(?:started|began|starting|beginning)\b[^.;\n]{{0,20}}?({DAY}[^.;\n]{{0,12}}?{TIME}|{TIME})[^.;\n]{{0,60}}?\b(?:resolved|over|restored|recovered|fixed|ended|back to normal)\b[^.;\n]{{0,20}}?({DAY}[^.;\n]{{0,12}}?{TIME}|{TIME})(?:[^.;\n]{{0,12}}?(\d[^.;\n(]{{0,16}}?(?:minutes?|min|hours?|h)\b))?"
        ),
        format!(
            r"({DAY}[^。\n]{{0,12}}?{TIME})[^。\n]{{0,8}}?(?:から|に発生し)[^。\n]{{0,20}}?({DAY}[^。\n]{{0,12}}?{TIME}|{TIME})[^。\n]{{0,8}}?(?:まで|に復旧|に解消)(?:[^。\n]{{0,6}}?(\d[^。\n]{{0,10}}?(?:分間?|時間)))?"
        ),
    ]
    .iter()
    .filter_map(|words| crate::language::pattern::plain(words))
    .collect()
});

/// Facts of `text`, which begins at `start`, on `line`, whose keys `is_missing`.
pub(super) fn facts(
    text: &str,
    start: usize,
    line: usize,
    year: i16,
    is_missing: impl Fn(FactKey) -> bool,
) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::new();
    let at = |offset: usize| line + text.get(..offset).map_or(0, |before| before.matches('\n').count());
    let fact = |key, words: regex::Match<'_>, moment: Moment| Fact {
        key,
        value: words.as_str().to_owned(),
        moment,
        line: at(words.start()),
        bytes: start + words.start()..start + words.end(),
    };
    for (key, pattern) in TOLD.iter() {
        if is_missing(*key)
            && !found.iter().any(|fact| fact.key == *key)
            && let Some(words) = pattern.captures(text).and_then(|c| c.get(1))
        {
            let moment = when::moment_near(words.as_str(), year);
            if moment.date.is_some() {
                found.push(fact(*key, words, moment));
            }
        }
    }
    let ends = [FactKey::Start, FactKey::Resolved, FactKey::Duration];
    if ends.into_iter().all(&is_missing)
        && let Some(c) = ENDS.iter().find_map(|pattern| pattern.captures(text))
        && let (Some(from), Some(to)) = (c.get(1), c.get(2))
    {
        let begin = when::moment_near(from.as_str(), year);
        let mut end = when::moment_near(to.as_str(), year);
        end.date = end.date.or(begin.date);
        found.push(fact(FactKey::Start, from, begin));
        found.push(fact(FactKey::Resolved, to, end));
        if let Some(length) = c.get(3) {
            found.push(fact(FactKey::Duration, length, Moment::default()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{FactKey, facts};

    fn told(text: &str) -> Vec<(FactKey, String)> {
        facts(text, 0, 1, 2026, |_| true).into_iter().map(|fact| (fact.key, fact.value)).collect()
    }

    #[test]
    fn sentences_tell_facts() {
        assert_eq!(
            told("It began on 2026-08-05 at 01:30 and was resolved at 04:00, 150 minutes later."),
            [
                (FactKey::Start, "2026-08-05 at 01:30".to_owned()),
                (FactKey::Resolved, "04:00".to_owned()),
                (FactKey::Duration, "150 minutes".to_owned()),
            ]
        );
        assert_eq!(
            told("The text was circulated on 6 August, and the board comes back to it on 9 September."),
            [(FactKey::Shared, "6 August".to_owned()), (FactKey::FollowUp, "9 September".to_owned())]
        );
        assert_eq!(told("本書は2026年3月4日に関係部署へ共有した。"), [(FactKey::Shared, "2026年3月4日".to_owned())]);
        assert_eq!(told("The pool was shared by two services."), []);
    }
}
