//! The words that headings, facts and table columns are known by, in English and Japanese.

use crate::document::{FactKey, SectionKind};

/// A title in the form that is compared: lower case, without markup, numbering, brackets and punctuation.
pub(crate) fn normalized(title: &str) -> String {
    let title = title.trim();
    // What stands in brackets says where or when: `Timeline (all times UTC)`.
    let cut = title.find(['(', '（', '[', '【']).filter(|at| *at > 0).unwrap_or(title.len());
    let title = title.get(..cut).unwrap_or(title);
    let words: String = title
        .chars()
        .map(|c| if c.is_alphanumeric() || c == 'ー' { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    while words.len() > 1 && words.first().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit())) {
        words.remove(0);
    }
    words.join(" ")
}

/// What a heading is about; `Other` where no word is known.
pub(crate) fn section_kind(title: &str) -> SectionKind {
    let title = normalized(title);
    if let Some((_, kind)) = EXACT.iter().find(|(word, _)| *word == title) {
        return *kind;
    }
    // A heading that is a sentence names its subject by the way; a short one is about it.
    if title.split(' ').count() > 7 {
        return SectionKind::Other;
    }
    CONTAINED.iter().find(|(word, _)| has_words(&title, word)).map_or(SectionKind::Other, |(_, kind)| *kind)
}

/// Whether a title is one of the words that name a section, and nothing more.
pub(crate) fn is_section_name(title: &str) -> bool {
    let title = normalized(title);
    EXACT.iter().chain(CONTAINED).any(|(word, _)| *word == title)
}

/// Whether `words` occur in `text` at word borders; Japanese has none.
fn has_words(text: &str, words: &str) -> bool {
    if !words.is_ascii() {
        return text.contains(words);
    }
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|s| s.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|s| s.chars().next());
        !before.is_some_and(|c| c.is_ascii_alphanumeric()) && !after.is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

const EXACT: &[(&str, SectionKind)] = &[
    ("stats", SectionKind::Facts),
    ("overview", SectionKind::Summary),
    ("事象", SectionKind::Summary),
    ("background", SectionKind::Background),
    ("leadup", SectionKind::Background),
    ("lead up", SectionKind::Background),
    ("fault", SectionKind::Trigger),
    ("supporting information", SectionKind::Evidence),
    ("cause", SectionKind::RootCause),
    ("causes", SectionKind::RootCause),
    ("原因", SectionKind::RootCause),
    ("analysis", SectionKind::RootCause),
    ("recovery", SectionKind::Resolution),
    ("review", SectionKind::Review),
    ("todo", SectionKind::Actions),
    ("tasks", SectionKind::Actions),
    ("対策", SectionKind::Actions),
    ("対応", SectionKind::Response),
    ("learnings", SectionKind::Lessons),
    ("findings", SectionKind::ContributingFactors),
    ("factors", SectionKind::Factors),
    ("要因", SectionKind::Factors),
    ("events", SectionKind::Timeline),
    ("log", SectionKind::Timeline),
    ("how it started", SectionKind::Trigger),
    ("follow ups", SectionKind::Actions),
    ("followups", SectionKind::Actions),
    ("対応履歴", SectionKind::Timeline),
    ("推移", SectionKind::Timeline),
    ("障害内容", SectionKind::Summary),
    ("対応内容", SectionKind::Response),
    ("暫定対応", SectionKind::Response),
    ("課題", SectionKind::WentWrong),
    ("気づき", SectionKind::Lessons),
    ("所感", SectionKind::Lessons),
];

/// In the order they are tried: a narrow meaning before the wide word inside it.
const CONTAINED: &[(&str, SectionKind)] = &[
    ("timeline", SectionKind::Timeline),
    ("time line", SectionKind::Timeline),
    ("chronology", SectionKind::Timeline),
    ("sequence of events", SectionKind::Timeline),
    ("order of events", SectionKind::Timeline),
    ("incident log", SectionKind::Timeline),
    ("タイムライン", SectionKind::Timeline),
    ("時系列", SectionKind::Timeline),
    ("経緯", SectionKind::Timeline),
    ("経過", SectionKind::Timeline),
    ("クロノロジ", SectionKind::Timeline),
    ("対応ログ", SectionKind::Timeline),
    ("作業履歴", SectionKind::Timeline),
    ("what happened when", SectionKind::Timeline),
    ("play by play", SectionKind::Timeline),
    ("five whys", SectionKind::FiveWhys),
    ("5 whys", SectionKind::FiveWhys),
    ("5whys", SectionKind::FiveWhys),
    ("five why", SectionKind::FiveWhys),
    ("5 why", SectionKind::FiveWhys),
    ("なぜなぜ", SectionKind::FiveWhys),
    ("5つのなぜ", SectionKind::FiveWhys),
    ("5回のなぜ", SectionKind::FiveWhys),
    ("follow up actions", SectionKind::Actions),
    ("follow up items", SectionKind::Actions),
    ("follow up tasks", SectionKind::Actions),
    ("followup actions", SectionKind::Actions),
    ("followup items", SectionKind::Actions),
    ("action item", SectionKind::Actions),
    ("action items", SectionKind::Actions),
    ("corrective action", SectionKind::Actions),
    ("corrective actions", SectionKind::Actions),
    ("preventive actions", SectionKind::Actions),
    ("preventative actions", SectionKind::Actions),
    ("immediate actions", SectionKind::Actions),
    ("planned actions", SectionKind::Actions),
    ("action points", SectionKind::Actions),
    ("action plan", SectionKind::Actions),
    ("actions taken", SectionKind::Response),
    ("actions", SectionKind::Actions),
    ("next steps", SectionKind::Actions),
    ("remediation items", SectionKind::Actions),
    ("remediation", SectionKind::Actions),
    ("remediations", SectionKind::Actions),
    ("improvements", SectionKind::Actions),
    ("next actions", SectionKind::Actions),
    ("what we will do", SectionKind::Actions),
    ("what we re doing", SectionKind::Actions),
    ("what we are doing", SectionKind::Actions),
    ("what we re changing", SectionKind::Actions),
    ("what we are changing", SectionKind::Actions),
    ("todos", SectionKind::Actions),
    ("to do", SectionKind::Actions),
    ("to dos", SectionKind::Actions),
    ("宿題", SectionKind::Actions),
    ("対応予定", SectionKind::Actions),
    ("残課題", SectionKind::Actions),
    ("repair items", SectionKind::Actions),
    ("アクション", SectionKind::Actions),
    ("対応項目", SectionKind::Actions),
    ("改善項目", SectionKind::Actions),
    ("改善策", SectionKind::Actions),
    ("今後の対応", SectionKind::Actions),
    ("今後の対策", SectionKind::Actions),
    ("恒久対応", SectionKind::Actions),
    ("恒久対策", SectionKind::Actions),
    ("再発防止", SectionKind::Prevention),
    ("prevention", SectionKind::Prevention),
    ("preventing recurrence", SectionKind::Prevention),
    ("follow up", SectionKind::FollowUp),
    ("followup", SectionKind::FollowUp),
    ("フォローアップ", SectionKind::FollowUp),
    ("went well", SectionKind::WentWell),
    ("went right", SectionKind::WentWell),
    ("worked well", SectionKind::WentWell),
    ("what worked", SectionKind::WentWell),
    ("good things", SectionKind::WentWell),
    ("うまくいった", SectionKind::WentWell),
    ("良かった", SectionKind::WentWell),
    ("よかった", SectionKind::WentWell),
    ("went wrong", SectionKind::WentWrong),
    ("went poorly", SectionKind::WentWrong),
    ("went badly", SectionKind::WentWrong),
    ("didn t go well", SectionKind::WentWrong),
    ("didn t go so well", SectionKind::WentWrong),
    ("did not go well", SectionKind::WentWrong),
    ("didn t work", SectionKind::WentWrong),
    ("not so well", SectionKind::WentWrong),
    ("gone better", SectionKind::WentWrong),
    ("go better", SectionKind::WentWrong),
    ("be improved", SectionKind::WentWrong),
    ("made it hard", SectionKind::WentWrong),
    ("difficult", SectionKind::WentWrong),
    ("うまくいかなかった", SectionKind::WentWrong),
    ("難しかった", SectionKind::WentWrong),
    ("悪かった", SectionKind::WentWrong),
    ("改善点", SectionKind::WentWrong),
    ("got lucky", SectionKind::Lucky),
    ("get lucky", SectionKind::Lucky),
    ("were lucky", SectionKind::Lucky),
    ("lucky", SectionKind::Lucky),
    ("luck", SectionKind::Lucky),
    ("幸運", SectionKind::Lucky),
    ("運が", SectionKind::Lucky),
    ("lessons", SectionKind::Lessons),
    ("lesson", SectionKind::Lessons),
    ("learned", SectionKind::Lessons),
    ("learnt", SectionKind::Lessons),
    ("takeaways", SectionKind::Lessons),
    ("learnings", SectionKind::Lessons),
    ("learning", SectionKind::Lessons),
    ("insights", SectionKind::Lessons),
    ("知見", SectionKind::Lessons),
    ("教訓", SectionKind::Lessons),
    ("学んだ", SectionKind::Lessons),
    ("学び", SectionKind::Lessons),
    ("immediate cause", SectionKind::ImmediateCause),
    ("direct cause", SectionKind::ImmediateCause),
    ("proximate cause", SectionKind::ImmediateCause),
    ("直接の要因", SectionKind::ImmediateCause),
    ("直接要因", SectionKind::ImmediateCause),
    ("直接原因", SectionKind::ImmediateCause),
    ("直接の原因", SectionKind::ImmediateCause),
    ("systemic", SectionKind::SystemicIssues),
    ("organizational", SectionKind::SystemicIssues),
    ("組織", SectionKind::SystemicIssues),
    ("仕組みの課題", SectionKind::SystemicIssues),
    ("発生原因", SectionKind::RootCause),
    ("障害原因", SectionKind::RootCause),
    ("原因分析", SectionKind::RootCause),
    ("原因と", SectionKind::RootCause),
    ("root cause", SectionKind::RootCause),
    ("root causes", SectionKind::RootCause),
    ("根本原因", SectionKind::RootCause),
    ("underlying cause", SectionKind::RootCause),
    ("contributing", SectionKind::ContributingFactors),
    ("contributors", SectionKind::ContributingFactors),
    ("contributory", SectionKind::ContributingFactors),
    ("寄与要因", SectionKind::ContributingFactors),
    ("factors", SectionKind::Factors),
    ("evidence", SectionKind::Evidence),
    ("references", SectionKind::Evidence),
    ("証跡", SectionKind::Evidence),
    ("参考", SectionKind::Evidence),
    ("data gaps", SectionKind::DataGaps),
    ("データの欠落", SectionKind::DataGaps),
    ("欠落", SectionKind::DataGaps),
    ("trigger", SectionKind::Trigger),
    ("triggers", SectionKind::Trigger),
    ("契機", SectionKind::Trigger),
    ("detection", SectionKind::Detection),
    ("detected", SectionKind::Detection),
    ("検知", SectionKind::Detection),
    ("発見", SectionKind::Detection),
    ("impact", SectionKind::Impact),
    ("影響", SectionKind::Impact),
    ("summary", SectionKind::Summary),
    ("tl dr", SectionKind::Summary),
    ("tldr", SectionKind::Summary),
    ("abstract", SectionKind::Summary),
    ("synopsis", SectionKind::Summary),
    ("what happened", SectionKind::Summary),
    ("概要", SectionKind::Summary),
    ("サマリ", SectionKind::Summary),
    ("要約", SectionKind::Summary),
    ("participants", SectionKind::Participants),
    ("attendees", SectionKind::Participants),
    ("atendees", SectionKind::Participants),
    ("responders", SectionKind::Participants),
    ("people involved", SectionKind::Participants),
    ("参加者", SectionKind::Participants),
    ("review record", SectionKind::Review),
    ("reviewers", SectionKind::Review),
    ("sign off", SectionKind::Review),
    ("レビュー", SectionKind::Review),
    ("background", SectionKind::Background),
    ("背景", SectionKind::Background),
    ("resolution", SectionKind::Resolution),
    ("mitigation", SectionKind::Resolution),
    ("recovery", SectionKind::Resolution),
    ("復旧", SectionKind::Resolution),
    ("解決", SectionKind::Resolution),
    ("response", SectionKind::Response),
    ("incident details", SectionKind::Facts),
    ("metadata", SectionKind::Facts),
    ("statistics", SectionKind::Facts),
    ("key facts", SectionKind::Facts),
    ("基本情報", SectionKind::Facts),
    ("統計", SectionKind::Facts),
];

/// What the key of a fact is about.
pub(crate) fn fact_key(label: &str) -> FactKey {
    let label = normalized(&label.replace('_', " "));
    FACTS.iter().find(|(word, _)| *word == label).map_or(FactKey::Other, |(_, key)| *key)
}

const FACTS: &[(&str, FactKey)] = &[
    ("id", FactKey::Id),
    ("incident", FactKey::Id),
    ("incident id", FactKey::Id),
    ("incident number", FactKey::Id),
    ("incident no", FactKey::Id),
    ("インシデントid", FactKey::Id),
    ("インシデント番号", FactKey::Id),
    ("title", FactKey::Title),
    ("タイトル", FactKey::Title),
    ("件名", FactKey::Title),
    ("date", FactKey::Date),
    ("incident date", FactKey::Date),
    ("date of incident", FactKey::Date),
    ("発生日", FactKey::Date),
    ("日付", FactKey::Date),
    ("日時", FactKey::Date),
    ("duration", FactKey::Duration),
    ("incident duration", FactKey::Duration),
    ("outage duration", FactKey::Duration),
    ("total duration", FactKey::Duration),
    ("impact duration", FactKey::Duration),
    ("total impact duration", FactKey::Duration),
    ("length", FactKey::Duration),
    ("継続時間", FactKey::Duration),
    ("期間", FactKey::Duration),
    ("障害時間", FactKey::Duration),
    ("影響時間", FactKey::Duration),
    ("severity", FactKey::Severity),
    ("sev", FactKey::Severity),
    ("incident severity", FactKey::Severity),
    ("severity level", FactKey::Severity),
    ("重大度", FactKey::Severity),
    ("深刻度", FactKey::Severity),
    ("status", FactKey::Status),
    ("state", FactKey::Status),
    ("状態", FactKey::Status),
    ("ステータス", FactKey::Status),
    ("services", FactKey::Services),
    ("service", FactKey::Services),
    ("service s affected", FactKey::Services),
    ("affected services", FactKey::Services),
    ("services affected", FactKey::Services),
    ("services impacted", FactKey::Services),
    ("impacted services", FactKey::Services),
    ("対象サービス", FactKey::Services),
    ("影響サービス", FactKey::Services),
    ("サービス", FactKey::Services),
    ("author", FactKey::Authors),
    ("authors", FactKey::Authors),
    ("written by", FactKey::Authors),
    ("作成者", FactKey::Authors),
    ("著者", FactKey::Authors),
    ("owner", FactKey::Owner),
    ("postmortem owner", FactKey::Owner),
    ("post mortem owner", FactKey::Owner),
    ("incident owner", FactKey::Owner),
    ("責任者", FactKey::Owner),
    ("incident commander", FactKey::Commander),
    ("commander", FactKey::Commander),
    ("ic", FactKey::Commander),
    ("インシデントコマンダー", FactKey::Commander),
    ("participants", FactKey::Participants),
    ("responders", FactKey::Participants),
    ("attendees", FactKey::Participants),
    ("参加者", FactKey::Participants),
    ("対応者", FactKey::Participants),
    ("start", FactKey::Start),
    ("started", FactKey::Start),
    ("started at", FactKey::Start),
    ("start time", FactKey::Start),
    ("incident start", FactKey::Start),
    ("impact start", FactKey::Start),
    ("impact start time", FactKey::Start),
    ("incident start time", FactKey::Start),
    ("time of incident", FactKey::Start),
    ("impact started", FactKey::Start),
    ("begin", FactKey::Start),
    ("発生", FactKey::Start),
    ("発生日時", FactKey::Start),
    ("発生時刻", FactKey::Start),
    ("開始", FactKey::Start),
    ("開始時刻", FactKey::Start),
    ("detected", FactKey::Detected),
    ("detected at", FactKey::Detected),
    ("detection time", FactKey::Detected),
    ("time detected", FactKey::Detected),
    ("検知", FactKey::Detected),
    ("検知時刻", FactKey::Detected),
    ("acknowledged", FactKey::Acknowledged),
    ("確認応答", FactKey::Acknowledged),
    ("mitigated", FactKey::Mitigated),
    ("mitigated at", FactKey::Mitigated),
    ("緩和", FactKey::Mitigated),
    ("resolved", FactKey::Resolved),
    ("resolved at", FactKey::Resolved),
    ("end", FactKey::Resolved),
    ("ended", FactKey::Resolved),
    ("end time", FactKey::Resolved),
    ("incident end", FactKey::Resolved),
    ("impact end", FactKey::Resolved),
    ("impact end time", FactKey::Resolved),
    ("incident end time", FactKey::Resolved),
    ("recovered", FactKey::Resolved),
    ("復旧", FactKey::Resolved),
    ("復旧日時", FactKey::Resolved),
    ("復旧時刻", FactKey::Resolved),
    ("解決", FactKey::Resolved),
    ("終了", FactKey::Resolved),
    ("time to detect", FactKey::TimeToDetect),
    ("time to detection", FactKey::TimeToDetect),
    ("detection delay", FactKey::TimeToDetect),
    ("ttd", FactKey::TimeToDetect),
    ("検知までの時間", FactKey::TimeToDetect),
    ("time to acknowledge", FactKey::TimeToAcknowledge),
    ("time to acknowledgement", FactKey::TimeToAcknowledge),
    ("tta", FactKey::TimeToAcknowledge),
    ("確認応答までの時間", FactKey::TimeToAcknowledge),
    ("time to mitigate", FactKey::TimeToMitigate),
    ("time to mitigation", FactKey::TimeToMitigate),
    ("ttm", FactKey::TimeToMitigate),
    ("緩和までの時間", FactKey::TimeToMitigate),
    ("time to recover", FactKey::TimeToRecover),
    ("time to recovery", FactKey::TimeToRecover),
    ("time to resolve", FactKey::TimeToRecover),
    ("time to resolution", FactKey::TimeToRecover),
    ("time to restore", FactKey::TimeToRecover),
    ("ttr", FactKey::TimeToRecover),
    ("mttr", FactKey::TimeToRecover),
    ("回復までの時間", FactKey::TimeToRecover),
    ("復旧までの時間", FactKey::TimeToRecover),
    ("shared", FactKey::Shared),
    ("shared at", FactKey::Shared),
    ("published", FactKey::Shared),
    ("共有", FactKey::Shared),
    ("共有日時", FactKey::Shared),
    ("公開日", FactKey::Shared),
    ("share by", FactKey::ShareBy),
    ("共有期限", FactKey::ShareBy),
    ("follow up", FactKey::FollowUp),
    ("followup", FactKey::FollowUp),
    ("follow up review", FactKey::FollowUp),
    ("follow up date", FactKey::FollowUp),
    ("next review", FactKey::FollowUp),
    ("フォローアップ", FactKey::FollowUp),
    ("フォローアップ会", FactKey::FollowUp),
    ("フォローアップレビュー", FactKey::FollowUp),
    ("reviewed", FactKey::Reviewed),
    ("reviewed by", FactKey::Reviewed),
    ("reviewers", FactKey::Reviewed),
    ("reviewer", FactKey::Reviewed),
    ("review date", FactKey::Reviewed),
    ("レビュー", FactKey::Reviewed),
    ("レビュー担当", FactKey::Reviewed),
    ("impact", FactKey::Impact),
    ("影響", FactKey::Impact),
    ("root cause", FactKey::RootCause),
    ("root causes", FactKey::RootCause),
    ("根本原因", FactKey::RootCause),
    ("trigger", FactKey::Trigger),
    ("category", FactKey::Category),
    ("分類", FactKey::Category),
    ("lang", FactKey::Language),
    ("language", FactKey::Language),
    ("link", FactKey::Link),
    ("tracking issue", FactKey::Link),
    ("incident issue", FactKey::Link),
    ("slack", FactKey::Link),
];

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
        "owners",
        "assignee",
        "assigned",
        "assigned to",
        "dri",
        "responsible",
        "担当",
        "担当者",
        "責任者",
    ]) {
        Column::Owner
    } else if has(&["due", "deadline", "eta", "target date", "due date", "by when", "期限", "期日", "締切"]) {
        Column::Deadline
    } else if has(&["priority", "prio", "優先度", "優先順位"]) {
        Column::Priority
    } else if has(&["status", "state", "done", "状態", "ステータス", "進捗"]) {
        Column::Status
    } else if has(&["ticket", "bug", "issue", "jira", "link", "tracker", "pr", "リンク", "チケット"]) {
        Column::Reference
    } else if is(&["end", "end time", "to", "until", "終了"]) {
        Column::End
    } else if has(&["time", "times", "when", "timestamp", "utc", "時刻", "日時", "時間"]) {
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
            ("再発防止", SectionKind::Prevention),
            ("組織・仕組みの課題", SectionKind::SystemicIssues),
            ("うまくいかなかったこと", SectionKind::WentWrong),
            ("Primary issue: exhaustion", SectionKind::Other),
            ("Why was this hard to see?", SectionKind::Other),
        ] {
            assert_eq!(section_kind(title), kind, "{title}");
        }
    }

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
