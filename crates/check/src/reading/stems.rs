//! Words that labels of the head are made of, in the many ways houses put them together.

use std::sync::LazyLock;

use regex::Regex;

use super::{FactKey, Moment, when};

type Stems = LazyLock<Vec<(FactKey, Regex)>>;

/// In the order in which they are asked: a review of the follow-up is no start of anything.
static STEMS: Stems = LazyLock::new(|| {
    [
        (FactKey::FollowUp, REVIEW),
        (
            FactKey::Shared,
            r"\b(?:shar(?:ed|ing)|circulat\w+|sent|publi(?:shed|cation)|publicly|distribut\w+|released|issued|communicat\w+|mailed|e-mailed|posted|handed out|announced|delivered to|made available|presented)\b|共有|公開|展開|周知|送付|回覧|配布|配信|公表|発信|報告書の提出|提出日|通知日|報告日|連絡日",
        ),
        (
            FactKey::Duration,
            r"\b(?:duration|lasted|length|downtime|outage time|time to (?:restore|recover|recovery|resolve|resolution|repair|fix|mitigate)|tt[rm]|mtt[rm]|elapsed|total time|how long|out for|unavailable for|time lost)\b|時間$|期間$|所要|継続|ダウンタイム|長さ",
        ),
        (
            FactKey::Detected,
            r"\b(?:detect\w*|notic\w+|found|discover\w*|alerted|first (?:signal|sign|alert|report)|reported by|raised by|spotted|surfaced|paged)\b|検知|検出|発見|発覚|覚知|気付|気づ|通報|第一報|見つけ|認知",
        ),
        (
            FactKey::Start,
            r"\b(?:start\w*|began|begin\w*|onset|from|opened|first failure|broke|since|occurred|happened)\b|発生|開始|始まり|起点|停止$|発端|はじまり",
        ),
        (
            FactKey::Resolved,
            r"\b(?:end\w*|until|till|to|resol\w+|restor\w+|recover\w+|fix|fixed|closed|mitigat\w+|over|normal|all[- ]clear|stopped)\b|復旧|終了|解消|再開|再稼働|回復|収束|終息|完了|解決|正常化|復帰|おわり|終わり",
        ),
        (
            FactKey::Severity,
            r"\b(?:sev|severity|impact (?:level|class)|incident (?:class|level|priority|grade|tier)|criticality|classification level)\b|重大度|深刻[度さ]|重要度|影響度|等級|ランク|障害レベル|障害区分|レベル$",
        ),
    ]
    .into_iter()
    .filter_map(|(key, words)| crate::language::pattern::plain(words).map(|pattern| (key, pattern)))
    .collect()
});

const REVIEW: &str = r"follow[- ]?up|revisit\w*|check[- ]?(?:in|point)\b|\b(?:next|second|again|four[- ]week|4[- ]week|30[- ]day|one[- ]month|later|planned|status|progress|action|actions|effectiveness) review|review (?:date|due|on|of (?:the )?actions|again|scheduled|planned|board)|looked? at again|back to (?:it|this)|フォロー|週間後|か月後|ヶ月後|レビュー予定|次回|事後レビュー|再レビュー|レビュー日|振り返り会|再確認|効果(?:の)?(?:確認|測定|検証)|再点検|確認会|進捗確認|見直し日|経過確認|改善状況|水平展開の確認|対策の確認|次に集まる|再点検";

static WINDOW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"^(?:(?:incident|outage|impact|disruption|affected|time) )?(?:window|span|period|when|time|times|time ?frame|interval|date|date and time|duration)$|期間$|時間帯$|^(?:発生|障害|影響)?日時$|^いつ$|時間$",
    )
});
static REVIEWED: LazyLock<Option<Regex>> = LazyLock::new(|| crate::language::pattern::plain(REVIEW));

/// Whether a label is that of a later look at what was promised.
pub(super) fn names_review(label: &str) -> bool {
    REVIEWED.as_ref().is_some_and(|pattern| pattern.is_match(label))
}

/// Whether a label may stand before a start and an end.
pub(super) fn names_window(label: &str) -> bool {
    WINDOW.as_ref().is_some_and(|pattern| pattern.is_match(label))
}

/// What a label of few words is about.
pub(super) fn key_of(label: &str) -> Option<FactKey> {
    if label.split_whitespace().count() > 6 || label.chars().count() > 32 {
        return None;
    }
    let review = names_review(label).then_some(FactKey::FollowUp);
    review.or_else(|| STEMS.iter().find(|(_, pattern)| pattern.is_match(label)).map(|(key, _)| *key))
}

/// Whether a value is of the kind that the key asks for.
pub(super) fn fits(key: FactKey, moment: &Moment, value: &str) -> bool {
    let has_day_or_time = moment.date.is_some() || moment.time.is_some();
    match key {
        FactKey::FollowUp | FactKey::Shared => moment.date.is_some(),
        FactKey::Start | FactKey::Resolved => has_day_or_time,
        FactKey::Duration => !has_day_or_time && when::duration(value).is_some(),
        FactKey::Severity => !value.is_empty() && value.chars().count() <= 60,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{FactKey, key_of, names_window};

    #[test]
    fn labels_of_many_houses_are_known_by_their_words() {
        for (label, key) in [
            ("service restored", Some(FactKey::Resolved)),
            ("sent to all staff", Some(FactKey::Shared)),
            ("items revisited on", Some(FactKey::FollowUp)),
            ("time to restore", Some(FactKey::Duration)),
            ("check-in with the board", Some(FactKey::FollowUp)),
            ("影響が続いた時間", Some(FactKey::Duration)),
            ("本書の共有", Some(FactKey::Shared)),
            ("次回報告会", Some(FactKey::FollowUp)),
            ("効果確認の会合", Some(FactKey::FollowUp)),
            ("再稼働", Some(FactKey::Resolved)),
            ("トラブル等級", Some(FactKey::Severity)),
            ("prepared by", None),
            ("作成", None),
        ] {
            assert_eq!(key_of(label), key, "{label}");
        }
        assert!(names_window("outage window") && names_window("発生期間") && !names_window("start"));
    }
}
