//! Action items: what, who, until when, how urgent.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{Entry, when};

/// An action item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What is to be done, and where it is written.
    pub entry: Entry,
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Who.
    pub owner: Option<String>,
    /// Until when, as written.
    pub deadline: Option<String>,
    /// The day.
    pub due: Option<Date>,
    /// How urgent, as written.
    pub priority: Option<String>,
    /// Who in the leadership stands behind it; `Some("")` where there is a place for it that is blank.
    pub sponsor: Option<String>,
    /// The factor it answers; `Some("")` where there is a place for it that is blank.
    pub factor: Option<String>,
    /// Whether it is ticked off.
    pub is_done: bool,
}

/// What a column or a label of an action holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Owner,
    Deadline,
    Priority,
    Sponsor,
    Factor,
    Status,
}

pub(super) fn field_of(label: &str) -> Option<Field> {
    let label = label.trim().trim_matches(['*', '_', ' ']).to_lowercase();
    Some(match label.as_str() {
        "id" | "#" | "no" | "no." | "№" | "key" | "番号" | "項番" => Field::Id,
        "action"
        | "action item"
        | "actions"
        | "action items"
        | "item"
        | "task"
        | "title"
        | "description"
        | "what"
        | "todo"
        | "アクション"
        | "アクションアイテム"
        | "対応"
        | "対応内容"
        | "内容"
        | "項目"
        | "対策"
        | "施策"
        | "タスク"
        | "改善策"
        | "summary"
        | "measure"
        | "improvement"
        | "change"
        | "再発防止策"
        | "是正内容"
        | "実施内容"
        | "取り組み"
        | "やること" => Field::Title,
        "owner" | "owners" | "assignee" | "assignees" | "assigned to" | "who" | "by whom" | "responsible" | "resp"
        | "resp." | "dri" | "team" | "lead" | "担当" | "主担当" | "実施者" | "担当部署" | "担当課" | "所管"
        | "主管" | "受け持ち" | "受持" | "誰が" | "担当者" | "担当チーム" | "オーナー" | "責任者" | "担当班" => {
            Field::Owner
        }
        "deadline" | "due" | "due on" | "by when" | "until" | "due date" | "by" | "when" | "eta" | "target"
        | "target date" | "date" | "due by" | "期限" | "期日" | "〆切" | "〆" | "いつまで" | "完了期限" | "目標日"
        | "締切" | "締め切り" | "完了予定" | "納期" | "完了予定日" | "予定日" => Field::Deadline,
        "priority" | "prio" | "prio." | "urgency" | "importance" | "rank" | "p" | "優先" | "優先度" | "優先順位"
        | "順位" | "緊急度" | "重要度" => Field::Priority,
        "sponsor" | "executive sponsor" | "スポンサー" => Field::Sponsor,
        "factor" | "factors" | "addresses" | "cause" | "要因" | "対象要因" | "対応要因" => Field::Factor,
        "status" | "state" | "done" | "状態" | "状況" | "ステータス" => Field::Status,
        _ => return None,
    })
}

static LABELLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)(?:^|[\s(\[,;、。(・|/*_—–-])(owners?|assignees?|assigned to|responsible|dri|team|who|due(?: date| by| on)?|deadline|eta|target(?: date)?|by|priority|prio|importance|urgency|rank|sponsor|executive sponsor|addresses|factors?|status|主担当|実施者|担当部署|担当課|所管|主管|〆切?|目標日|担当者?|担当チーム|担当班|オーナー|責任者|期限|期日|締切|完了予定|優先順位|優先度|優先|緊急度|スポンサー|要因|対象要因|状態)\**\s*[::=]\**",
    )
});
static PRIORITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)(?:^|[\s(\[,;、(`*])(P[0-4]|prio(?:rity)? ?[0-4]|high priority|low priority|medium priority|優先度 ?(?:最高|高|中|低))(?:$|[\s)\],;.、。)`*])",
    )
});
static HANDLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| crate::language::pattern::plain(r"(?:^|[\s(])(@[A-Za-z0-9][\w.-]*)"));
/// `(media team, by 2026-09-05, P1)`: who, before when or how urgent.
static WHO_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)[(\u{ff08}]([^\d,;、()\u{ff08}\u{ff09}:\u{ff1a}]{2,24})[,、;] ?(?:by |due|until|before|期限|期日|優先度|P[0-4]|\d{4}[-/年]\d{1,2}|\d{1,2}月)",
    )
});
static BY_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)\b(?:by|due|until|before)\b:? (?:the )?(?:end of |eo)?(\d{4}-\d\d-\d\d|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?|q[1-4](?: \d{4})?|(?:next |this )?(?:mon|tues|wednes|thurs|fri)day|month|quarter|\d{1,2}/\d{1,2})|(?:〆切?\s*|(?:期限|期日|締切)\s*)?((?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|末)(?:まで)?)|(?:〆切?\s*|(?:期限|期日|締切)\s*)(\d{1,2}/\d{1,2})",
    )
});
static ID: LazyLock<Option<Regex>> =
    LazyLock::new(|| crate::language::pattern::plain(r"(?i)^\W*((?:AI|ACT|ACTION)-?\d+|[A-Z]{2,10}-\d+)\b"));

impl Action {
    pub(super) fn empty(entry: Entry) -> Self {
        Self {
            entry,
            id: None,
            owner: None,
            deadline: None,
            due: None,
            priority: None,
            sponsor: None,
            factor: None,
            is_done: false,
        }
    }

    pub(super) fn set(&mut self, field: Field, value: &str, year: i16) {
        let words = value.trim().trim_matches(['*', '_', '`', ' ', '.', '。']).trim().to_owned();
        let blank = is_blank(&words);
        match field {
            Field::Id => self.id = (!blank).then_some(words),
            Field::Owner if !blank => self.owner = Some(words),
            Field::Deadline if !is_open(&words) => {
                self.due = when::date_near(&words, year);
                self.deadline = Some(words);
            }
            Field::Priority if !blank => self.priority = Some(words),
            Field::Sponsor => self.sponsor = Some(if blank { String::new() } else { words }),
            Field::Factor => self.factor = Some(if blank { String::new() } else { words }),
            Field::Status => {
                self.is_done |=
                    ["done", "closed", "complete", "completed", "resolved", "完了", "済", "済み", "x", "✅"]
                        .contains(&words.to_lowercase().as_str());
            }
            Field::Title | Field::Owner | Field::Deadline | Field::Priority => {}
        }
    }

    /// Reads an item of a list: `Do X (owner: a, due: 2026-01-01, priority: P1)`.
    pub(super) fn of_item(entry: Entry, is_done: bool, year: i16) -> Self {
        let text = entry.text.clone();
        let mut action = Self::empty(entry);
        action.is_done = is_done || is_told_as_done(&text);
        action.id = ID.as_ref().and_then(|id| id.captures(&text)).and_then(|c| c.get(1)).map(|m| m.as_str().to_owned());
        let labels: Vec<_> = LABELLED.iter().flat_map(|pattern| pattern.captures_iter(&text)).collect();
        for (index, found) in labels.iter().enumerate() {
            let (Some(whole), Some(label)) = (found.get(0), found.get(1)) else { continue };
            // A value ends at a delimiter, or where the next label begins.
            let next = labels.get(index + 1).and_then(|next| next.get(0)).map_or(text.len(), |next| next.start());
            let value = text.get(whole.end()..next).unwrap_or("");
            let value = value
                .split([',', ';', '、', '\u{ff0c}', '(', ')', '\u{ff08}', '\u{ff09}', '|', ']'])
                .next()
                .unwrap_or("");
            let label = label.as_str().to_lowercase();
            let field = match label.as_str() {
                "担当者" => Some(Field::Owner),
                other => field_of(other),
            };
            if let Some(field) = field {
                action.set(field, value, year);
            }
        }
        let first = |pattern: &LazyLock<Option<Regex>>| {
            pattern
                .as_ref()
                .and_then(|p| p.captures(&text))
                .and_then(|c| c.iter().skip(1).flatten().next())
                .map(|m| m.as_str().to_owned())
        };
        for (field, value) in super::tail::fields(&text, year) {
            let is_open = match field {
                Field::Owner => action.owner.is_none(),
                Field::Deadline => action.deadline.is_none(),
                Field::Priority => action.priority.is_none(),
                _ => false,
            };
            if is_open {
                action.set(field, &value, year);
            }
        }
        if action.priority.is_none() {
            action.priority = first(&PRIORITY);
        }
        if action.owner.is_none() {
            action.owner = first(&HANDLE).or_else(|| first(&WHO_FIRST)).filter(|who| !is_blank(who));
        }
        if action.deadline.is_none() {
            action.deadline = first(&BY_DATE);
            action.due = action.deadline.as_deref().and_then(|words| when::date_near(words, year));
        }
        action
    }
}

/// Whether an item tells what was done: `Added a check`, `We enabled it`, `手順を追記した`.
fn is_told_as_done(text: &str) -> bool {
    const PRESENT: [&str; 11] =
        ["need", "feed", "seed", "speed", "embed", "shed", "shred", "proceed", "exceed", "heed", "weed"];
    const IRREGULAR: [&str; 11] =
        ["rewrote", "made", "gave", "sent", "took", "ran", "built", "wrote", "brought", "rebuilt", "undid"];
    let end = text.trim_end_matches(['.', '。', ' ']);
    if ["した", "しました", "済み", "済"].iter().any(|past| end.ends_with(past)) {
        return true;
    }
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace().skip_while(|word| {
        matches!(*word, "we" | "i" | "they" | "have" | "also" | "then" | "already" | "now") || word.ends_with("ly")
    });
    words.next().is_some_and(|verb| verb.ends_with("ed") && !PRESENT.contains(&verb) || IRREGULAR.contains(&verb))
}

/// Whether a column names the action itself, so that the table is one of actions wherever it stands.
pub(super) fn names_action(label: &str) -> bool {
    let label = label.trim().trim_matches(['*', '_', ' ']).to_lowercase();
    ["action", "アクション", "対策", "施策", "改善策"].iter().any(|word| label.starts_with(word))
        && field_of(&label) == Some(Field::Title)
}

/// Whether a column holds the ids of actions.
pub(crate) fn names_id(label: &str) -> bool {
    field_of(label) == Some(Field::Id)
}

/// Whether a field of an action is blank, or says of itself that it is.
pub(super) fn is_open(value: &str) -> bool {
    is_blank(value) || value.to_lowercase() == "open"
}

/// Whether a value is a place left open.
pub(crate) fn is_blank(value: &str) -> bool {
    let lower = value.trim().to_lowercase();
    lower.is_empty()
        || ["未定", "調整中", "未割当", "未割り当て", "検討中"].iter().any(|end| lower.ends_with(end))
        || matches!(
            lower.as_str(),
            "-" | "–"
                | "—"
                | "?"
                | "??"
                | "tbd"
                | "tba"
                | "todo"
                | "n/a"
                | "none"
                | "unassigned"
                | "未定"
                | "未割当"
                | "なし"
                | "未記入"
                | "要記入"
                | "tbc"
                | "pending"
                | "要調整"
                | "無し"
                | "…"
                | "..."
                | "xxx"
        )
}

#[cfg(test)]
mod tests {
    use super::{is_told_as_done, names_action};

    #[test]
    fn what_was_done_is_no_promise() {
        for (text, expected) in [
            ("Added a check of the table id", true),
            ("We have enabled branch protection for all repositories", true),
            ("Independently verified the three containers", true),
            ("手順書に確認の一行を追記した。", true),
            ("Need a second approver for grants", false),
            ("Speed up the restore to 5 minutes", false),
            ("Embed the version in the header", false),
            ("Add a check of the table id", false),
            ("送信先の台数が違えば失敗させる", false),
        ] {
            assert_eq!(is_told_as_done(text), expected, "{text}");
        }
        assert!(names_action("Action Item") && !names_action("Item"));
    }
}
