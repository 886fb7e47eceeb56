//! How often something is said to have been done, against rows that number it: `計6回の付与` over rows `第1回の付与` to
//! `第4回の付与`, `three times we restarted` over a restart and `a second restart`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, LineIndex, SectionKind, TimelineRow};
use crate::numbers::{
    Contradiction, ContradictionKind, Place, count::claimed, interval::stated::place, reading::sentence,
};

static JAPANESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:計|合計|全|延べ) ?(?P<number>[0-9０-９]{1,2}) ?回の(?P<noun>[\u{4e00}-\u{9fff}ァ-ヶー]{2,8})")
        .expect("the pattern is a constant that the tests use")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?P<number>two|three|four|five|six) times,? (?:we|they|it was|was|were) (?P<verb>[a-z]{5,})|(?P<verb2>[a-z]{5,}ed) (?:it |the [a-z]+ )?(?P<number2>two|three|four|five|six) times\b")
        .expect("the pattern is a constant that the tests use")
});

static NOUNS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?P<number>two|three|four|five|six|[2-9]) (?:[a-z]+ )?(?P<noun>rollback|restart|reboot|failover|rollout|redeploy|hotfix|retr|attempt|deploy)(?:s|es|ies|ments)\b")
        .expect("the pattern is a constant that the tests use")
});
static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<noun>[\u{4e00}-\u{9fff}ァ-ヶー]{2,8})(?:は|を|も)?、?(?:全部で|合計で?|計|合わせて|あわせて) ?(?P<number>[0-9０-９]{1,2}) ?回")
        .expect("the pattern is a constant that the tests use")
});

/// Whether the sentence around a place speaks of other cases.
fn is_of_other_case(words: &str, at: usize) -> bool {
    let inside = words.as_ptr() as usize + at;
    let own = sentence::split(words)
        .into_iter()
        .find(|part| (part.as_ptr() as usize..part.as_ptr() as usize + part.len()).contains(&inside));
    own.is_some_and(sentence::is_of_other_case)
}

/// The highest number that rows give themselves: `Second rollback`, `2回目の再実行`.
fn highest(rows: &[&TimelineRow]) -> Option<usize> {
    const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
    let text: String = rows.iter().map(|row| format!("{} ", row.event.text.to_lowercase())).collect();
    let has = |word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
    (2..=6).rev().find(|n| {
        ORDINALS.get(n - 1).is_some_and(|word| has(word))
            || text.contains(&format!("{n}回目"))
            || text.contains(&format!("第{n}回"))
    })
}

/// Checks all prose but what is planned.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let is_told = |kind| !matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    for passage in document.passages.iter().filter(|p| is_told(p.section)) {
        let words = passage.text.text.as_str();
        let rows = || {
            document
                .timeline
                .iter()
                .filter(|row| !(row.span.start <= passage.text.span.start && passage.text.span.end <= row.span.end))
        };
        for found in JAPANESE.captures_iter(words).take(5) {
            let (Some(all), Some(noun)) = (found.get(0), found.name("noun")) else { continue };
            let numbered: Vec<&TimelineRow> =
                rows().filter(|row| row.event.text.contains(noun.as_str()) && row.event.text.contains("第")).collect();
            let highest =
                (1..=20).rev().find(|n| numbered.iter().any(|row| row.event.text.contains(&format!("第{n}回"))));
            let Some(stated) = claimed::number(found.name("number")) else { continue };
            if let Some(highest) = highest.filter(|n| *n >= 2 && *n != stated && numbered.len() == *n) {
                out.push(differs(place(document, passage, all.as_str(), &lines), &numbered, stated, highest));
            }
        }
        for found in NOUNS.captures_iter(words).chain(TIMES.captures_iter(words)).take(5) {
            let (Some(all), Some(noun)) = (found.get(0), found.name("noun")) else { continue };
            let is_part =
                words.get(all.end()..).is_some_and(|rest| rest.starts_with(" of ") || rest.starts_with(" in "));
            let noun = noun.as_str().to_lowercase();
            // `再実行` may be told as `実行`.
            let tail: String = if noun.is_ascii() {
                noun.clone()
            } else {
                noun.chars().skip(noun.chars().count().saturating_sub(2)).collect()
            };
            let with =
                |word: &str| rows().filter(|row| row.event.text.to_lowercase().contains(word)).collect::<Vec<_>>();
            let (exact, wide) = (with(&noun), with(&tail));
            let Some(stated) = claimed::number(found.name("number")).filter(|_| !is_part) else { continue };
            let Some(highest) = highest(&exact) else { continue };
            // `Second rollback started` and `Second rollback complete` are one.
            let is_repeated = exact.len() > highest;
            let is_told = stated == highest || (!is_repeated && [exact.len(), wide.len()].contains(&stated));
            if !is_told && !is_of_other_case(words, all.start()) {
                let told = if is_repeated { highest } else { wide.len() };
                out.push(differs(place(document, passage, all.as_str(), &lines), &wide, stated, told));
            }
        }
        for found in ENGLISH.captures_iter(words).take(5) {
            let verb = found.name("verb").or_else(|| found.name("verb2"));
            let (Some(all), Some(verb)) = (found.get(0), verb) else { continue };
            let stem: String = verb.as_str().to_lowercase().trim_end_matches("ed").chars().take(7).collect();
            let told = |row: &&TimelineRow| {
                std::iter::once(&row.event).chain(&row.details).any(|text| text.text.to_lowercase().contains(&stem))
            };
            let numbered: Vec<&TimelineRow> = rows().filter(told).collect();
            // Only rows that count themselves are all there were.
            let is_counted = numbered.iter().any(|row| {
                let text =
                    std::iter::once(&row.event).chain(&row.details).map(|t| t.text.to_lowercase()).collect::<String>();
                ["second", "third", "another", "again"]
                    .iter()
                    .any(|word| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == *word))
            });
            let stated = claimed::number(found.name("number").or_else(|| found.name("number2")));
            if let Some(stated) = stated.filter(|n| is_counted && numbered.len() >= 2 && *n != numbered.len()) {
                out.push(differs(place(document, passage, all.as_str(), &lines), &numbered, stated, numbered.len()));
            }
        }
    }
}

fn differs(stated: Place, rows: &[&TimelineRow], said: usize, told: usize) -> Contradiction {
    let text = rows.iter().map(|row| row.moment.text.as_str()).collect::<Vec<_>>().join(", ");
    let (line, span) = rows.last().map_or((0, crate::document::Span::default()), |row| (row.line, row.span));
    let message = format!("`{}` says {said}, but the rows tell {told}", stated.text);
    Contradiction { kind: ContradictionKind::Count, stated, derived: Place { line, span, text }, message }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(source: &str) -> Vec<String> {
        contradictions(&Document::parse(source), None).into_iter().map(|c| c.message).collect()
    }

    #[test]
    fn deeds_are_counted_where_the_rows_number_them() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 restart of the renderer\n- 10:30 a second restart\n";
        let source = |times: &str| format!("# T\n\n## Why\n\n{times} times we restarted the renderer.\n\n{rows}");
        assert_eq!(found(&source("Three")), ["`Three times we restarted` says 3, but the rows tell 2"]);
        assert!(found(&source("Two")).is_empty());
        // Rows that do not number them may leave some out.
        let open = source("Three").replace("a second restart", "the restart is over");
        assert!(found(&open).is_empty());
        let source = "# T\n\n## 経緯\n\n・8/2 11:00　第1回の付与\n・8/2 13:00　第2回の付与\n\n## まとめ\n\n計3回の付与で全員に届けた。\n";
        assert_eq!(found(source), ["`計3回の付与` says 3, but the rows tell 2"]);
    }

    #[test]
    fn deeds_are_counted_by_their_noun() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 First rollback, of the config\n- 10:30 Second rollback\n";
        let source = |n: &str| format!("# T\n\n## Why\n\nIt took {n} rollbacks to get out.\n\n{rows}");
        assert_eq!((found(&source("two")).len(), found(&source("three")).len()), (0, 1));
        let rows = "## 経過（2025年3月1日）\n\n- 5:50 引当を再実行、失敗（1回目）\n- 6:05 2回目の再実行、失敗\n- 6:20 分割して実行\n";
        let source = |n: &str| format!("# T\n\n## 評価\n\n再実行は全部で{n}回行った。\n\n{rows}");
        assert_eq!((found(&source("3")).len(), found(&source("4")).len()), (0, 1));
    }

    #[test]
    fn order_is_known_by_the_words_of_rows() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:05 Storage alert fires\n- 10:40 Paper process started\n";
        let source = |said: &str| format!("# T\n\n## Why\n\n{said}\n\n{rows}");
        assert_eq!(found(&source("The storage alert fired only after the paper process had been started.")).len(), 1);
        assert!(found(&source("The paper process was started only after the storage alert had fired.")).is_empty());
        let rows = "## 経緯（2025年3月1日）\n\n- 19:40 メール復旧\n- 21:15 認証基盤復旧\n";
        let source = |said: &str| format!("# T\n\n## 所見\n\n{said}\n\n{rows}");
        assert_eq!(found(&source("メールより先に認証基盤を復旧させた。")).len(), 1);
        assert!(found(&source("認証基盤より先にメールを復旧させた。")).is_empty());
    }
}
