//! What one kind of thing is called in the prose and in the rows: `migration 0412_x` over a row `migration 0421_x`, `the alert
//! disk_full` over a row `alert io_wait fires`, `the rollout of agent v5.8.1` over a row `rollout of agent v5.7.9`.
//!
//! A name is only called wrong where it stands nowhere else, and where the rows name one other of the same kind.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use crate::{
    document::{Document, LineIndex, Span},
    numbers::{Contradiction, ContradictionKind, Place, interval::stated::place, reading::sentence},
};

/// Names with inner marks or digits; versions.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:[A-Za-z][A-Za-z0-9]*(?:[-_.:/][A-Za-z0-9]+)+|[0-9]+(?:_[A-Za-z0-9]+)+|v[0-9]+(?:\.[0-9]+)+|[0-9]+\.[0-9]+\.[0-9]+|[A-Z]{2,6}-?[0-9]{2,7}|[A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)(?-u:\b)")
        .expect("the pattern is a constant that the tests use")
});

/// Kinds of things that have names, with the words for them.
const KINDS: &[&[&str]] = &[
    &["alert", "alarm", "monitor", "アラート", "警報", "監視"],
    &["migration", "マイグレーション", "移行"],
    &["index", "索引", "インデックス"],
    &["table", "テーブル"],
    &["flag", "toggle", "フラグ"],
    &["release", "rollout", "deploy", "deployment", "version", "build", "リリース", "デプロイ", "バージョン", "版"],
    &["job", "batch", "ジョブ", "バッチ"],
    &["queue", "topic", "キュー", "トピック"],
    &["change", "変更"],
    &["certificate", "cert", "証明書"],
    &["host", "server", "node", "ホスト", "サーバ", "ノード"],
    &["bucket", "バケット"],
    &["rule", "policy", "ルール", "ポリシー"],
    &["branch", "commit", "ブランチ", "コミット"],
    &["setting", "option", "parameter", "設定", "パラメータ"],
    &["service", "サービス"],
    &["cluster", "クラスタ"],
    &["script", "スクリプト"],
];

/// Words of a name that is another one on purpose, or of what did not happen.
const OTHER: [&str; 38] = [
    "previous",
    "earlier",
    "older",
    "instead",
    "replaced",
    "replaces",
    "successor",
    "newer",
    "also",
    "not",
    "never",
    "unlike",
    "former",
    "new",
    "add",
    "added",
    "another",
    "other",
    "should",
    "would",
    "will",
    "like",
    "e",
    "such",
    "old",
    "similar",
    "second",
    "since",
    "too",
    "旧",
    "前の",
    "以前",
    "代わり",
    "ではな",
    "なかった",
    "別の",
    "ほかの",
    "新た",
];

/// Names up to which each is held against each.
const MOST: usize = 600;

/// A name and the kind of thing that the word beside it says it is.
#[derive(Debug)]
struct Named<'t> {
    name: &'t str,
    kind: usize,
}

/// Checks the sentences of all prose.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    if document.timeline.len() < 3 {
        return;
    }
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for name in NAME.find_iter(source).take(MOST) {
        *times.entry(name.as_str().to_ascii_lowercase()).or_default() += 1;
    }
    if times.len() < 2 || times.len() >= MOST {
        return;
    }
    let lines = LineIndex::new(source);
    // A second mark of another kind in a row is another name.
    let rows: Vec<(&crate::document::TimelineRow, Vec<Named<'_>>)> =
        document.timeline.iter().take(400).map(|row| (row, named(&row.event.text))).collect();
    for told in sentence::told(document) {
        let span = told.passage.text.span;
        let is_row = sentence::is_in_row(document, span);
        if is_row || sentence::is_of_other_case(told.text) {
            continue;
        }
        for own in named(told.text).into_iter().take(4) {
            if times.get(own.name.to_ascii_lowercase().as_str()) != Some(&1) || is_other(told.text, own.name) {
                continue;
            }
            let mut same: Vec<(&crate::document::TimelineRow, &str)> = rows
                .iter()
                .flat_map(|(row, names)| names.iter().map(move |other| (*row, other)))
                .filter(|(_, other)| other.kind == own.kind)
                .map(|(row, other)| (row, other.name))
                .collect();
            same.dedup_by(|b, a| a.1 == b.1);
            let first = same.first().map(|(_, name)| *name);
            // One other name, told once or again, and of the same make.
            let is_one = same.iter().all(|(_, name)| Some(*name) == first);
            let Some((row, other)) = same.first().filter(|(_, other)| is_one && is_same_make(own.name, other)) else {
                continue;
            };
            // Where the prose uses the right name as well, the two are two.
            let is_used = document.passages.iter().any(|p| {
                let span = p.text.span;
                let is_row = sentence::is_in_row(document, span);
                !is_row && p.text.text.contains(other)
            });
            if is_used {
                continue;
            }
            let stated = place(document, told.passage, own.name, &lines);
            if out.iter().any(|o| {
                is_inside(o.stated.span, stated.span)
                    && matches!(o.kind, ContradictionKind::Cause | ContradictionKind::Name)
            }) {
                continue;
            }
            let derived = Place { line: row.line, span: row.span, text: (*other).to_owned() };
            let message = format!("`{}` is stated, but the row says `{other}`", own.name);
            out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
        }
    }
}

/// Whether the clause of a name says that it is another one on purpose, or tells what did not happen.
fn is_other(text: &str, name: &str) -> bool {
    let Some(at) = text.find(name) else { return true };
    let (front, behind) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
    let front = front.rsplit([',', ';', '、', '。']).next().unwrap_or_default();
    let behind = behind.split([',', ';', '、', '。']).next().unwrap_or_default();
    let behind = behind.split(" and ").next().unwrap_or_default();
    // `old` within a name says nothing.
    let lower = NAME.replace_all(&format!("{front} {behind}"), " ").to_lowercase();
    OTHER.iter().any(|word| has(&lower, word))
}

fn is_inside(a: Span, b: Span) -> bool {
    a.contains(b) || b.contains(a)
}

/// Whether two names are built alike: both versions, both with the same marks.
fn is_same_make(a: &str, b: &str) -> bool {
    let make = |name: &str| {
        let has_letters = name.trim_start_matches('v').contains(|c: char| c.is_ascii_alphabetic());
        let mark = name.chars().find(|c| matches!(c, '_' | '-' | '.' | ':' | '/'));
        (has_letters, mark, name.starts_with(|c: char| c.is_ascii_digit()))
    };
    !a.eq_ignore_ascii_case(b) && make(a) == make(b) && !a.contains(b) && !b.contains(a)
}

/// The names of a text that stand beside a word for their kind: `alert x`, `x alert`, `release of agent x`, `索引 x`.
fn named(text: &str) -> Vec<Named<'_>> {
    let mut out = Vec::new();
    for found in NAME.find_iter(text).take(12) {
        let front = text.get(..found.start()).unwrap_or_default();
        let behind = text.get(found.end()..).unwrap_or_default();
        let lower = front.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        // Up to three words in front: `rollout of manager v5.8.1`.
        let near: Vec<&str> = words.iter().rev().take(3).copied().collect();
        let is_bare = |c: char| c.is_whitespace() || matches!(c, '`' | '*' | '"' | '“' | '”' | '「' | '」' | '(');
        let next: String = behind.trim_start_matches(is_bare).to_lowercase().chars().take(12).collect();
        let tail = front.trim_end_matches(is_bare);
        let next_word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
        let is_kind = |kind: &&[&str]| {
            kind.iter().any(|word| {
                if word.is_ascii() {
                    let same = |other: &&str| *other == *word;
                    let is_near = near.first().is_some_and(same) || (near.iter().any(same) && near.contains(&"of"));
                    is_near || next_word == *word
                } else {
                    tail.ends_with(word) || next.trim_start_matches('の').starts_with(word)
                }
            })
        };
        if let Some(kind) = KINDS.iter().position(is_kind) {
            out.push(Named { name: found.as_str(), kind });
        }
    }
    out
}

fn has(lower: &str, word: &str) -> bool {
    if word.is_ascii() {
        lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == word) || (word == "not" && lower.contains("n't"))
    } else {
        lower.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_thing_of_one_kind_has_one_name() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 12:06 Rollout of router v4.2.1 begins\n- 12:31 alert `lag_seconds_high` fires\n- 12:48 migration `0107_drop_old_keys` takes its lock\n- 13:10 DBA cancels it\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## What happened\n\n{said}\n\n{rows}")), None).len()
        };
        for sound in [
            "The alert `lag_seconds_high` told us first.",
            "The alert `disk_almost_full` would have told us first.",
            "The alert `disk_almost_full` did not fire.",
            "The migration `0107_drop_old_keys` held a lock.",
            "The job `nightly-copy-eu` ran into it.",
            "We will add the alert `disk_almost_full`.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "The first hint was the alert `disk_almost_full`, at noon.",
            "Migration `0170_drop_old_keys` held a lock on the table.",
            "Managers were restarted after the rollout of router v4.3.0 and lost their leases.",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }

    #[test]
    fn a_thing_of_one_kind_has_one_name_in_japanese() {
        let rows = "## 経過（2025年3月1日）\n\n- 21:10 索引 `idx_shop_day` の作り直しを始める\n- 21:15 更新が待たされる\n- 21:40 作り直しを取り消す\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# 題\n\n## 概要\n\n{said}\n\n{rows}")), None).len();
        assert_eq!(found("きっかけは索引 `idx_shop_day` の作り直しである。"), 0);
        assert_eq!(found("きっかけは索引 `idx_order_no` の作り直しである。"), 1);
    }
}
