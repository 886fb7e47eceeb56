//! Pairs of the head: severity, start, resolved, shared.

use std::ops::Range;

use super::{Moment, when};

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

/// What a label means. Labels are compared whole, without case and markup.
pub(super) fn key_of(label: &str) -> Option<FactKey> {
    let label = label.trim().trim_matches(['*', '_', '`', ' ']).to_lowercase();
    let label = label.trim_end_matches([':', ':']).trim();
    Some(match label {
        "severity" | "sev" | "severity level" | "incident severity" | "priority level" | "impact level" | "重大度"
        | "深刻度" | "重要度" | "障害レベル" | "影響度" => FactKey::Severity,
        "date" | "incident date" | "日付" | "発生日" | "日時" => FactKey::Date,
        "start" | "started" | "start time" | "begin" | "began" | "incident start" | "impact start" | "started at"
        | "発生" | "発生日時" | "発生時刻" | "開始" | "開始日時" | "開始時刻" | "影響開始" => {
            FactKey::Start
        }
        "detected" | "detection" | "detected at" | "detected by" | "detection method" | "time detected"
        | "time to detect" | "ttd" | "検知" | "検知日時" | "検知時刻" | "検知方法" | "検出" | "発見" | "発覚" => {
            FactKey::Detected
        }
        "resolved" | "end" | "ended" | "end time" | "resolved at" | "recovered" | "incident end"
        | "resolution time" | "closed" | "復旧" | "復旧日時" | "復旧時刻" | "終了" | "終了日時" | "解消" | "解決"
        | "収束" | "影響終了" => FactKey::Resolved,
        "duration" | "incident duration" | "outage duration" | "total duration" | "length" | "downtime"
        | "継続時間" | "影響時間" | "障害時間" | "停止時間" | "期間" | "所要時間" => {
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

/// Makes a fact of a label and a value at `bytes`.
pub(super) fn fact(label: &str, value: &str, line: usize, start: usize) -> Option<Fact> {
    let key = key_of(label)?;
    let lead = value.len() - value.trim_start_matches([' ', '*', '\t', '"']).len();
    let words = value.trim_matches([' ', '*', '\t', '"', '\r']);
    Some(Fact {
        key,
        value: words.to_owned(),
        moment: when::moment(words),
        line,
        bytes: start + lead..start + lead + words.len(),
    })
}
