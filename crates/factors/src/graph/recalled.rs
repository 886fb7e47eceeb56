//! Whether words tell of earlier times of the same trouble.

/// Words about the trouble, not about people.
const BEFORE: &[&str] = &[
    "last time",
    "happened before",
    "happened again",
    "happening again",
    "keeps happening",
    "seen this before",
    "had this before",
    "same as in",
    "same as last",
    "same as the",
    "same issue as",
    "same problem as",
    "same thing as",
    "like last",
    "again this",
    "recurring",
    "repeat of",
    "deja vu",
    "déjà vu",
    "前回",
    "前にも",
    "以前も",
    "以前にも",
    "先日も",
    "再発した",
    "再発しました",
    "再発です",
    "また同じ",
    "前と同じ",
    "同じ障害",
    "同様の障害",
    "また発生",
    "再び発生",
    "繰り返し発生",
];
/// Days gone by, which tell of much besides.
const DAYS: &[&str] =
    &["last week", "last month", "last year", "last quarter", "yesterday", "先週", "先月", "昨年", "去年", "昨日"];
/// What makes of them a day of the same trouble.
const SAME: &[&str] = &[
    "same",
    "again",
    "similar",
    "we had this",
    "we saw this",
    "we've seen",
    "this happened",
    "also happened",
    "it happened",
    "同じ",
    "同様",
    "似た",
    "似て",
    "にも起き",
    "にも発生",
    "も起きた",
    "も起きま",
    "も発生",
    "もあった",
    "もありました",
];
/// Words of thanks: what was mended before is over.
const THANKS: &[&str] = &["thank", "thx", "nice work", "great work", "good job", "kudos", "ありがと", "感謝", "お疲れ"];

/// A place in a row after the first.
const ORDINALS: &[&str] = &[
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "2nd",
    "3rd",
    "4th",
    "5th",
    "6th",
    "7th",
    "8th",
    "9th",
    "nth",
    "umpteenth",
];
/// Times, counted.
const TIMES: &[&str] = &["twice", "two times", "three times", "four times", "five times"];
/// The stretch in which they are counted; without one a second time may be a second attempt.
const STRETCHES: &[&str] = &[
    "this year",
    "this quarter",
    "this month",
    "this week",
    "this sprint",
    "this half",
    "in a row",
    "in two",
    "in three",
    "since ",
    "already",
];
/// What is tried a second time is no second incident.
const ATTEMPTS: &[&str] = &["再起動", "試行", "リトライ", "デプロイ"];

/// Whether a message in lower case recalls that it happened before.
pub(super) fn recalls(words: &str) -> bool {
    let says = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let tokens: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).collect();
    let in_a_row = tokens.iter().zip(tokens.iter().skip(1));
    let counted = in_a_row.filter(|(_, next)| **next == "time").any(|(word, _)| ORDINALS.contains(word));
    if says(THANKS) {
        return false;
    }
    let same_day = says(DAYS) && says(SAME);
    says(BEFORE) || same_day || (counted || says(TIMES)) && says(STRETCHES) || counted_in_japanese(words)
}

/// `今年3回目`, `二度目`: a count after the first, as digits of any width or as numerals.
fn counted_in_japanese(words: &str) -> bool {
    if ATTEMPTS.iter().any(|step| words.contains(step)) {
        return false;
    }
    let is_numeral = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    ["回目", "度目"].iter().flat_map(|unit| words.match_indices(unit)).any(|(at, _)| {
        let before = words.get(..at).unwrap_or_default();
        let number: String = before.chars().rev().take_while(|c| is_numeral(*c)).collect();
        !matches!(number.as_str(), "" | "1" | "１" | "一" | "0" | "０")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_times_are_recalled() {
        for (text, expected) in [
            ("this is the third time this quarter that a failover leaves us read-only", true),
            ("tier is empty for guests, same as last quarter with the loyalty flag", true),
            ("2nd time this week", true),
            ("that bit us twice this year", true),
            ("フェイルオーバーで読み取り専用になるのは今年3回目です", true),
            ("今月二度目です", true),
            ("去年と同じ証明書です", true),
            ("restarting for the second time", false),
            ("this is the first time this year", false),
            ("今年1回目のリリースです", false),
            ("2回目の再起動をします", false),
            ("pool is full", false),
            ("we had this last month, same errors", true),
            ("先週も同じ障害がありました", true),
            ("thanks for fixing the dashboard last week", false),
            ("先週の障害を直してくれてありがとう", false),
            ("the config was changed last week", false),
        ] {
            assert_eq!(recalls(text), expected, "{text}");
        }
    }
}
