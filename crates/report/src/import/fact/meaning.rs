//! Labels of facts in a writer's own words: `Downtime start`, `Beginning`, `Severity class`, `封じ込め完了`.
//!
//! A label is known where each of its words is: what it is about, a word of a role, and small words between.

use crate::document::FactKey;

const ABOUT: &[&str] = &[
    "incident",
    "outage",
    "downtime",
    "impact",
    "disruption",
    "event",
    "service",
    "problem",
    "issue",
    "degradation",
    "fault",
    "interruption",
    "customer",
    "user",
    "total",
    "overall",
    "occurrence",
    "unavailability",
    "failure",
];
const BETWEEN: &[&str] = &[
    "of", "the", "time", "date", "at", "on", "and", "local", "utc", "when", "was", "in", "moment", "day", "est",
    "actual",
];
const START: &[&str] = &["start", "started", "starts", "begin", "began", "begins", "beginning", "onset", "commenced"];
const END: &[&str] = &[
    "end",
    "ended",
    "ends",
    "ending",
    "restored",
    "resolved",
    "recovered",
    "over",
    "fixed",
    "contained",
    "containment",
    "restoration",
    "back",
];
const DETECTED: &[&str] = &["detected", "discovered", "noticed", "alerted"];
const LENGTH: &[&str] = &["duration", "length", "long", "lasted", "how"];
const SEVERITY: &[&str] = &["severity", "priority", "sev"];
const OF_SEVERITY: &[&str] =
    &["class", "level", "rating", "code", "grade", "rank", "incident", "event", "impact", "initial", "final"];

/// What a normalized label means; `Other` where a word of it is not known.
pub(in crate::import) fn meant(label: &str) -> FactKey {
    if label.is_ascii() { english(label) } else { japanese(label) }
}

fn english(label: &str) -> FactKey {
    let words: Vec<&str> = label.split(' ').collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let all = |lists: &[&[&str]]| words.iter().all(|word| lists.iter().any(|list| list.contains(word)));
    if words.len() > 5 {
        return FactKey::Other;
    }
    if has(SEVERITY) && all(&[SEVERITY, OF_SEVERITY, BETWEEN]) {
        return FactKey::Severity;
    }
    if has(START) && has(END) && all(&[START, END, ABOUT, BETWEEN]) {
        return FactKey::Duration;
    }
    for (list, key) in [(START, FactKey::Start), (END, FactKey::Resolved), (DETECTED, FactKey::Detected)] {
        if has(list) && all(&[list, ABOUT, BETWEEN]) {
            return key;
        }
    }
    let is_total = matches!(label, "total time" | "impact time" | "outage time" | "time down" | "total impact");
    if is_total
        || (has(&["duration", "length", "long", "lasted"])
            && all(&[LENGTH, ABOUT, BETWEEN, &["did", "it", "last", "we", "were"]]))
    {
        return FactKey::Duration;
    }
    if label == "first access" || label == "first seen" { FactKey::Start } else { FactKey::Other }
}

fn japanese(label: &str) -> FactKey {
    const LONGEST: usize = 10;
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if label.chars().count() > LONGEST || has(&["者", "数", "率", "部", "予定", "内容", "原因", "件"]) {
        return FactKey::Other;
    }
    if has(&["重要度", "重大度", "深刻度", "優先度", "障害レベル", "影響度", "緊急度"]) {
        return FactKey::Severity;
    }
    // `調査開始` is a step of the response.
    let begins = ["発生", "開始", "障害", "影響", "停止", "事象", "不具合", "サービス", "インシデント"]
        .iter()
        .any(|w| label.starts_with(w));
    let (is_start, is_end) =
        (has(&["発生", "開始"]) && begins, has(&["復旧", "終了", "解消", "収束", "回復", "再開", "封じ込め", "終息"]));
    let is_detected = has(&["検知", "発見", "覚知", "認知", "検出", "発覚"]);
    if has(&["期間", "継続時間", "停止時間", "障害時間", "影響時間", "断時間", "発生時間"]) && !is_end && !is_detected
    {
        return FactKey::Duration;
    }
    let is_time = has(&["日時", "時刻", "時間", "日付", "年月日"]) || label.chars().count() <= 6;
    match (is_start, is_end, is_detected) {
        _ if !is_time || has(&["まで", "から", "対応", "手順", "作業"]) => FactKey::Other,
        (_, true, _) => FactKey::Resolved,
        (_, _, true) => FactKey::Detected,
        (true, _, _) => FactKey::Start,
        _ => FactKey::Other,
    }
}

/// Whether a value says how bad it was: `Priority 1`, `Category B`, `Major`, `SEV-2`.
pub(in crate::import) fn is_severity(value: &str) -> bool {
    let lower = value.trim_matches(['*', '`', ' ']).to_lowercase();
    let words: Vec<&str> = lower.split([' ', '-', ':', '/']).filter(|word| !word.is_empty()).collect();
    let is_degree = |word: &str| word.len() == 1 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'a'..='e'));
    match words.as_slice() {
        ["priority" | "category" | "level" | "class" | "tier" | "sev" | "severity" | "grade" | "p", degree, ..] => {
            is_degree(degree)
        }
        [one] => matches!(
            *one,
            "major"
                | "critical"
                | "minor"
                | "high"
                | "medium"
                | "low"
                | "moderate"
                | "severe"
                | "p1"
                | "p2"
                | "p3"
                | "p4"
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_by_all_their_words() {
        use FactKey as K;
        for (label, key) in [
            ("downtime start", K::Start),
            ("beginning", K::Start),
            ("end of the outage", K::Resolved),
            ("total duration", K::Duration),
            ("how long", K::Duration),
            ("severity class", K::Severity),
            ("start and end", K::Duration),
            ("start of the school year", K::Other),
            ("end users", K::Other),
            ("障害発生時間", K::Duration),
            ("封じ込め完了", K::Resolved),
            ("発見日時", K::Detected),
            ("復旧作業者", K::Other),
            ("調査開始", K::Other),
            ("発生件数", K::Other),
        ] {
            assert_eq!(meant(label), key, "{label}");
        }
    }
}
