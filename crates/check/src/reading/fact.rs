//! Pairs of the head: severity, start, resolved, shared.

use std::ops::Range;

use super::{Moment, stems, when};

/// A pair of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub key: FactKey,
    /// The value as written.
    pub value: String,
    /// The value as a time.
    pub moment: Moment,
    /// Line, counted from 1.
    pub line: usize,
    /// Bytes of the value.
    pub bytes: Range<usize>,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum FactKey {
    Severity,
    Date,
    Start,
    Detected,
    Resolved,
    Duration,
    Shared,
    FollowUp,
    RootCause,
    Trigger,
    Audience,
    Sponsor,
    Owner,
}

/// What a label means, by itself. Labels are compared whole, without case and markup.
pub(super) fn key_of(label: &str) -> Option<FactKey> {
    let label = plain(label);
    known(&label).or_else(|| composed(&label))
}

/// What a label means above its value: of less usual labels the value tells whether they are meant so.
fn key_for(label: &str, moment: &Moment, value: &str) -> Option<FactKey> {
    let label = plain(label);
    let stem = || stems::key_of(bare(&label)).filter(|key| stems::fits(*key, moment, value));
    known(&label)
        .or_else(|| composed(&label))
        .filter(|key| !is_moment(*key) || !told_as_duration(moment, value))
        .or_else(stem)
}

/// Whether a value is a length of time and no instant: `停止: 2時間`.
fn told_as_duration(moment: &Moment, value: &str) -> bool {
    moment.date.is_none() && moment.time.is_none() && when::duration(value).is_some()
}

/// Front matter writes `follow_up` and `start-time`; houses put signs before their labels.
fn plain(label: &str) -> String {
    let label = label.trim().to_lowercase().replace('_', " ");
    let label = label.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '\u{ff09}' | '('));
    label.trim().to_owned()
}

/// The label without what stands in brackets behind it.
fn bare(label: &str) -> &str {
    label.split(['(', '\u{ff08}']).next().unwrap_or(label).trim()
}

/// Labels that are put together: `Incident start time (UTC)`, `共有日時`, `レビュー予定日`.
fn composed(label: &str) -> Option<FactKey> {
    let bare = bare(label);
    if bare.chars().count() > 40 {
        return None;
    }
    if let Some(key) = known(bare) {
        return Some(key);
    }
    if stems::names_review(bare) {
        return Some(FactKey::FollowUp);
    }
    for suffix in ["日時", "時刻", "日"] {
        if let Some(noun) = bare.strip_suffix(suffix) {
            let noun = ["障害", "インシデント", "影響"].iter().find_map(|part| noun.strip_prefix(part)).unwrap_or(noun);
            return known(noun).filter(|key| is_moment(*key));
        }
    }
    let words = bare.strip_prefix("incident ").or_else(|| bare.strip_prefix("time ")).unwrap_or(bare);
    let words = [" time", " date", " at", " on"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words);
    known(words).filter(|key| is_moment(*key))
}

fn is_moment(key: FactKey) -> bool {
    matches!(key, FactKey::Start | FactKey::Detected | FactKey::Resolved | FactKey::Shared)
}

fn known(label: &str) -> Option<FactKey> {
    Some(match label {
        "severity" | "sev" | "severity level" | "incident severity" | "priority level" | "impact level" | "重大度"
        | "深刻度" | "重要度" | "障害レベル" | "障害ランク" | "障害等級" | "ランク" | "緊急度" | "影響度" => {
            FactKey::Severity
        }
        "date" | "incident date" | "日付" | "発生日" | "日時" => FactKey::Date,
        "start" | "started" | "start time" | "begin" | "began" | "incident start" | "impact start" | "started at"
        | "発生" | "発生日時" | "発生時刻" | "開始" | "開始日時" | "開始時刻" | "影響開始" => {
            FactKey::Start
        }
        "detected"
        | "detection"
        | "detected at"
        | "detected by"
        | "detection method"
        | "time detected"
        | "time to detect"
        | "time to detection"
        | "ttd"
        | "mttd"
        | "検知までの時間"
        | "検知時間"
        | "検知"
        | "検知日時"
        | "検知時刻"
        | "検知方法"
        | "検出"
        | "発見"
        | "発覚" => FactKey::Detected,
        "resolved" | "end" | "ended" | "end time" | "resolved at" | "recovered" | "incident end" | "closed"
        | "mitigated" | "復旧" | "復旧日時" | "復旧時刻" | "終了" | "終了日時" | "解消" | "解決" | "収束"
        | "影響終了" => FactKey::Resolved,
        "duration" | "incident duration" | "outage duration" | "total duration" | "length" | "downtime"
        | "resolution time" | "継続時間" | "影響時間" | "障害時間" | "停止時間" | "期間" | "所要時間" => {
            FactKey::Duration
        }
        "shared" | "shared at" | "shared on" | "published" | "report shared" | "published on" | "distributed"
        | "date shared" | "共有" | "共有日時" | "共有日" | "公開日時" | "公開" | "報告日時" | "展開日時" => {
            FactKey::Shared
        }
        "follow-up review"
        | "follow-up"
        | "follow up"
        | "followup"
        | "follow-up date"
        | "follow-up meeting"
        | "review date"
        | "next review"
        | "follow up review"
        | "フォローアップ会"
        | "フォローアップ"
        | "フォローアップ日"
        | "振り返り会"
        | "フォローアップレビュー"
        | "次回レビュー"
        | "事後レビュー" => FactKey::FollowUp,
        "root cause" | "根本原因" => FactKey::RootCause,
        "trigger" | "契機" | "きっかけ" | "トリガー" => FactKey::Trigger,
        "audience" | "visibility" | "classification" | "confidentiality" | "公開範囲" | "対象" | "機密区分" => {
            FactKey::Audience
        }
        "sponsor" | "executive sponsor" | "スポンサー" | "責任役員" => FactKey::Sponsor,
        "owner" | "author" | "authors" | "作成者" | "執筆者" => FactKey::Owner,
        _ => return None,
    })
}

/// Makes facts of a label and a value that begins at `start`: one, or start, end and length of a window.
/// `year` is that of dates without one.
pub(super) fn facts(label: &str, value: &str, line: usize, start: usize, year: i16) -> Vec<Fact> {
    let lead = value.len() - value.trim_start_matches([' ', '*', '\t', '"', '\'']).len();
    let words = value.trim_matches([' ', '*', '\t', '"', '\'', '\r', ',']);
    let start = start + lead;
    let moment = when::moment_near(words, year);
    if stems::names_window(bare(&plain(label)))
        && let Some(window) = window(words, line, start, year)
    {
        return window;
    }
    let Some(key) = key_for(label, &moment, words) else { return Vec::new() };
    vec![Fact { key, value: words.to_owned(), moment, line, bytes: start..start + words.len() }]
}

/// `2026-07-01 18:00 – 19:45 (105 min)`.
fn window(words: &str, line: usize, start: usize, year: i16) -> Option<Vec<Fact>> {
    let (cut, sign) = [" – ", " — ", "–", " - ", "〜", "～", " to ", " until ", " → ", "から", "->"]
        .iter()
        .filter_map(|sign| words.find(sign).map(|at| (at, sign.len())))
        .min()?;
    let (from, rest) = (words.get(..cut)?, words.get(cut + sign..)?);
    let begin = when::moment_near(from, year);
    let (till, stated) = match rest.find(['(', '\u{ff08}', ',', '、']) {
        Some(at) => (rest.get(..at)?, rest.get(at..)?),
        None => (rest, ""),
    };
    let mut end = when::moment_near(till, year);
    begin.time?;
    end.time?;
    // `22:10 ～ 翌1:35`: an end without a day that is earlier, or is said to be, lies on the next one.
    let is_next = till.contains('翌') || till.to_lowercase().contains("next day") || end.time < begin.time;
    let day = if is_next { begin.date.and_then(|day| day.tomorrow().ok()) } else { begin.date };
    end.date = end.date.or(day);
    end.offset_s = end.offset_s.or(begin.offset_s);
    let begin = Moment { offset_s: begin.offset_s.or(end.offset_s), ..begin };
    let fact = |key, moment, value: &str, at: usize| Fact {
        key,
        value: value.to_owned(),
        moment,
        line,
        bytes: start + at..start + at + value.len(),
    };
    let mut found = vec![fact(FactKey::Start, begin, from, 0), fact(FactKey::Resolved, end, till, cut + sign)];
    if when::duration(stated).is_some() {
        found.push(fact(FactKey::Duration, Moment::default(), stated, cut + sign + till.len()));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::{FactKey, facts, key_of};

    #[test]
    fn a_window_may_end_on_the_next_day() {
        for value in ["2024-02-03 22:10 ～ 翌 1:35", "2024-02-03 22:10 – 01:35", "2024-02-03 22:10 to next day 01:35"]
        {
            let found = facts("発生日時", value, 1, 0, 2024);
            let days: Vec<_> = found.iter().map(|fact| fact.moment.date.map(jiff::civil::Date::day)).collect();
            assert_eq!(days, [Some(3), Some(4)], "{value}");
        }
    }

    #[test]
    fn labels_are_known_in_many_forms() {
        for (label, key) in [
            ("Start time (UTC)", Some(FactKey::Start)),
            ("Incident start time", Some(FactKey::Start)),
            ("Resolution time", Some(FactKey::Duration)),
            ("Time resolved", Some(FactKey::Resolved)),
            ("**Severity**", Some(FactKey::Severity)),
            ("障害発生日時", Some(FactKey::Start)),
            ("終了時刻", Some(FactKey::Resolved)),
            ("共有日時(JST)", Some(FactKey::Shared)),
            ("4週間後のレビュー", Some(FactKey::FollowUp)),
            ("レビュー予定日", Some(FactKey::FollowUp)),
            ("復旧時間", None),
            ("Status", None),
        ] {
            assert_eq!(key_of(label), key, "{label}");
        }
    }
}
