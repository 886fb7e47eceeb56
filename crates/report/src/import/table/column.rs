//! The headers that columns of tables are known by, in English and Japanese.

use crate::import::vocabulary::{has_words, normalized};

/// What a table column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Date,
    Time,
    End,
    Event,
    Source,
    Actor,
    Id,
    Action,
    Owner,
    Deadline,
    Priority,
    Status,
    Reference,
    Other,
}

/// What the header of a table column says.
pub(crate) fn column(header: &str) -> Column {
    let header = normalized(header);
    let is = |words: &[&str]| words.iter().any(|w| *w == header);
    let has = |words: &[&str]| words.iter().any(|w| has_words(&header, w));
    if is(&["id", "no", "num", "番号", "ai", "item id", "action id", "ref"]) {
        Column::Id
    } else if has(&[
        "owner",
        "accountable",
        "accountable person",
        "accountable owner",
        "owners",
        "assignee",
        "assigned",
        "assigned to",
        "assign",
        "spoc",
        "poc",
        "opr",
        "pic",
        "誰が",
        "lead",
        "dri",
        "responsible",
        "driver",
        "champion",
        "human",
        "wer",
        "オーナー",
        "主管",
        "主担当",
        "担当",
        "担当者",
        "責任者",
    ]) {
        Column::Owner
    } else if has(&[
        "due",
        "deadline",
        "eta",
        "target",
        "target date",
        "due date",
        "by when",
        "done by",
        "complete by",
        "completed by",
        "finish by",
        "until",
        "bis",
        "nlt",
        "いつまで",
        "時期",
        "実施時期",
        "予定日",
        "期限",
        "期日",
        "締切",
    ]) {
        Column::Deadline
    } else if has(&["priority", "prio", "優先度", "優先順位"]) {
        Column::Priority
    } else if has(&[
        "status",
        "state",
        "done",
        "complete",
        "completed",
        "progress",
        "状態",
        "ステータス",
        "進捗",
        "状況",
        "結果",
        "stand",
        "rag",
        "closed",
        "introduced",
        "implemented",
        "完了日",
        "実施日",
    ]) {
        Column::Status
    } else if has(&["ticket", "bug", "issue", "jira", "link", "tracker", "pr", "リンク", "チケット"]) {
        Column::Reference
    } else if is(&["end", "end time", "to", "until", "終了"]) {
        Column::End
    } else if is(&["elapsed", "elapsed time", "offset", "経過", "経過時間"]) {
        Column::Other
    } else if has(&["clock", "hour", "time", "times", "when", "timestamp", "utc", "時刻", "日時", "時間"]) {
        Column::Time
    } else if has(&["date", "day", "日付", "日"]) {
        Column::Date
    } else if has(&["source", "sources", "情報源", "出典", "ソース"]) {
        Column::Source
    } else if has(&["actor", "who", "person", "by", "author", "user", "対応者", "実施者", "人"]) {
        Column::Actor
    } else if has(&[
        "action",
        "actions",
        "action item",
        "task",
        "title",
        "アクション",
        "対策",
        "対応",
        "対応内容",
        "項目",
        "deliverable",
        "improvement",
        "remediation",
        "countermeasure",
        "再発防止策",
        "改善策",
        "施策",
        "実施内容",
        "作業内容",
        "タスク",
    ]) {
        Column::Action
    } else if has(&[
        "event",
        "events",
        "what",
        "description",
        "details",
        "update",
        "note",
        "notes",
        "事象",
        "出来事",
        "内容",
        "イベント",
    ]) {
        Column::Event
    } else {
        Column::Other
    }
}

/// Whether a header is that of remarks beside what the row is about.
pub(crate) fn is_note(header: &str) -> bool {
    const NOTES: [&str; 18] = [
        "note",
        "notes",
        "comment",
        "comments",
        "remark",
        "remarks",
        "rationale",
        "reason",
        "context",
        "background",
        "備考",
        "コメント",
        "補足",
        "メモ",
        "注記",
        "特記事項",
        "理由",
        "摘要",
    ];
    NOTES.contains(&normalized(header).as_str())
}

/// Whether a header of a table of actions grades them.
pub(crate) fn is_grade(header: &str) -> bool {
    const GRADES: [&str; 12] = [
        "p",
        "pri",
        "sev",
        "severity",
        "urgency",
        "importance",
        "criticality",
        "重要度",
        "緊急度",
        "優先",
        "重大度",
        "ランク",
    ];
    GRADES.contains(&normalized(header).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_header() {
        for (header, expected) in [
            ("Date and Time in CET", Column::Time),
            ("Time (UTC)", Column::Time),
            ("Event", Column::Event),
            ("Action Item", Column::Action),
            ("Deadline", Column::Deadline),
            ("Owner", Column::Owner),
            ("時刻", Column::Time),
            ("出来事", Column::Event),
            ("担当", Column::Owner),
            ("Bug", Column::Reference),
        ] {
            assert_eq!(column(header), expected, "{header}");
        }
    }
}
